"""Pictures in rows with their names, as pages: a contact sheet, or the preview of one pose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handouts.drawing.hatch import thinned
from handouts.drawing.tones import Look, toned
from handouts.drawing.value import Color, Drawing
from handouts.layout.draft import line_weight
from handouts.layout.page import Glyphs, Mark, Node, Page, Pages, Picture, Run, Text
from handouts.pdf.fonts import shape
from handouts.units import MM, PAPERS

PRINT, THUMBNAIL = 70 * MM, 25 * MM  # the long side of a picture on a card, and in the plan
_HIGH, _WIDE = PAPERS["letter"]  # a sheet lies on its side
_MARGIN, _GAP = 30.0, 12.0
_NAME = 6.5  # points, of the letters
_INK: Color = (40, 40, 40)

SheetRow = tuple["Cell", ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A picture with its name, its long side so many points."""

    name: str
    drawing: Drawing
    side: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        scale = self.side / max(self.drawing.width, self.drawing.height)
        return self.drawing.width * scale, self.drawing.height * scale


def rows(cells: Iterable[Cell]) -> Iterator[SheetRow]:
    """Part cells into rows of what fits beside each other, each as wide as its picture may be."""
    row: list[Cell] = []
    used = 0.0
    for cell in cells:
        if row and used + cell.side > _WIDE - 2 * _MARGIN:
            yield tuple(row)
            row, used = [], 0.0
        row.append(cell)
        used += cell.side + _GAP
    if row:
        yield tuple(row)


def sheet(all_rows: Iterable[SheetRow], title: str, look: Look, on_one_page: bool = False) -> Pages:
    """Set rows under each other, on pages of Letter lying on its side or on one page as long as it takes."""
    parted = _parted(tuple(all_rows), on_one_page)
    width, height = _WIDE, _HIGH
    if on_one_page:
        width = 2 * _MARGIN + max(sum(cell.side + _GAP for cell in row) - _GAP for row in parted[0])
        height = 2 * _MARGIN + sum(map(_height, parted[0]))
    nodes = [Node("Document")]
    pages = tuple(_page(each, nodes, look) for each in parted)
    return Pages(width=width, height=height, pages=pages, nodes=tuple(nodes), bookmarks=(), title=title, language="en")


def _height(row: SheetRow) -> float:
    return max(cell.size[1] for cell in row) + 2 * _NAME + _GAP


def _parted(all_rows: tuple[SheetRow, ...], on_one_page: bool) -> list[list[SheetRow]]:
    pages: list[list[SheetRow]] = [[]]
    free = room = _HIGH - 2 * _MARGIN
    for row in all_rows:
        if pages[-1] and _height(row) > free and not on_one_page:
            pages.append([])
            free = room
        pages[-1].append(row)
        free -= _height(row)
    return pages


def _page(page_rows: Iterable[SheetRow], nodes: list[Node], look: Look) -> Page:
    marks: list[Mark] = []
    y = _MARGIN
    for row in page_rows:
        bottom = y + max(cell.size[1] for cell in row)
        x = _MARGIN
        for cell in row:
            marks += _cell(cell, x, bottom, nodes, look)
            x += cell.side + _GAP
        y += _height(row)
    return Page(tuple(marks))


def _cell(cell: Cell, x: float, bottom: float, nodes: list[Node], look: Look) -> Iterator[Mark]:
    """Set a picture on a line, its name below."""
    wide, high = cell.size
    top = bottom - high
    nodes.append(Node("Figure", 0, alt=cell.drawing.labels.alt or cell.name, box=(x, top, wide, high)))
    drawing = thinned(toned(cell.drawing, look), wide / cell.drawing.width)
    yield Picture(x, top, wide, high, drawing, len(nodes) - 1, weight=line_weight(cell.side))
    if cell.name:
        nodes.append(Node("P", 0))
        yield Text(x, bottom + 1.4 * _NAME, _fitted(cell), _INK, len(nodes) - 1)


def _fitted(cell: Cell) -> Glyphs:
    """Return the name in letters small enough to stay below its picture."""
    usual = shape(Run(cell.name, "regular", _NAME))
    share = cell.side / usual.advance
    return usual if share >= 1 else shape(Run(cell.name, "regular", _NAME * share))
