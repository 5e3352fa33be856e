"""Dose profiles: what guidelines advise for a group of people."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from handouts.model.base import FileModel, Id, TextLine
from handouts.model.stretch import DosageRange, StretchKind


class DoseProfile(DosageRange):
    """A guideline's ranges for the kinds of stretch that it speaks of. Outside them the clinician is told."""

    label: TextLine
    kinds: Annotated[tuple[StretchKind, ...], Field(min_length=1)]
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]


class Profiles(FileModel):
    """`routines/safety/profiles.yaml`."""

    profiles: dict[Id, DoseProfile]
