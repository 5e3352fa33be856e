"""Looks over files without making anything: form, references, letters, and every rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from handouts.check import waivers
from handouts.check.layout import l1_of_form
from handouts.check.reference_words import known
from handouts.check.references import problems_of
from handouts.check.rules import OF_FILES, OF_SHEETS
from handouts.check.sheet import leads_to_a_sheet, sheet_of
from handouts.check.subject import SheetSubject, file
from handouts.check.waivers import Sorted, Waived
from handouts.data import builtin
from handouts.load import folders
from handouts.load.file_kinds import KINDS, kind_of
from handouts.load.loaded import Loaded
from handouts.load.yaml_source import load
from handouts.make import fonts as typeface
from handouts.make import letters as glyphs
from handouts.model.clinic import Clinic
from handouts.problems import InputError, Level, Place, Problem, error

_EXTENDING: dict[str, folders.FileKind] = {
    "stretch": "stretch", "routine": "routine", "prescription": "routine", "template": "template",
}  # fmt: skip
_FOLDERS = ("routines", "templates", "assets/words", "assets/clinics", "assets/figures")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found in how many files, sorted by place."""

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
    around = folders.clinic_above(Path())
    chosen = paths or ((Path(folders.shown(around.parent)),) if around else (builtin(),))
    whole = Sorted()
    found = [path for folder in chosen for path in _files(folder, whole.problems)]
    for path in found:
        of_file = _of_file(path)
        whole.problems.extend(of_file.problems)
        whole.waived.extend(of_file.waived)
    return CheckReport(len(found), tuple(sorted(set(whole.problems))), tuple(sorted(set(whole.waived))))


def _files(path: Path, problems: list[Problem]) -> list[Path]:
    if path.is_dir():
        inside = [each for folder in _FOLDERS for each in (path / folder).rglob("*.yaml")]
        own = [path / "clinic.yaml"] if (path / "clinic.yaml").is_file() else []
        found = sorted({*own, *inside}) or sorted(path.rglob("*.yaml"))
        if not found:
            problems.append(error(Place(str(path)), "holds no YAML files"))
        return found
    if not path.exists():
        problems.append(error(Place(str(path)), "no such file or folder"))
        return []
    return [path]


def _of_file(path: Path) -> Sorted:
    place = Place(folders.shown(path))
    try:
        first_line = path.read_bytes().split(b"\n", 1)[0].decode("utf-8", "replace")
    except OSError as problem:
        return Sorted([error(place, f"cannot be read: {(problem.strerror or 'unknown reason').lower()}")])
    kind = kind_of(path, first_line)
    if kind is None:
        hint = "name its schema in the first line, as in `# yaml-language-server: $schema=prescription.json`"
        return Sorted([error(place, "is of no known kind: neither its folder nor its first line says", hint)])
    home = _home(path)
    try:
        loaded = _loaded(path, kind, home)
    except InputError as found:
        return Sorted([l1_of_form(each) for each in found.problems])
    return ruled(loaded, home)


def _loaded(path: Path, kind: str, home: Path | None) -> Loaded[Any]:
    """Read a file with what it is laid over."""
    where = folders.roots(home)
    if kind == "words" and home:
        return folders.words_of((path.parents[2], *where), path.stem)
    return folders.read(path, KINDS[kind], _EXTENDING.get(kind), where)


def ruled(loaded: Loaded[Any], home: Path | None) -> Sorted:
    """Check a file that could be read against references, letters and rules, and take its waivers off."""
    subject = file(loaded, known(home))
    clinic = _clinic_of(loaded, home)
    problems = [*problems_of(loaded, home), *glyphs.in_file(loaded, typeface.printable(clinic))]
    problems += typeface.problems(clinic) if clinic is loaded else []
    problems += [problem for rule in OF_FILES for problem in rule(subject)]
    sheet, told = sheet_of(subject) if not _are_errors(problems) else (None, ())
    problems += [*told, *(problem for rule in OF_SHEETS if sheet for problem in rule(sheet))]
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


def _are_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.level is Level.ERROR and not problem.rule for problem in problems)


def _waived_by_others(sheet: SheetSubject | None) -> set[str]:
    """Return what the template and the clinic of a handout waive for all that are made with them."""
    if sheet is None:
        return set()
    return {*waivers.waivers_of(sheet.library.template), *waivers.waivers_of(sheet.library.clinic)}


def _home(path: Path) -> Path | None:
    """Return the clinic's folder that a file belongs to."""
    for folder in path.resolve().parents:
        if (folder / "clinic.yaml").is_file():
            return folder
    return None
