"""The way that a strap or towel takes: slack between what holds it, round a sole, its ends hanging out of the hands."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from handouts.figures.body.skeleton import Skeleton
from handouts.figures.body.vectors import Array, unit, vector
from handouts.figures.picture.overlay import anchor

_SAG = {"strap": 0.03, "towel": 0.07}  # as a share of its length
_TAIL = {"strap": 0.12, "towel": 0.09}  # metres that hang out of a hand
_HALF_FOOT, _UNDER = 0.042, 0.022  # metres at the ball of the foot: to its edge, down to the sole


def path(body: Skeleton, names: tuple[str, ...], kind: str) -> Array:
    """Return points along a strap or towel between parts. KeyError for a part that is none."""
    points = [point for name in names for point in _held(body, name)]
    points_along = np.vstack([_slack(first, last, _SAG[kind]) for first, last in pairwise(points)])
    if names[0].endswith("hand"):
        points_along = np.vstack([_tail(points_along[0], points_along[1], _TAIL[kind])[::-1], points_along])
    if names[-1].endswith("hand"):
        points_along = np.vstack([points_along, _tail(points_along[-1], points_along[-2], _TAIL[kind])])
    return points_along


def _held(body: Skeleton, name: str) -> list[Array]:
    """Return where a strap touches a part: a point, or from edge to edge of a sole."""
    if not name.endswith(" sole"):
        return [anchor(body, name)]
    side = name.split()[0]
    frame = body.frames[f"{side} foot"]
    ball = body.joints[f"{side} ball"] - frame[:, 2] * _UNDER
    return [ball - frame[:, 1] * _HALF_FOOT, ball + frame[:, 1] * _HALF_FOOT]


def _slack(first: Array, last: Array, share: float) -> Array:
    """Return a path that hangs between two points, by a share of its length."""
    t = np.linspace(0, 1, 12)[:, None]
    drop = 4 * t * (1 - t) * share * float(np.linalg.norm(last - first))
    curve: Array = first + (last - first) * t - vector(0, 0, 1) * drop
    return curve


def _tail(hand: Array, inward: Array, long: float) -> Array:
    """Return an end that hangs out of a hand: first on along the strap, then down."""
    on = unit(hand - inward) * 0.03
    t = np.linspace(0, 1, 8)[1:, None]
    curve: Array = hand + on * 2 * t * (1 - t) + (on - vector(0, 0, long)) * t * t
    return curve
