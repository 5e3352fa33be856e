"""A rule as a value: what it asks for, why, and how to mend what breaks it."""

from __future__ import annotations

from dataclasses import dataclass

from handouts.problems import Level, Place, Problem, error, warning


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of `handouts check`. The texts are what `--explain` prints."""

    id: str
    levels: tuple[Level, ...]
    title: str
    reads: str  # the value that it looks at
    why: str
    source: str
    mend: str

    def error(self, place: Place, message: str, hint: str = "") -> Problem:
        """Make an error of this rule."""
        return error(place, message, hint, self.id)

    def warning(self, place: Place, message: str, hint: str = "") -> Problem:
        """Make a warning of this rule."""
        return warning(place, message, hint, self.id)

    def note(self, place: Place, message: str, hint: str = "") -> Problem:
        """Make a note of this rule."""
        return Problem(place=place, level=Level.NOTE, message=message, hint=hint, rule=self.id)
