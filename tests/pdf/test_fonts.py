"""Measuring, what is lacking, and what is embedded."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.layout.page import Face, Run
from handouts.pdf.draw import draw
from handouts.pdf.embed import Letters
from handouts.pdf.font_file import outlines
from handouts.pdf.fonts import BUILTIN, FontSet, lacking, metrics, shape
from tests.pdf import sample

SWAPPED = FontSet(BUILTIN.bold, BUILTIN.regular)


def test_widths_are_the_fonts_own() -> None:
    widths = outlines(BUILTIN.regular).charWidths
    expected = sum(widths[ord(letter)] for letter in "Knee") * 0.012
    assert shape(Run("Knee", "regular", 12)).advance == pytest.approx(expected)


@given(
    st.text("abc ÄñЖ\u00a0", max_size=20), st.text("abc ÄñЖ\u00a0", max_size=20), st.sampled_from(["regular", "bold"])
)
def test_widths_add_up(first: str, second: str, face: Face) -> None:
    def advance(words: str) -> float:
        return shape(Run(words, face, 10)).advance

    assert advance(first + second) == pytest.approx(advance(first) + advance(second))


def test_a_run_keeps_its_text() -> None:
    run = Run("Knee", "bold", 12, "de")
    assert shape(run).run == run


def test_a_no_break_space_is_as_wide_as_a_space() -> None:
    assert shape(Run("\u00a0", "regular", 12)).advance == shape(Run(" ", "regular", 12)).advance


def test_what_is_lacking_is_told_in_order() -> None:
    assert lacking("Knee\u00a0to chest\nàéß 10–15 ½") == ""
    assert lacking("a本b日本") == "本日本"


def test_metrics_are_positive_parts_of_an_em() -> None:
    for face in ("regular", "bold"):
        found = metrics(face)
        assert 0.5 < found.cap_height < found.ascent < 1.2
        assert 0.1 < found.descent < 0.5


def test_other_fonts_may_be_used_from_files_or_bytes() -> None:
    assert isinstance(BUILTIN.bold, Path)
    in_memory = FontSet(BUILTIN.bold.read_bytes(), BUILTIN.bold)
    run = Run("Knee", "regular", 12)
    assert shape(run, in_memory) == shape(Run("Knee", "regular", 12), SWAPPED) != shape(run)
    with pikepdf.open(io.BytesIO(draw(sample.paragraph("Knee"), in_memory))) as pdf:
        (font,) = pdf.pages[0].resources.Font.values()
        assert str(font.BaseFont).endswith("SemiBold")


def test_fonts_are_read_when_they_are_needed() -> None:
    code = "from handouts.pdf import draw, font_file as f; print(f.font_file.cache_info(), f.outlines.cache_info())"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.count("currsize=0") == 2


def test_only_what_is_needed_is_imported() -> None:
    code = "import sys, handouts.pdf.draw; print(*sorted(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = ran.stdout.split()
    assert not [each for each in loaded if each.startswith(("reportlab.platypus", "reportlab.graphics", "pikepdf"))]


def embedded(*lines: str) -> list[dict[str, bytes]]:
    """Return name, font program and character map of each font of a page of text."""
    with pikepdf.open(io.BytesIO(draw(sample.paragraph(*lines)))) as pdf:
        return [
            {
                "name": str(font.BaseFont).encode(),
                "program": font.FontDescriptor.FontFile2.read_bytes(),
                "map": font.ToUnicode.read_bytes(),
            }
            for font in pdf.pages[0].resources.Font.values()
        ]


def test_only_what_is_used_is_embedded_and_mapped() -> None:
    (font,) = embedded("cab é")
    assert len(font["program"]) < 12_000
    assert re.findall(rb"^<(..)> <(....)>$", font["map"], re.M) == [
        (b"20", b"0020"), (b"61", b"0061"), (b"62", b"0062"), (b"63", b"0063"), (b"80", b"00E9"),
    ]  # fmt: skip


def test_the_same_letters_share_a_subset_and_others_have_another_name() -> None:
    assert embedded("abcé") == embedded("écab")
    (first,), (second,) = embedded("abcé"), embedded("abdé")
    assert re.fullmatch(rb"/[A-Z]{6}\+FiraSans-Regular", first["name"])
    assert first["name"] != second["name"]


def test_everyday_letters_share_a_subset() -> None:
    assert embedded("abc") == embedded("Knee to chest: 3 times")
    assert 12_000 < len(embedded("abc")[0]["program"]) < 24_000


def test_character_maps_keep_to_their_limit() -> None:
    many = "".join(chr(code) for code in [*range(0x21, 0x7F), *range(0xC0, 0xD7), *range(0x410, 0x440)])
    (font,) = embedded(many[:70], many[70:])
    counts = [int(each) for each in re.findall(rb"(\d+) beginbfchar", font["map"])]
    assert sum(counts) == len(many) + 1
    assert len(counts) == 2
    assert max(counts) <= 100
    assert b"<0000>" not in font["map"]


def test_ascii_keeps_its_codes() -> None:
    letters = Letters(BUILTIN.regular, "Ab(é", "R")
    assert letters.written("(Ab)".replace(")", "")) == [("/R0", "\\(Ab")]
    assert letters.written("éA") == [("/R0", "\x80A")]


def test_a_face_that_is_not_used_is_not_embedded() -> None:
    assert len(embedded("abc")) == 1
