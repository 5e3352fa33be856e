"""The texts of a file that a patient reads, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from handouts.check.reference_words import Reference
from handouts.load.loaded import Loaded
from handouts.load.pictures import unnamed_figures
from handouts.model.clinic import Clinic
from handouts.model.routine import PrescriptionFile, Routine
from handouts.model.safety import Precautions, SafetyFile
from handouts.model.stretch import FigureSource, Stretch
from handouts.problems import InputError, Loc, Place

_PRINTED: dict[type[BaseModel], str] = {
    Stretch: r"name|why|steps\.\d+|feel|avoid\.\d+|breathing|(easier|harder|precautions)\.\d+\.how"
    r"|figures\.\d+\.(caption|alt)",
    PrescriptionFile: r"title|goal|progression|message|(phases\.\d+\.)?(stretches|later)\.\d+\.(note|steps\.\d+)",
    Routine: r"title|goal|progression|message|(phases\.\d+\.)?(stretches|later)\.\d+\.(note|steps\.\d+)",
    Clinic: r"disclaimer_addition",
    SafetyFile: r"pain_rule|no_floor|support|warm_up|stop_rules\..+\.text|red_flags\..+\.(emergency|call)\.\d+"
    r"|disclaimer\..+",
    Precautions: r"precautions\..+\.patient",
}


@dataclass(frozen=True, slots=True)
class CatalogText:
    """A text that is printed: where it stands in the file, and what it says. `of` names it when it stands elsewhere."""

    loc: Loc
    place: Place
    text: str
    of: str = ""

    def called(self, what: str) -> str:
        """Return how a message names this text, or a part of it."""
        return f"`{what}` in the words of `{self.of}`" if self.of else f"`{what}`"


def printed(loaded: Loaded[Any], pictures: tuple[FigureSource, ...] = ()) -> Iterator[CatalogText]:
    """Yield the texts of a file that are printed for patients; `pictures` are those of a stretch."""
    pattern = _PRINTED.get(type(loaded.value))
    if pattern is None:
        return
    for loc, text in loaded.texts.items():
        if re.fullmatch(pattern, ".".join(map(str, loc))):
            yield CatalogText(loc, loaded.place(*loc), text)
    if isinstance(loaded.value, Stretch) and not loaded.value.figures:
        for source in pictures:
            place = loaded.place("figures")
            yield CatalogText(("figures",), place, source.caption, source.file)
            yield CatalogText(("figures",), place, source.alt, source.file)


def figures(loaded: Loaded[Stretch], reference: Reference) -> tuple[FigureSource, ...]:
    """Return the pictures of a stretch, those that it names or its own; none when they cannot be read."""
    if loaded.value.figures:
        return loaded.value.figures
    try:
        return tuple(source for source, _ in unnamed_figures(reference.where, loaded))
    except InputError:
        return ()  # the check of references says so


def unsided(text: str) -> str:
    """Fill `{side}` and `{other}` as for a patient who does both sides in turn."""
    return text.replace("{side}", "one").replace("{other}", "the other")
