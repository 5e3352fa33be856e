"""Fields as independent readers see them: named, labelled, in order, and written in a whole font."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pikepdf.form import DefaultAppearanceStreamGenerator, Form

from handouts.pdf.draw import draw
from handouts.pdf.fonts import BUILTIN
from tests.pdf import sample
from tests.pdf.structure import faults


@contextmanager
def opened(data: bytes | None = None) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(data or draw(sample.fields()))) as pdf:
        yield pdf


def by_name(pdf: pikepdf.Pdf) -> dict[str, Any]:
    return {str(each.T): each for each in pdf.Root.AcroForm.Fields}


def test_fields_have_names_of_their_own_and_labels() -> None:
    with opened() as pdf:
        labels = {name: str(each.TU) for name, each in by_name(pdf).items()}
    assert labels == {
        "name": "Your name", "else": "Nguyễn", "note": "Note: (what)", "pain": "Pain", "done-1": "Monday",
        "done-2": "Tuesday",
    }  # fmt: skip


def test_tabs_go_in_reading_order() -> None:
    with opened() as pdf:
        page = pdf.pages[0].obj
        assert page.Tabs == "/S"
        assert [str(each.T) for each in page.Annots] == ["name", "else", "note", "pain", "done-1", "done-2"]
        assert faults(pdf) == []


def test_each_stands_in_a_form_element_of_its_own() -> None:
    with opened() as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        owners = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        for each in fields:
            element = owners[each.StructParent]
            (kid,) = element.K
            assert (element.S, kid.Type, kid.Obj.objgen) == ("/Form", "/OBJR", each.objgen)
            assert each.P.objgen == pdf.pages[0].obj.objgen


def test_what_each_takes() -> None:
    with opened() as pdf:
        found = by_name(pdf)
        assert {name: str(each.FT) for name, each in found.items()} == {
            "name": "/Tx", "else": "/Tx", "note": "/Tx", "pain": "/Tx", "done-1": "/Btn", "done-2": "/Btn",
        }  # fmt: skip
        assert int(found["note"].Ff) == 1 << 12
        assert int(found["pain"].MaxLen) == 2
        assert str(found["name"].V) == "Zoë (the “one”)"
        assert [float(each) for each in found["name"].Rect] == pytest.approx([100, 735.89, 300, 755.89])
        assert all(int(each.F) == 4 for each in found.values()), "all are printed"


def test_a_name_that_cannot_be_typed_is_not_lost() -> None:
    with opened() as pdf:
        found = by_name(pdf)
        assert int(found["else"].Ff) == 1, "a viewer would drop letters as soon as it is changed"
        assert str(found["else"].V) == "Nguyễn"
        assert "/Ff" not in found["name"]


def test_all_are_drawn_by_the_file_itself() -> None:
    with opened() as pdf:
        form = pdf.Root.AcroForm
        assert form.NeedAppearances is False
        for each in form.Fields:
            shown = each.AP.N
            states = list(shown.values()) if each.FT == "/Btn" else [shown]
            assert all(state.Type == "/XObject" and len(state.BBox) == 4 for state in states)
        assert sorted(by_name(pdf)["done-1"].AP.N.keys()) == ["/Off", "/Yes"]


def test_the_font_is_here_as_a_whole() -> None:
    with opened() as pdf:
        (font,) = pdf.Root.AcroForm.DR.Font.values()
        assert font.BaseFont == "/FiraSans-Regular", "no tag of a subset"
        assert isinstance(BUILTIN.regular, Path)
        assert font.FontDescriptor.FontFile2.read_bytes() == BUILTIN.regular.read_bytes()
        assert len(font.Widths) == int(font.LastChar) - int(font.FirstChar) + 1
        assert float(font.Widths[ord("m") - int(font.FirstChar)]) > float(font.Widths[ord("i") - int(font.FirstChar)])


def test_pages_without_fields_have_no_form() -> None:
    with opened(draw(sample.everything())) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_a_field_needs_a_form_element_and_a_label() -> None:
    pages = sample.fields()
    (page,) = pages.pages
    astray = replace(page, marks=(*page.marks[:2], page.marks[2]._replace(owner=2), *page.marks[3:]))
    mute = replace(page, marks=(*page.marks[:2], page.marks[2]._replace(label=" "), *page.marks[3:]))
    for wrong, says in ((astray, "a Field belongs to a P"), (mute, "a Field has no label")):
        with pytest.raises(ValueError, match=says):
            draw(replace(pages, pages=(wrong,)))


def dark(data: bytes, box: tuple[float, float, float, float]) -> int:
    """Count the dark dots in a box, in points from the top left corner of the first page."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        image = document[0].render(scale=3).to_pil().convert("L")
    found = image.crop(tuple(round(each * 3) for each in box)).histogram()
    return sum(found[:100])


NAME, NOTE, DONE = (100.0, 86.0, 300.0, 106.0), (100.0, 160.0, 300.0, 200.0), (99.0, 259.0, 111.0, 271.0)


def test_a_value_is_seen_at_once_and_nothing_else_is() -> None:
    data = draw(sample.fields())
    assert dark(data, NAME) > 300
    assert dark(data, (100, 126, 300, 146)) > 150
    assert (dark(data, NOTE), dark(data, DONE)) == (0, 0)


def test_one_library_fills_it_in() -> None:
    with opened() as pdf:
        for field in Form(pdf, DefaultAppearanceStreamGenerator):
            if field.is_checkbox:
                field.checked = True
            elif field.fully_qualified_name == "note":
                field.value = "Käse – two pillows"
        buffer = io.BytesIO()
        pdf.save(buffer)
    assert dark(buffer.getvalue(), NOTE) > 200
    assert dark(buffer.getvalue(), DONE) > 50


def test_a_viewer_types_and_ticks() -> None:
    buffer = io.BytesIO()
    with pypdfium2.PdfDocument(draw(sample.fields())) as document:
        document.init_forms()
        page, viewer = document[0], document.formenv.raw
        for x, y in ((110.0, 170.0), (105.0, 265.0), (110.0, 230.0)):
            for press in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
                press(viewer, page, 0, x, sample.HEIGHT - y)
            if x == 110.0:
                for letter in "Käse 10":
                    pdfium.FORM_OnChar(viewer, page, ord(letter), 0)
        pdfium.FORM_ForceToKillFocus(viewer)
        document.save(buffer)
    assert dark(buffer.getvalue(), NOTE) > 100
    assert dark(buffer.getvalue(), DONE) > 50
    with opened(buffer.getvalue()) as pdf:
        found = by_name(pdf)
        assert (str(found["note"].V), str(found["pain"].V), str(found["done-1"].V)) == ("Käse 10", "Kä", "/Yes")
