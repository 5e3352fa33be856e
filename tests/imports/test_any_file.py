"""Damaged lists: whatever was done to a file, it is read or refused, and nothing crashes."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from handouts.data import builtin
from handouts.intake.run import ListSource, read, text
from handouts.problems import InputError

ROWS = (
    ("name", "instructions", "bodyPart", "target", "equipment", "dose", "images"),
    ("Wall push", "1. Stand facing a wall.\n2. Lean in. Hold 30 sec, then switch legs.", "calf", "calves", "none",
     "3 x 30 s, 2x/day", "a b.jpg"),
    ("Réveil", "<p>Lie on one side.</p><p>Lift one leg.</p>", "upper legs", "abductors", "mat; strap", "½ min", ""),
)  # fmt: skip
PIECES = (
    b'"', b"{", b"}", b"[", b"]", b",", b";", b"\t", b"\n", b"\r", b"\0", b"\xff\xfe", b"\\ud800", b"\\u0000", b"NaN",
    b"1e999", b"9" * 5000, b"null", b"//x\n", b"<b>", b"<![CDATA[", b"&#x110000;", b"&#xD800;", b"\\n", b"{side}",
    b"\xe2\x80\xae", b"\xf0\x9f\xa6\xb5", b"[" * 600, b'="-1"', b'="x"', b"</c>",
)  # fmt: skip


def _json() -> bytes:
    return json.dumps([dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]], indent=1).encode()


def _csv() -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows(ROWS)
    return written.getvalue().encode()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("C2:C3")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, kind = chance.randrange(len(changed) + 1), chance.randrange(4)
        if kind == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            changed[at:at] = chance.choice(PIECES)
        elif kind == 2:
            del changed[at : at + chance.randint(1, 60)]
        else:
            changed[at:at] = changed[at : at + chance.randint(1, 200)]
    return bytes(changed)


def _changed_inside(data: bytes, chance: random.Random) -> bytes:
    """Change one part of a workbook, so that it can still be unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for each, part in (parts | {name: _changed(parts[name], chance)}).items():
            archive.writestr(each, part)
    return written.getvalue()


Change = Callable[[bytes, random.Random], bytes]
CASES: list[tuple[Callable[[], bytes], Change]] = [
    (_json, _changed), (_csv, _changed), (_xlsx, _changed), (_xlsx, _changed_inside),
]  # fmt: skip


def _read_or_refused(path: Path, data: bytes) -> bool:
    path.write_bytes(data)
    try:
        report = read(ListSource(path), path.parent / "clinic", builtin())
    except InputError:
        return False
    assert all(text(each).encode() and each.needs for each in report.drafts)
    return True


def _try(tmp_path: Path, case: int, count: int) -> None:
    make, change = CASES[case]
    data, chance = make(), random.Random(case)
    assert _read_or_refused(tmp_path / "list", data)
    for _ in range(count):
        _read_or_refused(tmp_path / "list", change(data, chance))


@pytest.mark.parametrize("case", range(len(CASES)))
def test_damaged_lists(tmp_path: Path, case: int) -> None:
    _try(tmp_path, case, 50)


@pytest.mark.fuzz
@pytest.mark.parametrize("case", range(len(CASES)))
def test_many_damaged_lists(tmp_path: Path, case: int) -> None:
    _try(tmp_path, case, 5_000)


@pytest.mark.parametrize(
    "data",
    [
        rb'[{"name": "A", "steps": ["Stand \ud800 tall."], "\udfff": "x"}]',
        b'[{"name": "A", "steps": "Stand tall.", "reps": ' + b"9" * 5000 + b"}]",
        b'[{"name": "A", "steps": "Stand tall.", "hold": NaN, "reps": -Infinity, "sets": 1e999}]',
        b'[{"name": "A", "steps": "Stand tall.", "x": ' + b"[" * 700 + b"]" * 700 + b"}]",
    ],
)
def test_what_was_once_a_crash_is_taken(tmp_path: Path, data: bytes) -> None:
    assert _read_or_refused(tmp_path / "list.json", data)
