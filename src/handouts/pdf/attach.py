"""A file that travels inside the PDF: what the pages were made from (ISO 32000-1, 7.11.4, and ISO 19005-3, annex E)."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from handouts.pdf.metadata import INFO_DATE
from handouts.pdf.objects import Objects, deflated, text


class Attachment(NamedTuple):
    """A file by name, with what it is in words, and its media type."""

    name: str
    media_type: str
    description: str
    data: bytes


def attach(attachment: Attachment, objects: Objects) -> bytes:
    """Add a file to the objects, and return what the catalog says of it: readers list it, archives know what for."""
    file = objects.add(_file(attachment, objects.add(_stored(attachment))))
    return b"/AF[%s]/Names<</EmbeddedFiles<</Names[%s %s]>>>>" % (file, text(attachment.name), file)


def _stored(attachment: Attachment) -> bytes:
    kind = attachment.media_type.replace("/", "#2F").encode()  # a PDF name
    size, digest = len(attachment.data), hashlib.md5(attachment.data, usedforsecurity=False).hexdigest().encode()
    about = b"/Params<</Size %d/CheckSum<%s>/ModDate%s>>" % (size, digest, text(INFO_DATE))
    return deflated(b"/Type/EmbeddedFile/Subtype/%s%s" % (kind, about), attachment.data)


def _file(attachment: Attachment, stored: bytes) -> bytes:
    name, about = text(attachment.name), text(attachment.description)
    entries = b"/Type/Filespec/AFRelationship/Source/F%s/UF%s/Desc%s" % (name, name, about)
    return b"<<%s/EF<</F %s/UF %s>>>>" % (entries, stored, stored)
