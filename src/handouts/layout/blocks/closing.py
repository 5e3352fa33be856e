"""What stands after the cards: sections of text, the disclaimer, the footer."""

from __future__ import annotations

from functools import lru_cache

from handouts.handout import Handout, Prose, Section
from handouts.layout.draft import Draft, baseline_in
from handouts.layout.page import Artifact, Block
from handouts.layout.style import BLOCKS_KEPT, Style

_HEADING_EXTRA = 2.0  # headings are 14 pt or more, and stand out by weight
_FOOT_GAP = 8.0  # between the parts of a footer


@lru_cache(maxsize=BLOCKS_KEPT)
def section(value: Section, width: float, style: Style) -> Block:
    """Lay out a heading with its paragraphs."""
    draft = Draft(style)
    parent = draft.node("Sect")
    heading = draft.heading("H2", parent, value.heading, 1)
    y = draft.put(value.heading, 0, 0, width, heading, style.body + _HEADING_EXTRA, style.palette.ink, "bold")
    for text in value.paragraphs:
        y = draft.put(text, 0, y, width, draft.node("P", parent), style.body, style.palette.ink)
    return draft.block(y)


@lru_cache(maxsize=BLOCKS_KEPT)
def group_heading(text: str, again: tuple[Prose, ...], width: float, style: Style) -> Block:
    """Lay out the line above cards to add or of a phase, with what goes on from before."""
    draft = Draft(style)
    heading = draft.heading("H2", -1, text, 1)
    y = draft.put(text, 0, 0, width, heading, style.body + _HEADING_EXTRA, style.palette.brand, "bold")
    for prose in again:
        y = draft.put(prose, 0, y, width, draft.node("P"), style.body, style.palette.ink)
    return draft.block(y)


@lru_cache(maxsize=BLOCKS_KEPT)
def line(value: Prose, width: float, style: Style) -> Block:
    """Lay out a paragraph."""
    draft = Draft(style)
    return draft.block(draft.put(value, 0, 0, width, draft.node("P"), style.body, style.palette.ink))


@lru_cache(maxsize=BLOCKS_KEPT)
def disclaimer(value: Prose, width: float, style: Style) -> Block:
    """Lay out the disclaimer; it may break between lines."""
    draft = Draft(style)
    y = draft.put(value, 0, 2, width, draft.node("P"), style.small, style.palette.ink)
    line = style.line_height(style.small)
    count = round((y - 2) / line)
    return draft.block(y, tuple(2 + line * n for n in range(2, count - 1)))  # two lines stay together at either end


Parts = tuple[tuple[Block, float, float], ...]  # blocks with the place of each


def footer(handout: Handout, page: int, pages: int, width: float, style: Style) -> tuple[float, Parts]:
    """Lay out the foot of a page: the short disclaimer, where it comes from, which page. Not read aloud.

    Return its height and its parts: the second is one handout's own, the first is on all.
    """
    version, wide = _version(handout.version, style)
    same, end, page_x, y = _foot(handout.footer, handout.page_label, page, pages, width, style)
    x = page_x - _FOOT_GAP - wide
    if end + _FOOT_GAP <= x:
        return same.height, ((same, 0.0, 0.0), (version, x, 2.0))
    return y + version.height, ((same, 0.0, 0.0), (version, width - wide, y))


@lru_cache(maxsize=BLOCKS_KEPT)
def _version(text: str, style: Style) -> tuple[Block, float]:
    """Lay out where a handout comes from, and tell how wide that is."""
    draft = Draft(style)
    height = style.line_height(style.footer)
    baseline = baseline_in(height, style.footer, style)
    wide = draft.label(text, 0, baseline, Artifact.FOOTER, style.footer, style.palette.muted)
    return draft.block(height), wide


@lru_cache(maxsize=BLOCKS_KEPT)
def _foot(
    text: str, page_label: str, page: int, pages: int, width: float, style: Style
) -> tuple[Block, float, float, float]:
    """Lay out what is the same on all handouts; tell where a line of the text ends, where the number of the page
    begins, and the y below the text.
    """
    draft = Draft(style)
    size, height = style.footer, style.line_height(style.footer)
    draft.rule(0, 0, width, 0.6, style.palette.rule, Artifact.FOOTER)
    label = page_label.replace("{page}", str(page)).replace("{pages}", str(pages))
    widest = page_label.replace("{page}", "0" * len(str(pages))).replace("{pages}", str(pages))
    baseline = 2 + baseline_in(height, size, style)
    draft.label(label, width - draft.measure(label, size), baseline, Artifact.FOOTER, size, style.palette.ink)
    page_x = width - draft.measure(widest, size)
    y = draft.put(text, 0, 2, page_x - _FOOT_GAP, Artifact.FOOTER, size, style.palette.ink)
    return draft.block(y), draft.measure(text, size), page_x, y
