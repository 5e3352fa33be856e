"""Dates as clinics write them, read by the clinic's country: what cannot be a day is refused, never printed."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from handouts.load.words import Words
from handouts.model.safety import Country
from handouts.problems import Place, Problem, error, warning

_TIME = (
    r"(?:,?(?:T|\s+)\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:z|utc|gmt|[+-]\d{2}:?\d{2})?"
    r"|,?\s+\d{1,2}\s*[ap]\.?m\.?)?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_ISO = re.compile(rf"{_WEEKDAY}(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.I)
_NUMBERS = re.compile(rf"{_WEEKDAY}(\d{{1,2}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{2}}){_TIME}", re.I)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_NAMED = re.compile(rf"{_WEEKDAY}{_DAY}[.\s-]\s*(?:of\s+)?([a-z]{{3,}})\.?[,\s-]\s*(\d{{4}}){_TIME}", re.I)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}([a-z]{{3,}})\.?\s+{_DAY},?\s+(\d{{4}}){_TIME}", re.I)
# Numbers alone, or three of them with strokes between: meant as a day, whatever else it says
_MEANT = re.compile(r"[\d\s./:,-]*\d[\d\s./:,-]*|.*\d\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d.*", re.S)
_CENTURY = 2000  # of years with two digits
_EARLIEST, _LATEST = 1900, 2199  # a year beyond is a slip
_SPOKEN = {"month-first": "month/day/year", "day-first": "day/month/year", "iso": "day/month/year"}
_HINT = "write it as `2026-12-19`"


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a text says of a day. Words that name none, such as `in two weeks`, have neither day nor fault."""

    day: dt.date | None = None
    fault: str = ""  # why it cannot be a day
    is_ambiguous: bool = False  # day and month could change places


def read_date(text: str, order: str, months: Sequence[str]) -> ReadDate:
    """Read a day. `order` is a country's (`month-first`, `day-first`, `iso`), `months` are the names of twelve."""
    text = " ".join(text.split())
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _NUMBERS.fullmatch(text):
        year = int(match[4]) + (_CENTURY if len(match[4]) == 2 else 0)
        return _of_numbers(int(match[1]), int(match[3]), year, order, dotted=match[2] == ".")
    if match := _NAMED.fullmatch(text):
        return _of_name(match[2], int(match[1]), int(match[3]), months)
    if match := _MONTH_FIRST.fullmatch(text):
        return _of_name(match[1], int(match[2]), int(match[3]), months)
    return ReadDate(fault="day, month and year are needed") if _MEANT.fullmatch(text) else ReadDate()


def _of_numbers(first: int, second: int, year: int, order: str, *, dotted: bool) -> ReadDate:
    """Tell day and month apart: by which can be a month, with dots the day is first, else as the country has it."""
    day_first = dotted or second > 12 or (order != "month-first" and first <= 31)
    if first > 12 and second <= 12:
        day_first = True
    elif second > 12 and first <= 12 and not dotted:
        day_first = False
    month, day = (second, first) if day_first else (first, second)
    read = _day(year, month, day)
    both = first <= 12 and second <= 12 and first != second and not dotted
    return ReadDate(read.day, read.fault, both and read.day is not None)


def _of_name(name: str, day: int, year: int, months: Sequence[str]) -> ReadDate:
    plain = name.casefold()
    fitting = [number for number, each in enumerate(months, 1) if each.casefold().startswith(plain)]
    if plain == "sept":
        fitting = [9]
    return _day(year, fitting[0], day) if len(fitting) == 1 else ReadDate(fault=f"no month is called `{name}`")


def _day(year: int, month: int, day: int) -> ReadDate:
    if not _EARLIEST <= year <= _LATEST:
        return ReadDate(fault=f"{year} is not a year of ours")
    if not 1 <= month <= 12:
        return ReadDate(fault=f"there is no month {month}")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        return ReadDate(fault=f"month {month} of {year} has {last} days")
    return ReadDate(dt.date(year, month, day))


def printed(text: str, place: Place, words: Words, country: Country) -> tuple[str, dt.date | None, tuple[Problem, ...]]:
    """Return a date as it is printed, the day that it is, and what is wrong or doubtful with it."""
    read = read_date(text, country.date, words.file.months)
    if read.fault:
        return text, None, (error(place, f"`{text}` is no day: {read.fault}", _HINT),)
    if read.day is None:
        return text, None, ()
    doubt = f"a date that can be read two ways is read as {_SPOKEN[country.date]}, as is usual in {country.name}"
    doubts = (warning(place, doubt, "write `2026-12-19`, which leaves no doubt"),) if read.is_ambiguous else ()
    return words.date(read.day, country), read.day, doubts
