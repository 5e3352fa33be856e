"""Where one line of a paragraph ends and the next goes on: some readers run their words together without a space."""

from __future__ import annotations

from handouts.layout.page import Block, Node, Pages, Text

_INLINE = frozenset({"Span", "Link"})  # these are parts of a paragraph, so a line may end in one and go on in another


def spaced(pages: Pages) -> list[frozenset[int]]:
    """Return for each page the indices of the texts that must end with a space."""
    found: list[set[int]] = [set() for _ in pages.pages]
    paragraphs = _paragraphs(pages.nodes)
    last: dict[int, tuple[int, int, float]] = {}  # of each paragraph: page, index and baseline of its latest text
    for page, each in enumerate(pages.pages):
        for index, mark in enumerate(each.marks):
            if not isinstance(mark, Text) or not isinstance(mark.owner, int):
                continue
            paragraph = paragraphs[mark.owner]
            before = last.get(paragraph)
            if before and (before[0] < page or before[2] < mark.baseline - 0.01):
                found[before[0]].add(before[1])
            last[paragraph] = (page, index, mark.baseline)
    return [frozenset(each) for each in found]


def line_ends(block: Block) -> frozenset[int]:
    """Return the indices of a block's own texts that must end with a space: a paragraph never leaves its block."""
    found: set[int] = set()
    nodes = dict(block.nodes)
    last: dict[int, tuple[int, float]] = {}
    for index, mark in enumerate(block.marks):
        if isinstance(mark, Text) and isinstance(mark.owner, int):
            paragraph = mark.owner
            while nodes[paragraph].role in _INLINE:
                paragraph = nodes[paragraph].parent
            before = last.get(paragraph)
            if before and before[1] < mark.baseline - 0.01:
                found.add(before[0])
            last[paragraph] = (index, mark.baseline)
    return frozenset(found)


def _paragraphs(nodes: tuple[Node, ...]) -> list[int]:
    """Return for each node the paragraph that it is part of, which may be itself."""
    found: list[int] = []
    for index, node in enumerate(nodes):
        found.append(found[node.parent] if node.role in _INLINE else index)
    return found
