"""Cards in a grid: pairs of half cards, and cells of a wall sheet with number, picture, name and dose."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from handouts.compose.handout import Figure, StretchCard
from handouts.layout.blocks.card import numbered_card
from handouts.layout.color import WHITE
from handouts.layout.draft import Draft, line_weight
from handouts.layout.page import Artifact, Block, Role, Shape
from handouts.layout.style import BLOCKS_KEPT, Style
from handouts.layout.text import fits

GUTTER = 10.0
_DISC = 30.0  # the number can be read from across a room
_PAD = 6.0
_BORDER, _RADIUS = 0.8, 6.0


def halves(cards: tuple[StretchCard, ...], width: float, style: Style, level: int) -> list[Block]:
    """Lay out cards in two columns, a block a row; the cards of a row are equally high."""
    each = _cell_width(width, 2)
    return [
        _row([numbered_card(one, each, style, level) for one in cards[start : start + 2]], each, style)
        for start in range(0, len(cards), 2)
    ]


def columns_of(cards: tuple[StretchCard, ...], most: int, width: float, style: Style) -> int:
    """Return how many brief cards stand in a row: as many as leave the words of their names whole, else the most."""
    draft = Draft(style)
    word = max((draft.widest_part(each.name, style.least(style.heading), "bold") for each in cards), default=0.0)
    return next((count for count in range(most, 0, -1) if fits(word + 2 * _PAD, _cell_width(width, count))), most)


def _cell_width(width: float, columns: int) -> float:
    return (width - GUTTER * (columns - 1)) / columns


def cells(cards: tuple[StretchCard, ...], columns: int, width: float, style: Style, level: int) -> list[Block]:
    """Lay out brief cards in columns, a block a row."""
    each = _cell_width(width, columns)
    return [
        _row([_cell(one, each, style, level) for one in cards[start : start + columns]], each, style)
        for start in range(0, len(cards), columns)
    ]


def _row(blocks: list[Block], each: float, style: Style) -> Block:
    draft = Draft(style)
    height = max(block.height for block in blocks)
    for index, block in enumerate(blocks):
        x = index * (each + GUTTER)
        if block.height < height:  # the frame of a lower card is drawn down to the others' foot
            draft.panel(x, 0, each, height, _RADIUS, stroke=style.palette.rule, stroke_width=_BORDER)
            draft.add(_unframed(block), x, 0)
        else:
            draft.add(block, x, 0)
    return draft.block(height)


def _unframed(block: Block) -> Block:
    """Take a card's own frame, which is drawn first, off."""
    return replace(block, marks=block.marks[1:])


@lru_cache(maxsize=BLOCKS_KEPT)
def _cell(value: StretchCard, width: float, style: Style, level: int) -> Block:
    """Lay out a brief card: a large number and picture, the name, and how much."""
    draft = Draft(style)
    section = draft.node("Sect")
    inner = width - 2 * _PAD
    role: Role = "H2" if level == 2 else "H3"
    heading = draft.heading(role, section, value.title, level - 1)
    foot = _PAD + style.figure_height
    # number and name are one heading: they are set before the picture, which is read after them
    _disc(draft, value.number, heading)
    y = draft.put(value.name, _PAD, foot + 2, inner, heading, style.heading, style.palette.ink, "bold", "center")
    if value.body.figures:
        _picture(draft, value.body.figures[-1], inner, foot, section)
    for line in _dose(value):
        y = draft.put(line, _PAD, y, inner, draft.node("P", section), style.body, style.palette.ink, align="center")
    framed = Draft(style)
    framed.panel(0, 0, width, y + _PAD, _RADIUS, stroke=style.palette.rule, stroke_width=_BORDER)
    framed.add(draft.block(y), 0, 0)
    return framed.block(y + _PAD)


def _picture(draft: Draft, figure: Figure, inner: float, bottom: float, section: int) -> None:
    height = min(draft.style.figure_height, figure.drawing.height * inner / figure.drawing.width)
    owner = draft.node("Figure", section, alt=figure.alt)
    weight = line_weight(max(height, inner))
    draft.picture(figure.drawing, _PAD, bottom - height, inner, height, owner, figure.mirrored, weight)


def _dose(value: StretchCard) -> tuple[str, ...]:
    """Say how long and how many; how often, which comes last, stands in the plan for all."""
    parts = tuple(f"{cell.label} {cell.value}" for cell in value.body.dosage if cell.value)
    return parts[:-1] or parts


def _disc(draft: Draft, number: int, owner: int) -> None:
    style = draft.style
    side = _DISC * style.scale
    draft.marks.append(Shape(_PAD, _PAD, side, side, Artifact.LAYOUT, (side / 2,) * 4, fill=style.palette.brand))
    size, text = style.heading * 1.25, str(number)
    x = _PAD + (side - draft.measure(text, size, "bold")) / 2
    draft.label(text, x, _PAD + side / 2 + 0.345 * size, owner, size, WHITE, "bold")
