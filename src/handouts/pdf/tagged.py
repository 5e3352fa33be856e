"""A block that is tagged: its content and its elements with slots for all that depends on where it is put."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from handouts.layout.page import Blank, Field, Link

ELEMENT, SEQUENCE, PAGE, PARENT, ACROSS, UP, ANNOTATION = range(7)  # what a slot counts from
KINDS = 7  # the parts of a cut block have as many each, one after the other
Slot = tuple[int, float]  # one of these, and the distance from it
Slots = Sequence[Slot]
SlotOrigins = tuple[int, int, int, int, float, float, int]  # what slots count from, by kind


@dataclass(slots=True, eq=False)
class Elements:
    """The elements of a block, an object a line, with their numbers in order."""

    written: bytes = b""
    numbers: tuple[int, ...] = ()
    slots: Slots = ()
    notes: tuple[int, ...] = ()  # which of them are notes
    bases: Callable[[tuple[float, ...]], tuple[float, ...]] = field(init=False)  # what each slot counts from
    offsets: tuple[float, ...] = field(init=False)  # the distance of each slot from it

    def __post_init__(self) -> None:
        kinds = [kind for kind, _ in self.slots]
        self.bases = itemgetter(*kinds, *kinds[:1]) if kinds else tuple  # two at least: of one it makes no tuple
        self.offsets = tuple([offset for _, offset in self.slots])


@dataclass(slots=True, eq=False)
class Tagged:
    """A block written down: its marks in sequences that belong to elements, and what is in it among them.

    `parts` have a slot for each sequence. `owners` are the elements of the sequences, and `annotations` its own links
    and fields, by their places among all. Of insets it has only what they need to be put in.
    """

    parts: tuple[bytes | Nested | Blank, ...]
    sequences: int  # those of insets included
    annotated: int  # how many links and fields there are, those of insets included
    owners: tuple[tuple[int, int], ...]
    annotations: tuple[tuple[int, Link | Field], ...]
    elements: Elements
    tops: tuple[int, ...]  # elements that hang on whatever the block is put into
    pictures: Mapping[str, bytes]  # by name, as XObjects
    flat: bool  # what is in it is its own

    @property
    def decoration(self) -> bytes:
        """All that it paints, when nothing in it is read, or left open; else nothing."""
        if self.elements.numbers or self.sequences or len(self.parts) != 1:
            return b""
        part = self.parts[0]
        return part if isinstance(part, bytes) else b""


class Nested(NamedTuple):
    """What is in a block: where, and how many sequences and annotations of the block come before it."""

    inner: Tagged
    before: int
    annotated: int
    first: int  # as the inset says, and so on
    parent: int
    x: float
    y: float
    placed: bytes


def flattened(tagged: Tagged) -> Tagged:
    """Return the same with what is in it as its own."""
    if tagged.flat:
        return tagged
    parts = [part._replace(inner=flattened(part.inner)) if isinstance(part, Nested) else part for part in tagged.parts]
    nested = [part for part in parts if isinstance(part, Nested)]
    own, inner = tagged.elements, [each.inner for each in nested]
    return Tagged(
        parts=tuple(_in_place(parts)),
        sequences=tagged.sequences,
        annotated=tagged.annotated,
        owners=(*tagged.owners, *[
            (each.before + index, each.first + owner) for each in nested for index, owner in each.inner.owners
        ]),
        annotations=(*tagged.annotations, *[
            (each.annotated + index, _shifted_annotation(mark, each))
            for each in nested for index, mark in each.inner.annotations
        ]),
        elements=Elements(
            b"\n".join([each.written for each in (own, *[each.elements for each in inner]) if each.written]),
            (*own.numbers, *[each.first + at for each in nested for at in each.inner.elements.numbers]),
            (*own.slots, *[slot for each in nested for slot in _shifted(each.inner.elements.slots, each)]),
            (*own.notes, *[each.first + at for each in nested for at in each.inner.elements.notes]),
        ),
        tops=tagged.tops,
        pictures=dict(ChainMap(*[dict(each.pictures) for each in (*reversed(inner), tagged)])),
        flat=True,
    )  # fmt: skip


def _in_place(parts: Iterable[bytes | Nested | Blank]) -> Iterator[bytes | Blank]:
    """Yield the parts joined, except blanks, with the content of insets among them."""
    content: list[bytes] = []
    for part in parts:
        if isinstance(part, bytes):
            content.append(part)
        elif isinstance(part, Blank):
            yield b"\n".join(content)
            yield part
            content = []
        else:
            content += [part.placed, *(each for each in part.inner.parts if isinstance(each, bytes)), b"Q"]
    yield b"\n".join(content)


def _shifted(slots: Slots, nested: Nested) -> Slots:
    """Count the slots of an inset from the block that it is in."""
    by = {
        ELEMENT: nested.first, SEQUENCE: nested.before, PAGE: 0, PARENT: 0, ACROSS: nested.x, UP: -nested.y,
        ANNOTATION: nested.annotated,
    }  # fmt: skip
    parent = (ELEMENT, nested.parent) if nested.parent >= 0 else (PARENT, 0)
    return [parent if kind == PARENT else (kind, at + by[kind]) for kind, at in slots]


def _shifted_annotation(mark: Link | Field, nested: Nested) -> Link | Field:
    return mark._replace(x=nested.x + mark.x, y=nested.y + mark.y, owner=nested.first + mark.owner)
