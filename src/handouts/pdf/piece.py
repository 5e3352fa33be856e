"""A block as bytes that can be put on any page: written once, for all handouts that it is on.

Places are counted from the block's top left corner, y upwards; the numbers of marked sequences, of objects and of
pages are left open, as slots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from handouts.layout.page import (
    Artifact,
    Blank,
    Block,
    Face,
    Field,
    Inset,
    Line,
    Link,
    Mark,
    Node,
    Picture,
    Role,
    Shape,
    Text,
)
from handouts.pdf import pictures
from handouts.pdf.embed import Letters
from handouts.pdf.fonts import BUILTIN, FontSet
from handouts.pdf.marks import ARTIFACTS, FACES, RESOURCES, Pen
from handouts.pdf.objects import text
from handouts.pdf.spaces import line_ends
from handouts.pdf.structure import attributes
from handouts.pdf.tagged import (
    ACROSS,
    ANNOTATION,
    ELEMENT,
    PAGE,
    PARENT,
    SEQUENCE,
    UP,
    Nested,
    Slot,
    Slots,
    Tagged,
    flattened,
)

_KEPT = 16384  # letters of blocks, and what elements say
_TEXTS_KEPT = 64  # that stand in blanks
_PIECES_KEPT = 1024  # of a print file, whose memory must not grow with it
_ARTIFACTS = {owner: opening.encode() for owner, opening in ARTIFACTS.items()}
_BOX = b"%.2f %.2f %.2f %.2f"
_KIDS = {ELEMENT: b"%d 0 R", SEQUENCE: b"%d", ANNOTATION: b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>"}
Alphabet = Mapping[Face, Letters]


class LettersError(Exception):
    """A block has letters that the alphabet lacks."""


class UnfitError(Exception):
    """A block has something that only the plain way of drawing knows: a field, or a note."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A block written down: its marks, those of its insets left to them, and the pictures among them."""

    parts: tuple[bytes | Inset | Blank, ...]  # each sets the colours and fonts that it needs
    pictures: Mapping[str, Picture]  # by name


class Writer:
    """Writes blocks in the letters of one alphabet, each once; blocks whose letters are all in `base`, as that does."""

    def __init__(
        self, letters: Iterable[str], more: Iterable[str] = (), base: Writer | None = None, fonts: FontSet = BUILTIN
    ) -> None:
        self.letters, self.base = frozenset((*letters, *more)), base
        self.has_ascii = self.letters.issuperset(map(chr, range(0x20, 0x7F)))
        self.name: Callable[[Picture], str] = pictures.name
        self.alphabet = {face: Letters(fonts.file(face), letters, RESOURCES[face], more) for face in FACES}
        self.piece = lru_cache(maxsize=_PIECES_KEPT)(self._piece)
        self.text = lru_cache(maxsize=_TEXTS_KEPT)(self._text)

    def _learn(self, more: frozenset[str]) -> None:
        """Add new letters; what is written stays as it is."""
        if more:
            self.letters |= more
            for each in self.alphabet.values():
                each.add(more)

    def _text(self, mark: Text) -> bytes:
        """Write what stands in a blank; colour and font are as before when it ends."""
        self._learn(self.lacks((mark,)))
        return f"q {Pen(0.0, self.alphabet).texts([(mark, True)])} Q".replace("\n", " ").encode("latin-1")

    def tagged(self, block: Block) -> Tagged:
        """Write a block and all that is in it."""
        if self.base and all_letters(block) <= self.base.letters:
            return self.base.tagged(block)
        found: Tagged | None = block.made.get(self)
        if found is None:
            found = block.made[self] = self._tagged(block)
        elif not found.flat:
            # what comes again takes less time to put in when all that is in it is its own
            found = block.made[self] = flattened(found)
        return found

    def _piece(self, block: Block) -> Piece:
        """Write a block for a print file, whose alphabet grows with it."""
        self._learn(self.lacks(block.marks))
        marks, ends = block.marks, line_ends(block)
        parts: list[bytes | Inset | Blank] = []
        start = 0
        for index, mark in enumerate((*marks, None)):
            if mark is None or isinstance(mark, Inset | Blank):
                if index > start:
                    pen = Pen(0.0, self.alphabet)
                    # words of two parts on one line are run together by some readers, as those of two lines are
                    last = ends | {index - 1}
                    written = " ".join(_operators(marks, start, index, last, pen, self.name))
                    parts.append(written.replace("\n", " ").encode("latin-1"))  # which packs better
                parts += [mark] if mark else []
                start = index + 1
        return Piece(tuple(parts), {self.name(mark): mark for mark in marks if isinstance(mark, Picture)})

    def lacks(self, marks: Marks) -> frozenset[str]:
        """Return the letters of marks that the alphabet lacks."""
        text = "".join([mark.glyphs.run.text for mark in marks if isinstance(mark, Text)])
        if self.has_ascii and text.isascii() and text.isprintable():
            return frozenset()
        return frozenset(text) - self.letters

    def _tagged(self, block: Block) -> Tagged:
        """Write marks in sequences, neighbours of one owner in one, and the elements that own them."""
        if self.lacks(block.marks):
            raise LettersError
        pen, ends = Pen(0.0, self.alphabet), line_ends(block)
        roles = {index: node.role for index, node in block.nodes}
        blanks = [index for index, mark in enumerate(block.marks) if isinstance(mark, Blank)]
        parts: list[bytes | Nested | Blank] = []
        content: list[bytes] = []  # since the last inset
        owners: list[tuple[int, int]] = []
        links: list[Link] = []
        used = {self.name(mark): pictures.xobject(mark) for mark in block.marks if isinstance(mark, Picture)}
        kids = _Kids(block)
        sequences = annotations = 0
        for owner, start, end in _sequences(block):
            if isinstance(owner, Inset):
                _, x, y, first, parent = owner
                inner = self.tagged(owner.block)
                if decoration := inner.decoration:
                    content += [placed(x, -y), decoration, b"Q"]
                    used.update(inner.pictures)
                    continue
                parts.append(b"\n".join(content))
                content = []
                nested = Nested(inner, sequences, annotations, first, parent, x, y, placed(x, -y))
                parts.append(nested)
                if owner.block.count:
                    kids.tops[owner.first] = inner.tops
                sequences += inner.sequences
                annotations += inner.annotations
                continue
            if isinstance(owner, Link):
                kids.own(owner.owner, ANNOTATION, annotations)
                links.append(owner)
                annotations += 1
                continue
            if isinstance(owner, Artifact):
                content.append(_ARTIFACTS[owner])
            else:
                content.append(b"/%s<</MCID %%d>>BDC" % roles[owner].encode())
                kids.own(owner, SEQUENCE, sequences)
                owners.append((sequences, owner))
                sequences += 1
            for blank in [index for index in blanks if start <= index < end]:
                parts += [b"\n".join([*content, *_slotless(block, start, blank, ends, pen, self.name)]), Blank(owner)]
                content, start = [], blank + 1
            content += [*_slotless(block, start, end, ends, pen, self.name), b"EMC"]
        kids.hang_up_to(block.count)
        parts.append(b"\n".join(content))
        elements = [_element(node, kids.of[index]) for index, node in block.nodes]
        return Tagged(
            tuple([part for part in parts if part]), sequences, tuple(owners),
            b"\n".join([each for each, _ in elements]), tuple([index for index, _ in block.nodes]),
            tuple([slot for _, slots in elements for slot in slots]),
            tuple([int(at) for _, at in kids.of[-1]]),
            used, len(parts) < 2, tuple(links), annotations,
        )  # fmt: skip


class _Kids:
    """Gathers the kids of a block's elements (-1: of what is around the block) in reading order.

    An element hangs on its parent before the first of what follows it: kids come in the order of marks.
    """

    def __init__(self, block: Block) -> None:
        self.of: dict[int, list[Slot]] = {index: [] for index, _ in block.nodes}
        self.of[-1] = []
        self.tops: dict[int, tuple[int, ...]] = dict.fromkeys(self.of, (0,))  # of what begins at a number
        insets = [(each.first, each.parent) for each in block.marks if isinstance(each, Inset) and each.block.count]
        self.waiting = sorted([*((index, node.parent) for index, node in block.nodes), *insets], reverse=True)

    def own(self, owner: int, kind: int, number: int) -> None:
        """Add a sequence or an annotation to its owner."""
        self.hang_up_to(owner)
        self.of[owner].append((kind, number))

    def hang_up_to(self, last: int) -> None:
        """Hang all up to a number on their parents."""
        while self.waiting and self.waiting[-1][0] <= last:
            index, parent = self.waiting.pop()
            self.of[parent] += [(ELEMENT, index + top) for top in self.tops[index]]


@lru_cache(maxsize=_KEPT)
def all_letters(block: Block) -> frozenset[str]:
    """Return the characters that a block and all in it draw."""
    own = " ".join([mark.glyphs.run.text for mark in block.marks if isinstance(mark, Text)])
    return frozenset(own).union(*(all_letters(each.block) for each in block.marks if isinstance(each, Inset)))


def placed(x: float, y: float) -> bytes:
    """Begin a part whose origin is at x, y (upwards); `Q` ends it."""
    return b"q 1 0 0 1 %.2f %.2f cm" % (x, y)


def _slotless(
    block: Block, start: int, end: int, ends: frozenset[int], pen: Pen, name: Callable[[Picture], str]
) -> Iterator[bytes]:
    """Write marks for a content that is a template: what they say is no slot."""
    for each in _operators(block.marks, start, end, ends, pen, name):
        yield each.encode("latin-1").replace(b"%", b"%%")


def _sequences(block: Block) -> Iterator[tuple[int | Artifact | Inset | Link, int, int]]:
    """Yield insets, links, and neighbours of one owner: the owner, where they begin, where they end."""
    marks = block.marks
    start, owner = 0, None
    for index, mark in enumerate(marks):
        whose = mark if isinstance(mark, Inset | Link) else mark.owner
        if owner is None:
            owner = whose
        elif whose != owner:
            yield owner, start, index
            start, owner = index, whose
    if owner is not None:
        yield owner, start, len(marks)


Marks = Sequence[Mark | Inset | Blank]


def _operators(
    marks: Marks, start: int, end: int, ends: frozenset[int], pen: Pen, name: Callable[[Picture], str]
) -> Iterator[str]:
    """Write marks between two insets, neighbouring texts in one text object."""
    texts: list[tuple[Text, bool]] = []
    for index in range(start, end):
        mark = marks[index]
        if isinstance(mark, Text):
            texts.append((mark, index in ends))
            continue
        if texts:
            yield pen.texts(texts)
            texts = []
        if isinstance(mark, Line):
            yield pen.line(mark)
        elif isinstance(mark, Shape):
            yield pen.shape(mark)
        elif isinstance(mark, Picture):
            yield pictures.paint(mark, 0.0, name(mark))
        elif isinstance(mark, Field):
            raise UnfitError
        # nobody opens a link on paper, and what is in a blank is not the block's own
    if texts:
        yield pen.texts(texts)


def _element(node: Node, kids: Slots) -> tuple[bytes, Slots]:
    """Write an element with its slots: its parent, the corners of its box, its page, its kids."""
    slots: list[Slot] = [(ELEMENT, node.parent) if node.parent >= 0 else (PARENT, 0)]
    if node.box:
        x, y, width, height = node.box
        slots += [(ACROSS, x), (UP, -y - height), (ACROSS, x + width), (UP, -y)]
    kinds = tuple([kind for kind, _ in kids])
    if SEQUENCE in kinds:
        slots.append((PAGE, 0))
    for each in kids:
        slots += [(PAGE, 0), each] if each[0] == ANNOTATION else [each]
    return _template(node.role, node[2:], kinds), slots


@lru_cache(maxsize=_KEPT)
def _template(role: Role, rest: tuple[Any, ...], kinds: tuple[int, ...]) -> bytes:
    """Write an element but for its numbers; `rest` is what a node says besides its role and its parent."""
    written = _said(Node(role, -1, *rest)) + (b"/Pg %d 0 R" if SEQUENCE in kinds else b"")
    if kinds:
        written += b"/K[%s]" % b" ".join([_KIDS[kind] for kind in kinds])
    return written + b">>"


def _said(node: Node) -> bytes:
    """Write what an element says of itself."""
    if node.role == "Note":
        raise UnfitError
    said = b"/Alt" + text(node.alt) if node.alt else b""
    said += b"/Lang" + text(node.language) if node.language else b""
    said += attributes(node, b"\0")
    head = b"<</S/%s/P %%d 0 R" % node.role.encode()
    return head + said.replace(b"%", b"%%").replace(b"\0", _BOX)
