"""Thickness along each segment: half widths to the side and fore and aft, and how far the middle is off the bone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from handouts.figures.body.curve import through
from handouts.figures.body.vectors import Array


@dataclass(frozen=True, slots=True)
class Girth:
    """What differs between bodies: factors on the measures of the table below."""

    limbs: float = 1.0
    trunk: float = 1.0
    bust: float = 0.0  # metres forward
    belly: float = 0.0  # metres forward
    waist: float = 1.0
    hips: float = 1.0
    shoulders: float = 1.0


# share of the segment from its upper end; half width to the side, fore and aft; middle forward and outward (metres)
_LIMBS: dict[str, tuple[tuple[float, ...], ...]] = {
    "thigh": (
        (-.05, .088, .094, -.012, -.004), (.12, .088, .094, -.006, -.004), (.3, .081, .087, .005, -.003),
        (.5, .072, .077, .008, 0), (.7, .062, .065, .007, 0), (.88, .054, .057, .004, 0), (1, .050, .053, .004, 0),
    ),
    "shank": (
        (0, .050, .053, .004, 0), (.1, .049, .053, -.001, 0), (.2, .052, .057, -.009, .001),
        (.32, .054, .059, -.014, .002),
        (.45, .049, .053, -.012, .001), (.6, .040, .044, -.008, 0), (.78, .031, .036, -.003, 0),
        (.9, .0285, .034, -.002, 0), (1, .031, .037, -.003, 0),
    ),
    "upper arm": (
        (0, .049, .053, 0, -.004), (.14, .050, .053, 0, .002), (.3, .045, .049, .002, .002), (.5, .040, .045, .005, 0),
        (.75, .036, .039, .002, 0), (1, .034, .035, 0, 0),
    ),
    "forearm": (
        (0, .034, .035, 0, 0), (.14, .038, .039, 0, 0), (.28, .038, .038, 0, 0), (.5, .033, .032, 0, 0),
        (.75, .027, .024, 0, 0), (.92, .0265, .020, 0, 0), (1, .027, .019, 0, 0),
    ),
}  # fmt: skip
# length along the spine from the middle of the hips (metres); half widths; middle forward
_TRUNK = (
    (-.085, .075, .055, -.012), (-.06, .115, .085, -.014), (-.02, .152, .108, -.015), (.03, .167, .118, -.014),
    (.08, .160, .114, -.006), (.13, .146, .103, .003), (.185, .134, .095, .009), (.25, .132, .096, .013),
    (.32, .142, .105, .015), (.39, .154, .112, .016), (.44, .157, .108, .012), (.485, .146, .096, .004),
    (.515, .122, .080, -.004), (.54, .088, .066, -.008), (.56, .066, .060, -.004),
)  # fmt: skip
_LEVELS = np.array([-0.085, 0.03, 0.185, 0.39, 0.56])  # hips, waist, chest: where the factors of a girth apply


def limb(name: str, shares: Array, girth: Girth) -> Array:
    """Return rows of half width to the side, fore and aft, middle forward and outward, (n, 4)."""
    table = np.array(_LIMBS[name])
    return through(table[:, 0], table[:, 1:], np.clip(shares, table[0, 0], 1)) * girth.limbs


@lru_cache(maxsize=32)
def _trunk(girth: Girth) -> tuple[Array, Array]:
    table = np.array(_TRUNK)
    at = table[:, 0]
    wide = np.interp(at, _LEVELS, [girth.hips, girth.hips, girth.waist, girth.shoulders, girth.shoulders])
    values = table[:, 1:].copy()
    values[:, 0] *= girth.trunk * wide
    values[:, 1] *= girth.trunk * (1 + (wide - 1) * 0.6)
    bust = np.exp(-(((at - 0.375) / 0.055) ** 2)) * girth.bust
    belly = np.exp(-(((at - 0.14) / 0.10) ** 2)) * girth.belly
    values[:, 1] += bust + belly
    values[:, 2] += bust * 0.9 + belly
    return at, values


def trunk(lengths: Array, girth: Girth) -> Array:
    """Return rows of half width to the side, fore and aft, and middle forward, (n, 3)."""
    at, values = _trunk(girth)
    return through(at, values, np.clip(lengths, at[0], at[-1]))
