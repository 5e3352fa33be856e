"""A foot, bare or in a shoe: slices of heel and instep, then of the toes."""

from __future__ import annotations

import numpy as np

from handouts.figures.skeleton import MTP, Skeleton, sign
from handouts.figures.solid import Crease, Loft, Slice
from handouts.figures.vectors import Array, vector

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
_BETWEEN_TOES = ((0.018, 0.058), (0.003, 0.055), (-0.011, 0.05), (-0.024, 0.043))  # outward, forward of the ball


def lofts(body: Skeleton, side: str, grow: float = 0.0) -> tuple[Loft, Loft]:
    """Return instep and toes, thicker by `grow` for a shoe."""
    frame, toes = body.frames[f"{side} foot"], body.frames[f"{side} toes"]
    ankle, ball = body.joints[f"{side} ankle"], body.joints[f"{side} ball"]
    hind: list[tuple[float, ...]] = [(x - (grow if n < 3 else 0), *rest) for n, (x, *rest) in enumerate(_INSTEP)]
    fore: list[tuple[float, ...]] = [(x + (grow * 1.2 if n > 2 else 0), low - MTP[2], high - MTP[2], wide, inward)
            for n, (x, low, high, wide, inward) in enumerate(_TOES)]  # fmt: skip
    return _loft(ankle, frame, hind, side, grow), _loft(ball, toes, fore, side, grow)


def _loft(origin: Array, frame: Array, rows: list[tuple[float, ...]], side: str, grow: float) -> Loft:
    return Loft(tuple(Slice(_slice(origin, frame, row, sign(side), grow)) for row in rows))


def _slice(origin: Array, frame: Array, row: tuple[float, ...], way: float, grow: float) -> Array:
    x, low, high, wide, inward = row
    low, high, wide = low - grow * 0.3, high + grow, wide + grow
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


def creases(body: Skeleton, side: str) -> tuple[Crease, ...]:
    """Return the lines of a bare foot: ankle bones and the gaps between the toes."""
    frame, toes, way = body.frames[f"{side} foot"], body.frames[f"{side} toes"], sign(side)
    ankle, ball = body.joints[f"{side} ankle"], body.joints[f"{side} ball"]
    turn = np.linspace(-2.4, 0.1, 10)
    found = []
    for at in (1, -1):
        middle = ankle + frame @ vector(-0.002, at * 0.030, -0.004)
        arc = middle + np.column_stack([0.011 * np.cos(turn), np.zeros(10), 0.011 * np.sin(turn)]) @ frame.T
        found.append(Crease(arc, frame[:, 1] * at))
    for outward, forward in _BETWEEN_TOES:
        steps = [vector(x, way * outward - way * 0.006, 0.012 - 0.004 * n)
                 for n, x in enumerate((forward - 0.03, forward - 0.012, forward))]  # fmt: skip
        found.append(Crease(np.array([ball + toes @ each for each in steps]), toes[:, 2] + toes[:, 0] * 0.5))
    return tuple(found)
