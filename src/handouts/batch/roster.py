"""A list of patients as jobs: CSV, YAML or XLSX, a row a patient. A bad row is told, the others are made."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from handouts.batch.columns import COLUMNS, Columns, matched
from handouts.batch.job import Job
from handouts.load import table, workbook
from handouts.load.folders import files, roots, shown
from handouts.load.table import ListRow
from handouts.load.titles import plain_title, titled
from handouts.load.yaml_source import read_text, rows_of
from handouts.make.order import Order
from handouts.outside import read_bytes
from handouts.prescribe.request import Request
from handouts.problems import InputError, Place, Problem, error, nearest, warning
from handouts.units import INKS, PAPERS

_SIDES = ("left", "right", "each")
# How clinics write what has a few values, beside the values themselves: small letters and digits.
_SPOKEN: Mapping[str, Mapping[str, str]] = {
    "side": {
        "leftside": "left", "rightside": "right", "both": "each", "bothsides": "each", "bilateral": "each",
        "leftandright": "each",
    },
    "paper": {"usletter": "letter", "uslegal": "legal", "dina4": "a4"},
    "ink": {
        "colour": "color", "bw": "mono", "blackandwhite": "mono", "grey": "mono", "gray": "mono", "grayscale": "mono",
        "greyscale": "mono",
    },
    "language": {"enus": "en", "english": "en"},
    "screened": {},
}  # fmt: skip
_VALUES: Mapping[str, Collection[str]] = {
    "side": _SIDES, "paper": PAPERS, "ink": INKS, "language": ("en",), "screened": ("none",),
}  # fmt: skip
_KINDS: Mapping[str, Literal["routine", "stretch", "template"]] = {
    "routine": "routine", "stretches": "stretch", "without": "stretch", "template": "template",
}  # fmt: skip
_SCREENED = "write `none` when you asked for precautions and there are none, else leave it empty and name them in `has`"
_LONG = {
    "note",
    "set",
    "stretches",
    "without",
    "swap",
    "has",
    "message",
}  # several things in a cell, a line each if you like
_LARGEST_BYTES = 20_000_000  # of YAML: a hundred thousand patients, read in a minute
_NOTHING = ("none", "nothing", "nil", "no")
_MIDNIGHT = " 00:00:00"  # what a workbook adds to a day
_FORMULA_ERROR = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)", re.I)
_FOR_A_STRETCH = {
    "set": "pelvic-tilt.reps=5", "note": "pelvic-tilt=Use a pillow.", "swap": "cat-camel=seated-cat-camel",
}  # fmt: skip
_ID = re.compile(r"\w[\w.-]{0,79}")
_LIST = re.compile(r"[;,\n]+")


@dataclass(frozen=True, slots=True)
class Patient:
    """The cells of a patient by column, and where each stands."""

    number: int  # of the patient, from 1
    id: str
    place: Place
    cells: Mapping[str, str]
    columns: Columns

    def wrong(self, column: str, what: str, hint: str) -> Problem:
        """Say what is wrong with a cell."""
        place = replace(self.place, column=self.columns.numbers.get(column, 1))
        return error(place, f"column `{self.columns.heading(column)}` {what}", hint)


@dataclass(frozen=True, slots=True)
class Roster:
    """What a list says: jobs, what is wrong in other rows, and how the columns were understood."""

    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...]
    columns: Columns
    refused: int = 0  # rows that nothing is made of


@dataclass(frozen=True, slots=True)
class Usual:
    """What goes for rows that do not say it themselves."""

    today: dt.date
    routine: str | None = None
    clinic: Path | None = None
    template: str | None = None
    site: str | None = None
    maps: Mapping[str, str] = field(default_factory=dict)  # which column is which, where the list does not say it


def _all(_: str) -> bool:
    return True


def read_roster(path: Path, usual: Usual, is_wanted: Callable[[str], bool] = _all) -> Roster:
    """Read a list of patients, or those whose ids are wanted. InputError when nothing can be made of it at all."""
    listed, problems = _rows(path, usual.maps)
    headings = list(dict.fromkeys(name for each in listed for name in each.cells))
    place = Place(shown(path), listed[0].header if listed else 1)
    ids = {column: set(files(roots(usual.clinic), kind)) for column, kind in _KINDS.items()}

    def cells_of(name: str) -> list[str]:
        return ["; ".join(each.cells.get(name, ())) for each in listed]

    columns = matched(headings, place, usual.maps, cells_of, {name: ids[name] for name in ("routine", "stretches")})
    problems += columns.problems
    titles = _Titles(usual.clinic)
    jobs: list[Job] = []
    taken: dict[str, int] = {}
    refused = 0
    for number, each in enumerate(listed, 1):
        name = _named(each, number, columns)
        if not is_wanted(name):
            taken.setdefault(name.casefold(), number)
            continue
        cells = _screened(dict(_cells(each, columns)))
        if cells.get("routine", "") not in ids["routine"]:
            cells |= titles.routine(cells.get("routine", ""))
        row = Patient(number=number, id=name, place=each.place, cells=cells, columns=columns)
        faults = [*_surplus(each, row), *_wrong(row, usual, taken, ids)]
        problems += faults
        if faults:
            refused += 1
        else:
            jobs.append(_job(row, usual))
    if not listed:
        raise InputError([error(Place(shown(path)), "lists nobody", "write a row of columns, then a row a patient")])
    return Roster(tuple(jobs), tuple(problems), columns, refused)


class _Titles:
    """The routines by their titles, read when a row first names one by it."""

    def __init__(self, clinic: Path | None) -> None:
        self.by_title = cache(lambda: titled(roots(clinic)))

    def routine(self, text: str) -> dict[str, str]:
        """Return the cell of a routine that is named by its title; nothing when none has it, or several have."""
        ids = self.by_title().get(plain_title(text.replace("-", " ")), ()) if text else ()
        return {"routine": ids[0]} if len(ids) == 1 else {}


def _screened(cells: dict[str, str]) -> dict[str, str]:
    """Read `none` under `has` as what it says: asked, and nothing is there."""
    if cells.get("has", "").casefold() in _NOTHING and cells.get("screened", "none") == "none":
        return {name: each for name, each in cells.items() if name != "has"} | {"screened": "none"}
    return cells


def _rows(path: Path, maps: Mapping[str, str]) -> tuple[list[ListRow], list[Problem]]:
    """Return the rows of a list, whatever kind of file it is, and what is doubtful about it."""
    place = Place(shown(path))
    kind = path.suffix.lower()
    if kind in {".yaml", ".yml"}:
        listed = rows_of(read_text(path, place, _LARGEST_BYTES), place)
        return [ListRow(Place(place.path, line, 1), cells) for line, cells in listed], []
    if kind not in {".csv", ".tsv", ".txt", ".xlsx"}:
        raise InputError([error(place, f"`{kind}` is no kind of list", "give a .csv, .yaml or .xlsx file")])
    headings = [*(each for name, others in COLUMNS.items() for each in (name, *others)), *maps]
    data = read_bytes(path, place, _LARGEST_BYTES)
    if kind == ".xlsx":
        return workbook.listed(data, place, headings)
    doubtful = table.encoding(data) == table.WINDOWS
    hint = "look at names with accents; `CSV UTF-8` in Excel's list of file types leaves no doubt"
    doubts = [warning(place, "is not UTF-8, so it is read as Windows-1252", hint)] if doubtful else []
    return table.rows(data, place, headings), doubts


def _named(row: ListRow, number: int, columns: Columns) -> str:
    """Return a patient's id, or else a number."""
    return "; ".join(row.cells.get(columns.heading("id"), ())).strip() or f"{number:04}"


def _cells(row: ListRow, columns: Columns) -> Iterator[tuple[str, str]]:
    """Yield the cells of a row that say anything, by our names of the columns."""
    for heading, values in row.cells.items():
        name, value = columns.known.get(heading), "; ".join(values).strip().removesuffix(_MIDNIGHT)
        if name and value:
            yield name, _said(name, value)


def _said(column: str, value: str) -> str:
    """Write a value as we do: `Left side` is `left`, `Low back relief` is `low-back-relief`."""
    if column in _SPOKEN:
        plain = re.sub(r"[^\w?]+|_", "", value.casefold())  # `right?` is a question
        return _SPOKEN[column].get(plain, plain if plain in _VALUES[column] else value)
    if column in {"stretches", "without", "has"}:
        return "; ".join(_id(each) for each in _list(value))
    return _id(value) if column in {"routine", "template"} and not value.endswith((".yaml", ".yml")) else value


def _id(text: str) -> str:
    return "-".join(text.casefold().split())


def _surplus(listed: ListRow, row: Patient) -> Iterator[Problem]:
    """Tell of a row that has more cells than there are columns: what stands in it may have shifted."""
    if listed.surplus:
        what = f"has {listed.surplus} more than there are columns"
        place = replace(row.place, column=len(listed.cells) + 1)
        yield error(place, f"this row {what}", 'write `"…"` around a cell that has a comma in it')


def _wrong(row: Patient, usual: Usual, taken: dict[str, int], ids: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Tell what is wrong with a row before anything is made of it, and note its id."""
    cells = row.cells
    if not (cells.get("routine") or cells.get("stretches") or usual.routine):
        yield row.wrong("routine", "is empty", "name a routine, or stretches")
    first = taken.setdefault(row.id.casefold(), row.number)
    if not _ID.fullmatch(row.id):
        yield row.wrong(
            "id", "is not fit for a file name", "letters, digits, `-`, `_` and `.` are, after a letter or digit"
        )
    elif first != row.number:
        yield row.wrong("id", f"is that of patient {first}, too", "give each patient an id of their own")
    for column, value in cells.items():
        yield from _wrong_cell(row, column, value)
    for column, names in ids.items():
        for name in _list(cells.get(column, "")):
            if name not in names and not name.endswith((".yaml", ".yml")):
                hint = nearest(name, names) or (
                    "write `;` between several" if any(each in name for each in names) else ""
                )
                yield row.wrong(column, f"names `{name}`, which is no {_KINDS[column]}", hint)


def _wrong_cell(row: Patient, column: str, value: str) -> Iterator[Problem]:
    """Tell what is wrong with what a cell says, whatever the others say."""
    if column not in _LONG and "\n" in value:
        yield row.wrong(column, "has several lines", 'a quote (`"`) that is never closed swallows the rows that follow')
    elif column in _VALUES and value not in _VALUES[column]:
        hint = _SCREENED if column == "screened" else _named_values(column, value)
        yield row.wrong(column, f"says `{value}`, which is not known", hint)
    elif column in {"date", "review"} and value.isdigit():
        yield row.wrong(column, f"says `{value}`, which is no day", "write it as `2026-12-19`")
    elif _FORMULA_ERROR.fullmatch(value):
        yield row.wrong(column, f"says `{value}`: the formula of this cell has failed", "mend it, or write the value")
    elif column in _FOR_A_STRETCH and any("=" not in each for each in _several(value)):
        hint = f"write `{_FOR_A_STRETCH[column]}`, several with `;` between"
        hint += "; a word for the whole handout is a `message`" if column == "note" else ""
        yield row.wrong(column, "does not say for which stretch", hint)


def _named_values(column: str, value: str) -> str:
    """Return a hint at the values that there are; the nearest one only where a wrong guess harms nobody."""
    listed = "one of " + ", ".join(f"`{each}`" for each in _VALUES[column])
    return listed if column == "side" else nearest(value.casefold(), _VALUES[column]) or listed


def _job(row: Patient, usual: Usual) -> Job:
    cells = row.cells
    request = Request(
        stretches=_list(cells.get("stretches", "")),
        sets=_several(cells.get("set", "")),
        sides=(cells["side"],) if "side" in cells else (),
        notes=_several(cells.get("note", "")),
        without=_list(cells.get("without", "")),
        swaps=_several(cells.get("swap", "")),
        message=cells.get("message"),
        has=_list(cells.get("has", "")),
        screened=cells.get("screened"),
        title=cells.get("title"),
        patient=cells.get("name"),
        clinician=cells.get("clinician"),
        date=cells.get("date"),
        review=cells.get("review"),
    )
    routine = cells.get("routine") or (None if request.stretches else usual.routine)
    paper = next((each for each in PAPERS if each == cells.get("paper")), None)
    ink = next((each for each in INKS if each == cells.get("ink")), None)
    template, site = cells.get("template") or usual.template, cells.get("site") or usual.site
    order = Order(
        routine=routine, request=request, clinic=usual.clinic, template=template, paper=paper, ink=ink, site=site
    )
    return Job(number=row.number, id=row.id, order=order, today=usual.today, place=row.place)


def _list(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in _LIST.split(text) if each.strip())


def _several(text: str) -> tuple[str, ...]:
    """Split at semicolons and line ends: notes have commas."""
    return tuple(each.strip() for each in re.split(r"[;\n]+", text) if each.strip())
