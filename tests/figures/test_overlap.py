"""Nothing passes through the trunk, and what is marked lies on the body."""

from __future__ import annotations

import re

import numpy as np
import pytest
from shapely.geometry import Polygon

from handouts.data import builtin
from handouts.drawing.bounds import bounds
from handouts.drawing.figure import read_figure
from handouts.figures.body import profiles
from handouts.figures.body.cast import chosen
from handouts.figures.body.place import place
from handouts.figures.body.profiles import Girth
from handouts.figures.body.skeleton import SIDES, Skeleton
from handouts.figures.body.vectors import Array
from handouts.model.pose import PoseFields
from handouts.problems import Place
from tests.figures.test_ground import FRAMES, POSES

DEEPEST = 0.035  # metres: flesh gives where a hand or a thigh is pressed on it
SPECK = 5.0  # square units of a picture 1,000 wide
FIGURES = sorted((builtin() / "assets" / "figures").glob("*.svg"))


def within_trunk(body: Skeleton, girth: Girth, point: Array) -> float:
    """Return how deep in the trunk a point is, in metres; nought outside."""
    deepest = 0.0
    for length in np.linspace(-0.05, 0.50, 45):
        middle, frame = body.along_spine(float(length))
        x, y, z = frame.T @ (point - middle)
        lateral, depth, forward = profiles.trunk(np.array([length]), girth)[0]
        if abs(z) < 0.015:
            radius = float(np.hypot((x - forward) / depth, y / lateral))
            deepest = max(deepest, (1 - radius) * float(min(lateral, depth)))
    return deepest


@pytest.mark.slow
@pytest.mark.parametrize(("stretch", "frame"), FRAMES.values(), ids=FRAMES.keys())
def test_no_limb_passes_through_the_trunk(stretch: str, frame: PoseFields) -> None:
    person = chosen(stretch, POSES[stretch].cast)
    body, _, _ = place(POSES[stretch], frame, person)
    ends = [f"{side} {name}" for side in SIDES for name in ("elbow", "wrist", "hand", "knee", "ankle", "toes")]
    deep = {name: round(within_trunk(body, person.girth, body.joints[name]), 3) for name in ends}
    assert {name: depth for name, depth in deep.items() if depth > DEEPEST} == {}


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
def test_no_specks_and_marked_areas_are_part_of_the_figure(path: object) -> None:
    data = (builtin() / "assets" / "figures" / str(getattr(path, "name", path))).read_bytes()
    drawing = read_figure(data, Place("figure"))
    for each in drawing.paths:
        if each.fill is None:
            continue
        for ring in re.split(r"(?=M)", " ".join(step[0] + ",".join(map(str, step[1:])) for step in each.steps))[1:]:
            numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*", ring)]
            outline = Polygon(list(zip(numbers[0::2], numbers[1::2], strict=True)))
            assert outline.convex_hull.area > SPECK
    marked = [each for each in drawing.paths if each.role == "highlight"]
    if marked:
        left, top, right, bottom = bounds(tuple(marked))
        assert min(left, top) >= -SPECK
        assert right <= drawing.width + SPECK
        assert bottom <= drawing.height + SPECK
        assert 0.0005 < (right - left) * (bottom - top) / (drawing.width * drawing.height) < 0.35
