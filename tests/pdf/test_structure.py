"""The structure of what is drawn, and that the checker of it fails when it should."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache

import pikepdf
import pytest

from handouts.pdf.draw import draw
from tests.pdf import sample
from tests.pdf.mutate import elements, owners, rewrite
from tests.pdf.structure import faults

Break = Callable[[pikepdf.Pdf], None]


@cache
def everything() -> bytes:
    return draw(sample.everything())


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(everything())) as opened:
        yield opened


def test_nothing_is_wrong(pdf: pikepdf.Pdf) -> None:
    assert faults(pdf) == []


# each: what a broken writer might do, and a part of what the checker must say of it
BREAKS: dict[str, tuple[Break, str]] = {}


def broken(says: str) -> Callable[[Break], Break]:
    def keep(function: Break) -> Break:
        BREAKS[function.__name__] = (function, says)
        return function

    return keep


@broken("no structure tree")
def no_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


@broken("not in the tree")
def content_lost(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "H1")[0]["/K"]


@broken("is empty")
def element_without_content(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "P")[0]["/K"]


@broken("the parent tree is wrong")
def parents_swapped(pdf: pikepdf.Pdf) -> None:
    row = owners(pdf)
    row[0], row[1] = row[1], row[0]


@broken("the parent tree is wrong")
def parents_gone(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree.Nums = pikepdf.Array([])


@broken("the parent tree is wrong")
def no_struct_parents(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/StructParents"]


@broken("is on the page twice")
def mark_twice(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, rb"/MCID 2>>BDC", rb"/MCID 1>>BDC")


@broken("which is on no page")
def mark_renumbered(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, rb"/MCID 2>>BDC", rb"/MCID 99>>BDC")


@broken("names ((")
def named_twice(pdf: pikepdf.Pdf) -> None:
    element = elements(pdf, "H1")[0]
    element.K = pikepdf.Array([element.K[0], element.K[0]])


@broken("is tagged /H1")
def other_tag(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H1")[0].S = pikepdf.Name.P


@broken("names another parent")
def wrong_parent(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].P = pdf.Root.StructTreeRoot.K[0]


@broken("nothing is tagged")
def all_decoration(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        content = page.Contents
        content.write(re.sub(rb"/\w+<</MCID \d+>>BDC", rb"/Artifact BMC", content.read_bytes()))
    pdf.Root.StructTreeRoot.K[0].K = pikepdf.Array([])


@broken("text is in an artifact")
def text_as_decoration(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, rb"/H1<</MCID 0>>BDC", rb"/Artifact BMC")


@broken("outside of every sequence")
def untagged(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, rb"/Artifact<</Type/Layout>>BDC(.*?)EMC", rb"\1")


@broken("left open")
def sequence_open(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, rb"EMC\nQ$", b"Q")


@broken("was not begun")
def sequence_ended_twice(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, rb"EMC", b"EMC EMC")


@broken("nested")
def sequences_nested(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, rb"(/H1<</MCID \d>>BDC.*?EMC)", rb"/Artifact BMC \1 EMC")


@broken("another order")
def read_backwards(pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K[0]
    top.K = pikepdf.Array(list(reversed(list(top.K))))


@broken("not tied to the tree")
def link_untied(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].obj.Annots[0]["/StructParent"]


@broken("not tied to the tree")
def link_without_object(pdf: pikepdf.Pdf) -> None:
    link = elements(pdf, "Link")[0]
    link.K = pikepdf.Array([kid for kid in link.K if isinstance(kid, int)])


@broken("has no words")
def link_without_words(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].obj.Annots[0]["/Contents"]


@broken("has no words")
def figure_without_words(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0]["/Alt"]


@broken("has no box")
def figure_without_box(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[1]["/A"]


@broken("has no scope")
def header_without_scope(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TH")[0]["/A"]


@broken("has no numbering")
def list_without_numbering(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "L")[0]["/A"]


@broken("has no name")
def note_without_name(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Note")[0]["/ID"]


@broken("there is no heading")
def no_headings(pdf: pikepdf.Pdf) -> None:
    for role in ("H1", "H2"):
        for element in elements(pdf, role):
            element.S = pikepdf.Name.P


@broken("there is no outline")
def no_outline(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Outlines"]


@broken("names no element")
def bookmark_without_element(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines.First["/SE"]


@broken("next key")
def key_taken(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 0


@broken("not tabbed")
def no_tabs(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].obj["/Tabs"]


@broken("has marks of its own")
def marks_in_a_form(pdf: pikepdf.Pdf) -> None:
    form = next(iter(pdf.pages[0].resources.XObject.values()))
    form.write(b"/P<</MCID 0>>BDC " + form.read_bytes() + b" EMC")


@broken("holds text")
def text_in_a_form(pdf: pikepdf.Pdf) -> None:
    form = next(iter(pdf.pages[0].resources.XObject.values()))
    form.write(form.read_bytes() + b" BT (unread) Tj ET")


@broken("the catalog has no /Lang")
def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


@pytest.mark.parametrize("name", BREAKS)
def test_the_checker_fails(name: str, pdf: pikepdf.Pdf) -> None:
    function, says = BREAKS[name]
    function(pdf)
    found = faults(pdf)
    assert any(says in each for each in found), found


def test_the_checker_passes_a_file_that_was_only_rewritten(pdf: pikepdf.Pdf) -> None:
    again = io.BytesIO()
    pdf.save(again, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(again) as opened:
        assert faults(opened) == []


def test_a_node_on_two_pages_stays_one(pdf: pikepdf.Pdf) -> None:
    paragraph = elements(pdf, "P")[0]
    assert len(elements(pdf, "P")) == 2
    assert [isinstance(kid, int) for kid in paragraph.K] == [True, False]
    assert paragraph.K[1].Pg.objgen == pdf.pages[1].obj.objgen


def test_neighbours_of_one_owner_share_a_sequence(pdf: pikepdf.Pdf) -> None:
    assert [len(each.K) for each in elements(pdf, "LBody")] == [1, 1]


def test_nodes_without_marks_are_written(pdf: pikepdf.Pdf) -> None:
    (cell, _) = elements(pdf, "TD")
    assert "/K" not in cell
    rows = [[str(kid.S) for kid in row.K] for row in elements(pdf, "TR")]
    assert rows == [["/TH", "/TH"], ["/TH", "/TD"], ["/TD"]]


def test_attributes(pdf: pikepdf.Pdf) -> None:
    assert elements(pdf, "L")[0].A.ListNumbering == "/Decimal"
    assert [str(each.A.Scope) for each in elements(pdf, "TH")] == ["/Column", "/Column", "/Row"]
    assert elements(pdf, "TD")[1].A.ColSpan == 2
    assert str(elements(pdf, "Table")[0].A.Summary) == "What to do each day"
    figure = elements(pdf, "Figure")[0]
    assert str(figure.Alt) == "A person lies on the back"
    assert [float(each) for each in figure.A.BBox] == pytest.approx([300, 591.89, 500, 691.89])
    assert str(elements(pdf, "Span")[0].Lang) == "fr"


def test_notes_are_named_by_the_tree(pdf: pikepdf.Pdf) -> None:
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    assert [(each.ID, each.objgen) for each in elements(pdf, "Note")] == list(
        zip(names[::2], [each.objgen for each in names[1::2]], strict=True)
    )
    assert sorted({*map(str, names[::2])}) == [*map(str, names[::2])]
    assert len(names) == 4


def test_a_link_holds_its_words_and_its_annotation(pdf: pikepdf.Pdf) -> None:
    (link,) = elements(pdf, "Link")
    (annotation,) = pdf.pages[1].obj.Annots
    assert str(link.Alt) == "Riverside Physio online"
    assert link.K[1].Obj.objgen == annotation.objgen
    assert str(annotation.Contents) == "Our page"
    assert str(annotation.A.URI) == "https://example.org/a_(b)"
    assert [float(each) for each in annotation.Rect] == pytest.approx([75, 638.89, 125, 653.89])
    assert int(annotation.F) == 4


def test_bookmarks_nest_and_name_their_headings(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        assert [each.title for each in outline.root] == ["Low back", "Notes"]
        assert [each.title for each in outline.root[0].children] == ["Knee – “to chest”", "Daily (plan)"]
    first = pdf.Root.Outlines.First
    assert first.SE.objgen == elements(pdf, "H1")[0].objgen
    assert first.Dest[0].objgen == pdf.pages[0].obj.objgen
    assert float(first.Dest[3]) == pytest.approx(801.89)
    assert (int(pdf.Root.Outlines.Count), int(first.Count)) == (4, 2)
    assert pdf.Root.PageMode == "/UseOutlines"
