"""The diary: boxes that match the prescription exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.compose import doses
from handouts.compose.doses import Numbered
from handouts.compose.parts import NumberedPart
from handouts.handout import Log, LogRow
from handouts.model.template import LogSetup
from handouts.words import Words

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
            rows.extend(_week(week, doing, setup, words, names_items=True, blank=blank))
    else:
        doing = tuple(numbered for each in parts for numbered in each.stretches)
        for week in range(1, count + 1):
            rows.extend(_week(week, doing, setup, words, blank=blank))
    return Log(
        heading=words.say("log_heading"),
        summary=words.say("log_table"),
        days=words.file.days,
        pain=words.say("pain") if setup.pain else "",
        rows=tuple(rows),
    )


def _week(
    week: int, doing: tuple[Numbered, ...], setup: LogSetup, words: Words, *, names_items: bool = False, blank: bool
) -> Iterator[LogRow]:
    groups = [doing] if blank else doses.grouped(doing, doses.frequency)
    for index, group in enumerate(groups):
        label = words.say("week", n=week)
        if names_items or len(groups) > 1:
            numbers = words.numbers(tuple(sorted(number for number, _ in group)))
            label = words.say("week_items", n=week, numbers=numbers)
        per_day = 1 if blank else doses.frequency(group[0][1])[0]
        yield LogRow(label, _boxes(per_day, words), pain=setup.pain and index == 0)


def _boxes(per_day: int, words: Words) -> tuple[str, ...]:
    if per_day == 1:
        return ("",)
    if per_day == 2:
        return words.say("log_morning"), words.say("log_evening")
    return tuple(str(n) for n in range(1, per_day + 1))
