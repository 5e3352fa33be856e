"""One figure in other colours: skin and hair of a tone, arrows and marked areas in a clinic's colour, or greys alone.

A role's base is its lightest area that is neither far nor in shade; the others keep their distance from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from handouts.drawing.value import Color, Drawing, Path, Raster

SkinTone = Literal["varied", "light", "medium", "tan", "brown", "dark"]
HairTone = Literal["varied", "black", "brown", "blond", "red", "grey"]

# On paper a dark skin must still show the red of a marked muscle and the lines of a hand: hence no deep browns.
SKIN: Mapping[str, Color] = {
    "light": (240, 212, 193), "medium": (226, 189, 162), "tan": (208, 164, 130), "brown": (178, 132, 99),
    "dark": (147, 103, 76),
}  # fmt: skip
HAIR: Mapping[str, Color] = {
    "black": (43, 40, 42), "brown": (92, 64, 48), "blond": (205, 168, 104), "red": (160, 84, 44),
    "grey": (158, 158, 160),
}  # fmt: skip

# In greys: the least and the most ink of a role's base, as a share of black, so that copies keep parts apart.
_INK: Mapping[str, tuple[float, float]] = {
    "skin": (0.09, 0.12), "shirt": (0.18, 0.20), "trousers": (0.24, 0.26), "hair": (0.75, 0.85), "shoe": (0.30, 0.60),
    "prop": (0.05, 0.12), "strap": (0.40, 0.60),
    "paper": (0.0, 0.0), "arrow": (0.90, 1.0), "highlight": (0.90, 1.0), "spine": (0.90, 1.0),
    "outline": (0.85, 1.0),
}  # fmt: skip
_MOST_SHADE = 0.08  # a shadow or a far limb is darker than its base by no more than this
_LINED = frozenset({"arrow", "highlight", "spine", "outline", "paper"})  # roles whose colour is not that of a surface


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures are to be coloured."""

    skin: SkinTone = "varied"
    hair: HairTone = "varied"
    accent: Color | None = None  # of arrows and marked areas; None: as drawn
    mono: bool = False


AS_DRAWN = Look()


@lru_cache(maxsize=1024)
def toned(drawing: Drawing, look: Look) -> Drawing:
    """Return the drawing in the colours of `look`."""
    if look == AS_DRAWN:
        return drawing
    paths = _with_surfaces(drawing.paths, look)
    if look.accent:
        paths = tuple(_accented(path, look.accent) for path in paths)
    if look.mono:
        paths = _greys(paths)
    raster = _in_grey(drawing.raster) if look.mono and drawing.raster else drawing.raster
    if paths == drawing.paths and raster is drawing.raster:
        return drawing
    key = hashlib.sha256(f"{drawing.key} {look}".encode()).hexdigest()[:32]
    return replace(drawing, key=key, paths=paths, raster=raster)


def _in_grey(raster: Raster) -> Raster:
    # Late: a handout of drawings alone does without Pillow.
    from handouts.drawing.pixels import in_grey

    return in_grey(raster)


def ink(color: Color) -> float:
    """Return how much black a colour is in grey, from 0 to 1 (ITU-R BT.601)."""
    red, green, blue = color
    return 1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def _with_surfaces(paths: tuple[Path, ...], look: Look) -> tuple[Path, ...]:
    tones = {"skin": SKIN.get(look.skin), "hair": HAIR.get(look.hair)}
    bases = _bases(paths)
    shift = {role: (bases[role], tone) for role, tone in tones.items() if tone and role in bases}
    return tuple(_shifted(path, *shift[path.role]) if path.role in shift else path for path in paths)


def _bases(paths: Iterable[Path]) -> dict[str, Color]:
    """Return the colour of each role's base, or of its lightest area when all are far."""
    lightest: dict[str, tuple[bool, float, Color]] = {}
    for path in paths:
        if path.role and path.fill:
            rank = (bool(path.kind), ink(path.fill), path.fill)
            lightest[path.role] = min(rank, lightest.get(path.role, rank))
    return {role: color for role, (_, _, color) in lightest.items()}


def _shifted(path: Path, base: Color, tone: Color) -> Path:
    """Give a path the tone, as much darker than it as the path is darker than the base."""

    if path.fill is None:
        return path
    parts = zip(tone, path.fill, base, strict=True)
    red, green, blue = (min(255, round(new * old / max(start, 1))) for new, old, start in parts)
    return replace(path, fill=(red, green, blue), stroke=path.stroke if _is_lined(path) else (red, green, blue))


def _is_lined(path: Path) -> bool:
    """Tell whether the stroke is a drawn line, and not of the fill's colour only to close the seams of surfaces."""
    return path.stroke is None or path.stroke != path.fill


def _accented(path: Path, accent: Color) -> Path:
    if path.role not in {"arrow", "highlight", "spine"}:
        return path
    white = (255, 255, 255)  # the halo of an arrow stays
    fill = accent if path.fill and path.fill != white else path.fill
    stroke = accent if path.stroke and path.stroke != white else path.stroke
    return replace(path, fill=fill, stroke=stroke)


def _greys(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Turn everything grey. A marked area is its hatch and edge alone: a tint would be one grey more among greys."""
    if any(path.role == "highlight" and path.stroke and _is_lined(path) for path in paths):
        paths = tuple(replace(path, fill=None) if path.role == "highlight" else path for path in paths)
    bases = _bases(paths)
    grey = (_grey_path(path, bases) for path in paths)
    return tuple(path for path in grey if path.fill or path.stroke)


def _grey_path(path: Path, bases: Mapping[str, Color]) -> Path:
    base = bases.get(path.role)
    fill = _grey(path.fill, path.role, base) if path.fill else None
    role = "outline" if _is_lined(path) and path.role not in _LINED else path.role
    return replace(path, fill=fill, stroke=_grey(path.stroke, role, base) if path.stroke else None)


def _grey(color: Color, role: str, base: Color | None) -> Color:
    """Return the grey of a colour: within its role's limits, and as far from the base as it was, up to a limit."""
    dark = ink(color)
    if color == (255, 255, 255):
        return color
    if role in _INK:
        least, most = _INK[role]
        if base is None or role in _LINED:
            dark = min(max(dark, least), most)
        else:
            start = min(max(ink(base), least), most)
            dark = start + min(max(dark - ink(base), 0.0), _MOST_SHADE)
    level = round(255 * (1 - dark))
    return level, level, level
