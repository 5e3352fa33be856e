"""The structure elements of a block: what a screen reader follows, with slots for what its place decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from handouts.layout.page import Inset, Node, Role
from handouts.pdf.objects import number, text
from handouts.pdf.tagged import ACROSS, ANNOTATION, ELEMENT, KINDS, PAGE, PARENT, SEQUENCE, UP, Elements, Slot, Slots

_TEMPLATES_KEPT = 16384  # the same roles and words come with other numbers on every handout
_BOX = b"%.2f %.2f %.2f %.2f"


class Kids:
    """Gathers the kids of a block's elements (-1: of what is around the block) in reading order.

    An element hangs on its parent before the first of what follows it: kids come in the order of marks.
    """

    def __init__(self, nodes: Sequence[tuple[int, Node]], insets: Sequence[Inset] = ()) -> None:
        self.of: dict[int, list[Slot]] = {index: [] for index, _ in nodes}
        self.of[-1] = []
        self._tops: dict[int, tuple[int, ...]] = dict.fromkeys(self.of, (0,))  # of what begins at a number
        taken_in = [(each.first, each.parent) for each in insets if each.block.count]
        self._waiting = sorted([*((index, node.parent) for index, node in nodes), *taken_in], reverse=True)

    def take_in(self, first: int, tops: tuple[int, ...]) -> None:
        """Note which elements of an inset hang on its parent."""
        self._tops[first] = tops

    def own(self, owner: int, kind: int, number: int) -> None:
        """Add a sequence or an annotation to its owner."""
        self.hang_up_to(owner)
        self.of[owner].append((kind, number))

    def hang_up_to(self, last: int) -> None:
        """Hang all up to a number on their parents."""
        while self._waiting and self._waiting[-1][0] <= last:
            index, parent = self._waiting.pop()
            self.of[parent] += [(ELEMENT, index + top) for top in self._tops[index]]

    @property
    def tops(self) -> tuple[int, ...]:
        """The elements that hang on what is around the block."""
        return tuple([int(at) for _, at in self.of[-1]])


def elements(nodes: Sequence[tuple[int, Node]], kids: Mapping[int, Slots]) -> Elements:
    """Write the elements of numbered nodes."""
    written = [_element(index, node, kids[index]) for index, node in nodes]
    return Elements(
        b"\n".join([each for each, _ in written]),
        tuple([index for index, _ in nodes]),
        tuple([slot for _, slots in written for slot in slots]),
        tuple([index for index, node in nodes if node.role == "Note"]),
    )


def _element(index: int, node: Node, kids: Slots) -> tuple[bytes, Slots]:
    """Write an element with its slots: its parent, its name, the corners of its box, its page, its kids."""
    kinds = tuple([kind for kind, _ in kids])
    part = next((kind // KINDS for kind in kinds if kind % KINDS == SEQUENCE), 0) * KINDS
    slots: list[Slot] = [(ELEMENT, node.parent) if node.parent >= 0 else (PARENT, 0)]
    if node.role == "Note":
        slots.append((ELEMENT, index))
    if node.box:
        x, y, width, height = node.box
        slots += [(part + ACROSS, x), (part + UP, -y - height), (part + ACROSS, x + width), (part + UP, -y)]
    if part + SEQUENCE in kinds:
        slots.append((part + PAGE, 0))
    for kid in kids:
        if kid[0] not in {ELEMENT, part + SEQUENCE}:
            slots.append((kid[0] // KINDS * KINDS + PAGE, 0))
        slots.append(kid)
    return _template(node.role, node[2:], kinds, part + SEQUENCE), slots


@lru_cache(maxsize=_TEMPLATES_KEPT)
def _template(role: Role, rest: tuple[Any, ...], kinds: tuple[int, ...], usual: int) -> bytes:
    """Write an element but for its numbers; `rest` is what a node says besides its role and its parent."""
    node = Node(role, -1, *rest)
    words = b"/Alt" + text(node.alt) if node.alt else b""
    words += b"/Lang" + text(node.language) if node.language else b""
    words += _attributes(node)
    name = b"/ID(%06d)" if role == "Note" else b""  # a note must have one of its own (ISO 14289-1, 7.9)
    written = b"<</S/%s/P %%d 0 R" % role.encode() + name
    written += words.replace(b"%", b"%%").replace(b"\0", _BOX) + (b"/Pg %d 0 R" if usual in kinds else b"")
    if kinds:
        written += b"/K[%s]" % b" ".join([_kid(kind, usual) for kind in kinds])
    return written + b">>"


def _kid(kind: int, usual: int) -> bytes:
    """Write a kid; a sequence that is not on the element's usual page names its own."""
    if kind == ELEMENT:
        return b"%d 0 R"
    if kind == usual:
        return b"%d"
    if kind % KINDS == ANNOTATION:
        return b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>"
    return b"<</Type/MCR/Pg %d 0 R/MCID %d>>"


def _attributes(node: Node) -> bytes:
    """Write what the standard owners say of a node (ISO 32000-1, 14.8.5); NUL stands for the corners of its box."""
    owners: list[bytes] = []
    if node.box:
        size = f"/Width {number(node.box[2])}/Height {number(node.box[3])}".encode()
        owners.append(b"<</O/Layout/Placement/Block/BBox[\0]%s>>" % size)
    if node.numbering:
        owners.append(b"<</O/List/ListNumbering/%s>>" % node.numbering.encode())
    table = [b"/Scope/" + node.scope.encode()] if node.scope else []
    if node.column_span > 1:
        table.append(b"/ColSpan %d" % node.column_span)
    if node.row_span > 1:
        table.append(b"/RowSpan %d" % node.row_span)
    if node.summary:
        table.append(b"/Summary" + text(node.summary))
    if table:
        owners.append(b"<</O/Table%s>>" % b"".join(table))
    if not owners:
        return b""
    return b"/A" + (owners[0] if len(owners) == 1 else b"[" + b"".join(owners) + b"]")
