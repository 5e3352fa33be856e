"""A pose into pictures: place the body, dress it, paint it, write it. Opens no file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from shapely.geometry import box as rectangle
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from handouts.figures import layers
from handouts.figures.body import contacts, limits
from handouts.figures.body import head as heads
from handouts.figures.body.cast import Person, colors
from handouts.figures.body.contacts import Room
from handouts.figures.body.place import place
from handouts.figures.body.skeleton import SIDES, Skeleton
from handouts.figures.body.vectors import Array, vector
from handouts.figures.picture import dress, muscles, overlay, paint, props, seen, svg
from handouts.figures.picture.camera import VIEWS, Camera, camera
from handouts.figures.picture.crop import Window, window
from handouts.figures.picture.ops import PRINTED_POINTS, Op, Scale, bounds
from handouts.figures.picture.order import painted
from handouts.model.muscles import Muscles
from handouts.model.pose import Bases, HandShape, Pose, PoseFields

_MARGIN_POINTS = 1.5  # white around a picture
_HELD, _HANDS = ("strap", "towel", "stick"), ("left hand", "right hand")
_FACE_UP = 0.6  # how far up the face looks when a head lies on its back


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be drawn as a pose says: of which frame, at which of its fields, why, and what would mend it.

    One that is not `grave` is drawn, but does not tell what it should.
    """

    frame: int
    field: str
    what: str
    hint: str = ""
    grave: bool = True


@dataclass(frozen=True, slots=True)
class DrawnPose:
    """The pictures of a pose, and what is wrong with it."""

    frames: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """What every pose draws from: bases and muscles."""

    bases: Bases
    muscles: Muscles


@dataclass(slots=True)
class _Scene:
    """A frame placed in the room and looked at."""

    pose: PoseFields
    body: Skeleton
    camera: Camera
    room: Room
    pieces: dict[str, dress.BodyPiece]
    box: props.Extent
    marks: dict[str, BaseGeometry] = field(default_factory=dict)  # muscles as areas, by what the pose calls them


def draw(pose: Pose, person: Person, stock: Stock, digest: str = "") -> DrawnPose:
    """Draw every frame, all at one scale."""
    faults: list[Fault] = []
    scenes = []
    for number, frame in enumerate(layers.frames(pose, stock.bases)):
        scenes.append(_scene(pose, frame, person))
        faults += _impossible(number, scenes[-1])
    side = "left" if pose.shows == "left" else "right"
    windows = [window(scene.pose.crop, side, scene.body, scene.camera, _shape_box(scene)) for scene in scenes]
    longest = max(max(x1 - x0, y1 - y0) for x0, y0, x1, y1 in windows)
    scale = Scale(longest / PRINTED_POINTS)
    ops = []
    for number, scene in enumerate(scenes):
        ops.append(_ops(scene, pose, person, stock, scale, number, faults))
    boxes = _boxes(ops, scenes, windows)
    ops = [svg.within(each, rectangle(*box)) if _close(scene) else each
           for each, box, scene in zip(ops, boxes, scenes, strict=True)]  # fmt: skip
    faults += _hidden(scenes, ops, scale)
    longest = max(max(x1 - x0, y1 - y0) for x0, y0, x1, y1 in boxes)
    words = [(pose.caption, pose.alt), *((frame.caption, frame.alt) for frame in pose.frames)]
    credit = (pose.author, pose.licence or "") if pose.author else None
    texts = tuple(
        svg.write(each, box, svg.LONG_SIDE / longest, colors(person), *texts_of_frame, pose.shows, digest, credit)
        for each, box, texts_of_frame in zip(ops, boxes, words, strict=True)
    )
    return DrawnPose(texts, tuple(faults))


def _impossible(number: int, scene: _Scene) -> Iterator[Fault]:
    """Yield what no body can do: joints beyond their range, contacts out of reach."""
    for joint, what, angle, (low, high) in limits.beyond(scene.pose):
        hint = f"the joint goes from {low:g} to {high:g}"
        yield Fault(number, joint, f"{what} of {angle:g} degrees is beyond the joint", hint)
    yield from (_missed(number, miss) for miss in scene.room.misses)
    put = {f"{side} {limb}" for name in scene.pose.contacts for side, limb in contacts.limbs_of(name)}
    for limb, what, angle in limits.bent(scene.body, put):
        yield Fault(number, f"contacts.{limb}", f"bends the {what} by {angle:.0f} degrees, beyond the joint")


def _hidden(scenes: list[_Scene], ops: list[list[Op]], scale: Scale) -> Iterator[Fault]:
    hint = "turn the camera, or move the limb that hides it"
    for frame, name in seen.hidden([scene.marks for scene in scenes], ops, scale):
        yield Fault(frame, "highlight", f"`{name}` is marked, but hidden in every picture", hint, grave=False)


def _missed(frame: int, miss: contacts.Miss) -> Fault:
    hint = "bring the body nearer, or let the limb reach with other angles" if miss.centimetres else ""
    by = f" by {miss.centimetres:.0f} cm" if miss.centimetres else ""
    return Fault(frame, f"contacts.{miss.contact}", f"{miss.what}{by}", hint)


def _scene(pose: Pose, frame: PoseFields, person: Person) -> _Scene:
    body, room, clothes = place(pose, frame, person)
    if clothes.hair in ("bun", "tail") and body.frames["head"][2, 0] > _FACE_UP:
        clothes = replace(clothes, hair="tied")  # a knot would lift the head off the mat
    seen = _camera(frame)
    shapes: dict[str, HandShape] = {
        side: getattr(frame, f"hand_{side}") or frame.hand or _usual(frame, side) for side in SIDES
    }
    pieces = dress.dress(body, seen, person.girth, clothes, shapes)
    return _Scene(frame, body, seen, room, pieces, props.extent(_points(body, person)))


def _usual(frame: PoseFields, side: str) -> HandShape:
    """Return the shape of a hand that a pose does not tell: flat on a surface, cupped on a body."""
    contact = frame.contacts.get(f"{side} hand") or frame.contacts.get("hands")
    if contact is None:
        return "relaxed"
    on = contact.on or "floor"
    return "flat" if on in ("floor", "wall", "table", "seat", "mat", "bed") or contact.at else "cup"


def _camera(frame: PoseFields) -> Camera:
    view = frame.view or "side"
    return camera(*(VIEWS.get(view, (0.0, 0.0)) if isinstance(view, str) else view))


def _points(body: Skeleton, person: Person) -> Array:
    """Return points around the body, for props to be sized by."""
    names = [name for name in body.joints if name != "c7"]
    points = np.array([body.joints[name] for name in names])
    head = heads.in_room(body, np.array([[0.1, 0, 0], [-0.1, 0, 0], [0, 0, 0.15]]))
    half = person.build.shoulder_half * 0.5
    thick, wide = vector(0.03, 0, 0), vector(0, half, 0)
    return np.vstack([points, head, points + thick, points - thick, points + wide, points - wide])


def _shape_box(scene: _Scene) -> Window:
    boxes = np.array([piece.shape.bounds for piece in scene.pieces.values()])
    x0, y0 = boxes[:, :2].min(axis=0)
    x1, y1 = boxes[:, 2:].max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def _ops(
    scene: _Scene, pose: Pose, person: Person, stock: Stock, scale: Scale, number: int, faults: list[Fault]
) -> list[Op]:
    """Return what is painted: things behind, the body, things before it, the overlay."""
    frame = scene.pose
    painted_ops: list[Op] = []
    before: list[Op] = []
    for prop in frame.props or ():
        try:
            ops = list(props.draw(prop, scene.body, scene.box, scene.camera, scene.room, scale))
        except KeyError as unknown:
            faults.append(Fault(number, "props", f"no part {unknown}"))
            continue
        (before if prop.front or prop.kind in _HELD else painted_ops).extend(ops)
    marked = _marked(scene, pose, person, stock, number, faults)
    part_names = set(scene.pieces)
    over = [pair for pair in frame.over if set(pair) <= part_names]
    faults += [Fault(number, "over", f"no part `{name}`", f"parts are {', '.join(sorted(part_names))}")
               for pair in frame.over for name in pair if name not in part_names]  # fmt: skip
    painted_ops += paint.paint(painted(scene.pieces, [*over, *_collar(scene)]), scene.pieces, marked, scale)
    painted_ops += before
    painted_ops += paint.paint(_gripping(frame, scene), scene.pieces, {}, scale)
    if frame.spine:
        painted_ops += overlay.spine(scene.body, scene.camera, person.girth, scale)
    for arrow in frame.arrows:
        try:
            painted_ops += overlay.arrow(scene.body, scene.camera, arrow, scale)
        except KeyError as unknown:
            faults.append(Fault(number, "arrows", f"no part {unknown}"))
    return painted_ops


def _gripping(frame: PoseFields, scene: _Scene) -> list[dress.BodyPiece]:
    """Return the hands that close over a strap or stick: painted once more, over it."""
    held = {name for prop in frame.props or () if prop.kind in _HELD for name in prop.between or _HANDS}
    return [piece for name, piece in scene.pieces.items() if name in held and name.endswith("hand") and not piece.far]


def _collar(scene: _Scene) -> list[tuple[str, str]]:
    neck = ("neck", "trunk") if dress.collar_open(scene.body, scene.camera) else ("trunk", "neck")
    return [neck, ("head", "neck")]


def _marked(
    scene: _Scene, pose: Pose, person: Person, stock: Stock, number: int, faults: list[Fault]
) -> dict[str, list[BaseGeometry]]:
    areas_marked: dict[str, list[BaseGeometry]] = {}
    for text in scene.pose.highlight:
        first, _, rest = text.partition(" ")
        sides = {"left": ("left",), "right": ("right",), "both": SIDES}.get(first)
        name = rest if sides else text
        if sides is None:
            sides = (pose.shows,) if pose.shows != "none" else SIDES
        patches = stock.muscles.muscles.get(name)
        if patches is None:
            faults.append(
                Fault(number, "highlight", f"no muscle `{name}`", "muscles are in `assets/figures/muscles.yaml`")
            )
            continue
        patch_areas = list(muscles.areas_of(patches, sides, scene.body, scene.camera, person.girth))
        scene.marks[text] = unary_union([area for _, area in patch_areas])
        for pieces, area in patch_areas:
            for piece in pieces:
                areas_marked.setdefault(piece, []).append(area)
    return {piece: [unary_union(shapes)] for piece, shapes in areas_marked.items()}


def _close(scene: _Scene) -> bool:
    return scene.pose.crop not in (None, "whole")


def _boxes(ops: list[list[Op]], scenes: list[_Scene], windows: list[Window]) -> list[Window]:
    """Return what each picture shows: the same for all frames with one camera, so that the figure does not jump."""
    own: list[Window] = []
    for each, scene, frame in zip(ops, scenes, windows, strict=True):
        arrows = [op for op in each if op.role == "arrow"]
        if _close(scene):
            own.append(_around([frame, bounds(arrows)] if arrows else [frame], 0.0))
        else:
            x0, y0, x1, y1 = bounds(each)
            own.append(_around([(x0, y0, x1, y1)], _MARGIN_POINTS * max(x1 - x0, y1 - y0) / PRINTED_POINTS))
    cameras = {(str(scene.pose.view), scene.pose.crop) for scene in scenes}
    return [_around(own, 0.0)] * len(own) if len(cameras) == 1 else own


def _around(boxes: list[Window], margin: float) -> Window:
    return (
        min(box[0] for box in boxes) - margin, min(box[1] for box in boxes) - margin,
        max(box[2] for box in boxes) + margin, max(box[3] for box in boxes) + margin,
    )  # fmt: skip
