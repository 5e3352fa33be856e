"""Fonts in the file: only the glyphs that are used, and back from each to its character.

ReportLab cuts the font; its objects are written here, for ReportLab's own map of characters breaks ISO 14289-1, 7.21.7.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from handouts.layout.page import Face
from handouts.pdf.font_file import FontFile, font_file, outlines
from handouts.pdf.fonts import NO_BREAK_SPACE, absent
from handouts.pdf.objects import Objects, deflated, number

_FIRST_FREE, _PER_SUBSET = 0x80, 0x80  # ASCII keeps its own codes, so that page content stays readable; others follow
_PER_BLOCK = 100  # entries of a character map (Adobe technical note 5014)
_SYMBOLIC, _NONSYMBOLIC = 1 << 2, 1 << 5  # ISO 32000-1, table 123
_ESCAPES = {"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r", "\n": "\\n"}


class Letters:
    """How the characters of one face are written: in which subset of the font, under which code.

    Codes depend only on which characters there are, not on their order: so files with the same letters share a subset.
    Those that come as `more` get codes after all others, which they leave as they are.
    """

    def __init__(self, file: Path | bytes, letters: Iterable[str], resource: str, more: Iterable[str] = ()) -> None:
        self.file, self.resource = file, resource
        self.drawn: list[str] = []
        self.add(letters)
        self.add(more)

    def add(self, more: Iterable[str]) -> None:
        """Add letters; those that are here keep their codes."""
        added = {" " if letter == NO_BREAK_SPACE else letter for letter in more}.difference(self.drawn)
        if missing := absent(sorted(added), self.file):
            raise ValueError("the font lacks " + " ".join(f"U+{ord(letter):04X}" for letter in missing))
        self.drawn += sorted(added)
        self.subsets = _subsets(self.drawn)
        self._codes: dict[int, str] = {}
        self._subset: dict[str, int] = {}
        for index, subset in enumerate(self.subsets):
            for code, letter in enumerate(subset):
                if letter:
                    self._codes[ord(letter)] = _ESCAPES.get(chr(code), chr(code))
                    self._subset[letter] = index
        if " " in self._subset:
            self._codes[ord(NO_BREAK_SPACE)] = " "
            self._subset[NO_BREAK_SPACE] = self._subset[" "]

    def written(self, text: str) -> list[tuple[str, str]]:
        """Return the text in pieces of one subset: its resource name, and its codes as a literal string."""
        if len(self.subsets) == 1:
            return [(f"/{self.resource}0", text.translate(self._codes))]
        return [
            (f"/{self.resource}{index}", "".join(piece).translate(self._codes))
            for index, piece in groupby(text, self._subset.__getitem__)
        ]

    def resources(self, objects: Objects) -> bytes:
        """Add the subsets to the objects of a file, and return the entries of its resources that name them."""
        names = b""
        for index, subset in enumerate(self.subsets):
            made = embedded(self.file, subset)
            descriptor = objects.add(b"<<%s/FontFile2 %s>>" % (made.descriptor, objects.add(made.program)))
            to_unicode = objects.add(made.to_unicode)
            font = objects.add(b"<<%s/FontDescriptor %s/ToUnicode %s>>" % (made.font, descriptor, to_unicode))
            names += b"/%s%d %s" % (self.resource.encode(), index, font)
        return names


def resource_names(alphabet: Mapping[Face, Letters], objects: Objects) -> bytes:
    """Add all fonts to the objects, and return the entries of the resources that name them."""
    return b"".join([each.resources(objects) for each in alphabet.values()])


def _subsets(letters: Sequence[str]) -> list[tuple[str, ...]]:
    """Place each letter: the index in its tuple is its code, an empty string stands for no letter."""
    others = [letter for letter in letters if letter >= "\x80"]
    first = ["\0"] * _FIRST_FREE
    for letter in letters:
        if letter < "\x80":
            first[ord(letter)] = letter
    rows = [others[start : start + _PER_SUBSET] for start in range(0, len(others), _PER_SUBSET)] or [[]]
    subsets = [first + rows[0], *([""] * _FIRST_FREE + row for row in rows[1:])]
    return [tuple("" if letter == "\0" else letter for letter in subset) for subset in subsets]


class Embedded(NamedTuple):
    """The objects of one subset, ready but for their references."""

    font: bytes
    descriptor: bytes
    program: bytes
    to_unicode: bytes


@lru_cache(maxsize=32)  # to cut a font takes longer than all else of a file
def embedded(file: Path | bytes, subset: tuple[str, ...]) -> Embedded:
    """Cut the letters of a subset out of a font."""
    font = font_file(file)
    if subset in font.cuts:
        return Embedded(*font.cuts[subset])
    codes = [ord(letter) if letter else 0 for letter in subset]
    cut = outlines(file).makeSubset(codes)
    # the tag tells subsets apart, also after files have been merged
    tag = "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(cut).digest()[:6])
    name = f"{tag}+{font.name}"
    widths = " ".join(number(font.width(code)) if code else "0" for code in codes)
    entries = f"/Type/Font/Subtype/TrueType/BaseFont/{name}/FirstChar 0/LastChar {len(codes) - 1}/Widths[{widths}]"
    descriptor = f"{described(font, name)}/Flags {font.flags & ~_NONSYMBOLIC | _SYMBOLIC}"
    return Embedded(
        entries.encode(), descriptor.encode(), deflated(b"/Length1 %d" % len(cut), cut),
        deflated(b"", _to_unicode(name, subset).encode()),
    )  # fmt: skip


def described(font: FontFile, name: str) -> str:
    """Write the entries of a font's descriptor but its flags (ISO 32000-1, table 122)."""
    return (
        f"/Type/FontDescriptor/FontName/{name}/FontBBox[{' '.join(map(number, font.box))}]"
        f"/ItalicAngle {number(font.italic_angle)}/Ascent {number(font.ascent)}/Descent {number(font.descent)}"
        f"/CapHeight {number(font.cap_height)}/StemV {number(font.stem_width)}"
    )


def _to_unicode(name: str, subset: tuple[str, ...]) -> str:
    """Write the map from codes to characters (ISO 32000-1, 9.10.3), codes in use only."""
    rows = [
        f"<{code:02X}> <{letter.encode('utf-16-be').hex().upper()}>" for code, letter in enumerate(subset) if letter
    ]
    blocks = [rows[start : start + _PER_BLOCK] for start in range(0, len(rows), _PER_BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
            "/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def",
            f"/CMapName /{name} def", "/CMapType 2 def",
            "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
        ]
    )  # fmt: skip
