"""How far outlines reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.drawing.bounds import bounds, moved
from handouts.drawing.value import Path

numbers = st.floats(-1000, 1000)


def test_curve_is_measured_and_not_its_handles() -> None:
    path = Path((("M", 0.0, 0.0), ("C", 0.0, 40.0, 30.0, 40.0, 30.0, 0.0)), fill=(0, 0, 0))
    assert bounds([path]) == pytest.approx((0, 0, 30, 30))


def test_half_the_stroke_lies_outside() -> None:
    path = Path((("M", 0.0, 0.0), ("L", 10.0, 0.0)), stroke=(0, 0, 0), stroke_width=4)
    assert bounds([path]) == (-2, -2, 12, 2)


@given(st.lists(numbers, min_size=8, max_size=8))
def test_every_point_of_a_curve_lies_within(values: list[float]) -> None:
    x0, y0, x1, y1, x2, y2, x3, y3 = values
    left, top, right, bottom = bounds([Path((("M", x0, y0), ("C", x1, y1, x2, y2, x3, y3)))])
    for index in range(33):
        t = index / 32
        u = 1 - t
        weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        x = sum(weight * value for weight, value in zip(weights, (x0, x1, x2, x3), strict=True))
        y = sum(weight * value for weight, value in zip(weights, (y0, y1, y2, y3), strict=True))
        assert left - 1e-6 <= x <= right + 1e-6
        assert top - 1e-6 <= y <= bottom + 1e-6


@given(numbers, numbers)
def test_moving_moves_the_bounds(dx: float, dy: float) -> None:
    path = Path((("M", 0.0, 0.0), ("L", 1.0, 2.0), ("C", 3.0, 9.0, 5.0, -4.0, 2.0, 2.0), ("Z",)), fill=(0, 0, 0))
    left, top, right, bottom = bounds([path])
    assert bounds([moved(path, dx, dy)]) == pytest.approx((left + dx, top + dy, right + dx, bottom + dy), abs=1e-6)
