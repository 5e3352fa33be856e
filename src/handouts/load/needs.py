"""What is to be loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handouts.problems import Place
from handouts.units import Embed, Ink, Paper


@dataclass(frozen=True, slots=True)
class Needs:
    """What to load, each id with the place that asks for it."""

    routine: str | None = None  # an id, or the path of a prescription file
    stretches: tuple[tuple[str, Place], ...] = ()
    replaced: tuple[str, ...] = ()  # ids in whose place an easier or a harder one may be given
    profile: str | None = None
    alternatives: bool = False  # the patient has precautions, so something else may have to be found
    template: str | None = None
    clinic: Path | None = None
    site: str | None = None
    paper: Paper | None = None
    ink: Ink | None = None
    embed: Embed | None = None
