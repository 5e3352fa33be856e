"""Ways to break a PDF, so that its checkers can be seen to fail."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

from tests.pdf.sense import walk


def elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    """Return the elements of a role, in reading order."""
    return [each for each in walk(pdf.Root.StructTreeRoot.K[0]) if f"/{role}" == each.S]


def rewrite(pdf: pikepdf.Pdf, old: bytes, new: bytes, page: int = 0) -> None:
    """Replace the first match of a pattern in a page's content."""
    content = pdf.pages[page].Contents
    before = content.read_bytes()
    after = re.sub(old, new, before, count=1, flags=re.DOTALL)
    assert after != before
    content.write(after)


def owners(pdf: pikepdf.Pdf, page: int = 0) -> Any:
    """Return the page's row of the parent tree."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return numbers[numbers.index(pdf.pages[page].obj.StructParents) + 1]


def retag(pdf: pikepdf.Pdf, element: Any, role: str) -> None:
    """Give an element another role, and its sequences the tag: so only the sense of it is wrong, not the books."""
    before = str(element.S)
    element.S = pikepdf.Name(f"/{role}")
    pages = [page.obj.objgen for page in pdf.pages]
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            page = pages.index(element.Pg.objgen)
            rewrite(pdf, rb"%s<</MCID %d>>" % (before.encode(), kid), b"/%s<</MCID %d>>" % (role.encode(), kid), page)
