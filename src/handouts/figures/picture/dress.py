"""A body into pieces as the camera sees them: silhouettes, what fills them, the lines on them, where they join."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from handouts.figures.body import hand as hands
from handouts.figures.body import head as heads
from handouts.figures.body import trunk_and_limbs as solids
from handouts.figures.body.cast import Clothes
from handouts.figures.body.profiles import Girth
from handouts.figures.body.skeleton import SIDES, Skeleton
from handouts.figures.body.solid import Crease, Weight
from handouts.figures.body.vectors import Array, flexion, pitch
from handouts.figures.picture.camera import Camera
from handouts.figures.picture.foot_lines import bare, shoe
from handouts.figures.picture.hand_lines import picture
from handouts.figures.picture.silhouette import areas, image, images, largest, polygons, samples, smooth
from handouts.model.pose import HandShape

# Metres, if nothing else is said.
_CURL = 0.013  # half the width of a curl
_CURL_APART, _CURL_INSIDE, _CURL_OFF_FACE = 1.5, 0.55, 0.006  # of a curl: between two, their middles inside the rim
_TWICE = 0.0006  # so far inside its neighbour a line is left out
_FAR = 0.08  # between the limbs of a pair, for one to be the far one
_INSIDE = 0.004  # a line within a piece keeps so far from its outline
_FOLD = 0.001  # two areas of one piece overlap by so much, so that no ground shows between them

# Clothes: how far they stand off the body, and where they end along a part (0 its upper end, 1 its lower)
_CLOTH, _TROUSERS, _SHORTS = 0.0085, 0.006, 0.010
_SHIRT, _YOKE, _SEAT = 0.009, 0.005, 0.004
_TROUSER_HEM, _SHORTS_START = 0.88, -0.02
_COLLAR, _SHIRT_HEM, _TROUSER_WAIST = 0.536, 0.035, 0.17  # along the spine
_SOCK, _SOCK_THICK = 0.86, 0.003  # where a sock begins on the shank
_BARE_ANKLE = 0.93  # where a bare foot begins on the shank
_UNDER_HEM = 0.005  # a shod foot begins so much below the hem
_WRIST = (0.92, 0.96)  # of the forearm: from the first on it is drawn with the hand, from the second on only there
_OPENING_SEEN = 0.12  # how far an opening faces the viewer for the limb to be seen coming out of it
_SLEEVE_INSIDE = 0.01  # of the limb: so much of it is seen inside the opening
_KNEE_FREE = 0.12  # no hem is drawn so near to the knee
_HEM_HANGS_BELOW, _HEM_SHADOW = 104, 0.004  # degrees of hip flexion that lift the shirt off the thigh

# Smoothing: notches narrower than twice the first are filled, bumps narrower than twice the second are taken off
_SHIRT_SMOOTH, _TROUSERS_SMOOTH, _TRUNK_SMOOTH = (0.03, 0.012), (0.03, 0.01), 0.022
_NECK_SMOOTH, _CUFF_SMOOTH = 0.01, (0.0, 0.004)
_SKULL_SMOOTH, _HEAD_SMOOTH, _EAR_SMOOTH = (0.004, 0.0015), (0.003, 0.001), (0.0, 0.002)
_HAIR_SMOOTH, _RIM_SMOOTH = (0.006, 0.004), (0.006, 0.003)

# How far something faces the viewer (1 straight, 0 edge on) for it to be drawn
_KNOT_BEFORE, _EAR_WHOLE, _EAR_OUTLINE = -0.05, 0.30, (-0.75, 0.6)
_EYE, _FACE, _GLASSES, _CREASE, _CROWN = 0.10, 0.10, 0.15, 0.35, -0.2

_NO_CELL, _FRONT_CELL = 1e-9, 1e-8  # square metres: a cell of the hair's grid seen edge on; one seen from the front
_SLIVER, _FILLING = 2e-6, 1e-5  # square metres: less is no area to fill

# Where neighbours join: how far round the joint the outline of one stops over the other
_JOIN = {"shoulder": 0.085, "elbow": 0.062, "wrist": 0.045, "hip": 0.118, "groin": 0.085, "knee": 0.085, "ankle": 0.075,
         "skull": 0.05}  # fmt: skip


@dataclass(slots=True)
class BodyPiece:
    """A piece of the body: painted as one, in order of depth with the others."""

    name: str
    shape: BaseGeometry
    fills: list[tuple[str, BaseGeometry]]
    solid: Array  # samples of depth
    strokes: list[tuple[BaseGeometry, Weight]] = field(default_factory=list)
    ink: list[BaseGeometry] = field(default_factory=list)  # filled with the line's colour
    joins: dict[str, BaseGeometry] = field(default_factory=dict)  # where the outline is left out over a neighbour
    far: bool = False
    unlined: BaseGeometry = field(default_factory=Polygon)  # where its outline is left out


def dress(
    body: Skeleton, camera: Camera, girth: Girth, clothes: Clothes, shapes: dict[str, HandShape]
) -> dict[str, BodyPiece]:
    """Return the pieces by name."""
    trunk, shirt = _trunk(body, camera, girth)
    pieces = {"trunk": trunk, "neck": _neck(body, camera), "head": _head(body, camera, clothes)}
    for side in SIDES:
        pieces[f"{side} upper arm"] = _clothed(
            body, camera, girth, f"{side} upper arm", "shirt", clothes.sleeve, _CLOTH
        )
        pieces[f"{side} forearm"] = _forearm(body, camera, girth, f"{side} forearm")
        pieces[f"{side} hand"] = _hand(body, camera, girth, side, shapes[side])
        short = clothes.short if clothes.legs == "shorts" else 1.0
        pieces[f"{side} thigh"] = _clothed(body, camera, girth, f"{side} thigh", "trousers", short, _SHORTS)
        pieces[f"{side} shank"] = _shank(body, camera, girth, side, clothes)
        pieces[f"{side} foot"] = _foot(body, camera, girth, side, clothes)
    _join_all(body, camera, pieces)
    _hem_over_thighs(body, pieces, shirt)
    _fillets(pieces, clothes)
    _one_line(pieces)
    _mark_far(body, camera, pieces)
    return pieces


def _trunk(body: Skeleton, camera: Camera, girth: Girth) -> tuple[BodyPiece, BaseGeometry]:
    low = [solids.trunk(body, girth, solids.TRUNK_LOW, _TROUSER_WAIST, grow=_SEAT, cap=True)]
    low += [solids.buttock(body, girth, side, _SEAT) for side in SIDES]
    high = [solids.trunk(body, girth, _SHIRT_HEM, _COLLAR, grow=_SHIRT, count=36, collar=24, hem=-3)]
    for side in SIDES:
        high += solids.yoke(body, girth, side, _YOKE)
    shirt = smooth(images(camera, high), *_SHIRT_SMOOTH)
    trousers = smooth(images(camera, low), *_TROUSERS_SMOOTH)
    shape = largest(smooth(unary_union([shirt, trousers]), _TRUNK_SMOOTH))
    piece = BodyPiece(
        "trunk", shape, [("trousers", shape), ("shirt", shirt.buffer(_FOLD))], samples(camera, [*low, *high])
    )
    piece.strokes.append((shirt.boundary.intersection(shape.buffer(-_INSIDE)), "edge"))
    return piece, shirt


def _neck(body: Skeleton, camera: Camera) -> BodyPiece:
    loft = solids.neck(body)
    shape = smooth(image(camera, loft), _NECK_SMOOTH)
    return BodyPiece("neck", shape, [("skin", shape)], samples(camera, [loft]))


def _forearm(body: Skeleton, camera: Camera, girth: Girth, name: str) -> BodyPiece:
    loft = solids.limb(body, girth, name, end=_WRIST[1], caps=(True, False))
    shape = largest(image(camera, loft))
    return BodyPiece(name, shape, [("skin", shape)], samples(camera, [loft]))


def _clothed(
    body: Skeleton, camera: Camera, girth: Girth, name: str, role: str, until: float, grow: float
) -> BodyPiece:
    """Return a limb in a sleeve that ends at a share of its length."""
    whole = solids.limb(body, girth, name)
    skin = image(camera, whole)
    if until >= 1:
        shape = largest(smooth(image(camera, solids.limb(body, girth, name, grow=_TROUSERS)), *_CUFF_SMOOTH))
        return BodyPiece(name, shape, [(role, shape)], samples(camera, [whole]))
    start = _SHORTS_START if role == "trousers" else 0.0
    sleeve = smooth(image(camera, solids.limb(body, girth, name, start, until, grow, 12, (True, False))), *_CUFF_SMOOTH)
    shape = largest(unary_union([skin, sleeve]))
    piece = BodyPiece(name, shape, [("skin", shape), (role, sleeve)], samples(camera, [whole]))
    inside = shape.buffer(-_INSIDE)
    hem = sleeve.boundary
    if (
        camera.facing(-body.frames[name][:, 2]) > _OPENING_SEEN
    ):  # the opening faces the viewer: the limb comes out of it
        rest = image(camera, solids.limb(body, girth, name, until - _SLEEVE_INSIDE, 1, 0, 10, (False, True)))
        piece.fills.append(("skin", rest))
        piece.strokes.append((rest.boundary.intersection(sleeve.buffer(-0.002)), "edge"))
        hem = hem.difference(rest.buffer(_FOLD))
    piece.strokes.append((hem.intersection(inside).intersection(skin.buffer(-_FOLD)), "edge"))
    return piece


def _shank(body: Skeleton, camera: Camera, girth: Girth, side: str, clothes: Clothes) -> BodyPiece:
    name = f"{side} shank"
    until, caps = (_TROUSER_HEM, (True, False)) if clothes.footwear == "shoes" else (1.0, (True, True))
    whole = solids.limb(body, girth, name, end=until, count=22, caps=caps)
    leg = image(camera, whole)
    if clothes.legs == "shorts":
        shape = largest(leg)
        return BodyPiece(name, shape, [("skin", shape)], samples(camera, [whole]))
    cloth = image(camera, solids.limb(body, girth, name, 0, _TROUSER_HEM, _TROUSERS, 16, (True, False)))
    shape = largest(unary_union([leg, cloth]))
    piece = BodyPiece(name, shape, [("skin", shape), ("trousers", cloth)], samples(camera, [whole]))
    knee = Point(*camera.flat(body.joints[f"{side} knee"])).buffer(_KNEE_FREE)
    piece.strokes.append((cloth.boundary.intersection(shape.buffer(-0.003)).difference(knee), "edge"))
    return piece


def _foot(body: Skeleton, camera: Camera, girth: Girth, side: str, clothes: Clothes) -> BodyPiece:
    shod = clothes.footwear == "shoes"
    start = _BARE_ANKLE if not shod else _SOCK if clothes.legs == "shorts" else _TROUSER_HEM + _UNDER_HEM
    grow = _SOCK_THICK if shod else 0.0
    ankle = solids.limb(body, girth, f"{side} shank", start, 1.0, grow, 6, (not shod, True))
    seen = (shoe if shod else bare)(body, camera, side, ankle)
    return BodyPiece(f"{side} foot", seen.outline, list(seen.fills), seen.solid, list(seen.strokes))


def _creases(piece: BodyPiece, camera: Camera, creases: tuple[Crease, ...], facing: float = _CREASE) -> None:
    inside = piece.shape.buffer(-0.002)
    for each in creases:
        if each.normal is None or camera.facing(each.normal) > facing:
            piece.strokes.append((LineString(camera.flat(each.points)).intersection(inside), each.weight))


def _hand(body: Skeleton, camera: Camera, girth: Girth, side: str, shape: HandShape) -> BodyPiece:
    forearm = solids.limb(body, girth, f"{side} forearm", _WRIST[0], 1.0, 0.0, 5, (False, False))
    seen = picture(hands.hand(body, side, shape), camera, image(camera, forearm))
    return BodyPiece(f"{side} hand", seen.outline, [("skin", seen.outline)], seen.solid, list(seen.strokes))


def _head(body: Skeleton, camera: Camera, clothes: Clothes) -> BodyPiece:
    lofts = [heads.skull(body), *heads.nose_and_lips(body)]
    skin: BaseGeometry = smooth(images(camera, lofts), *_SKULL_SMOOTH)
    hair, rim = _hair(body, camera, clothes.hair)
    knot = heads.tied(body, clothes.hair)
    if clothes.hair == "curly":
        rim = unary_union([rim, _curls(rim, skin)])
    tied: BaseGeometry = image(camera, knot) if knot else Polygon()
    before = camera.facing(-body.frames["head"][:, 0]) > _KNOT_BEFORE  # what is tied stands before the head
    if not before:
        tied = tied.difference(image(camera, solids.neck(body)))
    shape = unary_union([skin, hair, rim, tied])
    ears = []
    for way in (1.0, -1.0):
        rim_, line, normal = heads.ear(body, way)
        each = Polygon(camera.flat(rim_)).buffer(0)
        facing = camera.facing(normal)
        if facing > _EAR_WHOLE:
            ears.append((each, LineString(camera.flat(line))))
        if _EAR_OUTLINE[0] <= facing <= _EAR_OUTLINE[1] and clothes.hair != "bob":
            shape = unary_union([shape, smooth(each.buffer(0.002), *_EAR_SMOOTH)])
    shape = largest(smooth(shape, *_HEAD_SMOOTH))
    piece = BodyPiece("head", shape, [("skin", shape)], samples(camera, lofts))
    if knot and not before:
        piece.fills.insert(0, ("hair", tied))
        piece.fills[1] = ("skin", shape.difference(tied.difference(skin)))
    piece.fills.append(("hair", unary_union([hair, rim.difference(skin)])))
    if knot and before:
        piece.fills.append(("hair", tied))
        piece.strokes.append((tied.boundary.intersection(hair), "fine"))
    piece.strokes.append((hair.boundary.intersection(skin.buffer(-0.003)), "fine"))
    if clothes.hair != "bob":
        for rim_area, inner in ears:
            piece.fills.append(("skin", rim_area))
            piece.strokes += [(rim_area.boundary.intersection(shape.buffer(-0.001)), "fine"), (inner, "fine")]
    piece.ink += [Polygon(camera.flat(ring)) for ring, normal in heads.eyes(body) if camera.facing(normal) > _EYE]
    _creases(piece, camera, heads.face(body), facing=_FACE)
    if clothes.glasses:
        _creases(piece, camera, heads.glasses(body), facing=_GLASSES)
    return piece


def _curls(rim: BaseGeometry, skin: BaseGeometry) -> BaseGeometry:
    """Return the curls that stand out round the edge of hair, none on the face."""
    free = rim.difference(skin.buffer(_CURL_OFF_FACE))
    rings = [ring.exterior for ring in polygons(rim.buffer(-_CURL * _CURL_INSIDE))]
    count = [max(1, round(ring.length / _CURL / _CURL_APART)) for ring in rings]
    at = [ring.interpolate(n / many, normalized=True) for ring, many in zip(rings, count, strict=True)
          for n in range(many)]  # fmt: skip
    return unary_union([each.buffer(_CURL) for each in at if free.contains(each)] or [Polygon()])


def _hair(body: Skeleton, camera: Camera, style: str) -> tuple[BaseGeometry, BaseGeometry]:
    """Return the hair that faces the viewer, and the rim of all hair."""
    grid = heads.hair_grid(body, style)
    flat = camera.flat(grid.reshape(-1, 3)).reshape(*grid.shape[:2], 2)
    facing, every = [], []
    for row in range(flat.shape[0] - 1):
        for column in range(flat.shape[1] - 1):
            ring = np.array(
                [flat[row, column], flat[row, column + 1], flat[row + 1, column + 1], flat[row + 1, column]]
            )
            x, y = ring[:, 0], ring[:, 1]
            area = 0.5 * float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))
            if abs(area) > _NO_CELL:
                every.append(Polygon(ring).buffer(0.0006, join_style="mitre"))
                if area > _FRONT_CELL:
                    facing.append(every[-1])
    crown = Polygon(flat[-1]).convex_hull
    shown = list(facing)
    if camera.facing(body.frames["head"][:, 2]) > _CROWN:
        shown.append(crown.buffer(0.001))
    hair = smooth(unary_union(shown), *_HAIR_SMOOTH) if shown else Polygon()
    return hair, smooth(unary_union([*every, crown]), *_RIM_SMOOTH)


def _join_all(body: Skeleton, camera: Camera, pieces: dict[str, BodyPiece]) -> None:
    """Say where neighbours join: there the outline of one stops over the other."""
    joints, frames = body.joints, body.frames

    def join(first: str, second: str, at: Array, radius: float) -> None:
        zone = Point(*camera.flat(at)).buffer(radius)
        for one, other in ((first, second), (second, first)):
            before = pieces[one].joins.get(other)
            pieces[one].joins[other] = zone if before is None else unary_union([before, zone])

    for side in SIDES:
        arm, fore, hand = f"{side} upper arm", f"{side} forearm", f"{side} hand"
        thigh, shank, foot = f"{side} thigh", f"{side} shank", f"{side} foot"
        join("trunk", arm, joints[f"{side} shoulder"] + frames["chest"][:, 2] * 0.005, _JOIN["shoulder"])
        join(arm, fore, joints[f"{side} elbow"], _JOIN["elbow"])
        join(fore, hand, joints[f"{side} wrist"], _JOIN["wrist"])
        join("trunk", thigh, joints[f"{side} hip"] - frames[thigh][:, 2] * 0.02, _JOIN["hip"])
        join("trunk", thigh, joints["pelvis"] - frames["pelvis"][:, 2] * 0.085, _JOIN["groin"])
        join(thigh, shank, joints[f"{side} knee"], _JOIN["knee"])
        join(shank, foot, joints[f"{side} ankle"] + frames[shank][:, 2] * 0.03, _JOIN["ankle"])
    join("neck", "head", joints["head"] + frames["head"] @ np.array([-0.045, 0, -0.01]), _JOIN["skull"])


def _hem_over_thighs(body: Skeleton, pieces: dict[str, BodyPiece], shirt: BaseGeometry) -> None:
    """Let the shirt hang over a thigh that is not raised."""
    for side in SIDES:
        thigh = pieces[f"{side} thigh"]
        if flexion(body.frames["pelvis"], body.frames[thigh.name]) < _HEM_HANGS_BELOW:
            left = largest(areas(thigh.shape.difference(shirt)))
            if not left.is_empty:
                thigh.shape, thigh.unlined = left, shirt.buffer(_HEM_SHADOW)


def _fillets(pieces: dict[str, BodyPiece], clothes: Clothes) -> None:
    """Round the outline where pieces join: notches are filled, corners taken off."""
    leg = "skin" if clothes.legs == "shorts" else "trousers"
    for side in SIDES:
        arm, fore, hand = f"{side} upper arm", f"{side} forearm", f"{side} hand"
        thigh, shank, foot = f"{side} thigh", f"{side} shank", f"{side} foot"
        for first, second, notch, corner, role in (
            (thigh, shank, 0.030, 0.030, leg), (arm, fore, 0.024, 0.022, "skin"), ("trunk", arm, 0.028, 0.0, "shirt"),
            (fore, hand, 0.030, 0.0, "skin"), (shank, foot, 0.020, 0.0, "skin"),
            ("trunk", thigh, 0.040, 0.0, "trousers"),
        ):  # fmt: skip
            _fillet(pieces[first], pieces[second], notch, role)
            if corner:
                _rounded(pieces[first], pieces[second], corner)


def _one_line(pieces: dict[str, BodyPiece]) -> None:
    """Let hands and feet draw the line where they overlap the limb, so that it is not drawn twice."""
    for side in SIDES:
        for limb, end in (("forearm", "hand"), ("shank", "foot")):
            first, second = pieces[f"{side} {limb}"], pieces[f"{side} {end}"]
            first.unlined = second.shape.buffer(-_TWICE).intersection(first.joins[second.name])


def _fillet(first: BodyPiece, second: BodyPiece, radius: float, role: str) -> None:
    both = unary_union([first.shape, second.shape])
    notch = smooth(both, radius).difference(both).intersection(first.joins[second.name])
    filling = unary_union([each for each in polygons(notch) if each.area > _SLIVER] or [Polygon()]).buffer(0.0008)
    if not filling.is_empty and filling.area > _FILLING:
        second.shape = largest(smooth(unary_union([second.shape, filling]), 0.001))
        second.fills.insert(0, (role, filling))


def _rounded(first: BodyPiece, second: BodyPiece, radius: float) -> None:
    """Take the corners off two pieces together, within their join."""
    zone = first.joins[second.name]
    both = unary_union([first.shape, second.shape])
    sharp = areas(both.difference(smooth(both, 0, radius)).intersection(zone))
    sharp = unary_union([each for each in polygons(sharp) if each.area > _SLIVER] or [Polygon()])
    if not sharp.is_empty:
        for piece in (first, second):
            piece.shape = largest(areas(piece.shape.difference(sharp)))


def _mark_far(body: Skeleton, camera: Camera, pieces: dict[str, BodyPiece]) -> None:
    """Mark the arm and the leg on the side that is turned away, when they lie well behind the other."""
    for root, chain in (("shoulder", ("upper arm", "forearm", "hand")), ("hip", ("thigh", "shank", "foot"))):
        roots = {side: float(camera.depth(body.joints[f"{side} {root}"])) for side in SIDES}
        depth = {side: np.mean([pieces[f"{side} {name}"].solid[:, 3].mean() for name in chain]) for side in SIDES}
        far = min(roots, key=lambda side: roots[side])
        turned = max(roots.values()) - roots[far] > _FAR
        if turned and max(depth.values()) - depth[far] > _FAR:
            for name in chain:
                pieces[f"{far} {name}"].far = True


def collar_open(body: Skeleton, camera: Camera) -> bool:
    """Tell whether the viewer looks into the collar, so that the neck stands before the shirt."""
    _, frame = body.along_spine(0.552)
    return camera.facing((frame @ pitch(24))[:, 2]) > 0.02
