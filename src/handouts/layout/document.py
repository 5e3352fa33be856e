"""A handout onto pages: blocks in the template's order, at the roomiest spacing that needs no extra page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from handouts.handout import Handout, StretchCard
from handouts.layout import style as styling
from handouts.layout.blocks import cells, closing, masthead, qr, row
from handouts.layout.blocks.card import card
from handouts.layout.blocks.log import log, natural_width
from handouts.layout.blocks.plan import plan
from handouts.layout.blocks.safety import emergency, safety
from handouts.layout.draft import moved, rebased
from handouts.layout.page import Artifact, Block, Bookmark, Link, Mark, Node, Page, Pages, Text
from handouts.layout.paginate import Piece, Placed, balanced, filled, paginate, part
from handouts.layout.style import AS_THEY_ARE, BLOCKS_KEPT, Shape, Style
from handouts.model.clinic import Colors, Figures
from handouts.model.template import BlockName, Row, Template, all_blocks
from handouts.units import PAPERS, Ink, Paper

_STEPS = 8  # of spacing, from tight to roomy; halved between, so that three tries find the roomiest that fits
_PUNCHED = 57.0  # 20 mm: holes of 6 mm stand 12 mm from the edge (ISO 838)
_BELOW_HEAD = 5.0
_ABOVE_FOOT = 4.0


def lay_out(
    handout: Handout, template: Template, colors: Colors, paper: Paper, shape: Shape,
    figures: Figures = AS_THEY_ARE, ink: Ink = "color", punched: bool = False,
) -> Pages:  # fmt: skip
    """Place every mark; `punched` leaves room for holes. Raises InputError when something fits on no page."""
    start = styling.style(template, colors, handout.language, shape, figures, ink)
    roomiest = _Layout(handout, template, start, paper, punched)
    if len(roomiest.pages) == 1:
        return roomiest.result()
    best = _Layout(handout, template, styling.spaced(start, template, 0.0), paper, punched)
    if len(best.pages) == len(roomiest.pages):
        return roomiest.result()
    fits, fails = 0, _STEPS  # of the steps from tight to roomy
    while fails - fits > 1:
        step = (fits + fails) // 2
        between = _Layout(handout, template, styling.spaced(start, template, step / _STEPS), paper, punched)
        if len(between.pages) == len(best.pages):
            fits, best = step, between
        else:
            fails = step
    return best.result()


class _Layout:
    """One try at a spacing: the pieces and where they fall."""

    def __init__(self, handout: Handout, template: Template, style: Style, paper: Paper, punched: bool) -> None:
        self.handout, self.template, self.style = handout, template, style
        self.size = PAPERS[paper]
        setup = template.page
        self.binding = max(0.0, _PUNCHED - setup.side) if punched else 0.0
        self.width = self.size[0] - 2 * setup.side - self.binding
        self.first_head = masthead.masthead(handout.masthead, self.width, style)
        short = setup.masthead == "short-after-first"
        self.later_head = masthead.running_head(handout, self.width, style) if short else self.first_head
        self.foot_height = closing.footer(handout, 88, 88, self.width, style).height
        self.pieces = tuple(self._pieces())
        self.pages = paginate(self.pieces, self._room(self.first_head), self._room(self.later_head), style.gap)

    def _left(self, page: int) -> float:
        """Return the left margin: the holes are at the left of a sheet's front, and at the right of its back."""
        return self.template.page.side + (self.binding if page % 2 == 0 else 0.0)

    def _room(self, head: Block) -> float:
        setup = self.template.page
        furniture = head.height + _BELOW_HEAD + _ABOVE_FOOT + self.foot_height
        return self.size[1] - setup.top - setup.bottom - furniture

    def _pieces(self) -> Iterator[Piece]:
        for block in all_blocks(self.template, self.handout.qr is not None):
            if block == "cards":
                yield from self._cards()
            elif isinstance(block, str):
                if (value := _value(self.handout, block)) is not None:
                    yield Piece(block, _BLOCKS[block](value, self.width, self.style))
            elif columns := _columns(self.handout, block):
                yield Piece("row", _row(columns, self.width, self.style))

    def _cards(self) -> Iterator[Piece]:
        handout, style = self.handout, self.style
        for group in handout.groups:
            if group.heading:
                heading = closing.group_heading(group.heading, group.again, self.width, style)
                yield Piece(group.heading, heading, keep_with_next=bool(group.cards))
            yield from self._group(group.cards, 3 if group.heading else 2)
            if group.move_on:
                yield Piece("move on", closing.line(group.move_on, self.width, style))

    def _group(self, cards: tuple[StretchCard, ...], level: int) -> Iterator[Piece]:
        """Set cards in the template's form; those of a row are one piece."""
        setup, style = self.template.card, self.style
        if setup.form in {"beside", "stacked"}:
            for each in cards:
                yield Piece(each.name, card(each, self.width, style, level, setup.form == "stacked"))
            return
        lines = -(-len(cards) // (setup.columns if setup.form == "brief" else 2))
        columns = -(-len(cards) // lines) if setup.form == "brief" else 2  # as many in each row as can be
        if setup.form == "half":
            rows = cells.halves(cards, self.width, style, level)
        else:
            rows = cells.cells(cards, columns, self.width, style, level)
        for index, each_row in enumerate(rows):
            yield Piece(cards[index * columns].name, each_row)

    def result(self) -> Pages:
        """Freeze the pages: every block at its place, one tuple of nodes for all."""
        setup, style = self.template.page, self.style
        first, later = self._room(self.first_head), self._room(self.later_head)
        chosen = balanced(self.pieces, self.pages, first, later, style.gap)
        nodes: list[Node] = [Node("Document")]
        bookmarks: list[Bookmark] = []
        firsts: dict[int, int] = {}
        pages: list[Page] = []
        for number, placed in enumerate(chosen):
            head = self.first_head if number == 0 else self.later_head
            marks: list[Mark] = []
            if number == 0 or self.later_head is not self.first_head:
                marks += self._put(head, self._left(number), setup.top, nodes)
            else:
                marks += _as_artifacts(self._put(head, self._left(number), setup.top, []))
            top = setup.top + head.height + _BELOW_HEAD
            last = number == len(chosen) - 1
            heights = [each.bottom - each.top for each in placed]
            for each in placed if last else filled(placed, self._room(head), heights):
                marks += self._place(each, top, nodes, firsts, bookmarks, number)
            foot = closing.footer(self.handout, number + 1, len(chosen), self.width, style)
            marks += self._put(foot, self._left(number), self.size[1] - setup.bottom - self.foot_height, nodes)
            pages.append(Page(tuple(marks)))
        handout = self.handout
        return Pages(
            *self.size, tuple(pages), tuple(nodes), tuple(bookmarks), title=handout.title, language=handout.language,
            author=handout.masthead.name, subject=handout.goal,
        )  # fmt: skip

    def _put(self, block: Block, x: float, y: float, nodes: list[Node]) -> list[Mark]:
        first = len(nodes)
        nodes.extend(rebased(node, first, 0, x, y) for node in block.nodes)
        return [moved(mark, x, y, first) for mark in block.marks]

    def _place(
        self, placed: Placed, top: float, nodes: list[Node], firsts: dict[int, int], bookmarks: list[Bookmark],
        page: int,
    ) -> list[Mark]:  # fmt: skip
        """Put a piece, or a part of it, on a page; its nodes are added with its first part."""
        block = self.pieces[placed.piece].block
        x, y = self._left(page), top + placed.y - placed.top
        if placed.piece not in firsts:
            firsts[placed.piece] = first = len(nodes)
            nodes.extend(rebased(node, first, 0, x, y) for node in block.nodes)
            bookmarks.extend(
                Bookmark(title, level, page, _top_of(block, node) + y, node + first)
                for level, title, node in block.outline
            )
        first = firsts[placed.piece]
        whole = placed.top == 0.0 and placed.bottom == block.height
        marks = block.marks if whole else part(block.marks, placed.top, placed.bottom)
        return [moved(mark, x, y, first) for mark in marks]


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
}


# Of blocks that know how wide they want to be in a row; the others share what is left.
_NATURAL: dict[BlockName, Callable[[Any, Style], float]] = {"log": natural_width, "qr": qr.natural_width}


def _value(handout: Handout, name: BlockName) -> Any:
    """Return the part of a handout that a block shows; None for the diary of a handout without one."""
    if name == "title":
        return handout.title, handout.goal
    return getattr(handout, name.removesuffix("-at-a-glance").replace("-", "_"))


def _columns(handout: Handout, row_of: Row) -> tuple[tuple[Named, ...], ...]:
    """Return the columns of a row; those with nothing in them take no room."""
    names: list[tuple[BlockName, ...]] = [(column,) if isinstance(column, str) else column for column in row_of]
    columns = (tuple((name, _value(handout, name)) for name in column) for column in names)
    kept = (tuple((name, value) for name, value in column if value is not None) for column in columns)
    return tuple(column for column in kept if column)


@lru_cache(maxsize=BLOCKS_KEPT)
def _row(columns: tuple[tuple[Named, ...], ...], width: float, style: Style) -> Block:
    """Lay out blocks side by side."""
    natural = [_NATURAL[column[0][0]](column[0][1], style) if column[0][0] in _NATURAL else None for column in columns]
    wide = row.widths(natural, width)
    blocks = [
        row.stacked([_BLOCKS[name](value, room, style) for name, value in column], style.gap, style)
        for column, room in zip(columns, wide, strict=True)
    ]
    return row.beside(blocks, wide, style)


def _top_of(block: Block, node: int) -> float:
    """Return the top of a heading in its block."""
    for mark in block.marks:
        if isinstance(mark, Text) and mark.owner == node:
            return max(0.0, mark.baseline - mark.glyphs.run.size)
    return 0.0


def _as_artifacts(marks: list[Mark]) -> list[Mark]:
    """Make a repeated masthead page furniture."""
    return [replace(mark, owner=Artifact.HEADER) for mark in marks if not isinstance(mark, Link)]
