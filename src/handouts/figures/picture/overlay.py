"""What is drawn over a body: arrows of movement, and the line of the spine."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring, unary_union

from handouts.figures.body.profiles import Girth, trunk
from handouts.figures.body.skeleton import Skeleton
from handouts.figures.body.vectors import Array, direction, unit
from handouts.figures.picture.camera import Camera
from handouts.figures.picture.ops import Fill, Op, Scale, Stroke
from handouts.figures.picture.silhouette import lines
from handouts.model.pose import Arrow

_SHAFT, _HEAD_WIDE, _HEAD_LONG, _HALO = 2.4, 8.0, 8.5, 1.0  # printed points
_SHORTEST = 20.0
_STEPS = 30


def anchor(body: Skeleton, name: str) -> Array:
    """Return a joint by name; KeyError for another. `pelvis`, `chest`, `head`, `left knee`, `right fingers`, …"""
    if name == "head":
        point: Array = body.joints["head"] + body.frames["head"] @ np.array([0.0, 0, 0.05])
        return point
    return body.joints[name]


def arrow(body: Skeleton, camera: Camera, value: Arrow, scale: Scale) -> Iterator[Op]:
    """Yield an arrow with its halo. KeyError when it starts or ends at no part."""
    start = camera.flat(anchor(body, value.at)) + np.array(value.shift) / 100
    if value.to is not None:
        end = camera.flat(anchor(body, value.to))
    elif value.by is not None:
        end = start + np.array(value.by) / 100
    else:
        end = start + unit(camera.flat(direction(value.move or "up"))) * value.length / 100
    way = end - start
    short = scale.points(_SHORTEST) / max(float(np.linalg.norm(way)), 1e-6)
    if short > 1:
        end = start + way * short
    shape = _shape(_arc(start, end, value.bend), scale)
    yield Fill(shape.buffer(scale.points(_HALO), quad_segs=6), "paper")
    yield Fill(shape, "arrow")


def _arc(start: Array, end: Array, bend: float) -> Array:
    way = end - start
    middle = (start + end) / 2 + np.array([-way[1], way[0]]) * bend * 2
    t = np.linspace(0, 1, _STEPS)[:, None]
    curve: Array = (1 - t) ** 2 * start + 2 * t * (1 - t) * middle + t * t * end
    return curve


def _shape(points: Array, scale: Scale) -> BaseGeometry:
    """Return shaft and head of an arrow along points."""
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    neck_at = along[-1] - scale.points(_HEAD_LONG)
    neck = np.array([np.interp(neck_at, along, points[:, axis]) for axis in (0, 1)])
    shaft = np.vstack([points[along < neck_at], neck])
    way = unit(points[-1] - neck)
    across = np.array([-way[1], way[0]]) * scale.points(_HEAD_WIDE) / 2
    head = Polygon([neck + across - way * scale.points(0.8), points[-1], neck - across - way * scale.points(0.8)])
    body = LineString(np.vstack([shaft, neck + way * scale.points(1.0)]))
    return unary_union([body.buffer(scale.points(_SHAFT) / 2, cap_style="round"), head.buffer(scale.points(0.4))])


def spine(body: Skeleton, camera: Camera, girth: Girth, scale: Scale) -> Iterator[Op]:
    """Yield the spine from neck to sacrum, parallel to the skin of the back: dashed on a white band."""
    lengths = np.linspace(-0.03, 0.50, 60)
    rows = trunk(lengths, girth)
    points = []
    for length, (_, depth, forward) in zip(lengths, rows, strict=True):
        point, frame = body.along_spine(float(length))
        points.append(camera.flat(point + frame[:, 0] * (forward - depth + 0.035)))
    line = LineString(points)
    yield Stroke(line, "paper", "band")
    for dash in _dashes(line, scale.points(4.6), scale.points(3.2)):
        yield Stroke(dash, "spine", "bone")


def _dashes(line: LineString, dash: float, gap: float) -> Iterator[LineString]:
    at = 0.0
    while at < line.length:
        yield from lines(substring(line, at, min(at + dash, line.length)))
        at += dash + gap
