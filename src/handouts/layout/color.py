"""Colours that can be read: contrast is computed, and a brand too light for text is darkened."""

from __future__ import annotations

from handouts.drawing.value import Color

WHITE: Color = (255, 255, 255)
ENOUGH = 4.5  # WCAG 2.1, 1.4.3: text against its ground


def from_hex(text: str) -> Color:
    """Read `#rrggbb`."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mixed(color: Color, other: Color, share: float) -> Color:
    """Mix `share` (0 to 1) of the other colour in."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(color, other, strict=True))
    return red, green, blue


def grey(color: Color) -> Color:
    """Return the grey that a printer without colour makes of a colour (ITU-R BT.601)."""
    level = round(0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2])
    return level, level, level


def luminance(color: Color) -> float:
    """Return the relative luminance (WCAG 2.1)."""
    linear = [c / 12.92 if (c := value / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for value in color]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(color: Color, ground: Color) -> Color:
    """Darken a colour just so far that text in it can be read on a light ground."""
    for step in range(101):
        darker = mixed(color, (0, 0, 0), step / 100)
        if contrast(darker, ground) >= ENOUGH:
            return darker
    return (0, 0, 0)
