"""Blocks on pages: cut over several, repeated as page furniture, and taken into others."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import page as page_validation
import pikepdf
import pypdfium2
import pytest

from handouts.layout.page import Artifact, Blank, Block, Field, Inset, LaidOut, Link, Node, Picture, Placing
from handouts.pdf.draw import draw, draw_quickly
from tests.pdf import sample
from tests.pdf.mutate import elements
from tests.pdf.structure import faults

Way = Callable[[LaidOut], bytes]

LINKED = Block(
    20, (sample.text("more", 1, 0, 10), Link(0, 0, 30, 12, "https://example.org/in", "More", 1)),
    ((0, Node("P")), (1, Node("Link", 0))), count=2,
)  # fmt: skip
HEAD = Block(
    30,
    (sample.text("Riverside", 1, 0, 20), Inset(LINKED, 100, 8, 2, 0)),
    ((0, Node("Div")), (1, Node("P", 0))),
    count=4,
)
# a heading, a paragraph whose second line is on the other page, and there a heading, a figure, a link and a field
LONG = Block(
    300,
    (
        Blank(1), sample.text("Before", 1, 20, 20, 14, "bold"),
        sample.text("Lie on your", 2, 0, 90), sample.text("back.", 2, 0, 110),
        sample.text("After", 3, 0, 140, 14, "bold"), Picture(10, 150, 40, 20, sample.ONE_SIDED, 4),
        Inset(LINKED, 0, 180, 5, 0), Field(0, 210, 100, 20, "line", "name", "Your name", 7, 12, sample.INK, "Zoë"),
    ),
    (
        (0, Node("Sect")), (1, Node("H1", 0)), (2, Node("P", 0)), (3, Node("H2", 0)),
        (4, Node("Figure", 0, alt="a picture", box=(10, 150, 40, 20))), (7, Node("Form", 0)),
    ),
    outline=((0, "Before", 1), (1, "After", 3)), count=8,
)  # fmt: skip
FOOT = Block(20, (sample.text("1 of 2", Artifact.FOOTER, 0, 10),))


def cut() -> LaidOut:
    """Place a block on two pages, below a masthead that is repeated."""
    number = sample.text("1 ", 1, 0, 20, 14, "bold")
    first = (Placing(HEAD, 50, 40, 1), Placing(LONG, 50, 700, 5, 0, 100, text=number), Placing(FOOT, 50, 810, 13))
    second = (
        Placing(HEAD, 50, 40, 13, furniture=True), Placing(LONG, 50, -10, 5, 100, text=number),
        Placing(LINKED, 50, 400, 13), Placing(FOOT, 50, 810, 15),
    )  # fmt: skip
    return LaidOut(sample.WIDTH, sample.HEIGHT, (first, second), "A sample", "en")


@pytest.fixture(params=[draw, draw_quickly])
def pdf(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(request.param(cut()))) as opened:
        yield opened


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("way", [draw, draw_quickly])
def test_a_cut_block_below_a_repeated_masthead_conforms(way: Way, profile: str, tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(way(cut()))
    result = page_validation.validate_pdf(str(path), profile=profile)
    assert result.is_compliant, [(each.rule_id, each.message) for each in result.failures]


@pytest.mark.parametrize("way", [draw, draw_quickly])
def test_each_part_is_on_its_page(way: Way) -> None:
    with pypdfium2.PdfDocument(way(cut())) as document:
        words = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    assert words == ["Riverside more 1 Before Lie on your 1 of 2", "Riverside more back. After more more 1 of 2"]


def test_a_paragraph_on_two_pages_is_one_element(pdf: pikepdf.Pdf) -> None:
    assert faults(pdf) == []
    (paragraph,) = [each for each in elements(pdf, "P") if len(each.K) == 2 and isinstance(each.K[0], int)]
    other = paragraph.K[1]
    assert (paragraph.Pg.objgen, other.Pg.objgen) == tuple(page.obj.objgen for page in pdf.pages)
    assert other.Type == "/MCR"
    assert b"(Lie on your ) Tj" in pdf.pages[0].Contents.read_bytes(), "the line goes on"
    assert b"(back.) Tj" in pdf.pages[1].Contents.read_bytes()


def test_what_comes_after_the_cut_is_where_it_is_seen(pdf: pikepdf.Pdf) -> None:
    (figure,) = elements(pdf, "Figure")
    assert figure.Pg.objgen == pdf.pages[1].obj.objgen
    assert [float(each) for each in figure.A.BBox] == pytest.approx([60, 681.89, 100, 701.89])
    before = pdf.Root.Outlines.First
    after = before.First
    assert [str(each.Title) for each in (before, after)] == ["1. Before", "After"]
    assert [each.Dest[0].objgen for each in (before, after)] == [page.obj.objgen for page in pdf.pages]
    assert float(after.Dest[3]) == pytest.approx(725.89)
    (field,) = pdf.Root.AcroForm.Fields
    assert field.P.objgen == pdf.pages[1].obj.objgen
    assert [float(each) for each in field.Rect] == pytest.approx([50, 621.89, 150, 641.89])


def test_a_repeated_masthead_is_painted_again_and_not_read_again(pdf: pikepdf.Pdf) -> None:
    again = pdf.pages[1].Contents.read_bytes()
    header = again.index(b"/Artifact<</Type/Pagination/Subtype/Header>>BDC")
    assert header < again.index(b"Riverside") < again.index(b"EMC")
    assert len(elements(pdf, "Div")) == 1
    first, second = [[str(each.Subtype) for each in page.obj.Annots] for page in pdf.pages]
    assert (first, second) == (["/Link"], ["/Link", "/Widget", "/Link"])


@pytest.mark.parametrize("times", [1, 3])
def test_each_annotation_is_tied_to_its_own_element(times: int) -> None:
    """Also where a block has some of its own before and after those of what is in it, however often it is drawn."""
    own = "https://example.org/own"
    both = Block(
        60,
        (
            Inset(LINKED, 0, 0, 1, 0), sample.text("own", 3, 0, 30), Link(0, 20, 30, 12, own, "Own", 3),
            Inset(LINKED, 0, 40, 4, 0),
        ),
        ((0, Node("Sect")), (3, Node("Link", 0))), count=6,
    )  # fmt: skip
    outer = Block(90, (sample.text("A", 0, 0, 10), Inset(both, 0, 20, 1, -1)), ((0, Node("H1")),), count=7)
    sheets = LaidOut(sample.WIDTH, sample.HEIGHT, ((Placing(outer, 50, 50, 1),),), "A sample", "en")
    for _ in range(times):
        data = draw_quickly(sheets)
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert [each for each in faults(opened) if "outline" not in each] == []
        urls = [(str(each.K[1].Obj.A.URI), float(each.K[1].Obj.Rect[3])) for each in elements(opened, "Link")]
    high = sample.HEIGHT - 70
    assert urls == [
        ("https://example.org/in", pytest.approx(high)), (own, pytest.approx(high - 20)),
        ("https://example.org/in", pytest.approx(high - 40)),
    ]  # fmt: skip
