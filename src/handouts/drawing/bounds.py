"""How far outlines reach: exact for curves, with half the stroke around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import inf, sqrt

from handouts.drawing.value import Path, Step

Box = tuple[float, float, float, float]  # left, top, right, bottom


def bounds(paths: Iterable[Path]) -> Box:
    """Return the box around all paths, strokes included (miter tips are not); left > right when there are none."""
    left, top, right, bottom = inf, inf, -inf, -inf
    for path in paths:
        pad = path.stroke_width / 2 if path.stroke else 0.0
        for x, y in _extremes(path.steps):
            left, right = min(left, x - pad), max(right, x + pad)
            top, bottom = min(top, y - pad), max(bottom, y + pad)
    return left, top, right, bottom


def moved(path: Path, dx: float, dy: float) -> Path:
    """Return the path shifted by dx, dy."""
    return replace(path, steps=tuple(_moved_step(step, dx, dy) for step in path.steps))


def _moved_step(step: Step, dx: float, dy: float) -> Step:
    if len(step) == 1:
        return step
    if len(step) == 3:
        return step[0], step[1] + dx, step[2] + dy
    kind, x1, y1, x2, y2, x, y = step
    return kind, x1 + dx, y1 + dy, x2 + dx, y2 + dy, x + dx, y + dy


def _extremes(steps: Iterable[Step]) -> Iterator[tuple[float, float]]:
    """Yield points whose box is the box of the outline."""
    here = (0.0, 0.0)
    for step in steps:
        if len(step) == 1:
            continue
        if len(step) == 7:
            xs = _range(here[0], step[1], step[3], step[5])
            ys = _range(here[1], step[2], step[4], step[6])
            yield xs[0], ys[0]
            yield xs[1], ys[1]
            here = (step[5], step[6])
        else:
            here = (step[1], step[2])
            yield here


def _range(p0: float, p1: float, p2: float, p3: float) -> tuple[float, float]:
    """Return the least and the greatest value of one coordinate of a cubic."""
    low, high = min(p0, p3), max(p0, p3)
    if low <= min(p1, p2) and max(p1, p2) <= high:
        return low, high
    # The derivative is a t² + b t + c, up to a factor of 3.
    a, b, c = p3 - 3 * p2 + 3 * p1 - p0, 2 * (p2 - 2 * p1 + p0), p1 - p0
    values = [low, high]
    for t in _roots(a, b, c):
        if 0 < t < 1:
            u = 1 - t
            values.append(u * u * u * p0 + 3 * u * u * t * p1 + 3 * u * t * t * p2 + t * t * t * p3)
    return min(values), max(values)


def _roots(a: float, b: float, c: float) -> tuple[float, ...]:
    if abs(a) < 1e-12 * (abs(b) + abs(c)) or a == 0:
        return (-c / b,) if b else ()
    square = b * b - 4 * a * c
    if square < 0:
        return ()
    # The stable form: never the difference of two nearly equal numbers.
    q = -(b + sqrt(square)) / 2 if b >= 0 else -(b - sqrt(square)) / 2
    return (q / a, c / q) if q else (0.0,)
