"""Where joints are for given angles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.figures.body import foot
from handouts.figures.body.skeleton import SIDES, sign
from handouts.figures.body.vectors import flexion
from tests.figures.posed import BUILD, posed

angles = st.floats(-150, 150)
FORWARD, LEFT, UP = 0, 1, 2


def bend(start: np.ndarray, middle: np.ndarray, end: np.ndarray) -> float:
    """Return by how many degrees a chain is bent at its middle."""
    first, second = middle - start, end - middle
    cosine = first @ second / np.linalg.norm(first) / np.linalg.norm(second)
    return float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def test_a_standing_body_is_upright_and_even() -> None:
    body = posed()
    for side in SIDES:
        assert body.joints[f"{side} hip"][LEFT] == pytest.approx(sign(side) * BUILD.hip_half)
        assert body.joints[f"{side} ankle"][UP] == pytest.approx(-BUILD.thigh - BUILD.shank)
        assert body.joints[f"{side} shoulder"][UP] > 0.3
        assert body.joints[f"{side} wrist"][UP] < body.joints[f"{side} elbow"][UP] < body.joints[f"{side} shoulder"][UP]
    for name, point in body.joints.items():
        if name.startswith("left "):
            mirrored = body.joints[name.replace("left", "right", 1)]
            assert mirrored == pytest.approx(point * [1, -1, 1]), name


def test_the_figure_is_seven_to_seven_and_a_half_heads_tall() -> None:
    body = posed()
    crown = body.joints["head"][UP] + 0.165
    height = crown - body.joints["left ankle"][UP] + foot.BARE
    assert height == pytest.approx(BUILD.stature, rel=0.03)


@pytest.mark.parametrize(
    ("fields", "joint", "axis", "way"),
    [
        ({"hip": 60}, "left knee", FORWARD, 1),
        ({"hip": -20}, "left knee", FORWARD, -1),
        ({"hip": {"abd": 30}}, "left knee", LEFT, 1),
        ({"hip": {"abd": 30}}, "right knee", LEFT, -1),
        ({"knee": 90}, "left ankle", FORWARD, -1),
        ({"shoulder": 90}, "right elbow", FORWARD, 1),
        ({"shoulder": -30}, "right elbow", FORWARD, -1),
        ({"shoulder": {"abd": 60}}, "right elbow", LEFT, -1),
        ({"elbow": 90}, "left wrist", FORWARD, 1),
        ({"lumbar": 30}, "c7", FORWARD, 1),
        ({"thoracic": {"side": 30}}, "c7", LEFT, -1),
        ({"neck": 40}, "head", FORWARD, 1),
        ({"neck": {"side": 40}}, "head", LEFT, -1),
        ({"shrug": 4}, "left shoulder", UP, 1),
        ({"toes": 40}, "left toes", UP, 1),
        ({"ankle": 15}, "left ball", UP, 1),
        ({"pelvis": {"lean": 90}}, "head", FORWARD, 1),
        ({"pelvis": {"lean": -90}}, "head", FORWARD, -1),
    ],
)
def test_names_of_movements_mean_what_they_mean_in_anatomy(
    fields: dict[str, object], joint: str, axis: int, way: int
) -> None:
    moved, still = posed(**fields), posed()
    assert way * (moved.joints[joint] - still.joints[joint])[axis] > 0.01


def test_turning_out_turns_both_feet_away_from_the_middle() -> None:
    body = posed(hip={"rot": 30})
    for side in SIDES:
        assert sign(side) * body.frames[f"{side} foot"][LEFT, 0] > 0.4


def test_turning_in_the_arm_by_the_side_brings_the_hand_over_the_belly() -> None:
    body = posed(shoulder={"rot": -60}, elbow=90)
    for side in SIDES:
        assert sign(side) * (body.joints[f"{side} elbow"] - body.joints[f"{side} wrist"])[LEFT] > 0.15


@pytest.mark.parametrize("degrees", [-20, 30, 60, 110])
def test_a_hinge_bends_by_what_is_said(degrees: int) -> None:
    if degrees > 0:
        body = posed(knee=degrees, elbow=degrees)
        for side in SIDES:
            leg = [body.joints[f"{side} {name}"] for name in ("hip", "knee", "ankle")]
            arm = [body.joints[f"{side} {name}"] for name in ("shoulder", "elbow", "wrist")]
            assert bend(*leg) == pytest.approx(degrees)
            assert bend(*arm) == pytest.approx(degrees)
    body = posed(hip=degrees)
    assert flexion(body.frames["pelvis"], body.frames["left thigh"]) == pytest.approx(degrees)


@given(st.fixed_dictionaries({
    "hip": angles, "knee": angles, "lumbar": angles, "thoracic": angles, "neck": angles, "shoulder": angles,
    "elbow": angles, "wrist": angles, "ankle": angles, "toes": angles,
}))  # fmt: skip
def test_bones_keep_their_lengths_and_frames_stay_right_angled(fields: dict[str, float]) -> None:
    body = posed(**fields)
    for side in SIDES:
        lengths = {("hip", "knee"): BUILD.thigh, ("knee", "ankle"): BUILD.shank, ("shoulder", "elbow"): BUILD.upper_arm,
                   ("elbow", "wrist"): BUILD.forearm}  # fmt: skip
        for (first, second), length in lengths.items():
            apart = np.linalg.norm(body.joints[f"{side} {first}"] - body.joints[f"{side} {second}"])
            assert apart == pytest.approx(length)
    for name, frame in body.frames.items():
        assert frame.T @ frame == pytest.approx(np.eye(3), abs=1e-9), name
        assert np.linalg.det(frame) == pytest.approx(1), name


@given(st.floats(-0.1, 0.7), st.floats(-60, 60))
def test_a_point_along_the_spine_has_a_frame(length: float, degrees: float) -> None:
    body = posed(lumbar=degrees, thoracic={"side": degrees, "twist": degrees / 2})
    point, frame = body.along_spine(length)
    assert np.isfinite(point).all()
    assert frame.T @ frame == pytest.approx(np.eye(3), abs=1e-9)


def test_the_side_named_moves_and_the_other_stays() -> None:
    moved, still = posed(**{"hip.left": 60, "shoulder.right": 80}), posed()
    assert moved.joints["right knee"] == pytest.approx(still.joints["right knee"])
    assert moved.joints["left elbow"] == pytest.approx(still.joints["left elbow"])
    assert moved.joints["left knee"][FORWARD] > 0.2
    assert moved.joints["right elbow"][FORWARD] > 0.2
