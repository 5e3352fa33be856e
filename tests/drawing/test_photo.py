"""Photos and scanned logos, made here as real files."""

from __future__ import annotations

import random
import struct
import zlib
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from handouts.drawing.photo import read_photo
from handouts.drawing.value import Drawing, Raster
from handouts.problems import InputError, Place

PLACE = Place("photo.jpg")
BOX = (72.0, 72.0)  # one inch: 300 pixels
AGAIN = "hint: export it again, or use another copy of the file"
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


@cache
def noise(width: int = 400, height: int = 300, bands: int = 3) -> Image.Image:
    """A picture that no codec but JPEG makes small."""
    chance = random.Random(1)
    size = (width // 8, height // 8)
    small = Image.frombytes("RGB" if bands == 3 else "L", size, chance.randbytes(size[0] * size[1] * bands))
    return small.resize((width, height), Image.Resampling.BICUBIC)


def halves(mode: str = "RGB", left: Any = RED, right: Any = BLUE, width: int = 200, height: int = 100) -> Image.Image:
    image = Image.new(mode, (width, height), left)
    image.paste(right, (width // 2, 0, width, height))
    return image


def read(data: bytes, box: tuple[float, float] = BOX) -> Drawing:
    return read_photo(data, PLACE, *box)[0]


def raster(data: bytes, box: tuple[float, float] = BOX) -> Raster:
    found = read(data, box).raster
    assert found is not None
    return found


def pixels(found: Raster) -> Image.Image:
    if found.encoding == "jpeg":
        return Image.open(BytesIO(found.data))
    return Image.frombytes("L" if found.encoding == "grey" else "RGB", (found.width, found.height), found.data)


def ends(data: bytes) -> list[Any]:
    """The pixels near the left and the right end."""
    image = pixels(raster(data))
    return [
        image.getpixel((image.width // 10, image.height // 2)),
        image.getpixel((image.width * 9 // 10, image.height // 2)),
    ]


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as found:
        read_photo(data, PLACE, *BOX)
    return str(found.value)


def oriented(value: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = value
    exif[0x010F] = "Secret Camera"
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0)}
    return exif


def test_a_photo_becomes_a_jpeg_at_print_size() -> None:
    drawing = read(saved(noise(1200, 900), "JPEG", quality=95))
    found = drawing.raster
    assert found is not None
    assert (found.encoding, found.width, found.height) == ("jpeg", 300, 225)
    assert (drawing.width, drawing.height, drawing.paths) == (72.0, 54.0, ())
    image = pixels(found)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (300, 225))
    assert image.layer[0][1:3] == (1, 1)  # type: ignore[attr-defined]


def test_a_small_photo_is_not_enlarged() -> None:
    assert (raster(saved(noise())).width, raster(saved(noise()), (720, 720)).width) == (300, 400)


def test_the_box_bounds_both_ways() -> None:
    drawing = read(saved(halves()), (72.0, 18.0))
    assert (drawing.width, drawing.height) == (36.0, 18.0)


def test_a_flat_graphic_keeps_its_exact_samples() -> None:
    found = raster(saved(halves()))
    assert (found.encoding, found.width, found.height) == ("rgb", 200, 100)
    assert found.data == (bytes(RED) * 100 + bytes(BLUE) * 100) * 100


@pytest.mark.parametrize(
    "image",
    [
        halves("L", 255, 0),
        halves("1", 1, 0),
        halves("RGB", WHITE, (0, 0, 0)),
        halves("LA", (255, 255), (0, 255)),
        halves("I;16", 65535, 0),
    ],
    ids=["grey", "one bit", "rgb", "grey with alpha", "sixteen bits"],
)
def test_grey_prints_as_grey(image: Image.Image) -> None:
    found = raster(saved(image))
    assert (found.encoding, found.width) == ("grey", 200)
    assert found.data == (b"\xff" * 100 + b"\0" * 100) * 100


def test_a_grey_photo_is_a_grey_jpeg() -> None:
    found = raster(saved(noise(bands=1), "JPEG"))
    assert (found.encoding, pixels(found).mode) == ("jpeg", "L")


def test_sixteen_bits_keep_their_middle() -> None:
    assert ends(saved(halves("I;16", 257 * 128, 257 * 7))) == [128, 7]
    assert ends(saved(halves("I;16", 257 * 128, 257 * 7), "TIFF")) == [128, 7]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_rotation_is_applied(orientation: int) -> None:
    upright = Image.new("RGB", (200, 100), WHITE)
    upright.paste(RED, (0, 0, 100, 50))
    upright.paste(BLUE, (100, 50, 200, 100))
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = upright.transpose(undo[orientation]) if orientation in undo else upright
    drawing = read(saved(stored, exif=oriented(orientation)))
    assert (drawing.width, drawing.height) == (72.0, 36.0)
    assert drawing.raster is not None
    assert drawing.raster.data == upright.tobytes()


def test_alpha_lies_on_white() -> None:
    assert ends(saved(halves("RGBA", (255, 0, 0, 255), (0, 0, 0, 0)))) == [RED, WHITE]
    assert ends(saved(halves("RGBA", (255, 0, 0, 128), (0, 0, 0, 0)))) == [(255, 127, 127), WHITE]
    palette = halves("RGB", RED, BLUE).convert("P", palette=Image.Palette.ADAPTIVE, colors=2)
    clear = palette.getpixel((199, 0))
    assert ends(saved(palette, transparency=clear)) == [RED, WHITE]
    assert ends(saved(palette, "GIF", transparency=clear)) == [RED, WHITE]
    assert ends(saved(halves("RGB", RED, BLUE), transparency=BLUE)) == [RED, WHITE]


def test_clear_pixels_do_not_bleed_when_scaled() -> None:
    found = pixels(raster(saved(halves("RGBA", (255, 0, 0, 255), (0, 0, 0, 0), 2000, 1000))))
    assert min(found.getchannel("R").getextrema()) > 250


def test_cmyk_is_turned_into_rgb() -> None:
    cmyk = halves("CMYK", (0, 255, 255, 0), (0, 0, 0, 0))
    assert ends(saved(cmyk, "TIFF")) == [RED, WHITE]
    left, right = ends(saved(cmyk, "JPEG", quality=95))  # with Adobe's marker, inks inverted
    assert left == pytest.approx(RED, abs=4)
    assert right == pytest.approx(WHITE, abs=4)


def test_a_profile_is_followed() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A profile whose red is blue and whose blue is red.
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))
    left, right = ends(saved(halves("RGB", (200, 100, 50), WHITE), icc_profile=swapped))
    assert left == pytest.approx((50, 100, 200), abs=2)
    assert right == pytest.approx(WHITE, abs=1)
    for harmless in (srgb, b"not a profile", srgb[:200]):
        assert ends(saved(halves("RGB", (200, 100, 50), WHITE), icc_profile=harmless)) == [(200, 100, 50), WHITE]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP"])
def test_common_formats(kind: str) -> None:
    options = {"WEBP": {"lossless": True}, "JPEG": {"quality": 100, "progressive": True}}.get(kind, {})
    left, right = ends(saved(halves(), kind, **options))
    assert left == pytest.approx(RED, abs=3)
    assert right == pytest.approx(BLUE, abs=3)


def test_interlaced_png() -> None:
    # Adam7, one pixel a pass: 2 × 2 white and black pixels, written by hand, for Pillow writes none.
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 1)
    rows = zlib.compress(b"\0\xff" + b"\0\0" + b"\0\0\xff")  # passes 1 (0,0), 6 (1,0) and 7 (row 1)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    assert raster(data).data == b"\xff\0\0\xff"


def test_metadata_are_left_behind() -> None:
    data = saved(noise(), "JPEG", exif=oriented(1), comment=b"Secret Comment", quality=95)
    assert b"Secret Camera" in data
    assert b"Secret Comment" in data
    found = raster(data).data
    assert b"Secret" not in found
    assert b"Exif" not in found
    assert Image.open(BytesIO(found)).info.keys() <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_same_bytes_same_drawing() -> None:
    data = saved(noise(), "JPEG", exif=oriented(6))
    assert read(data) == read(data)
    assert read(data).key != read(saved(noise(), "JPEG")).key


def test_a_coarse_picture_is_warned_of() -> None:
    _, problems = read_photo(saved(halves()), PLACE, 144.0, 144.0)
    assert [str(problem) for problem in problems] == [
        "photo.jpg: warning[V2]: would print at 100 dots an inch; 150 look sharp\n"
        "hint: use a picture at least 300 pixels wide, or print it smaller"
    ]
    assert read_photo(saved(halves()), PLACE, 96.0, 96.0)[1] == ()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"hello",
            "is not a picture, or is damaged\nhint: pictures are SVG, PNG or JPEG; export it as one of these",
        ),
        (saved(noise(), "JPEG")[:9000], f"is damaged or cut short\n{AGAIN}"),
        (saved(noise())[:9000], f"is damaged or cut short\n{AGAIN}"),
        (saved(noise(), "WEBP")[:900], f"is damaged or cut short\n{AGAIN}"),
        (
            saved(Image.new("RGB", (1, 1))),
            "has 1 × 1 pixels, too few to show anything\n"
            "hint: use the picture itself; this may be a placeholder of a web page",
        ),
        (
            b"\0\0\0\x18ftypheic" + bytes(40),
            "is a HEIC photo, which cannot be read\n"
            "hint: export it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible)",
        ),
        (
            saved(halves("F", 0.5, 0.1), "TIFF"),
            "has colours of an unusual kind (`F`)\nhint: save it as PNG or JPEG, in RGB with 8 bits",
        ),
    ],
    ids=["text", "cut jpeg", "cut png", "cut webp", "pixel", "heic", "float"],
)
def test_refusals(data: bytes, message: str) -> None:
    assert refusal(data) == f"photo.jpg: error: {message}"


@pytest.mark.parametrize("side", [10_001, 14_000])
def test_a_bomb_is_not_decoded(side: int) -> None:
    data = bytearray(saved(Image.new("1", (64, 64))))
    data[16:24] = side.to_bytes(4, "big") * 2  # claims a size that it has not
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    assert refusal(bytes(data)) == (
        "photo.jpg: error: has more than 100 million pixels\nhint: export it smaller; 3,000 pixels across fill a page"
    )


@cache
def samples() -> tuple[bytes, ...]:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    small = noise(40, 30)
    return (
        saved(small, "JPEG", exif=oriented(6), icc_profile=srgb),
        saved(small.convert("CMYK"), "JPEG", progressive=True),
        saved(small, exif=oriented(8), icc_profile=srgb),
        saved(small.convert("P"), transparency=3),
        saved(small.convert("L").convert("I;16")),
        saved(small, "WEBP"),
        saved(small.convert("P"), "GIF"),
        saved(small, "BMP"),
        saved(small.convert("RGBA"), "TIFF"),
    )


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(st.data())
def test_damaged_bytes_are_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from(samples())))
    for _ in range(data.draw(st.integers(0, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    try:
        drawing, _ = read_photo(bytes(whole[:cut] if data.draw(st.booleans()) else whole), PLACE, *BOX)
    except InputError:
        return
    assert max(drawing.width, drawing.height) == pytest.approx(72.0)


@settings(deadline=None)
@given(st.integers(2, 900), st.integers(2, 900), st.floats(20, 400), st.floats(20, 400))
def test_the_picture_fits_its_box_and_keeps_its_shape(width: int, height: int, widest: float, highest: float) -> None:
    drawing, _ = read_photo(saved(Image.new("L", (width, height))), PLACE, widest, highest)
    assert drawing.raster is not None
    assert drawing.width <= widest * 1.000001
    assert drawing.height <= highest * 1.000001
    assert drawing.width / drawing.height == pytest.approx(width / height)
    assert drawing.raster.width <= min(width, round(drawing.width / 72 * 300) + 1)
    assert len(drawing.raster.data) == drawing.raster.width * drawing.raster.height
