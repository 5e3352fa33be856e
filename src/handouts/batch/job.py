"""One handout of a batch: a value that any process can turn into a PDF."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from handouts import __version__
from handouts.layout.page import LaidOut
from handouts.load.library import Library, added, load
from handouts.load.names import file_named
from handouts.load.needs import Needs
from handouts.make.inputs import BESIDE
from handouts.make.make import arranged, carried, is_unnamed, prescribed_from, unprintable
from handouts.make.order import Order, needs_of
from handouts.pdf.attach import Attachment
from handouts.pdf.draw import draw_quickly
from handouts.prescribe.prescription import Prescription
from handouts.problems import InputError, Place, Problem

_OPTION = re.compile(r"`--([\w-]+) ([^`]*)`")  # in a hint
_COLUMNS = {
    "without": "without", "swap": "swap", "set": "set", "side": "side", "has": "has", "screened": "screened",
    "note": "note",
    "stretch": "stretches", "message": "message",
}  # fmt: skip
_LIBRARIES = 256  # one a routine, or one a stretch that is added to it


@dataclass(frozen=True, slots=True)
class Job:
    """What to make for whom. `id` is the patient's, or the routine's where there is none."""

    number: int  # from 1
    id: str
    order: Order
    today: dt.date
    place: Place  # of the row that asks for it
    copies: int = 1  # in the print file


@dataclass(frozen=True, slots=True)
class Laid:
    """A job's sheets, and what the clinician should know."""

    sheets: LaidOut
    routine: str
    carried: Attachment | None  # the prescription, when the clinic wants it inside
    warnings: tuple[Problem, ...]


def render(job: Job) -> bytes:
    """Make the PDF of one job. Raises InputError with every problem. The same job makes the same bytes anywhere."""
    laid = lay_out(job)
    return draw_quickly(laid.sheets, laid.carried)


def lay_out(job: Job) -> Laid:
    """Prescribe, compose and place. Raises InputError with every problem, placed at the job's row."""
    library, prescription, warnings = prescribed(job)
    _, sheets = arranged(library, prescription)
    return Laid(
        sheets, routine_name(job) if is_unnamed(library) else prescription.id, carried(library, prescription), warnings
    )


def routine_name(job: Job) -> str:
    """Return what a job's routine is called in names of files and lists: that of a patient's file may be their own."""
    if file_named(job.order.routine):
        return f"prescription-{job.number}"
    return job.order.routine or "stretches"


def prescribed(job: Job) -> tuple[Library, Prescription, tuple[Problem, ...]]:
    """Prescribe, and say what the clinician should know. Raises InputError with every problem, placed at the row."""
    try:
        library = library_for(job.order)
        prescription, warnings = prescribed_from(library, job.order, job.today)
    except InputError as invalid:
        raise InputError(_in_row(each, job) for each in invalid.problems) from invalid
    return library, prescription, tuple(_in_row(each, job) for each in (*library.warnings, *warnings))


def _in_row(problem: Problem, job: Job) -> Problem:
    """Place a problem of an option at the row that asks for it; one of a file stays where it is."""
    if problem.place.line:
        return problem
    option = problem.place.path.removeprefix("--")
    hint = _OPTION.sub(_in_a_row, problem.hint)
    return replace(problem, place=job.place, message=f"{option}: {problem.message}", hint=hint)


def _in_a_row(option: re.Match[str]) -> str:
    """Say how a list says what an option would."""
    if column := _COLUMNS.get(option[1]):
        return f"`{option[2]}` in column `{column}`"
    return f"`handouts make` and {option[0]}"


def digest(job: Job, catalog: str) -> str:
    """Return what tells a job from all that would make other bytes."""
    date = "" if job.order.request.date is not None else job.today
    return hashlib.sha256(f"{__version__} {catalog} {date} {job.order!r}".encode()).hexdigest()


def library_for(order: Order) -> Library:
    """Return what an order needs. Files are read once a process: a routine's together, added stretches one by one."""
    needs = needs_of(order)
    if needs.replaced or not needs.stretches:
        return _library(needs)
    base = _library(replace(needs, stretches=()))
    loose = replace(needs, routine=None, stretches=())
    parts = [base, *(_added(loose, each) for each in needs.stretches)]
    return replace(
        base,
        stretches={name: each for part in parts for name, each in part.stretches.items()},
        linked={name: each for part in parts for name, each in part.linked.items()},
        drawings={name: each for part in parts for name, each in part.drawings.items()},
        warnings=tuple(dict.fromkeys(each for part in parts for each in part.warnings)),
    )


@lru_cache(maxsize=_LIBRARIES)
def _added(needs: Needs, stretch: tuple[str, Place]) -> Library:
    library = added(_library(needs), needs.clinic, (stretch,))
    if problems := unprintable(library):
        raise InputError(problems)
    return library


@lru_cache(maxsize=_LIBRARIES)
def _library(needs: Needs) -> Library:
    library = load(needs)
    if problems := unprintable(library):
        raise InputError(problems)
    if needs.routine is None:
        return library
    shared = _library(Needs(template=needs.template, clinic=needs.clinic))
    # one template is one object, for what is laid out is looked up by it
    same = shared.template.path == library.template.path
    return replace(library, template=shared.template) if same else library


@lru_cache(maxsize=1)
def catalog_version(folders: tuple[Path, ...]) -> str:
    """Return eight hex digits of all files that handouts are made from."""
    digest_of_files = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for part in ("routines", "templates", "assets") for path in (folder / part).rglob("*")):
            if path.is_file():
                digest_of_files.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
        beside = [path for path in folder.glob("*") if path.suffix.lower() in BESIDE] if folder != folders[-1] else []
        for path in sorted(path for path in beside if path.is_file()):
            digest_of_files.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest_of_files.hexdigest()[:8]
