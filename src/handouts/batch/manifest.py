"""What a batch has made, as CSV and JSON, when it ends. It holds no patient's name.

Each entry is a line of its own in either file, so a million of them are written as they come.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from handouts.load.folders import shown
from handouts.outside import unread
from handouts.problems import InputError, Place, error
from handouts.system import write as output

NAME = "manifest"


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
_COUNTS = ("number", "print_page", "pages")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a batch, or a part of one, has made, and of how many."""

    path: Path
    entries: tuple[ManifestEntry, ...]
    asked: int


def all_in(folder: Path) -> list[Manifest]:
    """Read the manifests of a folder, of a whole batch and of parts, the latest last. InputError when one is none."""
    return [read(path) for path in by_age(folder.glob(f"{NAME}*.json"))]


def by_age(paths: Iterable[Path]) -> list[Path]:
    """Sort files by when they were written, the latest last."""
    return sorted(paths, key=lambda path: (modified_ns(path), path.name))


def modified_ns(path: Path) -> int:
    """Return when a file was written; 0 when it is not there."""
    stamp = output.stamp(path)
    return stamp.modified_ns if stamp else 0


def read(path: Path) -> Manifest:
    """Read a manifest. InputError when it is none."""
    try:
        value = json_of(path.read_bytes()) if path.is_file() else {}
    except OSError as problem:
        raise InputError([unread(Place(shown(path)), problem)]) from problem
    listed, asked = value.get("handouts"), value.get("asked", 0)
    whole = [each for each in listed if not _is_older(each)] if isinstance(listed, list) else [None]
    entries = [entry_of(each) for each in whole]
    if None in entries or type(asked) is not int:
        hint = "move it away; the same `handouts batch` writes it anew"
        raise InputError([error(Place(shown(path)), "is no manifest of a batch, or is damaged", hint)])
    return Manifest(path, tuple(each for each in entries if each), asked if "asked" in value else len(entries))


def _is_older(value: Any) -> bool:
    """Tell whether this is an entry of a version that did not write all that this one does."""
    return isinstance(value, dict) and not value.keys() >= set(_NAMES)


def json_of(data: bytes) -> dict[str, Any]:
    """Read an object of JSON; what is none, or no JSON at all, is an empty one."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def entry_of(value: Any) -> ManifestEntry | None:
    """Return an entry, or None when a value is none: JSON from outside may hold anything."""
    if not isinstance(value, dict):
        return None
    values: dict[str, Any] = {name: value.get(name) for name in _NAMES}
    warnings = values.pop("warnings")
    if not isinstance(warnings, list):
        return None
    texts = [*warnings, *(each for name, each in values.items() if name not in _COUNTS)]
    counts = [values[name] for name in _COUNTS]
    if not all(map(_is_text, texts)) or not all(type(each) is int and each >= 0 for each in counts):
        return None
    return ManifestEntry(**values, warnings=tuple(warnings))


def _is_text(value: Any) -> bool:
    """Tell whether a value is text that can be written, and be the name of a file."""
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def value_of(entry: ManifestEntry) -> dict[str, Any]:
    """Return an entry as JSON has it."""
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
        table.writerows(value_of(each) | {"warnings": " | ".join(each.warnings)} for each in listed)
        text.detach()
    with output.whole(paths[1]) as file:
        file.write(b'{"asked": %d, "handouts": [' % (len(listed) if asked is None else asked))
        for number, each in enumerate(listed):
            file.write(b",\n" * bool(number) + json.dumps(value_of(each), ensure_ascii=False).encode())
        file.write(b"\n]}\n")
    return paths
