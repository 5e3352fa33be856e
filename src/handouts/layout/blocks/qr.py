"""A QR code, what it leads to, and the address in print for who types it."""

from __future__ import annotations

from functools import lru_cache

from handouts.compose.handout import QrCode
from handouts.layout.draft import Draft
from handouts.layout.page import Block, Link, Run
from handouts.layout.style import BLOCKS_KEPT, Style
from handouts.units import MM

_SIDE_MM = 25.0  # of the dark modules; the quiet zone comes on top
_QUIET = 4  # modules of the drawing on each side
_BESIDE = 4.0  # points between the quiet zone and the words
_FEW_WORDS = 96.0  # points: room for a caption in two or three lines, when other blocks stand beside


@lru_cache(maxsize=BLOCKS_KEPT)
def qr(value: QrCode, width: float, style: Style) -> Block:
    """Lay out the code at the left, caption and address beside it."""
    draft = Draft(style)
    parent = draft.node("Sect")
    side = _side(value)
    figure = draft.node("Figure", parent, alt=value.alt)
    draft.picture(value.drawing, 0, 0, side, side, figure)
    room, x = width - side - _BESIDE, side + _BESIDE
    caption = draft.broken(value.caption, room, style.body, "bold")
    address = draft.broken(value.address, room, style.body)
    high = style.line_height(style.body) * (len(caption) + len(address))
    y = draft.put_lines(caption, x, (side - high) / 2, room, draft.node("P", parent), style.palette.ink)
    link = draft.node("Link", draft.node("P", parent), alt=value.alt)
    end = draft.put_lines(address, x, y, room, link, style.palette.brand)
    wide = max(each.width for each in address)
    draft.marks.append(Link(x, y, wide, end - y, value.url, value.alt, link))
    return draft.block(side)


def natural_width(value: QrCode, style: Style) -> float:
    """Return how wide the code stands beside other blocks: its address in one line."""
    address = style.shape(Run(value.address, "regular", style.body, style.language)).advance
    return _side(value) + _BESIDE + max(_FEW_WORDS, address)


def _side(value: QrCode) -> float:
    """Return the side of the drawing, quiet zone and all."""
    return _SIDE_MM * MM * value.drawing.width / (value.drawing.width - 2 * _QUIET)
