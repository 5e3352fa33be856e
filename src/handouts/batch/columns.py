"""The columns of a list of patients: matched kindly, so that a clinic's own list can be used, and told."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from handouts.batch.strange_column import KIND_NAMES, may_be, plain
from handouts.problems import InputError, Level, Place, Problem, error, nearest, warning

CellsOf = Callable[[str], Sequence[str]]  # what stands in a column


def _nothing(_: str) -> Sequence[str]:
    return ()


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
    "swap": ("swaps", "instead", "replace", "replacement"),
    "message": ("personalmessage", "messagetopatient", "greeting"),
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


LEFT_OUT = "ignore"  # what `--map` makes of a column that is not to be used


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


def matched(
    header: Sequence[str],
    at: Place,
    maps: Mapping[str, str] = MappingProxyType({}),
    cells: CellsOf = _nothing,
    known_ids: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Columns:
    """Tell which column is which, of headings in a line; `maps` decide, then names that are known.

    `cells` gives what stands in a column, `known_ids` what may stand in ours. InputError when none is known, two mean
    the same, or one that is not known may be a side, a name, a date or something else whose loss would harm.
    """
    meant = {column: maps.get(column, _meant(column)) for column in header if column}
    known: dict[str, str] = {}
    numbers: dict[str, int] = {}
    told: list[str] = []
    problems: list[Problem] = list(_strange_maps(maps, header))
    for number, column in enumerate(header, 1):
        name, place = meant.get(column, ""), replace(at, column=number)
        if name == LEFT_OUT or not column:
            continue
        if not name:
            kind = may_be(column, cells(column), set(meant.values()), known_ids)
            problems.append(_unknown(column, place, kind, problems))
        elif name in numbers:
            other = next(each for each, meaning in known.items() if meaning == name)
            problems.append(error(place, f"columns `{other}` and `{column}` both mean `{name}`", "keep one of them"))
        else:
            known[column], numbers[name] = name, number
            told += [f"column `{column}` is `{name}`"] if plain(column) != name else []
    if header and not known:
        hint = "let the first row name them, as `id,name,routine` does; known are " + _all()
        problems = [error(replace(at, column=1), "no column is known", hint)]
    if any(each.level is Level.ERROR for each in problems):
        raise InputError(problems)
    return Columns(at.path, known, numbers, tuple(told), tuple(problems))


def read_maps(texts: Sequence[str]) -> dict[str, str]:
    """Read `HEADING=COLUMN`. InputError when a column is none of ours."""
    maps, problems = {}, []
    for text in texts:
        heading, sign, name = (each.strip() for each in text.rpartition("="))
        if not sign or not heading:
            problems.append(error(Place("--map"), f"`{text}` is no `HEADING=COLUMN`", 'write `--map "Seite=side"`'))
        elif name not in COLUMNS and name != LEFT_OUT:
            hint = f"one of {_all()}, or `{LEFT_OUT}`"
            problems.append(error(Place("--map"), f"no column `{name}`", hint))
        maps[heading] = name
    if problems:
        raise InputError(problems)
    return maps


def _strange_maps(maps: Mapping[str, str], header: Sequence[str]) -> Iterator[Problem]:
    for heading in maps:
        if heading not in header:
            listed = ", ".join(f"`{each}`" for each in header if each)
            yield error(Place("--map"), f"the list has no column `{heading}`", f"it has {listed}")


def _unknown(column: str, place: Place, kind: str, before: Sequence[Problem]) -> Problem:
    """Tell of a column that is not known: a warning, or an error where it may be of a kind whose loss would harm."""
    if kind:
        hint = f'say so with `--map "{column}={kind}"`, or `--map "{column}={LEFT_OUT}"` when it is not'
        return error(place, f"column `{column}` is not known, and may be the {KIND_NAMES[kind]}", hint)
    return warning(place, f"column `{column}` is not known and not used", _hint(column, before))


def _meant(column: str) -> str:
    """Return the name that a column's heading means, or nothing."""
    bare = plain(column).rstrip("0123456789")  # `Name 2` means what `Name` does
    if bare in _SPOKEN:
        return _SPOKEN[bare]
    long = [each for each in _SPOKEN if len(each) >= _SHORTEST]
    close = difflib.get_close_matches(bare, long, 1, _CLOSE) if len(bare) >= _SHORTEST else []
    return _SPOKEN[close[0]] if close else ""


def _hint(column: str, problems: Sequence[Problem]) -> str:
    """Return what may be meant, or once all that is known."""
    near = nearest(column.casefold(), COLUMNS)
    near = f'{near[:-1]}: `--map "{column}=…"`' if near.startswith("did you mean") else ""
    return near or ("" if any("known are" in each.hint for each in problems) else f"known are {_all()}")


def _all() -> str:
    return ", ".join(f"`{each}`" for each in COLUMNS)


_SPOKEN = {plain(each): name for name, others in COLUMNS.items() for each in (name, *others)}
