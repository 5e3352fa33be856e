"""A Dask cluster makes the PDFs of a batch; the only importer of distributed, which comes with the extra `dask`.

Workers get jobs and give back bytes: they need not reach the folder that the files go to. They need the same handouts,
and at the same paths the same clinic's folder and prescription files. What they have is compared before they make any.
"""

from __future__ import annotations

import hashlib
import pickle
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import uuid4

import handouts
from handouts.batch.drawn import DrawnHandout, drawn, sweeping
from handouts.batch.job import Job, catalog_version
from handouts.load.folders import roots
from handouts.problems import InputError, OutputError, Place, error

Answer = list[DrawnHandout] | tuple[str, "Likeness"]  # what was made, or who has something else to make it with
Elsewhere = Callable[
    [Sequence[Sequence[Job]]], Iterator[tuple[int, list[DrawnHandout]]]
]  # chunk numbers, as they are done

_REACH = 10.0  # seconds for a scheduler to answer: across the world it takes one
_JOIN = 60.0  # seconds for the first worker: a cluster that grows on demand has to start one
_AHEAD = 2  # chunks a thread: one is made while the next one waits; more would only fill memory
_FEWEST = 4  # chunks, so that a cluster that grows on demand has something to grow for
_MOST = 128  # chunks: 350 MB when all are done at once, and more than this machine writes in a second
_LOOK = 64  # chunks, after which to see whether workers came or went

_one_at_a_time = threading.Lock()  # of a worker's threads: the fonts' state is the process's, and so is the interpreter


@dataclass(frozen=True, slots=True)
class Likeness:
    """What must be the same where a handout is made for its bytes to be the same."""

    version: str
    code: str
    catalog: str


class Call:
    """A call of `make_chunk` that takes place where this is unpickled.

    So a task is bytes and Python's own `pickle.loads`. A scheduler needs no handouts to pass it on, and a worker that
    has none says so: one that were sent our own function would die of it. What a log may show of the bytes is packed.
    """

    def __init__(self, expected: Likeness, clinic: Path | None, jobs: Sequence[Job]) -> None:
        packed = zlib.compress(pickle.dumps([_anywhere(job, clinic) for job in jobs]), 1)
        self.arguments = expected, clinic, packed

    def __reduce__(self) -> tuple[Callable[..., Answer], tuple[Likeness, Path | None, bytes]]:
        return make_chunk, self.arguments


@contextmanager
def cluster(address: str | None, clinic: Path | None) -> Iterator[Elsewhere]:
    """Connect to a cluster. InputError when that cannot be done; OutputError when it is lost on the way."""
    client = _client(address)
    try:
        yield partial(_made_there, client, clinic.resolve() if clinic else None)
    finally:
        client.close()


def _client(address: str | None) -> Any:
    try:
        import dask
        from distributed import Client
    except ImportError as problem:
        hint = "run `pip install 'handouts[dask]'`"
        raise InputError([error(Place("--executor"), "`dask` needs Dask, which is not installed", hint)]) from problem
    place, address = Place("--scheduler"), address or dask.config.get("scheduler-address", None)
    if not address:
        hint = "write `--scheduler tcp://HOST:8786`, or set DASK_SCHEDULER_ADDRESS"
        raise InputError([error(place, "no cluster is named", hint)])
    client = Client.__new__(Client)
    try:
        client.__init__(address, timeout=_REACH, set_as_default=False)
    except (OSError, ValueError, TypeError, ImportError) as problem:
        client.status = "closed"  # else Python waits, when it ends, for what never opened
        if isinstance(problem, OSError):
            what, hint = (
                f"no scheduler answers at `{address}`",
                "is `dask scheduler` running there, and may it be reached?",
            )
        else:
            what, hint = f"`{address}` cannot be used: {problem}", "write it as `tcp://HOST:8786`"
        raise InputError([error(place, what, hint)]) from problem
    return client


def _made_there(
    client: Any, clinic: Path | None, chunks: Sequence[Sequence[Job]]
) -> Iterator[tuple[int, list[DrawnHandout]]]:
    """Yield what became of each chunk as it comes; no more are on their way than workers need to be busy."""
    from distributed import KilledWorker, as_completed
    from distributed.comm import CommClosedError

    own, todo = likeness(clinic), enumerate(chunks)
    done, flying = as_completed(loop=client.loop, with_results=True), dict[str, int]()
    try:
        for passed in range(len(chunks)):
            if passed % _LOOK == 0:
                room = _room(client)
            for number, jobs in islice(todo, max(0, room - len(flying))):
                # a key of chance: Dask's own would be made from what is in the jobs
                task = pickle.dumps(Call(own, clinic, jobs))
                future = client.submit(pickle.loads, task, key=f"handouts-{uuid4()}", pure=False)
                flying[future.key] = number
                done.add(future)
            if not passed:
                _wait_for_a_worker(client)
            future, answer = next(done)
            if isinstance(answer, CancelledError):
                raise answer
            yield flying.pop(future.key), _alike(answer, own)
    except ImportError as problem:
        what, hint = f"a worker cannot make handouts: {problem}", f"give every worker handouts {own.version}"
        raise InputError([error(Place("--executor"), what, hint)]) from problem
    except KilledWorker as problem:
        raise OutputError(
            f"the worker at {problem.last_worker.address} died, as others before it: its log says why; "
            "the same command makes the rest"
        ) from problem
    except (CancelledError, CommClosedError) as problem:
        raise OutputError("the connection to the scheduler was lost; the same command makes the rest") from problem


def _room(client: Any) -> int:
    """Return how many chunks may be on their way at once."""
    threads: dict[str, int] = client.nthreads()
    return min(max(_FEWEST, _AHEAD * sum(threads.values())), _MOST)


def _wait_for_a_worker(client: Any) -> None:
    try:
        client.wait_for_workers(1, _JOIN)
    except TimeoutError as problem:
        at = client.scheduler.address
        what, hint = f"the cluster at `{at}` has no worker", f"start some: `dask worker {at}`"
        raise InputError([error(Place("--scheduler"), what, hint)]) from problem


def _anywhere(job: Job, clinic: Path | None) -> Job:
    named = job.order.routine
    is_file = named is not None and named.endswith((".yaml", ".yml"))
    routine = str(Path(named).resolve()) if named and is_file else named
    return replace(job, order=replace(job.order, clinic=clinic, routine=routine))


def make_chunk(expected: Likeness, clinic: Path | None, packed: bytes) -> Answer:
    """Make some jobs where this runs, or return who this is and what it has when that is not what is wanted."""
    from distributed import get_worker

    own = likeness(clinic)
    if own != expected:
        return get_worker().address, own
    with _one_at_a_time, sweeping(False):
        return [drawn(job) for job in pickle.loads(zlib.decompress(packed))]


@cache  # as files are read once a process: what has changed since is another catalog
def likeness(clinic: Path | None) -> Likeness:
    """Return what this process makes handouts with."""
    folder = Path(handouts.__file__).parent
    code = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        code.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return Likeness(handouts.__version__, code.hexdigest()[:8], catalog_version(roots(clinic)))


def _alike(answer: Answer, own: Likeness) -> list[DrawnHandout]:
    """Return what was made. InputError when a worker could not make the same as this machine."""
    if isinstance(answer, list):
        return answer
    address, other = answer
    differing = (
        ("version", other.version, own.version),
        ("code of version " + own.version, other.code, own.code),
        ("catalog or clinic", other.catalog, own.catalog),
    )
    what, there, here = next(each for each in differing if each[1] != each[2])
    message = f"the worker at `{address}` has another {what}: `{there}` there, `{here}` here"
    hint = "install the same handouts there, let it find the clinic's folder at the same path, and start it anew"
    raise InputError([error(Place("--executor"), message, hint)])
