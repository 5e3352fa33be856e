"""Chooses stretches of a catalog by what they are and by whom they suit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from handouts.load.loaded import Loaded
from handouts.model.safety import Precautions
from handouts.model.stretch import Equipment, Laterality, Position, Region, Stage, Stretch, StretchKind
from handouts.prescribe.screening import groups_opened, unknown
from handouts.problems import InputError, Place, error, nearest

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


def select(stretches: Iterable[Loaded[Stretch]], criteria: Filter) -> Iterator[Loaded[Stretch]]:
    """Yield the stretches that match every part of the filter."""
    for each in stretches:
        if _matches(each.value, criteria):
            yield each


def _matches(stretch: Stretch, criteria: Filter) -> bool:
    return (
        (criteria.region is None or criteria.region in stretch.regions)
        and (criteria.position is None or criteria.position == stretch.position)
        and (criteria.equipment is None or criteria.equipment in stretch.equipment)
        and (criteria.muscle is None or criteria.muscle in stretch.muscles)
        and (criteria.kind is None or criteria.kind == stretch.kind)
        and (criteria.level is None or criteria.level == stretch.level)
        and (criteria.laterality is None or criteria.laterality == stretch.laterality)
        and (criteria.review is None or criteria.review == review(stretch))
        and not any(met.action in {"avoid", "ask"} for met in stretch.precautions if met.code in criteria.fits)
    )


def review(stretch: Stretch) -> str:
    """Return whether a clinician has reviewed a stretch, as `--review` calls it."""
    return "needs-clinician" if stretch.review == "needs-clinician" else "reviewed"


def changed_for(stretch: Stretch, codes: Collection[str]) -> tuple[str, ...]:
    """Return the precautions of a patient for whom the stretch is done differently."""
    return tuple(met.code for met in stretch.precautions if met.action == "modify" and met.code in codes)


def opened(codes: Iterable[str], precautions: Precautions) -> tuple[str, ...]:
    """Return the codes of precautions and groups. Raises InputError for unknown ones."""
    if problems := list(unknown(((code, Place("--fits")) for code in codes), precautions)):
        raise InputError(problems)
    return groups_opened(codes, precautions)


def check_filter(criteria: Filter, stretches: Iterable[Loaded[Stretch]]) -> None:
    """Raise InputError for values that no stretch could have, each with the nearest that one could."""
    muscles = {muscle for each in stretches for muscle in each.value.muscles}
    choices: dict[str, Iterable[str]] = {
        "region": get_args(Region), "position": get_args(Position), "equipment": get_args(Equipment),
        "muscle": muscles, "kind": get_args(StretchKind), "level": get_args(Stage),
        "laterality": get_args(Laterality), "review": REVIEWS,
    }  # fmt: skip
    problems = [
        error(Place(f"--{name}"), f"no {name} `{value}`", nearest(value, values))
        for name, values in choices.items()
        if (value := getattr(criteria, name)) is not None and value not in values
    ]
    if problems:
        raise InputError(problems)
