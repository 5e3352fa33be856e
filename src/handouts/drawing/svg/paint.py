"""How an outline of an SVG is filled and stroked, as our paths can show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import hypot, sqrt

from handouts.drawing.svg.attribute import Affine, color, fraction, length, numbers, transformed
from handouts.drawing.svg.shape import Size
from handouts.drawing.value import Color, Path, Step

_MOST_UNEVEN = 1.5  # a stroke wider one way than the other by more than this looks wrong when drawn even


def painted(
    steps: tuple[Step, ...], style: Mapping[str, str], matrix: Affine, opacity: float, whole: Size
) -> list[Path]:
    """Return the outline with its paint, in the order of painting; empty when nothing shows.

    Half-transparent strokes become the colour they have on white paper. ValueError for what a path cannot show.
    """
    if not steps or style["visibility"] != "visible":
        return []
    fill = _paint("fill", style, opacity) if sum(len(step) > 1 for step in steps) > 2 or _bent(steps) else None
    stroke = _paint("stroke", style, opacity)
    width = _stroke_width(style, matrix, whole) if stroke else 0.0
    lined = stroke is not None and width > 0
    if lined:
        _check_stroke(steps, style)
    path = Path(
        steps=tuple(transformed(step, matrix) for step in steps),
        fill=fill[0] if fill else None,
        fill_opacity=fill[1] if fill else 1.0,
        stroke=_on_paper(*stroke) if stroke and lined else None,
        stroke_width=width if lined else 0.0,
        even_odd=style["fill-rule"] == "evenodd",
        round_ends=lined and _round(steps, style),
    )
    if path.fill and path.stroke and style["paint-order"].startswith(("stroke", "markers stroke")):
        return [replace(path, fill=None, fill_opacity=1.0), replace(path, stroke=None, stroke_width=0.0)]
    return [path] if path.fill or path.stroke else []


def _bent(steps: tuple[Step, ...]) -> bool:
    return any(len(step) == 7 for step in steps)


def _paint(name: str, style: Mapping[str, str], opacity: float) -> tuple[Color, float] | None:
    text = style[name]
    if text == "none":
        return None
    if text.startswith("url("):
        raise ValueError("has a gradient or a pattern")
    rgb, alpha = color(style["color"] if text.lower() == "currentcolor" else text)
    alpha = round(alpha * opacity * fraction(style[f"{name}-opacity"]), 4)
    return (rgb, alpha) if alpha else None


def _on_paper(rgb: Color, alpha: float) -> Color:
    red, green, blue = (round(255 + (part - 255) * alpha) for part in rgb)
    return red, green, blue


def _stroke_width(style: Mapping[str, str], matrix: Affine, whole: Size) -> float:
    width = length(style["stroke-width"], hypot(*whole) / sqrt(2))
    if style.get("vector-effect") == "non-scaling-stroke":
        return width
    a, b, c, d, _, _ = matrix
    scale = sqrt(abs(a * d - b * c))
    # The wider singular value of the matrix, over the mean scale.
    half, rest = hypot(a + d, b - c) / 2, hypot(a - d, b + c) / 2
    if scale and (half + rest) / scale > sqrt(_MOST_UNEVEN):
        raise ValueError("has a stroke that is stretched unevenly")
    return width * scale


def _check_stroke(steps: tuple[Step, ...], style: Mapping[str, str]) -> None:
    dashes = style["stroke-dasharray"]
    if dashes != "none" and any(numbers(dashes.replace("px", ""))):
        raise ValueError("has a dashed line")
    if any(style[name] != "none" for name in ("marker-start", "marker-mid", "marker-end")):
        raise ValueError("has line markers, such as arrow heads")
    if style["stroke-linecap"] == "square" and _is_open(steps):
        raise ValueError("has a line with square ends")


def _round(steps: tuple[Step, ...], style: Mapping[str, str]) -> bool:
    """Decide by the ends when there are any, else by the corners."""
    return style["stroke-linecap" if _is_open(steps) else "stroke-linejoin"] == "round"


def _is_open(steps: tuple[Step, ...]) -> bool:
    ends = (*steps[1:], ("M",))
    return any(after[0] == "M" and step[0] not in "MZ" for step, after in zip(steps, ends, strict=True))
