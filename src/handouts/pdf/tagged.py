"""A block that is tagged: its content and its elements with slots for all that depends on where it is put."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from handouts.layout.page import Blank, Link

ELEMENT, SEQUENCE, PAGE, PARENT, ACROSS, UP, ANNOTATION = range(7)  # what a slot counts from
Slot = tuple[int, float]  # one of these, and the distance from it
Slots = Sequence[Slot]
SlotOrigins = tuple[int, int, int, int, float, float, int]  # what slots count from, by kind


@dataclass(slots=True, eq=False)
class Tagged:
    """A block written down: its marks in sequences that belong to elements, and what is in it among them.

    `parts` have a slot for each sequence. `elements` are an object a line; `numbers` are theirs in order. `owners` are
    the elements of the sequences, by the places of these among all. Of insets it has only what they need to be put in.
    """

    parts: tuple[bytes | Nested | Blank, ...]
    sequences: int  # those of insets included
    owners: tuple[tuple[int, int], ...]
    elements: bytes
    numbers: tuple[int, ...]
    slots: Slots
    tops: tuple[int, ...]  # elements that hang on whatever the block is put into
    pictures: Mapping[str, bytes]  # by name, as XObjects
    flat: bool  # what is in it is its own
    links: tuple[Link, ...]
    annotations: int  # those of insets included
    bases: Callable[[SlotOrigins], tuple[float, ...]] = field(init=False)  # what each slot counts from
    offsets: tuple[float, ...] = field(init=False)  # the distance of each slot from it

    def __post_init__(self) -> None:
        kinds = [kind for kind, _ in self.slots]
        self.bases = itemgetter(*kinds, *kinds[:1]) if kinds else tuple  # two at least: of one it makes no tuple
        self.offsets = tuple([offset for _, offset in self.slots])

    @property
    def decoration(self) -> bytes:
        """All that it paints, when nothing in it is read, or left open; else nothing."""
        if self.numbers or self.sequences or len(self.parts) != 1:
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
    parts: list[bytes | Blank] = []
    content: list[bytes] = []  # since the last blank
    owners, numbers, slots = list(tagged.owners), list(tagged.numbers), list(tagged.slots)
    links = list(tagged.links)
    elements, used = [tagged.elements] if tagged.elements else [], dict(tagged.pictures)
    for part in tagged.parts:
        if isinstance(part, bytes):
            content.append(part)
            continue
        if isinstance(part, Blank):
            parts += [b"\n".join(content), part]
            content = []
            continue
        inner = flattened(part.inner)
        content += [part.placed, *(each for each in inner.parts if isinstance(each, bytes)), b"Q"]
        owners += [(part.before + index, part.first + owner) for index, owner in inner.owners]
        numbers += [part.first + each for each in inner.numbers]
        slots += _shifted(inner.slots, part)
        links += [_shifted_link(each, part) for each in inner.links]
        elements += [inner.elements] if inner.elements else []
        used.update(inner.pictures)
    return Tagged(
        (*parts, b"\n".join(content)), tagged.sequences, tuple(owners), b"\n".join(elements), tuple(numbers),
        tuple(slots), tagged.tops, used, True, tuple(links), tagged.annotations,
    )  # fmt: skip


def _shifted(slots: Slots, nested: Nested) -> Slots:
    """Count the slots of an inset from the block that it is in."""
    by = {
        ELEMENT: nested.first, SEQUENCE: nested.before, PAGE: 0, PARENT: 0, ACROSS: nested.x, UP: -nested.y,
        ANNOTATION: nested.annotated,
    }  # fmt: skip
    parent = (ELEMENT, nested.parent) if nested.parent >= 0 else (PARENT, 0)
    return [parent if kind == PARENT else (kind, at + by[kind]) for kind, at in slots]


def _shifted_link(link: Link, nested: Nested) -> Link:
    return link._replace(x=nested.x + link.x, y=nested.y + link.y, owner=nested.first + link.owner)
