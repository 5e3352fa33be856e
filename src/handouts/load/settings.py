"""What a handout is made with: what an option says, else the prescription, else the clinic, else what is usual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from handouts.load.loaded import Loaded
from handouts.load.needs import Needs
from handouts.model.clinic import Clinic, Colors, Figures, Print
from handouts.model.log import LogSetting
from handouts.model.routine import PrescriptionFile
from handouts.model.safety import Country
from handouts.model.template import Template
from handouts.problems import Place
from handouts.units import Embed, Ink, Paper

DEFAULT_COUNTRY = "US"

OfRoutine = Loaded[PrescriptionFile] | None
OfClinic = Loaded[Clinic] | None


class Choice(NamedTuple):
    """What an option or the prescription chooses; None leaves it to the clinic."""

    template: str | None = None
    paper: Paper | None = None
    ink: Ink | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What a handout is made with, whoever said it."""

    paper: Paper
    ink: Ink
    embed: Embed | None  # what of the prescription travels in the PDF
    log: LogSetting | None
    language: str
    country: Country
    colors: Colors
    figures: Figures
    print: Print
    choice: Choice


def named(field: str, option: str | None, routine: OfRoutine, clinic: OfClinic) -> tuple[str, Place] | None:
    """Return the name that an option, the prescription or the clinic gives, with the place that gives it."""
    if option:
        return option, Place(f"--{field}")
    for file in (routine, clinic):
        if file and (name := getattr(file.value, field, None)):
            return name, file.place(field)
    return None


def resolved(
    needs: Needs, routine: OfRoutine, clinic: OfClinic, template: Template, country: Country, language: str
) -> Settings:
    """Settle what a handout is made with. `country` and `language` are those of who has no clinic, or of the clinic."""
    own = clinic.value if clinic else None
    choice = _choice(needs, routine.value if routine else None)
    return Settings(
        paper=choice.paper or (own and own.paper) or template.page.paper or country.paper,
        ink=choice.ink or (own and own.ink) or "color",
        embed=needs.embed or ("prescription" if own and own.embed else None),
        log=(routine and routine.value.log) or (own and own.log) or None,
        language=language,
        country=country,
        colors=own.colors if own else Colors.model_construct(),
        figures=own.figures if own else Figures.model_construct(),
        print=own.print if own else Print.model_construct(),
        choice=choice,
    )


def _choice(needs: Needs, routine: PrescriptionFile | None) -> Choice:
    if routine is None:
        return Choice(needs.template, needs.paper, needs.ink, needs.site)
    return Choice(
        template=needs.template or routine.template,
        paper=needs.paper or routine.paper,
        ink=needs.ink or routine.ink,
        site=needs.site or routine.site,
    )
