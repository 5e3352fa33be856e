"""What stands after the cards: sections of text, the disclaimer, the footer."""

from __future__ import annotations

import math
from functools import lru_cache

from handouts.compose.handout import Handout, Prose, Section
from handouts.layout.draft import Draft, baseline_in
from handouts.layout.page import Artifact, Blank, Block, Glyphs, Run, Text
from handouts.layout.style import BLOCKS_KEPT, Style
from handouts.layout.text import fits

_HEADING_EXTRA = 2.0  # headings are 14 pt or more, and stand out by weight
_FOOT_GAP = 8.0  # between the parts of a footer
_CODE_STEP = 6.0  # the room of a code is a multiple of this, so that what stands before it is where it always is


def section_height(value: Section, width: float, style: Style) -> float:
    """Return how high a section is, without laying it out."""
    draft = Draft(style)
    heading = draft.tall(value.heading, width, style.body + _HEADING_EXTRA, "bold")
    return heading + sum(draft.tall(text, width, style.body) for text in value.paragraphs)


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


def paragraph_height(value: Prose, width: float, style: Style) -> float:
    """Return how high a paragraph is."""
    return Draft(style).tall(value, width, style.body)


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


_Foot = tuple[str, str, str, int, int]  # the short disclaimer, what it is from, the label of pages, page, pages


def footer(handout: Handout, page: int, pages: int, width: float, style: Style) -> tuple[Block, Text]:
    """Lay out the foot of a page: the short disclaimer, where it comes from, which page. Not read aloud.

    Return it with what stands in its blank: a code that is one handout's own. The rest is on all.
    """
    label, _, code = handout.version.rpartition(" ")
    glyphs = _code(code, style)
    foot = (handout.footer, f"{label} ", handout.page_label, page, pages)
    room = math.ceil(glyphs.advance / _CODE_STEP) * _CODE_STEP
    free = _free(foot, width, style)
    if fits(glyphs.advance, free) and not fits(room, free):
        room = glyphs.advance
    block, x, baseline = _foot(foot, room, width, style)
    return block, Text(x, baseline, glyphs, style.palette.muted, Artifact.FOOTER)


@lru_cache(maxsize=8)  # of this handout, for each of its pages
def _code(text: str, style: Style) -> Glyphs:
    return style.shape(Run(text, "regular", style.footer, style.language))


@lru_cache(maxsize=BLOCKS_KEPT)
def _free(foot: _Foot, width: float, style: Style) -> float:
    """Return how much room there is for a code, with all in one line."""
    text, label, _, _, _ = foot
    draft = Draft(style)
    others = draft.measure(text, style.footer) + draft.measure(label, style.footer)
    return _page_x(draft, foot, width) - 2 * _FOOT_GAP - others


def _page_x(draft: Draft, foot: _Foot, width: float) -> float:
    """Return where the number of a page begins: in the same place on all."""
    _, _, page_label, _, pages = foot
    widest = page_label.replace("{page}", "0" * len(str(pages))).replace("{pages}", str(pages))
    return width - draft.measure(widest, draft.style.footer)


@lru_cache(maxsize=BLOCKS_KEPT)
def _foot(foot: _Foot, room: float, width: float, style: Style) -> tuple[Block, float, float]:
    """Lay out what is the same on all handouts; tell where the code begins, which takes so much room."""
    text, label, page_label, page, pages = foot
    draft = Draft(style)
    size, height = style.footer, style.line_height(style.footer)
    draft.rule(0, 0, width, 0.6, style.palette.rule, Artifact.FOOTER)
    here = page_label.replace("{page}", str(page)).replace("{pages}", str(pages))
    baseline = 2 + baseline_in(height, size, style)
    draft.label(here, width - draft.measure(here, size), baseline, Artifact.FOOTER, size, style.palette.ink)
    end = _page_x(draft, foot, width) - _FOOT_GAP
    y = draft.put(text, 0, 2, end, Artifact.FOOTER, size, style.palette.ink)
    if not fits(room, _free(foot, width, style)):  # below, where there is more room
        end, baseline = width, y + baseline_in(height, size, style)
        y += height
    x = end - room
    draft.label(label, x - draft.measure(label, size), baseline, Artifact.FOOTER, size, style.palette.muted)
    draft.marks.append(Blank(Artifact.FOOTER))
    return draft.block(y), round(x, 2), round(baseline, 2)
