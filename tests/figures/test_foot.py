"""Feet: a forearm long, their sole in one plane, toes that bend about their own roots, shoes that stand on soles."""

from __future__ import annotations

import numpy as np
import pytest

from handouts.figures.body import foot
from handouts.figures.body import trunk_and_limbs as solids
from handouts.figures.body.skeleton import SIDES
from handouts.figures.body.solid import Ellipsoid, Loft, Slice, Station
from handouts.figures.body.vectors import Array
from handouts.figures.picture.camera import VIEWS, camera
from handouts.figures.picture.foot_lines import bare, shoe
from handouts.figures.picture.silhouette import polygons
from tests.figures.posed import BUILD, GIRTH, posed


def ankle(side: str = "right") -> Loft:
    return solids.limb(posed(), GIRTH, f"{side} shank", 0.93, 1.0, 0.0, 6)


def test_a_foot_is_a_forearm_long() -> None:
    body = posed()
    for side in SIDES:
        lofts = (*foot.lofts(body, side), *foot.toes(body, side).values())
        long = max(reach(each, 1) for each in lofts) - min(reach(each, -1) for each in lofts)
        assert long == pytest.approx(BUILD.forearm, rel=0.06)


def reach(loft: Loft, way: int) -> float:
    """Return how far forward (1) or back (-1) a solid reaches."""
    found = [way * float(np.max(each.points[:, 0] * way)) if isinstance(each, Slice)
             else float(each.center[0] + way * np.linalg.norm(each.axes[0])) for each in loft.stations]  # fmt: skip
    return max(found) if way > 0 else min(found)


def center(station: Station) -> Array:
    assert isinstance(station, Ellipsoid)
    return station.center


def test_heel_ball_and_toes_of_a_flat_foot_lie_in_one_plane() -> None:
    body = posed()
    for side in SIDES:
        ground = body.joints[f"{side} ankle"][2] - foot.BARE
        hind, _ = foot.lofts(body, side)
        assert solids.lowest((hind,)) == pytest.approx(ground, abs=0.001)
        for toe in foot.toes(body, side).values():
            assert solids.lowest((toe,)) == pytest.approx(ground, abs=0.0015)


def test_the_sole_of_a_shoe_lies_in_one_plane() -> None:
    body = posed()
    for side in SIDES:
        for part in foot.sole(body, side):
            assert solids.lowest((part,)) == pytest.approx(body.joints[f"{side} ankle"][2] - foot.SHOD, abs=0.001)


def test_the_toes_go_from_the_inner_side_to_the_outer() -> None:
    body = posed()
    for side in SIDES:
        toes = foot.toes(body, side)
        assert tuple(toes) == foot.TOES
        inward = [abs(float(center(toe.stations[-1])[1])) for toe in toes.values()]
        assert inward == sorted(inward)


@pytest.mark.parametrize("degrees", [-20, 30, 60])
def test_toes_bend_about_their_roots(degrees: int) -> None:
    flat, bent = posed(), posed(toes=degrees)
    for side in SIDES:
        for still, moved in zip(foot.toes(flat, side).values(), foot.toes(bent, side).values(), strict=True):
            assert center(moved.stations[0]) == pytest.approx(center(still.stations[0]), abs=0.006)
            rise = center(moved.stations[-1])[2] - center(still.stations[-1])[2]
            assert np.sign(rise) == np.sign(degrees)


@pytest.mark.parametrize("view", VIEWS)
def test_a_foot_is_one_area(view: str) -> None:
    seen = camera(*VIEWS[view])
    for found in (bare(posed(), seen, "right", ankle()), shoe(posed(), seen, "right", ankle())):
        assert len(list(polygons(found.outline))) == 1
        assert found.outline.is_valid


def test_toes_show_from_above_and_the_sole_of_a_shoe_only_from_below() -> None:
    above, below = camera(20, 60), camera(20, -60)
    toes = [line for line, weight in bare(posed(), above, "right", ankle()).strokes if weight == "fine"]
    assert len(toes) >= 3
    assert [role for role, _ in shoe(posed(), above, "right", ankle()).fills][-1] == "shoe"
    assert [role for role, _ in shoe(posed(), below, "right", ankle()).fills][-1] == "paper"
