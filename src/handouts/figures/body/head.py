"""A head: a skull whose outline from the side is the profile, nose and lips, ears, hair, and lines for a face."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from handouts.figures.body.curve import through
from handouts.figures.body.skeleton import Skeleton
from handouts.figures.body.solid import Crease, Ellipsoid, Loft, Slice
from handouts.figures.body.vectors import Array, unit, vector

SCALE = 1.06  # of the measures below
# height over the head's joint; forward to the face, back to the skull, half width
_SKULL = (
    (-.080, .070, .046, .014), (-.077, .082, .034, .025), (-.068, .0905, .018, .036), (-.055, .0895, .000, .046),
    (-.040, .0910, -.014, .0545), (-.024, .0915, -.05, .0605), (-.010, .0905, -.074, .0645),
    (.008, .0905, -.087, .0675),
    (.028, .0890, -.0945, .0700), (.044, .0925, -.0985, .0725), (.060, .0950, -.0995, .0745),
    (.080, .0935, -.0980, .0755),
    (.100, .087, -.0915, .0725), (.120, .072, -.079, .0640), (.134, .053, -.063, .0510), (.144, .028, -.041, .034),
    (.1485, .002, -.015, .012),
)  # fmt: skip
CROWN = 0.1485
# height, forward, half width
_NOSE = (
    (.036, .0925, .006), (.022, .0985, .0075), (.008, .1065, .0095), (-.002, .1130, .0115), (-.008, .1145, .013),
    (-.014, .1085, .0135), (-.019, .0965, .011),
)  # fmt: skip
_LIPS = (
    (-0.027, 0.0955, 0.014),
    (-0.0315, 0.0985, 0.018),
    (-0.0355, 0.0945, 0.020),
    (-0.0395, 0.0985, 0.018),
    (-0.045, 0.0955, 0.013),
)
_HEIGHTS = np.concatenate(
    [np.linspace(-0.080, -0.03, 12), np.linspace(-0.022, 0.13, 20), np.linspace(0.135, 0.1485, 8)]
)
_SQUARE = 0.86  # a cross-section is a little squarer than an ellipse


@dataclass(frozen=True, slots=True)
class Hair:
    """A hairline: heights at angles from the front, and what hangs or is tied behind."""

    line: tuple[tuple[float, float], ...]
    thick: float = 0.011
    bun: bool = False
    tail: bool = False
    length: float = 0.0  # below the hairline at the back and the sides


_SHORT = ((0, .107), (25, .108), (45, .100), (58, .078), (66, .045), (72, .018), (80, .018), (84, .050), (100, .050),
          (112, .012), (125, -.018), (150, -.032), (180, -.036))  # fmt: skip
_TIED = ((0, .104), (25, .104), (45, .094), (60, .070), (72, .050), (84, .050), (100, .046), (112, .010), (125, -.012),
         (150, -.022), (180, -.026))  # fmt: skip
_BALD = ((0, .140), (45, .135), (60, .110), (68, .055), (76, .022), (84, .050), (100, .050), (112, .012), (125, -.014),
         (150, -.028), (180, -.032))  # fmt: skip
_LONG = ((0, .106), (25, .104), (42, .085), (54, .040), (64, -.020), (76, -.055), (100, -.060), (130, -.062),
         (180, -.064))  # fmt: skip
HAIR: dict[str, Hair] = {
    "short": Hair(_SHORT), "crop": Hair(_SHORT, thick=0.006), "bun": Hair(_TIED, bun=True),
    "tied": Hair(_TIED), "tail": Hair(_TIED, tail=True), "bob": Hair(_LONG, thick=0.014),
    "curly": Hair(_SHORT, thick=0.027),
    "balding": Hair(_BALD, thick=0.007),
}  # fmt: skip


@lru_cache(maxsize=1)
def _levels() -> Array:
    table = np.array(_SKULL)
    at = np.linspace(table[0, 0], table[-1, 0], 400)
    return np.column_stack([at, through(table[:, 0], table[:, 1:], at)])


def on_head(height: float, angle: float, grow: float = 0.0) -> Array:
    """Return a point on the skull in the head's frame: angle 0 the front, 90 its left."""
    levels = _levels()
    front, back, wide = (float(np.interp(height, levels[:, 0], levels[:, n])) for n in (1, 2, 3))
    middle = max(min(0.5 * front + 0.5 * back, 0.012), back + 0.3 * (front - back))
    cos, sin = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    deep = (front - middle) if cos > 0 else (middle - back)
    return vector(
        middle + (deep + grow) * np.sign(cos) * abs(cos) ** _SQUARE,
        (wide + grow) * np.sign(sin) * abs(sin) ** _SQUARE, height,
    )  # fmt: skip


def in_room(body: Skeleton, points: Array) -> Array:
    """Return points of the head's frame in the room."""
    placed: Array = body.joints["head"] + (np.asarray(points) * SCALE) @ body.frames["head"].T
    return placed


@lru_cache(maxsize=1)
def _skull() -> tuple[Array, ...]:
    return tuple(np.array([on_head(z, angle) for angle in range(0, 360, 12)]) for z in _HEIGHTS)


def skull(body: Skeleton) -> Loft:
    """Return skull and jaw."""
    return Loft(tuple(Slice(in_room(body, each)) for each in _skull()))


def nose_and_lips(body: Skeleton) -> tuple[Loft, Loft]:
    """Return what stands out of the face."""
    return _strip(body, _NOSE), _strip(body, _LIPS)


def _strip(body: Skeleton, table: tuple[tuple[float, float, float], ...]) -> Loft:
    slices = []
    for z, x, w in table:
        ring = [(x, 0, z), (x - .003, w * .55, z), (.080, w * 1.5, z), (.06, w, z), (.06, -w, z), (.080, -w * 1.5, z),
                (x - .003, -w * .55, z)]  # fmt: skip
        slices.append(Slice(in_room(body, np.array(ring))))
    return Loft(tuple(slices))


@lru_cache(maxsize=16)
def _hair_grid(style: str) -> Array:
    """Return the hair as a grid of points from hairline to crown, (rows, columns, 3), in the head's frame."""
    hair = HAIR[style]
    line = np.array(hair.line)
    angles = np.arange(-180, 181, 6)
    low = through(line[:, 0], line[:, 1], np.abs(angles).astype(np.float64))
    grid = np.zeros((_ROWS + 1, len(angles), 3))
    for column, (angle, start) in enumerate(zip(angles, low, strict=True)):
        for row in range(_ROWS + 1):
            share = row / _ROWS
            z = start + (CROWN - start) * np.sin(share * np.pi / 2)
            grow = hair.thick * min(1, 0.35 + 3 * share) + (0.004 if abs(angle) > 100 else 0)
            point = on_head(max(z, -0.078), float(angle), grow)
            point[2] = z + max(0.010, 0.8 * hair.thick) * max(0, (z - 0.06) / 0.09)
            grid[row, column] = point
    return grid


_ROWS = 14


def hair_grid(body: Skeleton, style: str) -> Array:
    """Return the hair's surface in the room, rows from hairline to crown, columns round the head, (n, m, 3)."""
    grid = _hair_grid(style)
    return in_room(body, grid.reshape(-1, 3)).reshape(grid.shape)


def tied(body: Skeleton, style: str) -> Loft | None:
    """Return a bun or a tail of hair."""
    hair, frame = HAIR[style], body.frames["head"]
    points: tuple[tuple[float, float, float, float], ...]
    if hair.bun:
        points = ((-0.112, 0, 0.085, 0.040), (-0.118, 0, 0.078, 0.041))
    elif hair.tail:
        points = ((-.100, 0, .060, .022), (-.128, 0, .050, .026), (-.145, 0, .010, .027), (-.146, 0, -.04, .022),
                  (-.138, 0, -.085, .010))  # fmt: skip
    else:
        return None
    return Loft(tuple(Ellipsoid(in_room(body, vector(x, y, z)), frame * r) for x, y, z, r in points))


def ear(body: Skeleton, way: float) -> tuple[Array, Array, Array]:
    """Return an ear's rim, the line in it, and the way that it looks."""
    normal = body.frames["head"] @ unit(vector(0.30, way, 0))
    middle = vector(-0.012, way * 0.0735, 0.014)
    across, up = unit(vector(1.0, -way * 0.42, 0)), unit(vector(-0.18, 0, 1.0))
    rim = []
    for turned in np.linspace(0, 2 * np.pi, 32, endpoint=False):
        wide = 0.0165 * (1 + 0.22 * np.sin(turned))
        rim.append(middle + across * wide * np.cos(turned) + up * 0.031 * np.sin(turned) + vector(0, way * 0.004, 0))
    inner = [middle + across * 0.0095 * np.cos(t) + up * 0.019 * np.sin(t) + vector(0, way * 0.006, 0)
             for t in np.linspace(-0.6, 3.6, 16)]  # fmt: skip
    return in_room(body, np.array(rim)), in_room(body, np.array(inner)), normal


def eyes(body: Skeleton) -> list[tuple[Array, Array]]:
    """Return the outline of each eye and the way that it looks."""
    outlines = []
    for way in (1, -1):
        middle, across = vector(0.083, way * 0.034, 0.022), unit(vector(-0.55, way, 0))
        ring = [middle + across * 0.0072 * np.cos(t) + vector(0, 0, 0.0095 * np.sin(t))
                for t in np.linspace(0, 2 * np.pi, 24, endpoint=False)]  # fmt: skip
        outlines.append((in_room(body, np.array(ring)), body.frames["head"] @ unit(vector(0.80, way * 0.52, 0))))
    return outlines


def face(body: Skeleton) -> tuple[Crease, ...]:
    """Return lids, brows, mouth and nostrils."""
    frame, creases = body.frames["head"], []
    for way in (1, -1):
        normal = frame @ unit(vector(0.80, way * 0.52, 0))
        middle, across = vector(0.083, way * 0.034, 0.022), unit(vector(-0.55, way, 0))
        lid = [middle + across * x + vector(0, 0, 0.0105 - 0.0054 * (x / 0.017) ** 2)
               for x in np.linspace(-0.0125, 0.0145, 9)]  # fmt: skip
        brow = [_brow(way, float(y)) for y in np.linspace(0.017, 0.050, 9)]
        creases += [Crease(in_room(body, np.array(lid)), normal), Crease(in_room(body, np.array(brow)), normal, "edge")]
    for way in (1, -1):
        mouth = [
            vector(0.0955 - 7.0 * y * y, way * y, -0.0358 + 0.0042 * (y / 0.024) ** 2)
            for y in np.linspace(0, 0.022, 11)
        ]
        creases.append(Crease(in_room(body, np.array(mouth)), frame @ unit(vector(1, way * 0.45, 0))))
    wing = [vector(0.096 + 0.012 * (1 - (y / 0.0135) ** 2), y, -0.0165 - 0.0035 * (1 - (y / 0.0135) ** 2))
            for y in np.linspace(-0.0125, 0.0125, 11)]  # fmt: skip
    creases.append(Crease(in_room(body, np.array(wing)), frame @ unit(vector(1, 0, -0.4))))
    return tuple(creases)


def glasses(body: Skeleton) -> tuple[Crease, ...]:
    """Return the rims, the bridge and the sides of a pair of glasses."""
    frame, creases = body.frames["head"], []
    turns = np.linspace(0, 2 * np.pi, 33)
    for way in (1, -1):
        middle, across = vector(0.098, way * 0.0335, 0.018), unit(vector(-0.35, way, 0))
        square = np.abs(np.column_stack([np.cos(turns), np.sin(turns)])) ** 0.65
        signed = square * np.sign(np.column_stack([np.cos(turns), np.sin(turns)]))
        rim = middle + 0.0225 * np.outer(signed[:, 0], across) + 0.0165 * np.outer(signed[:, 1], vector(0, 0, 1))
        creases.append(Crease(in_room(body, rim), frame @ unit(vector(0.85, way * 0.45, 0)), "edge"))
        side = np.array([[0.088, way * 0.057, 0.024], [0.05, way * 0.073, 0.026], [-0.006, way * 0.079, 0.024]])
        creases.append(Crease(in_room(body, side), frame @ unit(vector(0.2, way, 0)), "edge"))
    bridge = np.array([[0.108, 0.012, 0.023], [0.112, 0, 0.026], [0.108, -0.012, 0.023]])
    creases.append(Crease(in_room(body, bridge), frame[:, 0], "edge"))
    return tuple(creases)


def _brow(way: float, y: float) -> Array:
    back = 0.5 * abs(y - 0.016) + 0.012 * ((y - 0.016) / 0.03) ** 2
    return vector(0.092 - back, way * y, 0.050 + 0.004 * np.sin((y - 0.016) / 0.032 * np.pi))


def chin(body: Skeleton) -> Array:
    """Return the point of the chin."""
    return in_room(body, vector(0.085, 0, -0.078))
