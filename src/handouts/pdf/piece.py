"""A block as bytes that can be put on any page: written once, for all handouts that it is on.

Places are counted from the block's top left corner, y upwards; the numbers of marked sequences, of objects and of
pages are left open, as slots.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

from handouts.layout.page import Artifact, Blank, Block, Face, Field, Inset, Line, Link, Mark, Picture, Shape, Text
from handouts.pdf import pictures
from handouts.pdf.elements import Kids, elements
from handouts.pdf.embed import Letters
from handouts.pdf.fonts import BUILTIN, NO_BREAK_SPACE, FontSet
from handouts.pdf.marks import ARTIFACTS, RESOURCES, Pen
from handouts.pdf.spaces import line_ends
from handouts.pdf.tagged import ANNOTATION, KINDS, SEQUENCE, Elements, Nested, Tagged, flattened

_LETTERS_KEPT = 16384  # of blocks: most come again on the next handout
_TEXTS_KEPT = 64  # that stand in blanks: the numbers of cards
_PIECES_KEPT = 1024  # of a print file, whose memory must not grow with it
Marks = Sequence[Mark | Inset | Blank]
NameOf = Callable[[Picture], str]


class LettersError(Exception):
    """A block has letters that the alphabet lacks."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A block written down: its marks, those of its insets left to them, and the pictures among them."""

    parts: tuple[bytes | Inset | Blank, ...]  # each sets the colours and fonts that it needs
    pictures: Mapping[str, Picture]  # by name


class Writer:
    """Writes blocks in the letters of one alphabet, each once; blocks whose letters are all in `base`, as that does."""

    def __init__(
        self, letters: Mapping[Face, Iterable[str]], fonts: FontSet = BUILTIN, more: Iterable[str] = (),
        base: Writer | None = None,
    ) -> None:  # fmt: skip
        self.fonts, self.base = fonts, base
        self.alphabet = {face: Letters(fonts.file(face), own, RESOURCES[face], more) for face, own in letters.items()}
        self.letters = frozenset({NO_BREAK_SPACE}).union(*(each.drawn for each in self.alphabet.values()))
        self.has_ascii = self.letters.issuperset(map(chr, range(0x20, 0x7F)))
        self.name: NameOf = pictures.name
        self.piece = lru_cache(maxsize=_PIECES_KEPT)(self._piece)
        self.text = lru_cache(maxsize=_TEXTS_KEPT)(self._text)
        self._tagged: WeakKeyDictionary[Block, Tagged] = WeakKeyDictionary()  # as long as layout keeps the blocks

    def _learn(self, more: frozenset[str]) -> None:
        """Add new letters; what is written stays as it is."""
        if more:
            self.letters |= more
            for each in self.alphabet.values():
                each.add(more)

    def _text(self, mark: Text) -> bytes:
        """Write what stands in a blank; colour and font are as before when it ends."""
        self._learn(self.lacks((mark,)))
        return f"q {Pen(self.alphabet).texts([(mark, True)])} Q".replace("\n", " ").encode("latin-1")

    def tagged(self, block: Block) -> Tagged:
        """Write a block and all that is in it."""
        if self.base and all_letters(block) <= self.base.letters:
            return self.base.tagged(block)
        tagged = self._tagged.get(block)
        if tagged is None:
            tagged = self._tagged[block] = self._whole(block)
        elif not tagged.flat:
            # what comes again takes less time to put in when all that is in it is its own
            tagged = self._tagged[block] = flattened(tagged)
        return tagged

    def cut(self, block: Block, parts: Sequence[Sequence[int]]) -> list[Tagged]:
        """Write the parts of a flat block, each the indices of its marks; the last has the elements of all."""
        if self.lacks(block.marks):
            raise LettersError
        kids, ends = Kids(block.nodes), line_ends(block)
        written = []
        for number, indices in enumerate(parts):
            own_ends = frozenset([at for at, index in enumerate(indices) if index in ends])
            marks = [block.marks[index] for index in indices]
            written.append(_Part(writer=self, block=block, marks=marks, ends=own_ends, kids=kids, kinds=number * KINDS))
        kids.hang_up_to(block.count)
        tagged = [each.tagged(Elements(), ()) for each in written]
        tagged[0].tops = kids.tops
        tagged[-1].elements = elements(block.nodes, kids.of)
        return tagged

    def _piece(self, block: Block) -> Piece:
        """Write a block for a print file, whose alphabet grows with it."""
        self._learn(self.lacks(block.marks))
        marks, ends = block.marks, line_ends(block)
        parts: list[bytes | Inset | Blank] = []
        start = 0
        for index, mark in enumerate((*marks, None)):
            if mark is None or isinstance(mark, Inset | Blank):
                if index > start:
                    pen = Pen(self.alphabet)
                    # words of two parts on one line are run together by some readers, as those of two lines are
                    last = ends | {index - 1}
                    written = " ".join(_operators(marks, start, index, last, pen, self.name))
                    parts.append(written.replace("\n", " ").encode("latin-1"))  # which packs better
                parts += [mark] if mark else []
                start = index + 1
        return Piece(tuple(parts), {self.name(mark): mark for mark in marks if isinstance(mark, Picture)})

    def lacks(self, marks: Marks) -> frozenset[str]:
        """Return the letters of marks that the alphabet lacks."""
        text = "".join(_texts(marks))
        if self.has_ascii and text.isascii() and text.isprintable():
            return frozenset()
        return frozenset(text) - self.letters

    def _whole(self, block: Block) -> Tagged:
        """Write marks in sequences, neighbours of one owner in one, and the elements that own them."""
        if self.lacks(block.marks):
            raise LettersError
        kids = Kids(block.nodes, [mark for mark in block.marks if isinstance(mark, Inset)])
        part = _Part(writer=self, block=block, marks=block.marks, ends=line_ends(block), kids=kids)
        kids.hang_up_to(block.count)
        return part.tagged(elements(block.nodes, kids.of), kids.tops)


class _Part:
    """The marks of a block, or of a part of it, as they are written.

    `kinds` is added to those of its slots: a cut block's parts are on pages of their own.
    """

    def __init__(
        self, writer: Writer, block: Block, marks: Marks, ends: frozenset[int], kids: Kids, kinds: int = 0
    ) -> None:
        self.writer, self.marks, self.ends, self.kids, self.kinds = writer, marks, ends, kids, kinds
        self.roles = {index: node.role for index, node in block.nodes}
        self.pen = Pen(writer.alphabet)
        self.blanks = [index for index, mark in enumerate(marks) if isinstance(mark, Blank)]
        self.parts: list[bytes | Nested | Blank] = []
        self.content: list[bytes] = []  # since the last inset
        self.owners: list[tuple[int, int]] = []
        self.annotations: list[tuple[int, Link | Field]] = []
        self.sequences = self.annotated = 0
        self.pictures = {writer.name(mark): pictures.xobject(mark) for mark in marks if isinstance(mark, Picture)}
        for owner, start, end in _sequences(marks):
            if isinstance(owner, Inset):
                self._inset(owner)
            elif isinstance(owner, Link | Field):
                kids.own(owner.owner, kinds + ANNOTATION, self.annotated)
                self.annotations.append((self.annotated, owner))
                self.annotated += 1
            else:
                self._sequence(owner, start, end)

    def _inset(self, inset: Inset) -> None:
        """Leave a block to itself; one that only decorates is written here."""
        block, x, y, first, parent = inset
        inner = self.writer.tagged(block)
        if decoration := inner.decoration:
            self.content += [placed(x, -y), decoration, b"Q"]
            self.pictures.update(inner.pictures)
            return
        self.parts.append(b"\n".join(self.content))
        self.content = []
        self.parts.append(Nested(inner, self.sequences, self.annotated, first, parent, x, y, placed(x, -y)))
        if block.count:
            self.kids.take_in(first, inner.tops)
        self.sequences += inner.sequences
        self.annotated += inner.annotated

    def _sequence(self, owner: int | Artifact, start: int, end: int) -> None:
        """Write neighbours of one owner."""
        if isinstance(owner, Artifact):
            self.content.append(ARTIFACTS[owner])
        else:
            self.content.append(b"/%s<</MCID %%d>>BDC" % self.roles[owner].encode())
            self.kids.own(owner, self.kinds + SEQUENCE, self.sequences)
            self.owners.append((self.sequences, owner))
            self.sequences += 1
        for blank in [index for index in self.blanks if start <= index < end]:
            self.content += self._slotless(start, blank)
            self.parts += [b"\n".join(self.content), Blank(owner)]
            self.content, start = [], blank + 1
        self.content += [*self._slotless(start, end), b"EMC"]

    def _slotless(self, start: int, end: int) -> Iterator[bytes]:
        """Write marks for a content that is a template: what they say is no slot."""
        for each in _operators(self.marks, start, end, self.ends, self.pen, self.writer.name):
            yield each.encode("latin-1").replace(b"%", b"%%")

    def tagged(self, own: Elements, tops: tuple[int, ...]) -> Tagged:
        """Return what is written with its elements."""
        parts = [*self.parts, b"\n".join(self.content)]
        return Tagged(
            parts=tuple([part for part in parts if part]),
            sequences=self.sequences,
            annotated=self.annotated,
            owners=tuple(self.owners),
            annotations=tuple(self.annotations),
            elements=own,
            tops=tops,
            pictures=self.pictures,
            flat=len(parts) < 2,
        )


@lru_cache(maxsize=_LETTERS_KEPT)
def all_letters(block: Block) -> frozenset[str]:
    """Return the characters that a block and all in it draw."""
    own = frozenset(" ".join(_texts(block.marks)))
    return own.union(*(all_letters(each.block) for each in block.marks if isinstance(each, Inset)))


def _texts(marks: Marks) -> list[str]:
    """Return what is written on the page, and into its fields."""
    return [
        mark.glyphs.run.text if isinstance(mark, Text) else mark.value
        for mark in marks
        if isinstance(mark, Text | Field)
    ]


def placed(x: float, y: float) -> bytes:
    """Begin a part whose origin is at x, y (upwards); `Q` ends it."""
    return b"q 1 0 0 1 %.2f %.2f cm" % (x, y)


def _sequences(marks: Marks) -> Iterator[tuple[int | Artifact | Inset | Link | Field, int, int]]:
    """Yield insets, links, fields, and neighbours of one owner: the owner, where they begin, where they end."""
    start, owner = 0, None
    for index, mark in enumerate(marks):
        whose = mark if isinstance(mark, Inset | Link | Field) else mark.owner
        if owner is None:
            owner = whose
        elif whose != owner:
            yield owner, start, index
            start, owner = index, whose
    if owner is not None:
        yield owner, start, len(marks)


def _operators(marks: Marks, start: int, end: int, ends: frozenset[int], pen: Pen, name: NameOf) -> Iterator[str]:
    """Write marks between two insets, neighbouring texts in one text object.

    Links and fields are not of the content, and what is in a blank is not the block's own.
    """
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
            yield pictures.paint(mark, name(mark))
    if texts:
        yield pen.texts(texts)
