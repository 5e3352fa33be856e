"""Looks over files without making anything: form, references, pictures, letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts import glyphs, library
from handouts.data import builtin
from handouts.kinds import KINDS, kind_of
from handouts.pdf.fonts import lacking
from handouts.problems import InputError, Place, Problem, error
from handouts.references import problems_of
from handouts.source import Loaded, load

_FOLDERS = ("routines", "templates", "assets/words", "assets/clinics", "assets/figures")


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in how many files."""

    files: int
    problems: tuple[Problem, ...]


def check(paths: tuple[Path, ...]) -> Report:
    """Check files and folders; without any, the clinic in this folder, else the built-in data."""
    chosen = paths or ((Path(),) if Path("clinic.yaml").is_file() else (builtin(),))
    problems: list[Problem] = []
    found = [file for path in chosen for file in _files(path, problems)]
    for path in found:
        problems.extend(_of_file(path))
    return Report(len(found), tuple(sorted(set(problems))))


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


def _of_file(path: Path) -> Iterable[Problem]:
    place = Place(library.shown(path))
    try:
        first_line = path.read_bytes().split(b"\n", 1)[0].decode("utf-8", "replace")
    except OSError as problem:
        return [error(place, f"cannot be read: {(problem.strerror or 'unknown reason').lower()}")]
    kind = kind_of(path, first_line)
    if kind is None:
        hint = "name its schema in the first line, as in `# yaml-language-server: $schema=prescription.json`"
        return [error(place, "is of no known kind: neither its folder nor its first line says", hint)]
    try:
        loaded: Loaded[Any] = load(path, KINDS[kind], place.path)
    except InputError as found:
        return found.problems
    return [*problems_of(loaded, _home(path)), *glyphs.in_file(loaded, lacking)]


def _home(path: Path) -> Path | None:
    """Return the clinic's folder that a file belongs to."""
    for folder in path.resolve().parents:
        if (folder / "clinic.yaml").is_file():
            return folder
    return None
