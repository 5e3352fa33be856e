"""Pieces into areas and lines: fills that do not overlap, one tone of shadow, outlines that stop at joints."""

from __future__ import annotations

from collections.abc import Iterator

from shapely import affinity, difference, intersection
from shapely.geometry import LineString, MultiLineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from handouts.figures.picture.dress import BodyPiece
from handouts.figures.picture.ops import Fill, Op, Scale, Stroke
from handouts.figures.picture.silhouette import areas, lines, polygons, smooth

_SHORTEST = 0.008  # metres; a shorter line is a stray dash
_CLOSE = 0.0026  # metres a printed point: nearer than this, creases of the skin are drawn
_APART = 1.1  # printed points between the lines of fingers and toes; of two nearer ones, one is drawn
_UNDER = 0.0012  # an outline reaches so far under its neighbour
_GRID = 1e-6  # metres
_OVERLAP = 0.0015  # of neighbouring fills, so that no ground shows between them
_SHADOW = (-0.010, 0.014)  # the light comes from the upper left
_UNSHADED = frozenset(("head", "left hand", "right hand", "left foot", "right foot", "neck"))
_GAP_POINTS = 0.6  # of white where a near limb crosses a far one


def paint(
    ordered: list[BodyPiece], pieces: dict[str, BodyPiece], highlights: dict[str, list[BaseGeometry]], scale: Scale
) -> list[Op]:
    """Return all that is painted of a body; highlights are areas by the piece that they are on."""
    ops: list[Op] = []
    far: BaseGeometry = Polygon()  # what is still seen of far limbs
    for piece in ordered:
        outline = _outline(piece, pieces, scale)
        ops += _gap(piece, outline, far, scale)
        ops += _fills(piece)
        ops += _shadow(piece, pieces)
        for area in highlights.get(piece.name, ()):
            ops += highlight(area.intersection(piece.shape), scale)
        ops += _lines(piece, outline, scale)
        far = far.union(piece.shape) if piece.far else far.difference(piece.shape)
    return ops


def _fills(piece: BodyPiece) -> Iterator[Fill]:
    kind = "far" if piece.far else ""
    for index, (role, shape) in enumerate(piece.fills):
        left = areas(shape.intersection(piece.shape))
        later = [each for _, each in piece.fills[index + 1 :]]
        if later:
            rest = difference(left, areas(unary_union(later)), grid_size=_GRID).buffer(_OVERLAP)
            left = areas(intersection(rest, left, grid_size=_GRID))
            left = unary_union([each for each in polygons(left) if each.buffer(-0.0016).area > 1e-6] or [Polygon()])
        if not left.is_empty:
            yield Fill(left, role, kind)


def _shadow(piece: BodyPiece, pieces: dict[str, BodyPiece]) -> Iterator[Fill]:
    if piece.name in _UNSHADED:
        return
    band = piece.shape.difference(affinity.translate(piece.shape, *_SHADOW)).intersection(piece.shape)
    band = smooth(band, 0, 0.003)
    for other, zone in piece.joins.items():
        band = band.difference(zone.buffer(0.01).intersection(pieces[other].shape).buffer(0.006))
    band = smooth(areas(band), 0, 0.0042)
    kind = "far" if piece.far else ""
    for index, (role, shape) in enumerate(piece.fills):
        later = [each for _, each in piece.fills[index + 1 :]]
        own = areas(band.intersection(shape.difference(unary_union(later)) if later else shape))
        if own.area > 2e-4:
            yield Fill(own, role, f"{kind} shade".strip())


def _outline(piece: BodyPiece, pieces: dict[str, BodyPiece], scale: Scale) -> BaseGeometry:
    left = _without(piece.shape.boundary, piece.unlined)
    for other, zone in piece.joins.items():
        both = unary_union([piece.shape, pieces[other].shape])
        seam = zone.difference(both.boundary.buffer(_UNDER))  # within the join only the edge of both is drawn
        left = _without(left, areas(seam.intersection(pieces[other].shape.buffer(_UNDER))))
    if piece.far:  # of two lines side by side the far one is left out
        near = pieces[piece.name.replace("left", "*").replace("right", "left").replace("*", "right")]
        left = _without(left, near.shape.buffer(scale.points(1.2)))
    return left


def _without(line: BaseGeometry, area: BaseGeometry) -> BaseGeometry:
    """Return the part of lines outside an area. On a fine grid, for GEOS stumbles over edges that all but touch."""
    return MultiLineString(lines(difference(MultiLineString(lines(line)), areas(area), grid_size=_GRID)))


def _gap(piece: BodyPiece, outline: BaseGeometry, far: BaseGeometry, scale: Scale) -> Iterator[Fill]:
    if piece.far or far.is_empty or " " not in piece.name:
        return
    band = outline.buffer(scale.width("near") / 2 + scale.points(_GAP_POINTS))
    near_joins = [zone.buffer(0.02) for zone in piece.joins.values()]
    crossed = areas(band.intersection(far).difference(unary_union([piece.shape, *near_joins])))
    if crossed.area > 1e-5:
        yield Fill(crossed, "paper")


def _lines(piece: BodyPiece, outline: BaseGeometry, scale: Scale) -> Iterator[Op]:
    apart = piece.name.endswith(("hand", "foot"))
    drawn: BaseGeometry = outline.buffer(scale.points(_APART)) if apart else Polygon()
    for shape, weight in piece.strokes:
        if weight == "detail" and scale.metres_a_point > _CLOSE:
            continue
        for line in lines(shape.difference(drawn) if apart else shape):
            if line.length > max(_SHORTEST, scale.points(2.5 if apart else 1.5)):
                drawn = drawn.union(line.buffer(scale.points(_APART))) if apart else drawn
                yield Stroke(line, "outline", "fine" if weight == "detail" else weight)
    for shape in piece.ink:
        inside = shape.buffer(0).intersection(piece.shape)
        if inside.area > 1e-6:
            yield Fill(inside, "outline")
    for line in lines(outline):
        if line.length > _SHORTEST:
            yield Stroke(line, "outline", "far" if piece.far else "near")


def highlight(area: BaseGeometry, scale: Scale) -> Iterator[Op]:
    """Yield the tint, hatch and rim of a marked area."""
    area = smooth(areas(area), 0.004, 0.004)
    if area.area < 1e-4:
        return
    yield Fill(area, "highlight")
    step = scale.points(2.4)
    core = area.buffer(-scale.points(0.5))
    x0, y0, x1, y1 = area.bounds
    start = int((x0 - (y1 - y0)) / step) - 1
    for index in range(start, int(x1 / step) + 2):
        x = index * step
        hatch = LineString([(x, y0), (x + (y1 - y0), y1)])
        for line in lines(hatch.intersection(core)):
            if line.length > scale.points(1.5):
                yield Stroke(line, "highlight", "hatch")
    for line in lines(area.boundary):
        yield Stroke(line, "highlight", "rim")
