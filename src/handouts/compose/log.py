"""The diary: boxes that match the prescription exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.compose import doses
from handouts.compose.doses import NumberedStretch
from handouts.compose.handout import Log, LogRow
from handouts.compose.parts import NumberedPart
from handouts.load.words import Words
from handouts.model.template import LogSetup

_DAYS = {"day": 1, "week": 7, "month": 30}
_MOST_WEEKS = 12


def weeks(review_after: str, setup: LogSetup) -> int:
    """Return how many weeks there are until the review, or as the template says."""
    match = re.fullmatch(r"(\d+) (day|week|month)s?", review_after)
    if match is None:
        return setup.weeks
    return min(_MOST_WEEKS, max(1, -(-int(match[1]) * _DAYS[match[2]] // 7)))


def log(parts: tuple[NumberedPart, ...], count: int, setup: LogSetup, words: Words, *, blank: bool = False) -> Log:
    """Compose the diary: a row a week, and one more for each other frequency. Phases have the rows of their weeks.

    With doses to write in, nobody knows yet how often: one box a day.
    """
    rows: list[LogRow] = []
    if parts[-1].part.weeks:
        last = min(parts[-1].part.weeks.high, _MOST_WEEKS)
        for week in range(1, last + 1):
            doing = next(each.stretches for each in parts if each.part.weeks and week in each.part.weeks)
            rows.extend(_week(week, _lines(doing, words, names_items=True, blank=blank), setup, words))
    else:
        lines = _lines(tuple(numbered for each in parts for numbered in each.stretches), words, blank=blank)
        for week in range(1, count + 1):
            rows.extend(_week(week, lines, setup, words))
    return Log(
        heading=words.say("log_heading"),
        summary=words.say("log_table"),
        days=words.file.days,
        pain=words.say("pain") if setup.pain else "",
        rows=tuple(rows),
    )


LogLine = tuple[str, tuple[str, ...]]  # the numbers of stretches, if they are named, and the boxes of a day


def _lines(
    doing: tuple[NumberedStretch, ...], words: Words, *, names_items: bool = False, blank: bool
) -> list[LogLine]:
    """Return what a week has a line for: one a frequency."""
    groups = [doing] if blank else doses.grouped(doing, doses.frequency)
    return [
        (
            words.numbers(tuple(sorted(number for number, _ in group))) if names_items or len(groups) > 1 else "",
            _boxes(1 if blank else doses.frequency(group[0][1])[0], words),
        )
        for group in groups
    ]


def _week(week: int, lines: list[LogLine], setup: LogSetup, words: Words) -> Iterator[LogRow]:
    for index, (numbers, boxes) in enumerate(lines):
        label = words.say("week_items", n=week, numbers=numbers) if numbers else words.say("week", n=week)
        yield LogRow(label, boxes, pain=setup.pain and index == 0)


def _boxes(per_day: int, words: Words) -> tuple[str, ...]:
    if per_day == 1:
        return ("",)
    if per_day == 2:
        return words.say("log_morning"), words.say("log_evening")
    return tuple(str(n) for n in range(1, per_day + 1))
