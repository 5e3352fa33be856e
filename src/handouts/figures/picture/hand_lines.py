"""A hand as a camera sees it: its outline, the edges of fingers that stand before others, the creases of the skin."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from handouts.figures.body.hand import FINGERS, Bone, Hand, palm
from handouts.figures.body.solid import Loft, Weight
from handouts.figures.body.vectors import Array, unit
from handouts.figures.picture.camera import Camera
from handouts.figures.picture.digits import RIM, Seen, edges, hidden
from handouts.figures.picture.silhouette import images, largest, smooth

_CLOSED, _OPENED = 0.0018, 0.002  # notches filled and bumps taken off, metres
_WEBBED = 0.006  # the skin between a finger or the thumb and the palm is so round
_HOLE = 3e-4  # square metres
_SAME_SKIN = 1.12  # of the radius of a joint, where two bones have one skin
_SHARP = 58.0  # degrees; beyond it two bones have an edge each
_WEB, _ROOT = (0.010, 0.004), 0.0145  # from a knuckle to where a finger, a thumb is free; around that
_STRAIGHT = 50.0  # degrees; beyond it a joint has no crease
_FACING = 0.35


@dataclass(frozen=True, slots=True, eq=False)
class HandPicture:
    """A hand's outline, its lines, and the samples of its depth."""

    outline: BaseGeometry
    strokes: tuple[tuple[BaseGeometry, Weight], ...]
    solid: Array


def picture(held: Hand, camera: Camera, sleeve: BaseGeometry) -> HandPicture:
    """Return what is seen of a hand; `sleeve` is the end of the forearm, one with it."""
    flesh = Seen(
        ("palm", 0), smooth(images(camera, palm(held)), 0.006), _solid(camera, [b for b in held.bones if not b.number])
    )
    seen = [flesh, *(Seen((run[0].digit, run[0].number), images(camera, [Loft(bone.stations) for bone in run]),
                           _solid(camera, run)) for run in _runs(held))]  # fmt: skip
    joined = [smooth(unary_union([flesh.shape, each.shape]), _WEBBED) for each in seen if each.name[1] < 2]
    every = unary_union([sleeve, *joined, *(each.shape for each in seen)])
    outline = _filled(largest(smooth(every, _CLOSED, _OPENED)))
    before = hidden(seen)
    fingers = [each for each in seen if each is not flesh]
    digit_edges = edges(fingers, before, outline, lambda each: _one_skin(held, camera, each, seen))
    strokes: list[tuple[BaseGeometry, Weight]] = [(line, "fine") for line in digit_edges]
    inside = outline.buffer(-RIM / 2)
    for (digit, number), line, weight in _creases(held, camera):
        run = max(name for name in before if name[0] == digit and name[1] <= number)
        strokes.append((line.intersection(inside).difference(before[run].buffer(0.001)), weight))
    return HandPicture(outline, tuple(strokes), np.vstack([each.solid for each in seen]))


def _filled(outline: BaseGeometry) -> BaseGeometry:
    """Return an outline without its small holes: what a closed hand holds is not seen through it."""
    return unary_union(
        [outline, *(Polygon(ring) for ring in getattr(outline, "interiors", ()) if Polygon(ring).area < _HOLE)]
    )


def _runs(held: Hand) -> list[list[Bone]]:
    """Return the bones of fingers and thumb that go on from each other without a sharp bend."""
    runs: list[list[Bone]] = []
    for name in (*FINGERS, "thumb"):
        for bone in held.digit(name)[1:]:
            if bone.number > 1 and _bend(runs[-1][-1], bone) < _SHARP:
                runs[-1].append(bone)
            else:
                runs.append([bone])
    return runs


def _solid(camera: Camera, bones: list[Bone]) -> Array:
    samples = []
    for bone in bones:
        for share in np.linspace(0, 1, 5):
            point = bone.ends[0] + (bone.ends[1] - bone.ends[0]) * share
            radius = bone.radii[0] + (bone.radii[1] - bone.radii[0]) * share
            samples.append((*camera.flat(point), radius, float(camera.depth(point)), radius))
    return np.array(samples)


def _one_skin(held: Hand, camera: Camera, each: Seen, seen: list[Seen]) -> BaseGeometry:
    """Return where a finger's edge is no edge: in a sharp bend, and where a straight finger comes out of the palm."""
    digit, number = each.name
    bones = held.digit(digit)
    bone, root = bones[number], bones[number - 1]
    ball = Point(*camera.flat(bone.ends[0])).buffer(bone.radii[0] * _SAME_SKIN)
    zones: list[BaseGeometry] = [ball.intersection(other.shape) for other in seen
                                 if other is not each and other.name[0] in (digit, "palm")]  # fmt: skip
    if number == 1 and _bend(bone, root) < _SHARP:
        zones.append(Point(*camera.flat(bone.ends[0] + bone.way * _WEB[digit == "thumb"])).buffer(_ROOT))
    after = [other for other in seen if other.name[0] == digit and other.name[1] > number]
    if after:
        end = bones[after[0].name[1]].ends[0]
        zones.append(Point(*camera.flat(end)).buffer(bone.radii[1] * _SAME_SKIN).intersection(after[0].shape))
    return unary_union(zones)


def _bend(one: Bone, other: Bone) -> float:
    return float(np.degrees(np.arccos(np.clip(one.way @ other.way, -1, 1))))


_Line = tuple[tuple[str, int], LineString, Weight]


def _creases(held: Hand, camera: Camera) -> list[_Line]:
    creases: list[_Line] = []
    for name in (*FINGERS, "thumb"):
        bones = held.digit(name)
        for bone, after in pairwise(bones[1:]):
            creases += _joint(bone, after, camera)
    bent = held.shape.bends[0]
    if camera.facing(held.axes[:, 2]) > 0.45:
        for row in _PALM_LINES[: 3 if bent < _STRAIGHT else 1]:
            points = np.array([held.at(x, y, 0.016) for x, y in row])
            creases.append((("palm", 0), LineString(camera.flat(_curved(points))), "fine"))
    return creases


# along the fingers, towards the thumb: round the ball of the thumb; across the palm
_PALM_LINES = (
    ((0.074, 0.030), (0.064, 0.017), (0.045, 0.006), (0.022, 0.002)),
    ((0.066, -0.036), (0.070, -0.018), (0.077, -0.002), (0.084, 0.010)),
    ((0.070, 0.031), (0.066, 0.014), (0.056, -0.006), (0.050, -0.022)),
)


def _curved(points: Array) -> Array:
    """Return points along the cubic through these four."""
    first, second, third, last = points
    one = (-5 * first + 18 * second - 9 * third + 2 * last) / 6
    two = (2 * first - 9 * second + 18 * third - 5 * last) / 6
    t = np.linspace(0, 1, 14)[:, None]
    curve: Array = (1 - t) ** 3 * first + 3 * (1 - t) ** 2 * t * one + 3 * (1 - t) * t**2 * two + t**3 * last
    return curve


def _joint(bone: Bone, after: Bone, camera: Camera) -> list[_Line]:
    """Return the crease inside a joint that is all but straight, and that over its knuckle."""
    if _bend(bone, after) > _STRAIGHT:
        return []
    creases: list[_Line] = []
    front, along, radius = unit(bone.front + after.front), unit(bone.way + after.way), bone.radii[1]
    across = np.cross(along, front)
    for normal, offsets in ((front, (0.0,)), (-front, (-0.0016, 0.0016))):
        if camera.facing(normal) < _FACING:
            continue
        for offset in offsets:
            turns = np.deg2rad(np.linspace(-46, 46, 7))
            bow = offset * (1 + 0.6 * (1 - (turns / turns[0]) ** 2))
            points = (
                bone.ends[1]
                + radius * (np.outer(np.sin(turns), across) + np.outer(np.cos(turns), normal))
                + np.outer(bow, along)
            )
            creases.append(((bone.digit, after.number), LineString(camera.flat(points)), "detail"))
    return creases
