"""How far a long job is: a bar with rate and time left, on a terminal only; the only importer of rich."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how many more are done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as progress:
        task: TaskID = progress.add_task(title, total=total, rate="")

        def tell(more: int) -> None:
            speed = progress.tasks[0].speed
            progress.update(task, advance=more, rate=f"{speed:.0f}/s" if speed else "")

        yield tell
