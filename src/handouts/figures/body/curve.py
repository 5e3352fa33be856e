"""Smooth curves through given points, without overshoot (Fritsch and Carlson, 1980)."""

from __future__ import annotations

import numpy as np

from handouts.figures.body.vectors import Array


def through(xs: Array, ys: Array, at: Array) -> Array:
    """Return the values at `at` of the monotone cubic through the points; `ys` may have several columns."""
    ys = np.asarray(ys, dtype=np.float64)
    if ys.ndim == 1:
        return through(xs, ys[:, None], at)[:, 0]
    steps = np.diff(xs)[:, None]
    slopes = np.diff(ys, axis=0) / steps
    inner = _harmonic(slopes, steps)
    tangents = np.vstack([slopes[:1], inner, slopes[-1:]])
    index = np.clip(np.searchsorted(xs, at) - 1, 0, len(xs) - 2)
    step = steps[index]
    t = np.clip((np.asarray(at) - xs[index]) / step[:, 0], 0.0, 1.0)[:, None]
    low, high = ys[index], ys[index + 1]
    values: Array = (
        (1 + 2 * t) * (1 - t) ** 2 * low + t * (1 - t) ** 2 * step * tangents[index]
        + t**2 * (3 - 2 * t) * high + t**2 * (t - 1) * step * tangents[index + 1]
    )  # fmt: skip
    return values


def _harmonic(slopes: Array, steps: Array) -> Array:
    """Return the weighted harmonic mean of neighbouring slopes, nought where they turn."""
    before, after = slopes[:-1], slopes[1:]
    first, second = 2 * steps[1:] + steps[:-1], steps[1:] + 2 * steps[:-1]
    same = before * after > 0
    safe_before, safe_after = np.where(same, before, 1.0), np.where(same, after, 1.0)
    return np.where(same, (first + second) / (first / safe_before + second / safe_after), 0.0)
