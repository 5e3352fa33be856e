"""Safety as data: precautions, stop rules, red flags, the disclaimer, countries."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from handouts.model.base import FileModel, Id, TextLine
from handouts.model.stretch import Action
from handouts.units import Paper


class Precaution(FileModel):
    """A condition that changes what may be given. `label` and `rule` are for the clinician, `patient` is printed."""

    label: TextLine
    rule: TextLine
    patient: TextLine = Field(description="completes `Not for you if you …`, in a few words")
    action: Action
    everywhere: bool = Field(False, description="to be asked about for every stretch")
    general: bool = Field(False, description="`not_for` of the safety file says it for all handouts")
    sources: tuple[Id, ...] = ()


class Precautions(FileModel):
    """`routines/safety/precautions.yaml`."""

    precautions: dict[Id, Precaution]
    groups: dict[Id, tuple[Id, ...]] = Field({}, description="short names for several codes")


class StopRule(FileModel):
    """A reason to stop, as the patient feels it. Completes `Stop and call us if …`, or `Call 911 now if …`."""

    text: TextLine
    tier: Literal["rule", "call", "emergency"] = Field(description="`rule`: the pain rule says it already")
    sources: tuple[Id, ...] = ()


class RedFlags(FileModel):
    """Signs of something serious. `emergency` completes `Call 911 now if …`, `call` completes `Call us if …`."""

    codes: tuple[Id, ...] = Field((), description="for who has one of these precautions, or a routine made for them")
    emergency: tuple[TextLine, ...] = ()
    call: tuple[TextLine, ...] = ()
    sources: tuple[Id, ...] = ()


class PainCutoffs(FileModel):
    """How much pain is too much, on the scale of the diary: 0 none, 10 worst."""

    fine_up_to: Annotated[int, Field(ge=0, le=9)] = 3
    stop_above: Annotated[int, Field(ge=1, le=9)] = 5
    rise: Annotated[int, Field(ge=1, le=9)] = Field(2, description="this much more than at the start is too much")

    @model_validator(mode="after")
    def _stop_is_above_fine(self) -> PainCutoffs:
        if self.stop_above <= self.fine_up_to:
            raise ValueError(f"`stop_above` must be more than `fine_up_to`, which is {self.fine_up_to}")
        return self


class NotFor(FileModel):
    """Who should ask first, whatever the stretches are."""

    who: TextLine = Field(description="completes `Not for you if you …`")
    unless: tuple[Id, ...] = Field((), description="left out when the routine is made for one of these precautions")


class Disclaimer(FileModel):
    """The legal and honest words: in full at the end, in short on every page."""

    full: Annotated[tuple[TextLine, ...], Field(min_length=3)]
    short: TextLine


class Country(FileModel):
    """What differs between countries."""

    name: TextLine
    emergency: TextLine
    paper: Paper
    date: Literal["month-first", "day-first", "iso"]


class SafetyFile(FileModel):
    """`routines/safety/safety.yaml`: what every handout says about pain, stopping and getting help."""

    pain_rule: TextLine
    no_floor: TextLine = Field(description="printed when a stretch is done on the floor")
    support: TextLine = Field(description="printed when a stretch is done standing and names nothing to hold")
    warm_up: TextLine
    not_for: tuple[NotFor, ...] = Field(description="printed when nobody has asked about precautions")
    stop_rules: dict[Id, StopRule]
    pain: PainCutoffs = PainCutoffs.model_construct()
    pain_rule_numbers: TextLine = Field(description="the pain rule of clinics that set `pain`: {fine}, {stop}, {rise}")
    red_flags: dict[str, RedFlags] = Field(
        description="by region; `everywhere` is on every handout, those with `codes` for who has one"
    )
    disclaimer: Disclaimer
    countries: dict[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], Country]


class Source(FileModel):
    """Where a dose or a rule comes from."""

    publisher: TextLine
    title: TextLine
    url: TextLine | None = None
    note: TextLine | None = None


class Sources(FileModel):
    """`routines/sources.yaml`."""

    sources: dict[Id, Source]


class Glossary(FileModel):
    """`routines/glossary.yaml`: plain words for the field's terms. Ids of muscles are checked against it."""

    muscles: dict[Id, TextLine]
    terms: dict[TextLine, TextLine] = Field({}, description="the field's term to plain words")
