"""PDFs read back: their pages as pixels, and the file that travels inside."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.outside import read_bytes
from handouts.problems import InputError, Place, error

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfAttachment, PdfDocument

_POINTS_AN_INCH = 72
_LARGEST_BYTES = 200_000_000  # a handout has a tenth of a million


@dataclass(frozen=True, slots=True)
class Pixels:
    """A page as rows of red, green and blue, 8 bits each."""

    width: int
    height: int
    data: bytes


def pixels(pdf: bytes, dots_an_inch: float) -> Iterator[Pixels]:
    """Yield how the pages look."""
    for image in _images(pdf, dots_an_inch):
        yield Pixels(image.width, image.height, image.convert("RGB").tobytes())


def rendered(pdf: bytes, dots_an_inch: float) -> Iterator[bytes]:
    """Yield the pages as PNG."""
    for image in _images(pdf, dots_an_inch):
        png = io.BytesIO()
        image.save(png, "PNG")
        yield png.getvalue()


def _images(pdf: bytes, dots_an_inch: float) -> Iterator[Image]:
    """Yield the pages drawn, what is written into form fields included."""
    with _opened(pdf, Place("preview")) as document:
        document.init_forms()
        for page in document:
            yield page.render(scale=dots_an_inch / _POINTS_AN_INCH).to_pil()


def attached(path: Path, name: str) -> str | None:
    """Return the text of the file of that name inside a PDF; None when it holds no such file."""
    pdf = read_bytes(path, Place(str(path)), _LARGEST_BYTES)
    with _opened(pdf, Place(str(path))) as document:
        for index in range(document.count_attachments()):
            each = document.get_attachment(index)
            if each.get_name() == name:
                return _text(_data(each, Place(str(path))), Place(str(path)))
    return None


def _data(attachment: PdfAttachment, place: Place) -> bytes:
    import pypdfium2

    try:
        return bytes(attachment.get_data())
    except pypdfium2.PdfiumError as problem:
        raise InputError([error(place, "the file inside is empty or damaged")]) from problem


def _text(data: bytes, place: Place) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as problem:
        raise InputError([error(place, "the file inside is no text")]) from problem


@contextmanager
def _opened(pdf: bytes, place: Place) -> Iterator[PdfDocument]:
    """Open a PDF. InputError when it is none, is locked, or when what reads it is not installed."""
    try:
        import pypdfium2
    except ModuleNotFoundError as lacking:
        hint = "pip install 'handouts[preview]'"
        raise InputError([error(place, "`pypdfium2` is not installed", hint)]) from lacking
    if not pdf:
        raise InputError([error(place, "is empty")])
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as problem:
        if "password" in str(problem).lower():
            hint = "save it without a password in a PDF viewer"
            raise InputError([error(place, "is locked with a password", hint)]) from problem
        raise InputError([error(place, "is no PDF, or a damaged one")]) from problem
    try:
        yield document
    except pypdfium2.PdfiumError as problem:
        raise InputError([error(place, "cannot be read whole: a part of it is empty or damaged")]) from problem
    finally:
        document.close()
