"""A routine, and a prescription file: a routine made out for one person."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from handouts.model.base import Entry, Id, Line, RuleId
from handouts.model.stretch import Dosage, Region, Side
from handouts.units import Ink, Paper


class Item(Entry):
    """One stretch of a routine with what differs from the catalog. A bare id is the short form."""

    stretch: Id
    dosage: Dosage | None = None
    side: Side | None = None
    note: Line | None = Field(None, description="a personal line, printed as it stands")
    harder: bool = Field(False, description="print the harder way too; else only the easier one is printed")

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: Any) -> Any:
        return {"stretch": value} if isinstance(value, str) else value


class Routine(Entry):
    """One file of `routines/standard/`; the id is the file's name."""

    title: Line
    goal: Line = ""
    audience: Line = Field("", alias="for_whom", description="who it is meant for; told to the clinician, not printed")
    region: Region | None = Field(None, description="picks the red flags")
    dosage: Dosage | None = Field(None, description="for every stretch of this routine that says nothing else")
    stretches: Annotated[tuple[Item, ...], Field(min_length=1)] = Field(
        description="the core: three or four to start with"
    )
    later: tuple[Item, ...] = Field((), description="those to add when the core feels easy")
    progression: Line = Field("", description="the rule for moving on, in the patient's words")
    flare_up_days: Annotated[int, Field(ge=1, le=14)] = 2
    review_after: Annotated[str, Field(pattern=r"^\d{1,2} (weeks?|days?|months?)$")] | None = None
    check_for: tuple[Id, ...] = Field((), description="precautions to ask about before this routine is given")
    sources: tuple[Id, ...] = ()
    waive: dict[RuleId, Line] = Field(
        {}, description="warnings of `check` that are accepted here, each with the reason"
    )


class PrescriptionFile(Routine):
    """What `--save` writes and `make FILE.yaml` takes: a routine plus the person, the date and the paper."""

    routine: Id | None = Field(None, description="the routine that it was made from")
    patient: Line | None = Field(None, alias="for")
    clinician: Line | None = Field(None, alias="from")
    date: Line | None = None
    review: Line | None = Field(None, description="next visit, as it is to be printed")
    has: tuple[Id, ...] = Field((), description="precautions of this patient, or groups of them")
    template: Id | None = None
    clinic: str | None = None
    paper: Paper | None = None
    ink: Ink | None = None
    override: dict[Id, Line] = Field({}, description="stretches given in spite of a precaution, with the reason")
    log: Literal["on", "off"] = "on"
