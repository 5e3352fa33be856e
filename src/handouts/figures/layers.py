"""A pose out of its layers: the base, the first frame, and what another frame changes."""

from __future__ import annotations

from typing import Any

from handouts.model.pose import Bases, Pelvis, Pose, PoseFields

_SIDED = ("hip", "knee", "ankle", "toes", "shoulder", "shrug", "elbow", "forearm", "wrist", "hand")
_FREE = "none"  # a contact that is let go
_OWN = ("arrows",)  # what a frame does not take over from the first


def frames(pose: Pose, bases: Bases) -> tuple[PoseFields, ...]:
    """Return every frame of a pose in full."""
    first = layered(bases.bases.get(pose.base, PoseFields()), pose)
    return (first, *(layered(_without_own(first), frame) for frame in pose.frames))


def _without_own(first: PoseFields) -> PoseFields:
    return first.model_copy(update={name: type(first).model_fields[name].default for name in _OWN})


def layered(under: PoseFields, over: PoseFields) -> PoseFields:
    """Return the fields of `under` with those that `over` states; a joint of both sides is stated for either."""
    values: dict[str, Any] = {name: getattr(under, name) for name in PoseFields.model_fields}
    stated = [name for name in PoseFields.model_fields if name in over.model_fields_set]
    for name in stated:
        if name in _SIDED:
            values[f"{name}_left"] = values[f"{name}_right"] = None
    for name in stated:
        values[name] = getattr(over, name)
    if "pelvis" in stated and under.pelvis is not None and over.pelvis is not None:
        values["pelvis"] = _pelvis(under.pelvis, over.pelvis)
    if "contacts" in stated:
        values["contacts"] = _contacts({**under.contacts}, over)
    return PoseFields.model_construct(set(values), **values)


def _pelvis(under: Pelvis, over: Pelvis) -> Pelvis:
    return under.model_copy(update={name: getattr(over, name) for name in over.model_fields_set})


def _contacts(under: dict[str, Any], over: PoseFields) -> dict[str, Any]:
    """Lay contacts over others; `hands` and `left hand` replace each other, `none` lets go."""
    for name, contact in over.contacts.items():
        for both, one in (("hands", "hand"), ("feet", "foot")):
            if name == both:
                for side in ("left", "right"):
                    under.pop(f"{side} {one}", None)
            elif name.endswith(f" {one}") and both in under:
                other = "right" if name.startswith("left") else "left"
                under[f"{other} {one}"] = under.pop(both)
        under[name] = contact
    return {name: contact for name, contact in under.items() if contact.on != _FREE}
