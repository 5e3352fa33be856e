"""Lists as spreadsheet programs keep them: what a cell shows, what is hidden, and files that are torn."""

from __future__ import annotations

import datetime as dt
import io
import random
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from handouts.batch.roster import Usual, read_roster
from handouts.load import shown_cell, table, workbook
from handouts.load.yaml_source import rows_of
from handouts.problems import InputError, Place
from tests.made import SAMPLE, TODAY

PLACE = Place("r.xlsx")
ROWS = (("id", "name", "side"), ("1", "Ana", "left"), ("2", "Bo", "right"))


def book(*rows: Sequence[Any]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    return made


def saved(made: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def told(made: openpyxl.Workbook) -> list[str]:
    return [str(each) for each in workbook.listed(saved(made), PLACE, ["id", "name"])[1]]


def cells(data: bytes, known: Sequence[str] = ("id", "name")) -> list[dict[str, str]]:
    return [{key: value[0] for key, value in row.cells.items()} for row in table.rows(data, Place("r.csv"), known)]


def refused(data: bytes) -> str:
    with pytest.raises(InputError) as refusal:
        workbook.listed(data, PLACE, ["id"])
    return str(refusal.value)


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (7, "0000", "0007"),
        (12345, "0000", "12345"),
        (7.0, "General", "7"),
        (7, "0", "7"),
        (7, '"P"0000', "P0007"),
        (7, "\\P000", "P007"),
        (123456789, "000-00-0000", "123-45-6789"),
        (5, "###-0000", "-0005"),
        (1234, "#,##0", "1234"),
        (30, "0.00", "30"),
        (-7, "0000", "-7"),
        (7, "0000;[Red]-0000", "0007"),
        (0.1 + 0.2, "General", "0.3"),
        (2.345, "0.0", "2.3"),
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12.5%"),
        (dt.datetime(2026, 12, 19), "d/m/yy", "2026-12-19"),
        (dt.datetime(2026, 12, 19, 9, 30), "d/m/yy h:mm", "2026-12-19 09:30:00"),
        (dt.time(9, 30), "h:mm", "09:30:00"),
        (True, "General", "True"),
        ("0012", "General", "0012"),
        (None, "0000", ""),
    ],
)
def test_a_cell_reads_as_it_shows(value: Any, form: str, shown: str) -> None:
    assert shown_cell.text(value, form) == shown


def test_formats_of_a_workbook_are_read() -> None:
    made = book(("id", "share", "date"), (7, 0.5, dt.datetime(2026, 12, 19)))
    for at, form in (("A2", "0000"), ("B2", "0%")):
        made.active[at].number_format = form
    (row,) = workbook.rows(saved(made), PLACE, ["id"])
    assert dict(row.cells) == {"id": ("0007",), "share": ("50%",), "date": ("2026-12-19",)}


def test_a_workbook_without_anything_odd_is_read_in_silence() -> None:
    assert told(book(*ROWS)) == []


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    made = book(*ROWS)
    made.active.row_dimensions[3].hidden = True
    made.active.row_dimensions[9].hidden = True  # with nothing in it
    made.active.column_dimensions["C"].hidden = True
    assert told(made) == [
        "r.xlsx: warning: has rows hidden, which are read: `3`\nhint: delete those that are not to be used",
        "r.xlsx: warning: has columns hidden, which are read: `C`\nhint: delete those that are not to be used",
    ]
    assert len(workbook.rows(saved(made), PLACE, ["id"])) == 2


def test_many_hidden_rows_are_told_in_short_and_a_filter_is_named() -> None:
    made = book(("id",), *((str(number),) for number in range(1, 11)))
    made.active.auto_filter.ref = "A1:A11"
    made.active.auto_filter.add_filter_column(0, ["1"])
    for number in range(3, 12):
        made.active.row_dimensions[number].hidden = True
    assert told(made) == [
        "r.xlsx: warning: has rows hidden by a filter, which are read: `3`, `4`, `5`, `6`, `7` and 4 more\n"
        "hint: delete those that are not to be used"
    ]


def test_sheets_that_are_not_read_are_told_and_hidden_ones_come_last() -> None:
    made = book(*ROWS)
    made.active.title, made.active.sheet_state = "Old", "hidden"
    made.create_sheet("Empty")
    made.create_sheet("New").append(("id",))
    made["New"].append(("77",))
    assert told(made) == [
        "r.xlsx: warning: of its sheets only `New` is read, and not `Old`\nhint: save each as a list of its own"
    ]
    del made["New"]
    assert told(made) == ["r.xlsx: warning: sheet `Old` is hidden, and read"]


def sheet_of(xml: str) -> bytes:
    """Return a workbook whose sheet is written by hand."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(book(("id",))))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return file.getvalue()


def rows_xml(*rows: str) -> str:
    lead = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f"{lead}{''.join(rows)}</sheetData></worksheet>"


def test_a_sheet_of_a_million_rows_is_refused_before_it_is_read() -> None:
    rows = (f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 300_000))
    assert refused(sheet_of(rows_xml(*rows))).startswith("r.xlsx: error: reaches beyond row 20,000, ")
    stray = rows_xml('<row r="1048576" s="1"><c r="A1048576"><v>1</v></c></row>')
    assert refused(sheet_of(stray)).startswith("r.xlsx: error: reaches beyond row 20,000, ")
    assert refused(sheet_of(rows_xml("<row/>" * 100_001))) == (
        "r.xlsx: error: has more than 100,000 empty rows\nhint: delete them, or save the sheet as CSV"
    )


def test_formatted_rows_that_are_empty_do_no_harm() -> None:
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row><row r="2"><c r="A2"><v>7</v></c></row>'
    blank = (f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 30_000))
    (row,) = workbook.rows(sheet_of(rows_xml(first, *blank)), PLACE, ["id"])
    assert row.cells == {"id": ("7",)}


def test_torn_archives_are_told() -> None:
    data = bytearray(saved(book(*ROWS)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    data[start : start + 40] = bytes(40)
    what = "r.xlsx: error: is no Excel workbook, or is damaged\nhint: open it and save it again as .xlsx, or as CSV"
    assert refused(bytes(data)) == what
    assert refused(b"PK\x03\x04") == what
    assert refused(b"") == what


def test_a_text_kept_by_a_formula_and_the_mark_of_an_old_file() -> None:
    assert cells(b'id,name\r\n="0012",Ana\r\n"=""0013""",Bo\r\n=,C\r\n\x1a\r\n') == [
        {"id": "0012", "name": "Ana"},
        {"id": "0013", "name": "Bo"},
        {"id": "=", "name": "C"},
    ]


def test_a_column_without_a_heading_is_not_lost() -> None:
    assert cells(b"id;name;;\n1;Diaz;Ana;\n") == [{"id": "1", "name": "Diaz", "column 3": "Ana"}]


def test_headings_with_dots_and_spaces_are_found_below_a_title() -> None:
    data = "Praxis Sonne;;\nListe vom Montag;;\nNr.;Patient Name;Therapist\n1;Ana;Kim\n".encode("utf-16")
    assert cells(data, ("nr", "patientname", "name")) == [{"Nr.": "1", "Patient Name": "Ana", "Therapist": "Kim"}]


def test_nothing_in_a_list_of_yaml_is_nothing() -> None:
    assert rows_of("- {id: 1, routine: [null], stretches: [a, ~, b]}\n", PLACE) == [
        (1, {"id": ("1",), "routine": ("",), "stretches": ("a", "", "b")})
    ]


GOOD = {
    "r.csv": "id;name;side;review;note\r\n1;\"Ana; D\";left;2026-12-19;cat-camel=Go\r\n2;Bö;right;;\r\n".encode(),
    "r.yaml": b"- {id: 1, name: Ana, stretches: [cat-camel, pelvic-tilt]}\n- id: 2\n  name: Bo\n  side: left\n",
    "r.xlsx": saved(book(*ROWS)),
}  # fmt: skip
BITS = (
    b"\0",
    b'"',
    b"\n",
    b"\r",
    b"\x1a",
    b";",
    b",",
    b"=",
    b"[",
    b"{",
    b"&",
    b"*",
    b": ",
    b"\xff",
    b"\xef\xbb\xbf",
    b"- ",
)


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Return data with a few bytes changed, cut out, doubled or put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at, many = chance.randrange(len(changed) + 1), chance.choice((0, 1, 1, 9))
        put = chance.choice((b"", chance.choice(BITS), chance.randbytes(2), bytes(changed[at : at + 20])))
        changed[at : at + many] = put
    return bytes(changed)


def try_spoilt(times: int) -> int:
    """Read spoilt lists of each kind; return how many could not be read."""
    chance, refusals = random.Random(27), 0
    for number in range(times):
        name = (*GOOD,)[number % len(GOOD)]
        Path(name).write_bytes(spoilt(GOOD[name], chance))
        try:
            read_roster(Path(name), Usual(TODAY, "desk-break", SAMPLE))
        except InputError:
            refusals += 1
    return refusals


def test_no_list_however_spoilt_is_a_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert 0 < try_spoilt(200) < 200


@pytest.mark.fuzz
def test_no_list_of_very_many_is_a_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert 0 < try_spoilt(20_000) < 20_000
