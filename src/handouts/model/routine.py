"""A routine, and a prescription file: a routine made out for one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from handouts.model.base import EXTENDS, FileModel, Id, Qr, Range, RuleId, TextLine
from handouts.model.log import LogSetting
from handouts.model.stretch import Dosage, Region, Side
from handouts.units import Ink, Paper


class Item(FileModel):
    """One stretch of a routine with what differs from the catalog. A bare id is the short form."""

    stretch: Id
    dosage: Dosage | None = None
    side: Side | None = None
    note: TextLine | None = Field(None, description="a personal line, printed as it stands")
    steps: dict[Annotated[int, Field(ge=1)], TextLine] = Field({}, description="steps in other words, by their numbers")
    harder: bool = Field(False, description="print the harder way too; else only the easier one is printed")

    @model_validator(mode="before")
    @classmethod
    def _from_id(cls, value: Any) -> Any:
        return {"stretch": value} if isinstance(value, str) else value


class Phase(FileModel):
    """Some weeks of a routine in phases. What an earlier phase holds may stand here again, with its dose."""

    weeks: Range = Field(description="such as `1-2`; the first phase begins in week 1, and none is left out")
    title: TextLine = Field("", description="printed after the weeks")
    stretches: Annotated[tuple[Item, ...], Field(min_length=1)]
    move_on: TextLine = Field("", description="the rule for moving on to the next phase, in the patient's words")


@dataclass(frozen=True, slots=True)
class Listed:
    """A stretch where a routine names it: the part that it belongs to, and where it stands in the file."""

    part: int  # 0 for the core or the first phase
    item: Item
    loc: tuple[str | int, ...]


class Routine(FileModel):
    """One file of `routines/standard/`; the id is the file's name."""

    extends: Id | None = Field(None, description=EXTENDS)
    title: TextLine
    goal: TextLine = ""
    audience: TextLine = Field(
        "", alias="for_whom", description="who it is meant for; told to the clinician, not printed"
    )
    region: Region | None = Field(None, description="picks the red flags")
    dosage: Dosage | None = Field(None, description="for every stretch of this routine that says nothing else")
    stretches: tuple[Item, ...] = Field((), description="the core: three or four to start with")
    later: tuple[Item, ...] = Field((), description="those to add when the core feels easy")
    phases: tuple[Phase, ...] = Field((), description="instead of `stretches` and `later`: what to do in which weeks")
    message: TextLine | Literal[""] = Field("", description="a word to the patient before the cards")
    progression: TextLine = Field("", description="the rule for moving on, in the patient's words")
    flare_up_days: Annotated[int, Field(ge=1, le=14)] = 2
    review_after: Annotated[str, Field(pattern=r"^\d{1,2} (weeks?|days?|months?)$")] | None = None
    made_for: tuple[Id, ...] = Field(
        (), description="precautions that it is made to respect: none forbids a stretch of it"
    )
    check_for: tuple[Id, ...] = Field((), description="precautions to ask about before this routine is given")
    sources: tuple[Id, ...] = ()
    qr: Qr | None = Field(None, description="a QR code at the end of the handout, in place of the clinic's")
    waive: dict[RuleId, TextLine] = Field(
        {}, description="warnings of `check` that are accepted here, each with the reason"
    )

    @model_validator(mode="after")
    def _one_form(self) -> Routine:
        if self.phases and (self.stretches or self.later):
            raise ValueError("`phases` stand in place of `stretches` and `later`; keep one of the two forms")
        if not self.phases and not self.stretches:
            raise ValueError("names no stretches: write them under `stretches`, or in `phases`")
        if self.phases and self.phases[0].weeks.low != 1:
            raise ValueError("the first of the `phases` must begin in week 1")
        for one, next_one in pairwise(self.phases):
            if next_one.weeks.low != one.weeks.high + 1:
                ends, begins = one.weeks.high, next_one.weeks.low
                raise ValueError(f"a phase ends with week {ends}, so the next begins with {ends + 1}, not {begins}")
        return self

    @property
    def listed(self) -> Iterator[Listed]:
        """All stretches in order, part after part."""
        for part, (loc, items) in enumerate(self._parts()):
            yield from (Listed(part, item, (*loc, index)) for index, item in enumerate(items))

    def _parts(self) -> Iterator[tuple[tuple[str | int, ...], tuple[Item, ...]]]:
        if self.phases:
            yield from ((("phases", n, "stretches"), phase.stretches) for n, phase in enumerate(self.phases))
        else:
            yield ("stretches",), self.stretches
            yield ("later",), self.later


class PrescriptionFile(Routine):
    """What `--save` writes and `make FILE.yaml` takes: a routine plus the person, the date and the paper."""

    routine: Id | None = Field(None, description="the routine that it was made from")
    patient: TextLine | None = Field(None, alias="for")
    clinician: TextLine | None = Field(None, alias="from")
    date: TextLine | None = None
    review: TextLine | None = Field(None, description="next visit, as it is to be printed")
    has: tuple[Id, ...] = Field((), description="precautions of this patient, or groups of them")
    screened: Literal["none"] | None = Field(None, description="precautions were asked for and none was found")
    profile: Id | None = Field(None, description="a dose profile to compare with, such as `older-adult`")
    template: Id | None = None
    clinic: str | None = None
    site: TextLine | None = Field(None, description="which of the clinic's sites")
    paper: Paper | None = None
    ink: Ink | None = None
    override: dict[Id, TextLine] = Field({}, description="stretches given in spite of a precaution, with the reason")
    log: LogSetting | None = Field(None, description="the diary: on, off, or for how many weeks")
    blank_dosage: bool = Field(False, description="leave lines to write doses on, for stacks that are printed ahead")
