"""The stretches on their way into a prescription: those of the routine, and what the options make of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pydantic import ValidationError

from handouts.library import Library
from handouts.model.routine import Item
from handouts.model.stretch import Dosage, Side, Stretch, Variation
from handouts.phrasing import MUST_BE
from handouts.prescribe.alternatives import first_fitting
from handouts.prescribe.request import Request
from handouts.prescribe.screening import Screening
from handouts.problems import Place, Problem, error, nearest, warning
from handouts.source import Loaded

_FIELDS = {"hold": "hold", "contract": "contract", "rest": "rest", "reps": "reps", "sets": "sets", "per_day": "per_day",
           "days_per_week": "days_per_week"}  # fmt: skip
_SIDES: dict[str, Side] = {"left": "left", "right": "right", "each": "each"}
_FORMS = {"--set": "ID.field=value, as in `pelvic-tilt.reps=5`", "--swap": "ID=ID, the old one first"}


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


def entries(library: Library, request: Request, screening: Screening, problems: list[Problem]) -> list[Entry]:
    """Return what is to be done, part after part. What is wrong with the options goes to `problems`."""
    found = [*_of_routine(library, problems), *_added(library, request, problems)]
    found = _swapped(found, library, request, problems)
    found = _eased(found, library, request, screening, problems)
    found = sorted(found, key=lambda entry: entry.part)  # what is added goes to the first part
    known = [entry.id for entry in found]
    problems.extend(_not_here(f"--without {each}", each, known) for each in request.without if each not in known)
    found = [entry for entry in found if entry.id not in request.without]
    found = _changed(found, known, request, problems)
    return _by_posture(found) if request.by_posture else found


def _of_routine(library: Library, problems: list[Problem]) -> Iterator[Entry]:
    if library.routine is None:
        return
    routine = library.routine.value
    seen: set[tuple[str, int]] = set()
    for listed in routine.listed:
        name = listed.item.stretch
        key = (name, listed.part if routine.phases else 0)  # a later phase may go on with it
        if key in seen:
            within = "this phase" if routine.phases else "this routine"
            problems.append(error(library.routine.place(*listed.loc, "stretch"), f"`{name}` is in {within} twice"))
        else:
            seen.add(key)
            yield Entry(library.stretches[name], listed.item, listed.part, routine.dosage)


def _added(library: Library, request: Request, problems: list[Problem]) -> Iterator[Entry]:
    routine = library.routine.value if library.routine else None
    present = {listed.item.stretch for listed in routine.listed} if routine else set()
    for each in request.stretches:
        if each in present:
            problems.append(warning(Place(f"--stretch {each}"), "is on the handout already"))
        else:
            present.add(each)
            yield Entry(library.stretches[each], Item(stretch=each), 0, None)


def swaps(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Take `--swap OLD=NEW` apart; texts of another form are left out."""
    for text in texts:
        old, equals, new = (part.strip() for part in text.partition("="))
        if equals and old and new:
            yield old, new


def _swapped(found: list[Entry], library: Library, request: Request, problems: list[Problem]) -> list[Entry]:
    pairs = list(swaps(request.swaps))
    if len(pairs) < len(request.swaps):
        problems.extend(_unreadable("--swap", text) for text in request.swaps if not list(swaps([text])))
    for old, new in pairs:
        found = _in_place_of(found, old, library.stretches[new], f"--swap {old}", problems)
    return found


def _eased(
    found: list[Entry], library: Library, request: Request, screening: Screening, problems: list[Problem]
) -> list[Entry]:
    """Apply `--easier` and `--harder`: the first stretch that is linked and suits this patient."""
    for option, ids in (("--easier", request.easier), ("--harder", request.harder)):
        for each in ids:
            entry = next((entry for entry in found if entry.id == each), None)
            if entry is None:
                problems.append(_not_here(f"{option} {each}", each, [entry.id for entry in found]))
                continue
            stretch = entry.stretch.value
            ways = stretch.easier if option == "--easier" else stretch.harder
            taken = {entry.id for entry in found}
            new = first_fitting(ways, library, screening, taken)
            if new:
                found = _in_place_of(found, each, library.stretches[new], f"{option} {each}", problems)
            else:
                problems.append(_no_way(option, each, ways))
    return found


def _no_way(option: str, stretch_id: str, ways: tuple[Variation, ...]) -> Problem:
    word = option.removeprefix("--")
    linked = [f"`{way.id}`" for way in ways if way.id]
    if linked:
        what = f"no {word} stretch suits: {', '.join(linked)} is on the handout already, or not for this patient"
        return error(Place(f"{option} {stretch_id}"), what, "choose another yourself with `--swap ID=ID`")
    hint = "its easier way is printed on its card" if word == "easier" else "print its harder way with `--show-harder`"
    said = hint if any(way.how for way in ways) else "choose another yourself with `--swap ID=ID`"
    return error(Place(f"{option} {stretch_id}"), f"the catalog names no {word} stretch for it", said)


def _in_place_of(
    found: list[Entry], old: str, new: Loaded[Stretch], place: str, problems: list[Problem]
) -> list[Entry]:
    known = [entry.id for entry in found]
    if old not in known:
        problems.append(_not_here(place, old, known))
        return found
    if new.id in known:
        problems.append(error(Place(place), f"`{new.id}` is on the handout already", f"use `--without {old}`"))
        return found
    return [_replaced(entry, new) if entry.id == old else entry for entry in found]


def _replaced(entry: Entry, new: Loaded[Stretch]) -> Entry:
    """Put a stretch in the place of another: the side stays where there is one, dose and note were for the other."""
    side = entry.item.side if new.value.laterality != "none" else None
    return replace(entry, stretch=new, item=Item(stretch=new.id, side=side))


def _changed(found: list[Entry], known: list[str], request: Request, problems: list[Problem]) -> list[Entry]:
    """Apply `--show-harder`, `--set`, `--side` and `--note`."""
    absent = [each for each in request.show_harder if each not in known]
    problems.extend(_not_here(f"--show-harder {each}", each, known) for each in absent)
    found = [_updated(each, {"harder": True}) if each.id in request.show_harder else each for each in found]
    for option, texts in (("--set", request.sets), ("--side", request.sides), ("--note", request.notes)):
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
    if not equals or (option == "--set") != bool(field):
        problems.append(_unreadable(option, text))
        return found
    if stretch_id not in {each.id for each in found}:
        problems.append(_not_here(str(place), stretch_id, known))
        return found
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
        update = update | {"dosage": (entry.item.dosage or Dosage()).changed(change)}
    return replace(entry, item=entry.item.model_copy(update=update))


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
        return {"dosage": Dosage.model_validate({_FIELDS[field]: value})}
    except ValidationError as invalid:
        found = invalid.errors()[0]
        told = found.get("ctx", {}).get("error") or found["msg"][:1].lower() + found["msg"][1:]
        reason = f"it must be {MUST_BE[found['type']]}" if found["type"] in MUST_BE else told
        problems.append(error(place, f"`{value}` does not fit: {reason}"))
        return {}


def _by_posture(found: list[Entry]) -> list[Entry]:
    """Put what is done in one posture together, part by part, in the order in which the postures come first."""
    first = list(dict.fromkeys((each.part, each.stretch.value.position) for each in found))
    return sorted(found, key=lambda each: first.index((each.part, each.stretch.value.position)))


def _unreadable(option: str, text: str) -> Problem:
    return error(Place(f"{option} {text}"), "cannot be read", f"write {_FORMS.get(option, 'ID=value')}")


def _not_here(place: str, stretch_id: str, known: Iterable[str]) -> Problem:
    return error(Place(place), f"`{stretch_id}` is not on this handout", nearest(stretch_id, dict.fromkeys(known)))
