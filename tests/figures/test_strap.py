"""Straps and towels hang, go round a sole and end below the hands."""

from __future__ import annotations

import numpy as np

from handouts.figures.picture.overlay import anchor
from handouts.figures.picture.strap import path
from tests.figures.posed import posed

NAMES = ("left hand", "right sole", "right hand")


def test_its_ends_hang_below_the_hands() -> None:
    body = posed(shoulder=60, hip={"flex": 80})
    for kind in ("strap", "towel"):
        points = path(body, NAMES, kind)
        assert points[0][2] < anchor(body, "left hand")[2] - 0.05
        assert points[-1][2] < anchor(body, "right hand")[2] - 0.05


def test_a_towel_sags_more_than_a_strap() -> None:
    body = posed()
    feet = ("left foot", "right foot")
    low = {kind: float(path(body, feet, kind)[:, 2].min()) for kind in ("strap", "towel")}
    assert low["towel"] < low["strap"] < min(float(anchor(body, name)[2]) for name in feet)


def test_it_spans_the_sole() -> None:
    body = posed()
    points = path(body, NAMES, "strap")
    ball = body.joints["right ball"]
    near = points[np.linalg.norm(points - ball, axis=1) < 0.06]
    assert np.ptp(near[:, 1]) > 0.07
