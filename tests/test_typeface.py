"""A clinic's own font: used when it may be embedded, refused with the reason when not."""

from __future__ import annotations

import math
import random
import struct
from pathlib import Path

import pikepdf
import pytest

from handouts.batch.job import Job, render
from handouts.check.run import check
from handouts.data import builtin
from handouts.layout.page import Run
from handouts.make.fonts import fonts_of
from handouts.make.make import arranged, make, prescribed
from handouts.make.order import Order
from handouts.make.single import single
from handouts.pdf import font_file, fonts
from handouts.pdf.draw import draw_quickly
from handouts.pdf.embed import Letters
from handouts.pdf.fonts import BUILTIN, shaper
from handouts.pdf.objects import Objects
from handouts.prescribe.request import Request
from handouts.problems import InputError, Place
from tests.made import TODAY

FIRA = builtin() / "assets" / "fonts" / "FiraSans-Regular.ttf"
EDITABLE, RESTRICTED, NO_SUBSET = 8, 2, 0x100


def font(rights: int) -> bytes:
    """Return a font with other embedding rights (OS/2 `fsType`)."""
    data = bytearray(FIRA.read_bytes())
    for index in range(struct.unpack(">H", data[4:6])[0]):
        entry = 12 + 16 * index
        if data[entry : entry + 4] == b"OS/2":
            start = struct.unpack(">I", data[entry + 8 : entry + 12])[0]
            data[start + 8 : start + 10] = struct.pack(">H", rights)
    return bytes(data)


def tables(data: bytes) -> dict[str, tuple[int, int]]:
    """Return where each table of a font begins, and how long it is."""
    entries = [12 + 16 * index for index in range(struct.unpack(">H", data[4:6])[0])]
    return {data[at : at + 4].decode(): struct.unpack(">II", data[at + 8 : at + 16]) for at in entries}


def damaged(table: str, byte: bytes = b"\xff") -> bytes:
    """Return a font with a table that says nothing but the highest, or other, numbers."""
    data = FIRA.read_bytes()
    start, length = tables(data)[table]
    return data[:start] + byte * length + data[start + length :]


def clinic(folder: Path, content: bytes | None, setting: str = "{regular: own.ttf}") -> Path:
    if content is not None:
        (folder / "own.ttf").write_bytes(content)
    (folder / "clinic.yaml").write_text(f"name: River\nfont: {setting}\nsites: [{{phone: (555) 010-0100}}]\n")
    return folder


@pytest.mark.parametrize("rights", [0, EDITABLE, EDITABLE | RESTRICTED])
def test_a_font_that_may_be_embedded_is_the_only_one(tmp_path: Path, rights: int) -> None:
    made = make(Order("low-back-relief", Request(), clinic(tmp_path, font(rights))), TODAY)
    (tmp_path / "a.pdf").write_bytes(made.pdf)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        names = {str(each.FontName).partition("+")[2] for each in pdf.objects if "/FontName" in _keys(each)}
    assert names == {"FiraSans-Regular"}  # names and headings as well: there is no bold one


def _keys(value: pikepdf.Object) -> set[str]:
    return set(value.keys()) if isinstance(value, pikepdf.Dictionary) else set()


def test_the_pieces_of_a_batch_are_set_in_it(tmp_path: Path) -> None:
    library, prescription, _ = prescribed(Order("hamstrings", Request(), clinic(tmp_path, font(0))), TODAY)
    sheets = arranged(library, prescription)[1]
    assert sheets.fonts == (str(tmp_path / "own.ttf"), str(tmp_path / "own.ttf"))
    (tmp_path / "a.pdf").write_bytes(draw_quickly(sheets))
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        names = {str(each.FontName).partition("+")[2] for each in pdf.objects if "/FontName" in _keys(each)}
    assert names == {"FiraSans-Regular"}


def test_what_is_measured_alike_is_measured_by_one_and_the_same(tmp_path: Path) -> None:
    library, _, _ = prescribed(Order("hamstrings", Request(), clinic(tmp_path, font(0))), TODAY)
    assert shaper(fonts_of(library.clinic)) is shaper(fonts_of(library.clinic))
    assert fonts_of(None) == BUILTIN


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (font(RESTRICTED), "may not be embedded: its own settings forbid it"),
        (font(NO_SUBSET), "may not be embedded in part: its own settings forbid it"),
        (b"hello", "is no TrueType font that can be read"),
        (b"", "is no TrueType font that can be read"),
        (FIRA.read_bytes()[:3000], "is no TrueType font that can be read"),
        (b"OTTO" + FIRA.read_bytes()[4:], "is no TrueType font that can be read"),
        (b"wOFF" + FIRA.read_bytes()[4:], "is no TrueType font that can be read"),
        (b"ttcf\0\1\0\0\0\0\0\1\0\0\0\x10" + FIRA.read_bytes(), "is no TrueType font that can be read"),
        (damaged("name"), "is no TrueType font that can be read"),
        (damaged("name", b"\0"), "is no TrueType font that can be read"),
        (damaged("glyf"), "is no TrueType font that can be read"),
        (damaged("loca"), "is no TrueType font that can be read"),
        (damaged("head"), "is no TrueType font that can be read"),
        (damaged("cmap"), "is no TrueType font that can be read"),
    ],
)
def test_a_font_that_cannot_be_used_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(InputError) as found:
        make(Order("low-back-relief", Request(), clinic(tmp_path, content)), TODAY)
    assert str(found.value) == (
        f"{tmp_path}/clinic.yaml:2:17: error: `own.ttf` {reason}\nhint: take a TrueType font (`.ttf`) whose licence "
        "lets it be embedded, such as those under the Open Font License"
    )


def test_a_font_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as found:
        make(Order("low-back-relief", Request(), clinic(tmp_path, None)), TODAY)
    assert str(found.value) == (
        f"{tmp_path}/clinic.yaml:2:17: error: no font `own.ttf`\nhint: give its path from this file's folder"
    )


def test_every_way_to_a_handout_says_the_same_of_a_font(tmp_path: Path) -> None:
    folder = clinic(tmp_path, damaged("loca"))
    order = Order("low-back-relief", Request(), folder)
    alone = Order(None, Request(stretches=("pelvic-tilt",)), folder)
    told = {str(each) for each in check((folder,)).problems}
    assert len(told) == 1
    for way in (
        lambda: make(order, TODAY),
        lambda: single(alone, TODAY),
        lambda: render(Job(1, "1", order, TODAY, Place("r.csv", 2))),
    ):
        with pytest.raises(InputError) as found:
            way()
        assert {str(each) for each in found.value.problems} == told


def test_a_font_without_the_letters_of_every_handout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as found:
        make(Order("low-back-relief", Request(), clinic(tmp_path, without_a())), TODAY)
    assert str(found.value) == (
        f"{tmp_path}/clinic.yaml:2:17: error: `own.ttf` lacks the characters `a` (U+0061 LATIN SMALL LETTER A), "
        "`A` (U+0041 LATIN CAPITAL LETTER A), `B` (U+0042 LATIN CAPITAL LETTER B), "
        "`C` (U+0043 LATIN CAPITAL LETTER C), `D` (U+0044 LATIN CAPITAL LETTER D) and 24 more, which every handout "
        "may need\nhint: leave `font` out to use the built-in fonts, or take one that has them"
    )


def without_a() -> bytes:
    """Return a font whose map of characters goes on with `b` where it went on with the colon."""
    data = FIRA.read_bytes()
    start, length = tables(data)["cmap"]
    starts = struct.pack(">4H", 13, ord(" "), ord("0"), ord(":"))
    assert data[start : start + length].count(starts) == 1
    return data.replace(starts, starts[:-2] + struct.pack(">H", ord("b")))


# ---- damaged at random: what is taken for sound can be measured and embedded ----


def mutated(seed: int) -> bytes:
    """Return a font that was cut off, or has wrong bytes in its directory, in the heads of tables, or anywhere."""
    chosen, data = random.Random(seed), bytearray(FIRA.read_bytes())
    kind = chosen.choice(["cut", "directory", "head", "table", "anywhere"])
    if kind == "cut":
        return bytes(data[: chosen.randrange(len(data))])
    for _ in range(chosen.choice([1, 3, 30])):
        start, length = chosen.choice(sorted(tables(FIRA.read_bytes()).values()))
        at = {
            "directory": chosen.randrange(300), "head": start + chosen.randrange(min(length, 64)),
            "table": start + chosen.randrange(length), "anywhere": chosen.randrange(len(data)),
        }[kind]  # fmt: skip
        data[at] = chosen.choice([0, 255, 128, chosen.randrange(256)])
    return bytes(data)


def is_used(content: bytes) -> bool:
    """Tell whether a font is taken; when it is, measure and embed what it has."""
    for cached in (font_file.font_file, font_file.outlines, fonts.unusable, fonts.shaper, fonts._widths, fonts._had):
        cached.cache_clear()  # a test of many fonts would fill the memory
    if fonts.unusable(content):
        return False
    both = fonts.FontSet(content, content)
    had = "".join(letter for letter in "Hello Wörld 012" if letter not in fonts.lacking(letter, both))
    assert math.isfinite(fonts.shape(Run(had, "regular", 12), both).advance)
    return bool(Letters(fonts.for_typing(content), had, "F").resources(Objects(1)))


def test_a_damaged_font_is_used_or_refused() -> None:
    assert {is_used(mutated(seed)) for seed in range(200)} == {True, False}


@pytest.mark.fuzz
def test_many_damaged_fonts_are_used_or_refused() -> None:
    assert {is_used(mutated(seed)) for seed in range(5_000)} == {True, False}
