"""A drawing as SVG inside a page: in the clinic's tones, with words for who cannot see it."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import lru_cache

from handouts.companions.markup import Markup, tag
from handouts.drawing.hatch import thinned
from handouts.drawing.lines import FINE_UNITS, LINES, THINNEST, THINNEST_LINE, USUAL_LENGTH
from handouts.drawing.tones import Look, toned
from handouts.drawing.value import Color, Drawing, Path, Raster
from handouts.layout.draft import line_weight


def picture(drawing: Drawing, look: Look, alt: str, length: float, mirrored: bool = False) -> Markup:
    """Draw inline. `length` is that of its longer side on the screen, in points: lines are as wide as it asks for.

    Without alt text it is decoration, and passed over by screen readers.
    """
    role_attributes = {"role": "img", "aria_label": alt} if alt else {"aria_hidden": "true"}
    size = f"0 0 {_number(drawing.width, 2)} {_number(drawing.height, 2)}"
    scale = length / max(drawing.width, drawing.height)
    shapes = _shapes(thinned(toned(drawing, look), scale), length)
    if mirrored:
        shapes = tag("g", shapes, transform=f"translate({_number(drawing.width, 2)} 0) scale(-1 1)")
    return tag("svg", tag("title", alt) if alt else "", shapes, viewBox=size, **role_attributes)


@lru_cache(maxsize=256)
def _shapes(drawing: Drawing, length: float) -> Markup:
    if drawing.raster:
        size = {"width": _number(drawing.width, 2), "height": _number(drawing.height, 2)}
        return tag("image", href=_data(drawing.raster), preserveAspectRatio="none", **size)
    longer = max(drawing.width, drawing.height)
    decimals = 0 if longer > FINE_UNITS else 2
    widths = {kind: max(THINNEST_LINE, width * line_weight(length)) * longer / length for kind, width in LINES.items()}
    return Markup("".join(_path(path, widths, THINNEST * longer / USUAL_LENGTH, decimals) for path in drawing.paths))


def _path(path: Path, widths: Mapping[str, float], thinnest: float, decimals: int) -> Markup:
    attributes: dict[str, str] = {"fill": _color(path.fill) if path.fill else "none"}
    if path.fill and path.fill_opacity < 1:
        attributes["fill_opacity"] = _number(path.fill_opacity, 2)
    if path.fill and path.even_odd:
        attributes["fill_rule"] = "evenodd"
    if path.stroke:
        width = widths.get(path.kind) or max(path.stroke_width, thinnest)
        attributes |= {"stroke": _color(path.stroke), "stroke_width": _number(width, 1)}
        if path.round_ends:
            attributes |= {"stroke_linecap": "round", "stroke_linejoin": "round"}
    return tag("path", **attributes, d=_outline(path, decimals))


def _outline(path: Path, decimals: int) -> str:
    return "".join(step[0] + " ".join(_number(value, decimals) for value in step[1:]) for step in path.steps)


def _number(value: float, decimals: int) -> str:
    written = f"{value:.{decimals}f}"
    return written.rstrip("0").rstrip(".") if decimals else written


def _color(color: Color) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)


def _data(raster: Raster) -> str:
    """Return a picture as an address that holds it: nothing is fetched."""
    kind, data = ("jpeg", raster.data) if raster.encoding == "jpeg" else ("png", b"".join(_png(raster)))
    return f"data:image/{kind};base64,{b64encode(data).decode()}"


def _png(raster: Raster) -> Iterator[bytes]:
    """Write samples as PNG (ISO/IEC 15948): signature, header, rows each with filter 0, end."""
    channels, color_type = (3, 2) if raster.encoding == "rgb" else (1, 0)
    wide = raster.width * channels
    rows = b"".join(b"\0" + raster.data[start : start + wide] for start in range(0, len(raster.data), wide))
    yield b"\x89PNG\r\n\x1a\n"
    yield _chunk(b"IHDR", struct.pack(">IIBBBBB", raster.width, raster.height, 8, color_type, 0, 0, 0))
    yield _chunk(b"IDAT", zlib.compress(rows, 9))
    yield _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
