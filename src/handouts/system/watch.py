"""Looking again and again until something has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

_LOOK_EVERY = 0.3  # seconds
T = TypeVar("T")


def changes(look: Callable[[], T]) -> Iterator[T]:
    """Yield what is seen, and again whenever it is something else; never ends."""
    last: T | None = None
    while True:
        seen = look()
        if seen != last:
            last = seen
            yield seen
        time.sleep(_LOOK_EVERY)


def saved(paths: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """Return when files were saved last, and their sizes; a file that an editor is just replacing is not there."""
    times = {}
    for path in paths:
        try:
            state = path.stat()
        except OSError:
            continue
        times[path] = state.st_mtime_ns, state.st_size
    return times
