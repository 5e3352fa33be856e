"""Marks as content-stream operators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from handouts.drawing.value import Color
from handouts.layout.page import Face, Line, Shape, Text
from handouts.pdf.embed import Letters
from handouts.pdf.objects import number

_ARC = 0.5523  # a cubic's handles for a quarter circle, as a share of the radius


def texts(marks: Iterable[tuple[Text, bool]], height: float, letters: Mapping[Face, Letters]) -> str:
    """Write texts in one text object; those marked true end with a space, so that words of two lines stay apart."""
    parts = ["BT"]
    color: Color | None = None
    font = ""
    for mark, spaced in marks:
        if mark.color != color:
            color = mark.color
            parts.append(fill_color(color))
        parts.append(f"1 0 0 1 {round(mark.x, 2):.8g} {round(height - mark.baseline, 2):.8g} Tm")
        run = mark.glyphs.run
        text = run.text + " " if spaced and not run.text.endswith(" ") else run.text
        for name, codes in letters[run.face].written(text):
            wanted = f"{name} {run.size:.8g} Tf"
            if wanted != font:
                font = wanted
                parts.append(font)
            parts.append(f"({codes}) Tj")
    parts.append("ET")
    return "\n".join(parts)


def line(mark: Line, height: float) -> str:
    """Write a straight stroke."""
    start = f"{number(mark.x0)} {number(height - mark.y0)}"
    end = f"{number(mark.x1)} {number(height - mark.y1)}"
    return f"{stroke_color(mark.color)} {number(mark.width)} w {start} m {end} l S"


def shape(mark: Shape, height: float) -> str:
    """Write a rectangle, its corners rounded."""
    paints = []
    if mark.fill:
        paints.append(fill_color(mark.fill))
    if mark.stroke:
        paints.append(f"{stroke_color(mark.stroke)} {number(mark.stroke_width)} w")
    operator = "B" if mark.fill and mark.stroke else "f" if mark.fill else "S" if mark.stroke else "n"
    return " ".join([*paints, _outline(mark, height), operator])


def _outline(mark: Shape, height: float) -> str:
    left, top = mark.x, height - mark.y
    right, bottom = left + mark.width, top - mark.height
    if not any(mark.radii):
        return f"{number(left)} {number(bottom)} {number(mark.width)} {number(mark.height)} re"
    a, b, c, d = mark.radii
    corners = (
        (right - b, top, right, top, right, top - b, b),
        (right, bottom + c, right, bottom, right - c, bottom, c),
        (left + d, bottom, left, bottom, left, bottom + d, d),
        (left, top - a, left, top, left + a, top, a),
    )
    parts = [f"{number(left + a)} {number(top)} m"]
    for x0, y0, x, y, x1, y1, radius in corners:
        parts.append(f"{number(x0)} {number(y0)} l")
        if radius:
            handles = (x0 + (x - x0) * _ARC, y0 + (y - y0) * _ARC, x1 + (x - x1) * _ARC, y1 + (y - y1) * _ARC, x1, y1)
            parts.append(" ".join(map(number, handles)) + " c")
    return " ".join([*parts, "h"])


@lru_cache
def fill_color(color: Color) -> str:
    """Set the colour of fills and text."""
    return _components(color) + " rg"


@lru_cache
def stroke_color(color: Color) -> str:
    """Set the colour of strokes."""
    return _components(color) + " RG"


def _components(color: Color) -> str:
    return " ".join(f"{round(value / 255, 3):g}" for value in color)
