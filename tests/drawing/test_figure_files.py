"""Every figure and logo that we ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.drawing.bounds import bounds
from handouts.drawing.figure import ROLES, read_figure
from handouts.drawing.read import read_drawing
from handouts.drawing.vector import read_svg
from handouts.problems import Place

ASSETS = Path(__file__).parents[2] / "assets"
FIGURES = sorted((ASSETS / "figures").glob("*.svg"))
_ROUNDING = 0.051  # coordinates have one decimal


def test_there_are_figures() -> None:
    assert {path.name.split(".")[0] for path in FIGURES} >= {
        "cat-camel",
        "double-knee-to-chest",
        "lying-trunk-rotation",
        "pelvic-tilt",
        "prayer-stretch",
        "seated-spinal-twist",
        "single-knee-to-chest",
        "standing-hip-flexor-stretch",
    }


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
def test_figure_is_sound(path: Path) -> None:
    data = path.read_bytes()
    drawing = read_figure(data, Place(path.name))
    assert len(data) <= 40_000
    assert all(each.role in ROLES for each in drawing.paths)
    assert {"skin", "hair", "outline"} <= {each.role for each in drawing.paths}
    assert bounds(drawing.paths) == pytest.approx((0, 0, drawing.width, drawing.height), abs=0.1 + _ROUNDING)
    left, top, right, bottom = bounds(drawing.paths)
    assert left >= -1e-6
    assert top >= -1e-6
    assert right <= drawing.width + 1e-6
    assert bottom <= drawing.height + 1e-6


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
def test_both_readers_agree(path: Path) -> None:
    own = read_figure(path.read_bytes(), Place(path.name))
    general = read_svg(path.read_bytes(), Place(path.name))
    assert len(own.paths) == len(general.paths)
    for one, other in zip(own.paths, general.paths, strict=True):
        assert (one.fill, one.stroke, one.stroke_width) == (other.fill, other.stroke, other.stroke_width)
        assert (one.fill_opacity, one.round_ends) == (other.fill_opacity, other.round_ends)
        assert [step[0] for step in one.steps] == [step[0] for step in other.steps]


def test_frames_that_move_have_arrows_and_starts_have_none() -> None:
    for path in FIGURES:
        roles = {each.role for each in read_figure(path.read_bytes(), Place(path.name)).paths}
        start = ".1." in path.name and not path.name.startswith("cat-camel")
        assert ("arrow" in roles) is not start, path.name
        assert not start or "highlight" not in roles, path.name


def test_sample_logo_fills_its_box() -> None:
    path = ASSETS / "clinics" / "sample" / "logo.svg"
    drawing = read_drawing(path, Place("clinic.yaml", 2, 7)).drawing
    assert (drawing.width, drawing.height) == pytest.approx((80, 80))
    assert [each.fill or each.stroke for each in drawing.paths] == [(31, 111, 120), (255, 255, 255)]
