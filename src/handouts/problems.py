"""What is wrong with an input, where, and how to mend it: data, not exception text."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

Loc = tuple[str | int, ...]  # the keys and list indices that lead to a value in a file


class Level(IntEnum):
    """How much a problem matters; sorts with the worst first."""

    ERROR = 0
    WARNING = 1
    NOTE = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a value stands: a file with line and column (from 1), or an option such as `--set` (line 0)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place. Sorts by place, then level."""

    place: Place
    level: Level
    message: str
    hint: str = ""
    rule: str = ""

    def at(self, path: str, shown: str) -> Problem:
        """Return this problem, told of the file `shown` where it was found in `path`."""
        moved = Place(shown, self.place.line, self.place.column) if self.place.path == path else self.place
        return Problem(moved, self.level, self.message.replace(path, shown), self.hint, self.rule)

    def __str__(self) -> str:
        rule = f"[{self.rule}]" if self.rule else ""
        text = f"{self.place}: {self.level}{rule}: {self.message}"
        return f"{text}\nhint: {self.hint}" if self.hint else text


def error(place: Place, message: str, hint: str = "", rule: str = "") -> Problem:
    """Make an error."""
    return Problem(place, Level.ERROR, message, hint, rule)


def warning(place: Place, message: str, hint: str = "", rule: str = "") -> Problem:
    """Make a warning."""
    return Problem(place, Level.WARNING, message, hint, rule)


class InputError(Exception):
    """The input cannot be used; carries every problem found, sorted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class OutputError(Exception):
    """The output could not be written; the message says which file and why."""


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a hint that names the closest of `names`, or lists them when they are few and none is close."""
    candidates = sorted(names)
    close = difflib.get_close_matches(name, candidates, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    if 0 < len(candidates) <= 12:
        return "one of " + ", ".join(f"`{each}`" for each in candidates)
    return ""
