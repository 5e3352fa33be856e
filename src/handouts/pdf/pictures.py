"""Pictures as XObjects: one for each drawing, painted any number of times, without marks of their own.

The same pictures are on many handouts: so all that is made of a drawing is kept, above all its compressed stream, by
the drawing, whose key stands for its content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from math import ceil, log

from handouts.drawing.lines import LINES, THINNEST, THINNEST_LINE, USUAL_LENGTH
from handouts.drawing.outlines import outlines
from handouts.drawing.value import Drawing, Path, Raster
from handouts.layout.page import Picture
from handouts.pdf.marks import fill_color, stroke_color
from handouts.pdf.objects import deflated, number, stream

_WIDER = 0.05  # at most: a twentieth of a line's width is seen by nobody
Widths = tuple[tuple[str, float], ...]  # of each kind of line, in a drawing's own units


def name(picture: Picture) -> str:
    """Return the XObject's name: equal drawings share one, if their lines are as wide in the drawing's units."""
    return _name(picture.drawing.key, _widths(picture))


@lru_cache(maxsize=2048)
def _name(key: str, widths: Widths) -> str:
    return sha256(f"{key}{widths}".encode()).hexdigest()[:16] if widths else key[:16]


def xobject(picture: Picture) -> bytes:
    """Return the XObject that `paint` paints."""
    drawing = picture.drawing
    return _image(drawing.raster) if drawing.raster else _form(drawing, _widths(picture))


def _widths(picture: Picture) -> Widths:
    """Return how wide each kind of line is in the drawing's own units, to be as wide as wanted on paper.

    Pictures of nearly one size have the same widths, hardly wider, and so are one XObject.
    """
    if not _has_lines(picture.drawing):
        return ()
    return _line_widths(ceil(log(picture.drawing.width / picture.width) / log(1 + _WIDER) - 1e-6), picture.weight)


@lru_cache(maxsize=1024)
def _line_widths(step: int, weight: float) -> Widths:
    unit = (1 + _WIDER) ** step
    return tuple((kind, round(max(THINNEST_LINE, width * weight) * unit, 2)) for kind, width in LINES.items())


@lru_cache(maxsize=1024)
def _has_lines(drawing: Drawing) -> bool:
    return any(path.stroke and path.kind for path in drawing.paths)


def paint(picture: Picture, internal_name: str) -> str:
    """Return the operators that paint a picture at its place, mirrored if it is to be."""
    drawing = picture.drawing
    bottom = -picture.y - picture.height
    x, turn = (picture.x + picture.width, -1) if picture.mirrored else (picture.x, 1)
    if drawing.raster:  # an image fills the unit square
        a, d, y = picture.width * turn, picture.height, bottom
    else:  # a form keeps its own units, y down
        a, d, y = picture.width / drawing.width * turn, -picture.height / drawing.height, bottom + picture.height
    return f"q {a:.5f} 0 0 {d:.5f} {number(x)} {number(y)} cm /{internal_name} Do Q"


@lru_cache(maxsize=2048)
def _form(drawing: Drawing, widths: Widths) -> bytes:
    opacities = sorted({path.fill_opacity for path in drawing.paths if path.fill_opacity < 1})
    states = "".join(f"/A{round(each * 100)}<</ca {number(each)}>>" for each in opacities)
    resources = f"/Resources<</ExtGState<<{states}>>>>" if states else "/Resources<<>>"
    box = f"/BBox[0 0 {number(drawing.width)} {number(drawing.height)}]"
    entries = f"/Type/XObject/Subtype/Form{box}{resources}".encode()
    return deflated(entries, "\n".join(_operators(drawing, dict(widths))).encode())


def _operators(drawing: Drawing, widths: Mapping[str, float]) -> Iterator[str]:
    length = max(drawing.width, drawing.height)
    thinnest = THINNEST * length / USUAL_LENGTH
    for path, outline in zip(drawing.paths, _outlines(drawing), strict=True):
        if path.fill is None and path.stroke is None:
            continue
        state = ["q"]
        if path.fill:
            state.append(fill_color(path.fill))
        if path.fill_opacity < 1:
            state.append(f"/A{round(path.fill_opacity * 100)} gs")
        if path.stroke:
            ends = " 1 J 1 j" if path.round_ends else ""
            width = widths.get(path.kind) or max(path.stroke_width, thinnest)
            state.append(f"{stroke_color(path.stroke)} {number(width)} w{ends}")
        yield " ".join(state)
        yield outline
        yield _paint(path) + " Q"


@lru_cache(maxsize=512)  # a drawing comes at several sizes
def _outlines(drawing: Drawing) -> tuple[str, ...]:
    return tuple(outlines(drawing))


def _paint(path: Path) -> str:
    if path.fill and path.stroke:
        return "B*" if path.even_odd else "B"
    if path.fill:
        return "f*" if path.even_odd else "f"
    return "S"


@lru_cache(maxsize=64)
def _image(raster: Raster) -> bytes:
    grey = raster.encoding == "grey" or (raster.encoding == "jpeg" and _is_grey_jpeg(raster.data))
    space = "Gray" if grey else "RGB"
    size = f"/Width {raster.width}/Height {raster.height}"
    entries = f"/Type/XObject/Subtype/Image{size}/ColorSpace/Device{space}/BitsPerComponent 8"
    if raster.encoding == "jpeg":
        return stream(entries.encode() + b"/Filter/DCTDecode", raster.data)
    return deflated(entries.encode(), raster.data)


def _is_grey_jpeg(data: bytes) -> bool:
    """Tell whether a JPEG has one component, by its frame header (ITU T.81, B.2.2)."""
    position = 2
    while position + 9 < len(data):
        marker, length = data[position + 1], int.from_bytes(data[position + 2 : position + 4])
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            return data[position + 9] == 1
        position += 2 + length
    return False
