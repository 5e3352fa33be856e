"""Text from any door: what is done to it before anything else, and what is refused."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.intake import json_rows
from handouts.load import table, workbook
from handouts.load.clean_text import clean, one_line
from handouts.load.yaml_source import tree
from handouts.make.letters import BUILTIN, Printable, in_text
from handouts.make.make import make, prescribed
from handouts.make.order import Order
from handouts.prescribe.request import Request
from handouts.problems import InputError, Place
from handouts.units import Format
from tests.made import TODAY

# As people paste it, and as it is printed
PASTED = "Zoe\u0308\u200e\u00ad N\u0303a\u2011\ufeffLe\u202f1\u2009mg\t\u200b\u202aX\u202c"
PRINTED = "Zoë Ña-Le\u00a01\u00a0mg X"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain", "plain"),
        ("", ""),
        (PASTED, PRINTED),
        ("a\u200b\u0308", "ä"),  # composed over what is gone
        ("e\u0323\u0302", "ệ"),
        ("a\r\nb\rc\u2028d\u0085e", "a\nb\nc\nd\ne"),
        ("Anne\u2010Marie\u2011Sophie", "Anne-Marie-Sophie"),
        ("10\u2007000\u3000km\u2002x", "10\u00a0000 km x"),
        ("a\u200db\u200cc", "abc"),  # joiners join nothing here
        ("\u0646\u0645\u06cc\u200c\u062e", "\u0646\u0645\u06cc\u200c\u062e"),  # and keep letters apart in Persian
        ("\u2764\ufe0f\U000e0041", "\u2764"),
        ("\u2066x\u2069\u2060\u200f\u061c", "x"),
        ("half \ud800", "half \ufffd"),
        ("bell\a", "bell\a"),  # refused by whoever prints it
    ],
)
def test_what_comes_in_is_made_fit_to_print(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(st.characters(min_codepoint=0, max_codepoint=0xFFFFF), max_size=30))
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set("\t\r\u00ad\u200b\u200e\u2011\u202f\ufeff") & set(cleaned)
    cleaned.encode()  # no halves of characters


@given(st.text(" ab\n\r\u2028", max_size=20))
def test_one_line_is_one(text: str) -> None:
    assert not {"\n", "\r", "\u2028"} & set(one_line(text))
    assert one_line(text).split() == text.split()


def test_a_text_is_the_same_by_every_door() -> None:
    place = Place("x")
    openpyxl = pytest.importorskip("openpyxl")
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["id", "name"])
    book.active.append(["1", PASTED])
    book.save(stream)
    rows = [
        *table.rows(f"id;\u200bna\u00adme\n1;{PASTED}\n".encode(), place, ["id", "name"]),
        *workbook.rows(stream.getvalue(), place, ["id", "name"]),
        *json_rows.rows(json.dumps([{"id": "1", "name": PASTED}]).encode(), place, ["id", "name"]),
    ]
    assert [row.cells["name"] for row in rows] == [(PRINTED,)] * 3
    assert tree(json.dumps({"name": PASTED}, ensure_ascii=True), place).value == {"name": PRINTED}
    assert tree(f"na\u200bme: {PASTED}".replace("\t", "\u2003"), place).value == {"name": PRINTED}
    request = Request(patient=PASTED, title=PASTED, notes=(f"pelvic-tilt={PASTED}",), message=PASTED)
    _, prescription, _ = prescribed(Order("low-back-relief", request), TODAY)
    noted = next(each.note for each in prescription.stretches if each.id == "pelvic-tilt")
    assert {prescription.patient, prescription.title, noted, prescription.message} == {PRINTED}


@pytest.mark.parametrize("kind", ["pdf", "txt", "html"])
def test_a_line_break_in_a_title_is_a_space(kind: Format, tmp_path: Path) -> None:
    made = make(Order("low-back-relief", Request(title="Two\nlines", patient="Ana\r\nDiaz"), format=kind), TODAY)
    assert (made.prescription.title, made.prescription.patient) == ("Two lines", "Ana Diaz")
    file = tmp_path / "own.yaml"
    file.write_text('title: "Two\\nlines"\nfor: |\n  Ana\n  Diaz\nstretches: [pelvic-tilt]\n')
    made = make(Order(str(file), Request(), format=kind), TODAY)
    assert (made.prescription.title, made.prescription.patient) == ("Two lines", "Ana Diaz")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bell\a", "the character (U+0007 BELL) is no letter"),
        ("\x1b[31m\x00", "the characters (U+001B ESCAPE), (U+0000 NULL) are no letters"),
        ("\x81", "the character (U+0081) is no letter"),
        ("\ud83d", "the character `\ufffd` (U+FFFD REPLACEMENT CHARACTER) is no letter"),
    ],
)
def test_control_characters_are_refused_by_name_and_place(text: str, told: str) -> None:
    with pytest.raises(InputError) as found:
        make(Order("low-back-relief", Request(patient=text)), TODAY)
    hint = "take out what cannot be seen, or type the text anew"
    assert str(found.value) == f"--patient: error: cannot be printed: {told}\nhint: {hint}"


def test_control_characters_of_a_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text('title: x\nfor: "Ana\\a"\nstretches: [pelvic-tilt]\n')
    with pytest.raises(InputError) as found:
        make(Order(str(tmp_path / "own.yaml"), Request()), TODAY)
    assert str(found.value).startswith(
        f"{tmp_path}/own.yaml:2:6: error: cannot be printed: the character (U+0007 BELL) is no letter"
    )


# ---- letters of own fonts ----

ALL = Printable(lambda _: "", {"own.ttf": lambda _: ""})  # a font that has every letter
NONE = Printable(str, {"own.ttf": str, "bold.ttf": lambda text: text.replace("ậ", "")})


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("م", "Arabic"), ("א", "Hebrew"), ("ܐ", "Syriac"), ("क", "Devanagari"), ("ก", "Thai"), ("க", "Tamil"),
        ("ກ", "Lao"), ("က", "Myanmar"), ("ក", "Khmer"), ("ᠠ", "Mongolian"), ("བ", "Tibetan"), ("١", "Arabic"),
        ("ﻡ", "Arabic"), ("ߐ", "Nko"), ("ꦲ", "Javanese"), ("মק", "Bengali and Hebrew"),
    ],
)  # fmt: skip
def test_alphabets_that_need_shaping_are_refused_whatever_the_font_has(text: str, script: str) -> None:
    (problem,) = in_text(text, Place("--patient"), ALL)
    assert problem.message.startswith(f"cannot be printed: {script} cannot be set right yet, whatever the font has: ")
    assert problem.hint == "write it in Latin, Cyrillic or Greek letters"


@pytest.mark.parametrize("text", ["Ana", "Ða ậ", "Łódź", "Ω", "Ж", "王さん", "Հայ", "ქართული", "한국", "½ · ° –"])
def test_other_alphabets_are_printed_in_a_font_that_has_them(text: str) -> None:
    assert not list(in_text(text, Place("--patient"), ALL))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ậ", "`own.ttf` lacks the character `ậ` (U+1EAD LATIN SMALL LETTER A WITH CIRCUMFLEX AND DOT BELOW)\n"
              "hint: leave `font` out of `clinic.yaml` to use the built-in fonts, which have them"),
        ("王", "`own.ttf` and `bold.ttf` lack the character `王` (U+738B CJK UNIFIED IDEOGRAPH-738B)\n"
              "hint: take a font that has them"),
    ],
)  # fmt: skip
def test_the_fonts_of_a_clinic_are_named_when_they_lack_a_letter(text: str, told: str) -> None:
    (problem,) = in_text(text, Place("--patient"), NONE)
    assert str(problem) == f"--patient: error: cannot be printed: {told}"


def test_the_built_in_fonts_say_what_they_cover() -> None:
    (problem,) = in_text("王", Place("--patient"), BUILTIN)
    assert str(problem) == (
        "--patient: error: cannot be printed: the fonts lack the character `王` (U+738B CJK UNIFIED IDEOGRAPH-738B)\n"
        "hint: the fonts cover Latin (with Vietnamese), Cyrillic and Greek; write it in one of these"
    )
