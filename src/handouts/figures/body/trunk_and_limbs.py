"""The solids of trunk, neck and limbs, from the profiles."""

from __future__ import annotations

import numpy as np

from handouts.figures.body import profiles
from handouts.figures.body.profiles import Girth
from handouts.figures.body.skeleton import Skeleton, sign
from handouts.figures.body.solid import Ellipsoid, Loft, ellipsoid
from handouts.figures.body.surface import ENDS
from handouts.figures.body.vectors import Array, flexion, pitch, turn, vector

TRUNK_LOW, TRUNK_HIGH = -0.085, 0.56  # along the spine


def limb(
    body: Skeleton, girth: Girth, part: str, start: float = 0.0, end: float = 1.0, grow: float = 0.0,
    count: int = 16, caps: tuple[bool, bool] = (True, True),
) -> Loft:  # fmt: skip
    """Return the loft of a part such as `left thigh`, thicker by `grow`; caps round its ends."""
    side, name = part.split(" ", 1)
    first, last = (body.joints[f"{side} {each}"] for each in ENDS[name])
    frame, way = body.frames[part], sign(side)
    shares = np.linspace(start, end, count)
    stations = []
    for index, (share, row) in enumerate(zip(shares, profiles.limb(name, shares, girth), strict=True)):
        lateral, depth, forward, outward = row
        if name == "forearm":
            frame = _turned(body, side, float(share))
        center = first + (last - first) * share + frame[:, 0] * forward + frame[:, 1] * way * outward
        capped = (index == 0 and caps[0]) or (index == count - 1 and caps[1])
        along = min(lateral, depth) * 0.92 if capped else 0.0
        stations.append(ellipsoid(center, frame, lateral + grow, depth + grow, along))
    return Loft(tuple(stations))


def _turned(body: Skeleton, side: str, share: float) -> Array:
    """Return the forearm's frame at a share of its length: towards the wrist its broad side turns with the hand."""
    frame, hand = body.frames[f"{side} forearm"], body.frames[f"{side} hand"]
    broad = hand[:, 0] @ frame  # from thumb to little finger
    degrees = np.degrees(np.arctan2(broad[1], broad[0])) - 90
    degrees = (degrees + 90) % 180 - 90  # either way round is the same
    return frame @ turn(float(degrees) * share)


def trunk(
    body: Skeleton, girth: Girth, start: float = TRUNK_LOW, end: float = TRUNK_HIGH, grow: float = 0.0,
    count: int = 34, cap: bool = False, collar: float = 0.0, hem: float = 0.0,
) -> Loft:  # fmt: skip
    """Return the loft of the trunk between two lengths of the spine; collar and hem tip its ends by degrees."""
    lengths = np.linspace(start, end, count)
    stations = []
    for index, (length, row) in enumerate(zip(lengths, profiles.trunk(lengths, girth), strict=True)):
        lateral, depth, forward = row
        point, frame = body.along_spine(float(length))
        center = point + frame[:, 0] * forward
        if collar and index == count - 1:
            frame = frame @ pitch(collar)
        if hem and index == 0:
            frame = frame @ pitch(hem)
        stations.append(ellipsoid(center, frame, lateral + grow, depth + grow, 0.03 if cap and index == 0 else 0.0))
    return Loft(tuple(stations))


def yoke(body: Skeleton, girth: Girth, side: str, grow: float = 0.0) -> tuple[Loft, Loft]:
    """Return the muscle from neck to shoulder, and that from the chest to the shoulder."""
    top, top_frame = body.along_spine(0.522)
    low, low_frame = body.along_spine(0.43)
    shoulder, arm, way = body.joints[f"{side} shoulder"], body.frames[f"{side} upper arm"], sign(side)
    size = girth.shoulders
    neck = ellipsoid(top - top_frame[:, 0] * 0.012, top_frame, 0.058 + grow, 0.048 + grow, 0.022)
    cap = ellipsoid(shoulder - arm[:, 2] * 0.002, arm, 0.046 * size + grow, 0.05 * size + grow, 0.044 * size + grow)
    chest = ellipsoid(low + low_frame @ vector(0.012, way * 0.07, 0), low_frame, 0.08 + grow, 0.095 + grow, 0.03)
    return Loft((neck, cap)), Loft((chest, cap))


def buttock(body: Skeleton, girth: Girth, side: str, grow: float = 0.0) -> Loft:
    """Return the buttock: it turns flatter as the hip bends."""
    pelvis, thigh, way = body.frames["pelvis"], body.frames[f"{side} thigh"], sign(side)
    hip, size = body.joints[f"{side} hip"], girth.hips * girth.trunk
    bent = min(max(flexion(pelvis, thigh) / 110, 0), 1)
    center = hip + pelvis @ vector(-0.052, -way * 0.004, 0.012 - 0.012 * bent)
    round_ = Ellipsoid(center, pelvis * [0.084 * size + grow, 0.080 * size + grow, 0.092 * size + grow])
    below = ellipsoid(
        hip - thigh[:, 2] * 0.07 - thigh[:, 0] * 0.008, thigh, 0.084 * size + grow, 0.088 * size + grow, 0.05
    )
    return Loft((round_, below))


def neck(body: Skeleton) -> Loft:
    """Return the neck, from within the collar to within the head."""
    point, frame = body.along_spine(0.535)
    tipped = frame @ pitch(24)
    stations = [ellipsoid(point - frame[:, 0] * 0.004, tipped, 0.058, 0.053)]
    for index, (each, turned) in enumerate(body.neck[1:]):
        back = turned[:, 0] * (-0.004 - 0.004 * index)
        stations.append(ellipsoid(each + back, turned, 0.053 - 0.0015 * index, 0.054 + 0.001 * index))
    head = body.frames["head"]
    stations.append(ellipsoid(body.joints["head"] + head @ vector(-0.014, 0, 0.02), head, 0.052, 0.06, 0.03))
    return Loft(tuple(stations))


def lowest(lofts: tuple[Loft, ...]) -> float:
    """Return the height of the lowest point of solids."""
    solids = [
        float(each.center[2] - np.linalg.norm(each.axes[2])) if isinstance(each, Ellipsoid)
        else float(each.points[:, 2].min())
        for loft in lofts for each in loft.stations
    ]  # fmt: skip
    return min(solids)


def around_point(center: Array, radius: float) -> Loft:
    """Return a ball."""
    return Loft((Ellipsoid(center, np.eye(3) * radius),))
