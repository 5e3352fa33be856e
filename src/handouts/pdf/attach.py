"""A file that travels inside the PDF: what the pages were made from (ISO 32000-1, 7.11.4, and ISO 19005-3, annex E)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDocument

from handouts.pdf.metadata import INFO_DATE
from handouts.pdf.objects import Raw, deflated, reference, text


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file by name, with what it is in words, and its media type."""

    name: str
    media_type: str
    description: str
    data: bytes


def attach(document: PDFDocument, attachment: Attachment) -> None:
    """Put a file into the document, as the source of it: readers list it, archives know why it is there."""
    kind = attachment.media_type.replace("/", "#2F").encode()  # a PDF name
    size, digest = len(attachment.data), hashlib.md5(attachment.data, usedforsecurity=False).hexdigest().encode()
    about = b"/Params<</Size %d/CheckSum<%s>/ModDate%s>>" % (size, digest, text(INFO_DATE))
    stored = Raw(lambda _: deflated(b"/Type/EmbeddedFile/Subtype/%s%s" % (kind, about), attachment.data))
    name = text(attachment.name)
    entries = b"/Type/Filespec/AFRelationship/Source/F%s/UF%s/Desc%s" % (name, name, text(attachment.description))
    file = Raw(lambda doc: b"<<%s/EF<</F %s/UF %s>>>>" % (entries, *(reference(stored, doc),) * 2))
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
    catalog.AF = PDFArray([document.Reference(file)])
    catalog.Names = Raw(lambda doc: b"<</EmbeddedFiles<</Names[%s %s]>>>>" % (name, reference(file, doc)))
