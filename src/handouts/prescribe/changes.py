"""What the options change of a stretch: its dose, its side, a step in other words, a note."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pydantic import ValidationError

from handouts.load.loaded import Loaded
from handouts.load.phrasing import reason
from handouts.model.routine import Listed, PrescriptionFile
from handouts.model.stretch import Dosage, Side, Stretch
from handouts.prescribe.entry import Changed, Entry, line_problem, not_here, unreadable
from handouts.prescribe.request import Request
from handouts.problems import Place, Problem, error, nearest, warning

_FIELDS = ("amount", "hold", "contract", "rest", "reps", "sets", "per_day", "days_per_week")
_AS_IT_IS = Dosage.model_construct()
_SIDES: dict[str, Side] = {"left": "left", "right": "right", "each": "each"}


def changed(before: list[Entry], ids: list[str], request: Request) -> Changed:
    """Apply `--show-harder`, `--set`, `--step`, `--side` and `--note`."""
    problems = [not_here(f"--show-harder {each}", each, ids) for each in request.show_harder if each not in ids]
    after = [_updated(each, {"harder": True}) if each.id in request.show_harder else each for each in before]
    options = {"--set": request.sets, "--step": request.steps, "--side": request.sides, "--note": request.notes}
    for option, texts in options.items():
        for text in texts:
            for_all = option == "--side" and "=" not in text
            after, of_option = _affected(after, text.strip()) if for_all else _with_option(after, ids, option, text)
            problems.extend(of_option)
    return after, tuple(problems)


def _with_option(before: list[Entry], ids: list[str], option: str, text: str) -> Changed:
    name, equals, value = text.partition("=")
    stretch_id, _, field = name.strip().partition(".")
    place = Place(f"{option} {name.strip()}")
    if not equals or (option in {"--set", "--step"}) != bool(field):
        return before, (unreadable(option, text),)
    stretch = next((each.stretch for each in before if each.id == stretch_id), None)
    if stretch is None:
        return before, (not_here(str(place), stretch_id, ids),)
    if option == "--step":
        update = _reworded(stretch, field, value.strip(), place)
    else:
        update = _option(option, field, value.strip(), place)
    if isinstance(update, Problem):
        return before, (update,)
    return [_updated(each, update) if each.id == stretch_id else each for each in before], ()


def _affected(before: list[Entry], side: str) -> Changed:
    """Apply `--side left` to all that is done on one side."""
    if side not in _SIDES:
        hint = f"{nearest(side, _SIDES)}; for one stretch write `--side ID=left`"
        return before, (error(Place("--side"), f"`{side}` is no side", hint),)
    sided = [each.id for each in before if each.stretch.value.laterality == "one"]
    if not sided:
        return before, (warning(Place("--side"), "changes nothing: no stretch here is done on one side"),)
    return [_updated(each, {"side": _SIDES[side]}) if each.id in sided else each for each in before], ()


def _updated(entry: Entry, update: dict[str, object]) -> Entry:
    if isinstance(change := update.get("dosage"), Dosage):
        update = update | {"dosage": (entry.item.dosage or _AS_IT_IS).changed(change)}
    if isinstance(steps := update.get("steps"), dict):
        update = update | {"steps": entry.item.steps | steps}
    return Entry(entry.stretch, entry.item.model_copy(update=update), entry.part, entry.common)


def _reworded(stretch: Loaded[Stretch], number: str, text: str, place: Place) -> dict[str, object] | Problem:
    """Read a step in other words."""
    if not number.isascii() or not number.isdigit():
        return unreadable("--step", f"{stretch.id}.{number}={text}")
    return _no_step(stretch, int(number), place) or line_problem(text, place) or {"steps": {int(number): text}}


def step_problems(file: Loaded[PrescriptionFile], listed: Listed, stretch: Loaded[Stretch]) -> Iterator[Problem]:
    """Find the steps that a file words anew and that the stretch does not have."""
    for number in listed.item.steps:
        if problem := _no_step(stretch, number, file.place(*listed.loc, "steps", str(number))):
            yield problem


def _no_step(stretch: Loaded[Stretch], number: int, place: Place) -> Problem | None:
    count = len(stretch.value.steps)
    if 1 <= number <= count:
        return None
    steps = "1 step" if count == 1 else f"{count} steps"
    hint = f"`handouts show {stretch.id}` lists them"
    return error(place, f"`{stretch.id}` has {steps}, and no step {number}", hint)


def _option(option: str, field: str, value: str, place: Place) -> dict[str, object] | Problem:
    if option == "--note":
        return {"note": value}
    if option == "--side":
        if value not in _SIDES:
            return error(place, f"`{value}` is no side", nearest(value, _SIDES))
        return {"side": _SIDES[value]}
    if field not in _FIELDS:
        return error(place, f"`{field}` is no part of a dosage", nearest(field, _FIELDS))
    try:
        return {"dosage": _dosage(field, value)}
    except ValidationError as invalid:
        return error(place, f"`{value}` does not fit: {reason(invalid.errors()[0])}")


@lru_cache(maxsize=1024)
def _dosage(field: str, value: str) -> Dosage:
    return Dosage.model_validate({field: value})
