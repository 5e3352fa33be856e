"""Objects into a file that independent readers understand."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pypdfium2
import pytest

from handouts.pdf.objects import deflated, number, stream, text
from handouts.pdf.pack import pack, parted

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ABOUT = b"<</Title(Packed)>>"


def objects(extra: int) -> list[bytes]:
    """Make a document of one page, and more objects that the catalog does not need."""
    content = deflated(b"", b"0 0 10 10 re f")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<>>/Contents 4 0 R/Extra 6 0 R>>"
    more = [b"[%d]" % each for each in range(extra)]
    return [CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, ABOUT, *more]


@pytest.mark.parametrize("extra", [1, 494, 496, 2000])
def test_readers_find_every_object(extra: int) -> None:
    data = pack(*parted(objects(extra)), 1, 5)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.docinfo.Title) == "Packed"
        assert pdf.pages[0].Contents.read_bytes() == b"0 0 10 10 re f"
        assert [int(pdf.get_object(6 + each, 0)[0]) for each in range(extra)] == list(range(extra))
    with pypdfium2.PdfDocument(data) as document:
        assert document[0].render().to_pil().getpixel((5, 95)) == (0, 0, 0)


def test_small_objects_are_compressed_together() -> None:
    assert len(pack(*parted(objects(2000)), 1, 5)) < 2000 * 10  # a classic table alone has 20 an object


def test_the_same_objects_make_the_same_bytes_and_others_do_not() -> None:
    assert pack(*parted(objects(3)), 1, 5) == pack(*parted(objects(3)), 1, 5)
    assert pack(*parted(objects(3)), 1, 5)[-400:] != pack(*parted(objects(4)), 1, 5)[-400:]


@pytest.mark.parametrize("last", [b"\r", b"\n", b"\r\n", b"x"])
def test_no_reader_miscounts_a_stream(last: bytes) -> None:
    written = stream(b"/Type/X", b"data" + last)
    inner = written.partition(b"stream\n")[2].removesuffix(b"endstream")
    assert inner == b"data" + last + b"\r\n"
    assert b"/Length %d>>" % (4 + len(last)) in written


def test_streams_are_compressed() -> None:
    written = deflated(b"/A 1", b"a" * 1000)
    assert written.startswith(b"<</A 1/Filter/FlateDecode/Length ")
    assert zlib.decompress(written.partition(b"stream\n")[2].removesuffix(b"\r\nendstream")) == b"a" * 1000


@pytest.mark.parametrize(
    ("value", "written"),
    [("plain", b"(plain)"), ("(a\\b)\r\n", b"(\\(a\\\\b\\)\\r\\n)"), ("é", b"<FEFF00E9>"), ("𝄞", b"<FEFFD834DD1E>")],
)
def test_text(value: str, written: bytes) -> None:
    assert text(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1, "1"),
        (1.0, "1"),
        (0.125, "0.12"),
        (841.89, "841.89"),
        (-3.5, "-3.5"),
        (0.000001, "0"),
        (123456.78, "123456.78"),
    ],
)
def test_numbers_have_no_exponent(value: float, written: str) -> None:
    assert number(value) == written
