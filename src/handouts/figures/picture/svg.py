"""Areas and lines as SVG, in the narrow dialect that handouts read: absolute cubics, colour roles as classes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from handouts.figures.body.vectors import Array
from handouts.figures.picture.bezier import curves
from handouts.figures.picture.ops import POINT_WIDTHS, PRINTED_POINTS, Fill, Op, Stroke
from handouts.figures.picture.silhouette import lines, polygons

LONG_SIDE = 1000.0  # units
UNITS_A_POINT = LONG_SIDE / PRINTED_POINTS
_ERROR, _STEP = 1.5, 5.5  # units: how closely curves follow, and how densely lines are sampled
_THIN = 0.7  # units: an area thinner than twice this is a sliver, not to be seen
_SMALLEST = 4.0  # square units: what is left of a smaller one is a speck
RoleColors = dict[str, str]  # role or "role kind" to #rrggbb


def write(
    ops: list[Op], box: tuple[float, float, float, float], units_a_metre: float, colors: RoleColors, caption: str,
    alt: str, shows: str, digest: str, credit: tuple[str, str] | None = None,
) -> str:  # fmt: skip
    """Return the SVG of what stands in a box of the picture's plane (metres, y up)."""
    x0, y0, x1, y1 = box

    def placed(points: Array) -> Array:
        return np.column_stack([(points[:, 0] - x0) * units_a_metre, (y1 - points[:, 1]) * units_a_metre])

    width, height = _number((x1 - x0) * units_a_metre), _number((y1 - y0) * units_a_metre)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    if shows != "none":
        head += f' data-shows="{shows}"'
    if credit:
        head += f" data-author={quoteattr(credit[0])} data-licence={quoteattr(credit[1])}"
    rows = [f'{head} data-digest="{digest}">', f"<title>{escape(caption)}</title>", f"<desc>{escape(alt)}</desc>"]
    for style, together in groupby(ops, key=lambda op: (_style(op, colors), isinstance(op, Stroke) or id(op))):
        path = "".join(_path(op, placed) for op in together)
        if path:
            rows.append(f'<path {style[0]} d="{path}"/>')
    return "\n".join([*rows, "</svg>", ""])


def _style(op: Op, colors: RoleColors) -> str:
    if isinstance(op, Fill):
        name = f"{op.role} {op.kind}".strip()
        opacity = ' fill-opacity="0.3"' if op.role == "highlight" else ""
        return f'class="{name}" fill="{colors.get(name, colors[op.role])}" stroke="none" fill-rule="evenodd"{opacity}'
    width = _number(POINT_WIDTHS[op.width] * UNITS_A_POINT)
    name = {"highlight": "highlight line", "spine": "spine", "paper": "paper"}.get(op.role, op.role)
    return (
        f'class="{op.role} {op.width}" fill="none" stroke="{colors.get(name, colors[op.role])}" '
        f'stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round"'
    )


def _path(op: Op, placed: Callable[[Array], Array]) -> str:
    if isinstance(op, Stroke):
        return "".join(_open(placed(np.array(line.coords))) for line in lines(op.shape))
    rings: list[str] = []
    for polygon in polygons(op.shape):
        for ring in (polygon.exterior, *polygon.interiors):
            points = placed(np.array(ring.coords))
            shape = Polygon(points).buffer(-_THIN)
            if shape.area > _SMALLEST:
                rings.append(_closed(points))
    return "".join(rings)


def _open(points: Array) -> str:
    if len(points) == 2 or LineString(points).length < 3 * _STEP:
        return "M" + _pair(points[0]) + "L" + _pair(points[-1])
    if np.allclose(points[0], points[-1]):
        return _closed(points)
    return _curve(curves(points, closed=False, error=_ERROR, step=_STEP))


def _closed(points: Array) -> str:
    if len(points) <= 6:  # a face of a box
        return _straight(points)
    if LineString(points).length < 8 * _STEP:  # too small for curves
        return _straight(np.array(LineString(points).simplify(_ERROR / 2).coords))
    return _curve(curves(points, closed=True, error=_ERROR, step=_STEP)) + "Z"


def _straight(points: Array) -> str:
    return "M" + "L".join(_pair(each) for each in points[:-1]) + "Z"


def _curve(curves_drawn: list[Array]) -> str:
    if not curves_drawn:
        return ""
    text = "M" + _pair(curves_drawn[0][0])
    for each in curves_drawn:
        text += "C" + " ".join(_pair(point) for point in each[1:])
    return text


def _pair(point: Array) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def within(ops: list[Op], box: BaseGeometry) -> list[Op]:
    """Return what stands in a box, cut at its edges."""
    kept: list[Op] = []
    for op in ops:
        shape = op.shape.intersection(box)
        if shape.is_empty:
            continue
        kept.append(Fill(shape, op.role, op.kind) if isinstance(op, Fill) else Stroke(shape, op.role, op.width))
    return kept
