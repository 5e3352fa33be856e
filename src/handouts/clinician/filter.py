"""Chooses stretches of a catalog by what they are and by whom they suit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from handouts.load.loaded import Loaded
from handouts.model.safety import Precautions
from handouts.model.stretch import Equipment, Laterality, Position, Region, Stage, Stretch, StretchKind
from handouts.problems import InputError, Place, Problem, error, nearest, warning

REVIEWS = ("needs-clinician", "reviewed")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a stretch must match; None and nothing match everything."""

    region: str | None = None
    position: str | None = None
    equipment: str | None = None
    muscle: str | None = None
    kind: str | None = None
    level: str | None = None
    laterality: str | None = None
    review: str | None = None
    fits: tuple[str, ...] = ()  # precautions of a patient, groups opened


def select(stretches: Iterable[Loaded[Stretch]], wanted: Filter) -> Iterator[Loaded[Stretch]]:
    """Yield the stretches that match every part of the filter."""
    for each in stretches:
        if _matches(each.value, wanted):
            yield each


def _matches(stretch: Stretch, wanted: Filter) -> bool:
    return (
        (wanted.region is None or wanted.region in stretch.regions)
        and (wanted.position is None or wanted.position == stretch.position)
        and (wanted.equipment is None or wanted.equipment in stretch.equipment)
        and (wanted.muscle is None or wanted.muscle in stretch.muscles)
        and (wanted.kind is None or wanted.kind == stretch.kind)
        and (wanted.level is None or wanted.level == stretch.level)
        and (wanted.laterality is None or wanted.laterality == stretch.laterality)
        and (wanted.review is None or wanted.review == review(stretch))
        and not any(met.action in {"avoid", "ask"} for met in stretch.precautions if met.code in wanted.fits)
    )


def review(stretch: Stretch) -> str:
    """Return whether a clinician has reviewed a stretch, as `--review` calls it."""
    return "needs-clinician" if stretch.review == "needs-clinician" else "reviewed"


def changed_for(stretch: Stretch, codes: Collection[str]) -> tuple[str, ...]:
    """Return the precautions of a patient for whom the stretch is done differently."""
    return tuple(met.code for met in stretch.precautions if met.action == "modify" and met.code in codes)


def opened(given: Iterable[str], precautions: Precautions) -> tuple[str, ...]:
    """Return the codes of precautions and groups. Raises InputError for those that there are not."""
    known = {*precautions.precautions, *precautions.groups}
    problems = [
        error(Place("--fits"), f"no precaution `{code}`", nearest(code, known)) for code in given if code not in known
    ]
    if problems:
        raise InputError(problems)
    return tuple(dict.fromkeys(each for code in given for each in precautions.groups.get(code, (code,))))


def asked_everywhere(codes: Iterable[str], precautions: Precautions) -> list[Problem]:
    """Tell what to decide first for a patient with these precautions, whatever the stretch."""
    found = ((code, precautions.precautions.get(code)) for code in codes)
    return [
        warning(Place("--fits"), f"`{code}`: {each.rule}", rule="P1")
        for code, each in found
        if each and each.everywhere
    ]


def check_filter(wanted: Filter, stretches: Iterable[Loaded[Stretch]]) -> None:
    """Raise InputError for values that no stretch could have, each with the nearest that one could."""
    muscles = {muscle for each in stretches for muscle in each.value.muscles}
    known: dict[str, Iterable[str]] = {
        "region": get_args(Region), "position": get_args(Position), "equipment": get_args(Equipment),
        "muscle": muscles, "kind": get_args(StretchKind), "level": get_args(Stage),
        "laterality": get_args(Laterality), "review": REVIEWS,
    }  # fmt: skip
    problems: list[Problem] = []
    for name, values in known.items():
        given = getattr(wanted, name)
        if given is not None and given not in values:
            problems.append(error(Place(f"--{name}"), f"no {name} `{given}`", nearest(given, values)))
    if problems:
        raise InputError(problems)
