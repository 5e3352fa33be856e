"""How fast handouts are made, as ratios to others measured in the same run. Timings never fail a test.

Run: python -m tests.bench.speed [rounds]    (install `.[bench]` to measure against Typst and WeasyPrint, too)
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass

from handouts import prepared
from handouts.data import builtin
from handouts.make.make import Made, made
from handouts.make.order import Order
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.request import Request
from tests.bench.elsewhere import composed, others
from tests.bench.patients import of_routines
from tests.made import ROUTINE, SAMPLE, library

_EMPTY_TYPER = "import typer\napp = typer.Typer()\n@app.command()\ndef main() -> None: ...\napp()\n"
_PASS, _TYPER = "python -c pass", "an empty Typer command"
_OTHERS = 60  # handouts for the other programs


@dataclass(frozen=True, slots=True)
class Took:
    """How long a task took by the clock, and of the processors, where other programs disturb less; milliseconds."""

    wall: float
    cpu: float

    def shared(self, count: int) -> Took:
        """Return what each of so many in a row took."""
        return Took(self.wall / count, self.cpu / count)


Timed = dict[str, list[Took]]


def interleaved(tasks: dict[str, Callable[[], object]], rounds: int) -> Timed:
    """Time every task once a round, in a new order each round."""
    times: Timed = {name: [] for name in tasks}
    order = list(tasks)
    dice = random.Random(1)
    for task in tasks.values():
        task()  # the first run fills caches
    for _ in range(rounds):
        dice.shuffle(order)
        for name in order:
            times[name].append(timed(tasks[name]))
    return times


def timed(task: Callable[[], object]) -> Took:
    """Run a task."""
    start, busy = time.perf_counter(), cpu_seconds()
    task()
    return Took((time.perf_counter() - start) * 1000, (cpu_seconds() - busy) * 1000)


def cpu_seconds() -> float:
    """Return the time that processors have given to this process and to those that it has waited for."""
    uses = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in uses)


def middle(times: list[Took]) -> Took:
    """Return the medians."""
    return Took(statistics.median(each.wall for each in times), statistics.median(each.cpu for each in times))


def report(title: str, times: Timed, base: str) -> None:
    """Print medians and ratios to one of the tasks."""
    unit = middle(times[base])
    print(f"\n{title:44} {'wall':>12} {'cpu':>12}   x {base}: wall, cpu")  # noqa: T201
    for name, each in times.items():
        took = middle(each)
        ratios = f"{took.wall / unit.wall:7.2f} {took.cpu / unit.cpu:7.2f}"
        print(f"  {name:42} {took.wall:9.2f} ms {took.cpu:9.2f} ms   {ratios}")  # noqa: T201


def report_units(times: Timed) -> None:
    """Print how many times `python -c pass` a command takes beyond an empty Typer command."""
    unit, base = middle(times[_PASS]), middle(times[_TYPER])
    for name, each in times.items():
        took = middle(each)
        wall, cpu = (took.wall - base.wall) / unit.wall, (took.cpu - base.cpu) / unit.cpu
        if name not in {_PASS, _TYPER}:
            print(f"  {name}: {wall:+.1f} units above Typer by the clock, {cpu:+.1f} of the processor")  # noqa: T201


def process(*arguments: str) -> Callable[[], object]:
    """Return a task that runs a whole process in an empty folder, with byte code as an installed package has it."""
    folder = tempfile.mkdtemp()
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, cwd=folder, check=True, capture_output=True, env=settings)


def one(number: int) -> Made:
    """Make one patient's handout, with a dose and a name of their own."""
    request = Request(patient=f"Patient {number}", date="2026-11-21", sets=(f"pelvic-tilt.reps={5 + number % 10}",))
    prescription, warnings = prescribe(library(), request)
    return made(library(), prescription, Order(ROUTINE, request, SAMPLE), warnings)


def counting(make: Callable[[int], object]) -> Callable[[], object]:
    """Return a task that makes the next patient's handout each time."""
    numbers = iter(range(10**9))
    return lambda: make(next(numbers))


def is_prepared() -> bool:
    """Tell whether the built-in files are prepared, as in an installed package."""
    path = builtin() / "routines" / "catalog" / "low-back" / "pelvic-tilt.yaml"
    return prepared.value("Stretch", path.read_bytes()) is not None


def main() -> None:
    """Print both tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    if not is_prepared():
        print("built-in files are not prepared: `python -m handouts.make.prepare` does it")  # noqa: T201
    cold = {
        _PASS: process("-c", "pass"),
        _TYPER: process("-c", _EMPTY_TYPER),
        "handouts --version": process("-m", "handouts", "--version"),
        "handouts list": process("-m", "handouts", "list"),
        "handouts make low-back-relief": process("-m", "handouts", "make", ROUTINE),
        "handouts make, with a clinic": process("-m", "handouts", "make", ROUTINE, "--clinic", "sample"),
    }
    times = interleaved(cold, rounds)
    report("cold: a whole process", times, _PASS)
    report_units(times)
    handouts = [composed(job) for job in of_routines(_OTHERS)]
    warm = {"handouts, tagged, own name and dose": counting(one)}
    warm |= {name: counting(program) for name, program in others(handouts).items()}
    report("warm: one more handout in a running process", interleaved(warm, rounds), next(iter(warm)))


if __name__ == "__main__":
    main()
