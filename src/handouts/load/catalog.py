"""What there is to choose from: the whole catalog, all routines, one of either."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from handouts.data import builtin
from handouts.load import yaml_source as source
from handouts.load.folders import FileKind, files, is_there, roots, shown
from handouts.load.loaded import Loaded
from handouts.load.reading import Reading
from handouts.model.profile import DoseProfile, Profiles
from handouts.model.routine import PrescriptionFile, Routine
from handouts.model.stretch import Stretch
from handouts.problems import InputError, Place, error, nearest


def dose_profiles() -> Mapping[str, DoseProfile]:
    """Read the dose profiles."""
    return source.load(builtin() / "routines/safety/profiles.yaml", Profiles).value.profiles


T = TypeVar("T", bound=BaseModel)


def all_stretches(clinic: Path | None) -> list[Loaded[Stretch]]:
    """Read the whole catalog, in the order of ids. Raises InputError with the problems of all files."""
    return _all(clinic, "stretch", Stretch)


def all_routines(clinic: Path | None) -> list[Loaded[Routine]]:
    """Read all routines, in the order of ids. Raises InputError with the problems of all files."""
    return _all(clinic, "routine", Routine)


def _all(clinic: Path | None, kind: FileKind, model: type[T]) -> list[Loaded[T]]:
    reading = Reading(roots(clinic))
    found = [reading.file(path, model, kind) for _, path in sorted(files(reading.where, kind).items())]
    if reading.problems:
        raise InputError(reading.problems)
    return [each for each in found if each is not None]


def one_stretch_or_routine(clinic: Path | None, wanted: str) -> Loaded[Any]:
    """Read what an id names: a stretch, else a routine. InputError names the nearest of both."""
    reading = Reading(roots(clinic))
    stretches, routines = files(reading.where, "stretch"), files(reading.where, "routine")
    if wanted not in stretches and wanted not in routines:
        hint = nearest(wanted, {**stretches, **routines})
        raise InputError([error(Place(wanted), f"no stretch and no routine `{wanted}`", hint)])
    path, model = (stretches[wanted], Stretch) if wanted in stretches else (routines[wanted], Routine)
    found: Loaded[Any] | None = reading.file(path, model)
    if found is None:
        raise InputError(reading.problems)
    return found


def clinic_named_in(path: Path) -> str | None:
    """Return the clinic that a prescription file names, seen from the file's folder; None when it names none."""
    try:
        named = source.load(path, PrescriptionFile, shown(path)).value.clinic
    except InputError:
        return None  # `load` reads the file again and tells its problems along with all others
    if named is None:
        return None
    beside = path.parent / named
    return str(beside) if is_there(beside) or is_there(beside / "clinic.yaml") else named
