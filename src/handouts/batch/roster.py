"""A list of patients as jobs: CSV, YAML or XLSX, a row a patient. Columns are matched kindly; a bad row is told."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.batch.job import Job
from handouts.folders import shown
from handouts.imports import table, workbook
from handouts.imports.value import Row
from handouts.make import Order
from handouts.prescribe import Request
from handouts.problems import InputError, Place, Problem, error, nearest, warning
from handouts.source import read_text, rows_of
from handouts.units import INKS, PAPERS

# What clinics call the columns, beside the name itself: in small letters, nothing but letters and digits.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("patientid", "patientno", "patientnumber", "mrn", "chart", "chartno", "number", "no", "nr", "ref"),
    "name": ("patient", "patientname", "fullname", "for", "client", "clientname"),
    "routine": ("handout", "program", "programme", "plan", "protocol"),
    "stretches": ("stretch", "exercises", "exercise", "add"),
    "clinician": ("from", "therapist", "physio", "pt", "provider", "doctor"),
    "date": ("today", "dategiven", "visit", "visitdate"),
    "review": ("nextvisit", "next", "followup", "nextappointment", "appointment", "reviewdate"),
    "side": ("affectedside", "bodyside", "leftright"),
    "set": ("sets", "dose", "doses", "dosage", "changes"),
    "without": ("leaveout", "skip", "exclude", "except"),
    "has": ("precautions", "precaution", "conditions", "condition"),
    "screened": ("screening",),
    "note": ("notes", "comment", "comments", "remark", "remarks"),
    "title": ("heading",),
    "language": ("lang",),
    "template": ("layout",),
    "paper": ("papersize",),
    "ink": ("color", "colour"),
}
_CLOSE = 0.82  # how alike a misspelt column must be to a name that is known
_SIDES = {"l": "left", "r": "right", "both": "each", "bilateral": "each", "": ""}
_LANGUAGES = ("en", "en-US", "english")
_MIDNIGHT = " 00:00:00"  # what a workbook adds to a day
_ID = re.compile(r"[\w.-]{1,80}")
_LIST = re.compile(r"[;,\n]+")


@dataclass(frozen=True, slots=True)
class Patient:
    """The cells of a patient by column, and where each stands."""

    number: int  # of the patient, from 1
    place: Place
    cells: Mapping[str, str]
    columns: Mapping[str, tuple[int, str]]  # of each: its number from 1, and what it is called here

    def wrong(self, column: str, what: str, hint: str) -> Problem:
        """Say what is wrong with a cell."""
        number, heading = self.columns.get(column, (1, column))
        return error(replace(self.place, column=number), f"column `{heading}` {what}", hint)


@dataclass(frozen=True, slots=True)
class Roster:
    """What a list says: jobs, what is wrong in other rows, and how the columns were understood."""

    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...]
    columns: tuple[str, ...]  # a line each: `Next visit` is review


@dataclass(frozen=True, slots=True)
class Usual:
    """What goes for rows that do not say it themselves."""

    today: dt.date
    routine: str | None = None
    clinic: Path | None = None
    template: str | None = None


def read_roster(path: Path, usual: Usual) -> Roster:
    """Read a list of patients. Raises InputError when nothing can be made of it at all."""
    listed = _rows(path)
    header = list(dict.fromkeys(name for each in listed for name in each.cells))
    known, columns, problems = _matched(header, path)
    places = {known[name]: (at, name) for at, name in enumerate(header, 1) if name in known}
    jobs: list[Job] = []
    taken: dict[str, int] = {}
    for number, each in enumerate(listed, 1):
        cells = {known[name]: "; ".join(values) for name, values in each.cells.items() if name in known}
        filled = {name: value.strip().removesuffix(_MIDNIGHT) for name, value in cells.items() if value.strip()}
        row = Patient(number, each.place, filled, places)
        found = list(_wrong(row, usual, taken))
        problems += found
        if not any(each.level == 0 for each in found):
            jobs.append(_job(row, usual))
    if not jobs and not problems:
        raise InputError([error(Place(shown(path)), "lists nobody", "write a row of columns, then a row a patient")])
    return Roster(tuple(jobs), tuple(problems), columns)


def _rows(path: Path) -> list[Row]:
    """Return the rows of a list, whatever kind of file it is."""
    place = Place(shown(path))
    kind = path.suffix.lower()
    if kind in {".yaml", ".yml"}:
        return [Row(Place(place.path, line, 1), cells) for line, cells in rows_of(read_text(path, place), place)]
    if kind not in {".csv", ".tsv", ".txt", ".xlsx"}:
        raise InputError([error(place, f"`{kind}` is no kind of list", "give a .csv, .yaml or .xlsx file")])
    known = [each for name, others in COLUMNS.items() for each in (name, *others)]
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise InputError([error(place, f"cannot be read: {(problem.strerror or str(problem)).lower()}")]) from problem
    return workbook.rows(data, place, known) if kind == ".xlsx" else table.rows(data, place, known)


def _matched(header: Sequence[str], path: Path) -> tuple[dict[str, str], tuple[str, ...], list[Problem]]:
    """Tell which column is which."""
    spoken = {_plain(each): name for name, others in COLUMNS.items() for each in (name, *others)}
    known: dict[str, str] = {}
    told: list[str] = []
    problems: list[Problem] = []
    for number, column in enumerate(header, 1):
        close = difflib.get_close_matches(_plain(column), spoken, 1, _CLOSE) if column else []
        name = spoken[close[0]] if close else ""
        place = Place(shown(path), 1, number)
        if not name and column:
            hint = nearest(column.casefold(), COLUMNS) or "known are " + ", ".join(f"`{each}`" for each in COLUMNS)
            problems.append(warning(place, f"column `{column}` is not known and not used", hint))
        elif name in known.values():
            other = next(each for each, meant in known.items() if meant == name)
            problems.append(error(place, f"columns `{other}` and `{column}` both mean `{name}`", "keep one of them"))
        elif name:
            known[column] = name
            told += [f"column `{column}` is `{name}`"] if _plain(column) != name else []
    if any(each.level == 0 for each in problems):
        raise InputError(problems)
    return known, tuple(told), problems


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _wrong(row: Patient, usual: Usual, taken: dict[str, int]) -> Iterator[Problem]:
    """Tell what is wrong with a row before anything is made of it, and note its id."""
    cells = row.cells
    if not (cells.get("routine") or cells.get("stretches") or usual.routine):
        yield row.wrong("routine", "is empty", "name a routine, or stretches")
    wanted = cells.get("id", "")
    if wanted and not _ID.fullmatch(wanted):
        yield row.wrong("id", "is not fit for a file name", "letters, digits, `-`, `_` and `.` are")
    elif wanted and wanted.casefold() in taken:
        first = taken[wanted.casefold()]
        yield row.wrong("id", f"is that of patient {first}, too", "give each patient an id of their own")
    taken.setdefault(wanted.casefold(), row.number)
    allowed = {"paper": PAPERS, "ink": INKS, "language": _LANGUAGES, "side": ("left", "right", "each")}
    for column, values in allowed.items():
        value = _side(cells.get(column, "")) if column == "side" else cells.get(column, "")
        if value and value.casefold() not in {each.casefold() for each in values}:
            yield row.wrong(column, f"says `{value}`, which is not known", nearest(value, values))
    for column, example in (("set", "pelvic-tilt.reps=5"), ("note", "pelvic-tilt=Use a pillow.")):
        if any("=" not in each for each in _several(cells.get(column, ""))):
            hint = f"write `{example}`, several with `;` between"
            yield row.wrong(column, "does not say for which stretch", hint)


def _job(row: Patient, usual: Usual) -> Job:
    cells = row.cells
    side = _side(cells.get("side", ""))
    request = Request(
        stretches=_list(cells.get("stretches", "")),
        sets=_several(cells.get("set", "")),
        sides=(side,) if side else (),
        notes=_several(cells.get("note", "")),
        without=_list(cells.get("without", "")),
        has=_list(cells.get("has", "")),
        screened=cells.get("screened"),
        title=cells.get("title"),
        patient=cells.get("name"),
        clinician=cells.get("clinician"),
        date=cells.get("date"),
        review=cells.get("review"),
    )
    routine = cells.get("routine") or (None if request.stretches else usual.routine)
    paper = next((each for each in PAPERS if each == cells.get("paper", "").casefold()), None)
    ink = next((each for each in INKS if each == cells.get("ink", "").casefold()), None)
    order = Order(routine, request, usual.clinic, cells.get("template") or usual.template, paper, ink)
    return Job(row.number, cells.get("id") or f"{row.number:04}", order, usual.today, row.place)


def _side(text: str) -> str:
    side = text.casefold()
    return _SIDES.get(side, side)


def _list(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in _LIST.split(text) if each.strip())


def _several(text: str) -> tuple[str, ...]:
    """Split at semicolons and line ends: notes have commas."""
    return tuple(each.strip() for each in re.split(r"[;\n]+", text) if each.strip())
