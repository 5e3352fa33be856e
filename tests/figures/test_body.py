"""The solids of a body: whole, even, of human measure, from whichever side they are seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from handouts.figures.body import foot, hand
from handouts.figures.body import trunk_and_limbs as solids
from handouts.figures.body.profiles import Girth
from handouts.figures.body.skeleton import SIDES, Skeleton
from handouts.figures.body.solid import Ellipsoid, Loft
from handouts.figures.body.surface import ENDS
from handouts.figures.picture.camera import VIEWS, camera
from handouts.figures.picture.silhouette import image, images, polygons
from tests.figures.posed import BUILD, GIRTH, posed

POSES: list[dict[str, Any]] = [
    {},
    {"hip": 90, "knee": 90},
    {"hip": 120, "knee": 140, "lumbar": 40, "thoracic": 30, "shoulder": 160},
    {"pelvis": {"lean": -90}, "hip": 45, "knee": 90},
    {"thoracic": {"twist": 35, "side": 20}, "shoulder": {"abd": 90}, "neck": {"twist": 40}},
]


def lofts(body: Skeleton) -> tuple[Loft, ...]:
    limbs = [solids.limb(body, GIRTH, f"{side} {name}") for side in SIDES for name in ENDS]
    others = [each for side in SIDES for each in (*solids.yoke(body, GIRTH, side), solids.buttock(body, GIRTH, side))]
    return (*limbs, *others, solids.trunk(body, GIRTH), solids.neck(body))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("fields", POSES)
def test_a_body_is_in_one_piece_from_every_side(view: str, fields: dict[str, Any]) -> None:
    seen = images(camera(*VIEWS[view]), lofts(posed(**fields)))
    assert seen.is_valid
    assert len(list(polygons(seen))) == 1


@pytest.mark.parametrize("view", ["front", "back"])
def test_an_even_body_looks_even(view: str) -> None:
    seen = images(camera(*VIEWS[view]), lofts(posed()))
    left, _, right, _ = seen.bounds
    assert left == pytest.approx(-right, abs=0.002)
    assert 0.3 < seen.area < 0.6  # square metres of a grown person without head, hands and feet


def test_the_left_and_right_limbs_are_mirror_images() -> None:
    body, flip = posed(hip={"flex": 30, "abd": 20, "rot": 10}, knee=40), np.array([1, -1, 1])
    for name in ENDS:
        pair = [solids.limb(body, GIRTH, f"{side} {name}") for side in SIDES]
        for right, left in zip(pair[0].stations, pair[1].stations, strict=True):
            assert isinstance(right, Ellipsoid)
            assert isinstance(left, Ellipsoid)
            assert left.center == pytest.approx(right.center * flip)


def test_a_thicker_body_covers_a_thinner_one() -> None:
    body = posed()
    for view in ("side", "front"):
        thin = image(camera(*VIEWS[view]), solids.trunk(body, GIRTH))
        wide = image(camera(*VIEWS[view]), solids.trunk(body, Girth(trunk=1.15)))
        dressed = image(camera(*VIEWS[view]), solids.trunk(body, GIRTH, grow=0.01))
        assert wide.area > thin.area * 1.05
        assert dressed.buffer(0.002).covers(thin)


def test_a_belly_and_a_bust_are_in_front() -> None:
    side = camera(*VIEWS["side"])
    plain = image(side, solids.trunk(posed(), GIRTH)).bounds
    for girth in (Girth(belly=0.05), Girth(bust=0.03)):
        found = image(side, solids.trunk(posed(), girth)).bounds
        assert found[2] > plain[2] + 0.01
        assert found[0] == pytest.approx(plain[0], abs=0.012)


@pytest.mark.parametrize("shape", hand.SHAPES)
@pytest.mark.parametrize("side", SIDES)
def test_fingers_bend_towards_the_palm(shape: Any, side: str) -> None:
    body = posed()
    palmward = -np.sign(body.joints[f"{side} wrist"][1]) * body.frames[f"{side} hand"][:, 1]
    flat, held = hand.lofts(body, side, "flat"), hand.lofts(body, side, shape)
    for name in ("middle", "ring", "little"):
        tips = [found[name].stations[-1] for found in (flat, held)]
        moved = float((tips[1].center - tips[0].center) @ palmward)
        assert moved >= -1e-9 if shape not in ("fist", "straight-fist") else moved > -0.02


def test_the_thumb_is_in_front_of_an_arm_at_ease() -> None:
    body = posed()
    for side in SIDES:
        found = hand.lofts(body, side, "flat")
        thumb, little = found["thumb"].stations[-1].center, found["little"].stations[-1].center
        assert thumb[0] > little[0] + 0.03


def test_a_bare_foot_and_a_hand_have_human_sizes() -> None:
    body, side = posed(), camera(*VIEWS["side"])
    left, low, right, _ = images(side, foot.lofts(body, "left")).bounds
    assert 0.14 < (right - left) / BUILD.stature < 0.165
    assert body.joints["left ankle"][2] - low == pytest.approx(foot.BARE, abs=0.003)
    _, low, _, high = images(side, tuple(hand.lofts(body, "left", "flat").values())).bounds
    assert 0.095 < (high - low) / BUILD.stature < 0.13


def test_toes_bend_up_and_the_rest_of_the_foot_stays() -> None:
    flat, bent = posed(), posed(toes=50)
    for side in SIDES:
        first, second = (foot.lofts(each, side) for each in (flat, bent))
        assert solids.lowest((first[0],)) == pytest.approx(solids.lowest((second[0],)))
        tips = [each[1].stations[-1].points[:, 2].max() for each in (first, second)]
        assert tips[1] > tips[0] + 0.03
