"""The stretches on their way into a prescription: those of the routine, and what the options put in or take out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from handouts.load.library import Library
from handouts.load.loaded import Loaded
from handouts.model.routine import Item
from handouts.model.stretch import Stretch, Variation
from handouts.prescribe.alternatives import first_fitting
from handouts.prescribe.changes import changed, step_problems
from handouts.prescribe.entry import Entry, not_here, unreadable
from handouts.prescribe.request import Request
from handouts.prescribe.screening import Screening
from handouts.problems import Place, Problem, error, warning


def entries(library: Library, request: Request, screening: Screening, problems: list[Problem]) -> list[Entry]:
    """Return what is to be done, part after part. What is wrong with the options goes to `problems`."""
    found = [*_of_routine(library, problems), *_added(library, request, problems)]
    found = _swapped(found, library, request, problems)
    found = _eased(found, library, request, screening, problems)
    found = sorted(found, key=lambda entry: entry.part)  # what is added goes to the first part
    known = [entry.id for entry in found]
    problems.extend(not_here(f"--without {each}", each, known) for each in request.without if each not in known)
    found = [entry for entry in found if entry.id not in request.without]
    found = changed(found, known, request, problems)
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
            problems.extend(step_problems(library.routine, listed, library.stretches[name]))
            yield Entry(library.stretches[name], listed.item, listed.part, routine.dosage)


def _added(library: Library, request: Request, problems: list[Problem]) -> Iterator[Entry]:
    routine = library.routine.value if library.routine else None
    present = {listed.item.stretch for listed in routine.listed} if routine else set()
    for each in request.stretches:
        if each in present:
            problems.append(warning(Place(f"--stretch {each}"), "is on the handout already"))
        else:
            present.add(each)
            yield Entry(library.stretches[each], _item(each), 0, None)


@lru_cache(maxsize=256)
def _item(stretch: str) -> Item:
    """Return what a routine would say of a stretch that is only named."""
    return Item(stretch=stretch)


def swaps(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Take `--swap OLD=NEW` apart; texts of another form are left out."""
    for text in texts:
        old, equals, new = (part.strip() for part in text.partition("="))
        if equals and old and new:
            yield old, new


def _swapped(found: list[Entry], library: Library, request: Request, problems: list[Problem]) -> list[Entry]:
    pairs = list(swaps(request.swaps))
    if len(pairs) < len(request.swaps):
        problems.extend(unreadable("--swap", text) for text in request.swaps if not list(swaps([text])))
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
                problems.append(not_here(f"{option} {each}", each, [entry.id for entry in found]))
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
        problems.append(not_here(place, old, known))
        return found
    if new.id in known:
        problems.append(error(Place(place), f"`{new.id}` is on the handout already", f"use `--without {old}`"))
        return found
    return [_replaced(entry, new) if entry.id == old else entry for entry in found]


def _replaced(entry: Entry, new: Loaded[Stretch]) -> Entry:
    """Put a stretch in the place of another: the side stays where there is one, dose and note were for the other."""
    side = entry.item.side if new.value.laterality != "none" else None
    return replace(entry, stretch=new, item=Item(stretch=new.id, side=side))


def _by_posture(found: list[Entry]) -> list[Entry]:
    """Put what is done in one posture together, part by part, in the order in which the postures come first."""
    first = list(dict.fromkeys((each.part, each.stretch.value.position) for each in found))
    return sorted(found, key=lambda each: first.index((each.part, each.stretch.value.position)))
