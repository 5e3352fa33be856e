"""XLSX into rows; the only importer of openpyxl, which comes with the extra `xlsx`."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from handouts.load.table import ListRow, NumberedRow, under_header
from handouts.problems import InputError, Place, error

_LARGEST_BYTES = 200_000_000  # unpacked; a workbook of a thousand exercises has about one million
# What unpacking raises, and what openpyxl does of a part that is not as it expects.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError,
    AttributeError, NotImplementedError, RuntimeError,
)  # fmt: skip
_MOST_ROWS, _MOST_COLUMNS = 20_000, 200


def rows(data: bytes, place: Place, known: Collection[str]) -> list[ListRow]:
    """Read the first sheet that holds anything. InputError when it cannot be read."""
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as problem:
        hint = "run `pip install 'handouts[xlsx]'`, or save the sheet as CSV"
        raise InputError([error(place, "is an Excel workbook, which needs openpyxl to be read", hint)]) from problem
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
        if unpacked > _LARGEST_BYTES:
            raise InputError([error(place, f"unpacks to {unpacked:,} bytes; at most {_LARGEST_BYTES:,} are read")])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the sheet has beside cells and pictures
            book = load_workbook(io.BytesIO(data), data_only=True)
    except (*_DAMAGE, InvalidFileException) as problem:
        hint = "open it and save it again as .xlsx, or as CSV"
        raise InputError([error(place, "is no Excel workbook, or is damaged", hint)]) from problem
    for sheet in book.worksheets:
        _check_length(sheet, place)
        records = list(_records(sheet))
        if any(any(record) for _, record in records):
            photos = _photos(sheet)
            found = under_header(records, place, known)
            return [replace(row, photos=tuple(photos.get(row.place.line, ()))) for row in found]
    raise InputError([error(place, "holds no rows")])


def _check_length(sheet: Any, place: Place) -> None:
    """Refuse a sheet with more rows than are read, rather than leave some out (openpyxl counts empty ones, too)."""
    if (sheet.max_row or 0) <= _MOST_ROWS:
        return
    last = max((row for (row, _), cell in sheet._cells.items() if cell.value is not None), default=0)
    if last > _MOST_ROWS:
        what = f"has {last:,} rows; at most {_MOST_ROWS:,} are read of a workbook"
        raise InputError([error(place, what, "save the sheet as CSV, which may have any number")])


def _records(sheet: Any) -> Iterator[NumberedRow]:
    """Yield the rows of a sheet as texts; what is merged downwards stands in each of its rows."""
    merged: dict[tuple[int, int], Any] = {}
    for span in sheet.merged_cells.ranges:
        value = sheet.cell(span.min_row, span.min_col).value
        for row in range(span.min_row + 1, min(span.max_row, _MOST_ROWS) + 1):
            merged[row, span.min_col] = value
    # openpyxl makes a cell for each that it is asked for
    width = min(sheet.max_column or 1, _MOST_COLUMNS)
    cells = sheet.iter_rows(max_row=min(sheet.max_row or 0, _MOST_ROWS), max_col=width, values_only=True)
    for number, row in enumerate(cells, start=1):
        yield number, [_text(merged.get((number, at), cell)) for at, cell in enumerate(row, start=1)]


def _photos(sheet: Any) -> dict[int, list[bytes]]:
    """Return the pictures that lie on a sheet, by the row of their upper edge (openpyxl has no public way to them)."""
    found: dict[int, list[bytes]] = {}
    for each in sheet._images:
        found.setdefault(each.anchor._from.row + 1, []).append(each._data())
    return found


def _text(value: Any) -> str:
    """Write a cell as it reads on the screen: 30 and not 30.0; nothing for an empty one."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
