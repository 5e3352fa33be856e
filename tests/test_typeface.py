"""A clinic's own font: used when it may be embedded, refused with the reason when not."""

from __future__ import annotations

import struct
from pathlib import Path

import pikepdf
import pytest

from handouts.data import builtin
from handouts.make.fonts import fonts_of
from handouts.make.make import arranged, make, prescribed
from handouts.make.order import Order
from handouts.pdf.draw import draw_quickly
from handouts.pdf.fonts import BUILTIN, shaper
from handouts.prescribe.request import Request
from handouts.problems import InputError
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
