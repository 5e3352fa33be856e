"""Blocks onto pages, by their heights: in order, whole unless they say where they may break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from handouts.problems import InputError, Place, error

_CLOSEST = 0.01  # points; rounding must not push a block that fits onto the next page
_WIDEST_GAP_GAIN = 9.0  # gaps grow by at most this to fill a page to its foot


class Portion(NamedTuple):
    """How high a block is, and where it may break. `name` is for the reader of a problem."""

    name: str
    height: float
    breaks: tuple[float, ...] = ()
    keep_with_next: bool = False
    card: bool = False  # or what belongs to cards: the same on many handouts


class Placed(NamedTuple):
    """A piece, or the part of it between two heights, at y below the top of a page's room."""

    piece: int
    y: float
    top: float = 0.0
    bottom: float = 0.0


def paginate(pieces: tuple[Portion, ...], first_room: float, room: float, gap: float) -> tuple[tuple[Placed, ...], ...]:
    """Fill pages in order. Raises InputError for a piece that no page has room for."""
    pages: list[list[Placed]] = [[]]
    y, available = 0.0, first_room
    for index, piece in enumerate(pieces):
        top, height = 0.0, piece.height
        while True:
            start = y + gap if pages[-1] else 0.0
            needed = _needed(pieces, index, gap) if top == 0.0 else height - top
            if start + needed <= available + _CLOSEST:
                pages[-1].append(Placed(index, start, top, height))
                y = start + height - top
                break
            cut = _cut(piece, top, available - start)
            if cut is not None:
                pages[-1].append(Placed(index, start, top, cut))
                top = cut
            elif not pages[-1]:
                _refuse(piece, height, available)
            pages.append([])
            y, available = 0.0, room
    return tuple(tuple(page) for page in pages)


def balanced(
    pieces: tuple[Portion, ...], greedy: tuple[tuple[Placed, ...], ...], first_room: float, room: float, gap: float
) -> tuple[tuple[Placed, ...], ...]:
    """Return the best breaks for as many pages as filling in order takes, seen over the whole document.

    A page that is far from full in the middle is worse than a last page that is not; a last page with hardly anything
    on it is worst. Blocks that break within themselves stay as they were filled in.
    """
    if len(greedy) < 2 or any(placed.top or placed.bottom < pieces[placed.piece].height for placed in _all(greedy)):
        return greedy
    rooms = [first_room, *[room] * (len(greedy) - 1)]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}  # by the pieces placed so far: cost, page starts
    for number, available in enumerate(rooms):
        last = number == len(rooms) - 1
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, starts) in best.items():
            for end in _ends(pieces, start, available, gap):
                if last and end < len(pieces):
                    continue
                free = 1 - _height(pieces, start, end, gap) / available
                total = cost + (_last_cost(free) if last else free**2)
                if end not in following or total < following[end][0]:
                    following[end] = (total, (*starts, start))
        best = following
    starts = best[len(pieces)][1]
    return tuple(_in_a_row(pieces, start, end, gap) for start, end in pairwise((*starts, len(pieces))))


_SPARSE = 0.5  # of a last page: less than this on it looks forgotten


def _last_cost(free: float) -> float:
    return 2 * max(0.0, free - (1 - _SPARSE)) ** 2


def _all(pages: tuple[tuple[Placed, ...], ...]) -> Iterable[Placed]:
    return (placed for page in pages for placed in page)


def _height(pieces: tuple[Portion, ...], start: int, end: int, gap: float) -> float:
    return sum(piece.height for piece in pieces[start:end]) + gap * (end - start - 1)


def _ends(pieces: tuple[Portion, ...], start: int, available: float, gap: float) -> Iterator[int]:
    """Yield where a page that begins with a piece may end: not behind a heading."""
    height = -gap
    for end in range(start + 1, len(pieces) + 1):
        height += gap + pieces[end - 1].height
        if height > available + _CLOSEST:
            return
        if not pieces[end - 1].keep_with_next or end == len(pieces):
            yield end


def _in_a_row(pieces: tuple[Portion, ...], start: int, end: int, gap: float) -> tuple[Placed, ...]:
    y, page = 0.0, []
    for index in range(start, end):
        height = pieces[index].height
        page.append(Placed(index, y, 0.0, height))
        y += height + gap
    return tuple(page)


def _needed(pieces: tuple[Portion, ...], index: int, gap: float) -> float:
    """Return the height that must fit: with a heading, also what follows it."""
    height = pieces[index].height
    if pieces[index].keep_with_next and index + 1 < len(pieces):
        height += gap + _needed(pieces, index + 1, gap)
    return height


def _cut(piece: Portion, top: float, free: float) -> float | None:
    fitting = [each for each in piece.breaks if top < each <= top + free + _CLOSEST]
    return max(fitting, default=None)


def _refuse(piece: Portion, height: float, available: float) -> None:
    what = f"needs {height:.0f} points on one page; the page has {available:.0f}"
    raise InputError([error(Place(piece.name), what, "shorten its text, or use larger paper", "L4")])


def filled(page: tuple[Placed, ...], room: float, heights: list[float]) -> tuple[Placed, ...]:
    """Widen the gaps of a page so that it ends at its foot, within reason."""
    if len(page) < 2:
        return page
    end = page[-1].y + heights[-1]
    gain = min(_WIDEST_GAP_GAIN, max(0.0, (room - end) / (len(page) - 1)))
    return tuple(each._replace(y=each.y + gain * index) for index, each in enumerate(page))
