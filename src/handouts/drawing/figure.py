"""The fast reader of our own figures: a narrow dialect of SVG, so that the common handout needs no SVG library.

The dialect: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 W H">` around `<path>` elements, nothing else.
A path's `d` has absolute M, L, C and Z with numbers parted by single signs (`M1 2L3 4C5 6 7 8 9 10Z`); its other
attributes are `fill` and `stroke` (`#rrggbb` or `none`, never left out together), `stroke-width`, `fill-opacity`,
`fill-rule="evenodd"`, `stroke-linecap="round"`, `stroke-linejoin="round"` and `class`, which says what it shows.
"""

from __future__ import annotations

import re
from hashlib import sha256
from xml.parsers import expat

from handouts.drawing.value import Color, Drawing, Path, Step
from handouts.problems import InputError, Place, error

ROLES = frozenset(
    {"skin", "hair", "shirt", "trousers", "shoe", "prop", "outline", "highlight", "arrow", "spine", "paper"}
)

_ATTRIBUTES = frozenset(
    {"d", "fill", "stroke", "stroke-width", "fill-opacity", "fill-rule", "stroke-linecap", "stroke-linejoin", "class"}
)
_WHOLE = re.compile(r"M[-0-9. ]+(?:[MLC][-0-9. ]+|Z)*")
_COMMAND = re.compile(r"([MLCZ])([-0-9. ]*)")
_COLOR = re.compile(r"#[0-9a-f]{6}")


def read_figure(data: bytes, place: Place) -> Drawing:
    """Read a figure in our dialect; InputError at the first thing outside it."""
    reader = _Reader(place)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as problem:
        where = Place(place.path, problem.lineno, problem.offset + 1)
        message = f"is not well-formed XML: {expat.ErrorString(problem.code)}"
        raise InputError([error(where, message)]) from problem
    except ValueError as problem:
        raise InputError([error(reader.place, f"is not a figure of ours: {problem}")]) from problem
    return Drawing(sha256(data).hexdigest()[:32], reader.size[0], reader.size[1], tuple(reader.paths))


class _Reader:
    """Collects paths while expat walks over the file. Raises ValueError outside the dialect."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.size: tuple[float, float] = (0.0, 0.0)
        self.paths: list[Path] = []
        self.depth = 0
        self.parser = expat.ParserCreate("UTF-8")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype

    def stand(self) -> None:
        """Keep where the parser stands: after a ValueError it no longer does."""
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.place = Place(self.place.path, line, column)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the `svg` at the top and paths directly within it."""
        self.stand()
        if name != ("svg", "path")[self.depth > 0] or self.depth > 1:
            raise ValueError(f"`{name}` is not allowed here in a figure")
        self.depth += 1
        if name == "svg":
            self.size = _size(attributes)
        else:
            self.paths.append(_path(attributes))

    def end(self, _name: str) -> None:
        """Leave an element."""
        self.depth -= 1

    def text(self, text: str) -> None:
        """Refuse words."""
        if not text.isspace():
            self.stand()
            raise ValueError("text is not allowed in a figure")

    def doctype(self, *_: object) -> None:
        """Refuse a DTD."""
        self.stand()
        raise ValueError("a document type is not allowed in a figure")


def _size(attributes: dict[str, str]) -> tuple[float, float]:
    box = attributes.pop("viewBox", "").split(" ")
    if attributes != {"xmlns": "http://www.w3.org/2000/svg"}:
        raise ValueError("the `svg` of a figure has `xmlns` and `viewBox`, nothing else")
    if len(box) != 4 or box[:2] != ["0", "0"]:
        raise ValueError("the viewBox of a figure is `0 0 WIDTH HEIGHT`")
    width, height = _number(box[2]), _number(box[3])
    if width <= 0 or height <= 0:
        raise ValueError("the viewBox of a figure is not empty")
    return width, height


def _path(attributes: dict[str, str]) -> Path:
    unknown = attributes.keys() - _ATTRIBUTES
    if unknown:
        raise ValueError(f"`{min(unknown)}` is not an attribute of a figure's path")
    take = attributes.get
    fill, stroke = _color(take("fill", "")), _color(take("stroke", "none"))
    role = take("class", "")
    if role and role not in ROLES:
        raise ValueError(f"`{role}` is not a role: {', '.join(sorted(ROLES))}")
    return Path(
        steps=_steps(take("d", "")),
        fill=fill,
        stroke=stroke,
        stroke_width=_number(take("stroke-width", "1")) if stroke else 0.0,
        fill_opacity=_number(take("fill-opacity", "1")),
        even_odd=_choice(take("fill-rule"), "evenodd"),
        round_ends=_choice(take("stroke-linecap"), "round") | _choice(take("stroke-linejoin"), "round"),
        role=role,
    )


def _choice(value: str | None, only: str) -> bool:
    if value is not None and value != only:
        raise ValueError(f"`{value}` is not allowed in a figure, only `{only}`")
    return value is not None


def _color(text: str) -> Color | None:
    if text == "none":
        return None
    if not _COLOR.fullmatch(text):
        raise ValueError(f"`{text}` is not a colour of a figure: `#rrggbb` in small letters, or `none`")
    value = int(text[1:], 16)
    return value >> 16, value >> 8 & 255, value & 255


def _number(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text):
        raise ValueError(f"`{text}` is not a number of a figure")
    return float(text)


def _steps(text: str) -> tuple[Step, ...]:
    if not _WHOLE.fullmatch(text):
        raise ValueError("path data of a figure are absolute M, L, C and Z, starting with M")
    steps: list[Step] = []
    for command, numbers in _COMMAND.findall(text):
        if command == "Z":
            steps.append(("Z",))
            continue
        values = list(map(float, numbers.split()))
        if command == "C":
            it = iter(values)
            curves = zip(it, it, it, it, it, it, strict=True)
            steps.extend(("C", *curve) for curve in curves)
        elif len(values) == 2:
            steps.append((command, values[0], values[1]))
        else:
            raise ValueError(f"`{command}` of a figure has two numbers")
    return tuple(steps)
