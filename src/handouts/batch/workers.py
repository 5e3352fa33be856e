"""Makes single files: in this process, in several, or elsewhere. What is begun when a stop comes is still recorded."""

from __future__ import annotations

import atexit
import errno
import gc
import hashlib
import os
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import TypeVar

from handouts.batch.cluster import Elsewhere
from handouts.batch.drawn import DrawnHandout, drawn
from handouts.batch.journal import Record
from handouts.batch.manifest import ManifestEntry
from handouts.batch.outcome import BatchOutcome
from handouts.batch.plan import Task
from handouts.problems import OutputError, error
from handouts.system import stop
from handouts.system import write as output

_SENT = 16  # jobs that go to a cluster together: enough that sending them costs nothing
_SERVED = 8  # processes that this one can give jobs to one by one: it takes a thirtieth of the time to make one
_WORTH_A_PROCESS = 64  # jobs: a process needs about as long to start
_AHEAD = 2  # chunks a process: the second waits, so that none has nothing to do
# With these nothing more can be written; with others it may be one file's name.
_ENDS = {getattr(errno, name, None) for name in ("ENOSPC", "EDQUOT", "EROFS", "EIO", "ESTALE", "ENODEV", "EMFILE")}

_KILLED = (
    "a process of this batch was killed, as systems do that run out of memory: "
    "the same command makes the rest, with fewer --processes if need be"
)

T = TypeVar("T")


def outcomes(tasks: Sequence[Task], processes: int, elsewhere: Elsewhere | None = None) -> Iterator[BatchOutcome]:
    """Yield what becomes of tasks as it comes; no more are begun after a failure.

    Raises Stopped only between tasks, so that whoever records an outcome at once records all files.
    """
    workers = min(processes, -(-len(tasks) // _WORTH_A_PROCESS))
    if elsewhere:
        yield from _from_elsewhere(tasks, elsewhere)
    elif workers < 2:
        yield from _from_here(tasks)
    else:
        yield from _from_processes(tasks, workers)


def _from_here(tasks: Sequence[Task]) -> Iterator[BatchOutcome]:
    for task in tasks:
        with stop.held():
            outcome = _made(task)
            yield outcome
        if outcome.failure:
            return


def _from_elsewhere(tasks: Sequence[Task], elsewhere: Elsewhere) -> Iterator[BatchOutcome]:
    sent = chunks(tasks, _SENT)
    for number, made in elsewhere([[task.job for task in chunk] for chunk in sent]):
        with stop.held():
            for task, each in zip(sent[number], made, strict=True):
                outcome = kept(task, each)
                yield outcome
        if outcome.failure:
            return


def _from_processes(tasks: Sequence[Task], workers: int) -> Iterator[BatchOutcome]:
    shares = shared_out(chunks(tasks, -(-workers // _SERVED)), workers)
    # new processes, not copies of this one: those hang when a library here has threads
    pools = [ProcessPoolExecutor(1, get_context("spawn"), _begin) for _ in shares]
    running: dict[Future[list[BatchOutcome]], int] = {}  # by which of them
    failure = ""

    def give(process: int) -> None:
        if not stop.is_wanted() and not failure and (chunk := taken(shares, process)):
            running[pools[process].submit(_all_made, chunk)] = process

    try:
        with stop.held():
            with stop.unheard():
                for process in [*range(len(pools))] * _AHEAD:
                    give(process)
            while running:
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    process = running.pop(done)
                    try:
                        made = done.result()
                        failure = failure or next((each.failure for each in made if each.failure), "")
                        give(process)
                    except BrokenProcessPool:
                        failure = _KILLED
                        continue
                    yield from made
    finally:
        for pool in pools:
            pool.shutdown(wait=True, cancel_futures=True)
    if failure == _KILLED:
        raise OutputError(failure)


def chunks(tasks: Sequence[T], size: int) -> list[list[T]]:
    """Cut into pieces of a size; the last one may be smaller."""
    left = iter(tasks)
    return list(iter(lambda: list(islice(left, size)), []))


def shared_out(pieces: Sequence[T], processes: int) -> list[deque[T]]:
    """Give each process a share of its own: so it reads few routines that another one reads."""
    many = -(-len(pieces) // processes)
    return [deque(pieces[start : start + many]) for start in range(0, len(pieces), many)]


def taken(shares: Sequence[deque[T]], process: int) -> T | None:
    """Take the next piece of a process's share, or when that is done the last one of the largest share."""
    if shares[process]:
        return shares[process].popleft()
    largest = max(shares, key=len)
    return largest.pop() if largest else None


def _begin() -> None:
    """Prepare a process: a stop is the first one's to answer, and when that is killed, this one ends, too."""
    stop.ignore()
    atexit.register(os._exit, 0)  # to take apart all that was made in it takes seconds, and nobody needs it
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent, "only processes of a pool begin here"
    parent.join()
    os._exit(1)


def _all_made(tasks: Sequence[Task]) -> list[BatchOutcome]:
    return [_made(task) for task in tasks]


def _made(task: Task) -> BatchOutcome:
    return kept(task, drawn(task.job))


def kept(task: Task, made: DrawnHandout) -> BatchOutcome:
    """Write the file of a task, if there is anything to write."""
    if made.problems:
        return BatchOutcome(task.job, problems=made.problems)
    try:
        stamp = output.write_quickly(task.file, made.pdf)
    except OutputError as problem:
        return _unwritten(task, problem)
    entry = entry_of(task, made, task.file.name, hashlib.sha256(made.pdf).hexdigest())
    return BatchOutcome(task.job, entry, Record(entry, stamp), made.warnings)


def _unwritten(task: Task, problem: OutputError) -> BatchOutcome:
    """Say what is wrong with a row whose file cannot be written, or why none can be."""
    number = problem.__cause__.errno if isinstance(problem.__cause__, OSError) else None
    if number in _ENDS:
        return BatchOutcome(task.job, failure=str(problem))
    hint = "give it a shorter id, or name files with `--names {number}`" if number == errno.ENAMETOOLONG else ""
    return BatchOutcome(task.job, problems=(error(task.job.place, str(problem), hint),), is_unwritten=True)


def entry_of(task: Task, made: DrawnHandout, file: str, sha256: str, print_page: int = 0) -> ManifestEntry:
    """Return the entry of a handout."""
    job = task.job
    warnings = tuple(f"{each.rule}: {each.message}" if each.rule else each.message for each in made.warnings)
    return ManifestEntry(
        number=job.number, id=job.id, routine=made.routine, file=file, print_page=print_page, pages=made.pages,
        catalog=task.catalog, sha256=sha256, job=task.digest, warnings=warnings,
    )  # fmt: skip
