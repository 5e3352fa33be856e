"""The structure tree: what a screen reader follows, tied to the marks on the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

from handouts.layout.page import Node
from handouts.pdf.objects import Raw, number, reference, text


@dataclass(frozen=True, slots=True)
class Content:
    """A marked-content sequence on a page (counted from 0)."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation on a page."""

    page: int
    object: PDFObject


class Element(PDFObject):
    """One structure element; its kids come in reading order."""

    __RefOnly__ = 1

    def __init__(self, index: int, node: Node, parent: Element | None, tree: StructureTree) -> None:
        self.index, self.node, self.parent, self.tree = index, node, parent, tree
        self.kids: list[Element | Content | Annotation] = []

    def format(self, document: PDFDocument) -> bytes:
        """Write the element."""
        node = self.node
        above = reference(self.parent or self.tree.root, document)
        parts = [b"<</Type/StructElem/S/%s/P %s" % (node.role.encode(), above)]
        if node.alt:
            parts.append(b"/Alt" + text(node.alt))
        if node.language:
            parts.append(b"/Lang" + text(node.language))
        if node.role == "Note":  # which must have a name of its own (ISO 14289-1, 7.9)
            parts.append(b"/ID" + self.name())
        parts.append(attributes(node, _box(node, self.tree.page_height)))
        usual = next((kid.page for kid in self.kids if isinstance(kid, Content)), -1)
        if usual >= 0:
            parts.append(b"/Pg " + reference(self.tree.pages[usual], document))
        if self.kids:
            parts.append(b"/K[%s]" % b" ".join([self._kid(kid, usual, document) for kid in self.kids]))
        return b"".join([*parts, b">>"])

    def _kid(self, kid: Element | Content | Annotation, usual: int, document: PDFDocument) -> bytes:
        if isinstance(kid, Content) and kid.page == usual:
            return b"%d" % kid.mcid
        if isinstance(kid, Element):
            return reference(kid, document)
        page = reference(self.tree.pages[kid.page], document)
        if isinstance(kid, Annotation):
            return b"<</Type/OBJR/Pg %s/Obj %s>>" % (page, reference(kid.object, document))
        return b"<</Type/MCR/Pg %s/MCID %d>>" % (page, kid.mcid)

    def name(self) -> bytes:
        """Return a name that no other element of the file has; names sort as their elements stand."""
        return b"(%06d)" % self.index


def _box(node: Node, page_height: float) -> bytes:
    if not node.box:
        return b""
    x, y, width, height = node.box
    return " ".join(map(number, (x, page_height - y - height, x + width, page_height - y))).encode()


def attributes(node: Node, box: bytes) -> bytes:
    """Write what the standard owners say of a node (ISO 32000-1, 14.8.5); `box` are the corners of a Figure's."""
    found: list[bytes] = []
    if node.box:
        size = f"/Width {number(node.box[2])}/Height {number(node.box[3])}".encode()
        found.append(b"<</O/Layout/Placement/Block/BBox[%s]%s>>" % (box, size))
    if node.numbering:
        found.append(b"<</O/List/ListNumbering/%s>>" % node.numbering.encode())
    table = [b"/Scope/" + node.scope.encode()] if node.scope else []
    if node.column_span > 1:
        table.append(b"/ColSpan %d" % node.column_span)
    if node.row_span > 1:
        table.append(b"/RowSpan %d" % node.row_span)
    if node.summary:
        table.append(b"/Summary" + text(node.summary))
    if table:
        found.append(b"<</O/Table%s>>" % b"".join(table))
    if not found:
        return b""
    return b"/A" + (found[0] if len(found) == 1 else b"[" + b"".join(found) + b"]")


@dataclass
class StructureTree:
    """All elements of a document, its pages, and which elements own the marks of each."""

    page_height: float
    elements: list[Element] = field(default_factory=list)
    pages: list[PDFObject] = field(default_factory=list)
    opened: int = 0
    owners: list[list[Element] | Element] = field(default_factory=list)  # by StructParents key

    def __post_init__(self) -> None:
        self.root = Raw(self._format)

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
        self.owners.append(owners)
        return len(self.owners) - 1

    def _format(self, document: PDFDocument) -> bytes:
        """Write the root of the tree."""
        entries = []
        for key, owners in enumerate(self.owners):
            if isinstance(owners, Element):
                entries.append(b"%d %s" % (key, reference(owners, document)))
            else:
                entries.append(b"%d[%s]" % (key, b" ".join([reference(each, document) for each in owners])))
        parts = [
            b"<</Type/StructTreeRoot/K[%s]" % reference(self.elements[0], document),
            b"/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d" % (b" ".join(entries), len(self.owners)),
        ]
        named = [each for each in self.elements if each.node.role == "Note"]
        if named:
            names = b"".join(each.name() + reference(each, document) for each in named)
            parts.append(b"/IDTree<</Names[%s]>>" % names)
        return b"".join([*parts, b">>"])


def tree(nodes: Sequence[Node], page_height: float) -> StructureTree:
    """Return the elements of the nodes, not hung up yet."""
    grown = StructureTree(page_height)
    for index, node in enumerate(nodes):
        parent = grown.elements[node.parent] if node.parent >= 0 else None
        grown.elements.append(Element(index, node, parent, grown))
    return grown
