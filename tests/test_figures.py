"""Pictures on their way into the handout: found by name, labelled by themselves, turned with the side, in any ink."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from handouts.data import builtin
from handouts.drawing.tones import SKIN
from handouts.layout.page import Picture, Shape
from handouts.make.make import Made, make
from handouts.make.order import Order
from handouts.prescribe.request import Request
from handouts.problems import InputError
from tests.made import TODAY, made
from tests.test_cli import REFUSED, run

LIFT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" data-shows="right">
<title>{side} leg up</title>
<desc>A person lies face up. {side} leg is lifted, {other} leg rests.</desc>
<path class="skin" fill="#e0c0a0" d="M0 0L100 0L100 25L0 25Z"/>
<path class="skin near" fill="none" stroke="#101010" d="M0 0L100 0L100 50"/>
</svg>
"""
REST = LIFT.replace("{side} leg up", "Rest").replace("{side} leg is lifted, {other} leg rests", "Both legs rest")


def clinic(folder: Path, *pictures: str, more: str = "") -> Path:
    """Write a clinic with one stretch of its own, which names no pictures."""
    (folder / "clinic.yaml").write_text(f"name: Riverside\n{more}")
    catalog, figures = folder / "routines" / "catalog" / "low-back", folder / "assets" / "figures"
    catalog.mkdir(parents=True)
    figures.mkdir(parents=True)
    source = (builtin() / "routines" / "catalog" / "low-back" / "single-knee-to-chest.yaml").read_text()
    (catalog / "my-lift.yaml").write_text(source)
    for number, text in enumerate(pictures, 1):
        (figures / f"my-lift.{number}.svg").write_text(text)
    return folder


def lifted(folder: Path, side: str | None = None) -> Made:
    request = Request(stretches=("my-lift",), sides=(f"my-lift={side}",) if side else ())
    return make(Order(None, request, folder), TODAY)


def alts(handout: Made) -> list[str]:
    return [node.alt for node in handout.pages.nodes if node.role == "Figure"]


def pictures_of(handout: Made) -> list[Picture]:
    return [mark for page in handout.pages.pages for mark in page.marks if isinstance(mark, Picture)]


def test_pictures_that_are_not_named_are_found_in_order_and_say_what_they_show(tmp_path: Path) -> None:
    found = lifted(clinic(tmp_path, REST, LIFT)).library.stretches["my-lift"].value.figures
    assert [each.file for each in found] == ["figures/my-lift.1.svg", "figures/my-lift.2.svg"]
    assert [each.side for each in found] == ["right", "right"]
    assert (found[0].caption, found[0].licence, found[0].author) == ("Rest", "CC0-1.0", "handouts")


def test_a_gap_in_the_numbers_ends_the_frames(tmp_path: Path) -> None:
    folder = clinic(tmp_path, REST, LIFT)
    (folder / "assets" / "figures" / "my-lift.2.svg").rename(folder / "assets" / "figures" / "my-lift.3.svg")
    assert len(lifted(folder).library.stretches["my-lift"].value.figures) == 1


@pytest.mark.parametrize(
    ("side", "mirrored", "alt", "caption"),
    [
        ("right", False, "Your right leg is lifted, your left leg rests.", "Your right leg up"),
        ("left", True, "Your left leg is lifted, your right leg rests.", "Your left leg up"),
        (None, False, "One leg is lifted, the other leg rests.", "One leg up"),
    ],
)
def test_picture_caption_and_alt_text_follow_the_side(
    tmp_path: Path, side: str | None, mirrored: bool, alt: str, caption: str
) -> None:
    handout = lifted(clinic(tmp_path, LIFT), side)
    assert all(each.mirrored is mirrored for each in pictures_of(handout))
    assert [text.removeprefix("A person lies face up. ") for text in alts(handout)] == [alt]
    with pypdfium2.PdfDocument(handout.pdf) as document:
        text = (
            document[0].get_textpage().get_text_bounded()
            + document[len(document) - 1].get_textpage().get_text_bounded()
        )
    assert caption in " ".join(text.split())
    with pikepdf.open(io.BytesIO(handout.pdf)) as pdf:
        tagged = [str(each["/Alt"]) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each]
    assert any(alt in each for each in tagged)


@pytest.mark.slow
def test_no_picture_at_all_is_an_error_that_says_how_to_draw_one(tmp_path: Path) -> None:
    folder = clinic(tmp_path)
    with pytest.raises(InputError) as found:
        lifted(folder)
    (problem,) = found.value.problems
    assert (problem.message, problem.rule) == ("no picture of `my-lift`", "V1")
    assert "handouts figures build my-lift" in problem.hint
    ran = run(folder, "check")
    assert ran.code == REFUSED
    assert "no picture of `my-lift`" in ran.err


def test_a_picture_without_words_is_an_error(tmp_path: Path) -> None:
    folder = clinic(tmp_path, REST.replace("<title>Rest</title>\n", ""))
    with pytest.raises(InputError, match="has no `<title>` and `<desc>`"):
        lifted(folder)


def test_a_clinics_figures_take_its_tones_and_its_brand(tmp_path: Path) -> None:
    folder = clinic(tmp_path, LIFT, more='colors: {brand: "#6a3b99"}\nfigures: {skin: dark, accent: brand}\n')
    handout = lifted(folder)
    assert {path.fill for each in pictures_of(handout) for path in each.drawing.paths if path.fill} == {SKIN["dark"]}
    fills = {mark.fill for page in handout.pages.pages for mark in page.marks if isinstance(mark, Shape)}
    assert (0x6A, 0x3B, 0x99) in fills  # the sample of a shaded area, too
    other = lifted(folder)
    assert other.pdf == handout.pdf


def is_grey(color: tuple[int, int, int] | None) -> bool:
    return color is None or len(set(color)) == 1


def test_mono_has_no_colour_and_no_grounds_and_says_the_same() -> None:
    plain = made()
    mono = make(Order("low-back-relief", Request(), None, ink="mono"), TODAY)
    for page in mono.pages.pages:
        for mark in page.marks:
            if isinstance(mark, Picture):
                assert all(is_grey(path.fill) and is_grey(path.stroke) for path in mark.drawing.paths)
            elif isinstance(mark, Shape):
                assert is_grey(mark.fill)
                assert is_grey(mark.stroke)
                assert mark.fill is None or mark.width < 20  # a disc or a dot, nothing that words stand on
            elif hasattr(mark, "color"):
                assert is_grey(mark.color)
    assert len(mono.pages.pages) == len(plain.pages.pages)


@pytest.mark.slow
def test_ink_comes_from_the_command_the_prescription_or_the_clinic(tmp_path: Path) -> None:
    folder = clinic(tmp_path, LIFT, more="ink: mono\n")
    arguments = ("make", "--stretch", "my-lift", "--clinic", ".", "--date", "2026-11-21")
    run(folder, *arguments, "-o", "clinic.pdf")
    run(folder, *arguments, "--ink", "mono", "-o", "asked.pdf")
    run(folder, *arguments, "--ink", "color", "-o", "color.pdf", "--save", "saved.yaml")
    run(folder, "make", "saved.yaml", "-o", "saved.pdf")
    made_of = {name: (folder / f"{name}.pdf").read_bytes() for name in ("clinic", "asked", "color", "saved")}
    assert made_of["clinic"] == made_of["asked"] != made_of["color"] == made_of["saved"]
    assert "ink: color" in (folder / "saved.yaml").read_text()
