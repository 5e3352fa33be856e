"""One row with the words that it is read by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handouts.intake import texts
from handouts.intake.fields import Fields, first_values, values
from handouts.intake.terms import Terms
from handouts.load.table import ListRow

_LONGEST_NAME = 80  # letters; longer ones do not fit under a picture
_NUMBERED = re.compile(r"^\d{1,3}[.)]\s+(?=\D)")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row and the words that it is read by."""

    row: ListRow
    fields: Fields
    terms: Terms

    def all(self, name: str) -> tuple[str, ...]:
        """Return all that the row says of a field, what is likeliest meant first."""
        return values(self.row, self.fields, name, self.terms.words)

    def first(self, name: str) -> tuple[str, ...]:
        """Return what the likeliest key says of a field."""
        return first_values(self.row, self.fields, name, self.terms.words)

    def line(self, name: str, longest: int = texts.LONGEST_STEP) -> str:
        """Return what the likeliest key says of a field, as one line."""
        return texts.line(self.first(name), longest)

    @property
    def name(self) -> str:
        """The name of the exercise, without a number before it; empty when it has none."""
        return _NUMBERED.sub("", self.line("name", _LONGEST_NAME))

    @property
    def is_stretch(self) -> bool:
        """Tell whether the list itself calls it a stretch."""
        calls = (*self.all("kind"), *self.all("regions"), self.name)
        return any(re.search(self.terms.words.stretches, each, re.I) for each in calls)
