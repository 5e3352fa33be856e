"""What the file is and says: standards, metadata, words in order, nothing that leaks in."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
import pytest

from handouts.layout.page import Artifact, Bookmark, Line, Link, Node, Picture, Text
from handouts.pdf.draw import draw
from tests.pdf import sample


@cache
def everything() -> bytes:
    return draw(sample.everything())


def words(data: bytes, page: int = 0) -> str:
    """Return the text of a page as a reader finds it."""
    with pypdfium2.PdfDocument(data) as document:
        return str(document[page].get_textpage().get_text_bounded())


def content(data: bytes, page: int = 0) -> str:
    """Return the operators of a page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return pdf.pages[page].Contents.read_bytes().decode("latin-1")


# Cyrillic, Greek and Vietnamese: more than one subset of a font holds
LETTERS = "".join(chr(code) for code in [*range(0x410, 0x450), *range(0x391, 0x3A2), *range(0x1EA0, 0x1EFA)]) + "abc"

SAMPLES = {
    "everything": sample.everything,
    "fields": sample.fields,
    "one line": lambda: sample.paragraph("Breathe."),
    "many letters": lambda: sample.paragraph(*(LETTERS[at : at + 50] for at in range(0, len(LETTERS), 50))),
    "one-sided": lambda: sample.picture(sample.ONE_SIDED, mirrored=True),
    **{name: lambda name=name: sample.picture(sample.photo(name)) for name in ("rgb", "grey", "jpeg", "grey jpeg")},
}


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_what_it_claims(name: str, profile: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.pdf"
    path.write_bytes(draw(SAMPLES[name]()))
    result = page_validation.validate_pdf(str(path), profile=profile)
    assert result.is_compliant, [(each.rule_id, each.message) for each in result.failures]


def test_the_validator_does_not_pass_everything(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    with pikepdf.open(io.BytesIO(everything())) as pdf:
        del pdf.Root["/Lang"]
        pdf.save(path)
    assert not page_validation.validate_pdf(str(path), profile="ua1").is_compliant


def test_words_are_read_in_order() -> None:
    expected = [
        "Low back", "Go slowly", "Efficient office staff affirm it", "Knee to chest", "1.", "Lie on your back",
        "with bent knees", "2.", "Öffne die Fenster; café, naïve, ½, 10 mm",
    ]  # fmt: skip
    found = words(everything())
    places = [found.find(each) for each in expected]
    assert -1 not in places, found
    assert places == sorted(places)


def test_signs_that_strings_escape_are_read() -> None:
    assert "(twice) \\ again." in words(everything(), 1)


def test_a_file_may_hold_more_letters_than_a_subset() -> None:
    data = draw(SAMPLES["many letters"]())
    assert "".join(words(data).split()) == LETTERS
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert list(pdf.pages[0].resources.Font) == ["/R0", "/R1"]


def test_wrapped_lines_end_with_a_space() -> None:
    shown = content(draw(sample.paragraph("Breathe in", "and ", "out.")))
    assert re.findall(r"\([^)]*\) Tj", shown) == ["(Breathe in ) Tj", "(and ) Tj", "(out.) Tj"]


def test_a_line_goes_on_in_a_link_or_on_the_next_page() -> None:
    shown = content(everything(), 1)
    assert "(our page ) Tj" in shown
    assert "(or say ) Tj" in shown
    assert "(affirm it: ) Tj" not in shown
    assert "(Efficient office staff affirm it: ) Tj" in content(everything())


def test_a_page_may_hold_nothing_that_is_read() -> None:
    data = draw(sample.pages([], [sample.text("1 of 1", Artifact.FOOTER, 50, 100)]))
    assert words(data) == "1 of 1"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert list(pdf.Root.StructTreeRoot.K[0].K) == []


def test_parts_of_one_line_get_no_space() -> None:
    pages = sample.pages([Node("P", 0)], [sample.text("stretch", 1, 50, 100), sample.text("ing", 1, 90, 100)])
    assert "(stretch) Tj" in content(draw(pages))


def test_a_lower_paragraph_is_no_next_line() -> None:
    pages = sample.pages(
        [Node("P", 0), Node("P", 0)], [sample.text("One.", 1, 50, 100), sample.text("Two.", 2, 50, 115)]
    )
    assert "(One.) Tj" in content(draw(pages))


def test_metadata() -> None:
    with pikepdf.open(io.BytesIO(everything())) as pdf:
        about = {key: str(value) for key, value in pdf.docinfo.items()}
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert pdf.pdf_version == "1.7"
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert all("/Trans" not in page.obj for page in pdf.pages)
    assert about.pop("/Creator").startswith("handouts ")
    assert about == {
        "/Title": "A sample", "/Author": "Riverside Physio", "/Subject": "Something to test", "/Producer": "ReportLab",
        "/CreationDate": "D:20000101000000Z", "/ModDate": "D:20000101000000Z",
    }  # fmt: skip
    for each in ("A sample", "Riverside Physio", "Something to test", "<pdfuaid:part>1<", "<pdfaid:part>2<"):
        assert each in xmp


def test_reportlabs_defaults_do_not_leak() -> None:
    bare = replace(sample.paragraph("Breathe."), author="", subject="")
    with pikepdf.open(io.BytesIO(draw(bare))) as pdf:
        assert sorted(pdf.docinfo) == ["/CreationDate", "/Creator", "/ModDate", "/Producer", "/Title"]
        everything_in_it = b"".join(each.unparse() for each in pdf.objects if not isinstance(each, pikepdf.Stream))
    for word in (b"anonymous", b"unspecified", b"Helvetica"):
        assert word not in everything_in_it


def test_titles_may_hold_what_xml_does_not_allow() -> None:
    odd = replace(sample.paragraph("Breathe."), title="Neck & <back>\x0b", subject="5 > 4 — naïve")
    with pikepdf.open(io.BytesIO(draw(odd))) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Neck & <back>"
        assert xmp["dc:description"] == "5 > 4 — naïve"


def test_the_ink_is_the_same_whatever_was_drawn_before() -> None:
    once = draw(sample.everything())
    draw(sample.paragraph("Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich."))
    assert draw(sample.everything()) == once


def test_identities_differ_as_contents_do() -> None:
    def identity(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return bytes(pdf.trailer.ID[0])

    assert identity(draw(sample.paragraph("One"))) != identity(draw(sample.paragraph("Two")))


_PRINT_DIGEST = """
import hashlib
from handouts.pdf.draw import draw
from tests.pdf import sample
print(hashlib.sha256(draw(sample.everything())).hexdigest())
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C"},
        {"SOURCE_DATE_EPOCH": "1234567890"},
        {
            "RL_invariant": "0",
            "RL_useA85": "1",
            "RL_pdfMultiLine": "1",
            "RL_pdfComments": "1",
            "RL_pageCompression": "0",
        },
        {"RL_ttfAsciiReadable": "1", "RL_documentLang": "de", "RL_canvas_basefontname": "Courier"},
    ],
    ids=lambda each: "+".join(each),
)
def test_the_environment_does_not_change_a_byte(environment: dict[str, str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _PRINT_DIGEST],
        env=os.environ | environment, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == hashlib.sha256(everything()).hexdigest()


def _with_mark(mark: Text | Line | Link | Picture, *nodes: Node) -> object:
    return sample.pages(nodes or [Node("P", 0)], [mark])


_LINK = Link(0, 0, 9, 9, "https://example.org", "Words", 1)
_PICTURE = Picture(0, 0, 9, 9, sample.ONE_SIDED, 1)


@pytest.mark.parametrize(
    ("pages", "says"),
    [
        (_with_mark(sample.text("x", 5, 0, 9)), "node 5, which is not there"),
        (_with_mark(sample.text("x", -1, 0, 9)), "node -1, which is not there"),
        (_with_mark(sample.text("x", 0, 0, 9)), "belongs to a Document"),
        (_with_mark(_LINK), "a Link belongs to a P"),
        (_with_mark(_LINK._replace(owner=Artifact.LAYOUT)), "a Link is an artifact"),
        (_with_mark(_PICTURE), "a Picture belongs to a P"),
        (_with_mark(_PICTURE, Node("Figure", 0)), "a Figure without words"),
        (_with_mark(sample.text("x", 1, 0, 9), Node("TH", 0)), "a TH without scope"),
        (_with_mark(sample.text("x", 1, 0, 9), Node("P", 2), Node("Sect", 0)), "before its parent 2"),
        (replace(sample.paragraph("x"), nodes=(Node("P"), Node("P", 0))), "the first node is no Document"),
        (replace(sample.paragraph("x"), title=" "), "there is no title"),
        (replace(sample.paragraph("x"), language=""), "there is no language"),
        (replace(sample.paragraph("x"), pages=()), "there is no page"),
        (replace(sample.paragraph("x"), bookmarks=(Bookmark("Gone", 0, 3, 0, 1),)), "`Gone` leads nowhere"),
        (sample.paragraph("日本"), "the font lacks U+65E5 U+672C"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_what_cannot_be_tagged_is_refused(pages: object, says: str) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        draw(pages)  # type: ignore[arg-type]
