"""The first sheet of a workbook as rows of text; the only importer of openpyxl."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from pathlib import Path

from handouts.problems import InputError, Place, error


def cells(path: Path) -> Iterator[list[str]]:
    """Yield the rows of the first sheet; InputError when it cannot be read."""
    place = Place(str(path))
    try:
        import openpyxl
    except ImportError as missing:
        hint = "`pip install 'handouts[xlsx]'`, or save the list as CSV"
        raise InputError([error(place, "reading workbooks needs openpyxl", hint)]) from missing
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as problem:
        raise InputError([error(place, "cannot be read as a workbook", "save it anew, or as CSV")]) from problem
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield [_text(value) for value in row]
    book.close()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():  # a number typed into a cell
        return str(int(value))
    return str(value)
