"""The handout that a file leads to, made in memory: never drawn, never written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from handouts.check.dose import N1, places
from handouts.check.layout import l1_of_form
from handouts.check.subject import File, SheetSubject
from handouts.load.catalog import clinic_named_in
from handouts.load.library import Library, load, with_template
from handouts.load.needs import Needs
from handouts.make.make import laid_out
from handouts.model.clinic import Clinic
from handouts.model.routine import Routine
from handouts.model.template import Template
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.request import Request
from handouts.problems import InputError, Problem

_EXAMPLE = "low-back-relief"  # laid out to look at a template or a clinic's brand; seven stretches, as most routines


def sheet_of(file: File) -> tuple[SheetSubject | None, tuple[Problem, ...]]:
    """Make the handout of a routine, a prescription, a template or a clinic, and return the problems that this finds.

    Return None for other files, and when there is an error.
    """
    if not leads_to_a_sheet(file):
        return None, ()
    try:
        library = _library(file)
        prescription, problems = prescribe(library, Request())
        handout, pages = laid_out(library, prescription)
    except InputError as wrong:
        return None, tuple(_placed(map(l1_of_form, wrong.problems), file))
    # the rule N1 counts stretches in the file; pictures and colours have checks of their own
    warnings = [each for each in problems if each.rule != N1.id]
    sheet = SheetSubject(file=file, library=library, prescription=prescription, handout=handout, pages=pages)
    return sheet, tuple(_placed(warnings, file))


def leads_to_a_sheet(file: File) -> bool:
    """Tell whether a handout is made from a file of this kind."""
    return isinstance(file.loaded.value, Routine | Template | Clinic)


def _library(file: File) -> Library:
    value, path = file.loaded.value, file.loaded.path
    if isinstance(value, Routine):
        return load(Needs(str(path), clinic=_clinic(path) or file.reference.home))
    library = load(Needs(_EXAMPLE, clinic=path if isinstance(value, Clinic) else file.reference.home))
    return with_template(library, file.loaded) if isinstance(value, Template) else library


def _clinic(path: Path) -> Path | None:
    named = clinic_named_in(path)
    return Path(named) if named and Path(named).exists() else None


def _placed(problems: Iterable[Problem], file: File) -> Iterator[Problem]:
    """Put problems that stand at a stretch or an option where the file says so."""
    items = places(file)
    for problem in problems:
        name = problem.place.path
        if problem.place.line:
            yield problem
        elif name in items:
            yield replace(problem, place=file.place(*items[name]), message=f"`{name}`: {problem.message}")
        elif name == "--has":
            yield replace(problem, place=file.place("has"))
        else:  # a block that no page has room for, or the handout as a whole
            yield replace(problem, place=file.place("stretches"), message=f"`{name}`: {problem.message}")
