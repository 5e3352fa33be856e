"""PDF objects that ReportLab has no class for: raw ones, and ready-made streams."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFString

Write = Callable[[PDFDocument], bytes]


class Raw(PDFObject):
    """An indirect object that writes itself when the file is written, when all references are known."""

    __RefOnly__ = 1

    def __init__(self, write: Write) -> None:
        self._write = write

    def format(self, document: PDFDocument) -> bytes:
        """Return the object's bytes."""
        return self._write(document)


def stream(entries: bytes, data: bytes) -> bytes:
    """Write a stream of data that is encoded as its entries say."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def deflated(entries: bytes, data: bytes) -> bytes:
    """Write a stream, compressed."""
    return stream(entries + b"/Filter/FlateDecode", zlib.compress(data, 9))


def reference(value: PDFObject, document: PDFDocument) -> bytes:
    """Return `n 0 R` for an object of this document."""
    return bytes(document.Reference(value).format(document))


def text(value: str, document: PDFDocument) -> bytes:
    """Write a text string."""
    return bytes(PDFString(value).format(document))


def number(value: float) -> str:
    """Write a number with at most two decimals: 0.01 pt is finer than any printer."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
