"""Bookmarks, each with the structure element that it names; ReportLab's own cannot carry that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFDocument

from handouts.layout.page import Bookmark
from handouts.pdf.objects import Raw, number, reference, text
from handouts.pdf.structure import StructureTree


@dataclass
class _Entry:
    """A bookmark, or the root of all, with those below it."""

    mark: Bookmark | None
    parent: _Entry | None
    object: Raw
    kids: list[_Entry] = field(default_factory=list)

    def below(self, document: PDFDocument) -> bytes:
        """Write the ends of the kids, and how many entries are seen when all are open."""
        if not self.kids:
            return b""
        ends = (reference(self.kids[0].object, document), reference(self.kids[-1].object, document))
        return b"/First %s/Last %s/Count %d" % (*ends, self.size())

    def size(self) -> int:
        """Count the entries below."""
        return sum(1 + kid.size() for kid in self.kids)


def outline(bookmarks: Sequence[Bookmark], tree: StructureTree) -> Raw:
    """Return the outline of a document; a bookmark hangs on the nearest one before it of a smaller level."""
    root = _Entry(None, None, Raw(lambda document: b"<</Type/Outlines%s>>" % root.below(document)))
    entries = [root]
    for mark in bookmarks:
        above = entries[-1]
        while above.mark and above.mark.level >= mark.level and above.parent:
            above = above.parent
        entry = _Entry(mark, above, Raw(lambda _: b""))
        entry.object = _object(entry, mark, len(above.kids), tree)
        above.kids.append(entry)
        entries.append(entry)
    return root.object


def _object(entry: _Entry, mark: Bookmark, position: int, tree: StructureTree) -> Raw:
    def write(document: PDFDocument) -> bytes:
        assert entry.parent, "only the root has none, and it writes itself"
        siblings = entry.parent.kids
        parts = [b"<</Title%s/Parent %s" % (text(mark.title), reference(entry.parent.object, document))]
        if position:
            parts.append(b"/Prev " + reference(siblings[position - 1].object, document))
        if position + 1 < len(siblings):
            parts.append(b"/Next " + reference(siblings[position + 1].object, document))
        parts.append(entry.below(document))
        top = number(tree.page_height - mark.y).encode()
        parts.append(b"/Dest[%s/XYZ 0 %s 0]" % (reference(tree.pages[mark.page], document), top))
        parts.append(b"/SE %s>>" % reference(tree.elements[mark.node], document))
        return b"".join(parts)

    return Raw(write)
