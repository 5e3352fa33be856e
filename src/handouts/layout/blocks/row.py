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


def height(blocks: list[float], gap: float) -> float:
    """Return how high blocks above each other are."""
    return sum(blocks) + gap * (len(blocks) - 1)


def beside(columns: list[list[Block]], wide: list[float], gap: float, style: Style) -> Block:
    """Put columns of blocks side by side, tops aligned."""
    draft = Draft(style)
    x = 0.0
    for blocks, width in zip(columns, wide, strict=True):
        y = 0.0
        for block in blocks:
            draft.add(block, x, y)
            y += block.height + gap
        x += width + GUTTER
    return draft.block(max(height([each.height for each in blocks], gap) for blocks in columns))
