"""Blocks onto pages: in order, whole unless they say where they may break."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handouts.layout.page import Block
from handouts.problems import InputError, Place, error

_CLOSEST = 0.01  # points; rounding must not push a block that fits onto the next page
_WIDEST_GAP_GAIN = 9.0  # gaps grow by at most this to fill a page to its foot


@dataclass(frozen=True, slots=True)
class Piece:
    """A block on its way to a page. `name` is for the reader of a problem."""

    name: str
    block: Block
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece, or the part of it between two heights, at y below the top of a page's room."""

    piece: int
    y: float
    top: float = 0.0
    bottom: float = 0.0


def paginate(pieces: tuple[Piece, ...], first_room: float, room: float, gap: float) -> tuple[tuple[Placed, ...], ...]:
    """Fill pages in order. Raises InputError for a piece that no page has room for."""
    pages: list[list[Placed]] = [[]]
    y, available = 0.0, first_room
    for index, piece in enumerate(pieces):
        top, height = 0.0, piece.block.height
        while True:
            start = y + gap if pages[-1] else 0.0
            needed = _needed(pieces, index, gap) if top == 0.0 else height - top
            if start + needed <= available + _CLOSEST:
                pages[-1].append(Placed(index, start, top, height))
                y = start + height - top
                break
            cut = _cut(piece.block, top, available - start)
            if cut is not None:
                pages[-1].append(Placed(index, start, top, cut))
                top = cut
            elif not pages[-1]:
                _refuse(piece, height, available)
            pages.append([])
            y, available = 0.0, room
    return tuple(tuple(page) for page in pages)


def _needed(pieces: tuple[Piece, ...], index: int, gap: float) -> float:
    """Return the height that must fit: with a heading, also what follows it."""
    height = pieces[index].block.height
    if pieces[index].keep_with_next and index + 1 < len(pieces):
        height += gap + _needed(pieces, index + 1, gap)
    return height


def _cut(block: Block, top: float, free: float) -> float | None:
    fitting = [each for each in block.breaks if top < each <= top + free + _CLOSEST]
    return max(fitting, default=None)


def _refuse(piece: Piece, height: float, available: float) -> None:
    what = f"needs {height:.0f} points on one page; the page has {available:.0f}"
    raise InputError([error(Place(piece.name), what, "shorten its text, or use larger paper", "L4")])


def filled(page: tuple[Placed, ...], room: float, heights: list[float]) -> tuple[Placed, ...]:
    """Widen the gaps of a page so that it ends at its foot, within reason."""
    if len(page) < 2:
        return page
    end = page[-1].y + heights[-1]
    gain = min(_WIDEST_GAP_GAIN, max(0.0, (room - end) / (len(page) - 1)))
    return tuple(replace(each, y=each.y + gain * index) for index, each in enumerate(page))
