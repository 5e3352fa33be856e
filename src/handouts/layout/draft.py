"""A block while it is being laid out: marks and nodes gathered, then frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from handouts.compose.handout import Prose
from handouts.drawing.hatch import thinned
from handouts.drawing.tones import toned
from handouts.drawing.value import Color, Drawing
from handouts.layout.page import (
    Artifact,
    Blank,
    Block,
    Face,
    Field,
    Inset,
    Line,
    Mark,
    Node,
    Owner,
    Picture,
    Role,
    Run,
    Shape,
    Text,
)
from handouts.layout.style import Style
from handouts.layout.text import SetLine, advances, lines

_OUTLINE = 0.8  # points, of a ground in mono
# A picture this long has lines of the usual width, a shorter one thinner lines: down to what copies keep.
_USUAL_LENGTH, _LIGHTEST = 110.0, 0.55
Align = Literal["left", "center", "right"]
FieldKind = Literal["line", "lines", "number", "tick"]
Area = tuple[float, float, float, float]


@dataclass
class Draft:
    """Marks and nodes of one block; y grows downwards from its top."""

    style: Style
    marks: list[Mark | Inset | Blank] = field(default_factory=list)
    nodes: dict[int, Node] = field(default_factory=dict)
    count: int = 0
    outline: list[tuple[int, str, int]] = field(default_factory=list)

    def node(self, role: Role, parent: int = -1, **fields: Any) -> int:
        """Add a node and return its index."""
        self.nodes[self.count] = Node(role, parent, **fields)
        self.count += 1
        return self.count - 1

    def heading(self, role: Role, parent: int, title: str, level: int) -> int:
        """Add a heading that becomes a bookmark, and return its node."""
        index = self.node(role, parent)
        self.outline.append((level, title, index))
        return index

    def broken(self, text: str | Prose, width: float, size: float, face: Face = "regular") -> tuple[SetLine, ...]:
        """Break text to a width in this style's language; a word that is wider makes all of it smaller."""
        style = self.style
        return lines(text, width, size, style.shape, face, style.language, style.least(size))

    def tall(self, text: str | Prose, width: float, size: float, face: Face = "regular") -> float:
        """Return how high a paragraph is."""
        return self.height_of(self.broken(text, width, size, face))

    def height_of(self, broken: tuple[SetLine, ...]) -> float:
        """Return how high lines are."""
        return len(broken) * self.style.line_height(broken[0].size) if broken else 0.0

    def put_lines(
        self, broken: tuple[SetLine, ...], x: float, y: float, width: float, owner: Owner, color: Color,
        align: Align = "left",
    ) -> float:  # fmt: skip
        """Set broken lines below y and return the y below them.

        Texts stand at hundredths of a point: a block is then written alike wherever it is put.
        """
        if not broken:
            return y
        size = broken[0].size
        height = self.style.line_height(size)
        below = baseline_in(height, size, self.style)
        for parts, wide in broken:
            free = width - wide
            start = x + (free if align == "right" else free / 2 if align == "center" else 0.0)
            baseline = round(y + below, 2)
            self.marks += [Text(round(start + offset, 2), baseline, glyphs, color, owner) for offset, glyphs in parts]
            y += height
        return y

    def put(
        self, text: str | Prose, x: float, y: float, width: float, owner: Owner, size: float,
        color: Color, face: Face = "regular", align: Align = "left",
    ) -> float:  # fmt: skip
        """Set a paragraph below y and return the y below it."""
        return self.put_lines(self.broken(text, width, size, face), x, y, width, owner, color, align)

    def label(
        self, text: str, x: float, baseline: float, owner: Owner, size: float, color: Color, face: Face = "regular"
    ) -> float:
        """Set one unbroken text on a baseline and return its width."""
        glyphs = self.style.shape(Run(text, face, size, self.style.language))
        self.marks.append(Text(round(x, 2), round(baseline, 2), glyphs, color, owner))
        return glyphs.advance

    def measure(self, text: str, size: float, face: Face = "regular") -> float:
        """Return the width of one unbroken text."""
        return advances(face, size, self.style.shape, self.style.language)[text]

    def widest_part(self, text: str, size: float, face: Face = "regular") -> float:
        """Return the width of the longest part of a text that ought to stay whole."""
        return advances(face, size, self.style.shape, self.style.language).longest[text]

    def panel(self, x: float, y: float, width: float, height: float, radius: float = 0.0, **paint: Any) -> None:
        """Draw a rounded rectangle as decoration."""
        self.marks.append(Shape(x, y, width, height, Artifact.LAYOUT, (radius,) * 4, **paint))

    def ground(self, x: float, y: float, width: float, height: float, radii: tuple[float, float, float, float]) -> None:
        """Draw a tinted ground; in mono, where no ink may lie under words, its outline."""
        palette = self.style.palette
        paint: dict[str, Any] = {"stroke": palette.rule, "stroke_width": _OUTLINE} if self.style.look.mono else {}
        self.marks.append(Shape(x, y, width, height, Artifact.LAYOUT, radii, **(paint or {"fill": palette.tint})))

    def rule(self, x0: float, y: float, x1: float, width: float, color: Color, owner: Owner = Artifact.LAYOUT) -> None:
        """Draw a horizontal line."""
        self.marks.append(Line(x0, y, x1, y, width, color, owner))

    def picture(
        self, drawing: Drawing, x: float, y: float, width: float, height: float, owner: Owner, mirrored: bool = False,
        weight: float = 0.0,
    ) -> None:  # fmt: skip
        """Place a drawing centred at the foot of a box, as large as fits; a Figure node learns where it stands.

        `weight` is that of its lines; without one it follows from the size.
        """
        scale = min(width / drawing.width, height / drawing.height)
        drawing = thinned(toned(drawing, self.style.look), scale)
        wide, high = drawing.width * scale, drawing.height * scale
        left, top = x + (width - wide) / 2, y + height - high
        if isinstance(owner, int):
            self.nodes[owner] = self.nodes[owner]._replace(box=(left, top, wide, high))
        weight = weight or line_weight(max(wide, high))
        self.marks.append(Picture(left, top, wide, high, drawing, owner, mirrored, weight))

    def field(self, kind: FieldKind, name: str, label: str, box: Area, parent: int = -1, value: str = "") -> None:
        """Add a place to write on a screen, where one is wanted; `box` is x, y, width and height."""
        style = self.style
        if style.fillable:
            owner = self.node("Form", parent)
            self.marks.append(Field(*box, kind, name, label, owner, style.body, style.palette.ink, value))

    def add(self, block: Block, x: float, y: float, parent: int = -1) -> None:
        """Put a finished block in, at quarters of a point.

        So its marks are written alike at any place, and places add up without rounding, in whatever order: quarters
        have no rest in binary.
        """
        first = self.count
        self.marks.append(Inset(block, round(4 * x) / 4, round(4 * y) / 4, first, parent))
        self.count += block.count
        if block.outline:
            self.outline += [(level, title, index + first) for level, title, index in block.outline]

    def put_under(self, ground: Block) -> None:
        """Put a finished block without nodes under all that is here."""
        self.marks.insert(0, Inset(ground, 0.0, 0.0, 0, -1))

    def block(self, height: float, breaks: tuple[float, ...] = ()) -> Block:
        """Freeze."""
        nodes = tuple(self.nodes.items())
        return Block(
            height, marks=tuple(self.marks), nodes=nodes, breaks=breaks, outline=tuple(self.outline), count=self.count
        )


def line_weight(length: float) -> float:
    """Return the weight of the lines of a picture that is so long, in twentieths."""
    return min(1.0, max(_LIGHTEST, round(20 * length / _USUAL_LENGTH) / 20))


def baseline_in(height: float, size: float, style: Style) -> float:
    """Return how far below the top of a line its baseline stands."""
    return (height - (style.ascent + style.descent) * size) / 2 + style.ascent * size
