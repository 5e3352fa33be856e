"""The plan at a glance: a tinted panel with what to do and a thumbnail of each stretch."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from handouts.compose.handout import Figure, Plan, Thumbnail, ThumbnailGroup
from handouts.layout.blocks.key import PAD, key_height, put_key
from handouts.layout.draft import Draft, baseline_in
from handouts.layout.page import Artifact, Block, Line
from handouts.layout.style import BLOCKS_KEPT, CARDS_KEPT, PARTS_KEPT, Style
from handouts.layout.text import SLACK, fits

_ABOVE_ROWS, _ABOVE_KEY = 3.0, 1.0
_CELL = 73.0  # the least width of a thumbnail in ordinary print: seven in a row
_PICTURE_HEIGHT = 35.0
_PICTURE_SHARE = 0.46  # of a card's figure, where the page is tight
_BETWEEN_GROUPS = 7.0
_CELL_GAP = 5.0
_CELL_STEP, _SMALLEST_STEP = 3.0, 0.25  # widths of cells are multiples of the first, or where room is short of this


def plan_height(value: Plan, width: float, style: Style) -> float:
    """Return how high the plan is, without laying it out."""
    draft = Draft(style)
    inner = width - 2 * PAD
    text = sum(draft.tall(prose, inner, style.body) for prose in value.paragraphs)
    rows = sum(_row_height(row, style) for row in _rows(value.groups, inner, style))
    return text + _ABOVE_ROWS + rows + _ABOVE_KEY + key_height(draft, value, PAD + inner) + 2 * (PAD - 3)


@lru_cache(maxsize=BLOCKS_KEPT)
def plan(value: Plan, width: float, style: Style) -> Block:
    """Lay out the plan."""
    draft = Draft(style)
    inner = width - 2 * PAD
    section = draft.node("Sect")
    y = PAD - 3
    for prose in value.paragraphs:
        y = draft.put(prose, PAD, y, inner, draft.node("P", section), style.body, style.palette.ink)
    y += _ABOVE_ROWS
    for row in _rows(value.groups, inner, style):
        y = _row(draft, row, y, section)
    y = put_key(draft, value, y + _ABOVE_KEY, PAD + inner, section)
    height = y + PAD - 3
    draft.put_under(_ground(width, height, style))
    return draft.block(height)


@lru_cache(maxsize=PARTS_KEPT)
def _ground(width: float, height: float, style: Style) -> Block:
    draft = Draft(style)
    draft.ground(0, 0, width, height, (6.0,) * 4)
    return draft.block(height)


class _Row(NamedTuple):
    """What stands beside each other, and how wide the cell of each thumbnail is."""

    groups: tuple[ThumbnailGroup, ...]
    cells: list[float]

    @property
    def thumbnails(self) -> list[Thumbnail]:
        """The thumbnails of all groups."""
        return [thumbnail for group in self.groups for thumbnail in group.thumbnails]


@lru_cache(maxsize=BLOCKS_KEPT)
def _rows(groups: tuple[ThumbnailGroup, ...], width: float, style: Style) -> list[_Row]:
    """Put as many thumbnails in a row as leave most words whole."""
    draft = Draft(style)
    most = max(1, int(width / (_CELL * style.scale)))
    fewest, best = math.inf, list[_Row]()
    for count in range(most, 0, -1):
        rows = [_measured(draft, each, width) for each in _filled(groups, count)]
        broken = sum(_broken_words(draft, row) for row in rows)
        if broken < fewest:
            fewest, best = broken, rows
        if not broken:
            break
    return best


def _measured(draft: Draft, groups: tuple[ThumbnailGroup, ...], width: float) -> _Row:
    row = _Row(groups, [])
    return row._replace(cells=_cells(draft, row.thumbnails, width, len(groups)))


def _broken_words(draft: Draft, row: _Row) -> int:
    """Count the names in a row with a word that has no room, in the smallest type either."""
    words = _words(draft, row.thumbnails, draft.style.least(draft.style.thumbnail))
    return sum(not fits(word, cell) for word, cell in zip(words, row.cells, strict=True))


def _words(draft: Draft, shown: list[Thumbnail], size: float) -> list[float]:
    """Return the width that each cell needs for the longest word of its name."""
    return [_CELL_GAP + draft.widest_part(each.name, size, "bold") for each in shown]


def _filled(groups: tuple[ThumbnailGroup, ...], most: int) -> list[tuple[ThumbnailGroup, ...]]:
    """Put the groups in one row when they fit, else each in rows of its own, evenly filled."""
    total = sum(len(group.thumbnails) for group in groups)
    if total <= most:
        return [groups]
    rows: list[tuple[ThumbnailGroup, ...]] = []
    for group in groups:
        count = len(group.thumbnails)
        lines = -(-count // most)
        size = -(-count // lines)
        rows.extend(
            (ThumbnailGroup(group.label if start == 0 else "", group.thumbnails[start : start + size]),)
            for start in range(0, count, size)
        )
    return rows


def _row_height(row: _Row, style: Style) -> float:
    high = [_picture(each, cell, style)[2].height for each, cell in zip(row.thumbnails, row.cells, strict=True)]
    return _above_pictures(row.groups, style) + max(high, default=0.0)


def _above_pictures(groups: tuple[ThumbnailGroup, ...], style: Style) -> float:
    """Return the room of the labels of groups."""
    return style.line_height(style.small) + 1 if any(group.label for group in groups) else 0.0


def _row(draft: Draft, row: _Row, y: float, section: int) -> float:
    style, groups = draft.style, row.groups
    cells = dict(zip((each.number for each in row.thumbnails), row.cells, strict=True))
    label_height = _above_pictures(groups, style)
    x, bottom = PAD, y
    for group in groups:
        if group.label:
            owner = draft.node("P", section)
            room = sum(cells[each.number] for each in group.thumbnails)
            draft.put(group.label, x, y, room, owner, style.small, style.palette.brand, "bold")
        listed = draft.node("L", section, numbering="Decimal")
        for thumbnail in group.thumbnails:
            bottom = max(bottom, _thumbnail(draft, thumbnail, x, y + label_height, cells[thumbnail.number], listed))
            x += cells[thumbnail.number]
        x += _BETWEEN_GROUPS
    if len(groups) > 1:
        first = sum(cells[each.number] for each in groups[0].thumbnails)
        middle = PAD + first + _BETWEEN_GROUPS / 2 - _CELL_GAP / 2
        draft.marks.append(Line(middle, y + 2, middle, bottom - 2, 0.6, style.palette.rule, Artifact.LAYOUT))
    return bottom


def _cells(draft: Draft, shown: list[Thumbnail], width: float, groups: int) -> list[float]:
    """Return the width of each cell: what its dose needs, as far as there is room, and an even share of the rest.

    Where a word of a name has no room in that, its cell is as wide as it needs, if the others let it.
    Widths come in few sizes, so that a stretch with its dose is laid out alike on many handouts.
    """
    room = width - _BETWEEN_GROUPS * (groups - 1)
    even = room / max(len(shown), 4)
    size = draft.style.thumbnail
    doses = [_CELL_GAP + 1 + max((draft.measure(line, size) for line in each.dose), default=0.0) for each in shown]
    needed = [min(max(each, even * 0.82), even * 1.15) for each in doses]
    whole = room * min(1.0, len(shown) / 4)
    cells = _shared(needed, whole, _CELL_STEP) or _shared(needed, whole, _SMALLEST_STEP)
    for each_size in (size, draft.style.least(size)):
        words = _words(draft, shown, each_size)
        if all(map(fits, words, cells)):
            return cells
        wider = [max(pair) for pair in zip(needed, words, strict=True)]
        if sum(wider) + len(wider) * _SMALLEST_STEP <= room:
            return _shared(wider, max(whole, sum(wider) + len(wider) * _SMALLEST_STEP), _SMALLEST_STEP)
    return cells


def _shared(needed: list[float], whole: float, step: float) -> list[float]:
    """Share out a width in steps, each as many as it needs at least; nothing when there is no room for that."""
    steps = [math.ceil((each - SLACK) / step) for each in needed]
    spare = int(whole / step) - sum(steps)
    if not steps or (spare < 0 and step > _SMALLEST_STEP):
        return []
    more, left = divmod(spare, len(steps))
    return [step * (each + more + (index < left)) for index, each in enumerate(steps)]


def _thumbnail(draft: Draft, value: Thumbnail, x: float, y: float, cell: float, listed: int) -> float:
    """Put a thumbnail in, and return the y of its foot. All but its number is the same on many handouts."""
    item = draft.node("LI", listed)
    number, wide = _number(value.number, draft.style)
    start, top, pictured = _picture(value, cell, draft.style)
    draft.add(number, x + start - wide, y + top, item)
    draft.add(pictured, x, y, item)
    return y + pictured.height


def _picture(value: Thumbnail, cell: float, style: Style) -> tuple[float, float, Block]:
    """Return all of a thumbnail but its number, with the place of this."""
    return _pictured(value.name, value.dose, value.figure, len(str(value.number)), cell - _CELL_GAP, style)


@lru_cache(maxsize=BLOCKS_KEPT)
def _number(number: int, style: Style) -> tuple[Block, float]:
    """Lay out a number with the space after it, and tell how wide both are."""
    draft = Draft(style)
    height = style.line_height(style.thumbnail)
    baseline = baseline_in(height, style.thumbnail, style)
    wide = draft.label(f"{number} ", 0, baseline, draft.node("Lbl"), style.thumbnail, style.palette.brand, "bold")
    return draft.block(height), wide


@lru_cache(maxsize=CARDS_KEPT)
def _pictured(
    name: str, dose: tuple[str, ...], figure: Figure | None, digits: int, width: float, style: Style
) -> tuple[float, float, Block]:
    """Lay out picture, name and dose; tell where a number of so many digits, which has room there, ends and stands.

    The picture is on the card again, so here it is decoration.
    """
    draft = Draft(style)
    picture_height = min(_PICTURE_HEIGHT * style.scale, _PICTURE_SHARE * style.figure_height)
    if figure:
        draft.picture(figure.drawing, 0, 0, width, picture_height, Artifact.LAYOUT, figure.mirrored)
    size, top = style.thumbnail, picture_height + 1
    number = "0" * digits  # in whose room the number itself comes to stand
    body = draft.node("LBody")
    height, y = style.line_height(size), top
    first, begins = True, 0.0
    for each in draft.broken(f"{number} {name}", width, size, "bold"):
        start, text = (width - each.width) / 2, each.text
        if first:
            begins = start = start + draft.measure(number + " ", size, "bold")
            text, first = text.removeprefix(number).lstrip(), False
        if text:  # a long word stands below the number
            draft.label(text, start, y + baseline_in(height, size, style), body, each.size, style.palette.ink, "bold")
        y += height
    for line in dose:
        y = draft.put(line, 0, y, width, body, size, style.palette.ink, align="center")
    return begins, top, draft.block(y)
