"""What a clinician asks for beside the routine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """Options as typed: `ID.field=value`, `ID=value` and `ID=ID` are not yet taken apart."""

    stretches: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    swaps: tuple[str, ...] = ()
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    show_harder: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    screened: str | None = None
    overrides: tuple[str, ...] = ()
    by_posture: bool = False
    profile: str | None = None
    title: str | None = None
    message: str | None = None
    patient: str | None = None
    clinician: str | None = None
    date: str | None = None
    review: str | None = None
    log: bool = True
    log_weeks: int | None = None
    blank_dosage: bool = False
