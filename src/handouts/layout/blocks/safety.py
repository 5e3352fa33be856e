"""The two tiers of safety side by side, in the shares that make them lowest."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from handouts.compose.handout import Prose, Safety
from handouts.drawing.value import Color
from handouts.layout.draft import Draft, baseline_in
from handouts.layout.page import Artifact, Block, Glyphs, Run, Shape
from handouts.layout.style import BLOCKS_KEPT, PARTS_KEPT, Style
from handouts.layout.text import SetLine, counted, lines

_PAD = 8.0
_GAP = 8.0
_BELOW_NOT_FOR = 3.0
_BULLET = 10.0  # from bullet to text
_BETWEEN = 8.0  # two columns of items
_HEADING_EXTRA = 2.0  # headings are 14 pt or more, and stand out by weight and colour
_BORDER, _URGENT_BORDER = 0.9, 1.5
_SHARES = tuple(n / 100 for n in range(38, 66, 3))


class _Tier(NamedTuple):
    heading: str
    items: tuple[str, ...]
    after: tuple[str, ...]
    color: Color
    border: float


class _Shares(NamedTuple):
    """The two tiers with their widths and how many columns their items take, and how high all is."""

    tiers: tuple[tuple[_Tier, float, int], ...]
    not_for: tuple[SetLine, ...]
    top: float  # of the boxes
    height: float


def safety_height(value: Safety, width: float, style: Style) -> float:
    """Return how high the safety box is, without laying it out."""
    return _shares(value, width, style).height


@lru_cache(maxsize=BLOCKS_KEPT)
def safety(value: Safety, width: float, style: Style) -> Block:
    """Lay out for whom it is not, and the two boxes."""
    tiers, not_for, top, whole = _shares(value, width, style)
    draft = Draft(style)
    if not_for:
        draft.put_lines(not_for, 0, 0, width, draft.node("P"), style.palette.ink)
    x = 0.0
    for tier, wide, columns in tiers:
        draft.add(_box(wide, whole - top, tier.color, tier.border, style), x, top)
        draft.add(_columns(tier, wide, style, columns), x, top)
        x += wide + _GAP
    return draft.block(whole)


@lru_cache(maxsize=BLOCKS_KEPT)
def _shares(value: Safety, width: float, style: Style) -> _Shares:
    """Find the widths that make the tiers lowest."""
    urgent = _Tier(
        value.emergency_heading, value.emergency, after=(), color=style.palette.alert, border=_URGENT_BORDER
    )  # fmt: skip
    call = _Tier(value.call_heading, value.call, after=value.after, color=style.palette.ink, border=_BORDER)
    lefts = tuple((width - _GAP) * share for share in _SHARES)
    rights = tuple(width - _GAP - left for left in lefts)
    heights = zip(_heights(urgent, lefts, style), _heights(call, rights, style), strict=True)
    best = min(enumerate(heights), key=lambda option: max(option[1][0][0], option[1][1][0]))
    left, ((left_height, left_columns), (right_height, right_columns)) = lefts[best[0]], best[1]
    tiers = ((urgent, left, left_columns), (call, width - _GAP - left, right_columns))
    not_for = lines(value.not_for, width, style.body, style.shape, language=style.language) if value.not_for else ()
    top = len(not_for) * style.line_height(style.body) + _BELOW_NOT_FOR if not_for else 0.0
    return _Shares(tiers, not_for, top, top + max(left_height, right_height))


@lru_cache(maxsize=BLOCKS_KEPT)
def _box(width: float, height: float, color: Color, border: float, style: Style) -> Block:
    """Draw what is around a tier."""
    draft = Draft(style)
    draft.panel(0, 0, width, height, 6, stroke=color, stroke_width=border)
    return draft.block(height)


def _heights(value: _Tier, widths: tuple[float, ...], style: Style) -> list[tuple[float, int]]:
    """Return how high a tier is at each width, with its items in one column or in two, whichever is lower."""
    line, head = style.line_height(style.body), style.line_height(style.body + _HEADING_EXTRA)
    around = 2 * _PAD - 7 + len(value.after)
    texts = (value.heading, value.items, value.after)
    return [
        (round(around + top * head + (min(one, two) + more) * line, 6), 1 if one <= two else 2)
        for top, one, two, more in _counts(*texts, widths, style.body, style.shape, style.language)
    ]


@lru_cache(maxsize=BLOCKS_KEPT)
def _counts(
    heading: str, items: tuple[str, ...], after: tuple[str, ...], widths: tuple[float, ...], size: float,
    shape: Callable[[Run], Glyphs], language: str,
) -> tuple[tuple[int, int, int, int], ...]:  # fmt: skip
    """Count the lines of a tier at each width: heading, items in one column and in two, what stands below."""
    inner = tuple(width - 2 * _PAD for width in widths)
    top = counted(heading, inner, size + _HEADING_EXTRA, shape, "bold", language)
    below = [counted(text, inner, size, shape, language=language) for text in after]
    options = []
    for columns in (1, 2):
        rooms = tuple((width - _BETWEEN * (columns - 1)) / columns - _BULLET for width in inner)
        counts = [counted(item, rooms, size, shape, language=language) for item in items]
        half = -(-len(counts) // columns)
        parts = [zip(*part, strict=True) for part in (counts[:half], counts[half:]) if part]
        options.append([max(rows) for rows in zip(*([sum(each) for each in part] for part in parts), strict=True)])
    more = [sum(counts) for counts in zip(*below, strict=True)] if below else [0] * len(widths)
    return tuple(zip(top, *options, more, strict=True))


def _columns(value: _Tier, width: float, style: Style, count: int) -> Block:
    draft = Draft(style)
    section = draft.node("Sect")
    inner = width - 2 * _PAD
    size = style.body + _HEADING_EXTRA
    heading = draft.heading("H2", section, value.heading.rstrip(":"), 1)
    y = draft.put(value.heading, _PAD, _PAD - 4, inner, heading, size, value.color, "bold")
    listed = draft.node("L", section, numbering="Disc")
    per_column = -(-len(value.items) // count)
    column = (inner - _BETWEEN * (count - 1)) / count
    bottom = y
    for index in range(count):
        at = y
        for item in value.items[index * per_column : (index + 1) * per_column]:
            bullet = _bullet(item, column, value.color, style)
            draft.add(bullet, _PAD + index * (column + _BETWEEN), at, listed)
            at += bullet.height
        bottom = max(bottom, at)
    for text in value.after:
        bottom = draft.put(text, _PAD, bottom + 1, inner, draft.node("P", section), style.body, style.palette.ink)
    return draft.block(bottom + _PAD - 3)


@lru_cache(maxsize=PARTS_KEPT)
def _bullet(text: str, width: float, color: Color, style: Style) -> Block:
    draft = Draft(style)
    item = draft.node("LI")
    middle = baseline_in(style.line_height(style.body), style.body, style) - 0.27 * style.body
    draft.marks.append(Shape(1, middle - 1.7, 3.4, 3.4, Artifact.LAYOUT, (1.7,) * 4, fill=color))
    body = draft.node("LBody", item)
    return draft.block(draft.put(text, _BULLET, 0, width - _BULLET, body, style.body, style.palette.ink))


@lru_cache(maxsize=BLOCKS_KEPT)
def emergency(value: Prose, width: float, style: Style) -> Block:
    """Lay out tier one once more, as a sentence."""
    draft = Draft(style)
    y = draft.put(value, 0, 0, width, draft.node("P"), style.body, style.palette.alert)
    return draft.block(y)
