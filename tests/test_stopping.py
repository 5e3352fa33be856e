"""A batch that is stopped, killed or finds no room; what it makes again; and what it never writes over."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from typer.testing import CliRunner

from handouts.batch import journal, manifest
from handouts.batch.job import catalog_version
from handouts.batch.outcome import Result
from handouts.batch.run import run
from handouts.cli import app
from handouts.outside import unwritten
from handouts.pdf.print_file import Sides
from handouts.problems import OutputError
from handouts.system import write as output
from tests.test_batch import alive, done, plan_of, simple, written
from tests.waiting import until


@pytest.mark.parametrize(
    ("signals", "processes"),
    [((signal.SIGINT,), "2"), ((signal.SIGTERM, signal.SIGTERM), "2"), ((signal.SIGHUP, signal.SIGINT), "1")],
)
def test_a_stop_is_clean_and_the_same_command_makes_the_rest(
    signals: tuple[signal.Signals, ...], processes: str, tmp_path: Path
) -> None:
    roster, folder = written(tmp_path, simple(150)), tmp_path / "out"
    options = ["--patients", str(roster), "--clinic", "sample", "--out", str(folder), "--processes", processes]
    command = [sys.executable, "-m", "handouts", "batch", *options]
    running = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until(lambda: len(list(folder.glob("*.pdf"))) > 5)
    for each in signals:
        os.killpg(running.pid, each)  # as a terminal does: to all of them
    out, err = running.communicate()
    made = len(list(folder.glob("*.pdf")))
    assert running.returncode == 128 + signals[0]
    assert out.decode() == f"{folder / 'manifest.csv'}\n"
    assert err.decode() == f"{made} of 150 handouts\ninterrupted: the same command makes the rest\n"
    assert 5 < made < 150
    assert len(manifest.read(folder / "manifest.json").entries) == len(journal.known(folder)) == made
    beside = sorted(path.name for path in folder.iterdir() if path.suffix != ".pdf")
    assert beside == [".handouts-journal.jsonl", "manifest.csv", "manifest.json"]
    until(lambda: not alive(running.pid))
    again = subprocess.run(command, capture_output=True, check=True)
    assert again.stderr.decode() == f"150 of 150 handouts, {made} of them as they were\n"


def refusing(count: int, number: int) -> Any:
    """Give a way to write files that fails from one on."""
    left = iter(range(count))

    def write(path: Path, data: bytes) -> output.Stamp:
        if next(left, None) is None:
            failure = OSError(number, "")
            raise OutputError(f"{path}: cannot be written: {unwritten(failure)}") from failure
        return written_before(path, data)

    written_before = output.write_quickly
    return write


def test_a_full_disk_ends_a_batch_and_what_is_there_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, result = plan_of(tmp_path, simple(9)), Result()
    with monkeypatch.context() as patched:
        patched.setattr(output, "write_quickly", refusing(4, errno.ENOSPC))
        with pytest.raises(OutputError) as full:
            run(plan, 1, result, lambda _: None)
    assert str(full.value) == f"{plan.tasks[4].file}: cannot be written: the disk is full"
    made = [task.file.name for task in plan.tasks[:4]]
    assert [each.file for each in manifest.read(plan.folder / "manifest.json").entries] == made
    assert list(journal.known(plan.folder)) == made
    assert done(plan).kept == 4


def test_a_file_that_cannot_be_written_is_its_rows_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, simple(3))
    (tmp_path / "out" / "2-low-back-relief.pdf").mkdir(parents=True)
    made = CliRunner().invoke(app, ["batch", "--patients", "roster.csv", "--clinic", "sample", "--out", "out"])
    assert made.exit_code == 4
    what = "out/2-low-back-relief.pdf: cannot be written: there is a folder of this name"
    assert made.stderr == f"roster.csv:3:1: error: {what}\n2 of 3 handouts\n"
    (tmp_path / "out" / "2-low-back-relief.pdf").rmdir()
    monkeypatch.setattr(output, "write_quickly", refusing(0, errno.ENAMETOOLONG))
    made = CliRunner().invoke(app, ["batch", "--patients", "roster.csv", "--clinic", "sample", "--out", "out"])
    assert made.exit_code == 4
    what = "out/2-low-back-relief.pdf: cannot be written: the name is too long"
    hint = "hint: give it a shorter id, or name files with `--names {number}`"
    kept = "2 of 3 handouts, 2 of them as they were"
    assert made.stderr == f"roster.csv:3:1: error: {what}\n{hint}\n{kept}\n"


def test_a_folder_that_cannot_be_written_to_is_told_before_anything_is_made(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, simple(2))
    journal.path(plan.folder, "").mkdir(parents=True)
    with pytest.raises(OutputError) as refused:
        done(plan)
    assert str(refused.value) == f"{journal.path(plan.folder, '')}: cannot be written: there is a folder of this name"
    assert list(plan.folder.glob("*.pdf")) == []


def test_what_is_as_it_was_is_not_even_read_and_what_is_not_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_of(tmp_path, simple(5), merge=tmp_path / "print.pdf")
    before = done(plan).entries

    def fail(*_: object) -> bytes:
        raise AssertionError("nothing is to be read or laid out")

    with monkeypatch.context() as patched:
        patched.setattr("handouts.batch.run.lay_out", fail)
        patched.setattr("handouts.batch.workers.drawn", fail)
        patched.setattr(Path, "read_bytes", unless_pdf(Path.read_bytes))
        again = done(plan)
    assert (again.kept, again.entries) == (5, before)
    path = plan.tasks[1].file
    data, state = path.read_bytes(), path.stat()
    path.write_bytes(data[:-9] + b"\0" + data[-8:])  # a byte, with the same size and time
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert done(plan).kept == 4
    assert path.read_bytes() == data
    copy = tmp_path / "copy"
    shutil.copytree(plan.folder, copy)  # with other times
    assert done(plan_of(tmp_path, simple(5), out=copy)).kept == 5


def unless_pdf(read: Any) -> Any:
    """Give a way to read files that refuses a PDF."""

    def read_bytes(path: Path) -> bytes:
        assert path.suffix != ".pdf"
        return bytes(read(path))

    return read_bytes


@pytest.mark.parametrize("change", ["copies", "sides", "row", "gone", "stale"])
def test_a_print_file_is_made_again_when_anything_in_it_is_another(change: str, tmp_path: Path) -> None:
    path = tmp_path / "print.pdf"
    plan = plan_of(tmp_path, simple(3), out=None, merge=path)
    assert (done(plan).kept, done(plan).kept) == (0, 3)
    if change == "copies":
        plan = replace(plan, tasks=tuple(replace(each, job=replace(each.job, copies=2)) for each in plan.tasks))
    elif change == "sides":
        plan = replace(plan, where=replace(plan.where, sides=Sides(2)))
    elif change == "row":
        plan = plan_of(tmp_path, simple(3).replace("Patient 2,", "Bo,"), out=None, merge=path)
    elif change == "gone":
        path.unlink()
    else:
        path.write_bytes(b"other")
    before = path.stat().st_ino if path.exists() else 0
    assert (done(plan).kept, len(pypdfium2.PdfDocument(path)) > 2, path.stat().st_ino != before) == (0, True, True)
    assert done(plan).kept == 3


def test_a_row_that_comes_before_moves_the_others_and_they_stay(tmp_path: Path) -> None:
    done(plan_of(tmp_path, simple(2)))
    heading, *rows = simple(2).splitlines(keepends=True)
    result = done(plan_of(tmp_path, "".join((heading, "new,Bo,desk-break,none,\n", *rows))))
    listed = manifest.read(tmp_path / "out" / "manifest.json").entries
    assert [(each.number, each.id) for each in listed] == [(1, "new"), (2, "1"), (3, "2")]
    assert result.kept == 2


@pytest.mark.parametrize(
    "damage",
    [b"\xff\xfe\0garbage\n", b'{"number": 1e999}\n', b"[" * 100_000 + b"\n", b'[]\nnull\n{"stamp": [1]}', b"{\n\n"],
)
def test_a_damaged_journal_costs_nothing_but_what_it_said(damage: bytes, tmp_path: Path) -> None:
    plan = plan_of(tmp_path, simple(2))
    done(plan)
    whole = journal.path(plan.folder, "").read_bytes()
    for path in plan.folder.glob("manifest*"):
        path.unlink()
    journal.path(plan.folder, "").write_bytes(whole.splitlines(keepends=True)[0] + damage)
    assert done(plan).kept == 1
    assert journal.known(plan.folder).keys() == {task.file.name for task in plan.tasks}


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ("--out o --merge o/1-x.pdf", "the file of `1` and --merge are one file, `o/1-x.pdf`"),
        ("--out o --merge ./link/2-x.pdf", "the file of `2` and --merge are one file, `o/2-x.pdf`"),
        ("--merge roster.csv", "--merge and --patients are one file, `roster.csv`"),
        ("--merge mine/logo.svg", "--merge and `mine/logo.svg` are one file, `mine/logo.svg`"),
        ("--merge mine/clinic.yaml", "--merge and `mine/clinic.yaml` are one file, `mine/clinic.yaml`"),
        ("--merge manifest.csv", "the file `manifest.csv` and --merge are one file, `manifest.csv`"),
        ("--merge stack.docx", "`stack.docx` has another ending than what is written: `.pdf`"),
        ("--copies 5", "is for a print file: give --merge, too"),
    ],
)
def test_nothing_is_written_twice_or_over_what_is_read(
    options: str, what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    roster = written(tmp_path, simple(2))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "clinic.yaml").write_text("name: Mine\ncountry: GB\n")
    (tmp_path / "mine" / "logo.svg").write_text("<svg/>")
    (tmp_path / "o").mkdir()
    (tmp_path / "link").symlink_to("o")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    made = CliRunner().invoke(
        app, ["batch", "--patients", roster.name, "--clinic", "mine", "--names", "{id}-x", *options.split()]
    )
    assert made.exit_code == 2
    assert made.stderr.splitlines()[-1].partition(": ")[2].removeprefix("Invalid value").partition(": ")[2] == what
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before


def test_a_list_and_a_print_file_in_the_clinics_folder_do_not_make_all_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("clinic.yaml").write_text("name: Mine\ncountry: GB\n")
    written(tmp_path, simple(2))
    command = ["batch", "--patients", "roster.csv", "--clinic", str(tmp_path), "--out", "out", "--merge", "print.pdf"]
    for kept in ("", ", 2 of them as they were"):
        assert CliRunner().invoke(app, command).stderr == f"2 of 2 handouts{kept}\n"
        catalog_version.cache_clear()  # a command is a process
    Path("clinic.yaml").write_text("name: Ours\ncountry: GB\n")
    assert CliRunner().invoke(app, command).stderr == "2 of 2 handouts\n"
    catalog_version.cache_clear()
