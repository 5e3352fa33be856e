"""A list of exercises into drafts, and drafts into files. Nothing that is there is ever overwritten."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.intake import json_rows as objects
from handouts.intake import stretch
from handouts.intake.fields import Fields, fields_of
from handouts.intake.terms import terms
from handouts.intake.value import IntakeReport, LeftOut, StretchDraft
from handouts.load import table, workbook
from handouts.load.folders import files, shown
from handouts.load.table import ListRow
from handouts.load.yaml_source import dump, parse
from handouts.model.stretch import Stretch
from handouts.outside import read_bytes
from handouts.problems import InputError, OutputError, Place, error

_LARGEST_BYTES = 100_000_000
_OTHERS = {b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Excel workbook (`.xls`)", b"\x89PNG": "a picture",
           b"\xff\xd8\xff": "a picture", b"\x1f\x8b": "a compressed file"}  # fmt: skip
_LONGEST_ID = 80
_LOOKED_AT = 4096  # bytes, to tell JSON from a table
_COMMENT = re.compile(r"^(?:\s*(?://[^\n]*|/\*.*?\*/))+", re.S)  # which JSON must not have, and people write

Reader = Callable[[bytes, Place, Collection[str]], list[ListRow]]


@dataclass(frozen=True, slots=True)
class ListSource:
    """A list and how it is to be read."""

    path: Path
    maps: tuple[str, ...] = ()
    only: tuple[str, ...] = ()  # `KEY=VALUE`: take only those that say so
    images: Path | None = None  # where the pictures are, when not beside the list


def read(source: ListSource, folder: Path, builtin: Path) -> IntakeReport:
    """Read a list for a clinic's folder; nothing is written. InputError when the list cannot be read."""
    place = Place(shown(source.path))
    words, data = terms(), _bytes(source.path, place)
    names = {name for each in words.words.keys.values() for name in each}
    rows = _reader(data, place)(data, place, names)
    if not rows:
        raise InputError([error(place, "holds no exercises")])
    rows = _only(rows, source.only)
    fields = fields_of(rows, words.words, source.maps)
    beside = [*([source.images] if source.images else []), source.path.resolve().parent]
    there = set(files((folder,), "stretch"))
    ids = _ids([stretch.name_of(row, fields, words) for row in rows], set(files((builtin,), "stretch")))
    made = [
        _checked(stretch.draft(row, fields, words, each, beside), folder, note)
        if each not in there
        else LeftOut(stretch.name_of(row, fields, words), row.place, f"`{each}` is there already", is_there=True)
        for row, (each, note) in zip(rows, ids, strict=True)
    ]
    drafts = tuple(each for each in made if isinstance(each, StretchDraft))
    left = tuple(each for each in made if isinstance(each, LeftOut))
    read_as = {key: ", ".join(each) for key, each in fields.items() if each and "ignore" not in each}
    return IntakeReport(drafts, left, read_as, _unread(fields, rows))


def _bytes(path: Path, place: Place) -> bytes:
    data = read_bytes(path, place, _LARGEST_BYTES)
    if not data.strip():
        raise InputError([error(place, "is empty")])
    return data


def _reader(data: bytes, place: Place) -> Reader:
    """Tell what a file is by its content."""
    for start, what in _OTHERS.items():
        if data.startswith(start):
            raise InputError([error(place, f"is {what}, not a list", "save the list as CSV, XLSX or JSON")])
    if data.startswith(b"PK"):
        return workbook.rows
    first = _COMMENT.sub("", table.decoded(data[:_LOOKED_AT])).lstrip("\ufeff \t\r\n")
    is_named = place.path.casefold().endswith((".json", ".jsonl", ".ndjson"))
    return objects.rows if is_named or first[:1] in {"[", "{"} else table.rows


def _only(rows: list[ListRow], only: Sequence[str]) -> list[ListRow]:
    """Keep the rows that say what `--only KEY=VALUE` asks for."""
    for text in only:
        key, equals, value = text.partition("=")
        keys = {each for row in rows for each in row.cells if table.plain_key(each) == table.plain_key(key)}
        place = Place(f"--only {text}")
        if not (equals and keys):
            hint = "write KEY=VALUE, as in `--only category=stretching`"
            raise InputError([error(place, f"nothing in the list is called `{key}`", hint)])
        plain = value.strip().casefold()
        rows = [row for row in rows if any(plain in map(str.casefold, row.cells.get(each, ())) for each in keys)]
        if not rows:
            raise InputError([error(place, "nothing in the list says so")])
    return rows


def _ids(names: Sequence[str], builtin: Collection[str]) -> Iterator[tuple[str, str]]:
    """Give each name an id of its own, none of them a built-in one: such a file would take the built-in's place."""
    last: Counter[str] = Counter()
    taken = set(builtin)
    for name in names:
        own = plain = plain_id(name)
        while own in taken:
            last[plain] = max(last[plain], 1) + 1
            own = f"{plain[: _LONGEST_ID - 6].rstrip('-')}-{last[plain]}"
        taken.add(own)
        note = f"`{plain}` is built in, with pictures, doses and precautions: perhaps you need no own one"
        yield own, note if plain in builtin else ""


def plain_id(name: str) -> str:
    """Write a name as an id: small Latin letters, digits and hyphens."""
    latin = unicodedata.normalize("NFKD", name.replace("½", " half ").replace("&", " and ")).replace("ß", "ss")
    letters = latin.casefold().encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:_LONGEST_ID].strip("-") or "exercise"


def _checked(made: StretchDraft | LeftOut, folder: Path, note: str) -> StretchDraft | LeftOut:
    """Make sure that a file can be read as a stretch."""
    if isinstance(made, LeftOut):
        return made
    try:
        parse(text(made), Stretch, folder / made.path, Place(made.path))
    except InputError as wrong:
        return LeftOut(made.name, made.place, "; ".join(each.message for each in wrong.problems))
    return replace(made, notes=(*made.notes, note)) if note else made


def _unread(fields: Fields, rows: Sequence[ListRow]) -> tuple[str, ...]:
    """Name the keys that say something and that nothing is made of."""
    filled = {key for row in rows for key, texts in row.cells.items() if any(texts)}
    silent = [key for key, each in fields.items() if (not each or "ignore" in each) and key in filled]
    return tuple(key for key in silent if "." not in key or not fields.get(key.partition(".")[0]))


def text(draft: StretchDraft) -> str:
    """Write a draft as a file of the catalog."""
    lead = f"# Brought in by `handouts import` from {draft.place}. `needs` lists what a human must settle: settle it,\n"
    return f"{lead}# take it off the list, and then say under `review` who approves.\n{dump(draft.fields)}"


def write(report: IntakeReport, folder: Path) -> tuple[Path, ...]:
    """Write the drafts and copy their pictures; a file that is there stays. OutputError when that fails."""
    written = []
    for each in report.drafts:
        path = folder / each.path
        try:
            for picture in each.pictures:
                target = folder / picture.target
                target.parent.mkdir(parents=True, exist_ok=True)
                if not target.exists():
                    data = picture.source if isinstance(picture.source, bytes) else picture.source.read_bytes()
                    target.write_bytes(data)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text(each))
        except OSError as problem:
            reason = (problem.strerror or str(problem)).lower()
            raise OutputError(f"{path}: cannot be written: {reason}") from problem
        written.append(path)
    return tuple(written)
