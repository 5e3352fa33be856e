"""The two faces: measuring, what they lack, and embedding that PDF/UA accepts."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

from handouts.data import builtin
from handouts.layout.page import Face, Glyphs, Run

_FILES: dict[Face, str] = {"regular": "FiraSans-Regular.ttf", "bold": "FiraSans-SemiBold.ttf"}
_NO_BREAK_SPACE = "\u00a0"  # drawn as a space
_CMAP_ROWS = 100  # at most so many entries a block (Adobe technical note 5014)


class EmbeddedFont(TTFont):
    """A TrueType font whose ToUnicode map obeys ISO 14289-1, 7.21.7, and which refuses what it cannot draw."""

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802
        """Add the font's objects, its maps mended."""
        known = set(doc.idToObject)
        super().addObjects(doc)
        for name, made in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:") and name not in known:
                made.content = _mended(made.content)

    def splitString(self, text: str, doc: PDFDocument) -> list[tuple[int, bytes]]:  # noqa: N802
        """Encode text; a character without a glyph is a bug here, for texts are checked before layout."""
        if missing := [letter for letter in text if not _has(self, letter)]:
            raise ValueError(f"{self.fontName} lacks " + " ".join(f"U+{ord(letter):04X}" for letter in missing))
        return super().splitString(text, doc)  # type: ignore[no-any-return]


def _mended(cmap: str) -> str:
    """Drop the entries that map to U+0000 and keep blocks within their limit."""
    match = re.fullmatch(r"(?s)(.*?)\d+ beginbfchar\n(.*?)\nendbfchar(.*)", cmap)
    assert match, "ReportLab writes one block of entries"
    rows = [row for row in match[2].split("\n") if not row.endswith("<0000>")]
    blocks = [rows[start : start + _CMAP_ROWS] for start in range(0, len(rows), _CMAP_ROWS)]
    return (
        match[1]
        + "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        + match[3]
    )


@cache
def font(face: Face) -> EmbeddedFont:
    """Return a face, read and registered once a process."""
    # all of ASCII in every file would cost 20 KB a face: `asciiReadable` off embeds what is used
    made = EmbeddedFont(
        f"handouts-{face}", str(builtin() / "assets" / "fonts" / _FILES[face]), asciiReadable=False, shapable=False
    )
    pdfmetrics.registerFont(made)
    return made


@lru_cache(maxsize=50_000)
def shape(run: Run) -> Glyphs:
    """Measure a run: the sum of its glyphs' advance widths."""
    widths, default = _widths(run.face)
    return Glyphs(run, sum(widths.get(ord(letter), default) for letter in run.text) * run.size * 0.001)


@cache
def _widths(face: Face) -> tuple[dict[int, float], float]:
    metrics = font(face).face
    widths = dict(metrics.charWidths)
    widths[ord(_NO_BREAK_SPACE)] = widths[ord(" ")]
    return widths, metrics.defaultWidth


def lacking(text: str) -> str:
    """Return the characters of a text that one of the faces lacks, in order."""
    return "".join(
        letter
        for letter in text
        if letter != "\n" and not all(_has(font(face), letter) for face in ("regular", "bold"))
    )


def _has(face: TTFont, letter: str) -> bool:
    return letter == _NO_BREAK_SPACE or ord(letter) in face.face.charToGlyph
