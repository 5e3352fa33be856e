"""A block as bytes that can be put on any page: written once, for all handouts that it is on.

Places are counted from the block's top left corner, y upwards; the numbers of marked sequences, of objects and of
pages are left open, as slots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from handouts.layout.page import Artifact, Block, Face, Field, Inset, Line, Link, Mark, Node, Picture, Shape, Text
from handouts.pdf import pictures
from handouts.pdf.embed import Letters
from handouts.pdf.fonts import BUILTIN, FontSet
from handouts.pdf.marks import ARTIFACTS, FACES, RESOURCES, Pen
from handouts.pdf.objects import number, text
from handouts.pdf.spaces import line_ends
from handouts.pdf.structure import attributes

ELEMENT, SEQUENCE, PAGE, PARENT, ACROSS, UP = range(6)  # what a slot counts from
Slot = tuple[int, float]  # one of these, and the distance from it

_KEPT = 3072  # pieces
_BOX = b"%.2f %.2f %.2f %.2f"
Alphabet = Mapping[Face, Letters]


class UnfitError(Exception):
    """A block has something that only the plain way of drawing knows: a link, a field, or a note."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A block written down: its marks, those of its insets left to them, and the pictures among them."""

    parts: tuple[bytes | Inset, ...]
    pictures: Mapping[str, Picture]  # by name


@dataclass(frozen=True, slots=True, eq=False)
class Tagged:
    """A block written down with all that is in it: marks in sequences that belong to elements.

    `content` has a slot for each sequence; `elements` are written an object a line, and `slots` are theirs in order.
    """

    content: bytes
    owners: tuple[int, ...]  # of each sequence
    elements: bytes
    slots: tuple[Slot, ...]
    tops: tuple[int, ...]  # elements that hang on whatever the block is put into
    pictures: Mapping[str, Picture]  # by name


class Writer:
    """Writes blocks in the letters of one alphabet, each once; blocks whose letters are all in `base`, as that does."""

    def __init__(
        self, letters: Iterable[str], more: Iterable[str] = (), base: Writer | None = None, fonts: FontSet = BUILTIN
    ) -> None:
        self.letters, self.base = frozenset((*letters, *more)), base
        self.name: Callable[[Picture], str] = pictures.name
        self.alphabet = {face: Letters(fonts.file(face), letters, RESOURCES[face], more) for face in FACES}
        self.piece = lru_cache(maxsize=_KEPT)(self._piece)
        self._own = lru_cache(maxsize=_KEPT)(self._tagged)

    def add(self, more: frozenset[str]) -> None:
        """Learn new letters; what is written stays as it is."""
        self.letters |= more
        for each in self.alphabet.values():
            each.add(more)

    def tagged(self, block: Block) -> Tagged:
        """Write a block and all that is in it."""
        if self.base and letters_of(block) <= self.base.letters:
            return self.base.tagged(block)
        return self._own(block)

    def _piece(self, block: Block) -> Piece:
        pen, ends = Pen(0.0, self.alphabet), line_ends(block)
        parts: list[bytes | Inset] = []
        for inset, group in groupby(enumerate(block.marks), key=lambda pair: isinstance(pair[1], Inset)):
            if inset:
                parts += [each for _, each in group if isinstance(each, Inset)]
            else:
                seen = [pair for pair in _marks(group) if not isinstance(pair[1], Link)]  # nobody opens one on paper
                parts.append("\n".join(_operators(seen, ends, pen, self.name)).encode("latin-1"))
        return Piece(tuple(parts), self._pictures(block))

    def _pictures(self, block: Block) -> dict[str, Picture]:
        return {self.name(mark): mark for mark in block.marks if isinstance(mark, Picture)}

    def _tagged(self, block: Block) -> Tagged:
        content, owners = self._content(block)
        elements, slots, tops = self._elements(block)
        used = self._pictures(block)
        for each in block.marks:
            if isinstance(each, Inset):
                used |= self.tagged(each.block).pictures
        return Tagged(content, tuple(owners), elements, tuple(slots), tops, used)

    def _content(self, block: Block) -> tuple[bytes, list[int]]:
        """Write the marks of a block in sequences, neighbours of one owner in one."""
        pen, ends = Pen(0.0, self.alphabet), line_ends(block)
        parts: list[bytes] = []
        owners: list[int] = []
        nodes = dict(block.nodes)
        for owner, group in groupby(enumerate(block.marks), key=lambda pair: _owner(pair[1])):
            if isinstance(owner, Inset):
                inner = self.tagged(owner.block)
                parts += [placed(owner.x, -owner.y), inner.content, b"Q"]
                owners += [owner.first + each for each in inner.owners]
                continue
            if isinstance(owner, Artifact):
                parts.append(ARTIFACTS[owner].encode())
            else:
                parts.append(b"/%s<</MCID %%d>>BDC" % nodes[owner].role.encode())
                owners.append(owner)
            content = (_marks(group), ends, pen, self.name)
            # the content is a template: what it says is no slot
            parts += [each.encode("latin-1").replace(b"%", b"%%") for each in _operators(*content)]
            parts.append(b"EMC")
        return b"\n".join(parts), owners

    def _elements(self, block: Block) -> tuple[bytes, list[Slot], tuple[int, ...]]:
        """Write the elements of a block and of its insets in the order of their numbers."""
        kids = self._kids(block)
        written = [(index, *_element(node, kids.get(index, []))) for index, node in block.nodes]
        sequences = 0
        for owner, _ in groupby(block.marks, key=_owner):
            if isinstance(owner, Inset):
                inner = self.tagged(owner.block)
                if owner.block.count:
                    written.append((owner.first, inner.elements, _shifted(inner.slots, owner, sequences)))
                sequences += len(inner.owners)
            elif not isinstance(owner, Artifact):
                sequences += 1
        written.sort(key=lambda entry: entry[0])
        slots = [slot for _, _, each in written for slot in each]
        return b"\n".join([each for _, each, _ in written]), slots, tuple(int(at) for _, at in kids.get(-1, ()))

    def _kids(self, block: Block) -> dict[int, list[Slot]]:
        """Return the kids of each element (-1: of what is around the block), in reading order."""
        kids: dict[int, list[Slot]] = {}
        insets = [(each.first, each) for each in block.marks if isinstance(each, Inset) and each.block.count]
        waiting: list[tuple[int, Node | Inset]] = sorted([*block.nodes, *insets], key=lambda pair: -pair[0])
        sequences = 0

        def open_until(last: float) -> None:
            while waiting and waiting[-1][0] <= last:
                index, each = waiting.pop()
                tops = (0,) if isinstance(each, Node) else self.tagged(each.block).tops
                kids.setdefault(each.parent, []).extend((ELEMENT, index + top) for top in tops)

        for owner, _ in groupby(block.marks, key=_owner):
            if isinstance(owner, Inset):
                sequences += len(self.tagged(owner.block).owners)
            elif not isinstance(owner, Artifact):
                open_until(owner)
                kids.setdefault(owner, []).append((SEQUENCE, sequences))
                sequences += 1
        open_until(block.count)
        return kids


@lru_cache(maxsize=2 * _KEPT)
def letters_of(block: Block) -> frozenset[str]:
    """Return the characters that a block draws."""
    found: set[str] = {" "}
    for mark in block.marks:
        if isinstance(mark, Inset):
            found |= letters_of(mark.block)
        elif isinstance(mark, Text):
            found.update(mark.glyphs.run.text)
    return frozenset(found)


def placed(x: float, y: float) -> bytes:
    """Begin a part whose origin is at x, y (upwards); `Q` ends it."""
    return f"q 1 0 0 1 {number(x)} {number(y)} cm".encode()


def _owner(mark: Mark | Inset) -> int | Artifact | Inset:
    return mark if isinstance(mark, Inset) else mark.owner


Marks = Sequence[tuple[int, Mark]]  # each with its index in the block


def _marks(group: Iterator[tuple[int, Mark | Inset]]) -> Marks:
    return [(index, mark) for index, mark in group if not isinstance(mark, Inset)]


def _operators(marks: Marks, ends: frozenset[int], pen: Pen, name: Callable[[Picture], str]) -> Iterator[str]:
    for kind, group in groupby(marks, key=lambda pair: type(pair[1])):
        if kind is Text:
            yield pen.texts([(mark, index in ends) for index, mark in group if isinstance(mark, Text)])
            continue
        for _, mark in group:
            if isinstance(mark, Line):
                yield pen.line(mark)
            elif isinstance(mark, Shape):
                yield pen.shape(mark)
            elif isinstance(mark, Picture):
                yield pictures.paint(mark, 0.0, name(mark))
            elif isinstance(mark, Link | Field):
                raise UnfitError


def _element(node: Node, kids: Sequence[Slot]) -> tuple[bytes, list[Slot]]:
    """Write an element with its slots: its parent, the corners of its box, its page, its kids."""
    if node.role == "Note":
        raise UnfitError
    slots: list[Slot] = [(ELEMENT, node.parent) if node.parent >= 0 else (PARENT, 0)]
    said = b"/Alt" + text(node.alt) if node.alt else b""
    said += b"/Lang" + text(node.language) if node.language else b""
    written = b"<</Type/StructElem/S/%s/P %%d 0 R%s" % (node.role.encode(), said.replace(b"%", b"%%"))
    if node.box:
        x, y, width, height = node.box
        slots += [(ACROSS, x), (UP, -y - height), (ACROSS, x + width), (UP, -y)]
    about = attributes(node, b"\0")
    written += about.replace(b"%", b"%%").replace(b"\0", _BOX)
    if any(kind == SEQUENCE for kind, _ in kids):
        written += b"/Pg %d 0 R"
        slots.append((PAGE, 0))
    if kids:
        written += b"/K[%s]" % b" ".join([b"%d" if kind == SEQUENCE else b"%d 0 R" for kind, _ in kids])
        slots += kids
    return written + b">>", slots


def _shifted(slots: Sequence[Slot], inset: Inset, sequences: int) -> list[Slot]:
    """Count the slots of an inset from the block that it is in."""
    by = {ELEMENT: inset.first, SEQUENCE: sequences, PAGE: 0, PARENT: 0, ACROSS: inset.x, UP: -inset.y}
    parent = (ELEMENT, inset.parent) if inset.parent >= 0 else (PARENT, 0)
    return [parent if kind == PARENT else (kind, at + by[kind]) for kind, at in slots]
