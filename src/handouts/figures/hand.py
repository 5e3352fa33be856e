"""A hand: a palm, four fingers of three joints and a thumb, in the shapes that stretches need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handouts.figures.skeleton import Skeleton, hand_ways, sign
from handouts.figures.solid import Ellipsoid, Loft, ellipsoid
from handouts.figures.vectors import Array, unit
from handouts.model.pose import HandShape


@dataclass(frozen=True, slots=True)
class Shape:
    """How a hand is held: degrees at the three joints of a finger, spread between fingers, thumb 0 by the palm to 1."""

    knuckle: float
    middle: float
    tip: float
    spread: float
    thumb: float


_ACROSS = -1.0  # the thumb lies over the bent fingers
SHAPES: dict[HandShape, Shape] = {
    "flat": Shape(5, 4, 3, 1.6, 0.5), "relaxed": Shape(14, 18, 10, 1.0, 0.1), "cup": Shape(32, 38, 20, 1.5, 0.4),
    "grip": Shape(62, 70, 35, 0, 0.5), "fist": Shape(85, 95, 60, 0, _ACROSS), "hook": Shape(5, 95, 65, 0, 0.2),
    "tabletop": Shape(85, 4, 3, 0, 0.2), "straight-fist": Shape(85, 95, 4, 0, 0.2),
    "point": Shape(70, 80, 40, 0, _ACROSS),
    "clasp": Shape(50, 45, 20, 0, 0.6),
}  # fmt: skip
# along the hand from the wrist; half width, half thickness, palmward
_PALM = (
    (-.015, .026, .019, 0), (.0, .0265, .0185, 0), (.02, .030, .0175, .001), (.045, .0365, .016, .002),
    (.07, .0395, .0145, .001), (.09, .0385, .0125, 0),
)  # fmt: skip
# towards the thumb from the middle; length; radius: index to little finger
_FINGERS = ((0.0285, 0.072, 0.0096), (0.0098, 0.080, 0.0100), (-0.0090, 0.074, 0.0095), (-0.0270, 0.058, 0.0085))
_BONES = ((0.45, 1.0), (0.30, 0.94), (0.25, 0.80))  # share of a finger, and of its radius
NAMES = ("palm", "index", "middle", "ring", "little", "thumb")


def lofts(body: Skeleton, side: str, shape: HandShape) -> dict[str, Loft]:
    """Return palm, fingers and thumb by name."""
    fingers, palm = hand_ways(body, side)
    thumb = sign(side) * -1 * np.cross(fingers, palm)
    wrist, held = body.joints[f"{side} wrist"], SHAPES[shape]
    axes = np.column_stack([palm, thumb, fingers])
    last = len(_PALM) - 1
    stations = tuple(
        ellipsoid(wrist + fingers * x + palm * down, axes, wide, thick, 0.012 if n in (0, last) else 0.0)
        for n, (x, wide, thick, down) in enumerate(_PALM)
    )
    found = {"palm": Loft(stations)}
    for index, row in enumerate(_FINGERS):
        straight = shape == "point" and index == 0
        found[NAMES[index + 1]] = _finger(wrist, axes, index, row, SHAPES["flat"] if straight else held)
    found["thumb"] = _thumb(wrist, fingers, thumb, palm, held.thumb)
    return found


def _finger(wrist: Array, axes: Array, index: int, row: tuple[float, float, float], held: Shape) -> Loft:
    aside, length, radius = row
    palm, thumb, fingers = axes[:, 0], axes[:, 1], axes[:, 2]
    base = wrist + fingers * (0.090 - 0.004 * abs(index - 1)) + thumb * aside
    fan = np.deg2rad((1.5 - index) * held.spread)
    way, down = unit(fingers * np.cos(fan) + thumb * np.sin(fan)), palm
    stations = [Ellipsoid(base - way * 0.02, axes * radius)]
    point = base
    for bone, degrees in zip(_BONES, (held.knuckle, held.middle, held.tip), strict=True):
        bend = np.deg2rad(degrees * (1 + 0.06 * index))
        way, down = way * np.cos(bend) + down * np.sin(bend), down * np.cos(bend) - way * np.sin(bend)
        stations.append(Ellipsoid(point, axes * radius * bone[1]))
        point = point + way * length * bone[0]
    stations.append(Ellipsoid(point, axes * radius * 0.74))
    return Loft(tuple(stations))


def _thumb(wrist: Array, fingers: Array, thumb: Array, palm: Array, open_: float) -> Loft:
    base = wrist + fingers * 0.022 + thumb * 0.022 + palm * 0.008
    if open_ == _ACROSS:
        joint = base + unit(fingers * 0.72 + thumb * 0.25 + palm * 0.65) * 0.042
        middle = joint + unit(fingers * 0.45 - thumb * 0.45 + palm * 0.55) * 0.03
        tip = middle + unit(fingers * 0.15 - thumb * 0.95 + palm * 0.1) * 0.024
        return _bent_thumb(base, joint, middle, tip)
    first = unit(fingers * (0.80 - 0.1 * open_) + thumb * (0.35 + 0.35 * open_) + palm * 0.38)
    second = unit(fingers * 0.92 + thumb * 0.22 * open_ + palm * 0.25)
    joint = base + first * 0.042
    middle = joint + unit(first * 0.4 + second * 0.6) * 0.03
    return _bent_thumb(base, joint, middle, middle + second * 0.022)


def _bent_thumb(base: Array, joint: Array, middle: Array, tip: Array) -> Loft:
    ball = np.eye(3)
    points = ((base, 0.0165), (joint, 0.0122), (middle, 0.0108), (tip, 0.0086))
    return Loft(tuple(Ellipsoid(point, ball * radius) for point, radius in points))
