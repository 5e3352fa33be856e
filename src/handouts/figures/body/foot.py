"""A foot, bare or in a shoe: slices of heel and instep, then of the toes."""

from __future__ import annotations

import numpy as np

from handouts.figures.body.curve import through
from handouts.figures.body.skeleton import MTP, Skeleton, sign
from handouts.figures.body.solid import Crease, Loft, Slice, ellipsoid
from handouts.figures.body.vectors import Array, vector

BARE, SHOD = 0.0705, 0.0775  # the ankle over the ground
_AROUND = 20
# forward of the ankle, sole, top, half width, how far inward: metres, for a bare foot
_INSTEP = (
    (-.060, -.040, -.022, .012, 0), (-.056, -.056, -.006, .022, 0), (-.046, -.067, .010, .029, 0),
    (-.03, -.0695, .03, .033, 0), (0, -.0685, .038, .034, 0), (.025, -.066, .030, .034, .001),
    (.05, -.064, .006, .035, .002), (.08, -.065, -.016, .040, .003), (.11, -.0695, -.031, .045, .004),
    (.135, -.0705, -.040, .047, .004),
)  # fmt: skip
_TOES = (
    (.0, -.0705, -.040, .047, .004), (.02, -.0705, -.045, .047, .004), (.04, -.070, -.048, .044, .006),
    (.055, -.0695, -.050, .038, .009), (.064, -.068, -.053, .029, .012), (.069, -.064, -.057, .018, .014),
)  # fmt: skip
_SOLE = -SHOD
_THICK = 0.02
_SOLE_HIND = (
    (-.072, .016, 0, .006), (-.066, .028, 0, 0), (-.045, .037, 0, 0), (0, .038, 0, 0), (.05, .038, .002, 0),
    (.09, .046, .003, 0), (.135, .053, .004, 0),
)  # fmt: skip
_SOLE_TOES = (
    (0, .053, .004, 0), (.03, .051, .005, 0), (.055, .043, .009, .002), (.07, .032, .012, .005),
    (.079, .018, .014, .009),
)  # fmt: skip
# a toe: forward of the ball and inward at its root, length, half width, half height; big toe to little
_TOE = (
    (-0.004, 0.0270, 0.060, 0.0135, 0.0112), (0.002, 0.0060, 0.055, 0.0092, 0.0092),
    (-0.004, -0.0110, 0.050, 0.0086, 0.0088), (-0.013, -0.0265, 0.044, 0.0082, 0.0084),
    (-0.024, -0.0400, 0.040, 0.0080, 0.0080),
)  # fmt: skip
# share of the length; of the half width and half height; metres lifted, of a toe that arches
_ALONG_TOE = ((0.0, 1.0, 1.3, 0.0), (0.45, 0.94, 1.0, 0.0032), (0.74, 1.0, 0.98, 0.0013), (0.86, 0.92, 0.86, 0.0))
_TOE_IN = 0.05  # toes point to the middle line of the foot, as a share of their length
TOES = ("big", "second", "third", "fourth", "little")
_GROUND = -BARE - MTP[2]  # of the ball, in the frame of the toes


def lofts(body: Skeleton, side: str, grow: float = 0.0) -> tuple[Loft, Loft]:
    """Return instep and toes, thicker by `grow` for a shoe."""
    frame, toes = body.frames[f"{side} foot"], body.frames[f"{side} toes"]
    ankle, ball = body.joints[f"{side} ankle"], body.joints[f"{side} ball"]
    hind: list[tuple[float, ...]] = [(x - (grow if n < 3 else 0), *rest) for n, (x, *rest) in enumerate(_INSTEP)]
    fore: list[tuple[float, ...]] = [(x + (grow * 1.2 if n > 2 else 0), low - MTP[2], high - MTP[2], wide, inward)
            for n, (x, low, high, wide, inward) in enumerate(_TOES)]  # fmt: skip
    floor = _SOLE + _THICK - 0.003 if grow else -np.inf  # the upper of a shoe begins at its sole
    return _loft(ankle, frame, hind, side, grow, floor), _loft(ball, toes, fore, side, grow, floor - MTP[2])


def _loft(origin: Array, frame: Array, rows: list[tuple[float, ...]], side: str, grow: float, floor: float) -> Loft:
    return Loft(tuple(Slice(_slice(origin, frame, row, sign(side), grow, floor)) for row in rows))


def _slice(origin: Array, frame: Array, row: tuple[float, ...], way: float, grow: float, floor: float) -> Array:
    x, low, high, wide, inward = row
    low, high, wide = max(low - grow * 0.3, floor), high + grow, wide + grow
    middle = low * 0.62 + high * 0.38
    turn = np.linspace(0, 2 * np.pi, _AROUND, endpoint=False)
    cos, sin = np.cos(turn), np.sin(turn)
    y = wide * np.sign(cos) * np.abs(cos) ** 0.75 * np.where(sin > 0, 1 - 0.25 * sin, 1)
    z = np.where(sin > 0, middle + (high - middle) * np.abs(sin), middle - (middle - low) * np.abs(sin) ** 0.55)
    return origin + np.column_stack([np.full(_AROUND, x), y - way * inward, z]) @ frame.T


def sole(body: Skeleton, side: str) -> tuple[Loft, Loft]:
    """Return the sole of a shoe."""
    frame, toes = body.frames[f"{side} foot"], body.frames[f"{side} toes"]
    ankle, ball = body.joints[f"{side} ankle"], body.joints[f"{side} ball"]
    return (
        Loft(tuple(Slice(_plate(ankle, frame, row, sign(side), 0.0)) for row in _SOLE_HIND)),
        Loft(tuple(Slice(_plate(ball, toes, row, sign(side), -MTP[2])) for row in _SOLE_TOES)),
    )


def _plate(origin: Array, frame: Array, row: tuple[float, ...], way: float, lift: float) -> Array:
    x, wide, inward, raised = row
    low, high = _SOLE + raised + lift, _SOLE + _THICK + lift
    corners = ((-1, low), (1, low), (1, high), (-1, high))
    return np.array([origin + frame @ vector(x, -way * inward + at * wide, z) for at, z in corners])


def toes(body: Skeleton, side: str) -> dict[str, Loft]:
    """Return each toe, from within the ball to its tip; the small ones arch and grip."""
    foot, frame = body.frames[f"{side} foot"], body.frames[f"{side} toes"]
    ball, way = body.joints[f"{side} ball"], sign(side)
    toe_lofts = {}
    for name, (forward, inward, length, wide, high) in zip(TOES, _TOE, strict=True):
        big = name == "big"
        root = ball + foot @ vector(forward, -way * inward, _GROUND + high)
        heading = vector(1, -way * (-_TOE_IN if inward > 0 else _TOE_IN), 0)
        stations = []
        for share, broad, tall, raised in _ALONG_TOE:
            lift = high * (tall - 1) + (0.0 if big else raised)
            center = root + frame @ (heading * length * share + vector(0, 0, lift))
            stations.append(ellipsoid(center, frame, wide * broad, wide * broad, high * tall))
        toe_lofts[name] = Loft(tuple(stations))
    return toe_lofts


def creases(body: Skeleton, side: str) -> tuple[Crease, ...]:
    """Return the lines of a bare foot: ankle bones, the arch, the ball and heel on the sole."""
    frame, way = body.frames[f"{side} foot"], sign(side)
    ankle = body.joints[f"{side} ankle"]
    turns = np.linspace(-2.4, 0.1, 10)
    drawn = []
    for at in (1, -1):
        middle = ankle + frame @ vector(-0.002, at * 0.030, -0.004)
        arc = middle + np.column_stack([0.011 * np.cos(turns), np.zeros(10), 0.011 * np.sin(turns)]) @ frame.T
        drawn.append(Crease(arc, frame[:, 1] * at))
    lines = (
        (((0.004, 0.032, -0.064), (0.035, 0.033, -0.0545), (0.066, 0.037, -0.0545), (0.092, 0.043, -0.0625)), -way, 1),
        (((0.094, 0.045, -0.07), (0.108, 0.02, -0.07), (0.103, -0.01, -0.07), (0.086, -0.038, -0.07)), -1, 2),
        (((-0.012, 0.030, -0.07), (0.002, 0.010, -0.07), (0.0, -0.012, -0.07), (-0.014, -0.030, -0.07)), -1, 2),
    )  # fmt: skip
    for points, out, axis in lines:
        local = through(np.arange(4.0), np.array(points) * [1, -way, 1], np.linspace(0, 3, 13))
        drawn.append(Crease(ankle + local @ frame.T, frame[:, axis] * out, "detail"))
    return tuple(drawn)
