"""The strings, plurals and dates of one language. All that is printed and is not catalog text comes from here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from handouts.model.base import FileModel, TextLine
from handouts.model.safety import Country
from handouts.model.stretch import Equipment, Limb, Region
from handouts.problems import Loc, Place, Problem, error, nearest


class Plural(FileModel):
    """The forms of a counted thing; `{n}` is the number."""

    one: TextLine
    other: TextLine


class WordsFile(FileModel):
    """`assets/words/<language>.yaml`."""

    language: TextLine
    strings: dict[str, str]  # spaces at the ends count: `, ` joins
    plurals: dict[str, Plural]
    equipment: dict[Equipment, TextLine]
    regions: dict[Region, TextLine]
    limbs: dict[Limb, dict[str, TextLine]]
    months: tuple[TextLine, ...]
    days: tuple[TextLine, ...]


_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# What says when to stop and whom to call, and that this is no diagnosis: the same on every handout.
_FIXED = frozenset({
    "call_now", "stop_and_call", "stop_and_call_at", "hours_after", "emergency_again", "have", "either", "or",
    "not_for", "not_for_if", "please_read", "footer", "comma",
})  # fmt: skip


def unfit(own: Mapping[Loc, str], places: Mapping[Loc, Place], below: Mapping[Loc, str]) -> Iterator[Problem]:
    """Find the words of a clinic that cannot take the built-in ones' place."""
    parents = {loc[:-1] for loc in places}
    for loc, place in places.items():
        if loc in parents or len(loc) < 2:
            continue
        if loc[0] == "strings" and loc[-1] in _FIXED:
            yield error(place, f"`{loc[-1]}` is the same on every handout, for safety", "leave it out")
        elif not own.get(loc, "").strip():
            yield error(place, f"`{loc[-1]}` is empty", "leave it out to keep the built-in one")
        elif loc in below and (needed := _gaps(below[loc])) != _gaps(own[loc]):
            named = ", ".join(f"`{{{each}}}`" for each in sorted(needed)) or "none"
            yield error(place, f"`{loc[-1]}` must have the gaps of the built-in one: {named}")
        elif loc not in below and loc[0] == "strings":
            names = [str(each[-1]) for each in below if each[0] == "strings"]
            yield error(place, f"no words are called `{loc[-1]}`", nearest(str(loc[-1]), names))


def _gaps(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


@dataclass(frozen=True)
class Words:
    """A language to say things in. Only named placeholders are filled: a brace in a value stays a brace."""

    file: WordsFile

    @property
    def language(self) -> str:
        """The language's code, such as `en-US`."""
        return self.file.language

    def say(self, key: str, **values: object) -> str:
        """Return the string `key` with its `{placeholders}` filled."""
        return fill(self.file.strings[key], **values)

    def count(self, key: str, n: int, **values: object) -> str:
        """Return the plural form of `key` for `n`."""
        forms = self.file.plurals[key]
        return fill(forms.one if n == 1 else forms.other, n=n, **values)

    def limb(self, limb: Limb, key: str) -> str:
        """Return a phrase about a leg, an arm or a side (`each`, `left`, `right`, `change`)."""
        return self.file.limbs[limb][key]

    def listed(self, items: tuple[str, ...]) -> str:
        """Join as `a`, `a and b`, `a, b and c`."""
        if len(items) < 2:
            return "".join(items)
        return self.say("and", a=self.say("comma").join(items[:-1]), b=items[-1])

    def either(self, items: tuple[str, ...]) -> str:
        """Join as `a`, `a or b`, `a, b or c`."""
        if len(items) < 2:
            return "".join(items)
        return self.say("either", a=self.say("comma").join(items[:-1]), b=items[-1])

    def numbers(self, numbers: tuple[int, ...]) -> str:
        """Join numbers, three or more in a row as a range: `1 to 4, 6 and 7`."""
        rows: list[list[int]] = []
        for number in numbers:
            if rows and number == rows[-1][-1] + 1:
                rows[-1].append(number)
            else:
                rows.append([number])
        items: list[str] = []
        for row in rows:
            items.extend([self.say("range", a=row[0], b=row[-1])] if len(row) > 2 else map(str, row))
        return self.listed(tuple(items))

    def date(self, day: dt.date, country: Country) -> str:
        """Write a date as the country does."""
        if country.date == "iso":
            return day.isoformat()
        key = "date_month_first" if country.date == "month-first" else "date_day_first"
        return self.say(key, day=day.day, month=self.file.months[day.month - 1], year=day.year)


def fill(text: str, **values: object) -> str:
    """Replace `{name}` by the value of that name; names without a value stay as they are."""
    if "{" not in text:
        return text
    form, names = _split(text)
    return form % tuple([values.get(name, f"{{{name}}}") for name in names])


@lru_cache(maxsize=1024)
def _split(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text as a form to fill, and the names of what fills it."""
    return _PLACEHOLDER.sub("%s", text.replace("%", "%%")), tuple(_PLACEHOLDER.findall(text))
