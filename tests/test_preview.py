"""Looking at handouts: pages as PNG, again when a file is saved, and every template on one sheet."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from handouts.data import builtin
from handouts.make.order import Order
from handouts.make.preview import ShownPage, gallery, sheet, watched
from handouts.pdf.read_back import Pixels, rendered
from handouts.prescribe.request import Request
from handouts.system.watch import saved
from tests.made import ROUTINE, SAMPLE, TODAY, made
from tests.test_cli import run


def test_pages_are_as_large_as_the_resolution_says() -> None:
    pdf = made().pdf
    sizes = [Image.open(io.BytesIO(png)).size for png in rendered(pdf, 36)]
    with pypdfium2.PdfDocument(pdf) as document:
        assert sizes == [(round(page.get_width() / 2), round(page.get_height() / 2)) for page in document]


@pytest.mark.slow
def test_the_command_writes_a_file_a_page(tmp_path: Path) -> None:
    ran = run(tmp_path, "preview", "low-back-relief", "--dpi", "30", "-o", "look")
    assert ran.out.splitlines() == ["look/low-back-relief-1.png", "look/low-back-relief-2.png"]
    for index in (3, 4):
        shutil.copy(tmp_path / "look" / "low-back-relief-1.png", tmp_path / "look" / f"low-back-relief-{index}.png")
    run(tmp_path, "preview", "low-back-relief", "--dpi", "30", "-o", "look")
    left = sorted(each.name for each in (tmp_path / "look").iterdir())
    assert left == ["low-back-relief-1.png", "low-back-relief-2.png"], "pages of before were left"


@pytest.mark.slow
def test_it_draws_again_when_a_file_is_saved_and_lives_through_mistakes(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Riverside\n")
    (tmp_path / "a.yaml").write_text("title: One\nstretches: [pelvic-tilt]\n")
    command = [sys.executable, "-m", "handouts", "preview", "a.yaml", "--watch", "--dpi", "20", "-o", "look"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    page, said = tmp_path / "look" / "a-1.png", tmp_path / "said"
    with said.open("wb") as file:
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=file, stderr=file)
        try:
            wait_for(page.is_file)
            first = page.read_bytes()
            (tmp_path / "a.yaml").write_text("title: Another one\nstretches: [pelvic-tlt]\n")
            wait_for(lambda: "no stretch `pelvic-tlt`" in said.read_text())
            (tmp_path / "a.yaml").write_text("title: Another one\nstretches: [cat-camel]\n")
            wait_for(lambda: page.read_bytes() != first)
            second = page.read_bytes()
            (tmp_path / "clinic.yaml").write_text("name: A quite different clinic\n")
            wait_for(lambda: page.read_bytes() != second)
        finally:
            process.terminate()
            process.wait()


def wait_for(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


def test_what_is_watched() -> None:
    paths = set(watched(SAMPLE, "ana.yaml"))
    for each in (
        Path("ana.yaml"), SAMPLE / "clinic.yaml", SAMPLE / "logo.svg", builtin() / "templates" / "standard.yaml",
        builtin() / "assets" / "words" / "en.yaml",
    ):  # fmt: skip
        assert each in paths, each
    assert saved([Path("gone.yaml")]) == {}


@pytest.mark.slow
def test_the_gallery_names_every_template(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Riverside\n")
    (tmp_path / "templates").mkdir()
    shutil.copy(builtin() / "templates" / "compact.yaml", tmp_path / "templates" / "ours.yaml")
    png, _ = gallery(Order(ROUTINE, Request(), tmp_path), TODAY)
    assert Image.open(io.BytesIO(png)).size[1] > 5 * 440
    white = Pixels(4, 5, bytes([255]) * 60)
    pages = sheet([ShownPage("standard", (white, white)), ShownPage("ours", (white,))])
    said = [mark.glyphs.run.text for mark in pages.pages[0].marks if hasattr(mark, "glyphs")]
    assert said == ["standard (2 pages)", "ours (1 page)"]


@pytest.mark.slow
def test_the_command_of_the_gallery(tmp_path: Path) -> None:
    ran = run(tmp_path, "gallery", "desk-break", "-o", "all.png")
    assert (ran.code, ran.out) == (0, "all.png\n")
    assert (tmp_path / "all.png").read_bytes().startswith(b"\x89PNG")
