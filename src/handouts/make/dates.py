"""Dates as clinics write them, read by the clinic's country: what cannot be a day is refused, never printed."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from handouts.load.words import Words
from handouts.model.safety import Country
from handouts.problems import Place, Problem, error, warning

_TIME = (
    r"(?:,?(?:T|\s+)(?P<time>\d{1,2}(?:[:.h]\d{2}){1,2})(?:\.\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:z|utc|gmt|[+-]\d{2}:?\d{2})?"
    r"|,?\s+(?P<hour>\d{1,2})\s*[ap]\.?m\.?)?"
)
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_ISO = rf"{_WEEKDAY}(\d{{4}})([-/.])(\d{{1,2}})\3(\d{{1,2}}){_TIME}"
_NUMBERS = rf"{_WEEKDAY}(\d{{1,2}})\s*([-/.])\s*(\d{{1,2}})\s*\3\s*(\d{{4}}|\d{{2}}){_TIME}"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:[.,\s-]+(\d{4}|\d{2}))?"
_NAMED = rf"{_WEEKDAY}{_DAY}[.\s-]\s*(?:of\s+)?([a-z]{{3,}}){_YEAR}{_TIME}"
_MONTH_FIRST = rf"{_WEEKDAY}([a-z]{{3,}})\.?\s+{_DAY}{_YEAR}{_TIME}"
# Numbers alone, or three of them with strokes between: meant as a day, whatever else it says
_MEANT = r"[\d\s./:,-]*\d[\d\s./:,-]*|.*\d\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d.*"
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MIDNIGHT = re.compile(r"[0:.h]+")
_LEAP_YEAR = 2024  # for a day without a year
_CENTURY = 2000  # of years with two digits
_EARLIEST, _LATEST = 1900, 2199  # a year beyond is a slip
_SPOKEN = {"month-first": "month/day/year", "day-first": "day/month/year"}
_HINT = "write it as `2026-12-19`"


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a text says of a day. Words that name none, such as `in two weeks`, have neither day nor fault."""

    day: dt.date | None = None
    fault: str = ""  # why it cannot be a day
    is_ambiguous: bool = False  # day and month could change places
    time: str = ""  # of the day, which is not printed


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Return a pattern, made when a date is first read: most handouts are dated today."""
    return re.compile(form, re.I | re.S)


def read_date(text: str, order: str, months: Sequence[str]) -> ReadDate:
    """Read a day. `order` is a country's (`month-first`, `day-first`, `iso`), `months` are the names of twelve."""
    text = _DASHES.sub("-", " ".join(text.split()))
    if match := _pattern(_ISO).fullmatch(text):
        read = _day(int(match[2]), int(match[4]), int(match[5]))
    elif match := _pattern(_NUMBERS).fullmatch(text):
        read = _of_numbers(int(match[2]), int(match[4]), _year(match[5]), order, dotted=match[3] == ".")
    elif match := _pattern(_NAMED).fullmatch(text):
        read = _of_name(match[3], int(match[2]), match[4], months)
    elif match := _pattern(_MONTH_FIRST).fullmatch(text):
        read = _of_name(match[2], int(match[3]), match[4], months)
    else:
        return ReadDate(fault="day, month and year are needed") if _pattern(_MEANT).fullmatch(text) else ReadDate()
    weekday = (match["weekday"] or "").casefold()
    if read.day and weekday and _WEEKDAYS[read.day.weekday()] != weekday:
        return ReadDate(fault=f"that is a {_WEEKDAYS[read.day.weekday()].title()}, not a {weekday.title()}")
    time = match["time"] or match["hour"] or ""
    return replace(read, time="" if _MIDNIGHT.fullmatch(time) else time)


def _of_numbers(first: int, second: int, year: int, order: str, *, dotted: bool) -> ReadDate:
    """Tell day and month apart: by which makes a day, else as the country has it."""
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if not (day_first.day or month_first.day):
        return day_first if first > 12 or (second <= 12 and order != "month-first") else month_first
    if not (day_first.day and month_first.day):
        return day_first if day_first.day else month_first
    if day_first.day == month_first.day:
        return day_first
    if order == "iso":
        return ReadDate(fault="it may be two days, for some write the day first and some the month")
    certain = dotted and order == "day-first"  # who writes dots there never begins with the month
    return replace(month_first if order == "month-first" else day_first, is_ambiguous=not certain)


def _of_name(name: str, day: int, year: str | None, months: Sequence[str]) -> ReadDate:
    plain = "september" if name.casefold() == "sept" else name.casefold()
    fitting = [number for number, each in enumerate(months, 1) if each.casefold().startswith(plain)]
    if year is None:  # words, such as `in 2 weeks`, or a day that is in every year
        faulty = len(fitting) == 1 and _day(_LEAP_YEAR, fitting[0], day).fault
        return ReadDate(fault=faulty or "")
    return _day(_year(year), fitting[0], day) if len(fitting) == 1 else ReadDate(fault=f"no month is called `{name}`")


def _year(text: str) -> int:
    return int(text) + (_CENTURY if len(text) == 2 else 0)


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
    return words.date(read.day, country), read.day, tuple(_doubts(read, place, country))


def _doubts(read: ReadDate, place: Place, country: Country) -> Iterator[Problem]:
    if read.is_ambiguous:
        what = f"a date that can be read two ways is read as {_SPOKEN[country.date]}, as is usual in {country.name}"
        yield warning(place, what, "write `2026-12-19`, which leaves no doubt")
    if read.time:
        yield warning(place, "a time of day is not printed", "say it in a `message`")
