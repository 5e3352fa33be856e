"""Every combination is PDF/UA-1 and PDF/A-2a by one validator (CI asks another), extracts in order, and repeats."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest

from handouts.layout.page import Artifact, Pages, Text
from handouts.make import Made
from handouts.prescribe import Request
from tests.combinations import combinations
from tests.made import ALL_TEN, made
from tests.structure import bookmarks, problems


@pytest.fixture(scope="module")
def handouts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return dict(combinations(tmp_path_factory.mktemp("clinics")))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_validator_finds_nothing(handouts: dict[str, bytes], profile: str, tmp_path: Path) -> None:
    assert len(handouts) == 26
    for name, pdf in handouts.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(pdf)
        found = page.validate_pdf(str(path), profile=profile)
        assert found.is_compliant, (name, [failure.rule_id for failure in found.failures])


def test_the_structure_is_sound(handouts: dict[str, bytes]) -> None:
    for name, pdf in handouts.items():
        assert problems(pdf) == [], name


def test_long_notes_take_another_page(handouts: dict[str, bytes]) -> None:
    counts = {}
    for name in ("routine-letter", "long-notes"):
        with pypdfium2.PdfDocument(handouts[name]) as document:
            counts[name] = len(document)
    assert counts == {"routine-letter": 2, "long-notes": 3}


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


READ: dict[str, Callable[[], Made]] = {
    "routine": lambda: made(request=Request(title="Affiliated office figures: difficult")),
    "without clinic": lambda: made(clinic=None, paper="legal"),
    "all stretches": lambda: made(None, Request(stretches=ALL_TEN), paper="a4"),
    "names": lambda: made(request=Request(patient="Nguyễn Thị Đặng", clinician="Łukasz Żółć", title="Растяжка спины")),
    "a long note": lambda: made(request=Request(notes=("cat-camel=" + "Go slowly, then rest a while. " * 12,))),
}


@pytest.mark.parametrize("name", READ)
def test_text_extracts_in_reading_order(name: str) -> None:
    """Nothing is lost, put elsewhere or added; where spaces are is a reader's guess, so they do not count here."""
    handout = READ[name]()
    with pypdfium2.PdfDocument(handout.pdf) as document:
        for number, found in enumerate(document):
            extracted = _closed(found.get_textpage().get_text_range())
            for words in _furniture(handout.pages, number):
                assert words in extracted
                extracted = extracted.replace(words, "", 1)
            assert extracted == _closed(" ".join(_read_aloud(handout.pages, number))), number


@pytest.mark.parametrize("word", ["Affiliated", "office", "figures:", "difficult", "flow"])
def test_words_with_ligatures_extract_as_words(word: str) -> None:
    handout = made(request=Request(title="Affiliated office figures: difficult flow"))
    with pypdfium2.PdfDocument(handout.pdf) as document:
        assert word in document[0].get_textpage().get_text_range().split()


def test_bookmarks_have_the_words_of_their_headings() -> None:
    handout = made()
    with pikepdf.open(io.BytesIO(handout.pdf)) as pdf:
        told = [_closed(str(each.Title)) for each in bookmarks(pdf.Root.Outlines)]
    assert told == [_closed(each.title) for each in handout.pages.bookmarks]
    for each in handout.pages.bookmarks:
        heading = _closed(" ".join(_words(handout.pages, each.node)))
        assert _closed(each.title) == heading.removesuffix(":"), each  # which leads on to what follows, on the page only


def _closed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _read_aloud(pages: Pages, number: int) -> Iterator[str]:
    for mark in pages.pages[number].marks:
        if isinstance(mark, Text) and not isinstance(mark.owner, Artifact):
            yield mark.glyphs.run.text


def _furniture(pages: Pages, number: int) -> Iterator[str]:
    """Yield the words of the head and the foot, which an extractor may put before or after all others."""
    for mark in pages.pages[number].marks:
        if isinstance(mark, Text) and isinstance(mark.owner, Artifact):
            yield _closed(mark.glyphs.run.text)


def _words(pages: Pages, node: int) -> Iterator[str]:
    for page_ in pages.pages:
        for mark in page_.marks:
            if isinstance(mark, Text) and mark.owner == node:
                yield mark.glyphs.run.text


def test_nothing_private_is_in_the_files_own_data(tmp_path: Path) -> None:
    """Nothing but the words on the pages, which are streams, may say for whom it is and why."""
    handout = made(request=Request(patient="Zebedee Quux", has=("kneeling-knee",)))
    with pikepdf.open(_file(tmp_path, handout.pdf)) as pdf:
        told = repr(dict(pdf.docinfo)) + pdf.Root.Metadata.read_bytes().decode()
        told += "".join(repr(each) for each in pdf.objects if not isinstance(each, pikepdf.Stream))
    assert "Low back relief" in told
    for private in ("Zebedee", "Quux", "kneeling", "anonymous", "unspecified"):
        assert private not in told


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
from handouts.prescribe import Request
from tests.made import made
print(hashlib.sha256(made(request=Request(patient="Ana")).pdf).hexdigest())
"""


def test_the_same_input_makes_the_same_bytes_in_any_process() -> None:
    expected = hashlib.sha256(made(request=Request(patient="Ana")).pdf).hexdigest()
    made(None, Request(stretches=("cat-camel",)))  # what was made before leaves no trace
    assert hashlib.sha256(made(request=Request(patient="Ana")).pdf).hexdigest() == expected
    for odd in ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"LC_ALL": "C", "SOURCE_DATE_EPOCH": "1234567890"}):
        environment = {**os.environ, **odd, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run([sys.executable, "-c", _MAKE_AND_HASH], env=environment, capture_output=True, check=True)
        assert done.stdout.decode().strip() == expected, odd
