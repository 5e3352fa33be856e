"""Reads file after file and gathers the problems of all, so that the reader hears of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from handouts.data import builtin
from handouts.drawing.read import read_drawing
from handouts.drawing.value import Drawing
from handouts.load.folders import FileKind, files, is_there, read
from handouts.load.loaded import Loaded
from handouts.load.pictures import CARD_BOX
from handouts.problems import InputError, Place, Problem, error, nearest

T = TypeVar("T", bound=BaseModel)
R = TypeVar("R")


@dataclass
class Reading:
    """Reads file after file and gathers the problems of all."""

    where: tuple[Path, ...]
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    listed: dict[FileKind, dict[str, Path]] = field(
        default_factory=dict
    )  # the files of a kind, once they are looked for

    def attempt(self, read: Callable[[], R]) -> R | None:
        """Return what `read` returns, or None when it finds problems."""
        try:
            return read()
        except InputError as found:
            self.problems.extend(found.problems)
            return None

    def file(self, path: Path, model: type[T], kind: FileKind | None = None) -> Loaded[T] | None:
        return self.attempt(partial(read, path, model, kind, self.where))

    def by_id(self, kind: FileKind, wanted: str, place: Place, model: type[T]) -> Loaded[T] | None:
        if kind not in self.listed:
            self.listed[kind] = files(self.where, kind)
        path = self.listed[kind].get(wanted)
        if path is None:
            self.problems.append(error(place, f"no {kind} `{wanted}`", nearest(wanted, self.listed[kind])))
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
                found = self.attempt(partial(read_drawing, folder / name, place, *box))
                if found is None:
                    return None
                self.warnings.extend(found.warnings)
                return found.drawing
        self.problems.append(
            error(place, f"no picture `{name}`", "give its path from the assets folder, or from this file's folder")
        )
        return None
