"""`make --fillable`: what can be filled in, in which words, on every template, by two validators' rules."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from handouts.make.make import Made, make
from handouts.make.order import Order
from handouts.prescribe.request import Request
from tests.made import ROUTINE, SAMPLE, TODAY
from tests.pdf import sense
from tests.test_cli import run
from tests.test_typeface import EDITABLE, font

READABLE = 0x4  # of `fsType`: may be shown and printed, not edited
TWICE = Request(date="", sets=("pelvic-tilt.per_day=2",), notes=("cat-camel=Go slowly.",))


def fillable(
    template: str = "standard", request: Request = TWICE, clinic: Path | None = SAMPLE, **more: Any
) -> Made:  # fmt: skip
    return make(Order(ROUTINE, request, clinic, template, fillable=True, **more), TODAY)


def kinds() -> Iterator[tuple[str, Made]]:
    """Yield a covering set of forms."""
    for template in ("standard", "one-sheet", "large-print", "compact", "log"):
        yield template, fillable(template)
    yield "no-clinic", fillable("compact", Request(blank_dosage=True, patient="Анна Ёлкина"), None, paper="a4")
    yield "mono", fillable(ink="mono")
    yield "no-diary", fillable(request=Request(log=False, patient="Zoë"))


def labels(made: Made) -> dict[str, str]:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        return {str(each.T): str(each.TU) for each in pdf.Root.AcroForm.Fields}


def test_all_that_is_asked_for_can_be_filled_in() -> None:
    found = labels(fillable())
    assert [found[name] for name in ("for", "from", "date", "next-visit")] == ["For", "From", "Date", "Next visit"]
    assert (found["dose-1"], found["note-1"]) == ("How much: Pelvic tilt: New", "Pelvic tilt: For you:")
    assert sum(name.startswith("note-") for name in found) == 7
    assert sum(name.startswith("done-") for name in found) == 4 * (2 * 7 + 7)
    assert sum(name.startswith("pain-") for name in found) == 4
    assert found["done-1"] == "Week 1, no. 1, Mon, AM"
    assert found["pain-1"] == "Week 1, no. 1, Pain: 0 none, 10 worst"
    assert len(set(found.values())) == len(found), "no two are told apart by a listener"


def test_tabs_go_as_the_paper_is_read() -> None:
    with pikepdf.open(io.BytesIO(fillable().pdf)) as pdf:
        tabbed = [str(each.T) for one in pdf.pages for each in one.obj.get("/Annots", []) if "/T" in each]
        told = [
            str(kid.Obj.T)
            for element in sense.walk(pdf.Root.StructTreeRoot.K[0])
            if element.S == "/Form"
            for kid in element.K
        ]
    assert tabbed == told
    assert tabbed[:6] == ["for", "from", "date", "next-visit", "dose-1", "note-1"]


def test_what_is_known_stands_in_its_field() -> None:
    made = fillable(request=Request(patient="Zoë Kraft", date="2026-11-21", review="2026-12-19"))
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        values = {str(each.T): str(each.get("/V", "")) for each in pdf.Root.AcroForm.Fields if each.FT == "/Tx"}
    assert values["for"] == "Zoë Kraft"
    assert (values["date"], values["next-visit"]) == ("November 21, 2026", "December 19, 2026")
    assert {value for name, value in values.items() if "-" in name and name != "next-visit"} == {""}


def test_lines_for_doses_are_fields() -> None:
    found = labels(fillable(request=Request(blank_dosage=True), clinic=None))
    assert [found[f"dose-{n}"] for n in (1, 2, 3)] == [
        "How much: Pelvic tilt: Hold", "How much: Pelvic tilt: Repeat", "How much: Pelvic tilt: How often",
    ]  # fmt: skip
    assert (found["clinic"], found["phone"]) == ("Clinic", "Phone")


@pytest.mark.slow
def test_every_template_keeps_the_rules(tmp_path: Path) -> None:
    for name, made in kinds():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(made.pdf)
        for profile in ("ua1", "2a"):
            found = page.validate_pdf(str(path), profile=profile)
            assert found.is_compliant, (name, [failure.rule_id for failure in found.failures])
        with pikepdf.open(path) as pdf:
            assert sense.faults(pdf) == [], name


def test_the_same_form_has_the_same_bytes() -> None:
    assert fillable().pdf == fillable().pdf


def test_without_it_nothing_can_be_filled_in() -> None:
    with pikepdf.open(io.BytesIO(make(Order(ROUTINE, TWICE, SAMPLE), TODAY).pdf)) as pdf:
        assert "/AcroForm" not in pdf.Root


@pytest.mark.slow
@pytest.mark.parametrize("form", ["txt", "html"])
def test_only_a_pdf_can_be_filled_in(form: str, tmp_path: Path) -> None:
    ran = run(tmp_path, "make", ROUTINE, "--fillable", "--format", form)
    assert ran.code == 2
    assert "only a PDF can be filled in" in ran.err


@pytest.mark.slow
def test_the_command(tmp_path: Path) -> None:
    ran = run(tmp_path, "make", ROUTINE, "--fillable", "--date", "", "--screened", "none", "-o", "form.pdf")
    assert (ran.code, ran.out) == (0, "form.pdf\n")
    wall = run(tmp_path, "make", ROUTINE, "--fillable", "--template", "wall", "--clinic", "sample")
    assert "--fillable: warning: template `wall` has nothing to fill in\nhint: choose another template\n" in wall.err


@pytest.mark.parametrize(("rights", "own"), [(0, True), (EDITABLE, True), (READABLE, False)])
def test_a_font_that_may_only_be_read_is_not_written_in(tmp_path: Path, rights: int, own: bool) -> None:
    (tmp_path / "own.ttf").write_bytes(font(rights))
    (tmp_path / "clinic.yaml").write_text("name: Riverside\nfont: {regular: own.ttf}\n")
    with pikepdf.open(io.BytesIO(fillable(clinic=tmp_path).pdf)) as pdf:
        (typed,) = pdf.Root.AcroForm.DR.Font.values()
        written = typed.FontDescriptor.FontFile2.read_bytes()
    assert (written == font(rights)) == own
