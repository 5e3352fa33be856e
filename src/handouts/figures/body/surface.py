"""Points on the body's surface by segment, share of its length, and side."""

from __future__ import annotations

import numpy as np

from handouts.figures.body import profiles
from handouts.figures.body.profiles import Girth
from handouts.figures.body.skeleton import Skeleton, sign
from handouts.figures.body.vectors import Array, unit

ENDS = {"thigh": ("hip", "knee"), "shank": ("knee", "ankle"), "upper arm": ("shoulder", "elbow"),
        "forearm": ("elbow", "wrist")}  # fmt: skip
TRUNK_LENGTH = 0.46  # along the spine, from the middle of the hips to the base of the neck
_ANGLES = {"front": 0.0, "outer": 90.0, "back": 180.0, "inner": 270.0}  # around a limb
_TRUNK_ANGLES = {"front": 0.0, "left": 90.0, "back": 180.0, "right": 270.0}


def around(words: str, sided: bool) -> float:
    """Return the angle that `front outer` names. KeyError for another word."""
    table = _ANGLES if sided else _TRUNK_ANGLES
    angles = [np.deg2rad(table[word]) for word in words.split()]
    return float(np.degrees(np.arctan2(sum(map(np.sin, angles)), sum(map(np.cos, angles)))))


def on_limb(body: Skeleton, girth: Girth, part: str, share: float, angle: float) -> tuple[Array, Array]:
    """Return a point on a limb and the way out of it there; `part` is `left thigh`, nought degrees its front."""
    side, name = part.split(" ", 1)
    first, last = (body.joints[f"{side} {each}"] for each in ENDS[name])
    frame, way = body.frames[part], sign(side)
    lateral, depth, forward, outward = profiles.limb(name, np.array([share]), girth)[0]
    middle = first + (last - first) * share + frame[:, 0] * forward + frame[:, 1] * way * outward
    turn = np.deg2rad(angle)
    out = frame[:, 0] * np.cos(turn) * depth + frame[:, 1] * way * np.sin(turn) * lateral
    normal = frame[:, 0] * np.cos(turn) / depth + frame[:, 1] * way * np.sin(turn) / lateral
    return middle + out, unit(normal)


def on_trunk(body: Skeleton, girth: Girth, length: float, angle: float) -> tuple[Array, Array]:
    """Return a point on the trunk at a length of the spine and the way out of it; 90 degrees is its left."""
    point, frame = body.along_spine(length)
    lateral, depth, forward = profiles.trunk(np.array([length]), girth)[0]
    turn = np.deg2rad(angle)
    out = frame[:, 0] * (forward + np.cos(turn) * depth) + frame[:, 1] * np.sin(turn) * lateral
    normal = frame[:, 0] * np.cos(turn) / depth + frame[:, 1] * np.sin(turn) / lateral
    return point + out, unit(normal)
