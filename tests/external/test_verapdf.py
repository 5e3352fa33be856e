"""What the reference validator of PDF/UA and PDF/A says of samples. Needs Java: fails, never skips, without."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from handouts.pdf.draw import draw
from tests.external.verapdf import faults
from tests.pdf import sample
from tests.pdf.test_draw import SAMPLES

pytestmark = pytest.mark.external


def test_samples_comply(tmp_path: Path) -> None:
    paths = []
    for name, pages in SAMPLES.items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(draw(pages()))
    assert faults(paths) == []


def test_faults_are_found(tmp_path: Path) -> None:
    good = draw(sample.everything())
    no_words, mark_twice, no_file = tmp_path / "no-words.pdf", tmp_path / "mark-twice.pdf", tmp_path / "gone.pdf"
    with pikepdf.open(io.BytesIO(good)) as pdf:
        del pdf.pages[1].obj.Annots[0]["/Contents"]
        pdf.save(no_words)
    with pikepdf.open(io.BytesIO(good)) as pdf:
        content = pdf.pages[0].Contents
        content.write(content.read_bytes().replace(b"/MCID 2>>", b"/MCID 1>>"))
        pdf.save(mark_twice)
    found = faults([no_words, mark_twice, no_file])
    for path, says in ((no_words, "ua1: failure: 7.18"), (mark_twice, "warning"), (no_file, "was not checked")):
        assert any(str(path) in each and says in each for each in found), found


def test_without_the_engine_it_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError, match="needs Java"):
        faults([tmp_path / "any.pdf"])
