"""Runs jobs: single files on all cores, and one print file as it grows."""

from __future__ import annotations

import atexit
import gc
import hashlib
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TypeVar

from handouts.batch import manifest
from handouts.batch.cluster import Elsewhere
from handouts.batch.columns import Columns
from handouts.batch.drawn import DrawnHandout, drawn, sweeping
from handouts.batch.job import Job, lay_out, prescribed
from handouts.batch.manifest import ManifestEntry
from handouts.batch.plan import BatchPlan, Task
from handouts.batch.separator import separator
from handouts.pdf.print_file import PrintFile
from handouts.problems import InputError, OutputError, Problem
from handouts.system import write as output

_AT_ONCE = 16  # jobs that go to a process together: enough that sending them costs nothing
_WORTH_A_PROCESS = 64  # jobs: a process needs about as long to start

T = TypeVar("T")


Tell = Callable[[int], None]  # is called with how many more are done


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What became of a job: an entry of the manifest, or problems."""

    job: Job
    entry: ManifestEntry | None
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass
class Result:
    """What a run has come to, as far as it has come."""

    entries: dict[int, ManifestEntry] = field(default_factory=dict)  # by the job's number
    warnings: dict[Problem, None] = field(default_factory=dict)
    problems: dict[Problem, None] = field(default_factory=dict)
    unmade: set[int] = field(default_factory=set)  # jobs with problems
    kept: int = 0  # files that were fresh

    def take(self, outcome: BatchOutcome) -> None:
        """Add what became of a job."""
        if outcome.entry:
            self.entries[outcome.job.number] = outcome.entry
        if outcome.problems:
            self.unmade.add(outcome.job.number)
        self.warnings |= dict.fromkeys(outcome.warnings)
        self.problems |= dict.fromkeys(outcome.problems)

    def told(self, columns: Columns) -> list[Problem]:
        """Return what is to be told, at the cells that it is about: warnings of many rows once, then all errors."""
        alike: dict[tuple[str, str, str], list[Problem]] = {}
        for each in self.warnings:
            alike.setdefault((each.rule, each.message, each.hint), []).append(each)
        shared = [
            replace(same[0], message=f"{same[0].message} (so in {len(same)} rows)") if len(same) > 1 else same[0]
            for same in alike.values()
        ]
        return [columns.placed(each) for each in (*shared, *self.problems)]


def make_files(
    tasks: Sequence[Task],
    plan: BatchPlan,
    processes: int,
    result: Result,
    tell: Tell,
    elsewhere: Elsewhere | None = None,
) -> None:
    """Write a file for each task that has none, or a stale one. What is done stays when this is interrupted."""
    folder = plan.folder
    known = manifest.known(folder)
    todo: list[Task] = []
    for task in tasks:
        entry = known.get(task.file.name)
        if entry and manifest.is_fresh(entry, folder, task.digest):
            result.entries[task.job.number] = entry
            result.kept += 1
            tell(1)
        else:
            todo.append(task)
    todo.sort(key=lambda task: task.job.order.routine or "")  # those of one routine are made faster in a row
    with manifest.journal(folder, plan.shard).open("a", encoding="utf-8") as journal:
        for outcomes in _outcomes(todo, processes, elsewhere):
            for outcome in outcomes:
                result.take(outcome)
                journal.write(manifest.line(outcome.entry) if outcome.entry else "")
            journal.flush()
            tell(len(outcomes))


def _outcomes(
    tasks: Sequence[Task], processes: int, elsewhere: Elsewhere | None = None
) -> Iterator[list[BatchOutcome]]:
    """Yield outcomes as they come: from elsewhere, from this process when there are few, else from several."""
    chunks = [tasks[start : start + _AT_ONCE] for start in range(0, len(tasks), _AT_ONCE)]
    if elsewhere:
        for number, made in elsewhere([[task.job for task in chunk] for chunk in chunks]):
            yield [_kept(task, each) for task, each in zip(chunks[number], made, strict=True)]
        return
    workers = min(processes, -(-len(tasks) // _WORTH_A_PROCESS))
    if workers < 2:
        yield from map(make_some, chunks)
        return
    shares = shared_out(chunks, workers)
    # new processes, not copies of this one: those hang when a library here has threads
    pools = [ProcessPoolExecutor(1, get_context("spawn"), _begin) for _ in shares]
    running: dict[Future[list[BatchOutcome]], int] = {}  # by which of them

    def give(process: int) -> None:
        if chunk := taken(shares, process):
            running[pools[process].submit(make_some, chunk)] = process

    try:
        for process in (*range(len(pools)), *range(len(pools))):  # the second waits, so that none has nothing to do
            give(process)
        while running:
            for done in wait(running, return_when=FIRST_COMPLETED).done:
                give(running.pop(done))
                yield done.result()
    except BrokenProcessPool as problem:
        what = "a process of this batch was killed, as systems do that run out of memory"
        raise OutputError(f"{what}: the same command makes the rest, with fewer --processes if need be") from problem
    finally:
        for pool in pools:
            pool.shutdown(wait=True, cancel_futures=True)


def shared_out(chunks: Sequence[T], processes: int) -> list[deque[T]]:
    """Give each process a share of its own: so it reads few routines that another one reads."""
    many = -(-len(chunks) // processes)
    return [deque(chunks[start : start + many]) for start in range(0, len(chunks), many)]


def taken(shares: Sequence[deque[T]], process: int) -> T | None:
    """Take the next chunk of a process's share, or when that is done the last one of the largest share."""
    if shares[process]:
        return shares[process].popleft()
    largest = max(shares, key=len)
    return largest.pop() if largest else None


def _begin() -> None:
    """Prepare a process: Ctrl-C is the first one's to answer, and when that is killed, this one ends, too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(os._exit, 0)  # to take apart all that was made in it takes seconds, and nobody needs it
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent, "only processes of a pool begin here"
    parent.join()
    os._exit(1)


def make_some(tasks: Iterable[Task]) -> list[BatchOutcome]:
    """Make the files of some tasks."""
    return [_kept(task, drawn(task.job)) for task in tasks]


def _kept(task: Task, made: DrawnHandout) -> BatchOutcome:
    """Write the file of a task, if there is anything to write."""
    if made.problems:
        return BatchOutcome(task.job, None, problems=made.problems)
    output.write_quickly(task.file, made.pdf)
    entry = _entry(task, made, task.file.name, hashlib.sha256(made.pdf).hexdigest())
    return BatchOutcome(task.job, entry, made.warnings)


def _entry(task: Task, made: DrawnHandout, file: str, sha256: str, print_page: int = 0) -> ManifestEntry:
    job = task.job
    warnings = tuple(f"{each.rule}: {each.message}" if each.rule else each.message for each in made.warnings)
    return ManifestEntry(
        job.number, job.id, made.routine, file, print_page, made.pages, task.catalog, sha256,
        task.digest, warnings,
    )  # fmt: skip


def run(plan: BatchPlan, processes: int, result: Result, tell: Tell, elsewhere: Elsewhere | None = None) -> None:
    """Make all that is planned; what is done when this is interrupted is recorded, too."""
    output.make_folder(plan.folder)
    complete = False
    try:
        with sweeping(elsewhere is not None):  # what talks to a cluster leaves garbage
            _make(plan, processes, result, tell, elsewhere)
        complete = True
    finally:
        entries = [*result.entries.values(), *([] if complete else _not_reached(plan, result))]
        if entries or plan.shard:  # of an empty part it must be known that it was made
            manifest.write(entries, plan.folder, plan.shard, len(plan.tasks))
            manifest.journal(plan.folder, plan.shard).unlink(missing_ok=True)


def _make(plan: BatchPlan, processes: int, result: Result, tell: Tell, elsewhere: Elsewhere | None) -> None:
    if plan.where.out is not None:
        make_files(plan.tasks, plan, processes, result, tell, elsewhere)
    if plan.where.merge is not None and plan.tasks:
        _make_print_file(plan, plan.where.merge, result, tell)


def _not_reached(plan: BatchPlan, result: Result) -> Iterator[ManifestEntry]:
    """Yield what an earlier run has made of this plan, and this one had not come to when it was interrupted."""
    reached = {each.file for each in result.entries.values()}
    before = manifest.known(plan.folder)
    for task in plan.tasks:
        if task.file.name not in reached and (entry := before.get(task.file.name)):
            yield entry


def _make_print_file(plan: BatchPlan, path: Path, result: Result, tell: Tell) -> None:
    """Write one file of all handouts; those with problems are left out."""
    where, printing = plan.where, None
    with output.whole(path) as file:
        for task in plan.tasks:
            tell(1)
            try:
                laid = lay_out(task.job)
            except InputError as found:
                result.take(BatchOutcome(task.job, None, problems=found.problems))
                continue
            if printing is None:
                printing = PrintFile(file, where.sides, path.stem, laid.sheets.language, laid.sheets.fonts)
            if where.separators:
                printing.add(separator(task.job, laid, len(plan.tasks)), "")
            page = printing.add(laid.sheets, task.job.id, task.job.copies)
            old = result.entries.get(task.job.number)
            told = DrawnHandout(routine=laid.routine, pages=len(laid.sheets.sheets), warnings=laid.warnings)
            entry = _entry(task, told, old.file if old else "", old.sha256 if old else "", page)
            result.take(BatchOutcome(task.job, entry, laid.warnings))
        if printing is None:
            raise InputError(result.problems)
        printing.close()


def try_all(plan: BatchPlan, result: Result, tell: Tell) -> None:
    """Prescribe all that is planned, which finds what is wrong, and make nothing."""
    for task in plan.tasks:
        tell(1)
        try:
            result.take(BatchOutcome(task.job, None, prescribed(task.job)[2]))
        except InputError as found:
            result.take(BatchOutcome(task.job, None, problems=found.problems))


def usual_processes() -> int:
    """Return how many cores this process may use: on a shared machine those that it was given."""
    given = getattr(os, "sched_getaffinity", None)  # on Linux
    return len(given(0)) if given else os.cpu_count() or 1
