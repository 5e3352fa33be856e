"""How wide the lines of our figures are on paper, whatever size they are printed at."""

from __future__ import annotations

from collections.abc import Mapping

# Widths in points: the nearer edge, overlaps, fingers and folds, the far limb; the hatch and the rim of a marked area;
# the spine and the white band under it.
LINES: Mapping[str, float] = {
    "near": 1.0, "edge": 0.7, "fine": 0.5, "far": 0.6, "hatch": 0.5, "rim": 0.4, "bone": 1.4, "band": 3.4,
}  # fmt: skip
THINNEST_LINE = 0.4
# Strokes of other pictures are at least this wide when a drawing is 100 points long, as on a card: a copier keeps them.
THINNEST, USUAL_LENGTH = 0.42, 100.0
FINE_UNITS = 500.0  # a drawing longer than this in its own units needs no decimals: a unit is under 0.2 pt on a card
