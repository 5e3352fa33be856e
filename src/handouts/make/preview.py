"""Handouts to look at without a printer: pages as PNG, and every template beside the others."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from handouts.drawing.value import Color, Drawing, Raster
from handouts.layout.page import Artifact, Mark, Node, Page, Pages, Picture, Run, Shape, Text
from handouts.load.folders import files, roots
from handouts.load.names import file_named
from handouts.make.make import make
from handouts.make.order import Order
from handouts.pdf.draw import draw
from handouts.pdf.fonts import shape
from handouts.pdf.read_back import Pixels, pixels, rendered
from handouts.problems import Problem
from handouts.system import write as output

_HIGH, _GAP, _MARGIN = 220.0, 10.0, 24.0  # points: a page of the gallery, what is between two, and around all
_NAME, _ROW_GAP = 11.0, 34.0
_DOTS_AN_INCH = 144
_POINTS_AN_INCH = 72
_INK: Color = (40, 40, 40)
_EDGE: Color = (150, 150, 150)


def write(pdf: bytes, name: str, folder: Path, dots_an_inch: int) -> list[Path]:
    """Write the pages as `NAME-1.png` and so on; pages of an earlier, longer one are taken away."""
    written = []
    for number, png in enumerate(rendered(pdf, dots_an_inch), 1):
        written.append(folder / f"{name}-{number}.png")
        output.write(written[-1], png)
    for number in count(len(written) + 1):
        path = folder / f"{name}-{number}.png"
        if not path.is_file():
            return written
        path.unlink()
    return written


def watched(clinic: Path | None, routine: str | None) -> Iterator[Path]:
    """Yield the files that a handout may be made from: the prescription, the clinic's own, the built-in ones."""
    if file := file_named(routine):
        yield file
    for root in roots(clinic):
        yield from root.glob("*.*")  # the clinic file and its logo
        for folder in ("routines", "templates", "assets"):
            yield from (root / folder).rglob("*.*")


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A template's handout: how its pages look."""

    template: str
    pages: tuple[Pixels, ...]


def gallery(order: Order, today: dt.date) -> tuple[bytes, tuple[Problem, ...]]:
    """Return a PNG of the handout in every template, a row each, and what there is to know about any of them."""
    rows, notes = [], dict[Problem, None]()
    for template in sorted(files(roots(order.clinic), "template")):
        made = make(replace(order, template=template), today)
        notes |= dict.fromkeys(made.warnings)
        scale = _DOTS_AN_INCH * _HIGH / made.pages.height
        rows.append(ShownPage(template, tuple(pixels(made.pdf, scale))))
    return next(rendered(draw(sheet(rows)), _DOTS_AN_INCH)), tuple(notes)


def sheet(rows: Sequence[ShownPage]) -> Pages:
    """Set the pages of each template in a row, its name below."""
    nodes, marks = [Node("Document")], list[Mark]()
    y = _MARGIN
    widest = 0.0
    for row in rows:
        x = _MARGIN
        for number, page in enumerate(row.pages, 1):
            wide = _points(page.width)
            nodes.append(Node("Figure", 0, alt=f"{row.template}, page {number}", box=(x, y, wide, _HIGH)))
            marks.append(Picture(x, y, wide, _HIGH, _drawing(page), len(nodes) - 1))
            marks.append(Shape(x, y, wide, _HIGH, Artifact.LAYOUT, stroke=_EDGE, stroke_width=0.5))
            x += wide + _GAP
        widest = max(widest, x - _GAP)
        nodes.append(Node("P", 0))
        marks.append(Text(_MARGIN, y + _HIGH + 1.3 * _NAME, shape(_label(row)), _INK, len(nodes) - 1))
        y += _HIGH + _ROW_GAP
    return Pages(widest + _MARGIN, y, (Page(tuple(marks)),), tuple(nodes), (), title="Templates", language="en")


def _label(row: ShownPage) -> Run:
    pages = "1 page" if len(row.pages) == 1 else f"{len(row.pages)} pages"
    return Run(f"{row.template} ({pages})", "bold", _NAME)


def _points(dots: int) -> float:
    return dots * _POINTS_AN_INCH / _DOTS_AN_INCH


def _drawing(page: Pixels) -> Drawing:
    key = hashlib.sha256(page.data).hexdigest()
    return Drawing(key, page.width, page.height, raster=Raster("rgb", page.width, page.height, page.data))
