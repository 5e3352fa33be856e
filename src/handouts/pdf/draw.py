"""Laid-out documents to bytes: one on its own, or one of a batch, which share what is written of their blocks."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache
from string import ascii_letters, digits

from handouts.layout import flat
from handouts.layout.page import Face, Field, LaidOut, Pages, Text
from handouts.pdf.assemble import assemble
from handouts.pdf.attach import Attachment
from handouts.pdf.fonts import BUILTIN, NO_BREAK_SPACE, FontSet, font_set, lacking
from handouts.pdf.marks import FACES
from handouts.pdf.objects import LEVEL
from handouts.pdf.piece import LettersError, Writer, all_letters
from handouts.pdf.strict import require

_BATCH_LEVEL = 1  # of zlib: a sixth larger than 6, in a third of the time

# ASCII, and the other signs of the catalog and of its words: what is in every file, so that pieces fit all
_USUAL = frozenset({*map(chr, range(0x20, 0x7F)), *"\u00a0’‘“”–—…·×°"})
# The letters of most handouts: a file that needs no others has all of these, which takes two hundredths more, for they
# are cut out of the fonts when the package is built.
EVERYDAY = frozenset({*ascii_letters, *digits, *" .,:;'()/!?-’–·"})
_WRITERS_KEPT = 16  # one for the usual letters, and one for each set of others, such as those of a name


def draw(document: LaidOut | Pages, fonts: FontSet | None = None, attachment: Attachment | None = None) -> bytes:
    """Draw a document with the letters that it uses; ValueError when it cannot be tagged or the fonts lack any."""
    pages = flat.pages(document) if isinstance(document, LaidOut) else document
    require(pages)
    fonts = fonts or font_set(pages.fonts)
    writer = Writer(_letters_by_face(pages, fonts), fonts)
    sheets = document if isinstance(document, LaidOut) else flat.sheets(document)
    return assemble(sheets, pages.bookmarks, writer, LEVEL, attachment)


def draw_quickly(sheets: LaidOut, attachment: Attachment | None = None) -> bytes:
    """Draw one document of a batch with the letters of most, so that pieces fit all; with more when it has others."""
    fonts, bookmarks = font_set(sheets.fonts), flat.bookmarks(sheets)
    try:
        return assemble(sheets, bookmarks, usual_writer(fonts=fonts), _BATCH_LEVEL, attachment)
    except LettersError:
        return assemble(sheets, bookmarks, usual_writer(_letters(sheets) - _USUAL, fonts), _BATCH_LEVEL, attachment)


@lru_cache(maxsize=_WRITERS_KEPT)
def usual_writer(more: frozenset[str] = frozenset(), fonts: FontSet = BUILTIN) -> Writer:
    """Return what writes blocks in the usual letters, as far as the fonts have them, and `more`."""
    usual = _USUAL - frozenset(lacking("".join(_USUAL), fonts))
    return Writer(dict.fromkeys(FACES, usual), fonts, more, usual_writer(fonts=fonts) if more else None)


def _letters_by_face(pages: Pages, fonts: FontSet) -> dict[Face, Set[str]]:
    """Return the characters of each face that is used: what is drawn, or all everyday letters of a built-in face."""
    used: dict[Face, set[str]] = {face: set() for face in FACES}
    for page in pages.pages:
        for mark in page.marks:
            if isinstance(mark, Text):
                used[mark.glyphs.run.face].update(mark.glyphs.run.text)
            elif isinstance(mark, Field):
                used["regular"].update(mark.value)
    everyday = EVERYDAY if fonts == BUILTIN else frozenset[str]()
    drawn = {face: letters - {NO_BREAK_SPACE} | {" "} for face, letters in used.items() if letters}
    return {face: everyday if letters <= everyday else letters for face, letters in drawn.items()}


def _letters(sheets: LaidOut) -> frozenset[str]:
    """Return the characters of all blocks and of what stands in their blanks."""
    placings = [each for sheet in sheets.sheets for each in sheet]
    blanks = [each.text.glyphs.run.text for each in placings if each.text]
    return frozenset("".join(blanks)).union(*(all_letters(each.block) for each in placings))
