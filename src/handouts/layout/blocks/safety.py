"""The two tiers of safety side by side, in the shares that make them lowest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from handouts.drawing.value import Color
from handouts.handout import Prose, Safety
from handouts.layout.draft import Draft, baseline_in
from handouts.layout.page import Artifact, Block, Shape
from handouts.layout.style import BLOCKS_KEPT, Style

_PAD = 8.0
_GAP = 8.0
_BELOW_NOT_FOR = 3.0
_BULLET = 10.0  # from bullet to text
_HEADING_EXTRA = 2.0  # headings are 14 pt or more, and stand out by weight and colour
_SHARES = tuple(n / 100 for n in range(38, 66, 2))


@dataclass(frozen=True, slots=True)
class _Tier:
    heading: str
    items: tuple[str, ...]
    after: tuple[str, ...]
    color: Color
    border: float


@lru_cache(maxsize=BLOCKS_KEPT)
def safety(value: Safety, width: float, style: Style) -> Block:
    """Lay out for whom it is not, and the two boxes."""
    urgent = _Tier(value.emergency_heading, value.emergency, (), style.palette.alert, 1.5)
    call = _Tier(value.call_heading, value.call, value.after, style.palette.ink, 0.9)
    options = []
    for share in _SHARES:
        left_width = (width - _GAP) * share
        left = _tier(urgent, left_width, style)
        right = _tier(call, width - _GAP - left_width, style)
        options.append((max(left.height, right.height), left_width, left, right))
    height, left_width, left, right = min(options, key=lambda option: option[0])
    draft = Draft(style)
    top = 0.0
    if value.not_for:
        top = draft.put(value.not_for, 0, 0, width, draft.node("P"), style.body, style.palette.ink) + _BELOW_NOT_FOR
    right_width = width - _GAP - left_width
    for tier, x, wide, block in ((urgent, 0.0, left_width, left), (call, left_width + _GAP, right_width, right)):
        draft.panel(x, top, wide, height, 6, stroke=tier.color, stroke_width=tier.border)
        draft.add(block, x, top)
    return draft.block(top + height)


def _tier(value: _Tier, width: float, style: Style) -> Block:
    """Lay out one tier: in one column of items or two, whichever is lower."""
    return min((_columns(value, width, style, count) for count in (1, 2)), key=lambda block: block.height)


def _columns(value: _Tier, width: float, style: Style, count: int) -> Block:
    draft = Draft(style)
    section = draft.node("Sect")
    inner = width - 2 * _PAD
    size = style.body + _HEADING_EXTRA
    heading = draft.heading("H2", section, value.heading.rstrip(":"), 1)
    y = draft.put(value.heading, _PAD, _PAD - 4, inner, heading, size, value.color, "bold")
    listed = draft.node("L", section, numbering="Disc")
    per_column = -(-len(value.items) // count)
    column = (inner - 8 * (count - 1)) / count
    bottom = y
    for index in range(count):
        at = y
        for item in value.items[index * per_column : (index + 1) * per_column]:
            at = _bullet(draft, item, listed, _PAD + index * (column + 8), at, column, value.color)
        bottom = max(bottom, at)
    for text in value.after:
        bottom = draft.put(text, _PAD, bottom + 1, inner, draft.node("P", section), style.body, style.palette.ink)
    return draft.block(bottom + _PAD - 3)


def _bullet(draft: Draft, text: str, listed: int, x: float, y: float, width: float, color: Color) -> float:
    style = draft.style
    item = draft.node("LI", listed)
    middle = y + baseline_in(style.line_height(style.body), style.body, style) - 0.27 * style.body
    draft.marks.append(Shape(x + 1, middle - 1.7, 3.4, 3.4, Artifact.LAYOUT, (1.7,) * 4, fill=color))
    body = draft.node("LBody", item)
    return draft.put(text, x + _BULLET, y, width - _BULLET, body, style.body, style.palette.ink)


@lru_cache(maxsize=BLOCKS_KEPT)
def emergency(value: Prose, width: float, style: Style) -> Block:
    """Lay out tier one once more, as a sentence."""
    draft = Draft(style)
    y = draft.put(value, 0, 0, width, draft.node("P"), style.body, style.palette.alert)
    return draft.block(y)
