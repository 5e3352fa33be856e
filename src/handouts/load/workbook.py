"""XLSX into rows; the only importer of openpyxl, which comes with the extra `xlsx`."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import IO, Any

from handouts.load import shown_cell
from handouts.load.table import ListRow, NumberedRow, under_header
from handouts.problems import InputError, Place, Problem, error, warning

_LARGEST_BYTES = 200_000_000  # unpacked; a workbook of a thousand exercises has about one million
_MOST_ROWS, _MOST_COLUMNS = 20_000, 200
_MOST_EMPTY_ROWS = 100_000  # that are formatted and hold nothing: reading them takes memory all the same
_CHUNK = 1 << 16
_MOST_NAMED = 5  # of many things, so that they can be looked up
# A row with its number, or what is in it when it is not empty
_TAG = re.compile(rb'<(?:\w+:)?(?:(row)(?:\s[^>]*?\br="(\d{1,9})")?[^>]*>|(?:v|is|f)[\s>])')
# What openpyxl raises on parts that are missing, torn, locked, of another kind or not as it expects
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, SyntaxError, ValueError, LookupError, TypeError,
    AttributeError, OverflowError, AssertionError,
)  # fmt: skip


def rows(data: bytes, place: Place, headings: Collection[str]) -> list[ListRow]:
    """Read the first sheet that holds anything. InputError when it cannot be read."""
    return listed(data, place, headings)[0]


def listed(data: bytes, place: Place, headings: Collection[str]) -> tuple[list[ListRow], list[Problem]]:
    """Read the first sheet that holds anything, and tell what a reader of it may not see or not expect."""
    book = _opened(data, place)
    read = [(sheet, _records(sheet)) for sheet in sorted(book.worksheets, key=_is_hidden)]
    filled = [(sheet, records) for sheet, records in read if any(any(row) for _, row in records)]
    if not filled:
        raise InputError([error(place, "holds no rows")])
    sheet, records = filled[0]
    photos = _photos(sheet)
    listed = under_header(records, place, headings)
    doubts = [*_not_read(filled, place), *_hidden(sheet, records, place)]
    return [replace(row, photos=tuple(photos.get(row.place.line, ()))) for row in listed], doubts


def _opened(data: bytes, place: Place) -> Any:
    try:
        import openpyxl
    except ImportError as problem:
        hint = "run `pip install 'handouts[xlsx]'`, or save the sheet as CSV"
        raise InputError([error(place, "is an Excel workbook, which needs openpyxl to be read", hint)]) from problem
    try:
        _check_size(data, place)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the sheet has beside cells and pictures
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except _DAMAGE as problem:
        hint = "open it and save it again as .xlsx, or as CSV"
        raise InputError([error(place, "is no Excel workbook, or is damaged", hint)]) from problem


def _is_hidden(sheet: Any) -> bool:
    return bool(sheet.sheet_state != "visible")


def _check_size(data: bytes, place: Place) -> None:
    """Refuse a workbook that would take long to read, before it is: rather than leave some of its rows out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = sum(each.file_size for each in archive.infolist())
        if unpacked > _LARGEST_BYTES:
            raise InputError([error(place, f"unpacks to {unpacked:,} bytes; at most {_LARGEST_BYTES:,} are read")])
        for name in archive.namelist():
            if re.fullmatch(r"/?xl/worksheets/[^/]*", name):
                with archive.open(name) as sheet:
                    _check_length(sheet, place)


def _check_length(sheet: IO[bytes], place: Place) -> None:
    number = empty = 0
    for tag in _tags(sheet):
        if tag[1]:
            number, empty = int(tag[2] or number + 1), empty + 1
        elif number > _MOST_ROWS:
            what = f"reaches beyond row {_MOST_ROWS:,}, the last that is read of a workbook"
            hint = "save the sheet as CSV, which may have any number, or delete what stands below"
            raise InputError([error(place, what, hint)])
        else:
            empty = 0
        if empty > _MOST_EMPTY_ROWS:
            what = f"has more than {_MOST_EMPTY_ROWS:,} empty rows"
            raise InputError([error(place, what, "delete them, or save the sheet as CSV")])


def _tags(sheet: IO[bytes]) -> Iterator[re.Match[bytes]]:
    """Yield the tags of rows and of what is in them; a chunk is in memory at a time."""
    rest = b""
    while chunk := sheet.read(_CHUNK):
        chunk = rest + chunk
        whole = max(chunk.rfind(b"<"), 0)
        yield from _TAG.finditer(chunk, 0, whole)
        rest = chunk[whole:][-_CHUNK:]
    yield from _TAG.finditer(rest)


def _records(sheet: Any) -> list[NumberedRow]:
    """Return the rows of a sheet as texts; what is merged downwards stands in each of its rows."""
    merged: dict[tuple[int, int], Any] = {}
    for span in sheet.merged_cells.ranges:
        first = sheet.cell(span.min_row, span.min_col)
        for row in range(span.min_row + 1, min(span.max_row, _MOST_ROWS) + 1):
            merged[row, span.min_col] = first
    # openpyxl makes a cell for each that it is asked for
    width = min(sheet.max_column or 1, _MOST_COLUMNS)
    cells = sheet.iter_rows(max_row=min(sheet.max_row or 0, _MOST_ROWS), max_col=width)
    return [
        (number, [_text(merged.get((number, at), cell)) for at, cell in enumerate(row, start=1)])
        for number, row in enumerate(cells, start=1)
    ]


def _text(cell: Any) -> str:
    return "" if cell.value is None else shown_cell.text(cell.value, cell.number_format)


def _photos(sheet: Any) -> dict[int, list[bytes]]:
    """Return the pictures that lie on a sheet, by the row of their upper edge (openpyxl has no public way to them)."""
    photos: dict[int, list[bytes]] = {}
    for each in sheet._images:
        photos.setdefault(each.anchor._from.row + 1, []).append(each._data())
    return photos


def _not_read(filled: Sequence[tuple[Any, list[NumberedRow]]], place: Place) -> Iterator[Problem]:
    (sheet, _), *others = filled
    if _is_hidden(sheet):
        yield warning(place, f"sheet `{sheet.title}` is hidden, and read")
    if others:
        names = _named([each.title for each, _ in others])
        what = f"of its sheets only `{sheet.title}` is read, and not {names}"
        yield warning(place, what, "save each as a list of its own")


def _hidden(sheet: Any, records: Sequence[NumberedRow], place: Place) -> Iterator[Problem]:
    """Tell of rows and columns that nobody sees, and that are read."""
    hidden = {number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0}
    if numbers := [str(number) for number, row in records if number in hidden and any(row)]:
        filtered = " by a filter" if sheet.auto_filter.filterColumn else ""
        what = f"has rows hidden{filtered}, which are read: {_named(numbers)}"
        yield warning(place, what, "delete those that are not to be used")
    filled = {at for _, row in records for at, cell in enumerate(row, 1) if cell}
    if letters := [letter for letter, at in _hidden_columns(sheet) if at in filled]:
        what = f"has columns hidden, which are read: {_named(letters)}"
        yield warning(place, what, "delete those that are not to be used")


def _hidden_columns(sheet: Any) -> Iterator[tuple[str, int]]:
    from openpyxl.utils import get_column_letter

    for each in sheet.column_dimensions.values():
        if each.hidden or each.width == 0:
            for number in range(each.min, min(each.max, sheet.max_column, _MOST_COLUMNS) + 1):
                yield get_column_letter(number), number


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(f"`{each}`" for each in names[:_MOST_NAMED]) + more
