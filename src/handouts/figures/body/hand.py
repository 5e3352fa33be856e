"""A hand as bones with flesh on them: palm, fingers of three bones, a thumb, in the shapes that stretches need."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from handouts.figures.body.skeleton import Skeleton, hand_ways, sign
from handouts.figures.body.solid import Ellipsoid, Loft, Station, ellipsoid
from handouts.figures.body.vectors import Array, unit, vector
from handouts.model.pose import HandShape

FingerWay = tuple[float, float, float]
FINGERS = ("index", "middle", "ring", "little")
NAMES = ("palm", *FINGERS, "thumb")


@dataclass(frozen=True, slots=True)
class HandPosture:
    """How a hand is held: degrees at the three joints of a finger, degrees between fingers, ways of the thumb's bones.

    A way has shares along the fingers, towards the thumb's side and out of the palm.
    """

    bends: tuple[float, float, float]
    spread: float
    thumb: tuple[FingerWay, FingerWay, FingerWay]
    more: float = 0.0  # how much more each finger bends than the one before, as a share


_BESIDE: tuple[FingerWay, FingerWay, FingerWay] = ((0.80, 0.60, 0.02), (0.88, 0.47, 0.0), (0.93, 0.36, 0.0))
_ALONG: tuple[FingerWay, FingerWay, FingerWay] = ((0.84, 0.42, 0.36), (0.96, 0.12, 0.24), (0.98, 0.02, 0.16))
_OPPOSED: tuple[FingerWay, FingerWay, FingerWay] = ((0.62, 0.50, 0.62), (0.80, 0.22, 0.56), (0.90, 0.02, 0.44))
_ACROSS: tuple[FingerWay, FingerWay, FingerWay] = ((0.80, 0.45, 0.42), (0.72, -0.12, 0.69), (0.34, -0.77, 0.53))
_LOCKED: tuple[FingerWay, FingerWay, FingerWay] = ((0.82, 0.40, 0.41), (0.60, -0.24, 0.76), (0.08, -0.96, 0.28))
SHAPES: dict[HandShape, HandPosture] = {
    "flat": HandPosture((2, 3, 2), 2.2, _BESIDE),
    "relaxed": HandPosture((20, 26, 12), 0.6, _ALONG, 0.14),
    "rest": HandPosture((10, 14, 8), 1.4, _BESIDE, 0.05),
    "cup": HandPosture((30, 38, 20), 1.0, _OPPOSED, 0.08),
    "wrap": HandPosture((40, 48, 26), 0.4, _OPPOSED, 0.04),
    "grip": HandPosture((62, 86, 42), 0.0, _ACROSS, 0.05),
    "fist": HandPosture((86, 100, 62), 0.0, _LOCKED, 0.02),
    "hook": HandPosture((4, 100, 66), 0.0, _ALONG),
    "tabletop": HandPosture((86, 3, 3), 0.0, _ALONG),
    "straight-fist": HandPosture((86, 98, 4), 0.0, _ALONG),
    "point": HandPosture((72, 96, 50), 0.0, _LOCKED, 0.04),
    "clasp": HandPosture((52, 46, 22), 5.0, _OPPOSED, 0.03),
}

# metres along the fingers, towards the thumb, out of the palm
_CARPALS = ((0.010, 0.0100, 0.0), (0.010, 0.0035, 0.0), (0.010, -0.0035, 0.0), (0.010, -0.0100, 0.0))
_KNUCKLES = ((0.0900, 0.0268, 0.0), (0.0930, 0.0078, -0.002), (0.0885, -0.0112, -0.0015), (0.0805, -0.0288, 0.001))
_CARPAL_RADIUS, _KNUCKLE_RADIUS = 0.0158, 0.0122
_WRIST = ((-0.002, 0.0245, 0.0168), (0.014, 0.0255, 0.0165))  # along; half width, half thickness
_HEEL = ((0.014, -0.0145, 0.003, 0.0142), (0.060, -0.0275, 0.003, 0.0122))  # of the palm, on the little finger's side
# after Buryanov and Kotiuk (2010): bones of index to little finger, the last with its pad; radius at the knuckle
_LENGTHS = ((0.0420, 0.0250, 0.0205), (0.0460, 0.0285, 0.0215), (0.0425, 0.0270, 0.0215), (0.0340, 0.0205, 0.0195))
_RADII = (0.0102, 0.0106, 0.0100, 0.0088)
_TAPER = (1.0, 0.94, 0.86, 0.72)  # of a finger at its joints and its tip
_LEAN = (-0.05, 0.0, 0.07, 0.15)  # bent fingers point to the root of the thumb
_THUMB_ROOT = (0.018, 0.0175, 0.003)
_THUMB = ((0.043, 0.0150), (0.033, 0.0122), (0.026, 0.0110))  # length, radius at the root of each bone
_THUMB_TIP = 0.0086


@dataclass(frozen=True, slots=True, eq=False)
class Bone:
    """A bone with its flesh: round, from one end to the other; `front` looks out of the palm's side of it."""

    digit: str
    number: int  # 0 in the palm, then 1 to 3
    ends: tuple[Array, Array]
    radii: tuple[float, float]
    front: Array

    @property
    def way(self) -> Array:
        """Return where it points."""
        return unit(self.ends[1] - self.ends[0])

    @property
    def stations(self) -> tuple[Station, Station]:
        """Return a ball at either end."""
        first, last = (Ellipsoid(end, np.eye(3) * radius) for end, radius in zip(self.ends, self.radii, strict=True))
        return first, last


@dataclass(frozen=True, slots=True, eq=False)
class Hand:
    """A hand in the room: where its wrist is; fingers', thumb's and palm's ways as columns; its bones."""

    wrist: Array
    axes: Array
    bones: tuple[Bone, ...]
    shape: HandPosture

    def at(self, *local: float) -> Array:
        """Return a point given along the fingers, towards the thumb, out of the palm."""
        point: Array = self.wrist + self.axes @ vector(*local)
        return point

    def digit(self, name: str) -> tuple[Bone, ...]:
        """Return the bones of a finger or of the thumb, from its root."""
        return tuple(bone for bone in self.bones if bone.digit == name)


def hand(body: Skeleton, side: str, shape: HandShape) -> Hand:
    """Return one side's hand."""
    fingers, palm = hand_ways(body, side)
    axes = np.column_stack([fingers, -sign(side) * np.cross(fingers, palm), palm])
    wrist, held = body.joints[f"{side} wrist"], SHAPES[shape]
    bones: list[Bone] = []
    for index in range(len(FINGERS)):
        straight = shape == "point" and index == 0
        bones += _finger(wrist, axes, index, SHAPES["flat"] if straight else held)
    return Hand(wrist, axes, (*bones, *_thumb(wrist, axes, held)), held)


def _finger(wrist: Array, axes: Array, index: int, held: HandPosture) -> list[Bone]:
    name, radius = FINGERS[index], _RADII[index]
    root, knuckle = (wrist + axes @ vector(*row[index]) for row in (_CARPALS, _KNUCKLES))
    bones = [Bone(name, 0, (root, knuckle), (_CARPAL_RADIUS, _KNUCKLE_RADIUS), axes[:, 2])]
    fan = np.deg2rad((1.2 - index) * held.spread)
    way = axes @ vector(np.cos(fan), np.sin(fan), 0)
    front = axes @ vector(0, _LEAN[index] * min(1.0, held.bends[0] / 60), 1)
    front = unit(front - way * float(front @ way))
    point = knuckle
    for number, (length, degrees) in enumerate(zip(_LENGTHS[index], held.bends, strict=True)):
        bend = np.deg2rad(degrees * (1 + held.more * index))
        way, front = way * np.cos(bend) + front * np.sin(bend), front * np.cos(bend) - way * np.sin(bend)
        end = point + way * (length - (radius * _TAPER[3] if number == 2 else 0.0))
        radii = (radius * _TAPER[number], radius * _TAPER[number + 1])
        bones.append(Bone(name, number + 1, (point, end), radii, front))
        point = end
    return bones


def _thumb(wrist: Array, axes: Array, held: HandPosture) -> list[Bone]:
    point, bones = wrist + axes @ vector(*_THUMB_ROOT), []
    radii = [radius for _, radius in _THUMB[1:]] + [_THUMB_TIP]
    for number, ((length, radius), local) in enumerate(zip(_THUMB, held.thumb, strict=True)):
        way = unit(axes @ vector(*local))
        across = axes @ vector(-0.3, -0.75, 0.6)  # the thumb's pad looks across the palm
        end = point + way * (length - (_THUMB_TIP if number == 2 else 0.0))
        bones.append(
            Bone("thumb", number, (point, end), (radius, radii[number]), unit(across - way * float(across @ way)))
        )
        point = end
    return bones


def palm(held: Hand) -> tuple[Loft, ...]:
    """Return the solids of the palm: wrist, the panels between its bones, heel, ball of the thumb and its web."""
    across = np.column_stack([held.axes[:, 2], held.axes[:, 1], held.axes[:, 0]])
    wrist = [ellipsoid(held.at(x, 0, 0), across, wide, thick, 0.008) for x, wide, thick in _WRIST]
    roots = [bone for bone in held.bones if bone.number == 0]
    metacarpals = roots[: len(FINGERS)]
    panels = [Loft(bone.stations) for bone in metacarpals]
    heel = [Ellipsoid(held.at(x, y, z), np.eye(3) * radius) for x, y, z, radius in _HEEL]
    thumb = roots[-1]
    return (Loft(tuple(wrist)), *panels, *_between(metacarpals), Loft(tuple(heel)), Loft(thumb.stations), *_web(held))


def _between(metacarpals: list[Bone]) -> list[Loft]:
    """Return the flesh between neighbouring bones: stations from the wrist to the knuckles."""
    flesh = []
    for one, other in pairwise(metacarpals):
        stations = []
        for end in (0, 1):
            apart = other.ends[end] - one.ends[end]
            radius = min(one.radii[end], other.radii[end])
            across = np.column_stack([apart / 2, one.front * radius, one.way * radius])
            stations.append(Ellipsoid((one.ends[end] + other.ends[end]) / 2, across))
        flesh.append(Loft(tuple(stations)))
    return flesh


def _web(held: Hand) -> tuple[Loft, ...]:
    """Return the skin between thumb and index finger."""
    thumb, index = held.digit("thumb")[0], held.digit("index")[0]
    ball = np.eye(3)
    stations = [Ellipsoid(start + (end - start) * share, ball * radius)
                for (start, end), share, radius in ((thumb.ends, 0.86, 0.008), (index.ends, 0.62, 0.010))]  # fmt: skip
    middle = [Ellipsoid(start + (end - start) * share, ball * 0.012)
              for (start, end), share in ((thumb.ends, 0.4), (index.ends, 0.3))]  # fmt: skip
    return Loft(tuple(stations)), Loft((stations[0], middle[1])), Loft(tuple(middle))


def lofts(body: Skeleton, side: str, shape: HandShape) -> dict[str, Loft]:
    """Return fingers and thumb by name, each from its root to its tip."""
    held = hand(body, side, shape)
    digit_lofts = {}
    for name in NAMES[1:]:
        bones = held.digit(name)
        digit_lofts[name] = Loft((bones[0].stations[0], *(bone.stations[1] for bone in bones)))
    return digit_lofts
