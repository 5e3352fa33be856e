"""How a picture is looked at: from where, without perspective."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from handouts.figures.body.vectors import Array, vector

# azimuth and elevation; at azimuth 0 the viewer stands at the figure's right, at 90 before it
VIEWS: dict[str, tuple[float, float]] = {
    "side": (0, 0), "side-left": (180, 0), "front": (90, 0), "back": (-90, 0), "three-quarter": (40, 10),
    "three-quarter-left": (140, 10), "three-quarter-back": (-40, 10), "top": (0, 89),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Camera:
    """An orthographic camera: `plane` (2, 3) projects, `toward` (3,) points to the viewer."""

    plane: Array
    toward: Array

    def flat(self, points: Array) -> Array:
        """Project points, (n, 3) to (n, 2) or (3,) to (2,), y up."""
        return np.asarray(points) @ self.plane.T

    def depth(self, points: Array) -> Array:
        """Return how near points are to the viewer; more is nearer."""
        depths: Array = np.asarray(points) @ self.toward
        return depths

    def facing(self, normal: Array) -> float:
        """Return the cosine between a direction and that to the viewer."""
        return float(normal @ self.toward)


def camera(azimuth: float, elevation: float) -> Camera:
    """Return the camera at these angles in degrees."""
    a, e = np.deg2rad(azimuth), np.deg2rad(elevation)
    right = vector(np.cos(a), np.sin(a), 0)
    level = vector(np.sin(a), -np.cos(a), 0)
    up = vector(0, 0, 1)
    toward = level * np.cos(e) + up * np.sin(e)
    return Camera(np.vstack([right, up * np.cos(e) - level * np.sin(e)]), toward)
