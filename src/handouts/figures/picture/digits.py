"""Fingers and toes as a camera sees them: which stands before which, and the edges that are drawn within an outline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from handouts.figures.body.vectors import Array
from handouts.figures.picture.silhouette import depths, lines

RIM = 0.0022  # metres; an edge so near the outline is the outline
_SIDE_BY_SIDE = 0.0024  # of two edges so near each other one is drawn
_SHORTEST = 0.007
_SAME_DEPTH = 1e-4


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A piece of a hand or foot as the camera sees it; `name` is its digit, and the number of its first bone."""

    name: tuple[str, int]
    shape: BaseGeometry
    solid: Array  # rows of x, y, radius, depth and thickness


def hidden(seen: list[Seen]) -> dict[tuple[str, int], BaseGeometry]:
    """Return, for each piece, what stands before it."""
    return {each.name: unary_union([other.shape for other in seen if other is not each and _before(other, each)]
                                   or [Polygon()]) for each in seen}  # fmt: skip


def _before(one: Seen, other: Seen) -> bool:
    """Tell whether one stands before the other where both are seen."""
    shared = one.shape.intersection(other.shape)
    if shared.area < 2e-6:
        return False
    x0, y0, x1, y1 = shared.bounds
    grid = [(x, y) for x in np.linspace(x0, x1, 6)[1:-1] for y in np.linspace(y0, y1, 6)[1:-1]]
    within = [each for each in grid if shared.contains(Point(each))]
    at = np.array(within) if within else np.array(shared.representative_point().coords)
    lead = float(np.mean(depths(one.solid, at) - depths(other.solid, at)))
    return lead > 0 if abs(lead) > _SAME_DEPTH else one.name > other.name


def edges(
    digits: list[Seen],
    before: dict[tuple[str, int], BaseGeometry],
    outline: BaseGeometry,
    one_skin: Callable[[Seen], BaseGeometry],
) -> list[LineString]:
    """Return the edges of digits within the outline, the nearest first, none beside another, none in `one_skin`."""
    inside = outline.buffer(-RIM)
    drawn: BaseGeometry = Polygon()
    edges_drawn: list[LineString] = []
    for each in sorted(digits, key=lambda each: -float(each.solid[:, 3].max())):
        edge = each.shape.boundary.intersection(inside).difference(before[each.name].buffer(-0.0002))
        kept = [line for line in lines(edge.difference(one_skin(each)).difference(drawn)) if line.length > _SHORTEST]
        edges_drawn += kept
        drawn = unary_union([drawn, *(line.buffer(_SIDE_BY_SIDE) for line in kept)])
    return edges_drawn
