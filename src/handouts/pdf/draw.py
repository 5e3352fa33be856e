"""Pages to bytes: a tagged PDF 1.7 that is PDF/UA-1 and PDF/A-2a at once, the same bytes for the same pages."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFPage, xObjectName
from reportlab.pdfgen.canvas import Canvas

from handouts.layout.page import Artifact, Face, Field, Line, Link, Mark, Owner, Page, Pages, Picture, Shape, Text
from handouts.pdf import pictures
from handouts.pdf.attach import Attachment, attach
from handouts.pdf.embed import Letters
from handouts.pdf.fields import Form
from handouts.pdf.fonts import FontSet, font_set, for_typing
from handouts.pdf.links import annotation
from handouts.pdf.marks import ARTIFACTS, FACES, RESOURCES, Pen
from handouts.pdf.metadata import ALONE, WITH_FILES, info, output_intent, xmp
from handouts.pdf.objects import Raw, deflated, reference
from handouts.pdf.outline import outline
from handouts.pdf.pack import pack
from handouts.pdf.spaces import spaced
from handouts.pdf.strict import require
from handouts.pdf.structure import Annotation, Content, Element, tree

# The one setting of ReportLab's that reaches the file; it can be set from outside, and must not change the bytes.
rl_config.pdfMultiLine = 0

IndexedMarks = Sequence[tuple[int, Mark]]  # each with its index on the page


def draw(pages: Pages, fonts: FontSet | None = None, attachment: Attachment | None = None) -> bytes:
    """Draw pages as a PDF; ValueError when they cannot be tagged or the fonts lack a character.

    With a file in it, the PDF is PDF/A-3a instead of 2a.
    """
    require(pages)
    canvas = _Canvas(pages, fonts or font_set(pages.fonts))
    for page, ends in zip(pages.pages, spaced(pages), strict=True):
        canvas.draw(page, ends)
        canvas.showPage()
    return canvas.packed(attachment)


class _Canvas(Canvas):
    """ReportLab's canvas with a structure tree."""

    def __init__(self, pages: Pages, fonts: FontSet) -> None:
        super().__init__(io.BytesIO(), (pages.width, pages.height), invariant=1, pdfVersion=(1, 7), lang=pages.language)
        self.pages, self.height = pages, pages.height
        self.tree = tree(pages.nodes, pages.height)
        self.letters = _letters(pages, fonts)
        self.owners: list[Element] = []  # of the sequences on this page, by MCID
        self.annotations: list[Raw] = []
        for each in self.letters.values():
            each.embed(self._doc)
        self.form = Form(pages, for_typing(fonts.file("regular")), self.letters)

    def _make_preamble(self) -> None:
        """Start pages with nothing: ReportLab would name Helvetica, which is not embedded."""
        self._preamble = ""

    def draw(self, page: Page, ends: frozenset[int]) -> None:
        """Write the marks of a page, neighbours of one owner in one sequence; texts of `ends` end with a space."""
        pen = Pen(self.height, self.letters)
        for owner, group in groupby(enumerate(page.marks), key=lambda pair: pair[1].owner):
            belonging = list(group)
            content = [pair for pair in belonging if not isinstance(pair[1], Link | Field)]
            if content:
                self._code.append(self._opened(owner))
                self._code.extend(self._operators(content, ends, pen))
                self._code.append("EMC")
            for _, mark in belonging:
                if isinstance(mark, Link):
                    self._link(mark)
                elif isinstance(mark, Field):
                    self._field(mark)

    def _opened(self, owner: Owner) -> str:
        if isinstance(owner, Artifact):
            return ARTIFACTS[owner]
        element = self.tree.open_until(owner)
        mcid = len(self.owners)
        element.kids.append(Content(len(self.tree.pages), mcid))
        self.owners.append(element)
        return f"/{element.node.role}<</MCID {mcid}>>BDC"

    def _operators(self, content: IndexedMarks, ends: frozenset[int], pen: Pen) -> Iterator[str]:
        for kind, group in groupby(content, key=lambda pair: type(pair[1])):
            if kind is Text:
                texts = [(mark, index in ends) for index, mark in group if isinstance(mark, Text)]
                yield pen.texts(texts)
                continue
            for _, mark in group:
                if isinstance(mark, Line):
                    yield pen.line(mark)
                elif isinstance(mark, Shape):
                    yield pen.shape(mark)
                elif isinstance(mark, Picture):
                    yield self._picture(mark)

    def _picture(self, mark: Picture) -> str:
        name = pictures.name(mark)
        internal = xObjectName(name)
        if internal not in self._doc.idToObject:
            self._doc.Reference(Raw(lambda _: pictures.xobject(mark)), internal)
        self._formsinuse.append(name)
        return pictures.paint(mark, self.height, internal)

    def _link(self, mark: Link) -> None:
        element = self.tree.open_until(mark.owner)
        written = annotation(mark, mark.x, self.height - mark.y, self.tree.key(element))
        link = Raw(lambda _: written)
        self.annotations.append(link)
        element.kids.append(Annotation(len(self.tree.pages), link))

    def _field(self, mark: Field) -> None:
        element, page = self.tree.open_until(mark.owner), len(self.tree.pages)
        annotation = self.form.widget(mark, self.tree.key(element), lambda doc: reference(self.tree.pages[page], doc))
        self.annotations.append(annotation)
        element.kids.append(Annotation(page, annotation))

    def _setAnnotations(self, page: PDFPage) -> None:  # noqa: N802
        """Complete a page's dictionary: ReportLab calls this for each page just before it is added."""
        content = "\n".join(self._code).strip().encode("latin-1")
        page.Contents = Raw(lambda _: deflated(b"", content))
        page.Trans = None  # else an empty one is written
        # entries that ReportLab knows nothing of are written when they are named on the instance
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.Tabs = PDFName("S")
        if self.owners:
            page.StructParents = self.tree.key(self.owners)
        if self.annotations:
            page.Annots = PDFArray([self._doc.Reference(each) for each in self.annotations])
        self.tree.pages.append(page)
        self.owners, self.annotations = [], []

    def packed(self, attachment: Attachment | None) -> bytes:
        """Complete the document, and write it."""
        pages, document, catalog = self.pages, self._doc, self._doc.Catalog
        self.tree.open_until(len(pages.nodes) - 1)
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.StructTreeRoot = self.tree.root
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Metadata = xmp(pages, WITH_FILES if attachment else ALONE)
        catalog.OutputIntents = PDFArray([document.Reference(output_intent())])
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        catalog.Outlines = outline(pages.bookmarks, self.tree) if pages.bookmarks else None
        catalog.PageMode = PDFName("UseOutlines" if pages.bookmarks else "UseNone")
        if self.form.fields:
            catalog.AcroForm = self.form.object()
        if attachment:
            attach(document, attachment)
        about = info(pages)
        root, described = (int(reference(each, document).split()[0]) for each in (catalog, about))
        return pack(list(_written(document)), root, described)


def _letters(pages: Pages, fonts: FontSet) -> dict[Face, Letters]:
    """Return how the characters of each face that is used are written."""
    used: dict[Face, set[str]] = {face: set() for face in FACES}
    for page in pages.pages:
        for mark in page.marks:
            if isinstance(mark, Text):
                used[mark.glyphs.run.face].update(mark.glyphs.run.text)
            elif isinstance(mark, Field):
                used["regular"].update(mark.value)
    return {
        face: Letters(fonts.file(face), letters | {" "}, RESOURCES[face]) for face, letters in used.items() if letters
    }


def _written(document: PDFDocument) -> Iterator[bytes]:
    """Write all objects in the order of their numbers; new ones may join meanwhile."""
    for at in count(1):
        name = document.numberToId.get(at)
        if name is None:
            return
        yield document.idToObject[name].format(document)
