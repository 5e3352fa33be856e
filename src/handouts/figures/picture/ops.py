"""What a picture is made of, in the order of painting: areas and lines in the picture's plane, metres, y up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

POINT_WIDTHS = {"near": 1.0, "edge": 0.7, "fine": 0.5, "far": 0.6, "hatch": 0.5, "rim": 0.4, "bone": 1.4, "band": 3.4}
PRINTED_POINTS = 198.4  # the long side of a picture at the size that widths are meant for: 7 cm


@dataclass(frozen=True, slots=True, eq=False)
class Fill:
    """An area in a colour role; `kind` is "", "far" or "shade"."""

    shape: BaseGeometry
    role: str
    kind: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A line in a colour role, as wide as its class is in print."""

    shape: BaseGeometry
    role: str
    width: str


Op = Fill | Stroke


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a picture is printed: metres of the figure a printed point."""

    metres_a_point: float

    def points(self, count: float) -> float:
        """Return so many printed points in metres."""
        return count * self.metres_a_point

    def width(self, name: str) -> float:
        """Return the width of a line class in metres."""
        return POINT_WIDTHS[name] * self.metres_a_point


def bounds(ops: Iterable[Op]) -> tuple[float, float, float, float]:
    """Return the box around what is painted."""
    boxes = [op.shape.bounds for op in ops if not op.shape.is_empty]
    return (
        min(box[0] for box in boxes), min(box[1] for box in boxes),
        max(box[2] for box in boxes), max(box[3] for box in boxes),
    )  # fmt: skip
