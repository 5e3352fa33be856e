"""Printing, through commands that stand in for those of CUPS; `tests/external` prints to a real queue."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from handouts import printing
from handouts.cli import app
from handouts.problems import InputError, OutputError

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


def test_where_there_is_no_cups_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError, match="open it, and print it from there"):
        printing.printers()


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
