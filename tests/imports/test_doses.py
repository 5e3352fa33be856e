"""Doses as people write them: read whole, or under `needs`."""

from __future__ import annotations

import pytest

from handouts.intake.dose import PARTS, dosage

# A column, what stands in it, and `hold reps sets per_day days_per_week` as they are written, `-` for none.
COLUMNS = """
hold | 1.5 min | 90 s - - - -
hold | 0.5 min | 30 s - - - -
hold | 0,5 min | 30 s - - - -
hold | 1 minute 30 seconds | 90 s - - - -
hold | 1 1/2 min | 90 s - - - -
hold | 1½ minutes | 90 s - - - -
hold | half a minute | 30 s - - - -
hold | two minutes | 120 s - - - -
hold | a minute | 60 s - - - -
hold | twenty-five seconds | 25 s - - - -
hold | thirty (30) seconds | 30 s - - - -
hold | 1:30 | 90 s - - - -
hold | 1m30s | 90 s - - - -
hold | 90s | 90 s - - - -
hold | 30" | 30 s - - - -
hold | 30'' | 30 s - - - -
hold | 30.0 | 30 s - - - -
hold | 30–60 s | 30-60 s - - - -
hold | 30 sec to 1 min | 30-60 s - - - -
hold | 20 sec hold, each side | 20 s - - - -
hold | 30 seconds x 3 | 30 s 3 - - -
reps | 3.0 | - 3 - - -
reps | ten | - 10 - - -
reps | 10 per leg | - 10 - - -
reps | x10 | - 10 - - -
reps | between 8 and 12 | - 8 - - -
reps | 3x10 each | - 10 3 - -
reps | 3 times a day | - - - 3 7
dose | 3 x 30 sec, 2x/day | 30 s 3 - 2 7
dose | 2x10x5 sec | 5 s 10 2 - -
dose | 10 x 3 sets | - 10 3 - -
dose | 30 sec x 3, BID | 30 s 3 - 2 7
dose | 3 sets of 30 sec | 30 s - 3 - -
dose | 5 days/week, 2x/day | - - - 2 5
dose | 5 days a week | - - - - 5
dose | 4-5 x per week | - - - 1 4
dose | hold 5 sec, relax, repeat 10 times | 5 s 10 - - -
"""
UNREAD = """
hold | up to 30 s
hold | at least 30 sec
hold | 5 breaths
hold | 1.25 s
hold | 700 s
hold | 1:30-2:00
hold | 2-1 min
reps | 2.5
reps | 5 lb
reps | 10+
reps | 10/10
reps | 10, 8, 6
reps | 30 sec
reps | 10-Aug
reps | 1,000
reps | up to 10
reps | no more than 10
dose | every 30 minutes
dose | for 6 weeks
dose | every other day
dose | 10 times every hour
dose | 2 times a minute
dose | 2 min
dose | week 1: 10 reps, week 2: 15 reps
dose | as tolerated
"""
STEPS = """
Hold for 30 seconds, then relax. | 30 s - - - -
Hold 2 seconds, and lower slowly. | 2 s - - - -
Hold this stretch for 20 to 30 seconds and repeat 3 times on each side. | 20-30 s 3 - - -
When you feel the stretch, hold for 30 seconds. | 30 s - - - -
Hold for 6 seconds; rest for up to 10 seconds. | 6 s - - - -
Stay here for half a minute. | 30 s - - - -
Repeat 3 times, holding each for 30 seconds. | 30 s 3 - - -
Do three sets of ten. | - 10 3 - -
Do 10 times each leg, twice daily. | - 10 - 2 7
Do this 3 times a day. | - - - 3 7
3 x 30 seconds. | 30 s 3 - - -
Rest 60 seconds between rounds. | - - - - -
Wait 30 seconds, then repeat. | - - - - -
One circle is 1 repetition. | - - - - -
Tip: One circle equals 1 repetition. | - - - - -
In 30 seconds you can feel it. | - - - - -
Hold the chair if you are 65 or older. | - - - - -
Hold a 5 lb weight in each hand. | - - - - -
Hold the towel 12" above the floor. | - - - - -
Step 2 m away from the wall. | - - - - -
Hold your breath for 5 seconds. | - - - - -
Do not hold for more than 5 seconds. | - - - - -
Hold for 30 seconds or longer. | - - - - -
Hold at least 30 seconds. | - - - - -
Work up to holding for 60 seconds. | - - - - -
Hold 30 seconds between repetitions. | - - - - -
Do this every 30 minutes. | - - - - -
Do this for 6 weeks. | - - - - -
Repeat no more than 10 times. | - - - - -
Repeat another 4 times. | - - - - -
Repeat 5 more times. | - - - - -
You can repeat 3 times. | - - - - -
Count to 30. | - - - - -
Walk for 5 minutes. | - - - - -
"""


def _lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def _spelled(columns: dict[str, str], steps: tuple[str, ...] = ()) -> str:
    reading = dosage(columns, steps)
    return " ".join(str(reading.dosage.get(part, "-")) for part in PARTS)


@pytest.mark.parametrize(("column", "text", "expected"), _lines(COLUMNS))
def test_a_column_is_read_whole(column: str, text: str, expected: str) -> None:
    assert _spelled({column: text}) == expected
    assert dosage({column: text}).unread == ()


@pytest.mark.parametrize(("column", "text"), _lines(UNREAD))
def test_a_column_that_says_something_else_is_not_read(column: str, text: str) -> None:
    assert dosage({column: text}).dosage == {}
    assert dosage({column: text}).unread == (text,)


@pytest.mark.parametrize(("step", "expected"), _lines(STEPS))
def test_steps_say_a_dose_only_where_they_tell_to_do_it(step: str, expected: str) -> None:
    assert _spelled({}, (step,)) == expected


@pytest.mark.parametrize("text", ["3 x 30 sec, rest 60 sec", "3 x 30 sec, 5 lb", "3 x 30 s (+ 2)"])
def test_what_is_read_in_part_is_told(text: str) -> None:
    reading = dosage({"dose": text})
    assert (reading.dosage, reading.unread) == ({"hold": "30 s", "reps": 3}, (text,))


def test_what_is_said_twice_each_time_otherwise_is_not_chosen_from() -> None:
    reading = dosage({}, ("Hold for 5 seconds.", "Hold for 30 seconds."))
    assert (reading.dosage, reading.unread) == ({}, ("hold in the steps",))
    assert dosage({"dose": "3 x 10", "reps": "8"}).unread == ("8",)


def test_a_column_goes_before_the_steps_and_only_it_is_sure() -> None:
    assert dosage({"hold": "30 s"}, ("Hold for 5 seconds.",)).dosage == {"hold": "30 s"}
    assert dosage({"hold": "30 s"}, ("Hold for 5 seconds.",)).is_sure
    assert not dosage({}, ("Hold for 5 seconds.",)).is_sure
