"""Close pictures: which part of a body is shown."""

from __future__ import annotations

import numpy as np

from handouts.figures.body.skeleton import Skeleton
from handouts.figures.picture.camera import Camera
from handouts.model.pose import Crop

Window = tuple[float, float, float, float]

# the joints that must be seen, and how far around them (metres)
_SHOWN: dict[str, tuple[tuple[str, ...], float]] = {
    "upper-body": (("pelvis", "head", "left shoulder", "right shoulder", "left elbow", "right elbow", "left hand",
                    "right hand"), 0.19),
    "head-shoulders": (("chest", "head", "left shoulder", "right shoulder", "left elbow", "right elbow", "left hand",
                        "right hand"), 0.17),
    "hand": (("{side} wrist", "{side} fingers", "{side} hand"), 0.115),
    "hands": (("left elbow", "right elbow", "left fingers", "right fingers", "left wrist", "right wrist"), 0.10),
    "legs": (("pelvis", "left knee", "right knee", "left foot", "right foot", "left toes", "right toes"), 0.16),
    "lower-leg": (("left knee", "right knee", "left toes", "right toes", "left heel", "right heel"), 0.10),
    "foot": (("{side} toes", "{side} heel", "{side} ankle"), 0.13),
}  # fmt: skip


def window(crop: Crop | None, side: str, body: Skeleton, camera: Camera, whole: Window) -> Window:
    """Return the part of the plane that is shown; without a crop, all of the body. `side` is the one shown."""
    if crop is None or crop == "whole":
        return whole
    names, around = _SHOWN[crop]
    flat = np.array([camera.flat(body.joints[name]) for name in _seen(names, side, body, camera, crop)])
    low, high = flat.min(axis=0) - around, flat.max(axis=0) + around
    if crop in ("upper-body", "head-shoulders"):
        high = np.maximum(high, camera.flat(body.joints["head"]) + 0.19)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _seen(names: tuple[str, ...], side: str, body: Skeleton, camera: Camera, crop: Crop) -> list[str]:
    """Return the joints that a picture must show; of the head and shoulders, arms only where they are raised."""
    joint_names = [name.format(side=side) for name in names]
    if crop != "head-shoulders":
        return joint_names
    chest = float(camera.flat(body.joints["chest"])[1])
    arms = ("elbow", "hand")
    return [name for name in joint_names if not name.endswith(arms) or float(camera.flat(body.joints[name])[1]) > chest]
