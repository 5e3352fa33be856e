"""What validators miss in a tagged PDF: does the tree name each mark, and each mark its element, once and in order?

veraPDF 1.31 passes files whose parent tree points at the wrong elements, whose elements lost their content, or
whose text is all decoration; nobody asks for an outline or for numbered lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

_PAINTS = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "EI"])
TEXTS = frozenset(("Tj", "TJ", "'", '"'))
_MAY_BE_EMPTY = frozenset(("/TD", "/TH", "/LBody"))
_EXPECTED = frozenset(("/Layout", "/Header", "/Footer"))  # artifacts that may hold text

Place = tuple[tuple[int, int], int]  # object of the page, MCID


@dataclass
class Found:
    """What has been read of a document, and what is wrong with it."""

    pdf: pikepdf.Pdf
    faults: list[str] = field(default_factory=list)
    parents: dict[int, Any] = field(default_factory=dict)  # the parent tree
    contents: dict[Place, Any] = field(default_factory=dict)  # element by the mark that it names
    annotations: dict[tuple[int, int], Any] = field(default_factory=dict)
    order: dict[tuple[int, int], list[int]] = field(default_factory=dict)  # of each page: MCIDs as they are read
    roles: list[str] = field(default_factory=list)
    marks: set[Place] = field(default_factory=set)


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """Return what is wrong with a document's structure, nothing when all is well."""
    found = Found(pdf)
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return ["there is no structure tree"]
    found.parents = dict(_numbers(root.ParentTree))
    for element in _array(root.K):
        _element(found, element, root)
    for page in pdf.pages:
        _content(found, page)
        _annotations(found, page.obj)
        _forms(found, page)
    for place in found.contents.keys() - found.marks:
        found.faults.append(f"the tree names {place}, which is on no page")
    _document(found, root)
    return found.faults


def _document(found: Found, root: Any) -> None:
    catalog = found.pdf.Root
    if not found.contents:
        found.faults.append("nothing is tagged")
    if int(root.get("/ParentTreeNextKey", 0)) <= max(found.parents, default=-1):
        found.faults.append("the next key of the parent tree is taken")
    for page, order in found.order.items():
        if order != sorted(order):
            found.faults.append(f"page {page} is read in another order than it is painted")
    if not any(role.startswith("/H") for role in found.roles):
        found.faults.append("there is no heading")
    outline = catalog.get("/Outlines")
    if outline is None or "/First" not in outline:
        found.faults.append("there is no outline")
    else:
        found.faults += [
            f"bookmark `{each.Title}` names no element" for each in bookmarks(outline) if "/SE" not in each
        ]
    for entry in ("/Lang", "/MarkInfo", "/Metadata", "/OutputIntents"):
        if entry not in catalog:
            found.faults.append(f"the catalog has no {entry}")


def bookmarks(parent: Any) -> Iterator[Any]:
    """Yield the entries below an outline or a bookmark, in order."""
    entry = parent.get("/First")
    while entry is not None:
        yield entry
        yield from bookmarks(entry)
        entry = entry.get("/Next")


def _numbers(node: Any) -> Iterator[tuple[int, Any]]:
    pairs = list(node.get("/Nums", []))
    for at in range(0, len(pairs), 2):
        yield int(pairs[at]), pairs[at + 1]
    for kid in node.get("/Kids", []):
        yield from _numbers(kid)


def _array(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _element(found: Found, element: Any, parent: Any) -> None:
    role = str(element.S)
    found.roles.append(role)
    if element.P.objgen != parent.objgen:
        found.faults.append(f"{role} {element.objgen} names another parent")
    kids = _array(element.get("/K"))
    if not kids and role not in _MAY_BE_EMPTY:
        found.faults.append(f"{role} {element.objgen} is empty")
    found.faults += [f"{role} {element.objgen} {fault}" for fault in _attributes(element, role)]
    for kid in kids:
        if isinstance(kid, int):
            _named(found, (element.Pg.objgen, kid), element)
        elif kid.get("/Type") == "/MCR":
            _named(found, (kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)), element)
        elif kid.get("/Type") == "/OBJR":
            found.annotations[kid.Obj.objgen] = element
        else:
            _element(found, kid, element)


def _named(found: Found, place: Place, element: Any) -> None:
    if place in found.contents:
        found.faults.append(f"the tree names {place} twice")
    found.contents[place] = element
    found.order.setdefault(place[0], []).append(place[1])


def _attributes(element: Any, role: str) -> Iterator[str]:
    known: dict[str, Any] = {}
    for owner in _array(element.get("/A")):
        known |= {str(key): value for key, value in owner.items()}
    if role == "/Figure" and not str(element.get("/Alt", "")).strip():
        yield "has no words"
    if role == "/Figure" and len(_array(known.get("/BBox"))) != 4:
        yield "has no box"
    if role == "/TH" and "/Scope" not in known:
        yield "has no scope"
    if role == "/L" and known.get("/ListNumbering") is None:
        yield "has no numbering"
    if role == "/Note" and "/ID" not in element:
        yield "has no name"


def _content(found: Found, page: pikepdf.Page) -> None:
    """Read a page's content: every sequence must be known to the tree, and everything painted be in one."""
    number = page.obj.get("/StructParents")
    owners = found.parents.get(int(number)) if number is not None else None
    open_: list[str] = []  # tags
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            open_.append(_opened(found, page.obj.objgen, operands, owners))
            if len(open_) > 1:
                found.faults.append(f"sequences are nested: {open_}")
        elif name == "EMC":
            if not open_:
                found.faults.append("a sequence ends that was not begun")
            else:
                open_.pop()
        elif name in _PAINTS:
            if not open_:
                found.faults.append(f"`{name}` paints outside of every sequence")
            elif name in TEXTS and open_[-1] not in _EXPECTED and open_[-1].startswith("artifact"):
                found.faults.append(f"text is in an {open_[-1]}")
    if open_:
        found.faults.append(f"sequences are left open: {open_}")


def _opened(found: Found, page: tuple[int, int], operands: Any, owners: Any) -> str:
    """Check a sequence that begins, and return its tag, or what kind of artifact it is."""
    tag = str(operands[0])
    entries = operands[1] if len(operands) > 1 else {}
    if tag == "/Artifact":
        kind = str(entries.get("/Subtype", entries.get("/Type", "")))
        return kind if kind in _EXPECTED else f"artifact of kind `{kind}`"
    mcid = entries.get("/MCID")
    if mcid is None:
        found.faults.append(f"a {tag} has no MCID")
        return tag
    place = (page, int(mcid))
    if place in found.marks:
        found.faults.append(f"{place} is on the page twice")
    found.marks.add(place)
    element = found.contents.get(place)
    if element is None:
        found.faults.append(f"{place} is not in the tree")
    elif owners is None or place[1] >= len(owners) or owners[place[1]].objgen != element.objgen:
        found.faults.append(f"the parent tree is wrong for {place}")
    elif str(element.S) != tag:
        found.faults.append(f"{place} is tagged {tag}, its element is {element.S}")
    return tag


def _annotations(found: Found, page: Any) -> None:
    if page.get("/Tabs") != "/S":
        found.faults.append(f"page {page.objgen} is not tabbed through in the order of its structure")
    for each in page.get("/Annots", []):
        element = found.annotations.get(each.objgen)
        known = found.parents.get(int(each.get("/StructParent", -1)))
        if element is None or known is None or known.objgen != element.objgen:
            found.faults.append(f"annotation {each.objgen} is not tied to the tree")
        if each.Subtype == "/Widget" and str(element.S if element is not None else "") != "/Form":
            found.faults.append(f"field {each.objgen} belongs to no Form")
        if not str(each.get("/TU" if each.Subtype == "/Widget" else "/Contents", "")):
            found.faults.append(f"annotation {each.objgen} has no words")


def _forms(found: Found, page: pikepdf.Page) -> None:
    """Forms are painted many times, so nothing in them may have a mark of its own, nor be text."""
    for name, form in page.resources.get("/XObject", {}).items():
        if form.get("/Subtype") != "/Form":
            continue
        operators = {str(operator) for _, operator in pikepdf.parse_content_stream(form)}
        if "/StructParents" in form or operators & {"BDC", "BMC"}:
            found.faults.append(f"form {name} has marks of its own")
        if operators & TEXTS:
            found.faults.append(f"form {name} holds text")
