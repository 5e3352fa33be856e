"""Outlines as a PDF writes them: the longest part of writing a picture, and so prepared for our own figures."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.drawing.lines import FINE_UNITS
from handouts.drawing.value import Drawing


def outlines(drawing: Drawing) -> Iterator[str]:
    """Yield the outline of each path: it is the same at every size and in every colour, unlike the lines' widths."""
    formats = _formats(0 if max(drawing.width, drawing.height) > FINE_UNITS else 2)
    for path in drawing.paths:
        yield path.outline or " ".join([formats[step[0]] % step[1:] for step in path.steps])


def _formats(decimals: int) -> dict[str, str]:
    """Return how each step is written."""
    value = f"%.{decimals}f"
    return {"M": f"{value} {value} m", "L": f"{value} {value} l", "C": " ".join([value] * 6) + " c", "Z": "h"}
