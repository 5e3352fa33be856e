"""What a batch has made: a journal while it runs, a manifest as CSV and JSON when it ends.

Who runs a batch again makes only what is missing or stale: the entries of both tell. They hold no patient's name.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from handouts import output

NAME = "manifest"
_JOURNAL = ".handouts-journal"


@dataclass(frozen=True, slots=True)
class Entry:
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


def known(folder: Path) -> dict[str, Entry]:
    """Return the entries of all manifests and journals of a folder, by file; the latest count."""
    found: dict[str, Entry] = {}
    for path in sorted(folder.glob(f"{NAME}*.json")):
        found |= {each.file: each for each in _entries(json.loads(path.read_text("utf-8"))["handouts"])}
    for path in sorted(folder.glob(f"{_JOURNAL}*.jsonl")):
        found |= {each.file: each for each in _entries(_whole_lines(path.read_text("utf-8")))}
    return found


def _whole_lines(text: str) -> Iterator[dict[str, Any]]:
    """Read a journal whose last line may have been cut off."""
    return (json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("}\n"))


def _entries(values: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    names = {each.name for each in fields(Entry)}
    for value in values:
        if names <= value.keys():
            yield Entry(**{name: value[name] for name in names} | {"warnings": tuple(value["warnings"])})


def is_fresh(entry: Entry | None, folder: Path, job: str) -> bool:
    """Tell whether a file is there as it was made, and for the same job."""
    if entry is None or entry.job != job:
        return False
    path = folder / entry.file
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256


def journal(folder: Path, shard: str) -> Path:
    """Return the file to which a running batch, or a part of one, adds a line a handout."""
    return folder / f"{_JOURNAL}{shard}.jsonl"


def line(entry: Entry) -> str:
    """Write an entry as a line of a journal."""
    return json.dumps(asdict(entry), ensure_ascii=False) + "\n"


def write(entries: Iterable[Entry], folder: Path, shard: str = "") -> tuple[Path, Path]:
    """Write a manifest as CSV and JSON."""
    listed = sorted(entries, key=lambda each: each.number)
    rows = io.StringIO()
    table = csv.DictWriter(rows, [each.name for each in fields(Entry)], lineterminator="\n")
    table.writeheader()
    table.writerows(asdict(each) | {"warnings": " | ".join(each.warnings)} for each in listed)
    stored = {"handouts": [asdict(each) for each in listed]}
    paths = folder / f"{NAME}{shard}.csv", folder / f"{NAME}{shard}.json"
    output.write(paths[0], rows.getvalue().encode())
    output.write(paths[1], (json.dumps(stored, ensure_ascii=False, indent=1) + "\n").encode())
    return paths
