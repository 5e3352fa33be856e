"""Where files lie: a clinic's own folder over the built-in one, found by kind and id, read with what they extend."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel

from handouts.data import builtin
from handouts.load import extends as overlay
from handouts.load import yaml_source as source
from handouts.load.loaded import Loaded
from handouts.load.words import WordsFile, unfit
from handouts.problems import InputError, Place

FileKind = Literal["stretch", "routine", "template"]
_FOLDERS: dict[FileKind, str] = {
    "stretch": "routines/catalog/*",
    "routine": "routines/standard",
    "template": "templates",
}

T = TypeVar("T", bound=BaseModel)


def roots(clinic: Path | None) -> tuple[Path, ...]:
    """Return the folders to look in, the clinic's own first."""
    if clinic is None:
        return (builtin(),)
    folder = clinic if clinic.is_dir() else clinic.parent
    return (folder, builtin()) if folder.resolve() != builtin().resolve() else (builtin(),)


def files(where: Iterable[Path], kind: FileKind) -> dict[str, Path]:
    """Map the ids of a kind to their files; an earlier folder's file hides its namesakes in later ones."""
    found: dict[str, Path] = {}
    for root in where:
        for path in sorted(root.glob(f"{_FOLDERS[kind]}/*.yaml")):
            found.setdefault(path.stem, path)
    return found


def read(path: Path, model: type[T], kind: FileKind | None, where: tuple[Path, ...]) -> Loaded[T]:
    """Read a file; one of a kind with what it extends. Raises InputError with every problem in it."""
    if kind is None:
        return source.load(path, model, shown(path))
    return overlay.load(path, model, shown, partial(_below, kind, where), kind)


def _below(kind: FileKind, where: tuple[Path, ...], path: Path) -> dict[str, Path]:
    """Return what a file may extend: any of its kind, and for its own id the one whose place it takes."""
    known = files(where, kind)
    if known.get(path.stem) == path:
        namesakes = [files((root,), kind).get(path.stem, path) for root in where]
        below = [each for each in namesakes if each != path]
        known = (
            {**known, path.stem: below[0]} if below else {name: each for name, each in known.items() if each != path}
        )
    return known


def shown(path: Path) -> str:
    """Write a path as the reader knows it: from the current folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def is_there(path: Path) -> bool:
    """Tell whether there is such a file; a name that no file could have names none."""
    try:
        return path.is_file()
    except OSError:
        return False


def clinic_above(start: Path) -> Path | None:
    """Return the `clinic.yaml` of a folder, or of the nearest one around it."""
    folder = start.resolve()
    return next((each / "clinic.yaml" for each in (folder, *folder.parents) if is_there(each / "clinic.yaml")), None)


def words_of(where: Iterable[Path], language: str) -> Loaded[WordsFile]:
    """Read the words of a language: those of a clinic laid over the built-in ones."""
    name = f"assets/words/{language}.yaml"
    base = builtin() / name
    found = [root / name for root in where if root != builtin() and is_there(root / name)]
    if not found:
        return source.load(base, WordsFile, shown(base))
    below = source.tree(source.read_text(base, Place(shown(base))), Place(shown(base)))
    place = Place(shown(found[0]))
    own = source.tree(source.read_text(found[0], place), place)
    wrong = list(unfit(own.texts, own.places, below.texts))
    if wrong:
        raise InputError([*own.problems, *wrong])
    return source.validated(overlay.laid_over(own, below), WordsFile, found[0], (base,))
