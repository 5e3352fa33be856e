"""Skeletons for tests, from the fields of a pose."""

from __future__ import annotations

from typing import Any

from handouts.figures.body.contacts import Room, touch
from handouts.figures.body.profiles import Girth
from handouts.figures.body.skeleton import Build, Skeleton, pose_skeleton
from handouts.model.pose import PoseFields

BUILD, GIRTH = Build(), Girth()


def posed(**fields: Any) -> Skeleton:
    """Return the skeleton at these angles."""
    return pose_skeleton(PoseFields.model_validate(fields), BUILD)


def touching(contacts: dict[str, Any], room: Room | None = None, **fields: Any) -> tuple[Skeleton, Room]:
    """Return the skeleton with hands and feet put, and the room with what was missed."""
    room = room or Room()
    pose = PoseFields.model_validate({**fields, "contacts": contacts})
    body = pose_skeleton(pose, BUILD)
    touch(body, pose, GIRTH, room)
    return body, room
