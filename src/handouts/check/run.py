"""Looks over files without making anything: form, references, letters, and every rule."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handouts.check import waivers
from handouts.check.layout import l1_of_form
from handouts.check.reference_words import reference
from handouts.check.references import listed_in, problems_of
from handouts.check.rules import OF_FILES, OF_SHEETS
from handouts.check.sheet import leads_to_a_sheet, sheet_of
from handouts.check.subject import SheetSubject, file
from handouts.check.waivers import Sorted, Waived
from handouts.data import builtin
from handouts.load import folders
from handouts.load.file_kinds import KINDS, kind_of
from handouts.load.loaded import Loaded
from handouts.load.yaml_source import load, read_text
from handouts.make import fonts as typeface
from handouts.make import letters as glyphs
from handouts.model.clinic import Clinic
from handouts.outside import unread
from handouts.problems import InputError, Level, Place, Problem, error

_EXTENDING: dict[str, folders.FileKind] = {
    "stretch": "stretch", "routine": "routine", "prescription": "routine", "template": "template",
}  # fmt: skip
_FOLDERS = ("routines", "templates", "assets/words", "assets/clinics", "assets/figures")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How many files were checked, and their problems, sorted by place."""

    files: int
    problems: tuple[Problem, ...]
    waived: tuple[Waived, ...] = ()

    def without_notes(self) -> CheckReport:
        """Return the report of what is wrong, without what is only worth knowing."""
        return replace(
            self,
            problems=tuple(each for each in self.problems if each.level < Level.NOTE),
            waived=tuple(each for each in self.waived if each.problem.level < Level.NOTE),
        )

    def fails(self, strict: bool) -> bool:
        """Tell whether something is an error, or with `strict` a warning."""
        return any(each.level <= (Level.WARNING if strict else Level.ERROR) for each in self.problems)

    def count(self, level: Level) -> int:
        """Count the problems of a level."""
        return sum(each.level is level for each in self.problems)


def check(paths: tuple[Path, ...]) -> CheckReport:
    """Check files and folders; without any, the clinic that this folder lies in, else the built-in data."""
    listed_in.cache_clear()  # files may have come since
    around = folders.clinic_above(Path())
    chosen = paths or ((Path(folders.shown(around.parent)),) if around else (builtin(),))
    named = [_files(path) for path in chosen]
    files = [path for inside, _ in named for path in inside]
    checked = [_of_file(path) for path in files]
    problems = {*(each for _, wrong in named for each in wrong), *(each for of in checked for each in of.problems)}
    waived = {each for of in checked for each in of.waived}
    return CheckReport(len(files), tuple(sorted(problems)), tuple(sorted(waived)))


def _files(path: Path) -> tuple[list[Path], tuple[Problem, ...]]:
    """Return the files to check: one, or those of a folder."""
    place = Place(str(path))
    if not folders.is_folder(path):
        return ([path], ()) if os.path.lexists(path) else ([], (error(place, "no such file or folder"),))
    try:
        inside = [each for folder in _FOLDERS for each in folders.yaml_below(path / folder)]
        own = [path / "clinic.yaml"] if os.path.lexists(path / "clinic.yaml") else []
        paths = sorted({*own, *inside}) or sorted(folders.yaml_below(path))
    except OSError as failure:
        return [], (unread(place, failure),)
    except InputError as wrong:
        return [], wrong.problems
    return paths, () if paths else (error(place, "holds no YAML files"),)


def _of_file(path: Path) -> Sorted:
    place = Place(folders.shown(path))
    try:
        kind = kind_of(path, read_text(path, place).partition("\n")[0])
    except InputError as wrong:
        return Sorted(list(wrong.problems))
    if kind is None:
        hint = "name its schema in the first line, as in `# yaml-language-server: $schema=prescription.json`"
        return Sorted([error(place, "is of no known kind: neither its folder nor its first line says", hint)])
    home = _home(path)
    loaded, problems = _loaded(path, kind, home)
    if loaded is None or problems:
        named = problems_of(loaded, home) if loaded else ()
        return Sorted([*map(l1_of_form, problems), *named])
    return ruled(loaded, home)


def _loaded(path: Path, kind: str, home: Path | None) -> tuple[Loaded[Any] | None, tuple[Problem, ...]]:
    """Read a file with what it is laid over, as far as it is right, and tell its problems."""
    where = folders.roots(home)
    try:
        if kind == "words" and home:
            return folders.words_of((path.parents[2], *where), path.stem), ()
        listed = listed_in(where, _EXTENDING[kind]) if kind in _EXTENDING else None
    except InputError as wrong:
        return None, wrong.problems
    return folders.as_far_as_valid(path, KINDS[kind], listed)


def ruled(loaded: Loaded[Any], home: Path | None) -> Sorted:
    """Check a file that could be read against references, letters and rules, and take its waivers off."""
    subject = file(loaded, reference(home))
    clinic = _clinic_of(loaded, home)
    problems = [*problems_of(loaded, home), *glyphs.in_file(loaded, typeface.printable(clinic))]
    problems += typeface.problems(clinic) if clinic is loaded else []
    problems += [problem for rule in OF_FILES for problem in rule(subject)]
    has_errors = any(problem.level is Level.ERROR and not problem.rule for problem in problems)
    sheet, of_sheet = (None, ()) if has_errors else sheet_of(subject)
    problems += [*of_sheet, *(problem for rule in OF_SHEETS if sheet for problem in rule(sheet))]
    is_whole = sheet is not None or not leads_to_a_sheet(subject)
    return waivers.applied(dict.fromkeys(problems), loaded, _waived_by_others(sheet), is_whole)


def _clinic_of(loaded: Loaded[Any], home: Path | None) -> Loaded[Clinic] | None:
    """Return the clinic that a file belongs to; a clinic's own file is looked over by itself."""
    if isinstance(loaded.value, Clinic):
        return loaded
    if home is None:
        return None
    try:
        return load(home / "clinic.yaml", Clinic)
    except InputError:
        return None


def _waived_by_others(sheet: SheetSubject | None) -> set[str]:
    """Return what the template and the clinic of a handout waive for all that are made with them."""
    if sheet is None:
        return set()
    return {*waivers.waivers_of(sheet.library.template), *waivers.waivers_of(sheet.library.clinic)}


def _home(path: Path) -> Path | None:
    """Return the clinic's folder that a file belongs to."""
    for folder in path.resolve().parents:
        if folders.is_there(folder / "clinic.yaml"):
            return folder
    return None
