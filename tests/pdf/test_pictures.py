"""Pictures: drawn once, painted often; mirrored, see-through, of pixels."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageOps

from handouts.drawing.value import Drawing, Path
from handouts.layout.page import Artifact, Node, Picture
from handouts.pdf.draw import draw
from tests.pdf import sample

PHOTOS = ("rgb", "grey", "jpeg", "grey jpeg")


def shown(drawing: Drawing, mirrored: bool = False) -> Image.Image:
    """Render a picture, two pixels a point, and nothing around it."""
    with pypdfium2.PdfDocument(draw(sample.picture(drawing, mirrored))) as document:
        image = document[0].render(scale=2).to_pil().convert("RGB")
    return image.crop((200, 200, 600, 200 + round(400 * drawing.height / drawing.width)))


def darkness(image: Image.Image) -> tuple[float, float]:
    """Return how dark the left and the right quarter are, from 0 to 1."""
    grey = image.convert("L")
    left, right = grey.crop((0, 0, 100, grey.height)), grey.crop((300, 0, 400, grey.height))
    return tuple(1 - sum(each.tobytes()) / (255 * 100 * grey.height) for each in (left, right))  # type: ignore[return-value]


def difference(first: Image.Image, second: Image.Image) -> float:
    """Return the mean difference of samples, from 0 to 255."""
    return sum(abs(a - b) for a, b in zip(first.tobytes(), second.tobytes(), strict=True)) / len(first.tobytes())


@pytest.mark.parametrize("drawing", [sample.ONE_SIDED, *map(sample.photo, PHOTOS)], ids=["paths", *PHOTOS])
def test_mirroring_swaps_the_sides(drawing: Drawing) -> None:
    plain, mirrored = shown(drawing), shown(drawing, mirrored=True)
    left, right = darkness(plain)
    assert left > 0.9
    assert right < 0.2
    assert difference(ImageOps.mirror(mirrored), plain) < 1
    assert difference(mirrored, plain) > 20


def test_colours_and_opacity() -> None:
    image = shown(sample.ONE_SIDED)
    assert image.getpixel((50, 100)) == (0, 0, 0)
    assert image.getpixel((205, 50)) == pytest.approx((127, 127, 255), abs=2)
    assert image.getpixel((390, 190)) == (255, 255, 255)


def painted(*pictures: Picture) -> pikepdf.Pdf:
    """Draw a page of pictures, each of its own figure."""
    nodes = [Node("Figure", 0, alt="a picture", box=(0, 0, 9, 9)) for _ in pictures]
    marks = [
        each if isinstance(each.owner, Artifact) else each._replace(owner=at) for at, each in enumerate(pictures, 1)
    ]
    return pikepdf.open(io.BytesIO(draw(sample.pages(nodes, marks))))


def test_equal_drawings_share_one_form() -> None:
    again = replace(sample.ONE_SIDED)
    with painted(
        Picture(0, 0, 200, 100, sample.ONE_SIDED, 1),
        Picture(0, 200, 100, 50, again, 1, mirrored=True),
        Picture(0, 300, 20, 10, sample.ONE_SIDED, Artifact.LAYOUT),
        Picture(0, 400, 40, 20, sample.photo("rgb"), 1),
    ) as pdf:
        objects = pdf.pages[0].resources.XObject
        assert sorted(str(each.Subtype) for each in objects.values()) == ["/Form", "/Image"]
        assert pdf.pages[0].Contents.read_bytes().count(b" Do") == 4


def test_pixels_are_kept_as_they_are() -> None:
    for name, space, bits in (("rgb", "/DeviceRGB", 2400), ("grey", "/DeviceGray", 800)):
        drawing = sample.photo(name)
        with painted(Picture(0, 0, 40, 20, drawing, 1)) as pdf:
            (image,) = pdf.pages[0].resources.XObject.values()
            assert image.ColorSpace == space
            assert drawing.raster
            assert image.read_bytes() == drawing.raster.data
            assert len(drawing.raster.data) == bits
            assert "/Interpolate" not in image


def test_a_jpeg_is_not_packed_again() -> None:
    for name, space in (("jpeg", "/DeviceRGB"), ("grey jpeg", "/DeviceGray")):
        drawing = sample.photo(name)
        with painted(Picture(0, 0, 40, 20, drawing, 1)) as pdf:
            (image,) = pdf.pages[0].resources.XObject.values()
            assert image.Filter == "/DCTDecode"
            assert image.ColorSpace == space
            assert drawing.raster
            assert image.read_raw_bytes() == drawing.raster.data


def lined(scale: float, weight: float = 1.0) -> set[float]:
    """Return the widths of lines, in points on paper, of a figure of ours that is painted at a scale."""
    paths = [
        Path((("M", 10, 10), ("L", 190, 90)), stroke=(0, 0, 0), stroke_width=50, kind=kind)
        for kind in ("near", "edge", "fine")
    ]
    drawing = sample.drawing(*paths)
    with painted(Picture(0, 0, 200 * scale, 100 * scale, drawing, 1, weight=weight)) as pdf:
        (form,) = pdf.pages[0].resources.XObject.values()
        return {round(float(each) * scale, 2) for each in re.findall(rb"([\d.]+) w", form.read_bytes())}


@pytest.mark.parametrize("scale", [0.1, 0.5, 1.0, 2.5])
def test_lines_of_figures_are_as_wide_at_any_scale(scale: float) -> None:
    found = sorted(lined(scale))
    assert all(wanted - 0.02 < each < 1.05 * wanted + 0.02 for each, wanted in zip(found, (0.5, 0.7, 1.0), strict=True))
    assert sorted(lined(scale, 0.55)) == pytest.approx([0.4, 0.55], abs=0.03)  # never thinner than 0.4


def test_a_drawing_at_two_scales_has_two_forms_if_it_has_lines_of_ours() -> None:
    drawing = sample.drawing(Path((("M", 1, 1), ("L", 9, 9)), stroke=(0, 0, 0), kind="near"))
    marks = [
        Picture(0, 0, 200, 100, drawing, 1),
        Picture(0, 200, 100, 50, drawing, 1),
        Picture(0, 400, 100, 50, drawing, 1),
    ]
    with painted(*marks) as pdf:
        assert len(pdf.pages[0].resources.XObject) == 2
