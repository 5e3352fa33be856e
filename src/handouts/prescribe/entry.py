"""A stretch on its way into a prescription, and the problems of options that name none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handouts.load.loaded import Loaded
from handouts.model.base import LONGEST_LINE
from handouts.model.routine import Item
from handouts.model.stretch import Dosage, Stretch
from handouts.problems import Place, Problem, error, nearest

_FORMS = {
    "--set": "ID.field=value, as in `pelvic-tilt.reps=5`",
    "--swap": "ID=ID, the old one first",
    "--step": 'ID.number=text, as in `pelvic-tilt.2="Press down."`',
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A stretch with what the routine and the options say of it. `part` counts the parts of the routine from 0."""

    stretch: Loaded[Stretch]
    item: Item
    part: int
    common: Dosage | None  # the routine's own dosage for all

    @property
    def id(self) -> str:
        return self.stretch.id


Changed = tuple[list[Entry], tuple[Problem, ...]]  # the stretches after a step, and the problems of it


def unreadable(option: str, text: str) -> Problem:
    return error(Place(f"{option} {text}"), "cannot be read", f"write {_FORMS.get(option, 'ID=value')}")


def not_here(place: str, stretch_id: str, ids: Iterable[str]) -> Problem:
    return error(Place(place), f"`{stretch_id}` is not on this handout", nearest(stretch_id, dict.fromkeys(ids)))


def line_problem(text: str, place: Place) -> Problem | None:
    """Refuse what no file could hold as a line, so that what is made can be saved."""
    if not text:
        return error(place, "is empty")
    return error(place, f"is longer than {LONGEST_LINE} letters") if len(text) > LONGEST_LINE else None
