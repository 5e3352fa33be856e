"""A template: paper, type, spacing and the order of blocks. Safety and disclaimer are always among them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from handouts.model.base import EXTENDS, FileModel, Id, Length, RuleId, TextLine, read_length
from handouts.units import Paper

BlockName = Literal[
    "title", "patient-line", "plan-at-a-glance", "safety", "cards", "flare-up", "progression", "log", "emergency",
    "disclaimer", "qr", "message",
]  # fmt: skip
REQUIRED: tuple[BlockName, ...] = ("safety", "disclaimer")  # and cards or a diary: else there is nothing to do
CardForm = Literal["beside", "stacked", "half", "brief"]

# A row is columns side by side; a column is one block or several above each other.
BlockRow = tuple[BlockName | tuple[BlockName, ...], ...]


def _stretchable(value: Any) -> Any:
    """Read `4-9 pt` or `6 pt` into the tight and the roomy length."""
    if isinstance(value, list | tuple):
        return value
    text = str(value)
    unit = text.strip().lstrip("0123456789.- ")
    ends = text.strip().removesuffix(unit).split("-")
    if not 1 <= len(ends) <= 2:
        raise ValueError("expected a length such as `6 pt`, or a range such as `4-9 pt`")
    return [read_length(f"{end} {unit}") for end in (ends[0], ends[-1])]


Elastic = Annotated[tuple[float, float], BeforeValidator(_stretchable)]


class PageSetup(FileModel):
    """The sheet and its edges."""

    paper: Paper | None = None
    half: bool = Field(False, description="half a sheet of the paper")
    top: Length = 28.0
    bottom: Length = 26.0
    side: Length = 36.0
    masthead: Literal["every-page", "short-after-first"] = "short-after-first"


class TypeScale(FileModel):
    """Sizes in points. Nothing a patient acts on is under 12 pt, and nothing at all under 9 pt."""

    title: Annotated[Length, Field(ge=14)] = 24.0
    heading: Annotated[Length, Field(ge=14)] = 15.0
    body: Annotated[Length, Field(ge=12)] = 12.0
    small: Annotated[Length, Field(ge=9)] = 10.0
    thumbnail: Annotated[Length, Field(ge=9)] = 9.5
    footer: Annotated[Length, Field(ge=9)] = 9.0


Share = Annotated[float, Field(ge=0.2, le=0.6)]


class Fit(FileModel):
    """What may give way to save a page: from tight to roomy. Type sizes never do."""

    leading: Annotated[tuple[float, float], Field(description="line spacing, times the type size")] = (1.17, 1.3)
    gap: Elastic = (4.0, 9.0)
    figure_height: Elastic = (70.0, 110.0)
    figure_share: Annotated[tuple[Share, Share], Field(description="of a card's width")] = (0.34, 0.42)
    pages: Annotated[int, Field(ge=1, le=20)] | Literal["any"] = Field(
        "any", description="the pages that all must fit on; what does not fit is told, with what to leave out"
    )


class CardSetup(FileModel):
    """How a stretch is set: picture beside the steps, above them, in half the width, or only name and dose."""

    form: CardForm = "beside"
    columns: Annotated[int, Field(ge=1, le=4)] = Field(1, description="of `brief` cards; `half` ones stand in two")


class PlanSetup(FileModel):
    """The plan at a glance."""

    thumbnails: bool = Field(True, description="a small picture of each stretch")


class LogSetup(FileModel):
    """The diary: how many weeks when no review date says so, and whether pain is written down."""

    weeks: Annotated[int, Field(ge=1, le=12)] = 4
    pain: bool = True


class Template(FileModel):
    """One file of `templates/`; the id is the file's name."""

    extends: Id | None = Field(None, description=EXTENDS)
    title: TextLine
    page: PageSetup = PageSetup.model_construct()
    type: TypeScale = TypeScale.model_construct()
    fit: Fit = Fit.model_construct()
    card: CardSetup = CardSetup.model_construct()
    plan: PlanSetup = PlanSetup.model_construct()
    log: LogSetup = LogSetup.model_construct()
    blocks: Annotated[tuple[BlockName | BlockRow, ...], Field(min_length=1)]
    waive: dict[RuleId, TextLine] = Field(
        {}, description="warnings of `check` that are accepted here, each with the reason"
    )

    @model_validator(mode="after")
    def _is_safe(self) -> Template:
        order = flat(self.blocks)
        for name in REQUIRED:
            if name not in order:
                raise PydanticCustomError(
                    "template", "`blocks` leaves out `{name}`, which is on every handout", {"name": name}
                )
        if not {"cards", "log"} & set(order):
            raise PydanticCustomError("template", "`blocks` holds neither `cards` nor `log`: there is nothing to do")
        if self.fit.pages != 1 and "cards" in order and order.index("safety") > order.index("cards"):
            raise PydanticCustomError("template", "`safety` stands after `cards`; it belongs on page 1")
        doubled = sorted({name for name in order if order.count(name) > 1})
        if doubled:
            raise PydanticCustomError("template", "`blocks` names `{name}` twice", {"name": doubled[0]})
        nested = [row for row in self.blocks if not isinstance(row, str) and {"cards", "title"} & set(flat((row,)))]
        if nested:
            raise PydanticCustomError("template", "`cards` and `title` take the whole width: not in a row")
        return self


def flat(blocks: Any) -> list[BlockName]:
    """List the block names in reading order, rows opened."""
    names: list[Any] = []
    for block in blocks:
        names.extend([block] if isinstance(block, str) else flat(block))
    return names


def all_blocks(template: Template, with_qr: bool, with_message: bool) -> tuple[BlockName | BlockRow, ...]:
    """Return the blocks of a template, and those that it has no place for.

    A QR code stands last, beside a disclaimer there; a message before the cards, or the diary of a sheet without cards.
    """
    blocks = template.blocks
    if with_message and "message" not in flat(blocks):
        first = "cards" if "cards" in flat(blocks) else "log"
        index = next(n for n, block in enumerate(blocks) if first in flat((block,)))
        blocks = (*blocks[:index], "message", *blocks[index:])
    if not with_qr or "qr" in flat(blocks):
        return blocks
    return (*blocks[:-1], ("disclaimer", "qr")) if blocks[-1] == "disclaimer" else (*blocks, "qr")


BLOCK_NAMES: tuple[str, ...] = get_args(BlockName)
