"""What must hold of pages before they are drawn: a breach is a bug of layout, not an input problem."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.layout.page import Artifact, Field, Link, Mark, Node, Pages, Picture

# these only group others: a mark of their own would stand outside every paragraph, cell or figure
_GROUPS = frozenset({"Document", "Part", "Sect", "Div", "L", "LI", "Table", "THead", "TBody", "TR"})


def require(pages: Pages) -> None:
    """Raise ValueError when the pages cannot become an accessible document."""
    faults = [*_document(pages), *_nodes(pages.nodes)]
    for number, page in enumerate(pages.pages, 1):
        faults += [f"page {number}: {fault}" for mark in page.marks if (fault := _mark(mark, pages.nodes))]
    faults += [
        f"bookmark `{each.title}` leads nowhere"
        for each in pages.bookmarks
        if not (0 <= each.page < len(pages.pages) and 0 <= each.node < len(pages.nodes))
    ]
    if faults:
        raise ValueError("these pages cannot be tagged: " + "; ".join(faults))


def _document(pages: Pages) -> Iterator[str]:
    if not pages.pages:
        yield "there is no page"
    if not pages.title.strip():
        yield "there is no title"
    if not pages.language:
        yield "there is no language"


def _nodes(nodes: tuple[Node, ...]) -> Iterator[str]:
    if not nodes or nodes[0].role != "Document" or nodes[0].parent != -1:
        yield "the first node is no Document"
    for index, node in enumerate(nodes):
        if index and not 0 <= node.parent < index:
            yield f"node {index} ({node.role}) stands before its parent {node.parent}"
        if node.role == "Figure" and not node.alt.strip():
            yield f"node {index} is a Figure without words"
        if node.role == "TH" and not node.scope:
            yield f"node {index} is a TH without scope"


def _mark(mark: Mark, nodes: tuple[Node, ...]) -> str:
    """Say what is wrong with a mark, empty when nothing is."""
    owner = mark.owner
    if isinstance(owner, Artifact):
        return f"a {type(mark).__name__} is an artifact" if isinstance(mark, Link | Field) else ""
    if not 0 <= owner < len(nodes):
        return f"a {type(mark).__name__} belongs to node {owner}, which is not there"
    role = nodes[owner].role
    if isinstance(mark, Link):
        return "" if role == "Link" else f"a Link belongs to a {role}"
    if isinstance(mark, Field):
        if role != "Form":
            return f"a Field belongs to a {role}"
        return "" if mark.label.strip() else "a Field has no label"
    if role in _GROUPS or role == "Form":
        return f"a {type(mark).__name__} belongs to a {role}"
    if isinstance(mark, Picture) and role != "Figure":
        return f"a Picture belongs to a {role}"
    return ""
