"""What the file says about itself: XMP, output intent, outline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFObjectReference

from handouts import __version__
from handouts.data import builtin
from handouts.layout.page import Bookmark, Pages
from handouts.pdf.objects import Raw, deflated, number, reference, text

PRODUCER = "ReportLab and pikepdf"
CREATOR = f"handouts {__version__}"
DATE = "2000-01-01T00:00:00Z"  # a fixed day: the same input makes the same bytes

_HEAD = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" '
    'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\n'
)
# PDF/A wants every property outside its own list described; this describes `pdfuaid:part`
_EXTENSION = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n"
)


def xmp(pages: Pages) -> Raw:
    """Return the metadata stream: PDF/UA-1 and PDF/A-2a."""
    alternative = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
    parts = [
        _HEAD,
        "<dc:format>application/pdf</dc:format>",
        f"<dc:title>{alternative.format(escape(pages.title))}</dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{escape(pages.language)}</rdf:li></rdf:Bag></dc:language>",
    ]
    if pages.author:
        parts.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(pages.author)}</rdf:li></rdf:Seq></dc:creator>")
    if pages.subject:
        parts.append(f"<dc:description>{alternative.format(escape(pages.subject))}</dc:description>")
    parts += [
        f"<xmp:CreateDate>{DATE}</xmp:CreateDate><xmp:ModifyDate>{DATE}</xmp:ModifyDate>",
        f"<xmp:CreatorTool>{escape(CREATOR)}</xmp:CreatorTool><pdf:Producer>{escape(PRODUCER)}</pdf:Producer>",
        "<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        "</rdf:Description>\n",
        _EXTENSION,
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>',
    ]
    data = "".join(parts).encode()
    entries = b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream"
    return Raw(lambda _: entries % (len(data), data))


def output_intent(document: PDFDocument) -> Raw:
    """Return the output intent that tells what red, green and blue mean: sRGB."""
    profile = Raw(lambda _: _profile())
    document.Reference(profile)
    return Raw(
        lambda doc: (
            b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
            b"/DestOutputProfile %s>>" % reference(profile, doc)
        )
    )


@cache
def _profile() -> bytes:
    return deflated(b"/N 3", (builtin() / "assets" / "color" / "sRGB.icc").read_bytes())


class Outline(PDFObject):
    """Bookmarks, each with the structure element that it names; ReportLab's own cannot carry that."""

    __RefOnly__ = 1
    ready = 1  # ReportLab asks whether there is anything to write

    def __init__(
        self, bookmarks: Sequence[Bookmark], target: Callable[[Bookmark], tuple[PDFObjectReference, PDFObject, float]]
    ) -> None:
        self.bookmarks, self.target = bookmarks, target

    def prepare(self, document: PDFDocument, canvas: object) -> None:
        """Do nothing: all is known from the start."""

    def format(self, document: PDFDocument) -> bytes:
        """Write the root; the entries write themselves."""
        entries: list[Raw] = [Raw(lambda _: b"null") for _ in self.bookmarks]
        for index, entry in enumerate(entries):
            entry.__init__(self._entry(index, entries))  # type: ignore[misc]
        kids = self._kids(-1)
        first, last = reference(entries[kids[0]], document), reference(entries[kids[-1]], document)
        return b"<</Type/Outlines/First %s/Last %s/Count %d>>" % (first, last, len(self.bookmarks))

    def _level(self, index: int) -> int:
        return self.bookmarks[index].level if index >= 0 else -1

    def _kids(self, index: int) -> list[int]:
        """Return the entries right below one: up to the next of its own level or higher, not below another kid."""
        kids: list[int] = []
        for other in range(index + 1, len(self.bookmarks)):
            if self._level(other) <= self._level(index):
                break
            if not kids or self._level(other) <= self._level(kids[-1]):
                kids.append(other)
        return kids

    def _parent(self, index: int) -> int:
        return next((other for other in range(index - 1, -1, -1) if index in self._kids(other)), -1)

    def _entry(self, index: int, entries: list[Raw]) -> Callable[[PDFDocument], bytes]:
        def write(document: PDFDocument) -> bytes:
            bookmark, parent = self.bookmarks[index], self._parent(index)
            page, element, top = self.target(bookmark)
            siblings, kids = self._kids(parent), self._kids(index)
            position = siblings.index(index)
            above = reference(entries[parent] if parent >= 0 else self, document)
            parts = [b"<</Title%s/Parent %s" % (text(bookmark.title, document), above)]
            if position:
                parts.append(b"/Prev " + reference(entries[siblings[position - 1]], document))
            if position + 1 < len(siblings):
                parts.append(b"/Next " + reference(entries[siblings[position + 1]], document))
            if kids:
                ends = (reference(entries[kids[0]], document), reference(entries[kids[-1]], document))
                parts.append(b"/First %s/Last %s/Count %d" % (*ends, len(kids)))
            place = number(top).encode()
            parts.append(b"/Dest[%s/XYZ 0 %s 0]/SE %s>>" % (page.format(document), place, reference(element, document)))
            return b"".join(parts)

        return write
