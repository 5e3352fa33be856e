"""Where files lie: a clinic's own folder over the built-in one, found by kind and id, read with what they extend."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel

from handouts.data import builtin
from handouts.load import extends as overlay
from handouts.load import yaml_source as source
from handouts.load.loaded import Loaded
from handouts.load.words import WordsFile, unfit
from handouts.outside import unread
from handouts.problems import InputError, Place, Problem, error

FileKind = Literal["stretch", "routine", "template"]
_FOLDERS: dict[FileKind, tuple[str, int]] = {  # and how many folders deeper their files may lie
    "stretch": ("routines/catalog", 1),
    "routine": ("routines/standard", 0),
    "template": ("templates", 0),
}

_DEEPEST = 9  # folders in folders: enough for any clinic, and the end of links in a circle

T = TypeVar("T", bound=BaseModel)


def roots(clinic: Path | None) -> tuple[Path, ...]:
    """Return the folders to look in, the clinic's own first."""
    if clinic is None:
        return (builtin(),)
    folder = clinic if is_folder(clinic) else clinic.parent
    return (folder, builtin()) if folder.resolve() != builtin().resolve() else (builtin(),)


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a kind, by id: in each folder, and all. An earlier folder's file hides its namesakes in later ones.

    What was read to extend it is kept, for a hundred files may extend one.
    """

    kind: FileKind
    by_root: tuple[Mapping[str, Path], ...]
    files: Mapping[str, Path]
    trees: dict[Path, overlay.Whole] = field(default_factory=dict)

    def base(self, path: Path, wanted: str) -> Path | None:
        """Return the file that one extends: any of its kind, and for its own id the one whose place it takes."""
        if wanted != path.stem or self.files.get(wanted) != path:
            return self.files.get(wanted)
        return next((each[wanted] for each in self.by_root if each.get(wanted, path) != path), None)


def listing(where: Iterable[Path], kind: FileKind) -> Listing:
    """List the files of a kind. InputError for a folder that cannot be looked into."""
    folder, depth = _FOLDERS[kind]
    by_root = tuple({path.stem: path for path in reversed([*yaml_below(root / folder, depth)])} for root in where)
    merged: dict[str, Path] = {}
    for each in reversed(by_root):
        merged |= each
    return Listing(kind, by_root, merged)


def files(where: Iterable[Path], kind: FileKind) -> Mapping[str, Path]:
    """Map the ids of a kind to their files. InputError for a folder that cannot be looked into."""
    return listing(where, kind).files


def yaml_below(folder: Path, depth: int = _DEEPEST) -> Iterator[Path]:
    """Yield the YAML files of a folder and of those in it; what an editor hides is none.

    InputError for a folder that cannot be looked into.
    """
    try:
        with os.scandir(folder) as entries:
            inside = sorted((each.name, each.is_dir()) for each in entries if not each.name.startswith("."))
    except FileNotFoundError:
        return
    except NotADirectoryError as failure:
        raise InputError([error(Place(shown(folder)), "is a file, where a folder is looked for")]) from failure
    except OSError as failure:
        raise InputError([unread(Place(shown(folder)), failure)]) from failure
    for name, is_folder in inside:
        if name.endswith(".yaml") and not (is_folder and depth):
            yield folder / name
        elif is_folder and depth:
            yield from yaml_below(folder / name, depth - 1)


def read(path: Path, model: type[T], kind: FileKind | None, where: tuple[Path, ...]) -> Loaded[T]:
    """Read a file; one of a kind with what it extends. Raises InputError with every problem in it."""
    loaded, problems = as_far_as_valid(path, model, listing(where, kind) if kind else None)
    if loaded is None or problems:
        raise InputError(problems)
    return loaded


def as_far_as_valid(path: Path, model: type[T], listed: Listing | None) -> tuple[Loaded[T] | None, tuple[Problem, ...]]:
    """Read a file, one of a kind with what it extends, as far as it fits its model, and tell every problem."""
    place = Place(shown(path))
    try:
        if loaded := source.prepared_file(path, model, place):
            return loaded, ()
        if listed is None:
            return source.as_far_as_valid(source.tree(source.read_text(path, place), place), model, path)
        return overlay.as_far_as_valid(
            path, model, shown, overlay.Below(listed.kind, listed.base, listed.files, listed.trees)
        )
    except InputError as wrong:
        return None, wrong.problems


def shown(path: Path) -> str:
    """Write a path as the reader knows it: from the current folder where it lies below it."""
    try:
        return str((path.parent.resolve() / path.name).relative_to(Path.cwd()))  # a link by its own name
    except (OSError, ValueError):  # the current folder may be gone
        return str(path)


def is_folder(path: Path) -> bool:
    """Tell whether there is such a folder; one that cannot be looked into is none."""
    return os.path.isdir(path)  # noqa: PTH112  (`Path.is_dir` raises where a folder cannot be looked into)


def is_there(path: Path) -> bool:
    """Tell whether there is such a file, or one that cannot be looked at, as who reads it will say.

    A name that no file could have names none.
    """
    try:
        return path.is_file()
    except PermissionError:
        return True
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return False


def clinic_above(start: Path) -> Path | None:
    """Return the `clinic.yaml` of a folder, or of the nearest one around it."""
    try:
        folder = start.resolve()
    except OSError:  # the current folder is gone
        return None
    paths = (each / "clinic.yaml" for each in (folder, *folder.parents))
    return next((each for each in paths if os.path.lexists(each)), None)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that there are words in."""
    return tuple(sorted(path.stem for path in (builtin() / "assets" / "words").glob("*.yaml")))


def words_of(where: Iterable[Path], language: str) -> Loaded[WordsFile]:
    """Read the words of a language: those of a clinic laid over the built-in ones."""
    name = f"assets/words/{language}.yaml"
    base = builtin() / name
    files = [root / name for root in where if root != builtin() and is_there(root / name)]
    if not files:
        return source.load(base, WordsFile, shown(base))
    below = source.tree(source.read_text(base, Place(shown(base))), Place(shown(base)))
    place = Place(shown(files[0]))
    own = source.tree(source.read_text(files[0], place), place)
    wrong = list(unfit(own.texts, own.places, below.texts))
    if wrong:
        raise InputError([*own.problems, *wrong])
    return source.validated(overlay.laid_over(own, below), WordsFile, files[0], (base,))
