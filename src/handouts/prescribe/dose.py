"""What a dosage amounts to: how long a session takes, and how much stretch a week holds."""

from __future__ import annotations

import math
from collections.abc import Iterable

from handouts.model.stretch import Dosage, Region, Stretch
from handouts.prescribe.prescription import PrescribedStretch

MOVE_SECONDS = 4  # one slow movement without a hold
BETWEEN_SECONDS = 2  # getting in and out of one repetition
CHANGE_SECONDS = 10  # changing position for the next stretch
WARM_UP_MINUTES = 5  # what the warm-up line of the safety file asks for


def unstated(stretch: Stretch, dosage: Dosage) -> tuple[str, ...]:
    """Return what a dose must state to be done the same way twice, and does not, as files call it."""
    counted = [] if stretch.kind == "activity" and dosage.amount else ["reps"]
    held = ["hold_seconds"] if stretch.kind in {"static", "pnf"} else []
    missing = [name for name in (*counted, "per_day", "days_per_week", *held) if getattr(dosage, name) is None]
    return tuple(name.removesuffix("_seconds") for name in missing)


def sides(prescribed: PrescribedStretch) -> int:
    """Return how many sides a repetition is counted on."""
    return 2 if prescribed.side == "each" else 1


def seconds(prescribed: PrescribedStretch) -> int:
    """Return how long one session of a stretch takes, with getting there."""
    dosage = prescribed.dosage
    if dosage.amount:
        return 0  # nobody counts it, and it is done at another time
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


def weekly_seconds(prescribed: PrescribedStretch) -> int:
    """Return the time that a muscle is held in the stretch in a week, on each side that is worked; 0 without a hold."""
    dosage = prescribed.dosage
    hold = dosage.hold_seconds.high if dosage.hold_seconds else 0
    return hold * (dosage.reps or 1) * (dosage.sets or 1) * (dosage.per_day or 1) * (dosage.days_per_week or 7)


def weekly_volume(stretches: Iterable[PrescribedStretch]) -> dict[Region, int]:
    """Return the seconds of stretch in a week by muscle group: the region that each stretch is filed under."""
    volume: dict[Region, int] = {}
    for each in stretches:
        if seconds_held := weekly_seconds(each):
            region = each.stretch.regions[0]
            volume[region] = volume.get(region, 0) + seconds_held
    return dict(sorted(volume.items(), key=lambda item: -item[1]))


def halved(dosage: Dosage) -> int:
    """Return the repetitions for a flare-up: half, rounded down; 0 when there is nothing to halve."""
    return (dosage.reps or 1) // 2
