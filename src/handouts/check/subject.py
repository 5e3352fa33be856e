"""What rules read: a file, or the handout that is made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handouts.check.reference_words import Reference
from handouts.check.texts import CatalogText, figures, printed
from handouts.compose.handout import Handout
from handouts.layout.page import Pages
from handouts.load.library import Library
from handouts.load.loaded import Loaded
from handouts.model.stretch import FigureSource, Stretch
from handouts.prescribe.prescription import Prescription
from handouts.problems import Place


@dataclass(frozen=True, eq=False)
class File:
    """A file as read, what it is compared with, and what of it is printed."""

    loaded: Loaded[Any]
    reference: Reference
    texts: tuple[CatalogText, ...]
    figures: tuple[FigureSource, ...] = ()  # of a stretch

    def place(self, *loc: str | int) -> Place:
        """Return where a field stands, or the nearest thing around it."""
        return self.loaded.place(*loc)


@dataclass(frozen=True, eq=False)
class SheetSubject:
    """The handout that a routine, prescription, template or clinic leads to."""

    file: File
    library: Library
    prescription: Prescription
    handout: Handout
    pages: Pages

    def of_template(self, *loc: str | int) -> Place:
        """Return where the template says something; problems that it causes stand there, once for all its handouts."""
        return self.library.template.place(*loc)

    def of_clinic(self, *loc: str | int) -> Place:
        """Return where the clinic says something; without a clinic, the top of the file."""
        return self.library.clinic.place(*loc) if self.library.clinic else self.file.place()


def file(loaded: Loaded[Any], reference: Reference) -> File:
    """Gather what the rules read of a file."""
    pictures = figures(loaded, reference) if isinstance(loaded.value, Stretch) else ()
    return File(loaded, reference, tuple(printed(loaded, pictures)), pictures)
