"""The handout as values: what the paper says, in one language, block by block. No geometry, no files."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import NamedTuple

from handouts.drawing.value import Drawing


class Phrase(NamedTuple):
    """Words in one weight."""

    text: str
    strong: bool = False


Prose = tuple[Phrase, ...]  # a paragraph: phrases joined by spaces


class Masthead(NamedTuple):
    """Who hands this out. Without a clinic, write-in lines."""

    name: str
    lines: tuple[str, ...]
    logo: Drawing | None = None
    logo_alt: str = ""
    write_in: tuple[str, ...] = ()


class PatientField(NamedTuple):
    """A label with its value; an empty value is a line to write on."""

    label: str
    value: str


class Figure(NamedTuple):
    """A picture with its caption and the words for who cannot see it."""

    drawing: Drawing
    caption: str
    alt: str
    mirrored: bool = False


class Thumbnail(NamedTuple):
    """A stretch at a glance."""

    number: int
    name: str
    dose: tuple[str, ...]  # a line each
    figure: Figure | None  # an activity may have none


class ThumbnailGroup(NamedTuple):
    """Thumbnails under a label; an empty label prints nothing."""

    label: str
    thumbnails: tuple[Thumbnail, ...]


class Plan(NamedTuple):
    """The plan at a glance."""

    paragraphs: tuple[Prose, ...]
    groups: tuple[ThumbnailGroup, ...]
    key_lead: str
    key_area: str
    key_arrow: str
    weekly: str  # stretch in a week by muscle group; empty when nothing is held, and with phases


class Safety(NamedTuple):
    """Two tiers: call the emergency number, or stop and call the clinic. Every handout has both."""

    not_for: Prose  # for whom it is not; empty when a clinician has asked, or knows the patient
    emergency_heading: str
    emergency: tuple[str, ...]
    call_heading: str
    call: tuple[str, ...]
    after: tuple[str, ...]  # pain rule, hours


class DoseCell(NamedTuple):
    """One part of a dosage in words; an empty value is a line to write on."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CardBody:
    """All that a patient needs for one stretch, but for its number.

    One is equal to itself only, so that looking up how it is laid out takes no time; composing the same again gives
    the same one.
    """

    name: str
    why: str
    figures: tuple[Figure, ...]
    steps: tuple[str, ...]
    remarks: Prose
    notes: tuple[Prose, ...]  # for this patient: adaptations, a personal line; one that ends empty is written by hand
    dosage: tuple[DoseCell, ...]
    dosage_summary: str

    def __repr__(self) -> str:
        return _shown(self)


@lru_cache(maxsize=1024)
def _shown(body: CardBody) -> str:
    """Write a body as other values are written: it is on many handouts, and all that it says identifies it."""
    return f"CardBody({', '.join(f'{each.name}={getattr(body, each.name)!r}' for each in fields(body))})"


class StretchCard(NamedTuple):
    """A stretch with its number on this handout."""

    number: int
    body: CardBody

    @property
    def name(self) -> str:
        """The name that patients know."""
        return self.body.name

    @property
    def title(self) -> str:
        """Number and name."""
        return f"{self.number}. {self.body.name}"


class CardGroup(NamedTuple):
    """Cards that are begun together. Only the core has no heading."""

    heading: str
    cards: tuple[StretchCard, ...]
    again: tuple[Prose, ...] = ()  # what goes on from before, a paragraph each
    move_on: Prose = ()


class Section(NamedTuple):
    """A heading with paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


class LogRow(NamedTuple):
    """A week of boxes; `boxes` are the labels of the boxes of one day (an empty label for a single box)."""

    label: str
    boxes: tuple[str, ...]
    pain: bool


class Log(NamedTuple):
    """The diary."""

    heading: str
    summary: str
    days: tuple[str, ...]
    pain: str
    rows: tuple[LogRow, ...]


class QrCode(NamedTuple):
    """A code to photograph: what it leads to in words, and the address for who types it."""

    drawing: Drawing
    alt: str
    caption: str
    url: str
    address: str  # as it is printed


@dataclass(frozen=True, slots=True)
class Handout:
    """A whole handout. Safety and disclaimer are not optional: there is no handout without them."""

    id: str
    language: str
    title: str
    goal: str
    masthead: Masthead
    patient_line: tuple[PatientField, ...]
    plan: Plan
    safety: Safety
    groups: tuple[CardGroup, ...]
    flare_up: Section
    progression: Section
    log: Log | None
    emergency: Prose
    disclaimer: Prose
    footer: str
    page_label: str  # with {page} and {pages}
    qr: QrCode | None = None
    message: Prose = ()  # a word to this patient
    version: str = ""

    @property
    def cards(self) -> tuple[StretchCard, ...]:
        """All cards in order."""
        return tuple(card for group in self.groups for card in group.cards)
