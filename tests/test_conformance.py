"""Every combination is PDF/UA-1 and PDF/A-2a by one validator (CI asks another), extracts in order, and repeats."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from handouts.layout.page import Artifact, Pages, Text
from handouts.prescribe.request import Request
from tests.combinations import combinations
from tests.made import made
from tests.pdf.sense import faults


@pytest.fixture(scope="module")
def handouts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return dict(combinations(tmp_path_factory.mktemp("clinics")))


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_validator_finds_nothing(handouts: dict[str, bytes], profile: str, tmp_path: Path) -> None:
    assert len(handouts) == 46
    for name, pdf in handouts.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(pdf)
        found = page.validate_pdf(str(path), profile=profile)
        assert found.is_compliant, (name, [failure.rule_id for failure in found.failures])


@pytest.mark.slow
def test_the_structure_is_sound(handouts: dict[str, bytes]) -> None:
    for name, pdf in handouts.items():
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert faults(opened) == [], name


def test_the_validator_can_fail(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    with pikepdf.open(_file(tmp_path, made().pdf)) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(path)
    assert not page.validate_pdf(str(path), profile="ua1").is_compliant


def _file(folder: Path, pdf: bytes) -> Path:
    path = folder / "whole.pdf"
    path.write_bytes(pdf)
    return path


def test_text_extracts_in_reading_order() -> None:
    handout = made(request=Request(title="Affiliated office figures: difficult"))
    document = pypdfium2.PdfDocument(handout.pdf)
    for number, found in enumerate(document):
        words = found.get_textpage().get_text_bounded().split()
        expected = " ".join(_read_aloud(handout.pages, number)).split()
        iterator = iter(words)
        missing = [word for word in expected if not any(word == other for other in iterator)]
        assert missing == [], number
    document.close()


def _read_aloud(pages: Pages, number: int) -> Iterator[str]:
    for mark in pages.pages[number].marks:
        if isinstance(mark, Text) and not isinstance(mark.owner, Artifact):
            yield mark.glyphs.run.text


def test_nothing_private_is_in_the_files_own_data(tmp_path: Path) -> None:
    handout = made(request=Request(patient="Zebedee Quux", has=("kneeling-knee",)))
    with pikepdf.open(_file(tmp_path, handout.pdf)) as pdf:
        told = repr(dict(pdf.docinfo)) + pdf.Root.Metadata.read_bytes().decode() + repr(pdf.Root)
    assert "Zebedee" not in told
    assert "kneeling" not in told
    assert "anonymous" not in told
    assert "unspecified" not in told


def test_the_file_names_itself(tmp_path: Path) -> None:
    with pikepdf.open(_file(tmp_path, made().pdf)) as pdf:
        assert pdf.pdf_version == "1.7"
        assert str(pdf.Root.Lang) == "en-US"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == "Low back relief"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Low back relief"]
            second = [item.title for item in outline.root[0].children]
    assert second[:3] == ["Call 911 now if", "Stop and call us at (555)\u00a0010-0100 if", "1. Pelvic tilt"]


def test_two_pages_weigh_little_beside_their_pictures() -> None:
    handout = made()
    with pikepdf.open(io.BytesIO(handout.pdf)) as pdf:
        forms = {obj.objgen: len(obj.read_raw_bytes()) for obj in pdf.objects if _is_form(obj)}
    assert len(handout.pdf) - sum(forms.values()) < 80_000


def _is_form(value: object) -> bool:
    return isinstance(value, pikepdf.Stream) and value.get("/Subtype") in {"/Form", "/Image"}


_MAKE_AND_HASH = """
import hashlib
from tests.made import made
from handouts.prescribe.request import Request
print(hashlib.sha256(made(request=Request(patient="Ana")).pdf).hexdigest())
"""


@pytest.mark.slow
def test_the_same_input_makes_the_same_bytes_in_any_process() -> None:
    expected = hashlib.sha256(made(request=Request(patient="Ana")).pdf).hexdigest()
    made(None, Request(stretches=("cat-camel",)))  # what was made before leaves no trace
    assert hashlib.sha256(made(request=Request(patient="Ana")).pdf).hexdigest() == expected
    for odd in ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"LC_ALL": "C", "SOURCE_DATE_EPOCH": "1234567890"}):
        environment = {**os.environ, **odd, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run([sys.executable, "-c", _MAKE_AND_HASH], env=environment, capture_output=True, check=True)
        assert done.stdout.decode().strip() == expected, odd
