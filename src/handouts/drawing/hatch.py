"""Fewer lines in the hatch of a small picture: lines as wide as ever would else run together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from math import inf, sqrt

from handouts.drawing.value import Drawing, Path, Step

_CLOSEST = 1.4  # points on paper from line to line: with lines of 0.5 a copier keeps the white between
_SAME = 0.5  # units: pieces of one line differ by no more, for coordinates are rounded


def thinned(drawing: Drawing, points_a_unit: float) -> Drawing:
    """Return the drawing without the lines of hatches that would come too close at the size printed."""
    return _thinned(drawing, round(_CLOSEST / points_a_unit, 1))


@lru_cache(maxsize=1024)
def _thinned(drawing: Drawing, gap: float) -> Drawing:
    """Keep lines of hatches that are so many units apart."""
    paths = tuple(_kept(drawing.paths, gap * sqrt(2)))
    if paths == drawing.paths:
        return drawing
    key = hashlib.sha256(f"{drawing.key} {gap}".encode()).hexdigest()[:32]
    return replace(drawing, key=key, paths=paths)


def _kept(paths: Iterable[Path], gap: float) -> Iterator[Path]:
    """Yield paths but for lines of a hatch too near the one before; areas follow each other, each from its corner."""
    last = inf
    for path in paths:
        if path.role != "highlight" or path.kind != "hatch":
            yield path
            continue
        steps: list[Step] = []
        keep = False
        for step in path.steps:
            if len(step) == 3 and step[0] == "M":
                place = step[1] + step[2]  # the same all along a line that rises at 45 degrees
                if place < last - _SAME or place >= last + gap:
                    last = place
                keep = abs(place - last) <= _SAME
            if keep:
                steps.append(step)
        if steps:
            yield replace(path, steps=tuple(steps), outline="")
