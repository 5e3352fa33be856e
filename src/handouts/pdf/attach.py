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
    stored = Raw(lambda _: _stored(attachment))
    file = Raw(lambda doc: _file(attachment, reference(stored, doc)))
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
    catalog.AF = PDFArray([document.Reference(file)])
    catalog.Names = Raw(lambda doc: _names(attachment, reference(file, doc)))


def numbered(attachment: Attachment, first: int) -> tuple[bytes, list[bytes]]:
    """Return what the catalog says of a file, and its objects, numbered from `first`: for files put together."""
    file, stored = b"%d 0 R" % first, b"%d 0 R" % (first + 1)
    return b"/AF[%s]/Names%s" % (file, _names(attachment, file)), [_file(attachment, stored), _stored(attachment)]


def _stored(attachment: Attachment) -> bytes:
    kind = attachment.media_type.replace("/", "#2F").encode()  # a PDF name
    size, digest = len(attachment.data), hashlib.md5(attachment.data, usedforsecurity=False).hexdigest().encode()
    about = b"/Params<</Size %d/CheckSum<%s>/ModDate%s>>" % (size, digest, text(INFO_DATE))
    return deflated(b"/Type/EmbeddedFile/Subtype/%s%s" % (kind, about), attachment.data)


def _file(attachment: Attachment, stored: bytes) -> bytes:
    name, about = text(attachment.name), text(attachment.description)
    entries = b"/Type/Filespec/AFRelationship/Source/F%s/UF%s/Desc%s" % (name, name, about)
    return b"<<%s/EF<</F %s/UF %s>>>>" % (entries, stored, stored)


def _names(attachment: Attachment, file: bytes) -> bytes:
    return b"<</EmbeddedFiles<</Names[%s %s]>>>>" % (text(attachment.name), file)
