"""A few pages as small pictures: a reviewer sees in the diff what moved."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from handouts.make.make import make
from handouts.make.order import Order
from handouts.pdf.read_back import rendered
from handouts.prescribe.request import Request
from handouts.units import Ink
from tests.made import ROUTINE, SAMPLE, TODAY

GOLDEN = Path(__file__).parent / "golden"
DPI = 40  # enough to see a block move, small enough for a repository
SHADE = 48  # of 255: what renderers of text differ by at edges
MOST_OFF = 0.004  # of the pixels: a line that moved by a point is more
PAGES: dict[str, tuple[str, Ink, int]] = {
    "standard": ("standard", "color", 0),
    "standard-2": ("standard", "color", 1),
    "large-print-mono": ("large-print", "mono", 1),
    "wall": ("wall", "color", 0),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(name: str, request: pytest.FixtureRequest) -> None:
    template, ink, page = PAGES[name]
    order = Order(ROUTINE, Request(patient="Ana Diaz"), clinic=SAMPLE, template=template, ink=ink)
    now = Image.open(io.BytesIO(list(rendered(make(order, TODAY).pdf, DPI))[page])).convert("L")
    path = GOLDEN / f"{name}.png"
    if request.config.getoption("--update-goldens"):
        now.quantize(16).save(path, optimize=True)
    assert off(now, Image.open(path).convert("L")) <= MOST_OFF, f"look at {path}, then --update-goldens"


def test_the_comparer_sees_what_moves() -> None:
    page = Image.open(GOLDEN / "standard.png").convert("L")
    assert off(page, page) == 0.0
    assert off(page, ImageChops.offset(page, 0, 1)) > MOST_OFF
    assert off(page, page.crop((0, 0, page.width, page.height - 1))) == 1.0


def off(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels that differ by more than a shade; 1 when the sizes differ."""
    if one.size != other.size:
        return 1.0
    histogram = ImageChops.difference(one, other).histogram()
    return sum(histogram[SHADE:]) / (one.width * one.height)
