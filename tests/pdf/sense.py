"""What a handout's structure must say, beyond the books that `tests.pdf.structure` checks in any tagged PDF.

No validator asks for these: one first-level heading, bookmarks that lead to all headings, header cells in every
table, words that are read aloud and not passed over as decoration.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from tests.pdf import structure

_MAY_BE_EMPTY = frozenset(("/TD", "/LBody"))  # boxes to tick and lines to write on


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """Return what is wrong with a handout, nothing when all is well."""
    found = structure.faults(pdf)
    if "/StructTreeRoot" not in pdf.Root:
        return found
    elements = [each for top in _kids(pdf.Root.StructTreeRoot) for each in walk(top)]
    found += [*_empty(elements), *_headings(elements), *_tables(elements), *_outline(pdf, elements)]
    found += [*_annotations(pdf, elements), *_document(pdf)]
    for number, page in enumerate(pdf.pages, 1):
        found += [f"page {number} has text that is marked as layout"] * _has_layout_text(page)
    return found


def walk(element: Any) -> Iterator[Any]:
    """Yield an element and all below it, in reading order."""
    yield element
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid)


def is_heading(element: Any) -> bool:
    """Tell whether an element is a heading of a level."""
    return str(element.S) in {"/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _empty(elements: list[Any]) -> Iterator[str]:
    for each in elements:
        if not _kids(each) and str(each.S) not in _MAY_BE_EMPTY:
            yield f"{each.S} {each.objgen} has nothing in it"


def _headings(elements: list[Any]) -> Iterator[str]:
    levels = [int(str(each.S)[2:]) for each in elements if is_heading(each)]
    if levels.count(1) != 1:
        yield f"there are {levels.count(1)} headings of the first level"
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield f"a heading of level {level} follows one of level {before}"


def _tables(elements: list[Any]) -> Iterator[str]:
    for each in elements:
        if each.S == "/Table" and all(below.S != "/TH" for below in walk(each)):
            yield f"table {each.objgen} has no header cell"


def _outline(pdf: pikepdf.Pdf, elements: list[Any]) -> Iterator[str]:
    """Bookmarks name every heading once, in reading order, and lead to its page."""
    entries = list(structure.bookmarks(pdf.Root.get("/Outlines", pikepdf.Dictionary())))
    headings = [each.objgen for each in elements if is_heading(each)]
    named = [each.SE.objgen for each in entries if "/SE" in each]
    if named != headings:
        yield f"{len(entries)} bookmarks do not name the {len(headings)} headings in order"
    for each in entries:
        title = str(each.get("/Title", "")).strip()
        if not title:
            yield f"bookmark {each.objgen} has no title"
        if "/SE" in each and "/Pg" in each.SE and each.SE.Pg.objgen != each.Dest[0].objgen:
            yield f"bookmark `{title}` leads to another page than its heading is on"


def _annotations(pdf: pikepdf.Pdf, elements: list[Any]) -> Iterator[str]:
    on_pages = {each.objgen for page in pdf.pages for each in page.obj.get("/Annots", [])}
    for element in elements:
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" and kid.Obj.objgen not in on_pages:
                yield f"{element.S} {element.objgen} holds an annotation that is on no page"


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    if not str(pdf.Root.get("/Lang", "")).strip():
        yield "the document has no language"
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the window does not show the title"
    title = str(pdf.docinfo.get("/Title", "")).strip()
    if not title:
        yield "the document has no title"
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        if metadata.get("dc:title") != title:
            yield "the metadata names another title"


def _has_layout_text(page: pikepdf.Page) -> bool:
    """Tell whether words are marked as decoration; only those that repeat at the head and foot may go unread."""
    in_layout = False  # sequences do not nest: `faults` makes sure
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BMC", "BDC"}:
            entries = operands[1] if len(operands) > 1 else {}
            in_layout = operands[0] == "/Artifact" and entries.get("/Type") != "/Pagination"
        elif name == "EMC":
            in_layout = False
        elif in_layout and name in structure.TEXTS:
            return True
    return False
