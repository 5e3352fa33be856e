"""A figure in the room: posed by its angles, let down to the ground, hands and feet put where they belong."""

from __future__ import annotations

from dataclasses import replace

from handouts.figures.body import contacts, foot
from handouts.figures.body import head as heads
from handouts.figures.body import trunk_and_limbs as solids
from handouts.figures.body.cast import Clothes, Person
from handouts.figures.body.contacts import Room
from handouts.figures.body.skeleton import SIDES, Skeleton, pose_skeleton
from handouts.figures.body.solid import Loft
from handouts.figures.body.vectors import vector
from handouts.model.pose import Pose, PoseFields


def place(pose: Pose, frame: PoseFields, person: Person) -> tuple[Skeleton, Room, Clothes]:
    """Return the body, the room with what was out of reach, and what the figure wears."""
    body = pose_skeleton(frame, person.build)
    clothes = _clothes(pose, person)
    room = replace(_room(frame), sole=foot.SHOD if clothes.footwear == "shoes" else foot.BARE)
    _rest(body, frame, person, room)
    contacts.touch(body, frame, person.girth, room)
    return body, room, clothes


def _clothes(pose: Pose, person: Person) -> Clothes:
    """Return what is worn: shoes where one stands or sits on a chair, unless the pose says otherwise."""
    shod = pose.base in ("stand", "stagger", "sit-chair")
    changed = replace(person.clothes, footwear=pose.footwear or ("shoes" if shod else "bare"))
    return replace(changed, legs=pose.legs) if pose.legs else changed


def _room(frame: PoseFields) -> Room:
    room = Room()
    for prop in frame.props or ():
        if prop.kind == "chair" and prop.height is not None:
            room.seat = prop.height / 100
        elif prop.kind == "table" and prop.height is not None:
            room.table = prop.height / 100
        elif prop.kind == "step":
            room.step = prop.height / 100 if prop.height is not None else room.step
            room.step_front = prop.at[0] / 100 if prop.at is not None else room.step_front
        elif prop.kind == "wall" and prop.at is not None:
            room.wall = prop.at[0] / 100
    return room


def _rest(body: Skeleton, frame: PoseFields, person: Person, room: Room) -> None:
    """Let the body down until what rests touches the ground or the seat."""
    if not frame.rest:
        return
    if frame.rest == ("feet",):
        # the foot that hangs higher sets the height; the other leg bends to its contact
        high = max(float(body.joints[f"{side} ankle"][2]) for side in SIDES)
        body.moved(vector(0, 0, room.sole - high))
        return
    height = room.seat if "seat" in frame.rest else 0.0
    lofts = [loft for name in frame.rest for loft in _resting(body, person, name)]
    if lofts:
        body.moved(vector(0, 0, height - solids.lowest(tuple(lofts))))


def _resting(body: Skeleton, person: Person, name: str) -> tuple[Loft, ...]:
    girth = person.girth
    if name in ("trunk", "seat"):
        return (solids.trunk(body, girth), *(solids.buttock(body, girth, side) for side in SIDES))
    if name == "head":
        return (heads.skull(body),)
    for both, one in (("feet", "foot"), ("knees", "knee"), ("hands", "hand"), ("shanks", "shank")):
        if name == both:
            return tuple(loft for side in SIDES for loft in _resting(body, person, f"{side} {one}"))
    side, _, part = name.partition(" ")
    if part == "foot":
        return foot.lofts(body, side)
    if part == "knee":
        return (solids.limb(body, girth, f"{side} shank", 0, 0.3), solids.limb(body, girth, f"{side} thigh", 0.8, 1.0))
    if part in ("thigh", "shank", "forearm", "upper arm"):
        return (solids.limb(body, girth, name),)
    if part == "elbow":
        return (solids.limb(body, girth, f"{side} forearm", 0, 0.2),)
    if part == "hand":
        return (solids.around_point(body.joints[f"{side} hand"], contacts.HAND_THICKNESS),)
    return ()
