"""The skeleton: segment lengths, and where joints and segments are for given angles.

Lengths as shares of stature after Drillis and Contini (1966), as tabled by Winter. Names are `left hip`, `right shank`.
A segment's frame has its forward, its left and its upper end's way as columns.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from handouts.figures.body.curve import through
from handouts.figures.body.vectors import Array, pitch, roll, turn, unit, vector
from handouts.model.pose import Bend, Joint, PoseFields

SIDES = ("right", "left")
_LINKS = 14  # of the spine: pelvis 2, lumbar 4, thoracic 5, neck 3
_NECK_LEAN = 14.0  # of a neck at ease


@dataclass(frozen=True, slots=True)
class Build:
    """Lengths of a body in metres."""

    stature: float = 1.70
    hip_half: float = 0.085  # from the middle to the joint
    shoulder_half: float = 0.167

    @property
    def thigh(self) -> float:
        """Hip to knee."""
        return 0.245 * self.stature

    @property
    def shank(self) -> float:
        """Knee to ankle."""
        return 0.246 * self.stature

    @property
    def upper_arm(self) -> float:
        """Shoulder to elbow."""
        return 0.186 * self.stature

    @property
    def forearm(self) -> float:
        """Elbow to wrist."""
        return 0.150 * self.stature


LUMBAR_LINK, THORACIC_LINK, NECK_LINK = 0.045, 0.056, 0.040
MTP = vector(0.135, 0.0, -0.058)  # ball of the foot, from the ankle
HAND_MIDDLE, HAND_LENGTH = 0.07, 0.18


@dataclass
class Skeleton:
    """Joints (3,) and frames (3, 3) by name; filled by `pose_skeleton`, then moved by contacts."""

    build: Build
    joints: dict[str, Array] = field(default_factory=dict)
    frames: dict[str, Array] = field(default_factory=dict)
    spine: list[tuple[float, Array, Array]] = field(default_factory=list)  # length from the pelvis, point, frame
    neck: list[tuple[Array, Array]] = field(default_factory=list)

    def moved(self, by: Array) -> None:
        """Shift everything."""
        self.joints = {name: point + by for name, point in self.joints.items()}
        self.spine = [(length, point + by, frame) for length, point, frame in self.spine]
        self.neck = [(point + by, frame) for point, frame in self.neck]

    def along_spine(self, length: float) -> tuple[Array, Array]:
        """Return point and frame at a length from the pelvis, smooth between the links."""
        lengths = np.array([each[0] for each in self.spine])
        points = np.array([each[1] for each in self.spine])
        if length <= 0:
            frame = self.spine[0][2]
            return points[0] + frame[:, 2] * length, frame
        point = through(lengths, points, np.array([min(length, lengths[-1])]))[0]
        frame = self._spine_frame(lengths, min(length, float(lengths[-1])))
        return point + frame[:, 2] * max(0.0, length - float(lengths[-1])), frame

    def _spine_frame(self, lengths: Array, length: float) -> Array:
        middles = (lengths[1:] + lengths[:-1]) / 2
        frames = [each[2] for each in self.spine[1:]]
        if length <= middles[0]:
            return frames[0]
        if length >= middles[-1]:
            return frames[-1]
        index = int(np.searchsorted(middles, length))
        share = (length - middles[index - 1]) / (middles[index] - middles[index - 1])
        u, _, v = np.linalg.svd(frames[index - 1] * (1 - share) + frames[index] * share)
        frame: Array = u @ v
        return frame


def sign(side: str) -> float:
    """Return 1 for left, -1 for right: the way of y."""
    return 1.0 if side == "left" else -1.0


def joint(pose: PoseFields, name: str, side: str) -> Joint:
    """Return the angles of one side's ball joint."""
    angles = getattr(pose, f"{name}_{side}") or getattr(pose, name)
    return angles if angles is not None else Joint()


def hinge(pose: PoseFields, name: str, side: str) -> float:
    """Return the angle of one side's hinge."""
    degrees = getattr(pose, f"{name}_{side}")
    return float(degrees if degrees is not None else getattr(pose, name) or 0.0)


def pose_skeleton(pose: PoseFields, build: Build) -> Skeleton:
    """Return the skeleton at the pose's angles, its pelvis at the origin or where the pose says."""
    body = Skeleton(build)
    pelvis = pose.pelvis
    frame = np.eye(3) if pelvis is None else turn(pelvis.turn) @ roll(pelvis.roll) @ pitch(pelvis.lean)
    at = pelvis.at if pelvis is not None and pelvis.at is not None else None
    body.joints["pelvis"] = vector(*at) / 100 if at else vector(0, 0, 0)
    body.frames["pelvis"] = frame
    _spine(body, pose)
    for side in SIDES:
        _leg(body, pose, side)
        _arm(body, pose, side)
    return body


def _bend(value: Bend | None) -> Bend:
    return value if value is not None else Bend()


def _spine(body: Skeleton, pose: PoseFields) -> None:
    point, frame = body.joints["pelvis"], body.frames["pelvis"]
    body.spine.append((0.0, point, frame))
    length = 0.0
    for bend, links, step in ((Bend(), 2, LUMBAR_LINK), (_bend(pose.lumbar), 4, LUMBAR_LINK),
                              (_bend(pose.thoracic), 5, THORACIC_LINK)):  # fmt: skip
        for _ in range(links):
            frame = frame @ _bent(bend, links)
            point, length = point + frame[:, 2] * step, length + step
            body.spine.append((length, point, frame))
    body.joints["c7"], body.frames["chest"] = point, frame
    body.joints["chest"] = body.spine[-3][1]
    neck, head = _bend(pose.neck), _bend(pose.head)
    body.neck.append((point, frame))
    frame = frame @ pitch(_NECK_LEAN)
    for _ in range(3):
        frame = frame @ _bent(neck, 3)
        point = point + frame[:, 2] * NECK_LINK
        body.neck.append((point, frame))
    body.joints["head"] = point
    body.frames["head"] = frame @ pitch(-_NECK_LEAN) @ pitch(head.flex) @ roll(head.side) @ turn(head.twist)


def _bent(bend: Bend, links: int) -> Array:
    bent: Array = pitch(bend.flex / links) @ roll(bend.side / links) @ turn(bend.twist / links)
    return bent


def _leg(body: Skeleton, pose: PoseFields, side: str) -> None:
    way, pelvis = sign(side), body.frames["pelvis"]
    body.joints[f"{side} hip"] = body.joints["pelvis"] + pelvis[:, 1] * way * body.build.hip_half
    hip = joint(pose, "hip", side)
    frame = pelvis @ pitch(-hip.flex) @ roll(way * hip.abd) @ turn(way * hip.rot)
    set_thigh(body, side, frame, frame @ pitch(hinge(pose, "knee", side)))
    set_foot(body, pose, side)


def set_thigh(body: Skeleton, side: str, thigh: Array, shank: Array) -> None:
    """Place thigh and shank by their frames."""
    hip = body.joints[f"{side} hip"]
    knee = hip - thigh[:, 2] * body.build.thigh
    body.frames[f"{side} thigh"], body.frames[f"{side} shank"] = thigh, shank
    body.joints[f"{side} knee"] = knee
    body.joints[f"{side} ankle"] = knee - shank[:, 2] * body.build.shank


def set_foot(body: Skeleton, pose: PoseFields, side: str, frame: Array | None = None) -> None:
    """Place a foot by its frame, or by the angles of the ankle."""
    way = sign(side)
    if frame is None:
        ankle = joint(pose, "ankle", side)
        frame = body.frames[f"{side} shank"] @ pitch(-ankle.flex) @ roll(way * ankle.abd) @ turn(way * ankle.rot)
    ankle_point = body.joints[f"{side} ankle"]
    body.frames[f"{side} foot"] = frame
    body.frames[f"{side} toes"] = frame @ pitch(-hinge(pose, "toes", side))
    body.joints[f"{side} ball"] = ankle_point + frame @ MTP
    body.joints[f"{side} foot"] = ankle_point + frame @ vector(0.06, 0, -0.06)
    body.joints[f"{side} toes"] = body.joints[f"{side} ball"] + body.frames[f"{side} toes"] @ vector(0.06, 0, 0)
    body.joints[f"{side} heel"] = ankle_point + frame @ vector(-0.045, 0, -0.06)


def shoulder_at(body: Skeleton, pose: PoseFields, side: str, way_of_arm: Array) -> Array:
    """Return the shoulder joint for an upper arm that points this way: the girdle rises and reaches with it."""
    chest, way = body.frames["chest"], sign(side)
    raised = max(0.0, float(way_of_arm @ chest[:, 2]) + 0.35)
    forward = float(way_of_arm @ chest[:, 0])
    shrug = hinge(pose, "shrug", side) / 100
    inward = 0.012 * raised + 0.012 * max(0.0, forward)
    local = vector(-0.002 + 0.03 * forward, way * (body.build.shoulder_half - inward), -0.068 + 0.035 * raised + shrug)
    point: Array = body.joints["c7"] + chest @ local
    return point


def _arm(body: Skeleton, pose: PoseFields, side: str) -> None:
    way, shoulder = sign(side), joint(pose, "shoulder", side)
    frame = body.frames["chest"] @ pitch(-shoulder.flex) @ roll(way * shoulder.abd) @ turn(way * shoulder.rot)
    body.joints[f"{side} shoulder"] = shoulder_at(body, pose, side, -frame[:, 2])
    set_arm(body, pose, side, frame, frame @ pitch(-hinge(pose, "elbow", side)))


def set_arm(body: Skeleton, pose: PoseFields, side: str, upper: Array, fore: Array) -> None:
    """Place upper arm and forearm by their frames, the hand by the angles of forearm and wrist."""
    elbow = body.joints[f"{side} shoulder"] - upper[:, 2] * body.build.upper_arm
    body.frames[f"{side} upper arm"], body.frames[f"{side} forearm"] = upper, fore
    body.joints[f"{side} elbow"] = elbow
    body.joints[f"{side} wrist"] = elbow - fore[:, 2] * body.build.forearm
    way, wrist = sign(side), joint(pose, "wrist", side)
    # at ease the palm looks at the thigh; `forearm` turns it back or forward
    hand = fore @ turn(-way * hinge(pose, "forearm", side)) @ roll(-way * wrist.flex) @ pitch(-wrist.abd)
    set_hand(body, side, hand)


def set_hand(body: Skeleton, side: str, frame: Array) -> None:
    """Place a hand: its up axis runs from the fingers to the wrist, its side axis from the palm outward."""
    wrist = body.joints[f"{side} wrist"]
    body.frames[f"{side} hand"] = frame
    body.joints[f"{side} hand"] = wrist - frame[:, 2] * HAND_MIDDLE
    body.joints[f"{side} fingers"] = wrist - frame[:, 2] * 0.15


def hand_ways(body: Skeleton, side: str) -> tuple[Array, Array]:
    """Return where fingers point and where the palm looks."""
    frame = body.frames[f"{side} hand"]
    return -frame[:, 2], -sign(side) * frame[:, 1]


def hand_frame(side: str, fingers: Array, palm: Array) -> Array:
    """Return the frame of a hand with these ways."""
    z = -unit(fingers)
    y = -sign(side) * palm
    y = unit(y - z * float(y @ z))
    return np.column_stack([np.cross(y, z), y, z])
