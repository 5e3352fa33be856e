"""Hands and feet are where the pose puts them, and what is missed is told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handouts.figures.body import surface
from handouts.figures.body.contacts import FINE_CENTIMETRES, HAND_THICKNESS, Room, on_part, two_bones
from handouts.figures.body.skeleton import SIDES, hand_ways
from handouts.figures.body.vectors import vector
from tests.figures.posed import BUILD, GIRTH, posed, touching

SEATED: dict[str, Any] = {"pelvis": {"at": [0, 0, 52]}, "hip": 90, "knee": 90}
coordinates = st.floats(-0.8, 0.8)


@given(st.tuples(coordinates, coordinates, coordinates), st.sampled_from([(1, 0, 0), (0, 1, 0), (0, 0, 1)]))
def test_two_bones_reach_what_they_can_and_tell_what_they_miss(
    target: tuple[float, float, float], pole: tuple[float, float, float]
) -> None:
    root, first, second = vector(0, 0, 0), 0.4, 0.3
    away = np.cross(vector(*target), vector(*pole))
    assume(np.linalg.norm(away) > 0.01)  # a pole along the limb does not say where its middle goes
    middle, end, missed = two_bones(root, vector(*target), first, second, vector(*pole))
    assert np.linalg.norm(middle - root) == pytest.approx(first)
    assert np.linalg.norm(end - middle) == pytest.approx(second, abs=1e-6)
    assert np.linalg.norm(end - vector(*target)) == pytest.approx(missed, abs=1e-6)


def test_feet_flat_on_the_floor_touch_it_with_the_sole() -> None:
    body, room = touching({"feet": "floor"}, **SEATED)
    assert room.misses == []
    for side in SIDES:
        assert body.joints[f"{side} ankle"][2] == pytest.approx(Room().sole, abs=FINE_CENTIMETRES / 100)
        assert body.frames[f"{side} foot"][:, 2] == pytest.approx([0, 0, 1])


def test_a_lifted_heel_leaves_the_ball_on_the_floor() -> None:
    body, room = touching({"left foot": {"on": "floor", "heel": 40, "offset": [-30, 0, 0]}}, pelvis={"at": [0, 0, 80]})
    assert room.misses == []
    assert body.joints["left ball"][2] == pytest.approx(0.0125, abs=0.003)
    assert body.joints["left heel"][2] > 0.05


@pytest.mark.parametrize(
    ("hand", "part", "along", "side"),
    [
        ("right hand", "right thigh", 0.8, "front"),
        ("left hand", "left thigh", 0.6, "front outer"),
        ("right hand", "left upper arm", 0.8, "outer"),
        ("left hand", "trunk", 0.5, "front"),
        ("right hand", "head", 0.3, "front"),
    ],
)
def test_a_palm_lies_on_the_surface_that_it_is_laid_on(hand: str, part: str, along: float, side: str) -> None:
    body, room = touching({hand: {"on": part, "along": along, "side": side}}, **SEATED)
    assert room.misses == []
    owner = hand.split()[0]
    point, normal = on_part(body, GIRTH, part, along, side, owner)
    _, palm = hand_ways(body, owner)
    away = body.joints[hand] + palm * HAND_THICKNESS - point
    assert np.linalg.norm(away) * 100 < FINE_CENTIMETRES
    assert palm @ normal < -0.9


def test_the_hand_takes_the_shoulder_along_and_the_arm_stays_whole() -> None:
    body, room = touching({"hands": {"at": [45, 0, 80]}}, **SEATED)
    assert room.misses == []
    for side in SIDES:
        for first, second, length in (
            ("shoulder", "elbow", BUILD.upper_arm), ("elbow", "wrist", BUILD.forearm),
        ):  # fmt: skip
            apart = np.linalg.norm(body.joints[f"{side} {first}"] - body.joints[f"{side} {second}"])
            assert apart == pytest.approx(length, abs=0.01), (side, second)


@pytest.mark.parametrize("way", ["down", "back", "left", "forward"])
def test_an_elbow_points_where_it_is_told(way: str) -> None:
    from handouts.figures.body.vectors import direction

    body, room = touching({"left hand": {"at": [25, 20, 85], "bend": way}}, **SEATED)
    assert room.misses == []
    middle = (body.joints["left shoulder"] + body.joints["left wrist"]) / 2
    assert (body.joints["left elbow"] - middle) @ direction(way) > 0.02


def test_a_palm_and_fingers_point_where_they_are_told() -> None:
    body, _ = touching({"right hand": {"at": [40, -20, 90], "fingers": "up", "palm": "forward"}}, **SEATED)
    fingers, palm = hand_ways(body, "right")
    assert fingers == pytest.approx([0, 0, 1], abs=1e-6)
    assert palm == pytest.approx([1, 0, 0], abs=1e-6)


def test_a_hand_on_the_wall_is_at_the_wall() -> None:
    room = Room(wall=0.5)
    body, room = touching({"hands": {"on": "wall", "offset": [0, 0, 50]}}, room, pelvis={"at": [0, 0, 90]})
    assert room.misses == []
    for side in SIDES:
        assert body.joints[f"{side} hand"][0] == pytest.approx(0.5 - HAND_THICKNESS, abs=FINE_CENTIMETRES / 100)


def test_what_is_out_of_reach_is_told_in_centimetres() -> None:
    _, room = touching({"left hand": {"at": [300, 0, 80]}}, **SEATED)
    (miss,) = room.misses
    assert (miss.contact, miss.what) == ("left hand", "is out of reach")
    assert miss.centimetres == pytest.approx(300 - 65, abs=25)


@pytest.mark.parametrize(
    ("contacts", "culprit"),
    [({"left hnad": "floor"}, "left hnad"), ({"left hand": "left shnak"}, "left shnak"),
     ({"left hand": {"on": "left thigh", "side": "upper"}}, "upper"), ({"hand": "floor"}, "hand")],
)  # fmt: skip
def test_what_does_not_exist_is_told_by_name(contacts: dict[str, Any], culprit: str) -> None:
    _, room = touching(contacts, **SEATED)
    (miss,) = room.misses
    assert culprit in f"{miss.contact} {miss.what}"
    assert miss.centimetres == 0


@given(st.sampled_from(sorted(surface.ENDS)), st.floats(0, 1), st.floats(0, 360), st.sampled_from(SIDES))
def test_the_surface_of_a_limb_is_around_its_bone(name: str, share: float, angle: float, side: str) -> None:
    body = posed(hip=40, knee=50, shoulder=30, elbow=70)
    point, normal = surface.on_limb(body, GIRTH, f"{side} {name}", share, angle)
    first, last = (body.joints[f"{side} {each}"] for each in surface.ENDS[name])
    bone = first + (last - first) * share
    assert 0.015 < np.linalg.norm(point - bone) < 0.12
    assert np.linalg.norm(normal) == pytest.approx(1)
    assert (point - bone) @ normal > 0
