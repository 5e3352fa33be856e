"""Solids: lofts over stations, and lines on their surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handouts.figures.body.vectors import Array

# of a line: silhouette, overlap or hem, finger and face, a crease that only close views show
Weight = Literal["near", "edge", "fine", "detail"]


@dataclass(frozen=True, slots=True, eq=False)
class Ellipsoid:
    """A station: the image of the unit ball under `axes` (3 × 3, a column an axis), about `center`."""

    center: Array
    axes: Array


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """A station: a convex outline of n points (n, 3)."""

    points: Array


Station = Ellipsoid | Slice


@dataclass(frozen=True, slots=True, eq=False)
class Loft:
    """A solid: the hulls of neighbouring stations."""

    stations: tuple[Station, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Crease:
    """A line on a surface (n, 3), drawn where `normal` (the surface's, outward) faces the viewer; None: always."""

    points: Array
    normal: Array | None = None
    weight: Weight = "fine"


@dataclass(frozen=True, slots=True, eq=False)
class SkinPart:
    """A piece of a body in one colour role, with the lines on it."""

    name: str
    lofts: tuple[Loft, ...]
    role: str = "skin"
    creases: tuple[Crease, ...] = ()


def ellipsoid(center: Array, frame: Array, lateral: float, depth: float, along: float = 0.0) -> Ellipsoid:
    """Return the station with these half widths: to the side, forward, and along the frame's up axis."""
    return Ellipsoid(center, frame * [depth, lateral, along])
