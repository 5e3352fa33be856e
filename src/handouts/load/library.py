"""Finds and reads what a handout needs, by id: a clinic's own folder laid over the built-in one.

After it nothing opens a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from handouts.drawing import qr
from handouts.drawing.value import Drawing
from handouts.load.folders import files, roots, words_of
from handouts.load.loaded import Loaded
from handouts.load.pictures import LOGO_BOX, pale, picture_folders, unnamed_figures
from handouts.load.reading import Reading
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


T = TypeVar("T", bound=BaseModel)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class LoadedQr:
    """A QR code that is to be printed, and what it leads to."""

    says: Qr
    drawing: Drawing


@dataclass(frozen=True)
class Library:
    """All that one handout is made from."""

    safety: SafetyFile
    precautions: Precautions
    words: Words
    clinic: Loaded[Clinic] | None = None
    logo: Drawing | None = None
    template: Loaded[Template] | None = None
    routine: Loaded[PrescriptionFile] | None = None
    stretches: Mapping[str, Loaded[Stretch]] = field(default_factory=dict)
    linked: Mapping[str, Loaded[Stretch]] = field(default_factory=dict)  # named as easier or harder ways
    catalog: Mapping[str, Loaded[Stretch]] = field(default_factory=dict)  # all, where alternatives may be needed
    drawings: Mapping[str, Drawing] = field(default_factory=dict)  # by the file that a figure names
    profile: DoseProfile | None = None
    warnings: tuple[Problem, ...] = ()
    qr: LoadedQr | None = None
    own_words: Loaded[WordsFile] | None = None  # when the clinic says some things in its own words


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to load, each id with the place that asks for it."""

    routine: str | None = None  # an id, or the path of a prescription file
    stretches: tuple[tuple[str, Place], ...] = ()
    replaced: tuple[str, ...] = ()  # ids in whose place an easier or a harder one may be given
    profile: str | None = None
    alternatives: bool = False  # the patient has precautions, so something else may have to be found
    template: str | None = None
    clinic: Path | None = None
    site: str | None = None
    language: str = "en"


def load(wanted: Wanted) -> Library:
    """Read everything that a handout needs. Raises InputError with the problems of all files."""
    reading = Reading(roots(wanted.clinic))
    clinic = reading.file(_clinic_file(wanted.clinic), Clinic) if wanted.clinic and _has_file(wanted.clinic) else None
    routine = _routine(reading, wanted.routine) if wanted.routine else None
    clinic = _at_site(reading, clinic, *_site(wanted, routine))
    template_id, template_place = _template_id(wanted, routine, clinic)
    template = reading.by_id("template", template_id, template_place, Template)
    stretches, linked, drawings = _with_all(reading, [*_asked(routine), *wanted.stretches], wanted.replaced)
    has_precautions = wanted.alternatives or bool(routine and routine.value.has)
    catalog = _readable(reading.where, linked) if has_precautions else {}
    logo = None
    if clinic and clinic.value.logo:
        logo = reading.drawing([clinic.path.parent], clinic.value.logo, clinic.place("logo"), LOGO_BOX)
        reading.warnings += pale(logo, clinic.place("logo")) if logo else []
    safety, precautions, words = _common(reading, wanted.language)
    profile = _profile(reading, wanted, routine, clinic)
    code = _qr(reading, routine, clinic)
    if safety:
        reading.problems.extend(_unknown(safety, stretches.values(), clinic))
    if reading.problems:
        raise InputError(reading.problems)
    return Library(
        safety,
        precautions,
        Words(words.value),
        clinic,
        logo,
        template,
        routine,
        stretches,
        linked,
        catalog,
        drawings,
        profile,
        tuple(reading.warnings),
        code,
        words if words.bases else None,
    )


def added(base: Library, clinic: Path | None, stretches: tuple[tuple[str, Place], ...]) -> Library:
    """Read stretches for a library that has all else that a handout needs. Raises InputError with every problem."""
    reading = Reading(roots(clinic))
    found, linked, drawings = _with_all(reading, stretches)
    reading.problems.extend(_unknown(base.safety, found.values(), None))
    if reading.problems:
        raise InputError(reading.problems)
    return replace(base, stretches=found, linked=linked, drawings=drawings, warnings=tuple(reading.warnings))


def _qr(reading: Reading, routine: Loaded[PrescriptionFile] | None, clinic: Loaded[Clinic] | None) -> LoadedQr | None:
    """Return the QR code of the routine, or else of the clinic."""
    for each in (routine, clinic):
        if each and (says := each.value.qr):
            found = reading.attempt(partial(qr.drawing, says.url, each.place("qr", "url")))
            return LoadedQr(says, found) if found else None
    return None


def _profile(
    reading: Reading, wanted: Wanted, routine: Loaded[PrescriptionFile] | None, clinic: Loaded[Clinic] | None
) -> DoseProfile | None:
    """Return the dose profile of the options, the prescription or the clinic, in this order."""
    if wanted.profile:
        name, place = wanted.profile, Place("--profile")
    elif routine and routine.value.profile:
        name, place = routine.value.profile, routine.place("profile")
    elif clinic and clinic.value.profile:
        name, place = clinic.value.profile, clinic.place("profile")
    else:
        return None
    known = reading.shared("routines/safety/profiles.yaml", Profiles)
    if known and name not in known.value.profiles:
        reading.problems.append(error(place, f"no profile `{name}`", nearest(name, known.value.profiles)))
    return known.value.profiles.get(name) if known else None


def _common(reading: Reading, language: str) -> tuple[Any, Any, Any]:
    safety = reading.shared("routines/safety/safety.yaml", SafetyFile)
    precautions = reading.shared("routines/safety/precautions.yaml", Precautions)
    words = reading.attempt(partial(words_of, reading.where, language))
    return safety and safety.value, precautions and precautions.value, words


def _unknown(
    safety: SafetyFile, stretches: Iterable[Loaded[Stretch]], clinic: Loaded[Clinic] | None
) -> Iterator[Problem]:
    """Find names without which no handout can say when to stop and whom to call."""
    for each in stretches:
        for index, code in enumerate(each.value.stop):
            if code not in safety.stop_rules:
                hint = nearest(code, safety.stop_rules)
                yield error(each.place("stop", index), f"no stop rule `{code}`", hint)
    if clinic and clinic.value.country not in safety.countries:
        country = clinic.value.country
        yield error(clinic.place("country"), f"no country `{country}`", nearest(country, safety.countries))


def _has_file(clinic: Path) -> bool:
    """Tell whether a clinic says who it is: a folder of stretches alone, as `import` makes, is laid over as well."""
    return not clinic.is_dir() or (clinic / "clinic.yaml").exists() or not (clinic / "routines").is_dir()


def _clinic_file(clinic: Path) -> Path:
    return clinic / "clinic.yaml" if clinic.is_dir() else clinic


def _routine(reading: Reading, name: str) -> Loaded[PrescriptionFile] | None:
    if name.endswith((".yaml", ".yml")):
        return reading.file(Path(name), PrescriptionFile, "routine")
    found = reading.by_id("routine", name, Place(name), Routine)
    if found is None:
        return None
    whole = PrescriptionFile.model_construct(**{**_defaults(), **dict(found.value), "routine": found.id})
    return Loaded(found.id, found.path, whole, found.places, found.texts, found.bases)


def _defaults() -> dict[str, Any]:
    return {name: each.get_default() for name, each in PrescriptionFile.model_fields.items() if not each.is_required()}


def _template_id(
    wanted: Wanted, routine: Loaded[PrescriptionFile] | None, clinic: Loaded[Clinic] | None
) -> tuple[str, Place]:
    if wanted.template:
        return wanted.template, Place("--template")
    if routine and routine.value.template:
        return routine.value.template, routine.place("template")
    if clinic and clinic.value.template:
        return clinic.value.template, clinic.place("template")
    return DEFAULT_TEMPLATE, Place("--template")


def _site(wanted: Wanted, routine: Loaded[PrescriptionFile] | None) -> tuple[str | None, Place]:
    if wanted.site or routine is None:
        return wanted.site, Place("--site")
    return routine.value.site, routine.place("site")


def _at_site(reading: Reading, clinic: Loaded[Clinic] | None, asked: str | None, place: Place) -> Loaded[Clinic] | None:
    """Put the site that is asked for first: that is the one which handouts name."""
    if asked is None:
        return clinic
    sites = clinic.value.sites if clinic else ()
    chosen = [each for each in sites if asked in {each.id, each.name}]
    if clinic is None or not chosen:
        hint = nearest(asked, [each.id or each.name for each in sites]) or "sites stand in `clinic.yaml`"
        reading.problems.append(error(place, f"no site `{asked}`", hint))
        return clinic
    others = tuple(each for each in sites if each is not chosen[0])
    return replace(clinic, value=clinic.value.model_copy(update={"sites": (chosen[0], *others)}))


def _asked(routine: Loaded[PrescriptionFile] | None) -> Iterator[tuple[str, Place]]:
    if routine is None:
        return
    for listed in routine.value.listed:
        yield listed.item.stretch, routine.place(*listed.loc, "stretch")


def _with_all(
    reading: Reading, asked: Iterable[tuple[str, Place]], replaced: Iterable[str] = ()
) -> tuple[dict[str, Loaded[Stretch]], dict[str, Loaded[Stretch]], dict[str, Drawing]]:
    """Read stretches, those that they are linked with, and their pictures."""
    stretches = _stretches(reading, asked)
    stretches |= _linked(reading, [stretches[each] for each in replaced if each in stretches], stretches)
    linked = _linked(reading, stretches.values(), stretches)
    stretches = {name: _with_figures(reading, each) for name, each in stretches.items()}
    return stretches, linked, _drawings(reading, stretches.values())


def _stretches(reading: Reading, asked: Iterable[tuple[str, Place]]) -> dict[str, Loaded[Stretch]]:
    stretches: dict[str, Loaded[Stretch]] = {}
    for wanted, place in asked:
        if wanted not in stretches and (found := reading.by_id("stretch", wanted, place, Stretch)):
            stretches[wanted] = found
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
                    found = known.get(way.id) or reading.by_id("stretch", way.id, place, Stretch)
                    linked |= {way.id: found} if found else {}
    return linked


def _readable(where: tuple[Path, ...], known: Mapping[str, Loaded[Stretch]]) -> dict[str, Loaded[Stretch]]:
    """Read the catalog to choose from; a file that cannot be read is only no choice."""
    reading = Reading(where)
    found = {name: known.get(name) or reading.file(path, Stretch) for name, path in files(where, "stretch").items()}
    return {name: each for name, each in found.items() if each}


def _with_figures(reading: Reading, stretch: Loaded[Stretch]) -> Loaded[Stretch]:
    """Give a stretch that names no pictures its own; those that it names stay."""
    if stretch.value.figures:
        return stretch
    found = reading.attempt(partial(unnamed_figures, reading.where, stretch)) or ()
    named = stretch.value.model_copy(update={"figures": tuple(source for source, _ in found)})
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


@dataclass(frozen=True, slots=True)
class Common:
    """What all handouts share."""

    safety: SafetyFile
    precautions: Precautions


@cache
def common(clinic: Path | None) -> Common:
    """Read what all handouts share."""
    reading = Reading(roots(clinic))
    safety, precautions, _ = _common(reading, "en")
    if reading.problems:
        raise InputError(reading.problems)
    return Common(safety, precautions)
