"""Printing, through stand-ins for CUPS and for what other systems offer; `tests/external` prints to a real queue."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from handouts.cli import app
from handouts.problems import InputError, OutputError
from handouts.system import printers as printing

_LPSTAT = """#!/bin/sh
case "$1" in
  -p) echo "printer desk is idle.  enabled since Sat"; echo "printer back-office disabled since Sat";;
  -d) echo "system default destination: desk";;
esac
"""
_LP = """#!/bin/sh
echo "$@" > "$LP_SAYS"
cat > "$LP_SAYS.pdf"
echo "request id is desk-1 (1 file(s))"
"""


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put stand-ins for `lp` and `lpstat` first; return where they write what they are told."""
    for name, script in (("lpstat", _LPSTAT), ("lp", _LP)):
        path = tmp_path / name
        path.write_text(script)
        path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("LP_SAYS", str(tmp_path / "said"))
    return tmp_path / "said"


def test_printers_are_listed(queue: Path) -> None:
    assert printing.printers() == printing.Printers(("desk", "back-office"), "desk")
    assert CliRunner().invoke(app, ["print"]).stdout == "desk (the usual one)\nback-office\n"
    assert not queue.exists()


def test_a_routine_goes_to_the_usual_printer(queue: Path) -> None:
    made = CliRunner().invoke(app, ["print", "low-back-relief", "--clinic", "sample", "--copies", "3"])
    assert made.exit_code == 0, made.output
    assert queue.read_text().split() == ["-d", "desk", "-n", "3", "-o", "sides=two-sided-long-edge", "-t", "handouts"]
    assert Path(f"{queue}.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_a_file_goes_to_the_named_printer_on_one_side(queue: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    CliRunner().invoke(app, ["print", str(tmp_path / "a.pdf"), "--printer", "back-office", "--simplex"])
    assert queue.read_text().split() == ["-d", "back-office", "-n", "1", "-o", "sides=one-sided", "-t", "handouts"]


def test_a_printer_that_is_not_there_is_told_with_the_nearest(queue: Path) -> None:
    with pytest.raises(InputError, match="did you mean `desk`"):
        printing.send(b"", "dsk", 1, duplex=True)
    assert not queue.exists()


def test_without_a_printer_it_says_so(queue: Path, tmp_path: Path) -> None:
    (tmp_path / "lpstat").write_text('#!/bin/sh\necho "lpstat: No destinations added." >&2\nexit 1\n')
    with pytest.raises(OutputError, match="no printer is set up here"):
        printing.send(b"", None, 1, duplex=True)
    assert not queue.exists()


def test_a_refusal_is_told(queue: Path, tmp_path: Path) -> None:
    (tmp_path / "lp").write_text('#!/bin/sh\necho "lp: the queue is shut" >&2\nexit 1\n')
    with pytest.raises(OutputError, match="the queue is shut"):
        printing.send(b"", None, 1, duplex=True)
    assert not queue.exists()


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Take CUPS and the desktop away, and stay in an empty folder; return where commands may be put."""
    (tmp_path / "bin").mkdir()
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "bin"


def stand_in(folder: Path, name: str, ends_with: int = 0) -> Path:
    """Put a command there; return where it writes what it is told."""
    path = folder / name
    path.write_text(f'#!/bin/sh\necho "$@" > {path}.said\nexit {ends_with}\n')
    path.chmod(0o755)
    return Path(f"{path}.said")


def printed(*options: str) -> Any:
    return CliRunner().invoke(app, ["print", *options])


@pytest.mark.usefixtures("bare")
def test_without_cups_no_printers_are_known() -> None:
    with pytest.raises(OutputError) as found:
        printing.printers()
    assert str(found.value) == (
        "there is no `lpstat` here, which knows printers through CUPS: "
        "name a routine or a PDF, and it is opened here for you to print"
    )


def test_without_cups_a_desktop_shows_the_pdf(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    said = stand_in(bare, "xdg-open")
    made = printed("desk-break", "--clinic", "sample", "--copies", "30")
    assert made.exit_code == 0
    assert made.stdout == "out/desk-break.pdf: opened; print it from there, 30 copies, on both sides\n"
    assert said.read_text() == "out/desk-break.pdf\n"
    assert Path("out/desk-break.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_on_macos_without_cups_preview_shows_the_pdf(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    said = stand_in(bare, "open")
    Path("a.pdf").write_bytes(b"%PDF-")
    made = printed("a.pdf", "--simplex", "--printer", "desk")
    assert made.stdout == "a.pdf: opened; print it from there, on one side, on `desk`\n"
    assert said.read_text() == "-a Preview a.pdf\n"
    assert not Path("out").exists()


@pytest.mark.usefixtures("bare")
def test_windows_prints_one_and_shows_what_is_wanted_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    told = list[tuple[str, str]]()
    monkeypatch.setattr(os, "startfile", lambda *what: told.append(what), raising=False)
    Path("a.pdf").write_bytes(b"%PDF-")
    assert printed("a.pdf").stdout == (
        "a.pdf: sent to the usual printer by the program that opens PDFs here; sides are as it is set\n"
    )
    assert printed("a.pdf", "--copies", "2").stdout == "a.pdf: opened; print it from there, 2 copies, on both sides\n"
    assert told == [(str(Path("a.pdf").resolve()), "print"), (str(Path("a.pdf").resolve()), "open")]


@pytest.mark.usefixtures("bare")
def test_windows_without_a_program_for_pdfs_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: str) -> None:
        raise OSError(1155, "No application is associated with the specified file for this operation")

    monkeypatch.setattr(os, "startfile", refuse, raising=False)
    assert refused() == (
        "a.pdf: cannot be opened to print: no application is associated with the specified file for this operation; "
        "open it yourself, and print on both sides"
    )


def test_where_nothing_opens_a_pdf_it_says_where_it_lies(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "a.pdf: cannot be opened to print: {}; open it yourself, and print on both sides"
    assert refused() == said.format("there is no CUPS (`lp`) here and no desktop")
    monkeypatch.setenv("DISPLAY", ":0")
    assert refused() == said.format("there is no CUPS (`lp`) here and no `xdg-open`")
    stand_in(bare, "xdg-open", ends_with=3)
    assert refused() == said.format("`xdg-open` ended with 3")


def refused() -> str:
    """Return what is said when a file cannot be printed."""
    Path("a.pdf").write_bytes(b"%PDF-")
    made = printed("a.pdf")
    assert made.exit_code != 0
    assert isinstance(made.exception, OutputError)  # `main` makes it exit code 4
    return str(made.exception)
