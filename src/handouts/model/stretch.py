"""A stretch of the catalog: what it is, how it is done, how much, and when not."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.model.base import EXTENDS, Count, FileModel, Id, Range, RuleId, Seconds, TextLine, WholeSeconds

Region = Literal[
    "neck", "shoulder", "chest", "upper-back", "arm-wrist", "low-back", "hip-flexor", "hip-glute", "hip-adductor",
    "itb", "hamstrings", "quadriceps", "calf", "foot", "whole-body",
]  # fmt: skip
Position = Literal[
    "supine", "prone", "side-lying", "seated-chair", "seated-floor", "quadruped", "half-kneeling", "standing",
]  # fmt: skip
Equipment = Literal[
    "mat", "bed", "chair", "wall", "doorway", "table", "step", "towel", "strap", "roller", "ball", "stick", "pillow",
    "blanket",
]  # fmt: skip
StretchKind = Literal["static", "dynamic", "pnf", "neural-glide", "activity"]
Stage = Literal["beginner", "intermediate", "advanced"]
Laterality = Literal["none", "alternate", "one"]
Side = Literal["left", "right", "each", "none"]
Limb = Literal["leg", "arm", "side"]
Action = Literal["avoid", "modify", "ask"]
Need = Literal[
    "regions", "position", "equipment", "laterality", "sides", "kind", "why", "feel", "dosage", "precautions",
    "figures", "alt", "licence",
]  # fmt: skip


class Dosage(FileModel):
    """How much: the hold of one repetition and how often it is done. What is None is not stated (yet)."""

    hold_seconds: Seconds | None = Field(None, alias="hold", description="time in the stretch, `30 s` or `30-60 s`")
    contract_seconds: WholeSeconds | None = Field(
        None, alias="contract", description="time of pressing, contract-relax"
    )
    amount: TextLine | None = Field(None, description="of an activity that is not counted, in words: `20 minutes`")
    reps: Count | None = Field(None, description="repetitions in a set, on each side that is worked")
    sets: Count | None = Field(None, description="sets in a session, 1 if not given")
    per_day: Annotated[int, Field(ge=1, le=24)] | None = Field(None, description="sessions a day")
    days_per_week: Annotated[int, Field(ge=1, le=7)] | None = Field(None, description="days a week")
    rest_seconds: WholeSeconds | None = Field(None, alias="rest", description="rest between sets")

    def changed(self, change: Dosage | None) -> Dosage:
        """Return this dosage with the fields that `change` states."""
        stated = change.stated if change else ()
        return self.model_copy(update={name: getattr(change, name) for name in stated}) if stated else self

    @property
    def stated(self) -> tuple[str, ...]:
        """The names of the fields that are given."""
        return tuple([name for name, value in self.__dict__.items() if value is not None])


class DosageRange(FileModel):
    """What the sources allow for a stretch; outside it the clinician is told, never blocked."""

    hold_seconds: Seconds | None = Field(None, alias="hold")
    reps: Range | None = None
    sets: Range | None = None
    per_day: Range | None = None
    days_per_week: Range | None = None


class Variation(FileModel):
    """An easier or a harder way: a change of this stretch (`how`), another stretch (`id`), or both."""

    id: Id | None = None
    how: TextLine | None = None
    not_for: tuple[Id, ...] = Field((), description="precautions of a patient that speak against this way")


class StretchPrecaution(FileModel):
    """What a condition means for this stretch: leave it out, do it as `how` says, or ask the clinician."""

    code: Id
    action: Action
    how: TextLine | None = None


class FigureSource(FileModel):
    """A picture of a stretch with the words that go with it."""

    file: str = Field(description="path from the assets folder, or beside the stretch's file")
    caption: TextLine
    alt: TextLine
    licence: TextLine
    author: TextLine
    side: Literal["left", "right"] | None = Field(None, description="which side the picture shows at work, if one")


class Review(FileModel):
    """Who has approved the words and doses, and until when."""

    by: TextLine
    on: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    expires: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None


# what nobody asks of an activity: walking is for the whole body, and felt nowhere in particular
UNASKED: dict[str, Any] = {"regions": ["whole-body"], "position": "standing", "laterality": "none"}


class Stretch(FileModel):
    """One file of `routines/catalog/<region>/`; the id is the file's name.

    An activity is no stretch, such as walking: it needs no picture, region, position or feel, and its dose may be in
    words. Steps may say `{side}` (one, your left, your right) and `{other}` (the other, your right, your left).
    """

    extends: Id | None = Field(None, description=EXTENDS)
    name: TextLine
    also: tuple[TextLine, ...] = ()
    regions: Annotated[tuple[Region, ...], Field(min_length=1)]
    muscles: tuple[Id, ...] = ()
    position: Position
    equipment: tuple[Equipment, ...] = ()
    laterality: Laterality
    limb: Limb = "side"
    kind: StretchKind
    level: Stage = "beginner"
    why: TextLine
    steps: Annotated[tuple[TextLine, ...], Field(min_length=1, max_length=12)]
    feel: TextLine = ""
    avoid: tuple[TextLine, ...] = ()
    breathing: TextLine = ""
    dosage: Dosage
    range: DosageRange = DosageRange.model_construct()
    easier: tuple[Variation, ...] = ()
    harder: tuple[Variation, ...] = ()
    precautions: tuple[StretchPrecaution, ...] = ()
    stop: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()
    figures: tuple[FigureSource, ...] = Field(
        (), description="left out: all `assets/figures/<id>.<frame>.svg`, which say themselves what they show"
    )
    waive: dict[RuleId, TextLine] = Field(
        {}, description="warnings of `check` that are accepted here, each with the reason"
    )
    needs: tuple[Need, ...] = Field(
        (), description="what a human must still settle; `import` writes it, `check` and `make` tell it"
    )
    review: Review | Literal["needs-clinician"] = "needs-clinician"

    @model_validator(mode="before")
    @classmethod
    def _activity_asks_less(cls, value: Any) -> Any:
        return UNASKED | value if isinstance(value, dict) and value.get("kind") == "activity" else value

    @model_validator(mode="after")
    def _says_what_its_kind_needs(self) -> Stretch:
        if self.kind != "activity" and not self.feel and "feel" not in self.needs:
            raise PydanticCustomError("template", "`feel` is missing")
        if self.kind != "activity" and self.dosage.amount:
            raise ValueError("`amount` is for activities: a stretch says `hold` and `reps`")
        return self
