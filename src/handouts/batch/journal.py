"""What a batch remembers of the files that it made: a line each as they are made, kept between runs.

Who runs a batch again makes only what is missing or stale. A file is as it was made when it has the size and the times
that it had then; when it has others, as in a copied folder, its bytes decide. `handouts manifest` reads all bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

from handouts.batch import manifest
from handouts.batch.manifest import ManifestEntry
from handouts.outside import unwritten
from handouts.problems import OutputError
from handouts.system import write as output
from handouts.system.write import Stamp

_NAME = ".handouts-journal"


@dataclass(frozen=True, slots=True)
class Record:
    """A file that was made, and how it looked then; a print file is number 0, and named from the root."""

    entry: ManifestEntry
    stamp: Stamp | None = None


def path(folder: Path, shard: str) -> Path:
    """Return the journal of a batch, or of a part of one."""
    return folder / f"{_NAME}{shard}.jsonl"


def known(folder: Path) -> dict[str, Record]:
    """Return what all manifests and journals of a folder say of its files, by their names; the latest counts."""
    records = {each.file: Record(each) for made in manifest.all_in(folder) for each in made.entries}
    for each in manifest.by_age(folder.glob(f"{_NAME}*.jsonl")):
        records |= _read(each)
    return records


def _read(journal: Path) -> dict[str, Record]:
    """Read what can be read: a line may have been cut off, and a journal that is lost costs time only."""
    try:
        lines = journal.read_bytes().splitlines() if journal.is_file() else []
    except OSError:
        return {}
    return {each.entry.file: each for each in map(_record, lines) if each}


def _record(line: bytes) -> Record | None:
    value = manifest.json_of(line)
    entry = manifest.entry_of(value)
    return Record(entry, _stamp(value.get("stamp"))) if entry else None


def _stamp(value: Any) -> Stamp | None:
    numbers = list(value) if isinstance(value, list) else []
    return (
        Stamp(*numbers) if len(numbers) == len(fields(Stamp)) and all(type(each) is int for each in numbers) else None
    )


def line(record: Record) -> bytes:
    """Write a record as a line of a journal."""
    value = manifest.value_of(record.entry) | ({"stamp": astuple(record.stamp)} if record.stamp else {})
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def as_made(record: Record | None, folder: Path, job: str) -> Record | None:
    """Return the record of a file that is there as it was made for the same job, with the stamp that it has now."""
    if record is None or record.entry.job != job:
        return None
    return unchanged(record, folder)


def unchanged(record: Record, folder: Path) -> Record | None:
    """Return the record of a file that is there as it was made, with the stamp that it has now."""
    file = folder / record.entry.file
    stamp = output.stamp(file)
    if stamp is None:
        return None
    if stamp == record.stamp:
        return record
    with suppress(OSError):
        if hashlib.sha256(file.read_bytes()).hexdigest() == record.entry.sha256:
            return Record(record.entry, stamp)
    return None


@contextmanager
def opened(folder: Path, shard: str) -> Iterator[BinaryIO]:
    """Open a journal to add lines. OutputError when nothing can be written there."""
    journal = path(folder, shard)
    try:
        file = journal.open("a+b", buffering=0)  # a line is one write, so two runs do not mix theirs
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")  # the last line was cut off
    except OSError as problem:
        raise OutputError(f"{journal}: cannot be written: {unwritten(problem)}") from problem
    with file:
        yield file


def settle(folder: Path, shard: str, made: Mapping[str, Record]) -> None:
    """Write a journal anew: a line for each file that is still there."""
    journal = path(folder, shard)
    records = (_read(journal) | dict(made)).values()
    with output.whole(journal) as file:
        for each in records:
            if (folder / each.entry.file).is_file():
                file.write(line(each))
