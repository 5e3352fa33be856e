"""Hands and feet put where the pose says: inverse kinematics of two bones, with what is missed told in centimetres."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from handouts.figures.body import skeleton as bones
from handouts.figures.body import surface
from handouts.figures.body.profiles import Girth
from handouts.figures.body.skeleton import Skeleton
from handouts.figures.body.vectors import Array, direction, frame, pitch, turn, unit, vector
from handouts.model.pose import Contact, PoseFields

HAND_THICKNESS = 0.017  # from the middle of a palm to its skin
_LYING_ANKLE = 0.042  # of a foot that lies on its side or its back
FINE_CENTIMETRES = 1.0  # a contact missed by more is an error


@dataclass(frozen=True, slots=True)
class Miss:
    """What went wrong with a contact; `centimetres` is nought for one that makes no sense."""

    contact: str
    what: str
    centimetres: float = 0.0


@dataclass(slots=True)
class Room:
    """The surfaces that a figure can touch, in metres."""

    seat: float = 0.45
    table: float = 0.74
    step: float = 0.16
    wall: float = 0.60
    step_front: float = 0.0
    sole: float = 0.0705  # the ankle over the ground
    misses: list[Miss] = field(default_factory=list)


def touch(body: Skeleton, pose: PoseFields, girth: Girth, room: Room) -> None:
    """Put every hand and foot that has a contact where it belongs: feet first, for hands may hold them."""
    for feet in (True, False):
        for name, contact in pose.contacts.items():
            limbs = limbs_of(name)
            if not limbs:
                if feet:
                    room.misses.append(Miss(name, f"no hand or foot `{name}`"))
                continue
            for side, limb in limbs:
                if (limb == "foot") is feet:
                    _put(body, pose, girth, room, name, side, limb, contact)


def limbs_of(name: str) -> list[tuple[str, str]]:
    """Return what `hands` or `left foot` names."""
    if name in ("hands", "feet"):
        return [(side, "hand" if name == "hands" else "foot") for side in bones.SIDES]
    side, _, limb = name.partition(" ")
    return [(side, limb)] if side in bones.SIDES and limb in ("hand", "foot") else []


def _put(
    body: Skeleton, pose: PoseFields, girth: Girth, room: Room, name: str, side: str, limb: str, contact: Contact
) -> None:
    try:
        point, normal = _target(body, girth, room, side, limb, contact)
    except KeyError as unknown:
        room.misses.append(Miss(name, f"no part or side {unknown}"))
        return
    if limb == "foot":
        missed = _put_foot(body, pose, room, side, contact, point, normal)
    else:
        missed = _put_hand(body, pose, side, contact, point, normal)
    if missed * 100 > FINE_CENTIMETRES:
        room.misses.append(Miss(name, "is out of reach", missed * 100))


def _target(body: Skeleton, girth: Girth, room: Room, side: str, limb: str, contact: Contact) -> tuple[Array, Array]:
    """Return the point to touch and the way out of the surface there."""
    offset = np.array(contact.offset) / 100
    if contact.at is not None:
        return vector(*contact.at) / 100 + offset, vector(0, 0, 1) if limb == "foot" else -_palm(contact)
    here = body.joints[f"{side} {limb}" if limb == "hand" else f"{side} ankle"]
    heights = {"floor": 0.0, "mat": 0.0, "bed": 0.0, "seat": room.seat, "table": room.table, "step": room.step}
    what = contact.on or "floor"
    if what in heights:
        return vector(here[0], here[1], heights[what]) + offset, vector(0, 0, 1)
    if what == "wall":
        return vector(room.wall, here[1], here[2]) + offset, vector(-1, 0, 0)
    point, normal = on_part(body, girth, what, contact.along, contact.side, side)
    return point + offset, normal


def _palm(contact: Contact) -> Array:
    return direction(contact.palm) if contact.palm else vector(0, 0, -1)


def on_part(body: Skeleton, girth: Girth, part: str, along: float, words: str, side: str) -> tuple[Array, Array]:
    """Return a point on a part of the body and the way out of it. KeyError for a part or side that is none."""
    words = words.replace("outer", side).replace("inner", _other(side)) if part in ("trunk", "head", "neck") else words
    if part == "trunk":
        return surface.on_trunk(body, girth, along * surface.TRUNK_LENGTH, surface.around(words, sided=False))
    if part in ("head", "neck"):
        return _on_head(body, along, surface.around(words, sided=False))
    owner, _, name = part.partition(" ")
    if name in surface.ENDS and owner in bones.SIDES:
        return surface.on_limb(body, girth, part, along, surface.around(words, sided=True))
    frames = {"foot": body.frames, "hand": body.frames}
    if name in frames and owner in bones.SIDES:
        frame_ = body.frames[part]
        ways = {"front": frame_[:, 0], "back": -frame_[:, 0], "outer": frame_[:, 1] * bones.sign(owner),
                "inner": -frame_[:, 1] * bones.sign(owner), "top": frame_[:, 2], "sole": -frame_[:, 2]}  # fmt: skip
        out = unit(np.sum([ways[word] for word in words.split()], axis=0))
        return _middle(body, part, along) + out * (0.03 if name == "foot" else HAND_THICKNESS), out
    raise KeyError(part)


def _middle(body: Skeleton, part: str, along: float) -> Array:
    side, name = part.split(" ")
    first, last = ("heel", "toes") if name == "foot" else ("wrist", "fingers")
    start, end = body.joints[f"{side} {first}"], body.joints[f"{side} {last}"]
    lift = body.frames[part][:, 2] * (0.02 if name == "foot" else 0.0)
    point: Array = start + (end - start) * along + lift
    return point


def _on_head(body: Skeleton, along: float, angle: float) -> tuple[Array, Array]:
    """Return a point on the head, `along` 0 its crown, 1 the nape or chin."""
    frame_, turned = body.frames["head"], np.deg2rad(angle)
    height = 0.15 - 0.21 * along
    ball = np.sqrt(max(0.0, 1 - ((height - 0.045) / 0.12) ** 2))
    out = frame_[:, 0] * np.cos(turned) * 0.098 * ball + frame_[:, 1] * np.sin(turned) * 0.080 * ball
    out = out + frame_[:, 2] * (height - 0.045)
    return body.joints["head"] + frame_[:, 2] * 0.045 + out, unit(out)


def _other(side: str) -> str:
    return "left" if side == "right" else "right"


def two_bones(root: Array, target: Array, first: float, second: float, pole: Array) -> tuple[Array, Array, float]:
    """Return the middle joint, the end and by how far the target is missed (metres)."""
    way = target - root
    distance = float(np.linalg.norm(way))
    reach = float(np.clip(distance, abs(first - second) + 1e-3, first + second - 1e-3))
    along = unit(way)
    cosine = (first**2 + reach**2 - second**2) / (2 * first * reach)
    aside = pole - along * float(pole @ along)
    if float(np.linalg.norm(aside)) < 1e-5:
        aside = np.cross(along, vector(0, 1, 0) if abs(along[1]) < 0.9 else vector(0, 0, 1))
    middle = root + along * first * cosine + unit(aside) * first * np.sqrt(max(0.0, 1 - cosine**2))
    return middle, root + along * reach, abs(distance - reach)


def _put_foot(
    body: Skeleton, pose: PoseFields, room: Room, side: str, contact: Contact, point: Array, normal: Array
) -> float:
    heading = body.frames[f"{side} foot"][:, 0] * [1, 1, 0]
    heading = unit(heading) if float(np.linalg.norm(heading)) > 0.3 else body.frames["pelvis"][:, 0]
    heading = turn(bones.sign(side) * contact.turn) @ heading
    hip, build = body.joints[f"{side} hip"], body.build
    pole = direction(contact.bend) if contact.bend else body.frames[f"{side} thigh"][:, 0]
    flat = contact.flat
    sole = frame(normal, heading) if flat else body.frames[f"{side} foot"]
    lifted = sole @ pitch(contact.heel)
    if contact.heel:
        ball = point + sole @ vector(0.10, 0, 0.0125)
        ankle = ball - lifted @ bones.MTP
    elif flat:
        ankle = point + sole[:, 2] * room.sole
    else:
        ankle = point + normal * _LYING_ANKLE
    knee, end, missed = two_bones(hip, ankle, build.thigh, build.shank, pole)
    body.frames[f"{side} thigh"] = frame(hip - knee, _forward(pole, hip - knee, body.frames[f"{side} thigh"]))
    body.frames[f"{side} shank"] = frame(knee - end, _forward(pole, knee - end, body.frames[f"{side} thigh"]))
    bones.set_thigh(body, side, body.frames[f"{side} thigh"], body.frames[f"{side} shank"])
    bones.set_foot(body, pose, side, lifted if flat else None)
    if contact.heel:
        body.frames[f"{side} toes"] = sole
    return missed


def _forward(pole: Array, axis: Array, before: Array) -> Array:
    """Return the forward way of a bone bent towards a pole; a straight limb keeps its own."""
    aside = pole - unit(axis) * float(pole @ unit(axis))
    return pole if float(np.linalg.norm(aside)) > 0.05 else before[:, 0]


def _put_hand(body: Skeleton, pose: PoseFields, side: str, contact: Contact, point: Array, normal: Array) -> float:
    build = body.build
    pole = direction(contact.bend) if contact.bend else -body.frames[f"{side} upper arm"][:, 0]
    palm = direction(contact.palm) if contact.palm else -normal
    target = point + (-palm) * HAND_THICKNESS
    fingers = direction(contact.fingers) if contact.fingers else None
    missed = 0.0
    for _ in range(4):  # shoulder and hand follow each other
        shoulder = body.joints[f"{side} shoulder"]
        ways = fingers if fingers is not None else _lying(unit(target - body.joints[f"{side} elbow"]), palm)
        wrist = target - unit(ways - palm * float(ways @ palm)) * bones.HAND_MIDDLE
        elbow, end, missed = two_bones(shoulder, wrist, build.upper_arm, build.forearm, pole)
        upper = frame(shoulder - elbow, -pole)
        body.joints[f"{side} shoulder"] = bones.shoulder_at(body, pose, side, -upper[:, 2])
        bones.set_arm(body, pose, side, upper, frame(elbow - end, -pole))
        bones.set_hand(body, side, bones.hand_frame(side, unit(ways - palm * float(ways @ palm)), palm))
    return missed


def _lying(way: Array, palm: Array) -> Array:
    """Return the way of the fingers of a hand laid on a surface by an arm that comes from this way."""
    flat = way - palm * float(way @ palm)
    return unit(flat) if float(np.linalg.norm(flat)) > 0.15 else unit(np.cross(palm, vector(0, 1, 0)))
