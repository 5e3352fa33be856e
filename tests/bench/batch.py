"""How fast and how small a batch is: ratios from one run, whose rounds are interleaved.

`python -m tests.bench.batch [PATIENTS]`; a print file of PATIENTS handouts (2,000 if not given) is measured, too.
"""

from __future__ import annotations

import gc
import math
import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from itertools import cycle, islice
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path

from handouts.batch.job import Job, lay_out, render
from handouts.batch.outcome import Result
from handouts.batch.plan import BatchPlan, Destination, Task
from handouts.batch.run import run
from handouts.pdf.draw import draw
from handouts.pdf.print_file import PrintFile, Sides
from tests.bench.elsewhere import composed, others
from tests.bench.patients import of_routines, patients
from tests.bench.speed import Timed, counting, interleaved, report

_ROUNDS, _IN_A_ROW = 20, 60
_OTHERS = 60  # handouts for the other programs, one after the other
_WARM = 1000  # handouts: from then on what recurs is there
_FILES = 10_000  # for one process and for two, each of which first reads the catalog


def in_a_row(make: Callable[[Job], object], jobs: list[Job]) -> Callable[[], object]:
    """Return a task that makes the next handouts each time, as a batch does: one after the other, and none is kept."""
    endless = cycle(jobs)
    return lambda: deque(map(make, islice(endless, _IN_A_ROW)), 0)


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"  {text}\n")


def per_handout(title: str, jobs: list[Job]) -> None:
    """Compare handouts of a running process with ones on their own and with other programs."""
    for job in jobs[:_WARM]:
        render(job)
    tasks = {
        title: in_a_row(render, jobs[_WARM:]),
        "the same, each on its own": in_a_row(lambda job: draw(lay_out(job).sheets), jobs[_WARM:]),
    }
    # the other programs are given what is composed already
    tasks |= {"of it, to prescribe and compose": in_a_row(composed, jobs[_WARM:])}
    programs = others([composed(job) for job in jobs[:_OTHERS]])
    tasks |= {name: counting(program) for name, program in programs.items()}
    times: Timed = {
        name: [each if name in programs else each.shared(_IN_A_ROW) for each in taken]
        for name, taken in interleaved(tasks, _ROUNDS).items()
    }
    report("one more handout, tagged, in a running process", times, title)


def on_one_core() -> None:
    """Keep to one core what Typst would do beside its one thread, as all that we do is kept to one."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def memory() -> float:
    """Return how much memory this process has now, in MiB; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20
    except OSError:
        return 0.0


def print_file(jobs: list[Job]) -> None:
    """Tell size, time and memory of a print file as it grows."""
    marks: list[tuple[int, float, int, float]] = []
    tenth = len(jobs) // 10
    with tempfile.TemporaryFile() as file:
        printing = PrintFile(file, Sides(), "Print", "en-US")
        start = time.perf_counter()
        for number, job in enumerate(jobs, 1):
            printing.add(lay_out(job).sheets, job.id)
            if number in (tenth, len(jobs) // 2, len(jobs)):
                marks.append((number, time.perf_counter() - start, printing.offset, memory()))
        printing.close()
    (few, early, _, before), (half, _, middle, _), (many, late, size, after) = marks
    say(f"{many} handouts: {size / 1e6:.1f} MB in {late:.1f} s")
    say(f"bytes per further handout: {(size - middle) / (many - half):.0f}")
    say(f"exponent from {few} to {many}: {math.log(late / early) / math.log(many / few):.2f}")
    say(f"memory from {few} to {many}: {after - before:+.1f} MiB, to {after:.0f}")


def cores(jobs: list[Job]) -> None:
    """Compare one process with two, both from the beginning: catalog and caches are not there yet."""
    taken = []
    for processes in (1, 2):
        ends = Pipe(duplex=False)
        anew = get_context("spawn").Process(target=making, args=(jobs, processes, ends[1]))
        anew.start()
        taken.append(ends[0].recv())
        anew.join()
    one, two = taken
    say(f"{len(jobs)} files: {one:.2f} s in one process, {two:.2f} s in two: {one / two:.2f} times as fast")


def making(jobs: list[Job], processes: int, tell: Connection) -> None:
    """Make the files of jobs, and tell how long it took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tasks = tuple(Task(job, folder / f"{job.id}.pdf", "") for job in jobs)
        start = time.perf_counter()
        run(BatchPlan(tasks, Destination(Sides(), folder)), processes, Result(), lambda _: None)
        tell.send(time.perf_counter() - start)


def section(name: str, many: int) -> None:
    """Measure one thing."""
    gc.disable()  # as the command line does
    kind, _, which = name.partition(" ")
    if kind == "cores":
        sys.stdout.write("\ncores\n")
        cores(of_routines(_FILES))
        return
    jobs = (patients if which == "own" else of_routines)(max(many, 1_200) + _WARM)
    title = "own stretches, doses and note" if which == "own" else "a routine, own doses and note"
    if kind == "handout":
        on_one_core()
        per_handout(title, jobs)
    else:
        sys.stdout.write(f"\nprint file: {title}\n")
        for job in jobs[-_WARM:]:  # growth is what is asked for, not what a process takes to begin with
            lay_out(job)
        print_file(jobs[:many])


def main() -> None:
    """Print all, each from a process of its own: what another has left behind in memory slows it down."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    for name in ("handout own", "handout routines", "file own", "file routines", "cores"):
        process = get_context("spawn").Process(target=section, args=(name, many))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
