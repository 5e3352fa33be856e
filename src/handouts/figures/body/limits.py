"""How far joints go: beyond it a pose is refused. Ranges as the AAOS tables them, with room for drawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from handouts.figures.body.skeleton import SIDES, Skeleton
from handouts.model.pose import PoseFields

# degrees, lowest and highest
RANGES: dict[str, tuple[float, float]] = {
    "hip flex": (-35, 145), "hip abd": (-45, 75), "hip rot": (-60, 90), "knee": (-8, 165), "ankle flex": (-65, 45),
    "ankle abd": (-35, 25), "ankle rot": (-30, 30), "toes": (-45, 90), "shoulder flex": (-70, 190),
    "shoulder abd": (-75, 190), "shoulder rot": (-100, 110), "shrug": (-4, 7), "elbow": (-10, 155),
    "forearm": (-100, 100), "wrist flex": (-90, 95), "wrist abd": (-40, 35), "lumbar flex": (-45, 60),
    "lumbar side": (-30, 30), "lumbar twist": (-25, 25), "thoracic flex": (-35, 55), "thoracic side": (-35, 35),
    "thoracic twist": (-50, 50), "neck flex": (-60, 60), "neck side": (-45, 45), "neck twist": (-80, 80),
    "head flex": (-35, 35), "head side": (-25, 25), "head twist": (-45, 45),
}  # fmt: skip


def beyond(pose: PoseFields) -> Iterator[tuple[str, str, float, tuple[float, float]]]:
    """Yield each angle out of range: the pose's field, the joint in words, the angle and the range."""
    for field in type(pose).model_fields:
        value = getattr(pose, field)
        name = field.split("_")[0]
        if value is None:
            continue
        for what, angle in _angles(name, value):
            low, high = RANGES.get(what, (-1e9, 1e9))
            if not low <= angle <= high:
                yield field.replace("_", "."), what, angle, (low, high)


def _angles(name: str, value: Any) -> Iterator[tuple[str, float]]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield name, float(value)
    elif name in ("hip", "ankle", "shoulder", "wrist", "lumbar", "thoracic", "neck", "head"):
        for axis in type(value).model_fields:
            yield f"{name} {axis}", float(getattr(value, axis))


_HINGES = (("foot", "knee", "thigh", "shank"), ("hand", "elbow", "upper arm", "forearm"))


def bent(body: Skeleton, put: set[str]) -> Iterator[tuple[str, str, float]]:
    """Yield each knee and elbow that a contact bends too far: the limb put (`left hand`), the joint, the angle."""
    for side in SIDES:
        for limb, joint, upper, lower in (
            ("foot", "knee", "thigh", "shank"),
            ("hand", "elbow", "upper arm", "forearm"),
        ):
            if f"{side} {limb}" not in put:
                continue
            cosine = float(body.frames[f"{side} {upper}"][:, 2] @ body.frames[f"{side} {lower}"][:, 2])
            angle = float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
            if angle > RANGES[joint][1]:
                yield f"{side} {limb}", joint, angle
