"""What can be given instead of a stretch: never what any of the patient's precautions speaks against."""

from __future__ import annotations

from collections.abc import Collection

from handouts.load.library import Library
from handouts.load.loaded import Loaded
from handouts.model.stretch import Stretch, Variation
from handouts.prescribe.screening import Screening, met, suits, way_suits

_MOST_NAMED = 3


def first_fitting(
    ways: tuple[Variation, ...], library: Library, screening: Screening, taken: Collection[str]
) -> str | None:
    """Return the first linked stretch that suits the patient and is not on the handout yet."""
    return next((way.id for way in ways if way.id and way.id not in taken and way_suits(way, library, screening)), None)


def fitting_way(ways: tuple[Variation, ...], library: Library, screening: Screening) -> str:
    """Return the first easier or harder way that suits the patient, in the patient's words."""
    for way in ways:
        if not way_suits(way, library, screening):
            continue
        if way.how:
            return way.how
        if way.id:
            return library.words.say("try_instead", name=library.linked[way.id].value.name)
    return ""


def alternatives(stretch: Loaded[Stretch], library: Library, screening: Screening) -> tuple[str, ...]:
    """Name up to three stretches that do much the same and suit the patient, the nearest first."""
    made_for = set(library.routine.value.made_for) if library.routine else set()
    linked = [way.id for way in (*stretch.value.easier, *stretch.value.harder) if way.id]
    ranked: list[tuple[tuple[int, ...], str]] = []
    for each in {**library.linked, **library.catalog}.values():
        if each.id in library.stretches or each.id == stretch.id or not suits(each.value, screening):
            continue
        if any(precaution.code in made_for for precaution in each.value.precautions):
            continue  # a chair routine is for those who cannot get to the floor
        if each.id in linked:
            ranked.append(((0, linked.index(each.id)), each.id))
        elif _is_alike(stretch.value, each.value):
            ranked.append(((1, *_distance(stretch.value, each.value, screening)), each.id))
    return tuple(name for _, name in sorted(ranked))[:_MOST_NAMED]


def _is_alike(one: Stretch, other: Stretch) -> bool:
    """Tell whether two stretches are for the same place: the region that each is filed under, and a muscle."""
    return (
        "activity" not in {one.kind, other.kind}
        and one.regions[0] == other.regions[0]
        and bool(set(one.muscles) & set(other.muscles))
    )


def _distance(one: Stretch, other: Stretch, screening: Screening) -> tuple[int, ...]:
    shared = len(set(one.muscles) & set(other.muscles))
    changes = len(list(met(other, screening)))  # fewer changes are better than more muscles
    return changes, -shared, int(one.kind != other.kind), int(one.position != other.position)
