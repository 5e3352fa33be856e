"""What the options change of a stretch: its dose, its side, a step in other words, a note."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pydantic import ValidationError

from handouts.load.loaded import Loaded
from handouts.load.phrasing import MUST_BE
from handouts.model.routine import Listed, PrescriptionFile
from handouts.model.stretch import Dosage, Side, Stretch
from handouts.prescribe.entry import Entry, line_problem, not_here, unreadable
from handouts.prescribe.request import Request
from handouts.problems import Place, Problem, error, nearest, warning

_FIELDS = ("amount", "hold", "contract", "rest", "reps", "sets", "per_day", "days_per_week")
_AS_IT_IS = Dosage.model_construct()
_SIDES: dict[str, Side] = {"left": "left", "right": "right", "each": "each"}


def changed(found: list[Entry], known: list[str], request: Request, problems: list[Problem]) -> list[Entry]:
    """Apply `--show-harder`, `--set`, `--step`, `--side` and `--note`."""
    absent = [each for each in request.show_harder if each not in known]
    problems.extend(not_here(f"--show-harder {each}", each, known) for each in absent)
    found = [_updated(each, {"harder": True}) if each.id in request.show_harder else each for each in found]
    options = {"--set": request.sets, "--step": request.steps, "--side": request.sides, "--note": request.notes}
    for option, texts in options.items():
        for text in texts:
            if option == "--side" and "=" not in text:
                found = _affected(found, text.strip(), problems)
            else:
                found = _with_option(found, known, option, text, problems)
    return found


def _with_option(found: list[Entry], known: list[str], option: str, text: str, problems: list[Problem]) -> list[Entry]:
    name, equals, value = text.partition("=")
    stretch_id, _, field = name.strip().partition(".")
    place = Place(f"{option} {name.strip()}")
    if not equals or (option in {"--set", "--step"}) != bool(field):
        problems.append(unreadable(option, text))
        return found
    if stretch_id not in {each.id for each in found}:
        problems.append(not_here(str(place), stretch_id, known))
        return found
    if option == "--step":
        stretch = next(each.stretch for each in found if each.id == stretch_id)
        update = _reworded(stretch, field, value.strip(), place, problems)
    else:
        update = _option(option, field, value.strip(), place, problems)
    return [_updated(each, update) if each.id == stretch_id else each for each in found]


def _affected(found: list[Entry], side: str, problems: list[Problem]) -> list[Entry]:
    """Apply `--side left` to all that is done on one side."""
    if side not in _SIDES:
        hint = f"{nearest(side, _SIDES)}; for one stretch write `--side ID=left`"
        problems.append(error(Place("--side"), f"`{side}` is no side", hint))
        return found
    sided = [each.id for each in found if each.stretch.value.laterality == "one"]
    if not sided:
        problems.append(warning(Place("--side"), "changes nothing: no stretch here is done on one side"))
    return [_updated(each, {"side": _SIDES[side]}) if each.id in sided else each for each in found]


def _updated(entry: Entry, update: dict[str, object]) -> Entry:
    if isinstance(change := update.get("dosage"), Dosage):
        update = update | {"dosage": (entry.item.dosage or _AS_IT_IS).changed(change)}
    if isinstance(steps := update.get("steps"), dict):
        update = update | {"steps": entry.item.steps | steps}
    return Entry(entry.stretch, entry.item.model_copy(update=update), entry.part, entry.common)


def _reworded(
    stretch: Loaded[Stretch], number: str, text: str, place: Place, problems: list[Problem]
) -> dict[str, object]:
    """Read a step in other words."""
    if not number.isascii() or not number.isdigit():
        problems.append(unreadable("--step", f"{stretch.id}.{number}={text}"))
        return {}
    if found := _no_step(stretch, int(number), place) or line_problem(text, place):
        problems.append(found)
        return {}
    return {"steps": {int(number): text}}


def step_problems(file: Loaded[PrescriptionFile], listed: Listed, stretch: Loaded[Stretch]) -> Iterator[Problem]:
    """Find the steps that a file words anew and that the stretch does not have."""
    for number in listed.item.steps:
        if found := _no_step(stretch, number, file.place(*listed.loc, "steps", str(number))):
            yield found


def _no_step(stretch: Loaded[Stretch], number: int, place: Place) -> Problem | None:
    count = len(stretch.value.steps)
    if 1 <= number <= count:
        return None
    steps = "1 step" if count == 1 else f"{count} steps"
    hint = f"`handouts show {stretch.id}` lists them"
    return error(place, f"`{stretch.id}` has {steps}, and no step {number}", hint)


def _option(option: str, field: str, value: str, place: Place, problems: list[Problem]) -> dict[str, object]:
    if option == "--note":
        return {"note": value}
    if option == "--side":
        if value not in _SIDES:
            problems.append(error(place, f"`{value}` is no side", nearest(value, _SIDES)))
            return {}
        return {"side": _SIDES[value]}
    if field not in _FIELDS:
        problems.append(error(place, f"`{field}` is no part of a dosage", nearest(field, _FIELDS)))
        return {}
    try:
        return {"dosage": _dosage(field, value)}
    except ValidationError as invalid:
        problems.append(error(place, f"`{value}` does not fit: {_reason(invalid)}"))
        return {}


@lru_cache(maxsize=1024)
def _dosage(field: str, value: str) -> Dosage:
    return Dosage.model_validate({field: value})


def _reason(invalid: ValidationError) -> str:
    found = invalid.errors()[0]
    told = found.get("ctx", {}).get("error") or found["msg"][:1].lower() + found["msg"][1:]
    return f"it must be {MUST_BE[found['type']]}" if found["type"] in MUST_BE else str(told)
