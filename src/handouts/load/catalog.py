"""What there is to choose from: the whole catalog, all routines, one of either."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from handouts.data import builtin
from handouts.load import yaml_source as source
from handouts.load.folders import FileKind, is_there, roots, shown
from handouts.load.loaded import Loaded
from handouts.load.reading import Reading
from handouts.model.profile import DoseProfile, Profiles
from handouts.model.routine import Routine
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
    loaded = [reading.file(path, model, kind) for _, path in sorted(reading.files(kind).items())]
    if reading.problems:
        raise InputError(reading.problems)
    return [each for each in loaded if each is not None]


def one_stretch_or_routine(clinic: Path | None, wanted: str) -> Loaded[Any]:
    """Read what an id names: a stretch, else a routine. InputError names the nearest of both."""
    reading = Reading(roots(clinic))
    stretches, routines = reading.files("stretch"), reading.files("routine")
    loaded: Loaded[Any] | None = None
    if wanted in stretches:
        loaded = reading.file(stretches[wanted], Stretch, "stretch")
    elif wanted in routines:
        loaded = reading.file(routines[wanted], Routine, "routine")
    elif not reading.problems:
        hint = nearest(wanted, {**stretches, **routines})
        reading.problems.append(error(Place(wanted), f"no stretch and no routine `{wanted}`", hint))
    if loaded is None or reading.problems:
        raise InputError(reading.problems)
    return loaded


def clinic_named_in(path: Path) -> str | None:
    """Return the clinic that a prescription file names, seen from the file's folder; None when it names none."""
    place = Place(shown(path))
    try:
        value = source.tree(source.read_text(path, place), place).value
    except InputError:
        return None  # `load` reads the file again and tells its problems along with all others
    named = value.get("clinic") if isinstance(value, dict) else None
    if not isinstance(named, str):
        return None
    beside = path.parent / named
    return str(beside) if is_there(beside) or is_there(beside / "clinic.yaml") else named
