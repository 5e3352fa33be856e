"""A clinic: its names, places, people and brand. The brand is part of the clinic: one file, one concept."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from handouts.model.base import FileModel, HexColor, Id, Qr, RuleId, TextLine, WebLine
from handouts.model.log import LogSetting
from handouts.model.safety import PainCutoffs
from handouts.units import Ink, Paper

# digits, so that it can be dialled as it is printed
Emergency = Annotated[str, Field(pattern=r"^[0-9][0-9 -]{1,14}$")]


class Site(FileModel):
    """A place where patients come to, and how to reach it."""

    id: Id | None = Field(None, description="for `--site`; else its name is")
    name: TextLine = "Main"
    address: TextLine | None = None
    phone: TextLine | None = None
    hours: TextLine | None = None
    after_hours: TextLine | None = None
    web: WebLine | None = None


class Clinician(FileModel):
    """Someone who gives out handouts."""

    id: Id
    name: TextLine
    credentials: TextLine | None = None


class Colors(FileModel):
    """Brand colours, as `#rrggbb`. A brand colour too light for text is darkened where it carries text."""

    brand: HexColor = "#1f6f78"
    ink: HexColor = "#1d2b36"


class Figures(FileModel):
    """How the built-in pictures are coloured; `varied` leaves every person as drawn."""

    accent: Literal["red", "brand"] = Field("red", description="colour of arrows and of the area to feel")
    skin: Literal["varied", "light", "medium", "tan", "brown", "dark"] = "varied"
    hair: Literal["varied", "black", "brown", "blond", "red", "grey"] = "varied"


class Typeface(FileModel):
    """A clinic's own font: TrueType files, from the clinic's folder."""

    regular: TextLine
    bold: TextLine | None = Field(None, description="for names and headings; else the regular one")


class Print(FileModel):
    """How a clinic's paper is used."""

    hole_punch: bool = Field(False, description="20 mm at the binding edge, left on odd pages and right on even ones")
    first_name_only: bool = Field(False, description="a name on paper that may be left lying about")
    space_beside_doses: bool = Field(False, description="a line to write a new dose on, on every card")


class Clinic(FileModel):
    """`clinic.yaml`, at the top of a clinic's folder."""

    name: TextLine
    logo: str | None = Field(None, description="SVG, PNG or JPEG, from this file's folder")
    colors: Colors = Colors.model_construct()
    figures: Figures = Figures.model_construct()
    font: Typeface | None = Field(None, description="your own font; left out, Fira Sans, which is built in")
    sites: tuple[Site, ...] = ()
    clinicians: tuple[Clinician, ...] = ()
    country: TextLine = Field("US", description="a code such as `US`, or a name such as `Vietnam`")
    emergency: Emergency | None = Field(
        None, description="the number to call, for a country whose number is not on file, or another than its own"
    )
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en-US"
    paper: Paper | None = None
    ink: Ink | None = Field(None, description="`mono` for a printer without colour")
    template: Id | None = None
    print: Print = Print.model_construct()
    embed: bool = Field(False, description="every PDF carries its prescription, for `handouts reopen`")
    log: LogSetting | None = Field(
        None, description="the diary: on, off, or for how many weeks; a prescription may differ"
    )
    pain: PainCutoffs | None = Field(None, description="the pain rule in numbers; left out, it is in words")
    profile: Id | None = Field(None, description="a dose profile to compare with, such as `older-adult`")
    qr: Qr | None = Field(None, description="a QR code on every handout, unless its routine has one of its own")
    disclaimer_addition: TextLine | None = Field(None, description="added to, never instead of, the disclaimer")
    recent: bool = Field(True, description="what is made is kept on this machine for `again`, without the patient")
    waive: dict[RuleId, TextLine] = Field(
        {}, description="warnings of `check` that are accepted here, each with the reason"
    )
