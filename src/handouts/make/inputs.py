"""The files that handouts are made from, which none may be written over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from handouts.load.folders import roots

_FOLDERS = ("routines", "templates", "assets")


def inputs(clinic: Path | None, named: Iterable[str | None] = ()) -> dict[str, Path]:
    """Return the prescription files that are named, and the clinic's files, by what they are called."""
    files = [each for each in named if each and each.endswith((".yaml", ".yml"))]
    return {f"`{each}`": Path(each) for each in (*dict.fromkeys(files), *_clinics(clinic))}


def _clinics(clinic: Path | None) -> Iterator[str]:
    for root in roots(clinic)[:-1]:
        for path in (*root.glob("*"), *(path for folder in _FOLDERS for path in (root / folder).rglob("*"))):
            if path.suffix.lower() != ".pdf" and path.is_file():  # no PDF is read
                yield str(path)
