"""Hands: of human measure, left the mirror image of right, flat when flat, closed when closed."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import numpy as np
import pytest
from shapely.geometry import Point, Polygon

from handouts.figures.body.contacts import HAND_THICKNESS
from handouts.figures.body.hand import FINGERS, Hand, hand, palm
from handouts.figures.body.skeleton import HAND_LENGTH, SIDES, hand_ways
from handouts.figures.body.solid import Ellipsoid
from handouts.figures.picture.camera import VIEWS, camera
from handouts.figures.picture.hand_lines import picture
from handouts.figures.picture.silhouette import polygons
from handouts.model.pose import HandShape
from tests.figures.posed import posed

SHAPES = get_args(HandShape)


def held(shape: HandShape, side: str = "right") -> Hand:
    return hand(posed(), side, shape)


def length(found: Hand, digit: str) -> float:
    bones = found.digit(digit)[1:]
    return sum(float(np.linalg.norm(bone.ends[1] - bone.ends[0])) for bone in bones) + bones[-1].radii[1]


def test_fingers_have_human_lengths() -> None:
    found = held("flat")
    index, middle, ring, little = (length(found, name) for name in FINGERS)
    assert middle > ring > index > little
    assert middle == pytest.approx(0.095, abs=0.008)  # from the knuckle
    assert little / middle == pytest.approx(0.78, abs=0.05)
    reach = max(float((bone.ends[1] - found.wrist) @ found.axes[:, 0]) + bone.radii[1] for bone in found.bones)
    assert reach == pytest.approx(HAND_LENGTH, abs=0.012)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_left_hand_is_the_mirror_image_of_the_right(shape: HandShape) -> None:
    for right, left in zip(held(shape).bones, held(shape, "left").bones, strict=True):
        assert (right.digit, right.number, right.radii) == (left.digit, left.number, left.radii)
        for one, other in zip(right.ends, left.ends, strict=True):
            assert other == pytest.approx(one * [1, -1, 1])


@pytest.mark.parametrize("shape", SHAPES)
def test_bones_hang_together_and_keep_their_lengths(shape: HandShape) -> None:
    found, flat = held(shape), held("flat")
    for name in (*FINGERS, "thumb"):
        bones = found.digit(name)
        for one, other in pairwise(bones):
            assert one.ends[1] == pytest.approx(other.ends[0])
        assert length(found, name) == pytest.approx(length(flat, name))


@pytest.mark.parametrize("side", SIDES)
def test_a_flat_hand_lies_on_what_it_is_laid_on(side: str) -> None:
    found = held("flat", side)
    _, way = hand_ways(posed(), side)
    depths = [float((end - found.wrist) @ way) + radius
              for bone in found.bones for end, radius in zip(bone.ends, bone.radii, strict=True)]  # fmt: skip
    assert max(depths) < HAND_THICKNESS + 0.003
    thumb = found.digit("thumb")[-1]
    assert abs(float((thumb.ends[1] - found.wrist) @ way)) < 0.012


@pytest.mark.parametrize(("shape", "near"), [("fist", 0.03), ("grip", 0.045), ("straight-fist", 0.05)])
def test_a_closed_hand_has_its_finger_tips_by_the_palm(shape: HandShape, near: float) -> None:
    found = held(shape)
    for name in FINGERS:
        tip = found.digit(name)[-1].ends[1] - found.wrist
        assert 0.0 < float(tip @ found.axes[:, 2]) < near + 0.02
        assert float(tip @ found.axes[:, 0]) < 0.095


def test_the_thumb_of_a_fist_lies_across_its_fingers() -> None:
    found = held("fist")
    tip = found.digit("thumb")[-1].ends[1]
    covered = [bone for name in ("index", "middle") for bone in found.digit(name)[2:]]
    nearest = min(float(np.linalg.norm(tip - end)) for bone in covered for end in bone.ends)
    assert nearest < 0.03


def test_a_hook_keeps_its_knuckles_straight_and_a_tabletop_its_fingers() -> None:
    hook, tabletop = held("hook").digit("middle"), held("tabletop").digit("middle")
    assert hook[0].way @ hook[1].way > 0.98
    assert hook[1].way @ hook[2].way < 0.2
    assert tabletop[0].way @ tabletop[1].way < 0.2
    assert tabletop[1].way @ tabletop[2].way > 0.98


def test_the_palm_is_in_one_piece_and_as_broad_as_a_hand() -> None:
    lofts = palm(held("flat"))
    assert all(isinstance(each, Ellipsoid) for loft in lofts for each in loft.stations)
    knuckles = [bone.ends[1] for bone in held("flat").bones if bone.number == 0][:4]
    assert np.linalg.norm(knuckles[0] - knuckles[-1]) + 0.0244 == pytest.approx(0.080, abs=0.006)


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_hand_is_one_area_with_lines_inside_it(shape: HandShape, view: str) -> None:
    seen = picture(held(shape), camera(*VIEWS[view]), Polygon())
    assert len(list(polygons(seen.outline))) == 1
    assert seen.outline.is_valid
    for line in (each for each, _ in seen.strokes if not each.is_empty):
        assert seen.outline.buffer(1e-6).covers(line)


def test_a_hand_seen_from_its_back_shows_three_lines_between_four_fingers() -> None:
    body = posed()
    seen = picture(hand(body, "right", "flat"), camera(*VIEWS["side"]), Polygon())
    long = [line for line, weight in seen.strokes if weight == "fine" and line.length > 0.015]
    assert 3 <= len(long) <= 5
    assert seen.outline.contains(Point(*camera(*VIEWS["side"]).flat(body.joints["right hand"])))
