"""A prescription as a value: which stretches this person does, how much, on which side, with what in mind."""

from __future__ import annotations

from dataclasses import dataclass

from handouts.model.stretch import Dosage, Region, Side, Stretch


@dataclass(frozen=True, slots=True)
class PrescribedStretch:
    """One stretch made out for one person. The dosage is whole: hold where the kind needs it, reps, per day, days."""

    id: str
    stretch: Stretch
    dosage: Dosage
    side: Side
    core: bool = True  # else: to add when ready
    note: str = ""
    adaptations: tuple[str, ...] = ()  # what the patient's precautions change, in the patient's words
    easier: str = ""
    harder: str = ""  # only when the clinician asks for it
    given: Dosage | None = None  # what differs from the catalog, for a prescription file


@dataclass(frozen=True, slots=True)
class Prescription:
    """What one person is asked to do, and who asks it. Empty texts become write-in lines."""

    id: str
    title: str
    goal: str
    region: Region | None
    stretches: tuple[PrescribedStretch, ...]
    progression: str = ""
    flare_up_days: int = 2
    review_after: str = ""
    patient: str = ""
    clinician: str = ""
    date: str = ""
    review: str = ""
    has: tuple[str, ...] = ()
    overrides: tuple[tuple[str, str], ...] = ()
    log: bool = True
