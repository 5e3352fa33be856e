"""A handout onto pages: blocks in the template's order, at the roomiest spacing that needs no extra page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import Any, NamedTuple

from handouts.compose.handout import Handout, StretchCard
from handouts.layout import flat
from handouts.layout import style as styling
from handouts.layout.blocks import cells, closing, masthead, qr, row
from handouts.layout.blocks.card import card, card_height
from handouts.layout.blocks.card import number as number_of_card
from handouts.layout.blocks.log import log, natural_width
from handouts.layout.blocks.plan import plan, plan_height
from handouts.layout.blocks.safety import emergency, safety, safety_height
from handouts.layout.page import Block, LaidOut, Pages, Placing
from handouts.layout.paginate import Placed, Portion, balanced, filled, paginate
from handouts.layout.style import AS_THEY_ARE, BLOCKS_KEPT, Measure, Style
from handouts.model.clinic import Colors, Figures
from handouts.model.template import BlockName, BlockRow, Template, all_blocks
from handouts.units import HALVES, PAPERS, Ink, Paper

_PUNCHED = 57.0  # 20 mm: holes of 6 mm stand 12 mm from the edge (ISO 838)
_BELOW_HEAD = 5.0
_ABOVE_FOOT = 4.0


def lay_out(
    handout: Handout, template: Template, colors: Colors, paper: Paper, shape: Measure,
    figures: Figures = AS_THEY_ARE, ink: Ink = "color", punched: bool = False, fillable: bool = False,
) -> Pages:  # fmt: skip
    """Place every mark; `punched` leaves room for holes, `fillable` adds fields for a screen.

    Raises InputError when something fits on no page.
    """
    return flat.pages(arrange(handout, template, colors, paper, shape, figures, ink, punched, fillable))


def arrange(
    handout: Handout, template: Template, colors: Colors, paper: Paper, shape: Measure,
    figures: Figures = AS_THEY_ARE, ink: Ink = "color", punched: bool = False, fillable: bool = False,
) -> LaidOut:  # fmt: skip
    """Place every block. Raises InputError when something fits on no page."""
    styles = styling.spacings(template, colors, handout.language, shape, figures, ink, fillable)
    roomiest = _Layout(handout=handout, template=template, style=styles[-1], paper=paper, punched=punched)
    least = roomiest.fewest_pages(styles[0])
    if least == len(roomiest.pages):
        return roomiest.result()

    @cache
    def tried(step: int) -> _Layout:
        return (
            roomiest
            if styles[step] is roomiest.style
            else _Layout(handout=handout, template=template, style=styles[step], paper=paper, punched=punched)
        )

    fits = _roomiest_step(roomiest, styles, tried, least)
    if fits < 0:  # the tightest takes more than it must at least
        fits = _roomiest_step(roomiest, styles, tried, len(tried(0).pages))
    return tried(fits).result()


def _roomiest_step(roomiest: _Layout, styles: Sequence[Style], tried: Callable[[int], _Layout], pages: int) -> int:
    """Return the last step of spacing that takes so many pages, -1 when none does; what cannot is not tried."""
    last = len(styles) - 1
    if len(roomiest.pages) == pages:
        return last
    for step in range(last - 1, -1, -1):
        can = step == 0 or roomiest.fewest_pages(styles[step]) <= pages  # the tightest is what `pages` comes from
        if can and len(tried(step).pages) <= pages:
            return step
    return -1


class _Pending(NamedTuple):
    """A block on its way to a page: its height is known, and it is laid out when it comes to that."""

    piece: Portion
    block: Callable[[], Block]
    number: int = 0  # in its blank


def _of_template(name: BlockName, value: Any, width: float, style: Style) -> _Pending:
    """Return a block of a template."""
    if name in _HEIGHTS:
        height = _HEIGHTS[name](value, width, style)
        return _Pending(Portion(name, height), partial(_BLOCKS[name], value, width, style))
    return _ready(name, _BLOCKS[name](value, width, style))


def _ready(name: str, block: Block, keep_with_next: bool = False, card: bool = False) -> _Pending:
    """Return a block that is laid out already."""
    return _Pending(Portion(name, block.height, block.breaks, keep_with_next, card), lambda: block)


class _Layout:
    """One try at a spacing: the pieces and where they fall."""

    def __init__(self, handout: Handout, template: Template, style: Style, paper: Paper, punched: bool) -> None:
        self.handout, self.template, self.style = handout, template, style
        self.size = HALVES[paper] if template.page.half else PAPERS[paper]
        setup = template.page
        self.binding = max(0.0, _PUNCHED - setup.side) if punched else 0.0
        self.width = self.size[0] - 2 * setup.side - self.binding
        self.first_head = masthead.masthead(handout.masthead, self.width, style)
        short = setup.masthead == "short-after-first"
        self.later_head = masthead.running_head(handout, self.width, style) if short else self.first_head
        self.foot_height = closing.footer(handout, 88, 88, self.width, style)[0].height
        self.pending = tuple(self._in_order())
        self.pieces = tuple([each.piece for each in self.pending])
        self.blocks: dict[int, Block] = {}
        self.nodes = 1  # the first is the Document
        self.firsts: dict[int, int] = {}
        self.pages = paginate(self.pieces, self._room(self.first_head), self._room(self.later_head), style.gap)

    def _left(self, page: int) -> float:
        """Return the left margin: the holes are at the left of a sheet's front, and at the right of its back."""
        return round(self.template.page.side + (self.binding if page % 2 == 0 else 0.0), 2)

    def _room(self, head: Block) -> float:
        setup = self.template.page
        furniture = head.height + _BELOW_HEAD + _ABOVE_FOOT + self.foot_height
        return self.size[1] - setup.top - setup.bottom - furniture

    def _in_order(self) -> Iterator[_Pending]:
        for block in all_blocks(self.template, self.handout.qr is not None, bool(self.handout.message)):
            if block == "cards":
                yield from self._cards(self.style)
            elif isinstance(block, str):
                if value := _value(self.handout, block):
                    yield _of_template(block, value, self.width, self.style)
            elif columns := _columns(self.handout, block):
                yield _row(columns, self.width, self.style)

    def _cards(self, style: Style) -> Iterator[_Pending]:
        for group in self.handout.groups:
            if group.heading:
                heading = closing.group_heading(group.heading, group.again, self.width, style)
                yield _ready(group.heading, heading, bool(group.cards), card=True)
            yield from self._group(group.cards, 3 if group.heading else 2, style)
            if group.move_on:
                yield _ready("move on", closing.line(group.move_on, self.width, style), card=True)

    def _group(self, cards: tuple[StretchCard, ...], level: int, style: Style) -> Iterator[_Pending]:
        """Set cards in the template's form; those of a row are one piece."""
        setup = self.template.card
        if setup.form in {"beside", "stacked"}:
            stacked = setup.form == "stacked"
            for each in cards:
                height = card_height(each.body, self.width, style, stacked)
                piece = Portion(each.name, height, card=True)
                block = partial(card, each.body, self.width, style, level, stacked)
                yield _Pending(piece, block, each.number)
            return
        brief = setup.form == "brief"
        lines = -(-len(cards) // (cells.columns_of(cards, setup.columns, self.width, style) if brief else 2))
        columns = -(-len(cards) // lines) if brief else 2  # as many in each row as can be
        if setup.form == "half":
            rows = cells.halves(cards, self.width, style, level)
        else:
            rows = cells.cells(cards, columns, self.width, style, level)
        for index, each_row in enumerate(rows):
            yield _ready(cards[index * columns].name, each_row, card=True)

    def fewest_pages(self, tight: Style) -> int:
        """Return how many pages a tighter spacing takes at least, without laying out all of it.

        Cards are as they would be, for they are the same on many handouts; of what else there is, it is known how far
        it can shrink.
        """
        if len(self.pages) == 1:
            return 1
        cards = self._cards(tight)
        pieces = tuple([next(cards).piece if each.card else _shrunk(each, self.style, tight) for each in self.pieces])
        foot, heads = self.foot_height, (self.first_head, self.later_head)
        share = tight.leading / self.style.leading
        first, later = (self._room(head) + (1 - share) * (head.height + foot) for head in heads)
        return len(paginate(pieces, first, later, tight.gap))

    def result(self) -> LaidOut:
        """Freeze: every block at its place."""
        setup, style, handout = self.template.page, self.style, self.handout
        first, later = self._room(self.first_head), self._room(self.later_head)
        chosen = balanced(self.pieces, self.pages, first, later, style.gap)
        sheets: list[tuple[Placing, ...]] = []
        for number, placed in enumerate(chosen):
            head = self.first_head if number == 0 else self.later_head
            put = [self._put(head, number, setup.top, number > 0 and self.later_head is self.first_head)]
            top = setup.top + head.height + _BELOW_HEAD
            heights = [each.bottom - each.top for each in placed]
            spread = filled(placed, self._room(head), heights)
            put += [self._place(each, number, top + each.y - each.top) for each in spread]
            top = self.size[1] - setup.bottom - self.foot_height
            foot, code = closing.footer(handout, number + 1, len(chosen), self.width, style)
            put.append(self._put(foot, number, top)._replace(text=code))
            sheets.append(tuple(put))
        return LaidOut(
            *self.size, tuple(sheets), title=handout.title, language=handout.language, author=handout.masthead.name,
            subject=handout.goal,
        )  # fmt: skip

    def _put(self, block: Block, page: int, y: float, furniture: bool = False) -> Placing:
        first = self.nodes
        self.nodes += 0 if furniture else block.count
        return Placing(block, self._left(page), self._snapped(y), first, furniture=furniture)

    def _place(self, placed: Placed, page: int, y: float) -> Placing:
        """Put a piece, or a part of it, on a page; its nodes are counted with its first part."""
        block = self.blocks.get(placed.piece)
        pending = self.pending[placed.piece]
        if block is None:
            block = self.blocks[placed.piece] = pending.block()
            self.firsts[placed.piece] = self.nodes
            self.nodes += block.count
        first = self.firsts[placed.piece]
        # the whole of a block is so by name: the sum of its heights may be a hair off
        bottom = placed.bottom if placed.bottom < pending.piece.height else math.inf
        text = number_of_card(pending.number, self.style) if pending.number else None
        return Placing(block, self._left(page), self._snapped(y), first, placed.top, bottom, text=text)

    def _snapped(self, y: float) -> float:
        """Move a block to a hundredth of a point from the foot: so its marks are written alike at any place."""
        return self.size[1] - round(self.size[1] - y, 2)


def _shrunk(piece: Portion, style: Style, tight: Style) -> Portion:
    """Return a piece that is at most as high as it would be in a tighter style."""
    share = tight.leading / style.leading
    elastic = _ELASTIC.get(piece.name, 0.0) * style.scale
    breaks = tuple([share * each for each in piece.breaks])
    return piece._replace(height=max(0.0, share * (piece.height - elastic)), breaks=breaks)


# What shrinks more than lines do, in ordinary print: the pictures of the plan, the gaps between what is stacked.
_ELASTIC = {"plan-at-a-glance": 30.0, "row": 18.0}

Named = tuple[BlockName, Any]  # a block's name and the part of the handout that it shows

_BLOCKS: dict[BlockName, Callable[[Any, float, Style], Block]] = {
    "title": masthead.title,
    "patient-line": masthead.patient_line,
    "plan-at-a-glance": plan,
    "safety": safety,
    "flare-up": closing.section,
    "progression": closing.section,
    "log": log,
    "emergency": emergency,
    "disclaimer": closing.disclaimer,
    "qr": qr.qr,
    "message": closing.line,
}


# Of blocks whose height is known before they are laid out
_HEIGHTS: dict[BlockName, Callable[[Any, float, Style], float]] = {
    "patient-line": masthead.patient_line_height,
    "plan-at-a-glance": plan_height,
    "safety": safety_height,
    "flare-up": closing.section_height,
    "progression": closing.section_height,
    "emergency": closing.paragraph_height,
    "message": closing.paragraph_height,
}

# Of blocks that know how wide they want to be in a row; the others share what is left.
_NATURAL: dict[BlockName, Callable[[Any, Style], float]] = {"log": natural_width, "qr": qr.natural_width}


def _value(handout: Handout, name: BlockName) -> Any:
    """Return the part of a handout that a block shows; nothing for the diary of a handout without one."""
    if name == "title":
        return handout.title, handout.goal
    return getattr(handout, name.removesuffix("-at-a-glance").replace("-", "_"))


def _columns(handout: Handout, row_of: BlockRow) -> tuple[tuple[Named, ...], ...]:
    """Return the columns of a row; those with nothing in them take no room."""
    names: list[tuple[BlockName, ...]] = [(column,) if isinstance(column, str) else column for column in row_of]
    columns = (tuple((name, _value(handout, name)) for name in column) for column in names)
    kept = (tuple((name, value) for name, value in column if value) for column in columns)
    return tuple(column for column in kept if column)


@lru_cache(maxsize=BLOCKS_KEPT)
def _row(columns: tuple[tuple[Named, ...], ...], width: float, style: Style) -> _Pending:
    """Return blocks side by side."""
    natural = [_NATURAL[column[0][0]](column[0][1], style) if column[0][0] in _NATURAL else None for column in columns]
    wide = row.widths(natural, width)
    pending = [
        [_of_template(name, value, room, style) for name, value in column]
        for column, room in zip(columns, wide, strict=True)
    ]
    heights = [row.height([each.piece.height for each in column], style.gap) for column in pending]

    @cache
    def block() -> Block:
        return row.beside([[each.block() for each in column] for column in pending], wide, style.gap, style)

    return _Pending(Portion("row", max(heights)), block)
