"""A picture as layout and the PDF see it: its own size, and either filled and stroked paths or pixels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Color = tuple[int, int, int]  # red, green, blue, each 0 to 255

ShownSide = Literal["left", "right"]

# One path step in the drawing's own coordinates, y down: ("M", x, y), ("L", x, y), ("C", x1, y1, x2, y2, x, y), ("Z",)
Step = tuple[str] | tuple[str, float, float] | tuple[str, float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Path:
    """One outline: steps, and how it is filled and stroked. `role` says what it shows (skin, outline, …), if known."""

    steps: tuple[Step, ...]
    fill: Color | None = None
    stroke: Color | None = None
    stroke_width: float = 0.0  # in the drawing's own units
    fill_opacity: float = 1.0
    even_odd: bool = False
    round_ends: bool = False  # round caps and joins; else butt caps and miter joins
    role: str = ""
    kind: str = ""  # of a figure of ours: `far` or `shade` of an area; near, edge, … of a line, for its width in print
    outline: str = field(default="", compare=False)  # the steps as a PDF has them, if that is prepared


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels at print size, without alpha: JPEG bytes, or rows of RGB or grey samples, 8 bits each."""

    encoding: Literal["jpeg", "rgb", "grey"]
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Labels:
    """What a figure of ours says of itself. Caption and alt text may say `{side}` and `{other}`."""

    caption: str = ""
    alt: str = ""
    shows: ShownSide | None = None  # which side is seen at work, if one
    author: str = ""
    licence: str = ""
    digest: str = ""  # of what it was drawn from


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A picture of `width` × `height` in its own units (y down, origin at the top left); either paths or a raster.

    `key` is a digest of the content: two drawings with the same key are the same picture.
    """

    key: str
    width: float
    height: float
    paths: tuple[Path, ...] = ()
    raster: Raster | None = None
    labels: Labels = Labels()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Drawing) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Drawing({self.key!r})"
