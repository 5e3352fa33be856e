"""Every figure and logo that we ship."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.drawing.bounds import bounds
from handouts.drawing.figure import ROLES, read_figure
from handouts.drawing.read import read_drawing
from handouts.drawing.svg.vector import read_svg
from handouts.problems import Place

ASSETS = Path(__file__).parents[2] / "assets"
SHAPES_ONLY = {"tendon-glides"}  # what the hand is to look like, one after the other
FIGURES = sorted((ASSETS / "figures").glob("*.svg"))
_STROKE = 8.0  # units: a line at the edge of a close picture is cut along its middle


def test_every_stretch_has_a_picture() -> None:
    catalog = {path.stem for path in (ASSETS.parent / "routines" / "catalog").glob("*/*.yaml")}
    assert {path.name.split(".")[0] for path in FIGURES} == catalog


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
def test_figure_is_sound(path: Path) -> None:
    data = path.read_bytes()
    drawing = read_figure(data, Place(path.name))
    assert len(data) <= 40_000
    assert all(each.role in ROLES for each in drawing.paths)
    assert {"skin", "outline"} <= {each.role for each in drawing.paths}
    left, top, right, bottom = bounds(drawing.paths)
    assert min(left, top) >= -_STROKE
    assert right <= drawing.width + _STROKE
    assert bottom <= drawing.height + _STROKE
    assert max(right - left, bottom - top) >= 0.5 * max(drawing.width, drawing.height)


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
def test_both_readers_agree(path: Path) -> None:
    own = read_figure(path.read_bytes(), Place(path.name))
    general = read_svg(path.read_bytes(), Place(path.name))
    assert len(own.paths) == len(general.paths)
    for one, other in zip(own.paths, general.paths, strict=True):
        assert (one.fill, one.stroke, one.stroke_width) == (other.fill, other.stroke, other.stroke_width)
        assert (one.fill_opacity, one.round_ends) == (other.fill_opacity, other.round_ends)
        assert [step[0] for step in one.steps] == [step[0] for step in other.steps]


def test_movements_have_arrows_and_starts_have_none() -> None:
    roles: dict[str, list[set[str]]] = {}
    for path in FIGURES:
        drawing = read_figure(path.read_bytes(), Place(path.name))
        roles.setdefault(path.name.split(".")[0], []).append({each.role for each in drawing.paths})
    still = {stretch for stretch, frames in roles.items() if not any("arrow" in frame for frame in frames)}
    assert still <= SHAPES_ONLY
    for stretch, frames in roles.items():
        if len(frames) > 1 and "arrow" not in frames[0]:
            assert "highlight" not in frames[0], stretch


def test_sample_logo_fills_its_box() -> None:
    path = ASSETS / "clinics" / "sample" / "logo.svg"
    drawing = read_drawing(path, Place("clinic.yaml", 2, 7)).drawing
    assert (drawing.width, drawing.height) == pytest.approx((80, 80))
    assert [each.fill or each.stroke for each in drawing.paths] == [(31, 111, 120), (255, 255, 255)]
