"""What a batch has made: a journal while it runs, a manifest as CSV and JSON when it ends.

Who runs a batch again makes only what is missing or stale: the entries of both tell. They hold no patient's name. Each
entry is a line of its own in either file, so a million of them are written as they come.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from handouts.load.folders import shown
from handouts.problems import InputError, Place, error
from handouts.system import write as output

NAME = "manifest"
_JOURNAL = ".handouts-journal"


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One handout: its file in the folder, its first page in the print file, or both."""

    number: int
    id: str  # the patient's, or the routine's
    routine: str
    file: str
    print_page: int  # 0 when there is no print file
    pages: int
    catalog: str  # version of all that it was made from
    sha256: str  # of the file
    job: str  # digest of all that would make other bytes
    warnings: tuple[str, ...] = ()


_NAMES = tuple(each.name for each in fields(ManifestEntry))


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a batch, or a part of one, has made, and of how many."""

    path: Path
    entries: tuple[ManifestEntry, ...]
    asked: int


def known(folder: Path) -> dict[str, ManifestEntry]:
    """Return the entries of all manifests and journals of a folder, by file; the latest count."""
    found: dict[str, ManifestEntry] = {}
    for path in sorted(folder.glob(f"{NAME}*.json"), key=lambda each: (each.stat().st_mtime_ns, each.name)):
        found |= {each.file: each for each in read(path).entries}
    for path in sorted(folder.glob(f"{_JOURNAL}*.jsonl")):
        found |= {each.file: each for each in _entries(_whole_lines(path.read_text("utf-8")))}
    return found


def _whole_lines(text: str) -> Iterator[dict[str, Any]]:
    """Read a journal whose last line may have been cut off."""
    return (json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("}\n"))


def read(path: Path) -> Manifest:
    """Read a manifest. InputError when it is none."""
    try:
        stored = json.loads(path.read_text("utf-8"))
        entries = tuple(_entries(stored["handouts"]))
        return Manifest(path, entries, int(stored.get("asked", len(entries))))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        hint = "move it away; the same `handouts batch` writes it anew"
        raise InputError([error(Place(shown(path)), "is no manifest of a batch, or is damaged", hint)]) from problem


def _entries(values: Iterable[dict[str, Any]]) -> Iterator[ManifestEntry]:
    for value in values:
        if value.keys() >= set(_NAMES):
            yield ManifestEntry(**{name: value[name] for name in _NAMES} | {"warnings": tuple(value["warnings"])})


def is_fresh(entry: ManifestEntry | None, folder: Path, job: str) -> bool:
    """Tell whether a file is there as it was made, and for the same job."""
    if entry is None or entry.job != job:
        return False
    path = folder / entry.file
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256


def journal(folder: Path, shard: str) -> Path:
    """Return the file to which a running batch, or a part of one, adds a line a handout."""
    return folder / f"{_JOURNAL}{shard}.jsonl"


def line(entry: ManifestEntry) -> str:
    """Write an entry as a line of a journal."""
    return json.dumps(_said(entry), ensure_ascii=False) + "\n"


def _said(entry: ManifestEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in _NAMES}


def write(
    entries: Iterable[ManifestEntry], folder: Path, shard: str = "", asked: int | None = None
) -> tuple[Path, Path]:
    """Write a manifest as CSV and JSON. `asked` is how many were to be made, if not all were."""
    listed = sorted(entries, key=lambda each: each.number)
    paths = folder / f"{NAME}{shard}.csv", folder / f"{NAME}{shard}.json"
    with output.whole(paths[0]) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="")
        table = csv.DictWriter(text, _NAMES, lineterminator="\n")
        table.writeheader()
        table.writerows(_said(each) | {"warnings": " | ".join(each.warnings)} for each in listed)
        text.detach()
    with output.whole(paths[1]) as file:
        file.write(b'{"asked": %d, "handouts": [' % (len(listed) if asked is None else asked))
        for number, each in enumerate(listed):
            file.write(b",\n" * bool(number) + line(each).strip().encode())
        file.write(b"\n]}\n")
    return paths
