"""Made-up patients with plans of their own: six of sixty stretches, own doses, an own note. The same each time."""

from __future__ import annotations

import random

from handouts.batch.job import Job
from handouts.load.catalog import all_routines, all_stretches
from handouts.make.order import Order
from handouts.prescribe.request import Request
from handouts.problems import Place
from tests.made import SAMPLE, TODAY

_STRETCHES, _EACH = 60, 6
_NAMES = ("Ana Diaz", "Bo Chen", "Chidi Okafor", "Dana Levi", "Emil Berg", "Fatima Noor", "Gus Kim", "Hana Sato")
_NOTES = ("Use two pillows.", "Go slowly on the stairs side.", "Stop at the first pull.", "Best after a warm shower.")


def patients(count: int) -> list[Job]:
    """Return a job for each patient."""
    dice = random.Random(1)
    catalog = all_stretches(SAMPLE)
    chosen = dice.sample(catalog, _STRETCHES)
    jobs = []
    for number in range(1, count + 1):
        plan = dice.sample(chosen, _EACH)
        sets = tuple(f"{each.id}.reps={(each.value.dosage.reps or 3) + dice.randrange(3)}" for each in plan)
        request = Request(
            stretches=tuple(each.id for each in plan),
            sets=sets,
            notes=(f"{plan[0].id}={dice.choice(_NOTES)} See you on day {number % 97}.",),
            patient=f"{dice.choice(_NAMES)} {number}",
            date="2026-11-21",
            screened="none",
        )
        jobs.append(Job(number, f"{number:06}", Order(None, request, SAMPLE), TODAY, Place("patients", number, 1)))
    return jobs


def of_routines(count: int) -> list[Job]:
    """Return a job for each patient: one of the built-in routines with doses, a note and a name of their own."""
    dice = random.Random(2)
    routines = all_routines(SAMPLE)
    jobs = []
    for number in range(1, count + 1):
        routine = dice.choice(routines)
        items = list(dict.fromkeys(each.item.stretch for each in routine.value.listed))
        request = Request(
            sets=tuple(f"{each}.reps={dice.randrange(3, 8)}" for each in items[:3]),
            notes=(f"{items[0]}={dice.choice(_NOTES)} See you on day {number % 97}.",),
            patient=f"{dice.choice(_NAMES)} {number}",
            date="2026-11-21",
            screened="none",
        )
        jobs.append(
            Job(number, f"{number:06}", Order(routine.id, request, SAMPLE), TODAY, Place("patients", number, 1))
        )
    return jobs
