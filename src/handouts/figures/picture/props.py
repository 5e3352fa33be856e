"""Things in the picture: ground, mat, bed, chair, wall, table, strap and the rest, sized from the body."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from handouts.figures.body.contacts import Room
from handouts.figures.body.skeleton import Skeleton
from handouts.figures.body.vectors import Array, unit, vector
from handouts.figures.picture import strap
from handouts.figures.picture.camera import Camera
from handouts.figures.picture.ops import Fill, Op, Scale, Stroke
from handouts.figures.picture.overlay import anchor
from handouts.model.pose import Prop

_MAT_THICK, _BED_THICK = 0.022, 0.16
_ON_A_MAT = ("pelvis", "chest", "head", "hip", "knee", "ankle", "toes", "heel", "shoulder")
_MARGIN = 0.08  # of mat and floor beyond the body
_LEG = 0.035  # of a chair or table

Extent = tuple[Array, Array]  # lowest and highest corner of the body's box in the room


def extent(points: Array) -> Extent:
    """Return the corners of the box around points (n, 3)."""
    return points.min(axis=0), points.max(axis=0)


def draw(prop: Prop, body: Skeleton, box: Extent, camera: Camera, room: Room, scale: Scale) -> Iterator[Op]:
    """Yield what a prop is painted as. KeyError when it is tied to a part that is none."""
    yield from _KINDS[prop.kind](_Scene(prop, body, box, camera, room, scale))


class _Scene:
    """What a prop can see: itself, the body, the camera."""

    def __init__(self, prop: Prop, body: Skeleton, box: Extent, camera: Camera, room: Room, scale: Scale) -> None:
        self.prop, self.body, self.camera, self.room, self.scale = prop, body, camera, room, scale
        self.low, self.high = box

    def at(self, *fallback: float) -> Array:
        """Return where the prop is, in metres."""
        return np.array(self.prop.at) / 100 if self.prop.at is not None else vector(*fallback)

    def size(self, name: str, fallback: float) -> float:
        """Return a measure of the prop in metres."""
        centimetres = getattr(self.prop, name)
        return float(centimetres) / 100 if centimetres is not None else fallback

    def outlined(self, shape: BaseGeometry, role: str = "prop", kind: str = "", width: str = "fine") -> Iterator[Op]:
        """Yield an area with a thin outline."""
        if shape.area > 1e-6:
            yield Fill(shape, role, kind)
            yield Stroke(shape.boundary, "outline", width)

    def box(self, low: Array, high: Array, round_: float = 0.004) -> Iterator[Op]:
        """Yield the faces of an upright box that the viewer sees, the side ones in shadow."""
        for axis in (0, 1, 2):
            for end, way in ((low, -1.0), (high, 1.0)):
                normal = np.zeros(3)
                normal[axis] = way
                if self.camera.facing(normal) < 0.02:
                    continue
                others = [each for each in (0, 1, 2) if each != axis]
                corners = []
                for first, second in ((low, low), (high, low), (high, high), (low, high)):
                    corner = np.zeros(3)
                    corner[axis], corner[others[0]], corner[others[1]] = end[axis], first[others[0]], second[others[1]]
                    corners.append(self.camera.flat(corner))
                face = Polygon(corners)
                if face.area > 1e-6:
                    face = face.buffer(-round_).buffer(round_) if face.area > 1e-3 else face
                    yield from self.outlined(face, "prop", "" if axis == 2 else "shade")

    def tube(self, points: Array, radius: float, role: str = "prop", width: str = "fine") -> Iterator[Op]:
        """Yield a bar along points."""
        line = LineString(self.camera.flat(points))
        yield from self.outlined(line.buffer(radius, quad_segs=8), role, "", width)


def _floor(at: _Scene) -> Iterator[Op]:
    low, high = at.low[0] - _MARGIN, at.high[0] + _MARGIN
    if abs(at.camera.toward[2]) < 0.05:
        y = at.body.joints["pelvis"][1]
        side = abs(at.camera.plane[0][1]) > 0.7
        if side:
            ends = [vector(0, at.low[1] - _MARGIN, 0), vector(0, at.high[1] + _MARGIN, 0)]
        else:
            ends = [vector(low, y, 0), vector(high, y, 0)]
        flat = sorted(float(at.camera.flat(each)[0]) for each in ends)
        yield Fill(Polygon([(flat[0], -0.012), (flat[1], -0.012), (flat[1], 0), (flat[0], 0)]), "prop")
        yield Stroke(LineString([(flat[0], 0), (flat[1], 0)]), "outline", "fine")
        return
    corners = [(low, at.low[1] - _MARGIN), (high, at.low[1] - _MARGIN), (high, at.high[1] + _MARGIN),
               (low, at.high[1] + _MARGIN)]  # fmt: skip
    yield Fill(Polygon([at.camera.flat(vector(x, y, 0)) for x, y in corners]), "prop")


def _mat(at: _Scene) -> Iterator[Op]:
    wide = at.size("width", 0.0) / 2
    # arms may lie beside it: a mat as wide as they reach would make the figure small
    lying = np.array([point for name, point in at.body.joints.items() if name.endswith(_ON_A_MAT)])[:, 1]
    low = vector(at.low[0] - _MARGIN, min(float(lying.min()) - 0.12, -0.30, -wide), -_MAT_THICK)
    high = vector(at.high[0] + _MARGIN, max(float(lying.max()) + 0.12, 0.30, wide), 0)
    yield from at.box(low, high)


def _bed(at: _Scene) -> Iterator[Op]:
    edge = at.size("length", 0.0)
    far = edge or at.high[0] + _MARGIN
    low = vector(at.low[0] - _MARGIN, min(at.low[1] - 0.10, -0.42), -_BED_THICK)
    yield from at.box(low, vector(far, max(at.high[1] + 0.10, 0.42), 0), 0.02)


def _chair(at: _Scene) -> Iterator[Op]:
    seat = at.size("height", at.room.seat)
    hips = at.body.joints["pelvis"]
    middle = at.at(float(hips[0]) + 0.10, float(hips[1]), 0.0)
    half, deep, thick, back = 0.22, 0.22, 0.045, 0.42
    x0, x1, y0, y1 = middle[0] - deep, middle[0] + deep, middle[1] - half, middle[1] + half
    legs = [(x0, y0), (x0, y1 - _LEG), (x1 - _LEG, y0), (x1 - _LEG, y1 - _LEG)]
    legs.sort(key=lambda leg: float(at.camera.depth(vector(*leg, 0))))
    rests = [y0, y1 - _LEG]
    backward = at.camera.toward[0] < -0.3  # seen from behind: the back stands before the seat
    if not backward:
        yield from _backrest(at, x0, y0, y1, seat, back, rests)
    for x, y in legs:
        yield from at.box(vector(x, y, 0), vector(x + _LEG, y + _LEG, seat - thick), 0.0)
    yield from at.box(vector(x0, y0, seat - thick), vector(x1, y1, seat), 0.012)
    if backward:
        yield from _backrest(at, x0, y0, y1, seat, back, rests)


def _backrest(at: _Scene, x: float, y0: float, y1: float, seat: float, tall: float, rests: list[float]) -> Iterator[Op]:
    for y in rests:
        yield from at.box(vector(x, y, seat), vector(x + _LEG, y + _LEG, seat + tall), 0.0)
    yield from at.box(vector(x, y0, seat + tall - 0.16), vector(x + _LEG, y1, seat + tall), 0.012)


def _wall(at: _Scene) -> Iterator[Op]:
    x = at.at(at.room.wall, 0, 0)[0]
    top = at.size("height", float(at.high[2]) + 0.12)
    half = at.size("width", 0.8) / 2
    thick = 0.05 if at.camera.facing(vector(-1, 0, 0)) < 0.5 else 0.0
    yield from at.box(vector(x, -half, 0), vector(x + thick, half, top), 0.0)


def _doorway(at: _Scene) -> Iterator[Op]:
    middle = at.at(float(at.body.joints["pelvis"][0]) + 0.05, 0.0, 0.0)
    half, top = at.size("width", 0.9) / 2, at.size("height", float(at.high[2]) + 0.12)
    for way in (-1.0, 1.0):
        inner, outer = middle[1] + way * half, middle[1] + way * (half + 0.10)
        yield from at.box(
            vector(middle[0], min(inner, outer), 0), vector(middle[0] + 0.10, max(inner, outer), top), 0.0
        )


def _table(at: _Scene) -> Iterator[Op]:
    high = at.size("height", at.room.table)
    middle = at.at(float(at.body.joints["pelvis"][0]) + 0.70, float(at.body.joints["pelvis"][1]), 0.0)
    half, deep = at.size("width", 0.9) / 2, at.size("length", 0.7) / 2
    for x in (middle[0] - deep, middle[0] + deep - _LEG):
        for y in (middle[1] - half, middle[1] + half - _LEG):
            yield from at.box(vector(x, y, 0), vector(x + _LEG, y + _LEG, high - 0.04), 0.0)
    yield from at.box(vector(middle[0] - deep, middle[1] - half, high - 0.04),
                      vector(middle[0] + deep, middle[1] + half, high), 0.004)  # fmt: skip


def _step(at: _Scene) -> Iterator[Op]:
    high = at.size("height", at.room.step)
    front = at.at(at.room.step_front, 0.0, 0.0)
    half, long = at.size("width", 0.6) / 2, at.size("length", 0.35)
    yield from at.box(vector(front[0], front[1] - half, 0), vector(front[0] + long, front[1] + half, high), 0.004)


def _strap(at: _Scene) -> Iterator[Op]:
    names = at.prop.between or ("left hand", "right foot", "right hand")
    wide = at.size("width", 0.06 if at.prop.kind == "towel" else 0.035) / 2
    line = LineString(at.camera.flat(strap.path(at.body, names, at.prop.kind)))
    yield from at.outlined(line.buffer(wide, cap_style="flat", join_style="round", quad_segs=8), "strap")


def _stick(at: _Scene) -> Iterator[Op]:
    names = at.prop.between or ("right hand", "left hand")
    first, last = (anchor(at.body, name) for name in names[:2])
    over = at.size("length", 0.0) / 2 or 0.12
    way = unit(last - first)
    yield from at.tube(np.array([first - way * over, last + way * over]), at.size("width", 0.028) / 2, "strap")


def _roller(at: _Scene) -> Iterator[Op]:
    radius, half = at.size("height", 0.15) / 2, at.size("length", 0.9) / 2
    middle = at.at(float(at.body.joints["chest"][0]), 0.0, radius)
    ends = [middle - vector(0, half, 0), middle + vector(0, half, 0)]
    turn = np.linspace(0, 2 * np.pi, 36)
    disc = np.column_stack([radius * np.cos(turn), np.zeros(36), radius * np.sin(turn)])
    rings = [Polygon(at.camera.flat(end + disc)) for end in ends]
    whole = unary_union([each.buffer(0.0005) for each in rings]).convex_hull
    yield from at.outlined(whole, "prop", "shade")
    near = rings[0] if at.camera.depth(ends[0]) > at.camera.depth(ends[1]) else rings[1]
    if near.area > 1e-4:
        yield from at.outlined(near.buffer(0), "prop")


def _ball(at: _Scene) -> Iterator[Op]:
    radius = at.size("width", 0.07) / 2
    middle = (
        np.array(at.prop.at) / 100
        if at.prop.at
        else anchor(at.body, at.prop.between[0] if at.prop.between else "right foot")
    )
    if at.prop.at is None:
        middle = vector(middle[0], middle[1], radius)
    yield from at.outlined(Point(*at.camera.flat(middle)).buffer(radius, quad_segs=16), "strap", "", "edge")


def _pillow(at: _Scene) -> Iterator[Op]:
    head = at.body.joints["head"]
    thick = at.size("height", 0.06)
    middle = at.at(float(head[0]) - 0.04, float(head[1]), 0.0)
    if at.prop.at is None and at.prop.between:
        middle = anchor(at.body, at.prop.between[0]) * [1, 1, 0]
    half, wide = at.size("length", 0.36) / 2, at.size("width", 0.5) / 2
    low = vector(middle[0] - half, middle[1] - wide, middle[2])
    yield from at.box(low, vector(middle[0] + half, middle[1] + wide, middle[2] + thick), min(0.028, thick / 2.2))


_KINDS: dict[str, Callable[[_Scene], Iterator[Op]]] = {
    "floor": _floor, "mat": _mat, "bed": _bed, "chair": _chair, "wall": _wall, "doorway": _doorway, "table": _table,
    "step": _step, "strap": _strap, "towel": _strap, "stick": _stick, "roller": _roller, "ball": _ball,
    "pillow": _pillow,
}  # fmt: skip
