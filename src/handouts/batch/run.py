"""Runs jobs: single files on all cores, and one print file as it grows. What is as it was made is not made again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from handouts.batch import journal, manifest
from handouts.batch.cluster import Elsewhere
from handouts.batch.drawn import DrawnHandout, sweeping
from handouts.batch.job import lay_out, prescribed
from handouts.batch.journal import Record
from handouts.batch.manifest import ManifestEntry
from handouts.batch.outcome import BatchOutcome, Result
from handouts.batch.plan import BatchPlan, Task
from handouts.batch.separator import separator
from handouts.batch.workers import entry_of, outcomes
from handouts.pdf.print_file import PrintFile
from handouts.problems import InputError, OutputError
from handouts.system import write as output

Tell = Callable[[int], None]  # is called with how many more are done


def run(plan: BatchPlan, processes: int, result: Result, tell: Tell, elsewhere: Elsewhere | None = None) -> None:
    """Make all that is planned; what is done when this is stopped, or can write no more, is recorded, too."""
    output.make_folder(plan.folder)
    output.sweep(plan.folder)
    before = journal.known(plan.folder)
    complete = False
    try:
        with sweeping(elsewhere is not None):  # what talks to a cluster leaves garbage
            if plan.where.out is not None and (todo := list(_stale(plan, before, result, tell))):
                _make_files(todo, plan, processes, result, tell, elsewhere)
            if plan.where.merge is not None and plan.tasks:
                _make_print_file(plan, plan.where.merge, before, result, tell)
        complete = True
    finally:
        entries = [*result.entries.values(), *([] if complete else _not_reached(plan, before, result))]
        if entries or plan.shard:  # of an empty part it must be known that it was made
            manifest.write(entries, plan.folder, plan.shard, len(plan.tasks))
        if result.records:
            with suppress(OutputError):  # it only saves time the next time
                journal.settle(plan.folder, plan.shard, result.records)


def _stale(plan: BatchPlan, before: Mapping[str, Record], result: Result, tell: Tell) -> Iterator[Task]:
    """Yield the tasks that have no file, or a stale one, and take the others as done."""
    for task in plan.tasks:
        old = before.get(task.file.name)
        record = journal.as_made(old, plan.folder, task.digest)
        if record is None:
            yield task
            continue
        # where it stands in the list may have changed; its page in the print file is still to come
        entry = replace(record.entry, number=task.job.number, id=task.job.id, print_page=0)
        result.take(BatchOutcome(task.job, entry, None if record is old else record))
        result.kept += 1
        tell(1)


def _make_files(
    tasks: list[Task], plan: BatchPlan, processes: int, result: Result, tell: Tell, elsewhere: Elsewhere | None
) -> None:
    """Write a file for each task. OutputError when no more can be written."""
    tasks.sort(key=lambda task: task.job.order.routine or "")  # those of one routine are made faster in a row
    failure = ""
    with journal.opened(plan.folder, plan.shard) as lines:
        for outcome in outcomes(tasks, processes, elsewhere):
            result.take(outcome)
            failure = failure or outcome.failure
            if outcome.record:
                with suppress(OSError):  # it saves time if this is killed, and is written anew at the end
                    lines.write(journal.line(outcome.record))
            tell(1)
    if failure:
        raise OutputError(failure)


def _not_reached(plan: BatchPlan, before: Mapping[str, Record], result: Result) -> Iterator[ManifestEntry]:
    """Yield what an earlier run has made of this plan, and this one had not come to when it was stopped."""
    reached = {each.file for each in result.entries.values()}
    for task in plan.tasks:
        if task.file.name not in reached and (record := before.get(task.file.name)):
            yield replace(record.entry, number=task.job.number, id=task.job.id)


def _make_print_file(plan: BatchPlan, path: Path, before: Mapping[str, Record], result: Result, tell: Tell) -> None:
    """Write one file of all handouts, unless it is there as it would be; those with problems are left out."""
    name, digest = os.path.realpath(path), _digest(plan)
    if printed := _printed_before(plan, before.get(name), digest):
        result.kept = result.kept if plan.where.out else len(printed)
        for task, entry in zip(plan.tasks, printed, strict=True):
            own = result.entries.get(task.job.number)
            result.entries[task.job.number] = replace(own, print_page=entry.print_page) if own else entry
            tell(1)
        return
    made = _printed(plan, path, result, tell)
    for outcome in made:  # not before all are: there is no page of a file that was not finished
        result.take(outcome)
    job = digest if len(made) == len(plan.tasks) else ""  # a row with problems is tried again
    entry = ManifestEntry(number=0, id="", routine="", file=name, print_page=0, pages=0, catalog="", sha256="", job=job)
    result.records[name] = Record(entry, output.stamp(path))


def _digest(plan: BatchPlan) -> str:
    """Tell a print file from all that would have other bytes."""
    where = plan.where
    each = ((task.job.number, task.job.id, task.job.copies, task.digest) for task in plan.tasks)
    return hashlib.sha256(repr((where.sides, where.separators, *each)).encode()).hexdigest()


def _printed_before(plan: BatchPlan, record: Record | None, digest: str) -> list[ManifestEntry]:
    """Return the entries of a print file that is there as it was made for this plan; else nothing."""
    if not journal.as_made(record, plan.folder, digest):
        return []
    path = plan.folder / f"{manifest.NAME}{plan.shard}.json"
    entries = {each.number: each for each in manifest.read(path).entries} if path.is_file() else {}
    printed = [entries.get(task.job.number) for task in plan.tasks]
    return [each for each in printed if each] if all(each and each.print_page for each in printed) else []


def _printed(plan: BatchPlan, path: Path, result: Result, tell: Tell) -> list[BatchOutcome]:
    """Write the print file, and return what became of the handouts that are in it."""
    where, printing, made = plan.where, None, list[BatchOutcome]()
    with output.whole(path) as file:
        for task in plan.tasks:
            tell(1)
            try:
                laid = lay_out(task.job)
            except InputError as refused:
                result.take(BatchOutcome(task.job, problems=refused.problems))
                continue
            if printing is None:
                printing = PrintFile(
                    file=file,
                    sides=where.sides,
                    title=path.stem,
                    language=laid.sheets.language,
                    fonts=laid.sheets.fonts,
                )
            if where.separators:
                printing.add(separator(task.job, laid, len(plan.tasks)), "")
            page = printing.add(laid.sheets, task.job.id, task.job.copies)
            old = result.entries.get(task.job.number)
            drawn = DrawnHandout(routine=laid.routine, pages=len(laid.sheets.sheets), warnings=laid.warnings)
            entry = entry_of(task, drawn, old.file if old else "", old.sha256 if old else "", page)
            made.append(BatchOutcome(task.job, entry, warnings=laid.warnings))
        if printing is None:
            raise InputError(result.problems)
        printing.close()
    return made


def try_all(plan: BatchPlan, result: Result, tell: Tell) -> None:
    """Prescribe all that is planned, which finds what is wrong, and make nothing."""
    for task in plan.tasks:
        tell(1)
        try:
            result.take(BatchOutcome(task.job, warnings=prescribed(task.job)[2]))
        except InputError as refused:
            result.take(BatchOutcome(task.job, problems=refused.problems))


def usual_processes() -> int:
    """Return how many cores this process may use: on a shared machine those that it was given."""
    affinity = getattr(os, "sched_getaffinity", None)  # on Linux
    return len(affinity(0)) if affinity else os.cpu_count() or 1
