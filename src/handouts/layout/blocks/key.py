"""The key of the plan: what shading and arrows in the pictures mean, and how long each part is stretched in a week."""

from __future__ import annotations

from functools import lru_cache

from handouts.compose.handout import Plan
from handouts.layout.draft import Draft, baseline_in
from handouts.layout.page import Artifact, Block, Line, Shape
from handouts.layout.style import BLOCKS_KEPT, Style
from handouts.layout.text import fits

PAD = 6.0  # of the panel that it stands in
_SAMPLE, _BETWEEN_SAMPLES = 19.0, 8.0  # the room of a sample in the key, and after its words
_KEY_GAP = 12.0  # at least, between the key and what stands at its right
_HATCH, _HATCH_GAP = 0.5, 1.8  # width and distance of the lines


def put_key(draft: Draft, value: Plan, y: float, right: float, section: int) -> float:
    """Say once what shading and arrows mean; at the right, or below, the stretch in a week."""
    style = draft.style
    size, height = style.small, style.line_height(style.small)
    samples, x = _samples(value.key_lead, value.key_area, value.key_arrow, right, style)
    draft.add(samples, 0, y, section)
    y += samples.height - height
    if not value.weekly:
        return y + height
    wide = draft.measure(value.weekly, size)
    if _is_beside(wide, x, right):
        baseline = y + baseline_in(height, size, style)
        draft.label(value.weekly, right - wide, baseline, draft.node("P", section), size, style.palette.ink)
        return y + height
    return draft.put(value.weekly, PAD, y + height, right - PAD, draft.node("P", section), size, style.palette.ink)


def key_height(draft: Draft, value: Plan, right: float) -> float:
    """Return how high the key is, without laying it out."""
    samples, x = _samples(value.key_lead, value.key_area, value.key_arrow, right, draft.style)
    size = draft.style.small
    if not value.weekly or _is_beside(draft.measure(value.weekly, size), x, right):
        return samples.height
    return samples.height + draft.tall(value.weekly, right - PAD, size)


def _is_beside(wide: float, x: float, right: float) -> bool:
    """Tell whether the stretch in a week has room at the right of the key, which ends before x."""
    return fits(x - _BETWEEN_SAMPLES + _KEY_GAP + wide, right)


@lru_cache(maxsize=BLOCKS_KEPT)
def _samples(lead: str, area: str, arrow: str, right: float, style: Style) -> tuple[Block, float]:
    """Lay out a sample of each sign with its meaning, and tell where the last line ends."""
    draft = Draft(style)
    size, height = style.small, style.line_height(style.small)
    owner = draft.node("P")
    y = 0.0
    baseline = baseline_in(height, size, style)
    x = PAD + draft.label(lead + " ", PAD, baseline, owner, size, style.palette.ink, "bold")
    for sample, text in ((_area, area), (_arrow, arrow)):
        if not fits(x + _SAMPLE + draft.measure(text, size), right):
            x, y = PAD, y + height
        baseline = y + baseline_in(height, size, style)
        sample(draft, x + 2, baseline)
        x += _SAMPLE
        x += draft.label(f"{text} ", x, baseline, owner, size, style.palette.ink) + _BETWEEN_SAMPLES
    return draft.block(y + height), x


def _arrow(draft: Draft, x: float, baseline: float) -> None:
    """Draw a sample of an arrow."""
    color, y = draft.style.palette.arrow, baseline - 3.4
    draft.marks.append(Line(x, y, x + 12, y, 2, color, Artifact.LAYOUT))
    for turn in (-1, 1):
        draft.marks.append(Line(x + 9, y + turn * 3, x + 13, y, 1.8, color, Artifact.LAYOUT))


def _area(draft: Draft, x: float, baseline: float) -> None:
    """Draw a sample of a shaded area; in mono it is hatched, as in the pictures."""
    color, width, height = draft.style.palette.feel, 13.0, 7.6
    y = baseline - 7.2
    if not draft.style.look.mono:
        draft.marks.append(Shape(x, y, width, height, Artifact.LAYOUT, (height / 2,) * 4, fill=color))
        return
    draft.marks.append(Shape(x, y, width, height, Artifact.LAYOUT, stroke=color, stroke_width=_HATCH))
    for start in range(round((width - height) / _HATCH_GAP) + 1):
        left = x + start * _HATCH_GAP
        draft.marks.append(Line(left, y + height, left + height, y, _HATCH, color, Artifact.LAYOUT))
