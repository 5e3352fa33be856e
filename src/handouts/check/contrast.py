"""What text stands on, and what of a figure is left in grey."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.compose.handout import Handout
from handouts.drawing.tones import ink
from handouts.drawing.value import Color, Drawing
from handouts.layout.color import WHITE
from handouts.layout.page import Pages, Shape, Text

_X_HEIGHT = 0.3  # ems above the baseline: the middle of small letters
_LEAST_DIFFERENCE = 0.08  # of ink, between a marked area and what it lies on: less is one grey


def grounds(pages: Pages) -> Iterator[tuple[Text, Color]]:
    """Yield each text with the fill that it stands on: the last one painted before it, else paper."""
    for page in pages.pages:
        fills: list[Shape] = []
        for mark in page.marks:
            if isinstance(mark, Shape) and mark.fill:
                fills.append(mark)
            elif isinstance(mark, Text):
                yield mark, _below(mark, fills)


def _below(text: Text, fills: list[Shape]) -> Color:
    x = text.x + text.glyphs.advance / 2
    y = text.baseline - _X_HEIGHT * text.glyphs.run.size
    for shape in reversed(fills):
        if shape.x <= x <= shape.x + shape.width and shape.y <= y <= shape.y + shape.height and shape.fill:
            return shape.fill
    return WHITE


def lost_in_grey(handout: Handout) -> Iterator[str]:
    """Yield the names of the stretches with a marked area that is neither edged nor of another brightness."""
    for card in handout.cards:
        if any(_is_lost(figure.drawing) for figure in card.body.figures):
            yield card.name


def _is_lost(drawing: Drawing) -> bool:
    marked = [path for path in drawing.paths if path.role == "highlight"]
    if not marked or any(path.stroke for path in marked):
        return False
    bodies = [ink(path.fill) for path in drawing.paths if path.role in {"skin", "shirt", "trousers"} and path.fill]
    tones = [ink(path.fill) for path in marked if path.fill]
    return any(abs(tone - body) < _LEAST_DIFFERENCE for tone in tones for body in bodies)
