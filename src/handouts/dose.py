"""What a dosage amounts to: how often in a session, and how long a session takes."""

from __future__ import annotations

import math
from collections.abc import Iterable

from handouts.model.stretch import Dosage
from handouts.prescription import PrescribedStretch

MOVE_SECONDS = 4  # one slow movement without a hold
BETWEEN_SECONDS = 2  # getting in and out of one repetition
CHANGE_SECONDS = 10  # changing position for the next stretch
WARM_UP_MINUTES = 5  # what the warm-up line of the safety file asks for


def sides(prescribed: PrescribedStretch) -> int:
    """Return how many sides a repetition is counted on."""
    return 2 if prescribed.side == "each" else 1


def seconds(prescribed: PrescribedStretch) -> int:
    """Return how long one session of a stretch takes, with getting there."""
    dosage = prescribed.dosage
    hold = dosage.hold_seconds.high if dosage.hold_seconds and dosage.hold_seconds.high else MOVE_SECONDS
    once = hold + (dosage.contract_seconds or 0) + BETWEEN_SECONDS
    sets = dosage.sets or 1
    rests = (sets - 1) * (dosage.rest_seconds or 0)
    return (dosage.reps or 1) * sets * sides(prescribed) * once + rests + CHANGE_SECONDS


def minutes(stretches: Iterable[PrescribedStretch]) -> int:
    """Return a session's length with the warm-up, rounded up to whole minutes."""
    return math.ceil(sum(map(seconds, stretches)) / 60) + WARM_UP_MINUTES


def session_minutes(stretches: tuple[PrescribedStretch, ...]) -> tuple[int, ...]:
    """Return the minutes of each session of a day; stretches done less often are in the first sessions."""
    most = max((each.dosage.per_day or 1 for each in stretches), default=1)
    return tuple(minutes(each for each in stretches if (each.dosage.per_day or 1) >= n) for n in range(1, most + 1))


def halved(dosage: Dosage) -> int:
    """Return the repetitions for a flare-up: half, rounded down; 0 when there is nothing to halve."""
    return (dosage.reps or 1) // 2
