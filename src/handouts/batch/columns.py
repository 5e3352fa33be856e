"""The columns of a list of patients: matched kindly, so that a clinic's own list can be used, and told."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from handouts.problems import InputError, Place, Problem, error, nearest, warning

# What clinics call the columns, beside the name itself: in small letters, nothing but letters and digits.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("patientid", "patientno", "patientnumber", "mrn", "chart", "chartno", "number", "no", "nr", "ref"),
    "name": ("patient", "patientname", "fullname", "for", "client", "clientname", "nameofpatient"),
    "routine": ("handout", "program", "programme", "exerciseprogram", "exerciseprogramme", "plan", "protocol"),
    "stretches": ("stretch", "exercises", "exercise", "add"),
    "clinician": ("from", "therapist", "physio", "pt", "provider", "doctor", "physiotherapist", "physicaltherapist"),
    "date": ("today", "dategiven", "visit", "visitdate"),
    "review": (
        "nextvisit", "nextvisitdate", "next", "followup", "followupdate", "nextappointment", "appointment",
        "reviewdate",
    ),
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
    "site": ("location", "branch", "clinicsite"),
}  # fmt: skip
_CLOSE = 0.85  # how alike a misspelt column must be to a name that is known
_SHORTEST = 5  # letters of what may be misspelt: `form` is not `for`, and `addr` is not `add`
_OPTIONS = {"patient": "name", "stretch": "stretches"}  # of those called otherwise than the column that they are from


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is which."""

    list: str = ""  # the file, as it is shown
    known: Mapping[str, str] = field(default_factory=dict)  # by what it is called there
    numbers: Mapping[str, int] = field(default_factory=dict)  # from 1, by our name
    told: tuple[str, ...] = ()  # a line each: `Next visit` is review
    problems: tuple[Problem, ...] = ()

    def heading(self, column: str) -> str:
        """Return what a column is called there."""
        return next((name for name, meant in self.known.items() if meant == column), column)

    def placed(self, problem: Problem) -> Problem:
        """Place a problem of a row at the cell that it is about, where its first word names the option."""
        option = re.match(r"\w*", problem.message)
        column = _OPTIONS.get(option[0], option[0]) if option else ""
        number = self.numbers.get(column, 0)
        if problem.place.path != self.list or problem.place.column != 1 or not number:
            return problem
        return replace(problem, place=replace(problem.place, column=number))


def matched(header: Sequence[str], at: Place) -> Columns:
    """Tell which column is which, of headings in a line. InputError when none is known, or two mean the same."""
    known: dict[str, str] = {}
    numbers: dict[str, int] = {}
    told: list[str] = []
    problems: list[Problem] = []
    for number, column in enumerate(header, 1):
        name, place = _meant(column), replace(at, column=number)
        if not name and column:
            problems.append(warning(place, f"column `{column}` is not known and not used", _hint(column, problems)))
        elif name in numbers:
            other = next(each for each, meant in known.items() if meant == name)
            problems.append(error(place, f"columns `{other}` and `{column}` both mean `{name}`", "keep one of them"))
        elif name:
            known[column], numbers[name] = name, number
            told += [f"column `{column}` is `{name}`"] if _plain(column) != name else []
    if header and not known:
        hint = "let the first row name them, as `id,name,routine` does; known are " + _all()
        problems = [error(replace(at, column=1), "no column is known", hint)]
    if any(each.level == 0 for each in problems):
        raise InputError(problems)
    return Columns(at.path, known, numbers, tuple(told), tuple(problems))


def _meant(column: str) -> str:
    """Return the name that a column's heading means, or nothing."""
    plain = _plain(column).rstrip("0123456789")  # `Name 2` means what `Name` does
    if plain in _SPOKEN:
        return _SPOKEN[plain]
    long = [each for each in _SPOKEN if len(each) >= _SHORTEST]
    close = difflib.get_close_matches(plain, long, 1, _CLOSE) if len(plain) >= _SHORTEST else []
    return _SPOKEN[close[0]] if close else ""


def _hint(column: str, problems: Sequence[Problem]) -> str:
    """Return what may be meant, or once all that is known."""
    near = nearest(column.casefold(), COLUMNS)
    return near or ("" if any("known are" in each.hint for each in problems) else f"known are {_all()}")


def _all() -> str:
    return ", ".join(f"`{each}`" for each in COLUMNS)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


_SPOKEN = {_plain(each): name for name, others in COLUMNS.items() for each in (name, *others)}
