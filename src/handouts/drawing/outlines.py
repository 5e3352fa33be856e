"""Outlines as a PDF writes them: the longest part of writing a picture, and so prepared for our own figures."""

from __future__ import annotations

from handouts import prepared
from handouts.drawing.lines import FINE_UNITS
from handouts.drawing.value import Drawing

KIND = "outlines"  # of what is prepared


def outlines(drawing: Drawing) -> tuple[str, ...]:
    """Return the outline of each path: it is the same at every size, unlike the lines' widths."""
    return prepared.value(KIND, drawing.key.encode()) or written(drawing)


def written(drawing: Drawing) -> tuple[str, ...]:
    """Write outlines as if none were prepared."""
    formats = _formats(0 if max(drawing.width, drawing.height) > FINE_UNITS else 2)
    return tuple(" ".join([formats[step[0]] % step[1:] for step in path.steps]) for path in drawing.paths)


def _formats(decimals: int) -> dict[str, str]:
    """Return how each step is written."""
    value = f"%.{decimals}f"
    return {"M": f"{value} {value} m", "L": f"{value} {value} l", "C": " ".join([value] * 6) + " c", "Z": "h"}
