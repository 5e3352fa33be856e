"""Routines by their titles: a clinician reads the title on the paper, not the id of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from handouts.load.reading import Reading
from handouts.model.routine import Routine


def titled(where: tuple[Path, ...]) -> Mapping[str, tuple[str, ...]]:
    """Map the plain titles of all routines that can be read to their ids; several may have one title."""
    reading = Reading(where)
    ids: dict[str, tuple[str, ...]] = {}
    for name, path in sorted(reading.files("routine").items()):
        if routine := reading.file(path, Routine, "routine"):
            title = plain_title(routine.value.title)
            ids[title] = (*ids.get(title, ()), name)
    return ids


def plain_title(text: str) -> str:
    """Return a title as titles are compared: small letters, single spaces, no signs."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())
