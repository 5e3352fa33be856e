"""Where one line of a paragraph ends and the next goes on: some readers run their words together without a space."""

from __future__ import annotations

from handouts.layout.page import Block, Text

_INLINE = frozenset({"Span", "Link"})  # these are parts of a paragraph, so a line may end in one and go on in another


def line_ends(block: Block) -> frozenset[int]:
    """Return the indices of a block's own texts that must end with a space: a paragraph never leaves its block."""
    ends: set[int] = set()
    nodes = dict(block.nodes)
    last: dict[int, tuple[int, float]] = {}
    for index, mark in enumerate(block.marks):
        if isinstance(mark, Text) and isinstance(mark.owner, int):
            paragraph = mark.owner
            while paragraph >= 0 and nodes[paragraph].role in _INLINE:
                paragraph = nodes[paragraph].parent
            before = last.get(paragraph)
            if before and before[1] < mark.baseline - 0.01:
                ends.add(before[0])
            last[paragraph] = (index, mark.baseline)
    return frozenset(ends)
