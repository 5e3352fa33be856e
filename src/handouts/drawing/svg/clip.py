"""Whether a clip path cuts anything away; many programs write ones that do not."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.drawing.bounds import bounds
from handouts.drawing.svg.attribute import Affine, transform, transformed, within
from handouts.drawing.svg.markup import SvgElement
from handouts.drawing.svg.shape import SHAPES, Size, outline
from handouts.drawing.value import Path

_OVERHANG = 0.01  # of the rectangle's longer side: half a hairline stroke around a frame is not worth an error


def cuts(clip: SvgElement | None, paths: Iterable[Path], matrix: Affine, whole: Size) -> bool:
    """Tell whether a clip path may cut the paths. Only an upright rectangle around all of them surely does not."""
    drawn = tuple(paths)
    if not drawn:
        return False
    if clip is None or clip.attributes.get("clipPathUnits") == "objectBoundingBox" or len(clip.children) != 1:
        return True
    shape = clip.children[0]
    if shape.tag not in SHAPES or "clip-path" in shape.attributes:
        return True
    for element in (clip, shape):
        matrix = within(matrix, transform(element.attributes.get("transform", "")))
    steps = tuple(transformed(step, matrix) for step in outline(shape, whole))
    left, top, right, bottom = bounds([Path(steps)])
    points = {(round(step[-2], 6), round(step[-1], 6)) for step in steps if len(step) == 3}
    corners = {(round(x, 6), round(y, 6)) for x in (left, right) for y in (top, bottom)}
    if points != corners or any(len(step) == 7 for step in steps):
        return True
    spare = max(right - left, bottom - top) * _OVERHANG
    x0, y0, x1, y1 = bounds(drawn)
    return x0 < left - spare or y0 < top - spare or x1 > right + spare or y1 > bottom + spare
