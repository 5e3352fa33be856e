"""Muscles as areas on the body's surface, as far as the camera sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from handouts.figures.body import surface
from handouts.figures.body.profiles import Girth
from handouts.figures.body.skeleton import SIDES, Skeleton, sign
from handouts.figures.body.vectors import Array, unit, vector
from handouts.figures.picture.camera import Camera
from handouts.figures.picture.silhouette import smooth
from handouts.model.muscles import Patch

_LONG, _ROUND = 22, 18  # cells of a patch
_LIFT = 0.006  # over the surface, so that cloth does not hide it
_CORNER = 0.016  # metres: muscles have no corners
_SEEN = 0.12  # share of a patch that must face the viewer; less is shown as if through the body


def areas_of(
    patches: tuple[Patch, ...], sides: tuple[str, ...], body: Skeleton, camera: Camera, girth: Girth
) -> Iterator[tuple[tuple[str, ...], BaseGeometry]]:
    """Yield each patch as the pieces that it is clipped to, and its area."""
    for patch in patches:
        for side in SIDES if patch.both else sides:
            point = _surface(patch, side, body, girth)
            yield _pieces(patch, side), _seen(patch, point, camera)


def _pieces(patch: Patch, side: str) -> tuple[str, ...]:
    if patch.part == "buttock":
        return "trunk", f"{side} thigh"
    if patch.part in ("neck", "yoke"):
        return "neck", "trunk"
    if patch.part == "trunk":
        return ("trunk",)
    if patch.part == "thigh" and patch.start < 0.1:
        return f"{side} thigh", "trunk"
    if patch.part == "upper arm" and patch.start < 0.1:
        return f"{side} upper arm", "trunk"
    return (f"{side} {patch.part}",)


def _surface(patch: Patch, side: str, body: Skeleton, girth: Girth) -> Callable[[float, float], Array]:
    """Return the function from share and degrees to a point of the part's surface."""
    way = sign(side)
    if patch.part == "trunk":
        return lambda t, a: _raised(surface.on_trunk(body, girth, t * surface.TRUNK_LENGTH, way * a))
    if patch.part == "neck":
        return lambda t, a: _on_neck(body, t, way * a)
    if patch.part == "yoke":
        return lambda t, a: _on_yoke(body, side, t, a)
    if patch.part == "buttock":
        return lambda t, a: _on_buttock(body, girth, side, t, a)
    if patch.part == "foot":
        return lambda t, a: _on_foot(body, side, t, a)
    return lambda t, a: _raised(surface.on_limb(body, girth, f"{side} {patch.part}", t, a))


def _raised(surface_point: tuple[Array, Array]) -> Array:
    point, normal = surface_point
    raised: Array = point + normal * _LIFT
    return raised


def _on_neck(body: Skeleton, share: float, angle: float) -> Array:
    points = np.array([each[0] for each in body.neck])
    frames = [each[1] for each in body.neck]
    at = share * (len(points) - 1)
    index = int(np.clip(at, 0, len(points) - 2))
    point = points[index] + (points[index + 1] - points[index]) * (at - index)
    wide = 0.056 + 0.09 * max(0.0, -share)  # below the neck the muscle spreads to the shoulder
    turn, frame = np.deg2rad(angle), frames[index]
    on_surface: Array = point + frame[:, 0] * np.cos(turn) * 0.056 + frame[:, 1] * np.sin(turn) * wide
    return on_surface


def _on_yoke(body: Skeleton, side: str, share: float, angle: float) -> Array:
    """Return a point of the muscle from the back of the neck to the shoulder: 0 its upper edge, 90 its back."""
    way, chest = sign(side), body.frames["chest"]
    top, turned = body.neck[-1]
    start = top + turned[:, 1] * way * 0.040 - turned[:, 0] * 0.012
    bend = body.joints["c7"] + chest @ vector(-0.012, way * 0.048, -0.044)
    end = body.joints[f"{side} shoulder"] + chest @ vector(-0.005, -way * 0.015, -0.004)
    middle = start * (1 - share) ** 2 + bend * 2 * share * (1 - share) + end * share**2
    turn = np.deg2rad(angle)
    out = unit(vector(0, way * (1 - share), 0.4 + share) @ chest.T)
    on_surface: Array = middle + out * np.cos(turn) * 0.050 - chest[:, 0] * np.sin(turn) * 0.045
    return on_surface


def _on_buttock(body: Skeleton, girth: Girth, side: str, share: float, angle: float) -> Array:
    """Return a point of the buttock: a ball behind the hip, `share` from its top down."""
    frame, way = body.frames["pelvis"], sign(side)
    size = girth.hips * girth.trunk
    middle = body.joints[f"{side} hip"] + frame @ vector(-0.048, -way * 0.002, 0.012)
    turn, rise = np.deg2rad(angle), np.deg2rad(70 - 140 * share)
    out = frame[:, 0] * np.cos(turn) * np.cos(rise) * 0.094 + frame[:, 1] * way * np.sin(turn) * np.cos(rise) * 0.090
    on_surface: Array = middle + (out + frame[:, 2] * np.sin(rise) * 0.098) * size
    return on_surface


def _on_foot(body: Skeleton, side: str, share: float, angle: float) -> Array:
    frame, way, turn = body.frames[f"{side} foot"], sign(side), np.deg2rad(angle)
    middle = body.joints[f"{side} ankle"] + frame @ vector(-0.045 + 0.235 * share, 0, -0.048 + 0.01 * (0.5 - share))
    tall = 0.030 - 0.012 * share
    on_surface: Array = middle + frame[:, 2] * np.cos(turn) * tall + frame[:, 1] * way * np.sin(turn) * 0.040
    return on_surface


def _seen(patch: Patch, point: Callable[[float, float], Array], camera: Camera) -> BaseGeometry:
    shares = np.linspace(patch.start, patch.end, _LONG + 1)
    angles = np.linspace(*patch.degrees, _ROUND + 1)
    flat = np.array([[camera.flat(point(t, a)) for a in angles] for t in shares])
    facing, every = [], []
    for row in range(_LONG):
        for column in range(_ROUND):
            ring = np.array(
                [flat[row, column], flat[row, column + 1], flat[row + 1, column + 1], flat[row + 1, column]]
            )
            cell = Polygon(ring)
            if cell.area < 1e-9:
                continue
            every.append(cell.buffer(0.0008, join_style="mitre"))
            facing.append(_faces(ring))
    turned = _outward(point, patch)
    shown = [cell for cell, seen in zip(every, facing, strict=True) if seen == turned]
    whole = unary_union(every) if every else Polygon()
    front = unary_union(shown) if shown else Polygon()
    area = smooth(front if front.area > _SEEN * whole.area else whole, 0.006)
    rounded = smooth(area, 0, _CORNER)
    return rounded if rounded.area > 0.6 * area.area else smooth(area, 0, 0.005)


def _faces(ring: Array) -> bool:
    """Tell which way round a cell runs in the picture."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) > 0


def _outward(point: Callable[[float, float], Array], patch: Patch) -> bool:
    """Tell how a cell runs round when its outside faces the viewer."""
    t, a = (patch.start + patch.end) / 2, sum(patch.degrees) / 2
    here = point(t, a)
    down, side = point(t + 0.01, a) - here, point(t, a + 2) - here
    out = here - point(t, a + 180)
    normal = np.cross(side, down)
    # a ring runs along the side first, then down: against the clock in the picture when side × down looks at the viewer
    return float(normal @ out) > 0
