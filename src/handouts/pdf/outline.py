"""Bookmarks, each with the structure element that it names; ReportLab's own cannot carry that."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.layout.page import Bookmark
from handouts.pdf.objects import Numbers, number, text

KidsOf = dict[int, list[int]]  # which bookmarks hang on each, -1 is the root


def outline(bookmarks: Sequence[Bookmark], at: Numbers, page_height: float) -> list[bytes]:
    """Write the root of the bookmarks and each of them; one hangs on the nearest before it of a smaller level."""
    if not bookmarks:
        return []
    parents, kids = _tree(bookmarks)
    first = at.outline + 1
    written = [b"<</Type/Outlines%s>>" % _below(-1, kids, first)]
    for index, mark in enumerate(bookmarks):
        siblings = kids[parents[index]]
        position = siblings.index(index)
        before = b"/Prev %d 0 R" % (first + siblings[position - 1]) if position else b""
        after = b"/Next %d 0 R" % (first + siblings[position + 1]) if position + 1 < len(siblings) else b""
        target = b"/Dest[%d 0 R/XYZ 0 %s 0]" % (at.of_page(mark.page), number(page_height - mark.y).encode())
        above = first + parents[index]  # that of -1 is the root's
        written.append(
            b"<</Title%s/Parent %d 0 R%s%s%s%s/SE %d 0 R>>"
            % (text(mark.title), above, before, after, _below(index, kids, first), target, at.element + mark.node)
        )
    return written


def _tree(bookmarks: Sequence[Bookmark]) -> tuple[list[int], KidsOf]:
    """Return on which one each hangs, and which hang on each."""
    parents: list[int] = []
    kids: KidsOf = {-1: []}
    for index, mark in enumerate(bookmarks):
        parent = index - 1
        while parent >= 0 and bookmarks[parent].level >= mark.level:
            parent = parents[parent]
        parents.append(parent)
        kids[index] = []
        kids[parent].append(index)
    return parents, kids


def _below(index: int, kids: KidsOf, first: int) -> bytes:
    """Write the ends of the kids, and how many entries are seen when all are open."""
    own = kids[index]
    if not own:
        return b""
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (first + own[0], first + own[-1], _size(index, kids))


def _size(index: int, kids: KidsOf) -> int:
    return sum(1 + _size(each, kids) for each in kids[index])
