"""One figure in other tones, in the clinic's colour, in greys."""

from __future__ import annotations

import pytest

from handouts.drawing.figure import read_figure
from handouts.drawing.tones import HAIR, SKIN, Look, ink, toned
from handouts.drawing.value import Drawing, Path
from handouts.problems import Place
from tests.drawing.test_figure import figure
from tests.pdf import sample

SQUARE = 'd="M0 0L1 0L1 1Z"'
BODY = (
    f'<path class="skin far" fill="#d0b090" {SQUARE}/><path class="skin" fill="#e0c0a0" {SQUARE}/>'
    f'<path class="skin shade" fill="#c8ac90" {SQUARE}/><path class="hair" fill="#402020" {SQUARE}/>'
    f'<path class="trousers" fill="#204080" {SQUARE}/><path class="paper" fill="#ffffff" {SQUARE}/>'
    f'<path class="outline near" fill="none" stroke="#102030" {SQUARE}/>'
)
MARKED = (
    f'<path class="highlight" fill="#e4572e" fill-opacity="0.3" {SQUARE}/>'
    f'<path class="highlight hatch" fill="none" stroke="#a82a14" {SQUARE}/>'
    f'<path class="arrow" fill="#c8321f" {SQUARE}/><path class="paper band" fill="none" stroke="#ffffff" {SQUARE}/>'
)


def drawn(body: str) -> Drawing:
    return read_figure(figure(body), Place("a.svg"))


def of(drawing: Drawing, role: str, kind: str = "") -> Path:
    return next(each for each in drawing.paths if (each.role, each.kind) == (role, kind))


def test_as_drawn_is_the_drawing_itself() -> None:
    drawing = drawn(BODY)
    assert toned(drawing, Look()) is drawing
    assert toned(drawing, Look(skin="dark")) is toned(drawing, Look(skin="dark"))


@pytest.mark.parametrize("tone", ["light", "medium", "tan", "brown", "dark"])
def test_skin_takes_a_tone_and_keeps_its_shadows(tone: str) -> None:
    drawing = drawn(BODY)
    other = toned(drawing, Look(skin=tone))
    assert of(other, "skin").fill == SKIN[tone]
    for kind in ("far", "shade"):
        color = of(other, "skin", kind).fill
        assert color is not None
        assert ink(color) > ink(SKIN[tone])
    for role, kind in (("hair", ""), ("trousers", ""), ("outline", "near")):
        assert of(other, role, kind) == of(drawing, role, kind)
    assert other.key != drawing.key
    assert other != drawing


def test_hair_takes_a_tone() -> None:
    assert of(toned(drawn(BODY), Look(hair="grey")), "hair").fill == HAIR["grey"]


def test_arrows_and_marks_take_the_accent_and_halos_stay_white() -> None:
    teal = (0, 110, 120)
    other = toned(drawn(BODY + MARKED), Look(accent=teal))
    assert of(other, "arrow").fill == of(other, "highlight").fill == of(other, "highlight", "hatch").stroke == teal
    assert of(other, "highlight").fill_opacity == 0.3
    assert of(other, "paper", "band").stroke == (255, 255, 255)
    assert of(other, "skin") == of(drawn(BODY), "skin")


def test_mono_has_greys_alone_within_their_limits_and_the_hatch_without_its_tint() -> None:
    mono = toned(drawn(BODY + MARKED), Look(mono=True))
    colors = [color for path in mono.paths for color in (path.fill, path.stroke) if color]
    assert all(red == green == blue for red, green, blue in colors)
    skin, shade, legs, hair = (
        of(mono, *each).fill for each in (("skin",), ("skin", "shade"), ("trousers",), ("hair",))
    )
    assert skin
    assert shade
    assert legs
    assert hair
    assert 0.10 <= ink(skin) <= 0.20
    assert ink(skin) < ink(shade) <= ink(skin) + 0.085
    assert 0.19 <= ink(legs) <= 0.26
    assert 0.74 <= ink(hair) <= 0.86
    marks = [path for path in mono.paths if path.role == "highlight"]
    assert [(path.fill, path.kind) for path in marks] == [(None, "hatch")]
    assert of(mono, "paper").fill == (255, 255, 255)


def test_a_mark_without_a_hatch_keeps_its_area_in_mono() -> None:
    mono = toned(drawn(f'<path class="highlight" fill="#e4572e" {SQUARE}/>'), Look(mono=True))
    assert mono.paths[0].fill is not None


@pytest.mark.parametrize("encoding", ["rgb", "grey", "jpeg"])
def test_photos_lose_their_colour_too(encoding: str) -> None:
    photo = sample.photo(encoding)
    mono = toned(photo, Look(mono=True))
    assert mono.raster is not None
    assert mono.raster.encoding == "grey"
    assert len(mono.raster.data) == mono.raster.width * mono.raster.height
    assert toned(photo, Look(skin="dark")) is photo
