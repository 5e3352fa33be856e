"""A photo or scanned logo as pixels ready for print: no more than print shows, without alpha, without metadata."""

from __future__ import annotations

import struct
import warnings
import zlib
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from handouts.drawing.value import Drawing
from handouts.problems import InputError, Place, Problem, error, warning
from handouts.units import INCH

if TYPE_CHECKING:
    from PIL import Image

_PRINT_DPI = 300  # more than this cannot be seen on paper
_LEAST_DPI = 150  # under this, edges look soft
_MOST_PIXELS = 100_000_000
_QUALITY = 88  # of JPEG, with full colour resolution: no fringes around dark outlines
_WORTH = 2  # exact samples may take this many times the room of a JPEG

# Formats of one still picture that Pillow decodes by itself (EPS, for one, would start Ghostscript).
_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP")
_HEIC = frozenset({b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypheim", b"ftypmif1", b"ftypmsf1"})
_AGAIN = "export it again, or use another copy of the file"

# What Pillow's decoders raise over damaged bytes, as found by feeding them such.
_DAMAGE = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, ArithmeticError, MemoryError,
    struct.error, zlib.error,
)  # fmt: skip


def read_photo(
    data: bytes, place: Place, widest_points: float, highest_points: float
) -> tuple[Drawing, tuple[Problem, ...]]:
    """Read a picture for a box on paper; the drawing's size is what it fills of the box, in points.

    A warning (V2) comes with it when it would print coarsely. InputError when it cannot be used.
    """
    # Late: a handout of drawings alone does without Pillow.
    from handouts.drawing.pixels import encoded, looked_at, on_paper

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's remarks on odd metadata; what matters is an error below
        image = _open(data, place)
        try:
            look = looked_at(image)
            scale = min(widest_points / look.width, highest_points / look.height)
            dots = scale / INCH * _PRINT_DPI
            most = (max(1, round(look.width * dots)), max(1, round(look.height * dots)))
            raster = encoded(on_paper(image, look, most), _QUALITY, _WORTH)
        except NotImplementedError as problem:
            message = f"has colours of an unusual kind (`{problem}`)"
            raise InputError([error(place, message, "save it as PNG or JPEG, in RGB with 8 bits")]) from problem
        except _DAMAGE as problem:
            raise InputError([error(place, "is damaged or cut short", _AGAIN)]) from problem
    digest = sha256(f"{raster.encoding} {raster.width} {raster.height} {look.width} {look.height} ".encode())
    digest.update(raster.data)
    drawing = Drawing(digest.hexdigest()[:32], look.width * scale, look.height * scale, raster=raster)
    return drawing, _coarse(place, INCH / scale, look.width)


def look(data: bytes, place: Place) -> None:
    """Open a photo without decoding it. InputError when it is none, or its size is out of bounds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _open(data, place).close()


def _coarse(place: Place, dpi: float, across: int) -> tuple[Problem, ...]:
    if round(dpi) >= _LEAST_DPI:
        return ()
    needed = -(-across * _LEAST_DPI // dpi)
    hint = f"use a picture at least {needed:.0f} pixels wide, or print it smaller"
    return (warning(place, f"would print at {dpi:.0f} dots an inch; {_LEAST_DPI} look sharp", hint, "V2"),)


def _open(data: bytes, place: Place) -> Image.Image:
    """Open a picture without decoding it; InputError when it is none, too large or too small."""
    from PIL import Image, UnidentifiedImageError

    if data[4:12] in _HEIC:
        hint = "export it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible)"
        raise InputError([error(place, "is a HEIC photo, which cannot be read", hint)])
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError as problem:
        hint = "pictures are SVG, PNG or JPEG; export it as one of these"
        raise InputError([error(place, "is not a picture, or is damaged", hint)]) from problem
    except Image.DecompressionBombError as problem:
        raise InputError([_too_large(place)]) from problem
    except _DAMAGE as problem:
        raise InputError([error(place, "is damaged or cut short", _AGAIN)]) from problem
    if image.width * image.height > _MOST_PIXELS:
        raise InputError([_too_large(place)])
    if min(image.size) < 2:
        message = f"has {image.width} × {image.height} pixels, too few to show anything"
        raise InputError([error(place, message, "use the picture itself; this may be a placeholder of a web page")])
    return image


def _too_large(place: Place) -> Problem:
    message = f"has more than {_MOST_PIXELS // 1_000_000} million pixels"
    return error(place, message, "export it smaller; 3,000 pixels across fill a page")
