"""The structure tree: what a screen reader follows, tied to the marks on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference

from handouts.layout.page import Node
from handouts.pdf.objects import Raw, number, reference, text


@dataclass(frozen=True, slots=True)
class Content:
    """A marked-content sequence on a page."""

    page: PDFObjectReference
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation on a page."""

    page: PDFObjectReference
    object: PDFObject


class Element(PDFObject):
    """One structure element; its kids come in reading order."""

    __RefOnly__ = 1

    def __init__(self, node: Node, parent: Element | None, root: PDFObject, page_height: float) -> None:
        self.node, self.parent, self.root, self.page_height = node, parent, root, page_height
        self.kids: list[Element | Content | Annotation] = []

    def format(self, document: PDFDocument) -> bytes:
        """Write the element."""
        node = self.node
        parts = [b"<</Type/StructElem/S/%s/P %s" % (node.role.encode(), reference(self.parent or self.root, document))]
        if node.alt:
            parts.append(b"/Alt" + text(node.alt, document))
        if node.language:
            parts.append(b"/Lang" + text(node.language, document))
        parts.append(self._attributes(document))
        pages = [kid.page for kid in self.kids if isinstance(kid, Content)]
        if pages:
            parts.append(b"/Pg " + pages[0].format(document))
        kids = [_kid(kid, pages[0].name if pages else "", document) for kid in self.kids]
        if kids:
            parts.append(b"/K[" + b" ".join(kids) + b"]")
        return b"".join([*parts, b">>"])

    def _attributes(self, document: PDFDocument) -> bytes:
        node = self.node
        found: list[bytes] = []
        if node.box:
            x, y, width, height = node.box
            top = self.page_height - y
            box = " ".join(map(number, (x, top - height, x + width, top)))
            size = f"/Width {number(width)}/Height {number(height)}"
            found.append(f"<</O/Layout/Placement/Block/BBox[{box}]{size}>>".encode())
        if node.numbering:
            found.append(b"<</O/List/ListNumbering/%s>>" % node.numbering.encode())
        table = b""
        if node.scope:
            table += b"/Scope/" + node.scope.encode()
        if node.column_span > 1:
            table += b"/ColSpan %d" % node.column_span
        if node.row_span > 1:
            table += b"/RowSpan %d" % node.row_span
        if node.summary:
            table += b"/Summary" + text(node.summary, document)
        if table:
            found.append(b"<</O/Table%s>>" % table)
        if not found:
            return b""
        return b"/A" + (found[0] if len(found) == 1 else b"[" + b"".join(found) + b"]")


def _kid(kid: Element | Content | Annotation, page_name: str, document: PDFDocument) -> bytes:
    if isinstance(kid, Element):
        return reference(kid, document)
    page = bytes(kid.page.format(document))
    if isinstance(kid, Annotation):
        return b"<</Type/OBJR/Pg %s/Obj %s>>" % (page, reference(kid.object, document))
    if kid.page.name == page_name:
        return b"%d" % kid.mcid
    return b"<</Type/MCR/Pg %s/MCID %d>>" % (page, kid.mcid)


@dataclass
class Tree:
    """All elements of a document, and which of them own the marks of each page."""

    elements: list[Element]
    opened: int = 0
    parents: list[list[Element] | Element] = field(default_factory=list)  # by StructParents key

    def open_until(self, index: int) -> Element:
        """Hang the elements up to `index` into the tree and return that one: kids come in the order of marks."""
        while self.opened <= index:
            element = self.elements[self.opened]
            if element.parent is not None:
                element.parent.kids.append(element)
            self.opened += 1
        return self.elements[index]

    def key(self, owners: list[Element] | Element) -> int:
        """Enter the owners of a page's marks, or of an annotation, and return their key."""
        self.parents.append(owners)
        return len(self.parents) - 1


def tree(nodes: Sequence[Node], page_height: float) -> tuple[Tree, Raw]:
    """Return the elements of the nodes, not hung up yet, and the root of the tree."""
    grown = Tree([])
    root = Raw(lambda document: _root(grown, document))
    for node in nodes:
        parent = grown.elements[node.parent] if node.parent >= 0 else None
        grown.elements.append(Element(node, parent, root, page_height))
    return grown, root


def _root(grown: Tree, document: PDFDocument) -> bytes:
    entries = []
    for key, owners in enumerate(grown.parents):
        if isinstance(owners, Element):
            value = reference(owners, document)
        else:
            value = b"[" + b" ".join(reference(each, document) for each in owners) + b"]"
        entries.append(b"%d %s" % (key, value))
    top = reference(grown.elements[0], document)
    numbers = b" ".join(entries)
    return b"<</Type/StructTreeRoot/K[%s]/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>" % (
        top,
        numbers,
        len(grown.parents),
    )
