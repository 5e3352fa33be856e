"""Choosing stretches in a terminal: search, tick, dose. A function of what is answered; it prints and reads nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handouts.clinician.summary import dose_line
from handouts.load.loaded import Loaded
from handouts.model.stretch import Stretch

Ask = Callable[[str], str]
Say = Callable[[str], None]
Search = Callable[[str], Sequence[str]]

_MOST_SHOWN = 12
_HELP = "words to search, numbers to tick or untick, Enter when done, q to leave"


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen: ids in the order of ticking, and changes of doses as `ID.field=value`."""

    stretches: tuple[str, ...]
    sets: tuple[str, ...] = ()


def pick(catalog: Mapping[str, Loaded[Stretch]], search: Search, ask: Ask, say: Say) -> Picked | None:
    """Ask until stretches are chosen and dosed; None when nothing is to be made."""
    ticked: dict[str, None] = {}
    shown: Sequence[str] = ()
    say(_HELP)
    while True:
        answer = ask(f"{len(ticked)} ticked" if ticked else "search").strip()
        if answer == "q" or (not answer and not ticked):
            return None
        if not answer:
            break
        numbers = answer.replace(",", " ").split()
        if all(each.isascii() and each.isdigit() for each in numbers):
            _tick(numbers, shown, ticked, say)
        else:
            shown = search(answer)[:_MOST_SHOWN]
        _show(shown, ticked, catalog, say)
    return Picked(tuple(ticked), tuple(_doses(ticked, catalog, ask, say)))


def _tick(numbers: list[str], shown: Sequence[str], ticked: dict[str, None], say: Say) -> None:
    for each in numbers:
        if not 1 <= int(each[:6]) <= len(shown):
            say(f"no number {each} is shown")
        elif (name := shown[int(each) - 1]) in ticked:
            del ticked[name]
        else:
            ticked[name] = None


def _show(shown: Sequence[str], ticked: dict[str, None], catalog: Mapping[str, Loaded[Stretch]], say: Say) -> None:
    if not shown:
        say("nothing found")
    for number, name in enumerate(shown, 1):
        stretch = catalog[name].value
        say(f"{number:>3} [{'x' if name in ticked else ' '}] {stretch.name} ({name}), {stretch.position}")


def _doses(ticked: dict[str, None], catalog: Mapping[str, Loaded[Stretch]], ask: Ask, say: Say) -> list[str]:
    """Ask for each dose; what is typed is checked where it is used."""
    say("doses: Enter keeps, or changes such as `reps=5 hold=20s`")
    sets: list[str] = []
    for name in ticked:
        stretch = catalog[name].value
        for change in ask(f"{stretch.name}: {dose_line(stretch.dosage)}").split():
            if "=" in change:
                sets.append(f"{name}.{change}")
            else:
                say(f"`{change}` is left out: write it as `reps=5`")
    return sets
