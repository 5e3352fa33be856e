"""Reads file after file and gathers the problems of all, so that the reader hears of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from handouts.data import builtin
from handouts.drawing.read import read_drawing
from handouts.drawing.value import Drawing
from handouts.load.folders import FileKind, Listing, as_far_as_valid, is_there, listing
from handouts.load.loaded import Loaded
from handouts.load.pictures import CARD_BOX
from handouts.problems import InputError, Level, Place, Problem, error, nearest

T = TypeVar("T", bound=BaseModel)
R = TypeVar("R")


@dataclass
class Reading:
    """Reads file after file and gathers the problems of all."""

    where: tuple[Path, ...]
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    listed: dict[FileKind, Listing] = field(default_factory=dict)  # the files of a kind, once they are looked for

    def attempt(self, read: Callable[[], R]) -> R | None:
        """Return what `read` returns, or None when it finds problems."""
        try:
            return read()
        except InputError as wrong:
            self.problems.extend(wrong.problems)
            return None

    def note(self, problems: Iterable[Problem]) -> None:
        """Keep what was found: warnings are told with the handout, all else in its stead."""
        for each in problems:
            (self.warnings if each.level is Level.WARNING else self.problems).append(each)

    def files(self, kind: FileKind) -> Mapping[str, Path]:
        """Return the files of a kind by id; none when a folder cannot be looked into."""
        if kind not in self.listed:
            self.listed[kind] = self.attempt(partial(listing, self.where, kind)) or Listing(kind, (), {})
        return self.listed[kind].files

    def file(self, path: Path, model: type[T], kind: FileKind | None = None) -> Loaded[T] | None:
        """Read a file as far as it is right, to go on with; its problems are noted."""
        if kind:
            self.files(kind)
        loaded, problems = as_far_as_valid(path, model, self.listed[kind] if kind else None)
        self.problems.extend(problems)
        return loaded

    def by_id(self, kind: FileKind, name: str, place: Place, model: type[T]) -> Loaded[T] | None:
        path = self.files(kind).get(name)
        if path is None and not self.listed[kind].by_root:
            return None  # no folder could be looked into, as is told
        if path is None:
            self.problems.append(error(place, f"no {kind} `{name}`", nearest(name, self.files(kind))))
            return None
        return self.file(path, model, kind)

    def shared(self, name: str, model: type[T]) -> Loaded[T] | None:
        """Read a file that is the same for all: no clinic's folder can put another in its place."""
        return self.file(builtin() / name, model)

    def drawing(
        self, folders: Iterable[Path], name: str, place: Place, box: tuple[float, float] = CARD_BOX
    ) -> Drawing | None:
        for folder in folders:
            if is_there(folder / name):
                picture = self.attempt(partial(read_drawing, folder / name, place, *box))
                if picture is None:
                    return None
                self.warnings.extend(picture.warnings)
                return picture.drawing
        self.problems.append(
            error(place, f"no picture `{name}`", "give its path from the assets folder, or from this file's folder")
        )
        return None
