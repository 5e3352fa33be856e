"""Blocks at their places as marks and nodes at theirs: what was nested is counted and measured from the page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from handouts.layout.page import (  # fmt: skip
    Artifact,
    Blank,
    Block,
    Bookmark,
    Field,
    Inset,
    LaidOut,
    Line,
    Link,
    Mark,
    Node,
    Page,
    Pages,
    Placing,
    Shape,
    Text,
)

_KEPT = 2048  # flat blocks


def pages(sheets: LaidOut) -> Pages:
    """Put every mark at its place on its page."""
    nodes: list[Node] = [Node("Document")]
    flat: list[Page] = []
    for sheet in sheets.sheets:
        marks: list[Mark] = []
        for each in sheet:
            marks += _marks(each)
            if each.top == 0.0 and not each.furniture:
                assert each.first == len(nodes)
                nodes += [rebased(node, each.first, 0, each.x, each.y) for node in nodes_of(each.block)]
        flat.append(Page(tuple(marks)))
    return Pages(
        width=sheets.width, height=sheets.height, pages=tuple(flat), nodes=tuple(nodes), bookmarks=bookmarks(sheets),
        title=sheets.title, language=sheets.language, author=sheets.author, subject=sheets.subject, fonts=sheets.fonts,
    )  # fmt: skip


def _marks(placing: Placing) -> list[Mark]:
    """Return the marks of a placing; of a repeated masthead as page furniture."""
    marks = [moved(mark, placing.x, placing.y, placing.first) for mark in marks_in(placing)]
    if placing.furniture:
        return [mark._replace(owner=Artifact.HEADER) for mark in marks if not isinstance(mark, Link | Field)]
    return marks


def marks_in(placing: Placing) -> tuple[Mark, ...]:
    """Return the marks of a block, those between two heights when it was cut."""
    marks = _filled_in(marks_of(placing.block), placing.text)
    if placing.whole:
        return marks
    return tuple(mark for mark in marks if placing.top <= _height_of(mark) < placing.bottom)


def _filled_in(marks: tuple[Mark | Blank, ...], text: Text | None) -> tuple[Mark, ...]:
    """Put the text of a placing where its block has a blank."""
    if text is None:
        return tuple([mark for mark in marks if not isinstance(mark, Blank)])
    return tuple([text if isinstance(mark, Blank) else mark for mark in marks])


def _height_of(mark: Mark) -> float:
    if isinstance(mark, Text):
        return mark.baseline
    return mark.y0 if isinstance(mark, Line) else mark.y


def bookmarks(sheets: LaidOut) -> tuple[Bookmark, ...]:
    """Return where the headings lead."""
    return tuple(
        Bookmark(
            title=_numbered(title, node, each.text),
            level=level,
            page=page,
            y=max(0.0, _top_of(each.block, node)) + each.y,
            node=node + each.first,
        )
        for page, sheet in enumerate(sheets.sheets)
        for each in sheet
        if each.top == 0.0 and not each.furniture
        for level, title, node in each.block.outline
    )


def _numbered(title: str, node: int, text: Text | None) -> str:
    """Return the title of a heading with the number that stands in its blank."""
    return f"{text.glyphs.run.text.rstrip()}. {title}" if text and text.owner == node else title


def _top_of(block: Block, node: int) -> float:
    """Return the top of a heading in its block."""
    for mark in block.marks:
        if isinstance(mark, Inset):
            if mark.first <= node < mark.first + mark.block.count:
                return mark.y + _top_of(mark.block, node - mark.first)
        elif isinstance(mark, Text) and mark.owner == node:
            return mark.baseline - mark.glyphs.run.size
    return 0.0


@lru_cache(maxsize=_KEPT)
def marks_of(block: Block) -> tuple[Mark | Blank, ...]:
    """Return the marks of a block, those of its insets among them; these have no blanks."""
    marks: list[Mark | Blank] = []
    for each in block.marks:
        if isinstance(each, Inset):
            marks += [moved(mark, each.x, each.y, each.first) for mark in _filled_in(marks_of(each.block), None)]
        else:
            marks.append(each)
    return tuple(marks)


@lru_cache(maxsize=_KEPT)
def nodes_of(block: Block) -> tuple[Node, ...]:
    """Return the nodes of a block, those of its insets among them."""
    nodes: list[Node | None] = [None] * block.count
    for index, node in block.nodes:
        nodes[index] = node
    for each in block.marks:
        if isinstance(each, Inset):
            inner = [rebased(node, each.first, each.parent, each.x, each.y) for node in nodes_of(each.block)]
            nodes[each.first : each.first + each.block.count] = inner
    return tuple(node for node in nodes if node is not None)


def rebased(node: Node, first: int, parent: int, x: float, y: float) -> Node:
    """Renumber a node's parent, and move its box."""
    box = (node.box[0] + x, node.box[1] + y, node.box[2], node.box[3]) if node.box else None
    above = parent if node.parent < 0 else node.parent + first
    # not `replace`, which takes four times as long: this runs for every node of every handout
    return Node(
        node.role, above, node.alt, node.language, box, node.scope, node.numbering, node.summary, node.column_span,
        node.row_span,
    )  # fmt: skip


def moved(mark: Mark, x: float, y: float, first: int) -> Mark:
    """Shift a mark, and renumber its owner."""
    owner: Any = mark.owner + first if isinstance(mark.owner, int) else mark.owner
    if isinstance(mark, Text):
        return Text(mark.x + x, mark.baseline + y, mark.glyphs, mark.color, owner)
    if isinstance(mark, Line):
        return Line(mark.x0 + x, mark.y0 + y, mark.x1 + x, mark.y1 + y, mark.width, mark.color, owner)
    if isinstance(mark, Shape):
        place = (mark.x + x, mark.y + y, mark.width, mark.height)
        return Shape(*place, owner, mark.radii, mark.fill, mark.stroke, mark.stroke_width)
    return mark._replace(x=mark.x + x, y=mark.y + y, owner=owner)
