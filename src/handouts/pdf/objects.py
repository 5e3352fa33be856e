"""PDF objects that ReportLab has no class for: raw ones, and ready-made streams."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import lru_cache

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

Write = Callable[[PDFDocument], bytes]

LEVEL = 6  # zlib's own default: the highest takes a fifth longer to draw a handout, for three bytes in a thousand
_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r", "\n": "\\n"})


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
    # both characters end the line, for data that ends with the first would seem to be a byte shorter with the second
    return b"<<%s/Length %d>>\nstream\n%s\r\nendstream" % (entries, len(data), data)


def deflated(entries: bytes, data: bytes, level: int = LEVEL) -> bytes:
    """Write a stream, compressed."""
    return stream(entries + b"/Filter/FlateDecode", zlib.compress(data, level))


def reference(value: PDFObject, document: PDFDocument) -> bytes:
    """Return `n 0 R` for an object, which belongs to one document only."""
    known: bytes | None = getattr(value, "known_reference", None)
    if known is None:
        name = document.Reference(value).name
        known = value.known_reference = b"%d 0 R" % document.idToObjectNumberAndVersion[name][0]
    return known


@lru_cache(maxsize=1024)
def text(value: str) -> bytes:
    """Write a text string (ISO 32000-1, 7.9.2.2)."""
    if value.isascii():
        return b"(%s)" % value.translate(_ESCAPED).encode()
    return b"<FEFF%s>" % value.encode("utf-16-be").hex().upper().encode()


@lru_cache(maxsize=2048)
def number(value: float) -> str:
    """Write a number with at most two decimals: 0.01 pt is finer than any printer."""
    return f"{round(value, 2):.8g}"
