"""Pages to bytes: a tagged PDF 1.7 that is PDF/UA-1 and PDF/A-2a at once, the same bytes for the same pages."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFPage,
    PDFString,
    xObjectName,
)
from reportlab.pdfgen.canvas import Canvas

from handouts.layout.page import Artifact, Bookmark, Line, Link, Mark, Page, Pages, Picture, Shape, Text
from handouts.pdf import pictures
from handouts.pdf.fonts import font
from handouts.pdf.marks import Pen
from handouts.pdf.metadata import CREATOR, PRODUCER, Outline, output_intent, xmp
from handouts.pdf.objects import Raw, number
from handouts.pdf.pack import pack
from handouts.pdf.structure import Annotation, Content, Element, Tree, tree

rl_config.useA85 = 0  # plain bytes: a fifth smaller than ASCII85, and faster

_ARTIFACTS = {
    Artifact.LAYOUT: "/Artifact<</Type/Layout>>BDC",
    Artifact.HEADER: "/Artifact<</Type/Pagination/Subtype/Header>>BDC",
    Artifact.FOOTER: "/Artifact<</Type/Pagination/Subtype/Footer>>BDC",
}


def draw(pages: Pages) -> bytes:
    """Draw pages as a PDF."""
    font("bold")
    buffer = io.BytesIO()
    canvas = _Canvas(buffer, pages)
    spaced = frozenset(_followed(pages))
    for page in pages.pages:
        canvas.draw(page, spaced)
        canvas.showPage()
    canvas.tree.open_until(len(pages.nodes) - 1)
    canvas.save()
    return pack(buffer.getvalue())


def _followed(pages: Pages) -> Iterator[int]:
    """Yield the texts that end a line of a paragraph that goes on: they need a space after them."""
    next_of: dict[int, tuple[int, float]] = {}
    for number_of_page in range(len(pages.pages) - 1, -1, -1):
        for mark in reversed(pages.pages[number_of_page].marks):
            if isinstance(mark, Text) and isinstance(mark.owner, int):
                here = (number_of_page, round(mark.baseline, 2))
                if mark.owner in next_of and next_of[mark.owner] != here:
                    yield id(mark)
                next_of[mark.owner] = here


class _Canvas(Canvas):
    """ReportLab's canvas with a structure tree."""

    def __init__(self, buffer: io.BytesIO, pages: Pages) -> None:
        size = (pages.width, pages.height)
        super().__init__(
            buffer, pagesize=size, invariant=1, pageCompression=1, pdfVersion=(1, 7), lang=pages.language,
            initialFontName=font("regular").fontName,
        )  # fmt: skip
        self.pages = pages
        self.tree: Tree
        self.tree, root = tree(pages.nodes, pages.height)
        self.pen = Pen(self._doc, pages.height)
        self.page_refs: list[PDFObjectReference] = []
        self.owners: list[Element] = []
        self.annotations: list[Raw] = []
        self._describe(root)

    def _describe(self, root: Raw) -> None:
        pages, document = self.pages, self._doc
        self.setTitle(pages.title)
        self.setAuthor(pages.author)
        self.setSubject(pages.subject)
        self.setKeywords("")
        self.setCreator(CREATOR)
        self.setProducer(PRODUCER)
        self.setViewerPreference("DisplayDocTitle", "true")
        catalog = document.Catalog
        # entries that ReportLab knows nothing of are written when they are named here
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.StructTreeRoot = root
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Metadata = xmp(pages)
        catalog.OutputIntents = PDFArray([document.Reference(output_intent(document))])
        document.outline = document.Outlines = catalog.Outlines = Outline(pages.bookmarks, self._target)
        if pages.bookmarks:
            catalog.PageMode = PDFName("UseOutlines")
        else:
            document.Outlines.ready = -1

    def _target(self, bookmark: Bookmark) -> tuple[PDFObjectReference, Element, float]:
        return self.page_refs[bookmark.page], self.tree.elements[bookmark.node], self.pages.height - bookmark.y

    def draw(self, page: Page, spaced: frozenset[int]) -> None:
        """Write the marks of a page, each run of one owner in a sequence of its own."""
        self.page_refs.append(self._doc.thisPageRef())
        self.owners, self.annotations = [], []
        for owner, group in groupby(page.marks, key=lambda mark: mark.owner):
            marks = list(group)
            drawn = [mark for mark in marks if not isinstance(mark, Link)]
            if drawn:
                self._code.append(self._opened(owner))
                self._code.extend(self._operators(drawn, spaced))
                self._code.append("EMC")
            for mark in marks:
                if isinstance(mark, Link):
                    self._link(mark)

    def _opened(self, owner: int | Artifact) -> str:
        if isinstance(owner, Artifact):
            return _ARTIFACTS[owner]
        element = self.tree.open_until(owner) if owner >= self.tree.opened else self.tree.elements[owner]
        mcid = len(self.owners)
        element.kids.append(Content(self.page_refs[-1], mcid))
        self.owners.append(element)
        return f"/{element.node.role}<</MCID {mcid}>>BDC"

    def _operators(self, marks: Sequence[Mark], spaced: frozenset[int]) -> Iterator[str]:
        for kind, group in groupby(marks, key=type):
            if kind is Text:
                yield self.pen.texts([mark for mark in group if isinstance(mark, Text)], spaced)
                continue
            for mark in group:
                if isinstance(mark, Line):
                    yield self.pen.line(mark)
                elif isinstance(mark, Shape):
                    yield self.pen.shape(mark)
                elif isinstance(mark, Picture):
                    yield self._picture(mark)

    def _picture(self, mark: Picture) -> str:
        name = pictures.name(mark)
        internal = xObjectName(name)
        if internal not in self._doc.idToObject:
            self._doc.Reference(Raw(lambda _: pictures.xobject(mark)), internal)
        self._formsinuse.append(name)
        return pictures.paint(mark, self.pages.height, internal)

    def _link(self, mark: Link) -> None:
        element = self.tree.open_until(mark.owner) if mark.owner >= self.tree.opened else self.tree.elements[mark.owner]
        top = self.pages.height - mark.y
        box = " ".join(map(number, (mark.x, top - mark.height, mark.x + mark.width, top)))
        key = self.tree.key(element)
        words = PDFString(mark.description).format(self._doc)
        address = PDFString(mark.url).format(self._doc)
        annotation = Raw(
            lambda _: (
                b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s]/StructParent %d/Contents%s/A<</S/URI/URI%s>>>>"
                % (box.encode(), key, words, address)
            )
        )
        self.annotations.append(annotation)
        element.kids.append(Annotation(self.page_refs[-1], annotation))

    def _setAnnotations(self, page: PDFPage) -> None:  # noqa: N802
        """Complete a page's dictionary: ReportLab calls this for each page just before it is added."""
        # instance attributes: what is named here is written
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.Trans = None
        page.Tabs = PDFName("S")
        page.StructParents = self.tree.key(self.owners)
        if self.annotations:
            page.Annots = PDFArray([self._doc.Reference(each) for each in self.annotations])
        # the file's identity must depend on what it shows, not only on its title
        self._doc.updateSignature("\n".join(self._code))
