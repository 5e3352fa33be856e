"""A prescription inside the PDF: carried without what is private, found by independent readers, taken out again."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path

import page
import pikepdf
import pytest

from handouts.batch.job import Job, render
from handouts.load.yaml_source import parse
from handouts.make.make import Made, make
from handouts.make.order import Order
from handouts.make.reopen import reopened
from handouts.model.routine import PrescriptionFile
from handouts.pdf.attach import Attachment
from handouts.pdf.draw import draw
from handouts.prescribe.request import Request
from handouts.problems import InputError, Place
from handouts.units import Embed
from tests.made import ROUTINE, SAMPLE, TODAY
from tests.pdf import sample, sense
from tests.test_cli import REFUSED, UNWRITTEN, run

PRIVATE = Request(
    patient="Zebedee Quux", has=("thr-anterior",), overrides=("standing-hip-flexor-stretch=cleared by the surgeon",),
    notes=("prayer-stretch=Use two pillows: “soft” ones.",), sets=("pelvic-tilt.reps=5",),
    sides=("single-knee-to-chest=left",),
)  # fmt: skip


def carrying(embed: Embed | None, request: Request = PRIVATE, clinic: Path = SAMPLE) -> Made:
    return make(Order(ROUTINE, request, clinic, embed=embed), TODAY)


def inside(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        (file,) = opened.attachments.values()
        return file.get_file().read_bytes().decode()


@pytest.mark.slow
def test_it_is_a_file_that_archives_know(tmp_path: Path) -> None:
    pdf = carrying("prescription").pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert list(opened.attachments) == ["prescription.yaml"]
        (file,) = opened.Root.AF
        assert (file.AFRelationship, file.F, file.UF) == ("/Source", "prescription.yaml", "prescription.yaml")
        stored = file.EF.F
        assert stored.Subtype == "/application/yaml"
        assert stored.Params.Size == len(stored.read_bytes())
        metadata = opened.Root.Metadata.read_bytes()
        assert b"<pdfaid:part>3</pdfaid:part>" in metadata
        assert sense.faults(opened) == []
    path = tmp_path / "carries.pdf"
    path.write_bytes(pdf)
    for profile in ("ua1", "3a"):
        assert page.validate_pdf(str(path), profile=profile).is_compliant, profile


def test_without_it_nothing_is_other_than_before() -> None:
    pdf = draw(sample.everything())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/AF" not in opened.Root
        assert "/Names" not in opened.Root
        assert b"<pdfaid:part>2</pdfaid:part>" in opened.Root.Metadata.read_bytes()


def test_any_name_and_data_comes_back() -> None:
    data = bytes(range(256)) * 9
    pdf = draw(sample.everything(), attachment=Attachment("Übung (1).bin", "application/x-any", "(what) it is\\", data))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        file = opened.attachments["Übung (1).bin"]
        assert file.get_file().read_bytes() == data
        assert file.description == "(what) it is\\"


def test_name_precautions_and_folders_stay_out(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Riverside\n")
    made = carrying("prescription", clinic=tmp_path)
    text = inside(made.pdf)
    for private in ("Zebedee", "thr-anterior", "surgeon", "override", str(tmp_path)):
        assert private not in text
    assert "two pillows" in text
    assert "give `--patient` and `--has` again" in text
    nobody = inside(carrying("prescription", Request(), tmp_path).pdf)
    assert nobody.splitlines()[:2] == text.splitlines()[:2], "else the head would tell that there was something"


def test_all_of_it_when_that_is_wanted() -> None:
    text = inside(carrying("all").pdf)
    for private in ("Zebedee Quux", "thr-anterior", "cleared by the surgeon"):
        assert private in text
    assert "again" not in text.splitlines()[1]


@pytest.mark.slow
def test_a_clinic_may_want_it_always(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Riverside\nembed: true\n")
    assert "Zebedee" not in inside(carrying(None, clinic=tmp_path).pdf)
    assert make(Order(ROUTINE, PRIVATE, tmp_path, format="txt"), TODAY).companion


@pytest.mark.slow
@pytest.mark.parametrize("embed", ["prescription", "all"])
def test_what_comes_back_is_made_into_the_same_again(embed: Embed, tmp_path: Path) -> None:
    first, path = carrying(embed), tmp_path / "first.pdf"
    path.write_bytes(first.pdf)
    text = reopened(path)
    assert parse(text, PrescriptionFile, path, Place("first.yaml")).value.title == "Low back relief"
    (tmp_path / "again.yaml").write_text(text)
    again = make(Order(str(tmp_path / "again.yaml"), Request(), SAMPLE, embed=embed), TODAY)
    assert inside(again.pdf) == text
    doses = [(each.id, each.dosage, each.side, each.note) for each in first.prescription.stretches]
    assert [(each.id, each.dosage, each.side, each.note) for each in again.prescription.stretches] == doses
    if embed == "all":
        assert again.pdf == first.pdf


def test_what_a_file_chooses_is_carried_on(tmp_path: Path) -> None:
    (tmp_path / "ana.yaml").write_text(
        "title: x\nstretches: [cat-camel]\ntemplate: large-print\nink: mono\npaper: a4\n"
    )
    text = inside(make(Order(str(tmp_path / "ana.yaml"), Request(), SAMPLE, embed="prescription"), TODAY).pdf)
    assert "template: large-print\n" in text
    assert "ink: mono\n" in text
    assert "paper: a4\n" in text
    other = make(Order(str(tmp_path / "ana.yaml"), Request(), SAMPLE, "compact", embed="prescription"), TODAY)
    assert "template: compact\n" in inside(other.pdf)


def locked(pdf: bytes, path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(path, encryption=pikepdf.Encryption(owner="one", user="two"))


def holding(data: bytes) -> bytes:
    """Return a PDF of another program that carries a file of our name."""
    pdf, written = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.attachments["prescription.yaml"] = pikepdf.AttachedFileSpec(pdf, data, filename="prescription.yaml")
    pdf.save(written)
    return written.getvalue()


def test_a_damaged_pdf_is_opened_or_refused(tmp_path: Path) -> None:
    chance, pdf = random.Random(1), carrying("all").pdf
    refused = 0
    for _ in range(100):
        damaged = bytearray(pdf)
        for _ in range(chance.choice((1, 5, 50))):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.choice((0, 1, 100))] = chance.randbytes(chance.choice((0, 1, 20)))
        (tmp_path / "x.pdf").write_bytes(damaged)
        try:
            reopened(tmp_path / "x.pdf")
        except InputError:
            refused += 1
    assert 0 < refused < 100


def test_what_cannot_be_reopened_says_why(tmp_path: Path) -> None:
    pdf = carrying("prescription").pdf
    (tmp_path / "plain.pdf").write_bytes(draw(sample.everything()))
    (tmp_path / "text.pdf").write_text("This is no PDF.")
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "cut.pdf").write_bytes(pdf[: len(pdf) // 2])
    locked(pdf, tmp_path / "locked.pdf")
    (tmp_path / "other.pdf").write_bytes(
        draw(sample.everything(), attachment=Attachment("notes.txt", "text/plain", "Notes", b"x"))
    )
    (tmp_path / "odd.pdf").write_bytes(
        draw(sample.everything(), attachment=Attachment("prescription.yaml", "application/yaml", "", b"\xff\xfe\xfd"))
    )
    for name, data in {"nothing": b"", "list": b"- a\n", "broken": b"title: [\n"}.items():
        (tmp_path / f"{name}.pdf").write_bytes(holding(data))
    for name, says in {
        "nothing": "the file inside is empty or damaged",
        "list": "what it carries is no prescription", "broken": "is not valid YAML",
        "plain": "holds no prescription", "other": "holds no prescription", "text": "is no PDF", "empty": "is empty",
        "cut": "is no PDF", "locked": "is locked with a password", "gone": "no such file", "odd": "is no text",
    }.items():  # fmt: skip
        with pytest.raises(InputError, match=says):
            reopened(tmp_path / f"{name}.pdf")


def test_an_empty_file_inside_is_told(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        name = "prescription.yaml"
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"", filename=name)
        pdf.save(tmp_path / "x.pdf")
    with pytest.raises(InputError) as refused:
        reopened(tmp_path / "x.pdf")
    assert str(refused.value) == f"{tmp_path / 'x.pdf'}: error: the file inside is empty or damaged"


@pytest.mark.slow
def test_the_commands(tmp_path: Path) -> None:
    made = run(tmp_path, "make", "low-back-relief", "--set", "pelvic-tilt.reps=5", "--embed", "-o", "ana.pdf")
    assert made.code == 0
    assert run(tmp_path, "reopen", "ana.pdf").out == "ana.yaml\n"
    text = (tmp_path / "ana.yaml").read_text()
    assert run(tmp_path, "reopen", "ana.pdf", "-o", "-").out == text
    again = run(tmp_path, "reopen", "ana.pdf")
    assert (again.code, again.err) == (UNWRITTEN, "ana.yaml: is there already; say where to write with `-o`\n")
    assert run(tmp_path, "reopen", "ana.pdf", "-o", "ana.yaml").code == 0
    assert run(tmp_path, "diff", "ana.pdf", "ana.yaml").out == "nothing changes for the patient\n"
    assert run(tmp_path, "diff", "low-back-relief", "ana.pdf").out == "Pelvic tilt: repeat 5 times, not 10 times\n"
    assert run(tmp_path, "make", "low-back-relief", "--embed", "--format", "txt").code == 2
    run(tmp_path, "make", "low-back-relief")
    without = run(tmp_path, "reopen", "out/low-back-relief.pdf")
    assert without.code == REFUSED
    assert without.err.startswith("out/low-back-relief.pdf: error: holds no prescription\nhint: only what was made")


@pytest.mark.slow
def test_problems_of_what_is_inside_name_the_pdf(tmp_path: Path) -> None:
    odd = Attachment("prescription.yaml", "application/yaml", "", b"title: x\nstretches: [pelvic-tlt]\n")
    (tmp_path / "odd.pdf").write_bytes(draw(sample.everything(), attachment=odd))
    ran = run(tmp_path, "diff", "odd.pdf", "low-back-relief")
    assert (ran.code, ran.out) == (REFUSED, "")
    assert ran.err == "odd.pdf:2:13: error: no stretch `pelvic-tlt`\nhint: did you mean `pelvic-tilt`?\n"


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "any.pdf").write_bytes(b"%PDF-1.7")
    blocked = "import sys; sys.modules['pypdfium2'] = None; from handouts.cli import main; main()"
    command = [sys.executable, "-c", blocked, "reopen", "any.pdf"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == REFUSED
    assert ran.stderr == "any.pdf: error: `pypdfium2` is not installed\nhint: pip install 'handouts[preview]'\n"


@pytest.mark.slow
def test_handouts_of_a_batch_carry_theirs(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Riverside\nembed: true\n")
    order = Order(ROUTINE, PRIVATE, tmp_path)
    pdf = render(Job(1, "p1", order, TODAY, Place("row")))
    assert inside(pdf) == inside(make(order, TODAY).pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert sense.faults(opened) == []
    (tmp_path / "quick.pdf").write_bytes(pdf)
    for profile in ("ua1", "3a"):
        assert page.validate_pdf(str(tmp_path / "quick.pdf"), profile=profile).is_compliant, profile
