"""Who is drawn: bodies, clothes and tones, a stable choice for each stretch."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from handouts.figures.body.profiles import Girth
from handouts.figures.body.skeleton import Build


@dataclass(frozen=True, slots=True)
class Clothes:
    """What a figure wears."""

    footwear: str = "bare"
    legs: str = "trousers"
    hair: str = "short"
    glasses: bool = False
    sleeve: float = 0.52  # of the upper arm
    short: float = 0.55  # of the thigh


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast. Colours are `#rrggbb`."""

    id: str
    build: Build
    girth: Girth
    clothes: Clothes
    skin: str
    hair: str
    shirt: str
    trousers: str


_WOMAN_BUILD = Build(hip_half=0.088, shoulder_half=0.154)
_WOMAN = Girth(limbs=0.93, trunk=0.93, bust=0.014, waist=0.93, hips=1.05, shoulders=0.92)
_SLIGHT = Girth(limbs=0.90, trunk=0.90, bust=0.010, waist=0.94, hips=1.0, shoulders=0.92)
_FULL = Girth(limbs=1.05, trunk=1.07, bust=0.020, belly=0.012, waist=1.0, hips=1.10, shoulders=0.93)
_OLDER_WOMAN = Girth(limbs=0.97, trunk=0.99, bust=0.016, belly=0.012, waist=1.0, hips=1.05, shoulders=0.92)
_HEAVY = Girth(limbs=1.04, trunk=1.08, belly=0.022, waist=1.06)
_OLDER_MAN = Girth(limbs=0.98, trunk=1.0, belly=0.008)
CAST: tuple[Person, ...] = (
    Person("ana", _WOMAN_BUILD, _WOMAN, Clothes(hair="bun"), "#f0c8a8", "#4a3426", "#9fd3cc", "#8aa5c6"),
    Person("ben", Build(), Girth(), Clothes(hair="short"), "#c98f63", "#2b211d", "#f0d79a", "#8d9fb5"),
    Person("cho", _WOMAN_BUILD, _SLIGHT, Clothes(hair="tail"), "#f3d3b3", "#26211f", "#e9b9b0", "#90a9a4"),
    Person("dev", Build(), _HEAVY, Clothes(hair="balding"), "#e9bd9a", "#9c9a98", "#a9c5e8", "#9a9fae"),
    Person("eve", _WOMAN_BUILD, _FULL, Clothes(hair="curly"), "#b98560", "#2a1f1b", "#f2cf87", "#8aa5c6"),
    Person("fay", _WOMAN_BUILD, _OLDER_WOMAN, Clothes(hair="bob"), "#f2cdb2", "#b9b6b2", "#c3b4dd", "#93a2b8"),
    Person("gus", Build(), Girth(trunk=0.98), Clothes(hair="crop"), "#a0724f", "#201a18", "#a8d6b4", "#97a3b3"),
    Person("hal", Build(), _OLDER_MAN, Clothes(hair="short", glasses=True), "#efc5a4", "#a7a29d", "#9fd3cc", "#8f9db4"),
)
LINE = "#1f2a3a"
ARROW = "#c8321f"


def chosen(stretch: str, name: str | None = None) -> Person:
    """Return who is drawn for a stretch: the one named, else a stable choice by its id. KeyError for another name."""
    if name is not None:
        return {person.id: person for person in CAST}[name]
    return CAST[int(sha256(stretch.encode()).hexdigest(), 16) % len(CAST)]


def mixed(color: str, other: str, share: float) -> str:
    """Return a colour with a share of another."""
    pairs = [(int(color[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5)]
    return "#" + "".join(f"{round(one * (1 - share) + two * share):02x}" for one, two in pairs)


def colors(person: Person) -> dict[str, str]:
    """Return a colour for each role, and for roles in shadow or far away."""
    plain = {
        "skin": person.skin, "hair": person.hair, "shirt": person.shirt, "trousers": person.trousers,
        "shoe": "#6b7b90", "prop": "#dfe6ec", "strap": "#e0a83e",
    }  # fmt: skip
    role_colors = dict(plain)
    for role, color in plain.items():
        far = mixed(color, LINE, 0.10)
        role_colors |= {
            f"{role} far": far,
            f"{role} shade": mixed(color, LINE, 0.09),
            f"{role} far shade": mixed(far, LINE, 0.09),
        }
    return role_colors | {
        "outline": LINE, "paper": "#ffffff", "highlight": "#e4572e", "highlight line": "#a82a14", "arrow": ARROW,
        "spine": ARROW,
    }  # fmt: skip
