"""Pixels of any kind into upright sRGB or grey ones of 8 bits on white. Imports Pillow: import it late."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops, ImageCms

from handouts.drawing.value import Raster

_ORIENTATION = 0x0112  # the EXIF tag
# Its values, and the turn that sets such a picture upright.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = frozenset({5, 6, 7, 8})
_SIXTEEN_BITS = frozenset({"I", "I;16", "I;16L", "I;16B", "I;16N"})


@dataclass(frozen=True, slots=True)
class PixelLook:
    """A picture as it is meant to be seen: its size in pixels, and how it was laid down to be stored."""

    width: int
    height: int
    orientation: int


def looked_at(image: Image.Image) -> PixelLook:
    """Return how large an opened picture is when it stands upright."""
    value = image.getexif().get(_ORIENTATION, 1)
    orientation = value if isinstance(value, int) else 1
    width, height = image.size[::-1] if orientation in _SIDEWAYS else image.size
    return PixelLook(width, height, orientation)


def on_paper(image: Image.Image, look: PixelLook, most: tuple[int, int]) -> Image.Image:
    """Decode a picture and return it upright, in RGB or L, at most `most` pixels wide and high."""
    profile = image.info.get("icc_profile")
    stored = most[::-1] if look.orientation in _SIDEWAYS else most
    # A JPEG of a camera is decoded at a half, a quarter or an eighth; twice the need leaves the rest to Lanczos.
    image.draft(None, (2 * stored[0], 2 * stored[1]))
    plain = _eight_bits(image)
    if plain.width > stored[0] or plain.height > stored[1]:
        plain = plain.resize(stored, Image.Resampling.LANCZOS, reducing_gap=3.0)
    plain = _on_white(plain, profile)
    if look.orientation in _TURNS:
        plain = plain.transpose(_TURNS[look.orientation])
    return _grey_if_grey(plain)


def encoded(image: Image.Image, quality: int, worth: float) -> Raster:
    """Encode as JPEG, or as exact samples when these take at most `worth` times the room: drawings stay crisp."""
    samples = image.tobytes()
    stream = BytesIO()
    # A picture made anew, for Pillow would write a comment along that the file had.
    Image.frombytes(image.mode, image.size, samples).save(stream, "JPEG", quality=quality, subsampling=0)
    jpeg = stream.getvalue()
    if len(zlib.compress(samples)) <= worth * len(jpeg):
        return Raster("grey" if image.mode == "L" else "rgb", image.width, image.height, samples)
    return Raster("jpeg", image.width, image.height, jpeg)


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return the first frame as L, RGB, RGBA or CMYK; NotImplementedError for other kinds, such as floating point."""
    image.load()
    if image.mode in _SIXTEEN_BITS:
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("LA", "PA", "RGBA") or image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    if image.mode in ("P", "YCbCr", "RGBX"):
        return image.convert("RGB")
    raise NotImplementedError(image.mode)


def _on_white(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB on white paper."""
    colors = image.convert("RGB") if image.mode == "RGBA" else image
    rgb = _in_srgb(colors, profile) if profile else None
    if rgb is None:
        rgb = colors if colors.mode == "L" else colors.convert("RGB")
    if image.mode != "RGBA":
        return rgb
    paper = Image.new("RGB", image.size, (255, 255, 255))
    paper.paste(rgb, mask=image.getchannel("A"))
    return paper


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Convert by the picture's own profile; None when it needs none, or has a damaged or a wrong one."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "sRGB" in (source.profile.profile_description or ""):
            return None
        converted = ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return converted.convert("L") if converted and image.mode == "L" else converted


def _grey_if_grey(image: Image.Image) -> Image.Image:
    """Return a picture without colours as L: it then prints with black ink alone."""
    if image.mode == "L":
        return image
    red, green, blue = image.split()
    if ImageChops.difference(red, green).getbbox() or ImageChops.difference(green, blue).getbbox():
        return image
    return green


def in_grey(raster: Raster) -> Raster:
    """Return the same pixels without colour."""
    if raster.encoding == "grey":
        return raster
    if raster.encoding == "jpeg":
        image: Image.Image = Image.open(BytesIO(raster.data))
    else:
        image = Image.frombytes("RGB", (raster.width, raster.height), raster.data)
    return Raster("grey", raster.width, raster.height, image.convert("L").tobytes())
