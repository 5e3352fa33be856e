"""A prescription as a value: which stretches this person does, how much, on which side, with what in mind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handouts.model.base import Span
from handouts.model.stretch import Dosage, Region, Side, Stretch

PartKind = Literal["core", "later", "phase"]


@dataclass(frozen=True, slots=True)
class PrescribedStretch:
    """One stretch made out for one person. The dosage is whole: hold where the kind needs it, reps, per day, days."""

    id: str
    stretch: Stretch
    dosage: Dosage
    side: Side
    note: str = ""
    steps: tuple[tuple[int, str], ...] = ()  # those in other words than the catalog's, by number
    adaptations: tuple[str, ...] = ()  # what the patient's precautions change, in the patient's words
    easier: str = ""
    harder: str = ""  # only when the clinician asks for it
    changes: Dosage | None = None  # what differs from the catalog, for a prescription file


@dataclass(frozen=True, slots=True)
class Part:
    """Stretches that are begun together: the core, those to add when ready, or those of some weeks."""

    stretches: tuple[PrescribedStretch, ...]
    kind: PartKind = "core"
    weeks: Span | None = None  # of a phase
    title: str = ""
    move_on: str = ""


@dataclass(frozen=True, slots=True)
class Prescription:
    """What one person is to do, and who prescribes it. Empty texts become write-in lines."""

    id: str
    title: str
    goal: str
    region: Region | None
    parts: tuple[Part, ...]  # none is empty, and the first is no `later`
    progression: str = ""
    flare_up_days: int = 2
    review_after: str = ""
    patient: str = ""
    clinician: str = ""
    date: str = ""
    review: str = ""
    has: tuple[str, ...] = ()
    screened: bool = False  # somebody asked about precautions, whether or not any was found
    overrides: tuple[tuple[str, str], ...] = ()
    made_for: tuple[str, ...] = ()  # precautions that the routine respects
    log: bool = True
    log_weeks: int | None = None  # else until the review
    message: str = ""
    blank_dosage: bool = False  # doses are written in by hand

    @property
    def stretches(self) -> tuple[PrescribedStretch, ...]:
        """All in order; one that goes on in a later phase stands there again."""
        return tuple(each for part in self.parts for each in part.stretches)
