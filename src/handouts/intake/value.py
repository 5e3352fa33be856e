"""What passes between the steps of an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.problems import Place


@dataclass(frozen=True, slots=True)
class PictureCopy:
    """A picture to copy, and where to: a path from the clinic's folder."""

    source: Path | bytes
    target: str


@dataclass(frozen=True, slots=True)
class StretchDraft:
    """One exercise as a file of the catalog, and what is known to be missing from it."""

    id: str
    name: str
    place: Place
    path: str  # from the clinic's folder
    fields: Mapping[str, Any]
    needs: tuple[str, ...]
    notes: tuple[str, ...] = ()
    pictures: tuple[PictureCopy, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One exercise that is not taken, and why."""

    name: str
    place: Place
    why: str
    is_there: bool = False  # from an earlier import, or by the clinic's own hand


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What an import takes and leaves."""

    drafts: tuple[StretchDraft, ...]
    left: tuple[LeftOut, ...]
    read_as: Mapping[str, str]  # keys of the list to the fields that they are read as
    unread: tuple[str, ...]  # keys that nothing is made of

    @property
    def fails(self) -> bool:
        """Tell whether nothing is taken that could have been."""
        return not self.drafts and not all(each.is_there for each in self.left)
