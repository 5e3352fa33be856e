"""A list of exercises into drafts, and drafts into files. Nothing that is there is ever overwritten."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    known, data = terms(), _bytes(source.path, place)
    names = {name for each in known.words.keys.values() for name in each}
    rows = _reader(data, place)(data, place, names)
    if not rows:
        raise InputError([error(place, "holds no exercises")])
    rows = _only(rows, source.only)
    fields = fields_of(rows, known.words, source.maps)
    beside = [*([source.images] if source.images else []), source.path.resolve().parent]
    drafts: list[StretchDraft] = []
    left: list[LeftOut] = []
    there = set(files((folder,), "stretch"))
    ids = _ids([stretch.name_of(row, fields, known) for row in rows], set(files((builtin,), "stretch")))
    for row, (stretch_id, note) in zip(rows, ids, strict=True):
        if stretch_id in there:
            why = f"`{stretch_id}` is there already"
            left.append(LeftOut(stretch.name_of(row, fields, known), row.place, why, is_there=True))
            continue
        found = stretch.draft(row, fields, known, stretch_id, beside)
        found = _checked(found, folder, note) if isinstance(found, StretchDraft) else found
        if isinstance(found, StretchDraft):
            drafts.append(found)
        else:
            left.append(found)
    return IntakeReport(tuple(drafts), tuple(left), _read_as(fields), _unread(fields, rows))


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
    return objects.rows if table.decoded(data[:4096]).lstrip("\ufeff \t\r\n")[:1] in {"[", "{"} else table.rows


def _only(rows: list[ListRow], only: Sequence[str]) -> list[ListRow]:
    """Keep the rows that say what `--only KEY=VALUE` asks for."""
    for text in only:
        key, equals, value = text.partition("=")
        keys = {each for row in rows for each in row.cells if table.plain_key(each) == table.plain_key(key)}
        place = Place(f"--only {text}")
        if not (equals and keys):
            hint = "write KEY=VALUE, as in `--only category=stretching`"
            raise InputError([error(place, f"nothing in the list is called `{key}`", hint)])
        wanted = value.strip().casefold()
        rows = [row for row in rows if any(wanted in map(str.casefold, row.cells.get(each, ())) for each in keys)]
        if not rows:
            raise InputError([error(place, "nothing in the list says so")])
    return rows


def _ids(names: Sequence[str], builtin: Collection[str]) -> Iterator[tuple[str, str]]:
    """Give each name an id of its own, none of them a built-in one: such a file would take the built-in's place."""
    last: Counter[str] = Counter()
    taken = set(builtin)
    for name in names:
        found = plain = plain_id(name)
        while found in taken:
            last[plain] = max(last[plain], 1) + 1
            found = f"{plain[: _LONGEST_ID - 6].rstrip('-')}-{last[plain]}"
        taken.add(found)
        known = f"`{plain}` is built in, with pictures, doses and precautions: perhaps you need no own one"
        yield found, known if plain in builtin else ""


def plain_id(name: str) -> str:
    """Write a name as an id: small Latin letters, digits and hyphens."""
    latin = unicodedata.normalize("NFKD", name.replace("½", " half ").replace("&", " and ")).replace("ß", "ss")
    letters = latin.casefold().encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters)[:_LONGEST_ID].strip("-") or "exercise"


def _checked(found: StretchDraft, folder: Path, note: str) -> StretchDraft | LeftOut:
    """Make sure that a file can be read as a stretch."""
    try:
        parse(text(found), Stretch, folder / found.path, Place(found.path))
    except InputError as wrong:
        return LeftOut(found.name, found.place, "; ".join(each.message for each in wrong.problems))
    notes = (*found.notes, note) if note else found.notes
    return StretchDraft(found.id, found.name, found.place, found.path, found.fields, found.needs, notes, found.pictures)


def _read_as(fields: Fields) -> Mapping[str, str]:
    return {key: ", ".join(each) for key, each in fields.items() if each and "ignore" not in each}


def _unread(fields: Fields, rows: Sequence[ListRow]) -> tuple[str, ...]:
    """Name the keys that say something and that nothing is made of."""
    said = {key for row in rows for key, texts in row.cells.items() if any(texts)}
    silent = [key for key, each in fields.items() if (not each or "ignore" in each) and key in said]
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
