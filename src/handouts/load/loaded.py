"""A file's value, with the place of each of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel

from handouts.problems import Loc, Place

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """A file's value with the place of each of its fields."""

    id: str
    path: Path
    value: T
    places: Mapping[Loc, Place]
    texts: Mapping[Loc, str]  # every text as written, for checks on letters
    bases: tuple[Path, ...] = ()  # the files that this one extends, the nearest first

    def place(self, *loc: str | int) -> Place:
        """Return where a field stands, or the nearest thing around it."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, Place(str(self.path), 1, 1))


def id_of(path: Path) -> str:
    """Return the id that a file's name says."""
    return path.name.removesuffix(".yaml").removesuffix(".yml")
