"""Heads: of human height, even, with hair that leaves the face free."""

from __future__ import annotations

import numpy as np
import pytest
from shapely.geometry import Point

from handouts.figures.body import head
from handouts.figures.body.cast import CAST, Clothes
from handouts.figures.body.solid import Slice
from handouts.figures.body.vectors import Array
from handouts.figures.picture.camera import VIEWS, camera
from handouts.figures.picture.dress import dress
from handouts.figures.picture.silhouette import polygons
from tests.figures.posed import BUILD, GIRTH, posed


def skin() -> Array:
    return np.vstack([each.points for each in head.skull(posed()).stations if isinstance(each, Slice)])


def test_a_head_is_a_seventh_of_the_body() -> None:
    points = skin()
    assert 7.0 <= BUILD.stature / np.ptp(points[:, 2]) <= 7.5


def test_a_head_is_even() -> None:
    points = skin()
    assert points[:, 1].max() == pytest.approx(-points[:, 1].min(), abs=1e-3)


@pytest.mark.slow
@pytest.mark.parametrize("style", head.HAIR)
@pytest.mark.parametrize("view", ["side", "front", "back", "three-quarter"])
def test_hair_is_seen_and_leaves_the_face_free(style: str, view: str) -> None:
    seen = camera(*VIEWS[view])
    body = posed()
    piece = dress(body, seen, GIRTH, Clothes(hair=style), {"left": "flat", "right": "flat"})["head"]
    assert len(list(polygons(piece.shape))) == 1
    hair = [shape for role, shape in piece.fills if role == "hair"]
    assert sum(each.area for each in hair) > 0.004
    if view == "front":
        nose = seen.flat(head.in_room(body, np.array([[0.11, 0, 0.0]])))[0]
        assert not any(each.contains(Point(nose)) for each in hair)


def test_the_cast_is_varied() -> None:
    assert len(CAST) >= 8
    assert len({person.clothes.hair for person in CAST}) >= 6
    assert len({person.skin for person in CAST}) >= 6
    assert any(person.clothes.glasses for person in CAST)
