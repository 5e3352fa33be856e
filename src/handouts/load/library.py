"""Finds and reads what a handout needs, by id: a clinic's own folder laid over the built-in one.

After it nothing opens a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from handouts.drawing import qr
from handouts.drawing.value import Drawing
from handouts.load.clinic_file import at_site, clinic_of, country_of, unfit_country, unfit_language
from handouts.load.folders import roots, words_of
from handouts.load.loaded import Loaded
from handouts.load.names import file_named
from handouts.load.needs import Needs
from handouts.load.pictures import LOGO_BOX, pale, picture_folders, unnamed_figures
from handouts.load.reading import Reading
from handouts.load.settings import OfClinic, OfRoutine, Settings, named, resolved
from handouts.load.titles import plain_title, titled
from handouts.load.words import Words, WordsFile
from handouts.model.base import Qr
from handouts.model.clinic import Clinic
from handouts.model.profile import DoseProfile, Profiles
from handouts.model.routine import PrescriptionFile, Routine
from handouts.model.safety import Precautions, SafetyFile
from handouts.model.stretch import Stretch
from handouts.model.template import Template
from handouts.problems import InputError, Place, Problem, error, nearest

DEFAULT_TEMPLATE = "standard"
DEFAULT_LANGUAGE = "en"


class LoadedQr(NamedTuple):
    """A QR code that is to be printed, and what it leads to."""

    says: Qr
    drawing: Drawing


@dataclass(frozen=True)
class Library:
    """All that one handout is made from."""

    safety: SafetyFile
    precautions: Precautions
    words: Words
    template: Loaded[Template]
    settings: Settings
    clinic: Loaded[Clinic] | None = None
    logo: Drawing | None = None
    routine: Loaded[PrescriptionFile] | None = None
    stretches: Mapping[str, Loaded[Stretch]] = field(default_factory=dict)
    linked: Mapping[str, Loaded[Stretch]] = field(default_factory=dict)  # named as easier or harder ways
    catalog: Mapping[str, Loaded[Stretch]] = field(default_factory=dict)  # all, where alternatives may be needed
    drawings: Mapping[str, Drawing] = field(default_factory=dict)  # by the file that a figure names
    profile: DoseProfile | None = None
    warnings: tuple[Problem, ...] = ()
    qr: LoadedQr | None = None
    own_words: Loaded[WordsFile] | None = None  # when the clinic says some things in its own words


def load(needs: Needs) -> Library:
    """Read everything that a handout needs. Raises InputError with the problems of all files."""
    reading = Reading(roots(needs.clinic))
    clinic = clinic_of(reading, needs.clinic)
    routine = _routine(reading, needs.routine) if needs.routine else None
    clinic = at_site(reading, clinic, named("site", needs.site, routine, None))
    template_id, template_place = _template_id(needs, routine, clinic)
    template = reading.by_id("template", template_id, template_place, Template)
    stretches, linked, drawings = _with_all(reading, [*_listed(routine), *needs.stretches], needs.replaced)
    has_precautions = needs.alternatives or bool(routine and routine.value.has)
    catalog = _readable(reading.where, linked) if has_precautions else {}
    safety, precautions, words = _common(reading, _language(reading, clinic))
    profile = _profile(reading, named("profile", needs.profile, routine, clinic))
    if safety:
        reading.problems.extend(_no_stop_rules(safety, stretches.values()))
        reading.note(unfit_country(clinic, safety))
    logo, code = _logo(reading, clinic), _qr(reading, routine, clinic)
    if reading.problems or template is None:
        raise InputError(reading.problems)
    language = clinic.value.language if clinic else words.value.language
    return Library(
        safety=safety,
        precautions=precautions,
        words=Words(words.value),
        template=template,
        settings=resolved(needs, routine, clinic, template.value, country_of(clinic, safety), language),
        clinic=clinic,
        logo=logo,
        routine=routine,
        stretches=stretches,
        linked=linked,
        catalog=catalog,
        drawings=drawings,
        profile=profile,
        warnings=tuple(reading.warnings),
        qr=code,
        own_words=words if words.bases else None,
    )


def with_template(library: Library, template: Loaded[Template]) -> Library:
    """Return a library for another template, and the paper that goes with it."""
    own = library.clinic.value.paper if library.clinic else None
    paper = library.settings.choice.paper or own or template.value.page.paper or library.settings.country.paper
    return replace(library, template=template, settings=replace(library.settings, paper=paper))


def added(base: Library, clinic: Path | None, stretches: tuple[tuple[str, Place], ...]) -> Library:
    """Read stretches for a library that has all else that a handout needs. Raises InputError with every problem."""
    reading = Reading(roots(clinic))
    read, linked, drawings = _with_all(reading, stretches)
    reading.problems.extend(_no_stop_rules(base.safety, read.values()))
    if reading.problems:
        raise InputError(reading.problems)
    return replace(base, stretches=read, linked=linked, drawings=drawings, warnings=tuple(reading.warnings))


def _language(reading: Reading, clinic: OfClinic) -> str:
    """Return the language that there are words in."""
    if clinic is None:
        return DEFAULT_LANGUAGE
    reading.note(unfit_language(clinic))
    return DEFAULT_LANGUAGE if any(unfit_language(clinic)) else clinic.value.language.partition("-")[0]


def _logo(reading: Reading, clinic: OfClinic) -> Drawing | None:
    if clinic is None or not clinic.value.logo:
        return None
    logo = reading.drawing([clinic.path.parent], clinic.value.logo, clinic.place("logo"), LOGO_BOX)
    reading.note(pale(logo, clinic.place("logo")) if logo else ())
    return logo


def _qr(reading: Reading, routine: OfRoutine, clinic: OfClinic) -> LoadedQr | None:
    """Return the QR code of the routine, or else of the clinic."""
    for each in (routine, clinic):
        if each and (says := each.value.qr):
            drawing = reading.attempt(partial(qr.drawing, says.url, each.place("qr", "url")))
            return LoadedQr(says, drawing) if drawing else None
    return None


def _profile(reading: Reading, wanted: tuple[str, Place] | None) -> DoseProfile | None:
    if wanted is None:
        return None
    name, place = wanted
    file = reading.shared("routines/safety/profiles.yaml", Profiles)
    profiles = file.value.profiles if file else {}
    if file and name not in profiles:
        reading.problems.append(error(place, f"no profile `{name}`", nearest(name, profiles)))
    return profiles.get(name)


def _common(reading: Reading, language: str) -> tuple[Any, Any, Any]:
    safety = reading.shared("routines/safety/safety.yaml", SafetyFile)
    precautions = reading.shared("routines/safety/precautions.yaml", Precautions)
    words = reading.attempt(partial(words_of, reading.where, language))
    return safety and safety.value, precautions and precautions.value, words


def _no_stop_rules(safety: SafetyFile, stretches: Iterable[Loaded[Stretch]]) -> Iterator[Problem]:
    """Find names without which no handout can say when to stop."""
    for each in stretches:
        for index, code in enumerate(each.value.stop):
            if code not in safety.stop_rules:
                hint = nearest(code, safety.stop_rules)
                yield error(each.place("stop", index), f"no stop rule `{code}`", hint)


def _routine(reading: Reading, name: str) -> Loaded[PrescriptionFile] | None:
    if path := file_named(name):
        return reading.file(path, PrescriptionFile, "routine")
    file = reading.by_id("routine", _id_of(reading, name), Place(name), Routine)
    if file is None:
        return None
    whole = PrescriptionFile.model_construct(**{**_defaults(), **dict(file.value), "routine": file.id})
    return Loaded(file.id, file.path, whole, file.places, file.texts, file.bases)


def _id_of(reading: Reading, name: str) -> str:
    """Return the id of a routine that is named by its title; whatever else stays."""
    if name in reading.files("routine"):
        return name
    ids = titled(reading.where).get(plain_title(name), ())
    if len(ids) > 1:
        raise InputError([error(Place(name), "is the title of several routines", "give an id: " + " or ".join(ids))])
    return ids[0] if ids else name


def _defaults() -> dict[str, Any]:
    return {name: each.get_default() for name, each in PrescriptionFile.model_fields.items() if not each.is_required()}


def _template_id(wanted: Needs, routine: OfRoutine, clinic: OfClinic) -> tuple[str, Place]:
    return named("template", wanted.template, routine, clinic) or (DEFAULT_TEMPLATE, Place("--template"))


def _listed(routine: OfRoutine) -> Iterator[tuple[str, Place]]:
    if routine is None:
        return
    for listed in routine.value.listed:
        yield listed.item.stretch, routine.place(*listed.loc, "stretch")


def _with_all(
    reading: Reading, ids: Iterable[tuple[str, Place]], replaced: Iterable[str] = ()
) -> tuple[dict[str, Loaded[Stretch]], dict[str, Loaded[Stretch]], dict[str, Drawing]]:
    """Read stretches, those that they are linked with, and their pictures."""
    stretches = _stretches(reading, ids)
    stretches |= _linked(reading, [stretches[each] for each in replaced if each in stretches], stretches)
    linked = _linked(reading, stretches.values(), stretches)
    stretches = {name: _with_figures(reading, each) for name, each in stretches.items()}
    return stretches, linked, _drawings(reading, stretches.values())


def _stretches(reading: Reading, ids: Iterable[tuple[str, Place]]) -> dict[str, Loaded[Stretch]]:
    stretches: dict[str, Loaded[Stretch]] = {}
    for wanted, place in ids:
        if wanted not in stretches and (stretch := reading.by_id("stretch", wanted, place, Stretch)):
            stretches[wanted] = stretch
    return stretches


def _linked(
    reading: Reading, stretches: Iterable[Loaded[Stretch]], known: Mapping[str, Loaded[Stretch]]
) -> dict[str, Loaded[Stretch]]:
    """Read the stretches that are named as easier or harder ways; those that are known are not read again."""
    linked: dict[str, Loaded[Stretch]] = {}
    for each in stretches:
        for part, ways in (("easier", each.value.easier), ("harder", each.value.harder)):
            for index, way in enumerate(ways):
                if way.id and way.id not in linked:
                    place = each.place(part, index, "id")
                    stretch = known.get(way.id) or reading.by_id("stretch", way.id, place, Stretch)
                    linked |= {way.id: stretch} if stretch else {}
    return linked


def _readable(where: tuple[Path, ...], loaded: Mapping[str, Loaded[Stretch]]) -> dict[str, Loaded[Stretch]]:
    """Read the catalog to choose from; a file that cannot be read is only no choice."""
    reading = Reading(where)
    catalog: dict[str, Loaded[Stretch]] = {}
    for name, path in reading.files("stretch").items():
        problems = len(reading.problems)
        stretch = loaded.get(name) or reading.file(path, Stretch, "stretch")
        if stretch and len(reading.problems) == problems:
            catalog[name] = stretch
    return catalog


def _with_figures(reading: Reading, stretch: Loaded[Stretch]) -> Loaded[Stretch]:
    """Give a stretch that names no pictures its own; those that it names stay."""
    if stretch.value.figures:
        return stretch
    pictures = reading.attempt(partial(unnamed_figures, reading.where, stretch)) or ()
    named = stretch.value.model_copy(update={"figures": tuple(source for source, _ in pictures)})
    return replace(stretch, value=named)


def _drawings(reading: Reading, stretches: Iterable[Loaded[Stretch]]) -> dict[str, Drawing]:
    drawings: dict[str, Drawing] = {}
    for each in stretches:
        folders = picture_folders(each, reading.where)
        for index, figure in enumerate(each.value.figures):
            if figure.file not in drawings:
                found = reading.drawing(folders, figure.file, each.place("figures", index, "file"))
                drawings |= {figure.file: found} if found else {}
    return drawings


class Common(NamedTuple):
    """What all handouts share."""

    safety: SafetyFile
    precautions: Precautions


@cache
def common(clinic: Path | None) -> Common:
    """Read what all handouts share."""
    reading = Reading(roots(clinic))
    safety, precautions, _ = _common(reading, DEFAULT_LANGUAGE)
    if reading.problems:
        raise InputError(reading.problems)
    return Common(safety, precautions)
