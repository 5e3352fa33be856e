"""Which piece is painted over which: by depth where they overlap."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from shapely.geometry import Point

from handouts.figures.body.vectors import Array
from handouts.figures.picture.dress import BodyPiece
from handouts.figures.picture.silhouette import depths

_SMALLEST = 2e-5  # square metres of overlap that matter
_MOST = 0.06  # metres of depth: beyond it, nearer is nearer
_GRID = 6


def painted(pieces: dict[str, BodyPiece], over: Iterable[tuple[str, str]]) -> list[BodyPiece]:
    """Return the pieces from the farthest to the nearest; `over` names pairs that depth alone gets wrong."""
    ordered = list(pieces.values())
    index = {piece.name: at for at, piece in enumerate(ordered)}
    count = len(ordered)
    before = np.zeros((count, count))  # by how much one stands before the other
    for one in range(count):
        for other in range(one + 1, count):
            lead = _lead(ordered[one], ordered[other])
            before[one, other], before[other, one] = max(lead, 0.0), max(-lead, 0.0)
    for upper, lower in over:
        before[index[upper], index[lower]], before[index[lower], index[upper]] = 99.0, 0.0
    return [ordered[at] for at in _sorted(before, [float(piece.solid[:, 3].mean()) for piece in ordered])]


def _sorted(before: Array, mean: list[float]) -> list[int]:
    left, order = set(range(len(mean))), []
    while left:
        least = min(
            left, key=lambda at: (max((before[at, each] for each in left if each != at), default=0.0), mean[at])
        )
        order.append(least)
        left.remove(least)
    return order


def _lead(one: BodyPiece, other: BodyPiece) -> float:
    shared = one.shape.intersection(other.shape)
    if shared.area < _SMALLEST:
        return 0.0
    x0, y0, x1, y1 = shared.bounds
    xs, ys = np.linspace(x0, x1, _GRID + 2)[1:-1], np.linspace(y0, y1, _GRID + 2)[1:-1]
    points = [(x, y) for x in xs for y in ys if shared.contains(Point(x, y))]
    if not points:
        inner = shared.representative_point()
        points = [(inner.x, inner.y)]
    at = np.array(points)
    away = depths(one.solid, at) - depths(other.solid, at)
    mean = float(np.mean(np.clip(away, -_MOST, _MOST)))
    return mean if mean else 1e-6
