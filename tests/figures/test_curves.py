"""Curves: smooth where the points are, with their corners, within the error that is asked for."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.figures.body.curve import through
from handouts.figures.body.vectors import Array
from handouts.figures.picture.bezier import curves

CIRCLE = np.linspace(0, 2 * np.pi, 200)


def at(curve: Array, t: Array) -> Array:
    s = 1 - t[:, None]
    u = t[:, None]
    return s**3 * curve[0] + 3 * s * s * u * curve[1] + 3 * s * u * u * curve[2] + u**3 * curve[3]


def drawn(found: list[Array]) -> Array:
    return np.vstack([at(each, np.linspace(0, 1, 30)) for each in found])


def test_a_circle_is_a_few_cubics_that_close() -> None:
    ring = np.column_stack([np.cos(CIRCLE), np.sin(CIRCLE)])
    found = curves(ring, closed=True, error=0.004, step=0.05)
    assert len(found) <= 12
    assert found[0][0] == pytest.approx(found[-1][3])
    assert np.linalg.norm(drawn(found), axis=1) == pytest.approx(np.ones(len(drawn(found))), abs=0.01)


def test_a_square_keeps_its_four_corners() -> None:
    ring = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], dtype=float)
    points = drawn(curves(ring, closed=True, error=0.004, step=0.02))
    for corner in ring[:4]:
        assert np.linalg.norm(points - corner, axis=1).min() < 0.03


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=2, max_size=8))
def test_pieces_of_an_open_line_hang_together_and_keep_its_ends(points: list[tuple[float, float]]) -> None:
    line = np.array(points)
    found = curves(line, closed=False, error=0.01, step=0.05)
    for before, after in itertools.pairwise(found):
        assert before[3] == pytest.approx(after[0])
    assert all(np.isfinite(each).all() for each in found)
    if found:
        assert found[0][0] == pytest.approx(line[0])
        assert found[-1][3] == pytest.approx(line[-1])


@given(st.lists(st.integers(-5_000_000, 5_000_000).map(lambda each: each / 1_000_000), min_size=3, max_size=9))
def test_a_curve_goes_through_its_points_without_overshoot(values: list[float]) -> None:
    xs, ys = np.arange(len(values), dtype=float), np.array(values)
    assert through(xs, ys, xs) == pytest.approx(ys, abs=1e-9)
    for index in range(len(values) - 1):
        between = through(xs, ys, np.linspace(index, index + 1, 9))
        low, high = sorted(ys[index : index + 2])
        assert (between >= low - 1e-9).all()
        assert (between <= high + 1e-9).all()
