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
from handouts.prescribe.entry import Changed, Entry, not_here, unreadable
from handouts.prescribe.request import Request
from handouts.prescribe.screening import Screening
from handouts.problems import Place, Problem, error, warning


def entries(library: Library, request: Request, screening: Screening) -> Changed:
    """Return what is to be done, part after part, and what is wrong with the options."""
    listed, of_routine = _of_routine(library)
    loose, of_loose = _added(library, request)
    swapped, of_swaps = _swapped([*listed, *loose], library, request)
    eased, of_ways = _eased(swapped, library, request, screening)
    ids = [entry.id for entry in eased]
    absent = tuple(not_here(f"--without {each}", each, ids) for each in request.without if each not in ids)
    # what is added goes to the first part
    kept = [entry for entry in sorted(eased, key=lambda entry: entry.part) if entry.id not in request.without]
    done, of_changes = changed(kept, ids, request)
    problems = (*of_routine, *of_loose, *of_swaps, *of_ways, *absent, *of_changes)
    return (_by_posture(done) if request.by_posture else done), problems


def _of_routine(library: Library) -> Changed:
    if library.routine is None:
        return [], ()
    routine = library.routine.value
    first: dict[tuple[str, int], Entry] = {}
    problems: list[Problem] = []
    for listed in routine.listed:
        name = listed.item.stretch
        key = (name, listed.part if routine.phases else 0)  # a later phase may go on with it
        if key in first:
            within = "this phase" if routine.phases else "this routine"
            problems.append(error(library.routine.place(*listed.loc, "stretch"), f"`{name}` is in {within} twice"))
            continue
        problems.extend(step_problems(library.routine, listed, library.stretches[name]))
        first[key] = Entry(library.stretches[name], listed.item, listed.part, routine.dosage)
    return list(first.values()), tuple(problems)


def _added(library: Library, request: Request) -> Changed:
    routine = library.routine.value if library.routine else None
    present = {listed.item.stretch for listed in routine.listed} if routine else set()
    twice = [each for nth, each in enumerate(request.stretches) if each in {*present, *request.stretches[:nth]}]
    loose = [each for each in dict.fromkeys(request.stretches) if each not in present]
    problems = tuple(warning(Place(f"--stretch {each}"), "is on the handout already") for each in twice)
    return [Entry(library.stretches[each], _item(each), 0, None) for each in loose], problems


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


def _swapped(before: list[Entry], library: Library, request: Request) -> Changed:
    problems = [unreadable("--swap", text) for text in request.swaps if not list(swaps([text]))]
    after = before
    for old, new in swaps(request.swaps):
        after, of_swap = _in_place_of(after, old, library.stretches[new], f"--swap {old}")
        problems.extend(of_swap)
    return after, tuple(problems)


def _eased(before: list[Entry], library: Library, request: Request, screening: Screening) -> Changed:
    """Apply `--easier` and `--harder`: the first stretch that is linked and suits this patient."""
    after, problems = before, list[Problem]()
    options = [("--easier", each) for each in request.easier] + [("--harder", each) for each in request.harder]
    for option, name in options:
        after, of_way = _with_way(after, option, name, library, screening)
        problems.extend(of_way)
    return after, tuple(problems)


def _with_way(before: list[Entry], option: str, name: str, library: Library, screening: Screening) -> Changed:
    entry = next((entry for entry in before if entry.id == name), None)
    taken = [entry.id for entry in before]
    if entry is None:
        return before, (not_here(f"{option} {name}", name, taken),)
    ways = entry.stretch.value.easier if option == "--easier" else entry.stretch.value.harder
    new = first_fitting(ways, library, screening, taken)
    if new is None:
        return before, (_no_way(option, name, ways),)
    return _in_place_of(before, name, library.stretches[new], f"{option} {name}")


def _no_way(option: str, stretch_id: str, ways: tuple[Variation, ...]) -> Problem:
    word = option.removeprefix("--")
    linked = [f"`{way.id}`" for way in ways if way.id]
    what, hint = f"the catalog names no {word} stretch for it", "choose another yourself with `--swap ID=ID`"
    if linked:
        what = f"no {word} stretch suits: {', '.join(linked)} is on the handout already, or not for this patient"
    elif any(way.how for way in ways):
        is_easier = word == "easier"
        hint = "its easier way is printed on its card" if is_easier else "print its harder way with `--show-harder`"
    return error(Place(f"{option} {stretch_id}"), what, hint)


def _in_place_of(before: list[Entry], old: str, new: Loaded[Stretch], place: str) -> Changed:
    ids = [entry.id for entry in before]
    if old not in ids:
        return before, (not_here(place, old, ids),)
    if new.id in ids:
        return before, (error(Place(place), f"`{new.id}` is on the handout already", f"use `--without {old}`"),)
    return [_replaced(entry, new) if entry.id == old else entry for entry in before], ()


def _replaced(entry: Entry, new: Loaded[Stretch]) -> Entry:
    """Put a stretch in the place of another: the side stays where there is one, dose and note were for the other."""
    side = entry.item.side if new.value.laterality != "none" else None
    return replace(entry, stretch=new, item=Item(stretch=new.id, side=side))


def _by_posture(entries: list[Entry]) -> list[Entry]:
    """Put what is done in one posture together, part by part, in the order in which the postures come first."""
    first = list(dict.fromkeys((each.part, each.stretch.value.position) for each in entries))
    return sorted(entries, key=lambda each: first.index((each.part, each.stretch.value.position)))
