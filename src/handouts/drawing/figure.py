"""The fast reader of our own figures: a narrow dialect of SVG, so that the common handout needs no SVG library.

The dialect: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 W H">` around `<path>` elements, before them at most
a `<title>` (the caption) and a `<desc>` (the alt text). The `svg` may have `data-shows` (`left` or `right`),
`data-author`, `data-licence` and `data-digest`. A path's `d` has absolute M, L, C and Z with numbers parted by single
signs (`M1 2L3 4C5 6 7 8 9 10Z`); its other attributes are `fill` and `stroke` (`#rrggbb` or `none`, never left out
together), `stroke-width`, `fill-opacity`, `fill-rule="evenodd"`, `stroke-linecap="round"`, `stroke-linejoin="round"`
and `class`, which says what it shows and then, of an area, whether it is far or in shade, or of a line what kind it is:
such lines are as wide as the size printed asks for.
"""

from __future__ import annotations

import re
from dataclasses import astuple, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any
from xml.parsers import expat

from handouts import prepared
from handouts.drawing.outlines import outlines
from handouts.drawing.value import Color, Drawing, Labels, Path, ShownSide, Step
from handouts.problems import InputError, Place, error

ROLES = frozenset(
    {"skin", "hair", "shirt", "trousers", "shoe", "prop", "strap", "outline", "highlight", "arrow", "spine", "paper"}
)
LINES = frozenset({"near", "edge", "fine", "far", "hatch", "rim", "bone", "band"})
AREAS = frozenset({"far", "shade", "far shade"})

KIND = "figure"  # of what is prepared
_KEPT = 256  # figures read: `check` and batches meet the same again and again

_LABELS = {"data-shows": "shows", "data-author": "author", "data-licence": "licence", "data-digest": "digest"}
_WORDS = {"title": "caption", "desc": "alt"}
_ATTRIBUTES = frozenset(
    {"d", "fill", "stroke", "stroke-width", "fill-opacity", "fill-rule", "stroke-linecap", "stroke-linejoin", "class"}
)
_WHOLE = re.compile(r"M[-0-9. ]+(?:[MLC][-0-9. ]+|Z)*")
_COMMAND = re.compile(r"([MLCZ])([-0-9. ]*)")
_COLOR = re.compile(r"#[0-9a-f]{6}")


@lru_cache(maxsize=_KEPT)
def read_figure(data: bytes, place: Place) -> Drawing:
    """Read a figure in our dialect; InputError at the first thing outside it."""
    plain = prepared.value(KIND, data)
    return _from_plain(*plain) if plain else parsed(data, place)


def to_plain(drawing: Drawing) -> Any:
    """Return plain values that a figure is prepared as; equal numbers are one, which takes less room."""
    numbers: dict[float, float] = {}

    def shared(step: Step) -> tuple[str | float, ...]:
        return tuple(numbers.setdefault(each, each) if isinstance(each, float) else each for each in step)

    paths = [
        (tuple(map(shared, each.steps)), *astuple(replace(each, steps=(), outline=outline))[1:])
        for each, outline in zip(drawing.paths, outlines(drawing), strict=True)
    ]
    return drawing.key, drawing.width, drawing.height, paths, astuple(drawing.labels)


def _from_plain(key: str, width: float, height: float, paths: Any, labels: Any) -> Drawing:
    return Drawing(key, width, height, tuple([Path(*each) for each in paths]), labels=Labels(*labels))


def parsed(data: bytes, place: Place) -> Drawing:
    """Read a figure as if none were prepared."""
    reader = _Reader(place)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as problem:
        where = Place(place.path, problem.lineno, problem.offset + 1)
        message = f"is not well-formed XML: {expat.ErrorString(problem.code)}"
        raise InputError([error(where, message)]) from problem
    except ValueError as problem:
        raise InputError([error(reader.place, f"is not a figure of ours: {problem}")]) from problem
    key = sha256(data).hexdigest()[:32]
    return Drawing(key, *reader.size, tuple(reader.paths), labels=_labels(reader.labels))


class _Reader:
    """Collects paths while expat walks over the file. Raises ValueError outside the dialect."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.size: tuple[float, float] = (0.0, 0.0)
        self.paths: list[Path] = []
        self.labels: dict[str, str] = {}
        self.depth = 0
        self.words = ""  # the element whose words are being read
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
        """Take the `svg` at the top, and directly within it words, then paths."""
        self.stand()
        worded = name in _WORDS and not self.paths and not attributes and _WORDS[name] not in self.labels
        if self.depth > 1 or not (name == "path" or worded if self.depth else name == "svg"):
            raise ValueError(f"`{name}` is not allowed here in a figure")
        self.depth += 1
        if name == "svg":
            self.labels = {field: attributes.pop(key) for key, field in _LABELS.items() if key in attributes}
            if self.labels.get("shows", "left") not in {"left", "right"}:
                raise ValueError("`data-shows` of a figure is `left` or `right`")
            self.size = _size(attributes)
        elif worded:
            self.words = _WORDS[name]
            self.labels[self.words] = ""
        else:
            self.paths.append(_path(attributes))

    def end(self, _name: str) -> None:
        """Leave an element."""
        self.depth -= 1
        self.words = ""

    def text(self, text: str) -> None:
        """Take the words of a label, refuse all others."""
        if self.words:
            self.labels[self.words] += text
        elif not text.isspace():
            self.stand()
            raise ValueError("text is not allowed in a figure")

    def doctype(self, *_: object) -> None:
        """Refuse a DTD."""
        self.stand()
        raise ValueError("a document type is not allowed in a figure")


def _labels(label_texts: dict[str, str]) -> Labels:
    """Gather what was read; line breaks within words are only there for the reader of the file."""
    text = {field: " ".join(words.split()) for field, words in label_texts.items()}.get
    shows: ShownSide | None = "left" if text("shows") == "left" else "right" if text("shows") == "right" else None
    return Labels(
        caption=text("caption", ""),
        alt=text("alt", ""),
        shows=shows,
        author=text("author", ""),
        licence=text("licence", ""),
        digest=text("digest", ""),
    )


def _size(attributes: dict[str, str]) -> tuple[float, float]:
    box = attributes.pop("viewBox", "").split(" ")
    if attributes != {"xmlns": "http://www.w3.org/2000/svg"}:
        raise ValueError("the `svg` of a figure has `xmlns`, `viewBox` and labels, nothing else")
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
    role, _, kind = take("class", "").partition(" ")
    if role and role not in ROLES:
        raise ValueError(f"`{role}` is not a role: {', '.join(sorted(ROLES))}")
    kinds = LINES if stroke else AREAS
    if kind and kind not in kinds:
        raise ValueError(f"`{kind}` is not a kind of {'line' if stroke else 'area'}: {', '.join(sorted(kinds))}")
    return Path(
        steps=_steps(take("d", "")),
        fill=fill,
        stroke=stroke,
        stroke_width=_number(take("stroke-width", "1")) if stroke else 0.0,
        fill_opacity=_number(take("fill-opacity", "1")),
        even_odd=_choice(take("fill-rule"), "evenodd"),
        round_ends=_choice(take("stroke-linecap"), "round") | _choice(take("stroke-linejoin"), "round"),
        role=role,
        kind=kind,
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
