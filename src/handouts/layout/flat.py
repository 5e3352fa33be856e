"""Blocks at their places as marks and nodes at theirs, counted and measured from the page, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
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

_KEPT = 2048  # flat blocks: most come again on the next handout


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


def sheets(pages: Pages) -> LaidOut:
    """Return pages of marks as one block that is cut over them, each as far down as if they hung on each other."""
    high = pages.height
    down = {mark.owner: high * at for at, page in reversed([*enumerate(pages.pages)]) for mark in page.marks}
    nodes = [rebased(node, -1, -1, 0.0, down.get(index, 0.0)) for index, node in enumerate(pages.nodes)]
    marks = [moved(mark, 0.0, high * at, -1) for at, page in enumerate(pages.pages) for mark in page.marks]
    block = Block(high * len(pages.pages), tuple(marks), tuple(enumerate(nodes[1:])), count=len(nodes) - 1)
    parts = [(Placing(block, 0.0, -high * at, 1, high * at, high * (at + 1)),) for at in range(len(pages.pages))]
    return LaidOut(
        width=pages.width,
        height=high,
        sheets=tuple(parts),
        title=pages.title,
        language=pages.language,
        author=pages.author,
        subject=pages.subject,
        fonts=pages.fonts,
    )


def _marks(placing: Placing) -> list[Mark]:
    """Return the marks of a placing; of a repeated masthead as page furniture."""
    block = furniture(placing.block) if placing.furniture else placing.block
    marks = _filled_in(marks_of(block), placing.text)
    return [moved(mark, placing.x, placing.y, placing.first) for mark in marks if _is_on(placing, _height_of(mark))]


@lru_cache(maxsize=_KEPT)
def furniture(block: Block) -> Block:
    """Return a block as page furniture, which is painted again and not read again."""
    marks = [mark._replace(owner=Artifact.HEADER) for mark in marks_of(block) if not isinstance(mark, Link | Field)]
    return Block(block.height, tuple(marks))


def cut(parts: Sequence[Placing]) -> tuple[Block, list[list[int]]]:
    """Return the block of its parts with all marks and nodes as its own, and the indices of the marks of each part."""
    block = parts[0].block
    marks = _filled_in(marks_of(block), parts[0].text)
    indices = [[at for at, mark in enumerate(marks) if _is_on(each, _height_of(mark))] for each in parts]
    return Block(block.height, marks, tuple(enumerate(nodes_of(block))), count=block.count), indices


def _is_on(placing: Placing, height: float) -> bool:
    """Tell whether what is so far down its block is in a part of it; what stands out above goes with the first."""
    return (placing.top <= height or placing.top == 0.0) and height < placing.bottom


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
    return tuple([
        Bookmark(
            title=_numbered(title, node, each.text), level=level, page=page, y=max(0.0, top + each.y),
            node=node + each.first,
        )
        for page, sheet in enumerate(sheets.sheets)
        for each in sheet
        if not each.furniture
        for level, title, node in each.block.outline
        for top, baseline in (_heading(each.block, node),)
        if each.whole or _is_on(each, baseline)
    ])  # fmt: skip


def _numbered(title: str, node: int, text: Text | None) -> str:
    """Return the title of a heading with the number that stands in its blank."""
    return f"{text.glyphs.run.text.rstrip()}. {title}" if text and text.owner == node else title


def _heading(block: Block, node: int) -> tuple[float, float]:
    """Return the top of a heading in its block, and its first baseline."""
    for mark in block.marks:
        if isinstance(mark, Inset):
            if mark.first <= node < mark.first + mark.block.count:
                top, baseline = _heading(mark.block, node - mark.first)
                return mark.y + top, mark.y + baseline
        elif isinstance(mark, Text) and mark.owner == node:
            return mark.baseline - mark.glyphs.run.size, mark.baseline
    return 0.0, 0.0


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
