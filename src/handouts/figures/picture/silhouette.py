"""Solids seen by a camera: outlines as polygons, and how near they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
from shapely.geometry import LineString, MultiPoint, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, unary_union

from handouts.figures.body.solid import Ellipsoid, Loft, Slice, Station
from handouts.figures.body.vectors import Array
from handouts.figures.picture.camera import Camera

_TURN = np.linspace(0, 2 * np.pi, 28, endpoint=False)
_CIRCLE = np.vstack([np.cos(_TURN), np.sin(_TURN)])
_FINE = 12  # segments of a quarter circle in rounding


def outline(camera: Camera, station: Station) -> Array:
    """Return the outline of a station, (n, 2)."""
    if isinstance(station, Slice):
        return camera.flat(station.points)
    flat = camera.plane @ station.axes
    values, vectors = np.linalg.eigh(flat @ flat.T)
    radii = vectors * np.sqrt(np.maximum(values, 1e-8))
    ring: Array = camera.flat(station.center) + (radii @ _CIRCLE).T
    return ring


def image(camera: Camera, loft: Loft) -> BaseGeometry:
    """Return the silhouette of a loft."""
    rings = [outline(camera, each) for each in loft.stations]
    if len(rings) == 1:
        return Polygon(rings[0]).convex_hull
    hulls = [MultiPoint(np.vstack(pair)).convex_hull for pair in pairwise(rings)]
    return unary_union([each for each in hulls if isinstance(each, Polygon)])


def images(camera: Camera, lofts: Iterable[Loft]) -> BaseGeometry:
    """Return the silhouette of several lofts."""
    return unary_union([image(camera, each) for each in lofts])


def samples(camera: Camera, lofts: Iterable[Loft]) -> Array:
    """Return rows of x, y, radius, depth and thickness, one a station."""
    return np.array([_sample(camera, each) for loft in lofts for each in loft.stations])


def _sample(camera: Camera, station: Station) -> tuple[float, float, float, float, float]:
    if isinstance(station, Ellipsoid):
        flat = camera.plane @ station.axes
        radius = float(np.sqrt(max(np.linalg.eigvalsh(flat @ flat.T)[1], 1e-8)))
        thick = float(np.linalg.norm(camera.toward @ station.axes))
        x, y = camera.flat(station.center)
        return float(x), float(y), radius, float(camera.depth(station.center)), max(thick, radius * 0.6)
    middle = station.points.mean(axis=0)
    away = camera.flat(station.points) - camera.flat(middle)
    radius = float(np.sqrt((away**2).sum(axis=1)).max())
    depths = camera.depth(station.points)
    x, y = camera.flat(middle)
    return float(x), float(y), radius, float(depths.mean()), float(np.ptp(depths)) / 2 + 0.3 * radius


def depths(of: Array, at: Array) -> Array:
    """Return how near a body of these samples comes at points, (n, 2)."""
    near = []
    for x, y in at:
        away = np.hypot(of[:, 0] - x, of[:, 1] - y)
        inside = away < of[:, 2]
        if inside.any():
            hit, distance = of[inside], away[inside]
            near.append(float((hit[:, 3] + hit[:, 4] * np.sqrt(np.maximum(0, 1 - (distance / hit[:, 2]) ** 2))).max()))
        else:
            near.append(float(of[int((away - of[:, 2]).argmin()), 3]))
    return np.array(near)


def smooth(shape: BaseGeometry, close: float = 0.0, open_: float = 0.0) -> BaseGeometry:
    """Fill notches narrower than twice `close`, then take off bumps narrower than twice `open_`."""
    if close:
        shape = shape.buffer(close, quad_segs=_FINE).buffer(-close, quad_segs=_FINE)
    if open_:
        shape = shape.buffer(-open_, quad_segs=_FINE).buffer(open_, quad_segs=_FINE)
    return areas(shape)


def areas(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape, without lines and points."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    return MultiPolygon(list(polygons(shape)))


def polygons(shape: BaseGeometry) -> Iterator[Polygon]:
    """Yield the polygons of a shape."""
    if isinstance(shape, Polygon):
        if not shape.is_empty:
            yield shape
    else:
        for each in getattr(shape, "geoms", ()):
            yield from polygons(each)


def largest(shape: BaseGeometry) -> BaseGeometry:
    """Return the largest polygon of a shape."""
    by_area = sorted(polygons(shape), key=lambda each: each.area)
    return by_area[-1] if by_area else Polygon()


def lines(shape: BaseGeometry) -> list[LineString]:
    """Return the lines of a shape, joined where they meet."""
    parts = list(_lines(shape))
    if len(parts) < 2:
        return parts
    merged = linemerge(parts)
    return [merged] if isinstance(merged, LineString) else list(merged.geoms)


def _lines(shape: BaseGeometry) -> Iterator[LineString]:
    if shape.is_empty:
        return
    if isinstance(shape, LineString):
        yield LineString(shape.coords)
    else:
        for each in getattr(shape, "geoms", ()):
            yield from _lines(each)
