"""PDF objects as bytes: streams, text strings, numbers, and objects that are numbered as they come."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

LEVEL = 6  # zlib's own default: the highest takes a fifth longer to draw a handout, for three bytes in a thousand
_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r", "\n": "\\n"})


class Numbers(NamedTuple):
    """The numbers of the first page, element, bookmark, link or field, and picture among the objects of a file."""

    page: int
    element: int
    outline: int
    annotation: int
    picture: int

    def of_page(self, index: int) -> int:
        """Return the number of a page; its content has the next."""
        return self.page + 2 * index


class Objects:
    """Objects that are numbered from a first one on."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.written: list[bytes] = []

    def add(self, written: bytes) -> bytes:
        """Add an object, and return the reference to it."""
        self.written.append(written)
        return reference(self.first + len(self.written) - 1)


def reference(at: int) -> bytes:
    """Write the reference to the object of a number."""
    return b"%d 0 R" % at


def references(numbers: Iterable[int]) -> bytes:
    """Write the references to objects."""
    return b" ".join([b"%d 0 R" % each for each in numbers])


def stream(entries: bytes, data: bytes) -> bytes:
    """Write a stream of data that is encoded as its entries say."""
    # both characters end the line, for data that ends with the first would seem to be a byte shorter with the second
    return b"<<%s/Length %d>>\nstream\n%s\r\nendstream" % (entries, len(data), data)


def deflated(entries: bytes, data: bytes, level: int = LEVEL) -> bytes:
    """Write a stream, compressed."""
    return stream(entries + b"/Filter/FlateDecode", zlib.compress(data, level))


@lru_cache(maxsize=1024)  # titles and descriptions come again in a batch
def text(value: str) -> bytes:
    """Write a text string (ISO 32000-1, 7.9.2.2)."""
    if value.isascii():
        return b"(%s)" % value.translate(_ESCAPED).encode()
    return b"<FEFF%s>" % value.encode("utf-16-be").hex().upper().encode()


@lru_cache(maxsize=2048)  # places and sizes come again on every page
def number(value: float) -> str:
    """Write a number with at most two decimals: 0.01 pt is finer than any printer."""
    return f"{round(value, 2):.8g}"
