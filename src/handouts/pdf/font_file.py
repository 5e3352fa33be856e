"""What a font file says of itself and of its letters; of the built-in ones, prepared when the package is built."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from handouts import prepared

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFontFace

KIND = "font"  # of what is prepared


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class FontFile:
    """A TrueType font as PDF describes it; lengths are thousandths of an em."""

    name: str
    flags: int
    box: tuple[float, ...]
    italic_angle: float
    ascent: float
    descent: float
    cap_height: float
    stem_width: float
    rights: int  # `fsType`
    missing_width: float
    widths: Mapping[int, float]  # of the characters that it has
    cuts: Mapping[tuple[str, ...], tuple[bytes, ...]] = field(default_factory=dict)  # subsets, ready to be embedded

    def width(self, code: int) -> float:
        """Return how wide a character is."""
        return self.widths.get(code, self.missing_width)


@cache
def font_file(file: Path | bytes) -> FontFile:
    """Read a TrueType font, once a process."""
    plain = prepared.value(KIND, file.read_bytes()) if isinstance(file, Path) else None
    return FontFile(*plain) if plain else read(outlines(file))


@cache
def outlines(file: Path | bytes) -> TTFontFace:
    """Read a TrueType font with all its outlines, once a process."""
    from reportlab.pdfbase.ttfonts import TTFontFace  # late: only who cuts a font needs it

    return TTFontFace(io.BytesIO(file) if isinstance(file, bytes) else str(file))


def read(face: TTFontFace) -> FontFile:
    """Return what a font says."""
    return FontFile(
        name=face.name.decode("ascii"),
        flags=face.flags,
        box=tuple(face.bbox),
        italic_angle=face.italicAngle,
        ascent=face.ascent,
        descent=face.descent,
        cap_height=face.capHeight,
        stem_width=face.stemV,
        rights=int.from_bytes(face.get_table("OS/2")[8:10], "big"),
        missing_width=face.defaultWidth,
        widths={code: face.getCharWidth(code) for code in face.charToGlyph},
    )
