"""The checker of a handout's structure passes a real one, and finds what may be broken in it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.made import made
from tests.structure import problems, walk

Mutate = Callable[[pikepdf.Pdf], None]
MUTANTS: dict[str, tuple[Mutate, str]] = {}  # how a handout is broken, and a part of what must be said of it


@cache
def handout() -> bytes:
    return made().pdf


def mutant(says: str) -> Callable[[Mutate], Mutate]:
    """Register a way to break a handout."""

    def keep(function: Mutate) -> Mutate:
        MUTANTS[function.__name__] = (function, says)
        return function

    return keep


def elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    """Return the elements of a role, in reading order; there must be some to break."""
    found = [each for each in walk(pdf.Root.StructTreeRoot.K[0]) if f"/{role}" == each.S]
    assert found
    return found


def rewrite(pdf: pikepdf.Pdf, old: bytes, new: bytes, page: int = 0, count: int = 0) -> None:
    """Replace matches of a pattern in a page's content; there must be one."""
    content = pdf.pages[page].Contents
    after, replaced = re.subn(old, new, content.read_bytes(), count=count, flags=re.DOTALL)
    assert replaced
    content.write(after)


def owners(pdf: pikepdf.Pdf, page: int = 0) -> Any:
    """Return the page's row of the parent tree."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return numbers[numbers.index(pdf.pages[page].obj.StructParents) + 1]


def retag(pdf: pikepdf.Pdf, element: Any, role: str) -> None:
    """Give an element another role, and its sequences the tag: so only the sense of it is wrong, not the books."""
    before = str(element.S)
    element.S = Name(f"/{role}")
    pages = [page.obj.objgen for page in pdf.pages]
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            page = pages.index(element.Pg.objgen)
            rewrite(pdf, rb"%s<</MCID %d>>" % (before.encode(), kid), b"/%s<</MCID %d>>" % (role.encode(), kid), page)


@mutant("the parent tree is wrong")
def parents_swapped(pdf: pikepdf.Pdf) -> None:
    row = owners(pdf)
    first, second = row[0], row[-1]
    assert first.objgen != second.objgen
    row[0], row[-1] = second, first


@mutant("the parent tree is wrong")
def parents_of_another_page(pdf: pikepdf.Pdf) -> None:
    first, second = (page.obj for page in pdf.pages)
    first.StructParents, second.StructParents = second.StructParents, first.StructParents


@mutant("is not in the tree")
def content_dropped(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "H2")[2]["/K"]


@mutant("has nothing in it")
def header_cell_emptied(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TH")[0]["/K"]


@mutant("is on the page twice")
def mark_twice(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, rb"/MCID 5>>", rb"/MCID 4>>")


@mutant("which is on no page")
def mark_unknown(pdf: pikepdf.Pdf) -> None:
    rewrite(pdf, rb"/MCID 5>>", rb"/MCID 500>>")


@mutant("twice")
def content_named_twice(pdf: pikepdf.Pdf) -> None:
    heading = elements(pdf, "H1")[0]
    heading.K = Array([*heading.K, heading.K[0]])


@mutant("marked as layout")
def all_decoration(pdf: pikepdf.Pdf) -> None:
    for page in range(len(pdf.pages)):
        rewrite(pdf, rb"/\w+<</MCID \d+>>BDC", rb"/Artifact<</Type/Layout>>BDC", page)


@mutant("marked as layout")
def words_passed_over(pdf: pikepdf.Pdf) -> None:
    """Make words decoration in all the books: neither the tree nor the parent tree know them."""
    heading = elements(pdf, "H1")[0]
    number = int(heading.K[0])
    rewrite(pdf, rb"/H1<</MCID %d>>BDC" % number, rb"/Artifact<</Type/Layout>>BDC")
    owners(pdf)[number] = None
    del heading["/K"]


@mutant("is tagged /TH")
def header_cell_as_cell(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "TH")[0].S = Name.TD


@mutant("has no header cell")
def header_cells_as_cells(pdf: pikepdf.Pdf) -> None:
    for each in elements(pdf, "TH"):
        retag(pdf, each, "TD")


@mutant("has no scope")
def header_without_scope(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TH")[-1]["/A"]


@mutant("has no numbering")
def list_without_numbering(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "L")[-1]["/A"]


@mutant("has no words")
def figure_without_words(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[-1]["/Alt"]


@mutant("has no words")
def figure_with_blank_words(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Figure")[0].Alt = String(" ")


@mutant("has no box")
def figure_without_box(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[-1]["/A"]


@mutant("names another parent")
def parent_wrong(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "LI")[0].P = elements(pdf, "L")[-1]


@mutant("next key")
def next_key_taken(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 1


@mutant("not tied to the tree")
def link_untied(pdf: pikepdf.Pdf) -> None:
    add_link(pdf, 0)


@mutant("an annotation that is on no page")
def link_gone_from_the_page(pdf: pikepdf.Pdf) -> None:
    """Hang an annotation on an element, but on no page."""
    link = add_link(pdf, 0)
    paragraph = elements(pdf, "P")[0]
    paragraph.K = Array([*paragraph.K, Dictionary(Type=Name.OBJR, Obj=link)])
    del pdf.pages[0].obj["/Annots"]


def add_link(pdf: pikepdf.Pdf, page: int) -> Any:
    """Put a link on a page that the structure does not know, and return it."""
    link = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Contents=String("Words"))
    )
    pdf.pages[page].obj.Annots = Array([link])
    return link


@mutant("there are 0 headings of the first level")
def no_first_heading(pdf: pikepdf.Pdf) -> None:
    retag(pdf, elements(pdf, "H1")[0], "P")


@mutant("there are 2 headings of the first level")
def two_first_headings(pdf: pikepdf.Pdf) -> None:
    retag(pdf, elements(pdf, "H2")[0], "H1")


@mutant("a heading of level 3 follows one of level 1")
def heading_skips_a_level(pdf: pikepdf.Pdf) -> None:
    retag(pdf, elements(pdf, "H2")[0], "H3")


@mutant("there is no outline")
def no_outline(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Outlines"]


@mutant("do not name the")
def bookmark_of_a_paragraph(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.SE = elements(pdf, "P")[0]


@mutant("leads to another page")
def bookmark_to_another_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Dest[0] = pdf.pages[1].obj


@mutant("has no title")
def bookmark_without_title(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("")


@mutant("not tabbed through")
def no_tab_order(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/Tabs"]


@mutant("the document has no language")
def no_language(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("")


@mutant("does not show the title")
def title_not_shown(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@mutant("the document has no title")
def no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


@mutant("names another title")
def titles_disagree(pdf: pikepdf.Pdf) -> None:
    content = pdf.Root.Metadata.read_bytes()
    assert b"Low back relief" in content
    pdf.Root.Metadata.write(content.replace(b"Low back relief", b"Stiff neck"))


@mutant("there is no structure tree")
def no_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def rewritten(mutate: Mutate | None = None) -> bytes:
    """Return the handout as pikepdf writes it, broken if a way is given."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(handout())) as pdf:
        if mutate:
            mutate(pdf)
        pdf.save(buffer)
    return buffer.getvalue()


def test_nothing_is_wrong_with_a_real_handout() -> None:
    assert problems(handout()) == []


def test_rewriting_alone_breaks_nothing() -> None:
    assert problems(rewritten()) == []


@pytest.mark.parametrize("name", MUTANTS)
def test_a_broken_handout_is_found(name: str) -> None:
    mutate, says = MUTANTS[name]
    found = problems(rewritten(mutate))
    assert any(says in each for each in found), found
