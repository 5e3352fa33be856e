"""Every built-in pose as geometry: what touches the ground touches it, nothing sinks in, nothing is out of reach."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from handouts.data import builtin
from handouts.figures import layers
from handouts.figures.body import foot, head, limits
from handouts.figures.body import trunk_and_limbs as solids
from handouts.figures.body.cast import chosen
from handouts.figures.body.contacts import HAND_THICKNESS
from handouts.figures.body.place import place
from handouts.figures.body.profiles import Girth
from handouts.figures.body.skeleton import SIDES, Skeleton
from handouts.figures.body.solid import Loft
from handouts.load.yaml_source import load
from handouts.model.pose import Bases, Pose, PoseFields

FOLDER = builtin() / "assets" / "figures"
BASES = load(FOLDER / "bases.yaml", Bases).value
POSES = {path.name.removesuffix(".pose.yaml"): load(path, Pose).value for path in sorted(FOLDER.glob("*.pose.yaml"))}
FRAMES = {
    f"{stretch}.{number}": (stretch, frame)
    for stretch, pose in POSES.items()
    for number, frame in enumerate(layers.frames(pose, BASES), 1)
}
SINKS = 0.03  # metres: flesh gives and a mat is soft
HOVERS = 0.03
NO_GROUND = {"bed", "step"}  # legs hang below the one, feet stand above the floor on the other


def parts(body: Skeleton, girth: Girth) -> Iterator[tuple[str, tuple[Loft, ...]]]:
    yield "trunk", (solids.trunk(body, girth), *(solids.buttock(body, girth, side) for side in SIDES))
    yield "head", (head.skull(body),)
    for side in SIDES:
        yield f"{side} foot", foot.lofts(body, side)
        yield f"{side} hand", (solids.around_point(body.joints[f"{side} hand"], HAND_THICKNESS),)
        for name in ("thigh", "shank", "upper arm", "forearm"):
            yield f"{side} {name}", (solids.limb(body, girth, f"{side} {name}"),)


def test_there_are_ninety() -> None:
    assert len(POSES) == 90


@pytest.mark.parametrize(("stretch", "frame"), FRAMES.values(), ids=FRAMES.keys())
def test_a_figure_rests_on_the_ground(stretch: str, frame: PoseFields) -> None:
    pose = POSES[stretch]
    person = chosen(stretch, pose.cast)
    body, room, _ = place(pose, frame, person)
    assert room.misses == []
    assert list(limits.beyond(frame)) == []
    if NO_GROUND & {prop.kind for prop in frame.props or ()} or frame.crop == "hand":
        return
    low = {name: solids.lowest(lofts) for name, lofts in parts(body, person.girth)}
    assert {name: round(height, 3) for name, height in low.items() if height < -SINKS} == {}
    assert min(low.values()) < HOVERS


@pytest.mark.parametrize(("stretch", "frame"), FRAMES.values(), ids=FRAMES.keys())
def test_bones_keep_their_lengths(stretch: str, frame: PoseFields) -> None:
    pose = POSES[stretch]
    person = chosen(stretch, pose.cast)
    body, _, _ = place(pose, frame, person)
    build = person.build
    for side in SIDES:
        for first, second, length in (
            ("hip", "knee", build.thigh), ("knee", "ankle", build.shank), ("shoulder", "elbow", build.upper_arm),
            ("elbow", "wrist", build.forearm),
        ):  # fmt: skip
            away = body.joints[f"{side} {first}"] - body.joints[f"{side} {second}"]
            assert float(np.linalg.norm(away)) == pytest.approx(length, abs=1e-6)
