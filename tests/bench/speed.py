"""How fast handouts are made, as ratios to others measured in the same run. Timings never fail a test.

Run: python -m tests.bench.speed [rounds]    (install `.[bench]` to measure against Typst and WeasyPrint, too)
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from handouts.make.make import Made, made
from handouts.make.order import Order
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.request import Request
from tests.bench.elsewhere import composed, others
from tests.bench.patients import of_routines
from tests.made import ROUTINE, library

_EMPTY_TYPER = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None: ...\napp()\n"
_OTHERS = 60  # handouts for the other programs
Timed = dict[str, list[float]]


def interleaved(tasks: dict[str, Callable[[], object]], rounds: int) -> Timed:
    """Time every task once a round, in a new order each round; milliseconds."""
    times: Timed = {name: [] for name in tasks}
    order = list(tasks)
    dice = random.Random(1)
    for task in tasks.values():
        task()  # the first run fills caches
    for _ in range(rounds):
        dice.shuffle(order)
        for name in order:
            start = time.perf_counter()
            tasks[name]()
            times[name].append((time.perf_counter() - start) * 1000)
    return times


def report(title: str, times: Timed, base: str) -> None:
    """Print medians and ratios to one of the tasks."""
    print(f"\n{title}")  # noqa: T201
    unit = statistics.median(times[base])
    for name, each in times.items():
        middle = statistics.median(each)
        print(f"  {name:44} {middle:9.2f} ms   {middle / unit:7.2f} x {base}")  # noqa: T201


def process(*arguments: str) -> Callable[[], object]:
    """Return a task that runs a whole process in an empty folder."""
    folder = tempfile.mkdtemp()
    return lambda: subprocess.run([sys.executable, *arguments], cwd=folder, check=True, capture_output=True)


def one(number: int) -> Made:
    """Make one patient's handout, with a dose and a name of their own."""
    request = Request(patient=f"Patient {number}", date="2026-11-21", sets=(f"pelvic-tilt.reps={5 + number % 10}",))
    prescription, warnings = prescribe(library(), request)
    return made(library(), prescription, Order(ROUTINE, Request()), warnings)


def counting(make: Callable[[int], object]) -> Callable[[], object]:
    """Return a task that makes the next patient's handout each time."""
    numbers = iter(range(10**9))
    return lambda: make(next(numbers))


def main() -> None:
    """Print both tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    cold = {
        "python -c pass": process("-c", "pass"),
        "an empty Typer command": process("-c", _EMPTY_TYPER),
        "handouts make low-back-relief": process("-m", "handouts", "make", "low-back-relief", "--clinic", "sample"),
    }
    report("cold: a whole process", interleaved(cold, rounds), "python -c pass")
    handouts = [composed(job) for job in of_routines(_OTHERS)]
    warm = {"handouts, tagged, own name and dose": counting(one)}
    warm |= {name: counting(program) for name, program in others(handouts).items()}
    report("warm: one more handout in a running process", interleaved(warm, rounds), next(iter(warm)))


if __name__ == "__main__":
    main()
