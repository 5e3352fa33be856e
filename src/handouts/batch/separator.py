"""A sheet before each handout of a stack, so that whoever hands them out finds the next one."""

from __future__ import annotations

from handouts.batch.job import Job, Laid, library_for
from handouts.layout import style as styling
from handouts.layout.draft import Draft
from handouts.layout.page import LaidOut, Placing
from handouts.make.fonts import fonts_of
from handouts.pdf.fonts import shaper

_MARGIN = 54.0
_BAR = 26.0  # at the outer edge: it shows in the side of a stack
_LARGE = 30.0


def separator(job: Job, laid: Laid, total: int) -> LaidOut:
    """Say which handout comes next, and for whom."""
    library = library_for(job.order)
    style = styling.style(
        library.template.value, library.settings.colors, laid.sheets.language, shaper(fonts_of(library.clinic))
    )
    width, height = laid.sheets.width, laid.sheets.height
    draft = Draft(style)
    draft.panel(width - _BAR, 0, _BAR, height, fill=style.palette.ink)
    owner = draft.node("P")
    room = width - 2 * _MARGIN
    words = library.words
    sentence = words.say("separator", n=job.number, total=total)
    y = draft.put(sentence, _MARGIN, _MARGIN, room, owner, style.heading, style.palette.muted)
    for text, size in ((job.id, _LARGE), (job.order.request.patient or "", _LARGE), (laid.sheets.title, style.title)):
        if text:
            y = draft.put(text, _MARGIN, y + size / 3, room, owner, size, style.palette.ink, "bold")
    block = draft.block(height)
    return LaidOut(
        width,
        height,
        ((Placing(block, 0.0, 0.0, 1),),),
        laid.sheets.title,
        laid.sheets.language,
        fonts=laid.sheets.fonts,
    )
