"""Whether a marked area is seen: under a limb or beyond the crop it tells a reader nothing."""

from __future__ import annotations

from collections.abc import Iterator

from shapely import difference, intersection
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from handouts.figures.picture.ops import Fill, Op, Scale
from handouts.figures.picture.silhouette import areas

_LEAST = 20.0  # square points in print: room for two lines of the hatch
_GRID = 1e-6  # metres


def hidden(marks: list[dict[str, BaseGeometry]], ops: list[list[Op]], scale: Scale) -> Iterator[tuple[int, str]]:
    """Yield the muscles that no frame shows, with the last frame that marks them; `marks` are their areas by frame."""
    visible = [_marked(each) for each in ops]
    for name in dict.fromkeys(name for each in marks for name in each):
        frames = [number for number, each in enumerate(marks) if name in each]
        if not any(_is_plain(marks[number][name], visible[number], scale) for number in frames):
            yield frames[-1], name


def _marked(painted: list[Op]) -> BaseGeometry:
    """Return what is left to see of all marked areas, when what is painted later lies over them."""
    left: BaseGeometry = Polygon()
    for op in painted:
        if not isinstance(op, Fill):
            continue
        if op.role == "highlight":
            left = unary_union([left, areas(op.shape)])
        elif not left.is_empty:
            left = areas(difference(left, areas(op.shape), grid_size=_GRID))
    return left


def _is_plain(area: BaseGeometry, visible: BaseGeometry, scale: Scale) -> bool:
    """Tell whether enough of a muscle lies within what is seen of all that is marked."""
    seen_part = intersection(areas(area), visible, grid_size=_GRID)
    return bool(seen_part.area > _LEAST * scale.points(1) ** 2)
