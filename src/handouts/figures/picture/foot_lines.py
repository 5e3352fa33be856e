"""A foot as a camera sees it: bare with its toes, or in a shoe with its sole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from handouts.figures.body import foot as feet
from handouts.figures.body.skeleton import Skeleton
from handouts.figures.body.solid import Ellipsoid, Loft, Weight
from handouts.figures.body.vectors import Array
from handouts.figures.picture.camera import Camera
from handouts.figures.picture.digits import RIM, Seen, edges, hidden
from handouts.figures.picture.silhouette import image, images, largest, samples, smooth

_ROUND = 0.018  # how round the ankle runs into the foot
_SHOE = 0.006  # how thick an upper is
_FREE = 0.019  # metres from the root of a toe to where it is free
_FACING = 0.35
_BELOW = -0.05  # of the cosine between the way to the viewer and up: from below this a sole is seen


@dataclass(frozen=True, slots=True, eq=False)
class FootPicture:
    """A foot's outline, what fills it, its lines, and the samples of its depth."""

    outline: BaseGeometry
    fills: tuple[tuple[str, BaseGeometry], ...]
    strokes: tuple[tuple[BaseGeometry, Weight], ...]
    solid: Array


def bare(body: Skeleton, camera: Camera, side: str, ankle: Loft) -> FootPicture:
    """Return what is seen of a bare foot; `ankle` is the end of the shank, one with it."""
    hind, _ = feet.lofts(body, side)
    toes = feet.toes(body, side)
    foot = Seen(("foot", 0), smooth(images(camera, [ankle, hind]), _ROUND, 0.003), samples(camera, [ankle, hind]))
    digits = [Seen((name, 1), image(camera, toe), samples(camera, [toe])) for name, toe in toes.items()]
    seen = [foot, *digits]
    joined = smooth(unary_union([each.shape for each in seen]), 0.0035, 0.002)
    outline = largest(joined)
    before = hidden(seen)
    roots = {name: Point(*camera.flat(_root(toe))).buffer(_FREE) for name, toe in toes.items()}
    digit_edges = edges(digits, before, outline, lambda each: roots[each.name[0]])
    strokes: list[tuple[BaseGeometry, Weight]] = [(line, "fine") for line in digit_edges]
    inside = outline.buffer(-RIM)
    covered = before[foot.name]
    for crease in feet.creases(body, side):
        if crease.normal is None or camera.facing(crease.normal) > _FACING:
            line = LineString(camera.flat(crease.points)).intersection(inside)
            strokes.append((line.difference(covered), crease.weight))
    return FootPicture(outline, (("skin", outline),), tuple(strokes), np.vstack([each.solid for each in seen]))


def _root(toe: Loft) -> Array:
    first = toe.stations[0]
    return first.center if isinstance(first, Ellipsoid) else first.points.mean(axis=0)


def shoe(body: Skeleton, camera: Camera, side: str, sock: Loft) -> FootPicture:
    """Return what is seen of a shoe: from above its upper stands before its sole, from below the sole."""
    lofts = [*feet.lofts(body, side, _SHOE)]
    upper = smooth(images(camera, lofts), 0.012, 0.004)
    sole = smooth(images(camera, feet.sole(body, side)), 0.004, 0.003)
    leg = image(camera, sock)
    outline = largest(smooth(unary_union([upper, sole, leg]), 0.008))
    layers = [("paper", sole), ("shoe", upper)]
    if camera.facing(body.frames[f"{side} foot"][:, 2]) < _BELOW:
        layers.reverse()
    (_, under), (_, over) = layers
    within = outline.buffer(-RIM)
    collar = upper.boundary.intersection(leg.buffer(0.002)).intersection(within)
    if over is sole:
        collar = collar.difference(sole.buffer(0.001))
    strokes: list[tuple[BaseGeometry, Weight]] = [
        (over.boundary.intersection(within).difference(collar.buffer(0.001)), "fine"),
        (under.boundary.intersection(within).difference(over.buffer(0.002)), "fine"),
        (collar, "edge"),
    ]
    return FootPicture(outline, (("paper", outline), *layers), tuple(strokes), samples(camera, [sock, *lofts]))
