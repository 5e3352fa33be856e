"""Whether a picture can be seen on white paper: a logo made for a dark ground cannot."""

from __future__ import annotations

from handouts.drawing.value import Color, Drawing

_WHITE: Color = (255, 255, 255)
_SEEN = 205  # of 255: a grey this dark or darker stands out from white (contrast 1.5)


def is_pale(drawing: Drawing) -> bool:
    """Tell whether nothing in a picture stands out from white."""
    if drawing.raster is None:
        shades = [(each.fill, each.fill_opacity) for each in drawing.paths if each.fill]
        shades += [(each.stroke, 1.0) for each in drawing.paths if each.stroke and each.stroke_width]
        return all(_grey(color, opacity) > _SEEN for color, opacity in shades)
    from handouts.drawing.pixels import in_grey  # late, as it needs Pillow

    return min(in_grey(drawing.raster).data, default=255) > _SEEN


def _grey(color: Color, opacity: float) -> float:
    red, green, blue = (255 + (value - 255) * opacity for value in color)
    return 0.299 * red + 0.587 * green + 0.114 * blue
