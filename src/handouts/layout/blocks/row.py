"""Blocks side by side, as a template's rows ask for."""

from __future__ import annotations

from handouts.layout.draft import Draft
from handouts.layout.page import Block
from handouts.layout.style import Style

GUTTER = 18.0


def widths(natural: list[float | None], width: float) -> list[float]:
    """Give each column its natural width and share the rest among the others; at least a fifth each."""
    count = len(natural)
    room = width - GUTTER * (count - 1)
    least = room / 5
    free = [index for index, each in enumerate(natural) if each is None]
    fixed = [min(each, room - least * (count - 1)) if each is not None else 0.0 for each in natural]
    if not free:
        return [each * room / sum(fixed) for each in fixed]
    rest = (room - sum(fixed)) / len(free)
    return [rest if index in free else each for index, each in enumerate(fixed)]


def beside(columns: list[Block], wide: list[float], style: Style) -> Block:
    """Put blocks side by side, tops aligned."""
    draft = Draft(style)
    x = 0.0
    for block, width in zip(columns, wide, strict=True):
        draft.add(block, x, 0)
        x += width + GUTTER
    return draft.block(max(block.height for block in columns))


def stacked(blocks: list[Block], gap: float, style: Style) -> Block:
    """Put blocks above each other."""
    draft = Draft(style)
    y = 0.0
    for block in blocks:
        draft.add(block, 0, y)
        y += block.height + gap
    return draft.block(y - gap)
