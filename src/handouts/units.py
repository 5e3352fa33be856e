"""Lengths in points (1/72 inch) and the paper sizes that clinics print on."""

from __future__ import annotations

from typing import Literal

INCH = 72.0
MM = 72.0 / 25.4

Paper = Literal["letter", "a4", "legal"]

Ink = Literal["color", "mono"]  # what a printer has
INKS: tuple[Ink, ...] = ("color", "mono")

Format = Literal["pdf", "txt", "html"]  # the kinds of file that a handout is written as

Embed = Literal["prescription", "all"]  # what travels in the PDF: without what is private, or with it

# Width and height in points. A4 is rounded as other PDF writers do, so that printers recognise it.
PAPERS: dict[Paper, tuple[float, float]] = {
    "letter": (612.0, 792.0),
    "a4": (595.28, 841.89),
    "legal": (612.0, 1008.0),
}

# A sheet cut in two across; half of A4 is A5.
HALVES: dict[Paper, tuple[float, float]] = {name: (high / 2, wide) for name, (wide, high) in PAPERS.items()}

_UNITS = {"pt": 1.0, "mm": MM, "cm": 10 * MM, "in": INCH}


def length(text: str) -> float:
    """Read a length such as `0.6 in`, `40 mm` or `12` into points; ValueError when it is not one."""
    number = text.strip()
    scale = 1.0
    for unit, points in _UNITS.items():
        if number.endswith(unit):
            number, scale = number.removesuffix(unit).strip(), points
            break
    value = float(number)
    if not 0 <= value * scale < 10_000:
        raise ValueError(f"`{text}` is not a length that fits a page")
    return value * scale
