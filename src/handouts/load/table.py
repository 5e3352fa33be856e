"""CSV of any delimiter and encoding into rows, as spreadsheet programs write it."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from handouts.load.clean_text import clean, one_line
from handouts.problems import InputError, Place, error

_DELIMITERS = ",;\t|"
WINDOWS = "cp1252"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_MANY_ZEROS = 0.3  # of the first bytes: every second one of headings in UTF-16, and none of any other text
_LOOKED_AT = 10  # lines; what is above the header of a printed list is shorter
_LONGEST_CELL = 200_000  # letters; real instructions have 2,000
_END_OF_FILE = re.compile(r"\x1a\s*\Z")  # a mark of old programs

Cells = Mapping[str, tuple[str, ...]]  # what a row says by key; a list says several things
NumberedRow = tuple[int, Sequence[str]]  # the line that a record starts in, and its cells


@dataclass(frozen=True, slots=True)
class ListRow:
    """One exercise as its list has it."""

    place: Place
    cells: Cells
    photos: tuple[bytes, ...] = ()  # that lie in the list itself
    surplus: int = 0  # filled cells beyond the last column
    header: int = 1  # the line of the headings


def decoded(data: bytes) -> str:
    """Read text in the encodings that spreadsheets are saved in."""
    return _END_OF_FILE.sub("", data.decode(encoding(data), "replace"))


def encoding(data: bytes) -> str:
    """Tell how text is encoded: as its mark says, or UTF-16 without one, UTF-8, else Windows-1252."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    even, odd = data[:200:2], data[1:200:2]
    if max(even.count(0), odd.count(0)) > _MANY_ZEROS * len(data[:200]):
        return "utf-16-le" if odd.count(0) > even.count(0) else "utf-16-be"
    for name in ("utf-8", WINDOWS):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return "latin-1"  # takes every byte


def rows(data: bytes, place: Place, headings: Iterable[str]) -> list[ListRow]:
    """Read CSV. `known` are names of columns, by which the header is told from what stands above it."""
    text = decoded(data).replace("\0", "")
    named = re.match(r"sep=(.)\r?\n", text)  # how Excel is told the delimiter
    if named:
        text = "\n" + text[named.end() :]
    csv.field_size_limit(_LONGEST_CELL)
    headings = frozenset(headings)
    between = named[1] if named else delimiter(text, headings)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=False)
    records: list[NumberedRow] = []
    start = 1
    try:
        for record in reader:
            records.append((start, [_unwrapped(cell) for cell in record]))
            start = reader.line_num + 1
    except csv.Error as problem:
        where = Place(place.path, start, 1)
        hint = 'a quote (`"`) that is opened and never closed swallows all that follows'
        raise InputError([error(where, f"cannot be read as CSV: {problem}", hint)]) from problem
    if records and not _ends(text, *records[-1], between):
        where = Place(place.path, records[-1][0], 1)
        what = f'a quote (`"`) is opened here and never closed: it swallows {reader.line_num - where.line} more lines'
        raise InputError([error(where, what, "close it, or take it out")])
    return under_header(records, place, headings)


def _unwrapped(cell: str) -> str:
    """Return what `="0012"` says, as cells are written whose zeros are to stay."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell


def _ends(text: str, line: int, record: Sequence[str], between: str) -> bool:
    """Tell whether the last record ends before the text does: it has no quote open that takes in what follows."""
    if not any("\n" in cell or "\r" in cell for cell in record):
        return True
    rest = io.StringIO("".join(io.StringIO(text, newline=None).readlines()[line - 1 :]))
    try:
        list(csv.reader(rest, delimiter=between, strict=True))
    except csv.Error as problem:
        return "unexpected end" not in str(problem)
    return True


def delimiter(text: str, headings: Collection[str]) -> str:
    """Return the delimiter: the one that a line names most columns with, else that the first lines have most of.

    Cells may hold lists, so that `;` may come more often in a file than the comma between its cells.
    """
    head = re.sub(r'"[^"]*"', "", "\n".join(text.splitlines()[:_LOOKED_AT]))
    named = {
        each: max((_named(line.split(each), headings) for line in head.splitlines()), default=0) for each in _DELIMITERS
    }
    return max(_DELIMITERS, key=lambda each: (named[each], head.count(each)))


def _named(cells: Iterable[str], headings: Collection[str]) -> int:
    """Return how many columns a line names."""
    keys = dict.fromkeys(map(plain_key, cells))
    return sum(1 for key in keys if key in headings or re.sub(r"\W+", "", key) in headings)


def under_header(records: Sequence[NumberedRow], place: Place, headings: Collection[str]) -> list[ListRow]:
    """Name the cells of each record by the header; blank records are passed over."""
    filled = [(line, record) for line, record in records if any(cell.strip() for cell in record)]
    if not filled:
        raise InputError([error(place, "holds no rows")])
    scores = [_named(record, headings) for _, record in filled[:_LOOKED_AT]]
    at = scores.index(max(scores))
    header = _distinct(_with_numbers(filled[at][1], [record for _, record in filled[at + 1 :]]))
    return [
        ListRow(
            Place(place.path, line, 1),
            {key: (clean(cell).strip(),) for key, cell in zip(header, record, strict=False) if key},
            surplus=sum(bool(cell.strip()) for cell in record[len(header) :]),
            header=filled[at][0],
        )
        for line, record in filled[at + 1 :]
    ]


def _with_numbers(header: Sequence[str], records: Sequence[Sequence[str]]) -> list[str]:
    """Name a column without a heading by its number where anything stands in it, so that nothing is lost."""
    used = {at for record in records for at, cell in enumerate(record) if cell.strip()}
    return [cell if cell.strip() or at not in used else f"column {at + 1}" for at, cell in enumerate(header)]


def _distinct(header: Sequence[str]) -> list[str]:
    """Tell columns of one name apart by a number."""
    names: list[str] = []
    for cell in header:
        name, number = " ".join(one_line(cell).split()), 2
        while name and (name if number == 2 else f"{name} {number - 1}") in names:
            number += 1
        names.append(name if number == 2 or not name else f"{name} {number - 1}")
    return names


def plain_key(key: str) -> str:
    """Write `primaryMuscles`, `primary_muscles` and `Primary muscles (2)` the same way."""
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", key)
    words = re.sub(r"[^\w.]+|_", " ", words).casefold()
    return re.sub(r"\s+\d+$|(?<=[a-z])\d$", "", " ".join(words.split()))
