"""What `import` knows of other people's lists: how they call things, and what it says where they say nothing."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from handouts.model.base import FileModel, Id, TextLine
from handouts.model.lint import PatternText
from handouts.model.stretch import Equipment, Laterality, Limb, Position, Region, Stage, StretchKind

ListField = Literal[
    "name", "also", "id", "steps", "why", "feel", "avoid", "breathing", "muscles", "regions", "position", "equipment",
    "level", "kind", "laterality", "dose", "hold", "reps", "sets", "per_day", "days_per_week", "precautions", "images",
    "licence", "author", "language", "ignore",
]  # fmt: skip


class Said(FileModel):
    """A pattern (a regular expression; case does not count) and what it tells."""

    pattern: PatternText
    sure: bool = Field(True, description="false: likely, and for a human to settle")


class SaidPosition(Said):
    """Words that tell how somebody starts."""

    position: Position


class SaidLaterality(Said):
    """Words that tell whether sides take turns."""

    laterality: Laterality


class SaidKind(Said):
    """Words that tell the kind of stretch."""

    kind: StretchKind


class Defaults(FileModel):
    """What is printed until a human writes something better. `{name}`, `{muscle}`, `{n}` and `{count}` are filled."""

    why: TextLine
    why_unknown: TextLine
    caption: TextLine
    alt: TextLine
    licence: TextLine
    author: TextLine
    stop: tuple[Id, ...]
    position: Position


class ImportWords(FileModel):
    """`routines/import-words.yaml`: what `handouts import` understands, in English."""

    keys: dict[ListField, tuple[TextLine, ...]] = Field(
        description="names of columns, in small letters, the likeliest first"
    )
    muscles: dict[TextLine, tuple[Id, ...]] = Field(description="a list's word to muscles of the glossary")
    regions: dict[TextLine, Region] = Field(description="a list's word, or a muscle of the glossary, to a region")
    equipment: dict[TextLine, tuple[Equipment, ...]] = Field(description="a list's word to what we have; none is `[]`")
    levels: dict[TextLine, Stage]
    positions: tuple[SaidPosition, ...] = Field(description="what comes first in the steps counts")
    lateralities: tuple[SaidLaterality, ...] = Field(description="the first that matches counts")
    kinds: tuple[SaidKind, ...] = Field(description="what comes first counts")
    stretches: PatternText = Field(description="a category that is one of stretches")
    limbs: dict[Region, Limb]
    one: PatternText = Field(description="words that `{side}` may stand for; the group `limb` is what is worked")
    after_one: PatternText = Field(description="what may stand behind these, so that they are no measure or thing")
    never_one: PatternText = Field(description="a limb and what stands behind it, where it is a support or takes turns")
    other: PatternText = Field(description="words that `{other}` may stand for; `opposite` may be of another limb")
    named: PatternText = Field(description="a side by its name, which the group is")
    limb_words: dict[Limb, tuple[TextLine, ...]] = Field(description="what belongs to a leg and to an arm")
    turns: tuple[PatternText, ...] = Field(
        description="words that say to change sides, which every handout says itself"
    )
    turn_leads: PatternText = Field(description="what leads to them")
    turn_whens: PatternText = Field(description="what is left of a sentence that only says when to change sides")
    turn_ends: PatternText = Field(description="what goes with them")
    each: PatternText = Field(description="words behind a count that say it is for both sides")
    english: PatternText = Field(description="a word that any English text has")
    defaults: Defaults
