"""Chooses stretches of a catalog by what they are and by words in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from handouts.model.stretch import Equipment, Kind, Position, Region, Stage, Stretch
from handouts.problems import InputError, Place, Problem, error, nearest
from handouts.source import Loaded


@dataclass(frozen=True, slots=True)
class Filter:
    """What a stretch must match; None matches everything."""

    region: str | None = None
    position: str | None = None
    equipment: str | None = None
    muscle: str | None = None
    kind: str | None = None
    level: str | None = None
    text: str | None = None


def select(stretches: Iterable[Loaded[Stretch]], wanted: Filter) -> Iterator[Loaded[Stretch]]:
    """Yield the stretches that match every part of the filter."""
    for each in stretches:
        if _matches(each, wanted):
            yield each


def _matches(loaded: Loaded[Stretch], wanted: Filter) -> bool:
    stretch = loaded.value
    return (
        (wanted.region is None or wanted.region in stretch.regions)
        and (wanted.position is None or wanted.position == stretch.position)
        and (wanted.equipment is None or wanted.equipment in stretch.equipment)
        and (wanted.muscle is None or wanted.muscle in stretch.muscles)
        and (wanted.kind is None or wanted.kind == stretch.kind)
        and (wanted.level is None or wanted.level == stretch.level)
        and (wanted.text is None or _says(loaded, wanted.text))
    )


def _says(loaded: Loaded[Stretch], text: str) -> bool:
    """Tell whether every word of the text stands somewhere in the stretch."""
    stretch = loaded.value
    parts = (loaded.id, stretch.name, *stretch.also, stretch.why, stretch.feel, *stretch.steps, *stretch.muscles)
    whole = plain(" ".join(parts))
    return all(word in whole for word in plain(text).split())


def plain(text: str) -> str:
    """Fold case, accents and hyphens away."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("-", " "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def check_filter(wanted: Filter, stretches: Iterable[Loaded[Stretch]]) -> None:
    """Raise InputError for values that no stretch could have, each with the nearest that one could."""
    muscles = {muscle for each in stretches for muscle in each.value.muscles}
    known: dict[str, Iterable[str]] = {
        "region": get_args(Region), "position": get_args(Position), "equipment": get_args(Equipment),
        "muscle": muscles, "kind": get_args(Kind), "level": get_args(Stage),
    }  # fmt: skip
    problems: list[Problem] = []
    for name, values in known.items():
        given = getattr(wanted, name)
        if given is not None and given not in values:
            problems.append(error(Place(f"--{name}"), f"no {name} `{given}`", nearest(given, values)))
    if problems:
        raise InputError(problems)
