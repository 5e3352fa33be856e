"""What files name and what exists: ids, codes, pictures. A name without its thing is an error at its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from handouts.drawing import qr
from handouts.drawing.read import read_drawing
from handouts.load.catalog import dose_profiles
from handouts.load.clinic_file import unfit_country, unfit_language
from handouts.load.folders import FileKind, Listing, as_far_as_valid, is_there, listing, roots
from handouts.load.library import common
from handouts.load.loaded import Loaded
from handouts.load.pictures import CARD_BOX, LOGO_BOX, pale, picture_folders, unnamed_figures
from handouts.load.yaml_source import load as read
from handouts.model.clinic import Clinic
from handouts.model.profile import Profiles
from handouts.model.routine import Routine
from handouts.model.safety import Glossary, Precautions, SafetyFile, Sources
from handouts.model.stretch import Stretch
from handouts.problems import InputError, Place, Problem, error, nearest


def problems_of(loaded: Loaded[Any], home: Path | None) -> Iterator[Problem]:
    """Check what a file refers to. `home` is the clinic's folder that it belongs to, if any."""
    value = loaded.value
    if isinstance(value, Stretch):
        yield from _stretch(loaded, home)
    elif isinstance(value, Routine):
        yield from _routine(loaded, home)
        yield from _code(loaded)
    elif isinstance(value, Clinic):
        yield from _clinic(loaded, home)
        yield from _code(loaded)
    elif isinstance(value, SafetyFile):
        for name, flags in value.red_flags.items():
            yield from _precautions(flags.codes, loaded, home, "red_flags", name, "codes")
        for index, each in enumerate(value.not_for):
            yield from _precautions(each.unless, loaded, home, "not_for", index, "unless")
    elif isinstance(value, Profiles):
        for name, profile in value.profiles.items():
            yield from _unknown_sources(profile.sources, loaded, home, "profiles", name, "sources")
    elif isinstance(value, Precautions):
        for group, codes in value.groups.items():
            for index, code in enumerate(codes):
                yield from _unless_listed("precaution", code, value.precautions, loaded.place("groups", group, index))


@cache
def listed_in(where: tuple[Path, ...], kind: FileKind) -> Listing:
    """List the files of a kind once for all that name them."""
    return listing(where, kind)


def _stretch(loaded: Loaded[Stretch], home: Path | None) -> Iterator[Problem]:
    stretch, shared = loaded.value, common(home)
    where = roots(home)
    for index, met in enumerate(stretch.precautions):
        yield from _unless_listed(
            "precaution", met.code, shared.precautions.precautions, loaded.place("precautions", index, "code")
        )
    for index, code in enumerate(stretch.stop):
        yield from _unless_listed("stop rule", code, shared.safety.stop_rules, loaded.place("stop", index))
    for index, muscle in enumerate(stretch.muscles):
        yield from _unless_listed("muscle", muscle, _glossary(where).muscles, loaded.place("muscles", index))
    yield from _unknown_sources(stretch.sources, loaded, home, "sources")
    for part, ways in (("easier", stretch.easier), ("harder", stretch.harder)):
        for index, way in enumerate(ways):
            if way.id:
                yield from _unless_listed(
                    "stretch", way.id, listed_in(where, "stretch").files, loaded.place(part, index, "id")
                )
            yield from _precautions(way.not_for, loaded, home, part, index, "not_for")
    if not stretch.figures:
        try:
            unnamed_figures(where, loaded)
        except InputError as wrong:
            yield from wrong.problems
    for index, figure in enumerate(stretch.figures):
        folders = picture_folders(loaded, where)
        yield from _picture(figure.file, folders, loaded.place("figures", index, "file"))


def _code(loaded: Loaded[Any]) -> Iterator[Problem]:
    if loaded.value.qr:
        try:
            qr.drawing(loaded.value.qr.url, loaded.place("qr", "url"))
        except InputError as wrong:
            yield from wrong.problems


def _routine(loaded: Loaded[Routine], home: Path | None) -> Iterator[Problem]:
    routine, where = loaded.value, roots(home)
    for listed in routine.listed:
        place = loaded.place(*listed.loc, "stretch")
        yield from _unless_listed("stretch", listed.item.stretch, listed_in(where, "stretch").files, place)
    yield from _precautions(routine.check_for, loaded, home, "check_for")
    yield from _unknown_sources(routine.sources, loaded, home, "sources")
    yield from _precautions(routine.made_for, loaded, home, "made_for")
    for code in routine.made_for:
        yield from _forbidden(loaded, where, code)


def _forbidden(loaded: Loaded[Routine], where: tuple[Path, ...], code: str) -> Iterator[Problem]:
    """P1: a stretch that a precaution forbids, in a routine that is made for people with it."""
    stretch_files = listed_in(where, "stretch").files
    for listed in loaded.value.listed:
        name = listed.item.stretch
        met = _precautions_of(stretch_files[name], where) if name in stretch_files else {}
        if met.get(code) == "avoid":
            what = f"`{name}` is not for people with `{code}`, whom this routine is made for"
            hint = "take another stretch, or leave the code out of `made_for`"
            yield error(loaded.place(*listed.loc, "stretch"), what, hint, "P1")


@cache
def _precautions_of(path: Path, where: tuple[Path, ...]) -> dict[str, str]:
    try:
        loaded, _ = as_far_as_valid(path, Stretch, listed_in(where, "stretch"))
    except InputError:
        return {}  # the check of the stretch itself says so
    return {met.code: met.action for met in loaded.value.precautions} if loaded else {}


def _clinic(loaded: Loaded[Clinic], home: Path | None) -> Iterator[Problem]:
    clinic = loaded.value
    if clinic.logo:
        yield from _picture(clinic.logo, [loaded.path.parent], loaded.place("logo"), LOGO_BOX)
        yield from _pale(loaded.path.parent / clinic.logo, loaded.place("logo"))
    if clinic.template:
        yield from _unless_listed(
            "template", clinic.template, listed_in(roots(home), "template").files, loaded.place("template")
        )
    if clinic.profile:
        yield from _unless_listed("profile", clinic.profile, dose_profiles(), loaded.place("profile"))
    yield from unfit_country(loaded, common(home).safety)
    yield from unfit_language(loaded)


def _pale(path: Path, place: Place) -> Iterator[Problem]:
    with suppress(InputError):  # `_picture` says so
        yield from pale(read_drawing(path, place, *LOGO_BOX).drawing, place)


def _picture(name: str, folders: list[Path], place: Place, box: tuple[float, float] = CARD_BOX) -> Iterator[Problem]:
    for folder in folders:
        if is_there(folder / name):
            try:
                yield from read_drawing(folder / name, place, *box).warnings
            except InputError as wrong:
                yield from wrong.problems
            return
    yield error(place, f"no picture `{name}`", "give its path from the assets folder, or from this file's folder")


def _precautions(codes: Iterable[str], loaded: Loaded[Any], home: Path | None, *loc: str | int) -> Iterator[Problem]:
    for index, code in enumerate(codes):
        yield from _unless_listed("precaution", code, common(home).precautions.precautions, loaded.place(*loc, index))


def _unknown_sources(
    sources: Iterable[str], loaded: Loaded[Any], home: Path | None, *loc: str | int
) -> Iterator[Problem]:
    for index, source in enumerate(sources):
        yield from _unless_listed("source", source, _sources(roots(home)).sources, loaded.place(*loc, index))


def _unless_listed(what: str, name: str, names: Collection[str], place: Place) -> Iterator[Problem]:
    if name not in names:
        yield error(place, f"no {what} `{name}`", nearest(name, names))


@cache
def _glossary(where: tuple[Path, ...]) -> Glossary:
    return read(where[-1] / "routines" / "glossary.yaml", Glossary).value


@cache
def _sources(where: tuple[Path, ...]) -> Sources:
    return read(where[-1] / "routines" / "sources.yaml", Sources).value
