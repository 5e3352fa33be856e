"""The two faces: what they measure, what they lack."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from handouts.data import builtin
from handouts.layout.page import Face, Glyphs, Run
from handouts.pdf.font_file import FontFile, font_file, outlines
from handouts.pdf.font_tables import are_sound

NO_BREAK_SPACE = "\u00a0"  # drawn as a space
_ONLY_READ = 0x4  # of `fsType`, as those below
_RESTRICTED, _EMBEDDABLE, _NO_SUBSET, _BITMAPS_ONLY = 0x2, 0x4 | 0x8, 0x100, 0x200  # of `fsType`
# What ReportLab's reader raises of a damaged table, beside an error of its own
_DAMAGED = (
    struct.error, ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError,
    RecursionError, TypeError, ValueError,
)  # fmt: skip
_SINGLE = {b"\0\1\0\0", b"true"}  # how a font begins; a collection says nothing of which is meant
_EMS = range(16, 16_385)  # units of an em (OpenType, `head`)
_FOLDER = builtin() / "assets" / "fonts"


class FontSet(NamedTuple):
    """Two TrueType fonts, each a file or its content."""

    regular: Path | bytes = _FOLDER / "FiraSans-Regular.ttf"
    bold: Path | bytes = _FOLDER / "FiraSans-SemiBold.ttf"

    @property
    def files(self) -> tuple[str, str]:
        """The paths of both."""
        assert isinstance(self.regular, Path)
        assert isinstance(self.bold, Path)
        return str(self.regular), str(self.bold)

    def file(self, face: Face) -> Path | bytes:
        """Return the font of a face."""
        return self.bold if face == "bold" else self.regular


class Metrics(NamedTuple):
    """Heights of a face above and below the baseline, in ems; all are positive."""

    ascent: float
    descent: float
    cap_height: float


BUILTIN = FontSet()


def font_set(files: tuple[str, str] | None) -> FontSet:
    """Return the fonts of a document."""
    return FontSet(*map(Path, files)) if files else BUILTIN


@cache
def shaper(fonts: FontSet = BUILTIN) -> Callable[[Run], Glyphs]:
    """Return what measures a run: the sum of its glyphs' advance widths."""
    faces: tuple[Face, ...] = ("regular", "bold")
    ems = {face: _measuring(_widths(fonts.file(face))) for face in faces}
    return lambda run: Glyphs(run, ems[run.face](run.text) * run.size)


def _measuring(widths: Mapping[str, float]) -> Callable[[str], float]:
    """Return what measures a text in ems; texts that come again are looked up."""

    @lru_cache(maxsize=2_500)
    def ems(text: str) -> float:
        return sum([widths[letter] for letter in text]) * 0.001

    return ems


def shape(run: Run, fonts: FontSet = BUILTIN) -> Glyphs:
    """Measure a run in some fonts."""
    return shaper(fonts)(run)


class _Widths(dict[str, float]):
    """Advance widths by character, in thousandths of an em; looked up in the font when first asked for."""

    def __init__(self, font: FontFile) -> None:
        self.font = font

    def __missing__(self, letter: str) -> float:
        self[letter] = width = float(self.font.width(ord(letter)))
        return width


@cache
def _widths(file: Path | bytes) -> _Widths:
    return _Widths(font_file(file))


def metrics(face: Face, fonts: FontSet = BUILTIN) -> Metrics:
    """Return how high and deep a face reaches."""
    font = font_file(fonts.file(face))
    return Metrics(font.ascent / 1000, -font.descent / 1000, font.cap_height / 1000)


def lacking(text: str, fonts: FontSet = BUILTIN) -> str:
    """Return the characters of a text that one of the faces lacks, in order; line breaks are never drawn."""
    missing = set(text) - _had(fonts)
    return "".join(letter for letter in text if letter in missing) if missing else ""


@lru_cache(maxsize=8)
def _had(fonts: FontSet) -> frozenset[str]:
    """Return the characters that both faces have, and what is never drawn."""
    codes = font_file(fonts.regular).widths.keys() & font_file(fonts.bold).widths.keys()
    return frozenset(map(chr, codes)) | {NO_BREAK_SPACE, "\n"}


@cache
def unusable(file: Path | bytes) -> str:
    """Tell why a font cannot be embedded, or nothing when it can (OpenType, OS/2 `fsType`).

    All its glyphs are cut out once: what is damaged shows here, and not when a handout is drawn.
    """
    from reportlab.pdfbase.ttfonts import TTFError  # late: the built-in fonts are usable

    try:
        data = file if isinstance(file, bytes) else file.read_bytes()
        is_usable = data[:4] in _SINGLE and are_sound(data) and _is_usable(outlines(file))
        rights = font_file(file).rights if is_usable else None
    except (TTFError, *_DAMAGED):
        rights = None
    if rights is None:
        return "is no TrueType font that can be read"
    if rights & _RESTRICTED and not rights & _EMBEDDABLE:
        return "may not be embedded: its own settings forbid it"
    if rights & (_NO_SUBSET | _BITMAPS_ONLY):
        return "may not be embedded in part: its own settings forbid it"
    return ""


def _is_usable(face: Any) -> bool:
    """Tell whether a font can be measured, named and cut; raises what the reader raises when it cannot."""
    face.name.decode("ascii")
    face.makeSubset(sorted(face.charToGlyph))
    heights = (face.ascent, face.descent, face.capHeight, face.italicAngle, face.stemV, *face.bbox)
    widths = [face.getCharWidth(code) for code in face.charToGlyph]
    return face.unitsPerEm in _EMS and all(map(math.isfinite, (*heights, *widths)))


def for_typing(file: Path | bytes) -> Path | bytes:
    """Return the font of fields: that of the pages, or the built-in one where that may only be read."""
    rights = font_file(file).rights
    return BUILTIN.regular if rights & _EMBEDDABLE == _ONLY_READ else file


def absent(letters: Iterable[str], file: Path | bytes) -> list[str]:
    """Return the letters that a font has no glyph for."""
    widths = font_file(file).widths
    return [letter for letter in letters if ord(letter) not in widths and letter != NO_BREAK_SPACE]
