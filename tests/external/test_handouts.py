"""Real handouts through veraPDF, poppler and qpdf. Fails, never skips, where one of them is missing."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest

from handouts import __version__
from handouts.batch.job import lay_out
from handouts.pdf.draw import draw, draw_quickly
from handouts.pdf.print_file import PrintFile, Sides
from tests.bench.patients import patients
from tests.combinations import combinations
from tests.external.verapdf import faults
from tests.made import made
from tests.test_fillable import fillable, kinds
from tests.test_reopening import carrying

pytestmark = pytest.mark.external

GOLDEN = Path(__file__).parents[1] / "golden" / "low-back-relief.structure.txt"


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("handouts")
    written = []
    for name, pdf in combinations(folder):
        written.append(folder / f"{name}.pdf")
        written[-1].write_bytes(pdf)
    return written


def output(*command: str | Path) -> str:
    """Return what a tool prints; it must print nothing to stderr and end well."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), command
    return done.stdout


def test_every_combination_complies(paths: list[Path]) -> None:
    assert faults(paths) == []


def test_handouts_of_a_batch_comply_and_read_the_same(tmp_path: Path) -> None:
    """What is written once for all of them is as good as what is written for one."""
    jobs = patients(12)
    paths = [tmp_path / f"{job.id}.pdf" for job in jobs]
    for job, path in zip(jobs, paths, strict=True):
        sheets = lay_out(job).sheets
        path.write_bytes(draw_quickly(sheets))
        alone = path.with_suffix(".alone.pdf")
        alone.write_bytes(draw(sheets))
        assert output("pdfinfo", "-struct-text", path) == output("pdfinfo", "-struct-text", alone)
        assert "No syntax or stream encoding errors found" in output("qpdf", "--check", path)
    assert faults(paths) == []


def test_the_print_file_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "print.pdf"
    with path.open("wb") as file:
        printing = PrintFile(file, Sides(2), "Print", "en-US")
        for job in patients(40):
            printing.add(lay_out(job).sheets, job.id, copies=2)
        printing.close()
    assert "No syntax or stream encoding errors found" in output("qpdf", "--check", path)
    output("pdftoppm", "-r", "20", "-png", path, tmp_path / "page")
    assert len(list(tmp_path.glob("*.png"))) == printing.count


def test_with_its_prescription_inside_it_is_pdf_a_3(tmp_path: Path) -> None:
    path = tmp_path / "carries.pdf"
    path.write_bytes(carrying("prescription").pdf)
    assert faults([path], ("ua1", "3a")) == []
    assert "prescription.yaml" in output("pdfdetach", "-list", path)
    assert any("part" in each for each in faults([path], ("2a",))), "the validator would pass anything"


def test_forms_comply(tmp_path: Path) -> None:
    forms = []
    for name, form in kinds():
        forms.append(tmp_path / f"{name}.pdf")
        forms[-1].write_bytes(form.pdf)
    assert faults(forms) == []
    both = tmp_path / "both.pdf"
    both.write_bytes(fillable(embed="prescription").pdf)
    assert faults([both], ("ua1", "3a")) == []


def test_a_field_without_a_label_is_found(tmp_path: Path) -> None:
    mute = tmp_path / "mute.pdf"
    with pikepdf.open(io.BytesIO(fillable().pdf)) as pdf:
        del pdf.Root.AcroForm.Fields[0].TU
        pdf.save(mute)
    assert any("7.18" in each for each in faults([mute], ("ua1",)))


def test_poppler_draws_them_all_without_a_word(paths: list[Path], tmp_path: Path) -> None:
    for path in paths:
        output("pdftoppm", "-r", "20", "-png", path, tmp_path / path.stem)
    assert len(list(tmp_path.glob("*.png"))) >= 2 * len(paths) - 2


def test_every_font_is_embedded(paths: list[Path]) -> None:
    for path in paths:
        rows = output("pdffonts", path).splitlines()[2:]
        assert rows
        for font in rows:
            assert re.search(r"TrueType\s+\S+\s+yes yes yes", font), font


def test_qpdf_finds_the_syntax_right(paths: list[Path]) -> None:
    for path in paths:
        assert "No syntax or stream encoding errors found" in output("qpdf", "--check", path)


def test_a_screen_reader_is_told_this(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Compare the structure and its words with the golden; `--update-goldens` writes it anew."""
    path = tmp_path / "handout.pdf"
    path.write_bytes(made().pdf)
    told = output("pdfinfo", "-struct-text", path).replace(f" {__version__} ", " VERSION ")
    if request.config.getoption("--update-goldens"):
        GOLDEN.write_text(told)
    assert GOLDEN.is_file(), "no golden: run pytest with --update-goldens, read what it wrote, commit it"
    assert told == GOLDEN.read_text()
