"""Cubic curves through polylines, corners kept (after Schneider, Graphics Gems, 1990)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from handouts.figures.body.vectors import Array, unit

_CORNER_DEGREES = 48.0
_REACH = 3  # points to either side over which a corner is measured
_ROUNDS = 4  # of fitting one stretch before it is cut in two


def curves(points: Array, closed: bool, error: float, step: float) -> list[Array]:
    """Return cubics, (4, 2) each, within about `error` of a polyline that is sampled every `step`."""
    if closed:
        ring = points[:-1] if np.allclose(points[0], points[-1]) else points
        dense = _dense(np.vstack([ring, ring[:1]]), step)[:-1]
        return _closed(dense, error)
    dense = _dense(points, step)
    cuts = [0, *_corners(dense, closed=False), len(dense) - 1]
    curves_fitted: list[Array] = []
    for start, end in pairwise(cuts):
        if end > start:
            _fit_piece(dense[start : end + 1], error, curves_fitted)
    return curves_fitted


def _closed(dense: Array, error: float) -> list[Array]:
    count = len(dense)
    corners = _corners(dense, closed=True)
    curves_fitted: list[Array] = []
    if not corners:
        tangent = unit(dense[2 % count] - dense[-2])
        _fit(dense[np.arange(count + 1) % count], tangent, -tangent, error, curves_fitted)
        return curves_fitted
    for start, end in zip(corners, [*corners[1:], corners[0] + count], strict=True):
        piece = dense[np.arange(start, end + 1) % count]
        if len(piece) > 1:
            _fit_piece(piece, error, curves_fitted)
    return curves_fitted


def _fit_piece(piece: Array, error: float, curves_fitted: list[Array]) -> None:
    reach = min(2, len(piece) - 1)
    _fit(piece, unit(piece[reach] - piece[0]), unit(piece[-1 - reach] - piece[-1]), error, curves_fitted)


def _fit(points: Array, start: Array, end: Array, error: float, curves_fitted: list[Array]) -> None:
    if len(points) == 2:
        third = float(np.linalg.norm(points[1] - points[0])) / 3
        curves_fitted.append(np.array([points[0], points[0] + start * third, points[1] + end * third, points[1]]))
        return
    along = _lengths(points)
    along /= along[-1] or 1.0
    worst = len(points) // 2
    for _ in range(_ROUNDS):
        curve = _solve(points, along, start, end)
        squares = ((_at(curve, along) - points) ** 2).sum(axis=1)
        worst = int(squares.argmax())
        if squares[worst] < error * error:
            curves_fitted.append(curve)
            return
        if squares[worst] > error * error * 25:
            break
        along = _closer(curve, points, along)
    worst = min(max(worst, 1), len(points) - 2)
    tangent = unit(points[max(worst - 2, 0)] - points[min(worst + 2, len(points) - 1)])
    _fit(points[: worst + 1], start, tangent, error, curves_fitted)
    _fit(points[worst:], -tangent, end, error, curves_fitted)


def _at(curve: Array, t: Array) -> Array:
    t = t[:, None]
    s = 1 - t
    points: Array = s**3 * curve[0] + 3 * s * s * t * curve[1] + 3 * s * t * t * curve[2] + t**3 * curve[3]
    return points


def _solve(points: Array, t: Array, start: Array, end: Array) -> Array:
    """Return the cubic with these end tangents that is nearest in the least squares."""
    s = 1 - t
    first = (3 * t * s * s)[:, None] * start
    second = (3 * t * t * s)[:, None] * end
    fixed = (s**3 + 3 * t * s * s)[:, None] * points[0] + (3 * t * t * s + t**3)[:, None] * points[-1]
    rest = points - fixed
    a, b, c = float((first * first).sum()), float((first * second).sum()), float((second * second).sum())
    x, y = float((first * rest).sum()), float((second * rest).sum())
    determinant = a * c - b * b
    chord = float(np.linalg.norm(points[-1] - points[0]))
    alpha = beta = 0.0
    if abs(determinant) > 1e-14:
        alpha, beta = (x * c - y * b) / determinant, (a * y - b * x) / determinant
    if not 1e-6 * chord < alpha < 3 * chord or not 1e-6 * chord < beta < 3 * chord:
        alpha = beta = chord / 3
    return np.array([points[0], points[0] + start * alpha, points[-1] + end * beta, points[-1]])


def _closer(curve: Array, points: Array, t: Array) -> Array:
    """Move each parameter by a step of Newton's towards its point."""
    away = _at(curve, t) - points
    one, two = 3 * np.diff(curve, axis=0), 6 * np.diff(curve, 2, axis=0)
    s, u = (1 - t)[:, None], t[:, None]
    first = s * s * one[0] + 2 * s * u * one[1] + u * u * one[2]
    second = s * two[0] + u * two[1]
    below = (first * first).sum(axis=1) + (away * second).sum(axis=1)
    above = (away * first).sum(axis=1)
    safe = np.where(np.abs(below) > 1e-14, below, 1.0)
    parameters: Array = np.clip(np.where(np.abs(below) > 1e-14, t - above / safe, t), 0, 1)
    return parameters


def _lengths(points: Array) -> Array:
    lengths: Array = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    return lengths


def _dense(points: Array, step: float) -> Array:
    along = _lengths(points)
    count = max(int(along[-1] / step), 3)
    at = np.linspace(0, along[-1], count + 1)
    return np.column_stack([np.interp(at, along, points[:, axis]) for axis in (0, 1)])


def _corners(points: Array, closed: bool) -> list[int]:
    count = len(points)
    if count < 2 * _REACH + 1:
        return []
    before = points - np.roll(points, _REACH, axis=0)
    after = np.roll(points, -_REACH, axis=0) - points
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    cosines = (before * after).sum(axis=1) / np.where(lengths > 0, lengths, 1)
    angles = np.degrees(np.arccos(np.clip(cosines, -1, 1)))
    if not closed:
        angles[:_REACH] = angles[-_REACH:] = 0
    kept: list[int] = []
    for index in sorted(np.flatnonzero(angles > _CORNER_DEGREES), key=lambda each: (-angles[each], each)):
        if all(min(abs(index - each), count - abs(index - each)) > _REACH for each in kept):
            kept.append(int(index))
    return sorted(kept)
