"""The diary: boxes that match the prescription exactly."""

from __future__ import annotations

import re

from handouts.compose import doses
from handouts.compose.doses import Numbered
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


def log(stretches: tuple[Numbered, ...], review_after: str, setup: LogSetup, words: Words) -> Log:
    """Compose the diary: a row a week, and one more for each other frequency."""
    groups = doses.grouped(stretches, doses.frequency)
    rows: list[LogRow] = []
    for week in range(1, weeks(review_after, setup) + 1):
        for index, group in enumerate(groups):
            label = words.say("week", n=week)
            if len(groups) > 1:
                numbers = words.numbers(tuple(number for number, _ in group))
                label = words.say("week_items", n=week, numbers=numbers)
            rows.append(LogRow(label, _boxes(doses.frequency(group[0][1])[0], words), pain=setup.pain and index == 0))
    return Log(
        heading=words.say("log_heading"),
        summary=words.say("log_table"),
        days=words.file.days,
        pain=words.say("pain") if setup.pain else "",
        rows=tuple(rows),
    )


def _boxes(per_day: int, words: Words) -> tuple[str, ...]:
    if per_day == 1:
        return ("",)
    if per_day == 2:
        return words.say("log_morning"), words.say("log_evening")
    return tuple(str(n) for n in range(1, per_day + 1))
