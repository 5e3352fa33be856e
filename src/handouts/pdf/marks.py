"""Marks as content-stream operators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from handouts.drawing.value import Color
from handouts.layout.page import Artifact, Face, Line, Shape, Text
from handouts.pdf.embed import Letters
from handouts.pdf.objects import number

_ARC = 0.5523  # a cubic's handles for a quarter circle, as a share of the radius
ARTIFACTS = {
    Artifact.LAYOUT: b"/Artifact<</Type/Layout>>BDC",
    Artifact.HEADER: b"/Artifact<</Type/Pagination/Subtype/Header>>BDC",
    Artifact.FOOTER: b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC",
}
FACES: tuple[Face, ...] = ("regular", "bold")
RESOURCES: dict[Face, str] = {"regular": "R", "bold": "B"}  # what page content calls the faces


class Pen:
    """Writes the marks of a block, y upwards from its top; sets colour, width and font only when they change."""

    def __init__(self, letters: Mapping[Face, Letters]) -> None:
        self.letters = letters
        self.fill = self.stroke = self.width = self.font = ""

    def texts(self, marks: Iterable[tuple[Text, bool]]) -> str:
        """Write texts in one text object; those paired with true end with a space, so that words stay apart."""
        parts = ["BT"]
        x0 = y0 = 0.0
        for mark, spaced in marks:
            self._fill_with(mark.color, parts)
            x, y = round(mark.x, 2), round(-mark.baseline, 2)
            parts.append(f"{number(x - x0)} {number(y - y0)} Td")
            x0, y0 = x, y
            run = mark.glyphs.run
            text = run.text + " " if spaced and not run.text.endswith(" ") else run.text
            for name, codes in self.letters[run.face].written(text):
                font = f"{name} {number(run.size)} Tf"
                if font != self.font:
                    self.font = font
                    parts.append(font)
                parts.append(f"({codes}) Tj")
        parts.append("ET")
        return "\n".join(parts)

    def line(self, mark: Line) -> str:
        """Write a straight stroke."""
        parts: list[str] = []
        self._stroke_with(mark.color, mark.width, parts)
        start = f"{number(mark.x0)} {number(-mark.y0)} m"
        end = f"{number(mark.x1)} {number(-mark.y1)} l"
        return " ".join([*parts, start, end, "S"])

    def shape(self, mark: Shape) -> str:
        """Write a rectangle, its corners rounded."""
        parts: list[str] = []
        if mark.fill:
            self._fill_with(mark.fill, parts)
        if mark.stroke:
            self._stroke_with(mark.stroke, mark.stroke_width, parts)
        operator = "B" if mark.fill and mark.stroke else "f" if mark.fill else "S" if mark.stroke else "n"
        return " ".join([*parts, outline(mark), operator])

    def _fill_with(self, color: Color, parts: list[str]) -> None:
        colored = fill_color(color)
        if colored != self.fill:
            self.fill = colored
            parts.append(colored)

    def _stroke_with(self, color: Color, width: float, parts: list[str]) -> None:
        colored, wide = stroke_color(color), f"{number(width)} w"
        if colored != self.stroke:
            self.stroke = colored
            parts.append(colored)
        if wide != self.width:
            self.width = wide
            parts.append(wide)


def outline(mark: Shape) -> str:
    """Write the path of a rectangle, its corners rounded."""
    left, top = mark.x, -mark.y
    right, bottom = left + mark.width, top - mark.height
    if not any(mark.radii):
        return f"{number(left)} {number(bottom)} {number(mark.width)} {number(mark.height)} re"
    a, b, c, d = mark.radii
    corners = (
        (right - b, top, right, top, right, top - b, b),
        (right, bottom + c, right, bottom, right - c, bottom, c),
        (left + d, bottom, left, bottom, left, bottom + d, d),
        (left, top - a, left, top, left + a, top, a),
    )
    here = f"{number(left + a)} {number(top)}"
    parts = [f"{here} m"]
    for x0, y0, x, y, x1, y1, radius in corners:
        if (before := f"{number(x0)} {number(y0)}") != here:
            parts.append(f"{before} l")
        here = f"{number(x1)} {number(y1)}"
        if radius:
            handles = (x0 + (x - x0) * _ARC, y0 + (y - y0) * _ARC, x1 + (x - x1) * _ARC, y1 + (y - y1) * _ARC, x1, y1)
            parts.append(" ".join(map(number, handles)) + " c")
    return " ".join([*parts, "h"])


@lru_cache
def fill_color(color: Color) -> str:
    """Set the colour of fills and text."""
    return _components(color) + " rg"


@lru_cache
def stroke_color(color: Color) -> str:
    """Set the colour of strokes."""
    return _components(color) + " RG"


def _components(color: Color) -> str:
    return " ".join(f"{round(value / 255, 3):g}" for value in color)
