"""The files that a batch writes and reads, which must all be different ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handouts.batch import journal, manifest
from handouts.batch.plan import BatchPlan, Wish
from handouts.make.inputs import inputs
from handouts.system.same import one_file


def clash(plan: BatchPlan, wish: Wish) -> str:
    """Say what two are one file, of what is to be written and of what is read; nothing when all is well."""
    read = inputs(wish.clinic, (*wish.what, *(task.job.order.routine for task in plan.tasks)))
    if wish.patients:
        read["--patients"] = wish.patients
    written = {"--merge": plan.where.merge} if plan.where.merge else {}
    written |= {f"the file `{path.name}`": path for path in _own(plan)}
    written |= {f"the file of `{name}`": path for name, path in _of_rows(plan, [*read.values(), *written.values()])}
    pair = one_file(written, read)
    return f"{pair[0]} and {pair[1]} are one file, `{written[pair[0]]}`" if pair else ""


def _own(plan: BatchPlan) -> Iterator[Path]:
    for ending in (".csv", ".json"):
        yield plan.folder / f"{manifest.NAME}{plan.shard}{ending}"
    yield journal.path(plan.folder, plan.shard)


def _of_rows(plan: BatchPlan, others: list[Path]) -> Iterator[tuple[str, Path]]:
    """Yield the rows whose files may be one of the others: those of that name, or that are links."""
    if plan.where.out is None:
        return
    names = {path.resolve().name.casefold() for path in others}
    is_there = plan.folder.is_dir()
    for task in plan.tasks:
        if task.file.name.casefold() in names or (is_there and task.file.is_symlink()):
            yield task.job.id, task.file
