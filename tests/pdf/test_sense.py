"""The checker of what a handout's structure says passes a real one, and finds what may be broken in it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.made import made
from tests.pdf.mutate import elements, owners, retag, rewrite
from tests.pdf.sense import faults

Mutate = Callable[[pikepdf.Pdf], None]
MUTANTS: dict[str, tuple[Mutate, str]] = {}  # how a handout is broken, and a part of what must be said of it


@cache
def handout() -> bytes:
    return made().pdf


@pytest.fixture
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(handout())) as opened:
        yield opened


def mutant(says: str) -> Callable[[Mutate], Mutate]:
    """Register a way to break a handout."""

    def keep(function: Mutate) -> Mutate:
        MUTANTS[function.__name__] = (function, says)
        return function

    return keep


@mutant("has nothing in it")
def header_cell_emptied(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "TH")[0]["/K"]


@mutant("marked as layout")
def words_passed_over(pdf: pikepdf.Pdf) -> None:
    """Make words decoration in all the books: neither the tree nor the parent tree know them."""
    heading = elements(pdf, "H1")[0]
    number = int(heading.K[0])
    rewrite(pdf, rb"/H1<</MCID %d>>BDC" % number, rb"/Artifact<</Type/Layout>>BDC")
    owners(pdf)[number] = None
    del heading["/K"]


@mutant("has no header cell")
def header_cells_as_cells(pdf: pikepdf.Pdf) -> None:
    for each in elements(pdf, "TH"):
        retag(pdf, each, "TD")


@mutant("an annotation that is on no page")
def link_gone_from_the_page(pdf: pikepdf.Pdf) -> None:
    """Hang an annotation on an element, but on no page."""
    link = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Contents=String("Words"))
    )
    paragraph = elements(pdf, "P")[0]
    paragraph.K = Array([*paragraph.K, Dictionary(Type=Name.OBJR, Obj=link)])


@mutant("there are 0 headings of the first level")
def no_first_heading(pdf: pikepdf.Pdf) -> None:
    retag(pdf, elements(pdf, "H1")[0], "P")


@mutant("there are 2 headings of the first level")
def two_first_headings(pdf: pikepdf.Pdf) -> None:
    retag(pdf, elements(pdf, "H2")[0], "H1")


@mutant("a heading of level 3 follows one of level 1")
def heading_skips_a_level(pdf: pikepdf.Pdf) -> None:
    retag(pdf, elements(pdf, "H2")[0], "H3")


@mutant("do not name the")
def bookmark_of_a_paragraph(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.SE = elements(pdf, "P")[0]


@mutant("leads to another page")
def bookmark_to_another_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Dest[0] = pdf.pages[1].obj


@mutant("has no title")
def bookmark_without_title(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("")


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


def test_nothing_is_wrong_with_a_real_handout(pdf: pikepdf.Pdf) -> None:
    assert faults(pdf) == []


@pytest.mark.parametrize("name", MUTANTS)
def test_a_broken_handout_is_found(name: str, pdf: pikepdf.Pdf) -> None:
    mutate, says = MUTANTS[name]
    mutate(pdf)
    found = faults(pdf)
    assert any(says in each for each in found), found
