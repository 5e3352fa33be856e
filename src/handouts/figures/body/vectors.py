"""Vectors and rotations. World axes: x is the standing figure's forward, y its left, z up; metres and degrees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]  # a point (3,), points (n, 3), or a frame (3, 3) with forward, left and up as columns

DIRECTIONS: dict[str, Array] = {
    "forward": np.array([1.0, 0, 0]), "back": np.array([-1.0, 0, 0]),
    "left": np.array([0, 1.0, 0]), "right": np.array([0, -1.0, 0]),
    "up": np.array([0, 0, 1.0]), "down": np.array([0, 0, -1.0]),
}  # fmt: skip


def vector(*values: float) -> Array:
    """Return a vector of floats."""
    return np.array(values, dtype=np.float64)


def unit(value: Array) -> Array:
    """Return a vector of length one; a null vector as it is."""
    length = float(np.linalg.norm(value))
    return value / length if length > 1e-9 else value


def direction(words: str) -> Array:
    """Return the unit vector that `forward left` or `down` names. KeyError for another word."""
    total = np.zeros(3)
    for word in words.replace("-", " ").split():
        total = total + DIRECTIONS[word]
    return unit(total)


def about(axis: int, degrees: float) -> Array:
    """Return the rotation about the x, y or z axis (0, 1, 2), right-handed."""
    angle = np.deg2rad(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    first, second = (axis + 1) % 3, (axis + 2) % 3
    rotation = np.eye(3)
    rotation[first, first] = rotation[second, second] = cos
    rotation[first, second], rotation[second, first] = -sin, sin
    return rotation


def pitch(degrees: float) -> Array:
    """Return the rotation that bends a frame forward."""
    return about(1, degrees)


def roll(degrees: float) -> Array:
    """Return the rotation that tips a frame to its right."""
    return about(0, degrees)


def turn(degrees: float) -> Array:
    """Return the rotation that turns a frame to its left."""
    return about(2, degrees)


def frame(up: Array, forward: Array) -> Array:
    """Return the frame with this up axis and, as nearly as it can be, this forward axis."""
    z = unit(up)
    x = forward - z * float(forward @ z)
    if float(np.linalg.norm(x)) < 1e-6:
        x = np.cross(vector(0, 1, 0), z) if abs(z[1]) < 0.9 else vector(1, 0, 0)
    x = unit(x)
    return np.column_stack([x, np.cross(z, x), z])


def flexion(parent: Array, child: Array) -> float:
    """Return by how many degrees a child that hangs from its parent is bent forward: a thigh from the pelvis."""
    up = child[:, 2]
    return float(np.degrees(np.arctan2(-float(up @ parent[:, 0]), float(up @ parent[:, 2]))))


def rows(points: Sequence[Array]) -> Array:
    """Stack points."""
    return np.array(points, dtype=np.float64)
