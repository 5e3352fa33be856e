"""Made again for somebody else, and picked in the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.clinic.recent import chosen, folder, recent, remember
from handouts.clinician.pick import Picked, pick
from handouts.load.catalog import all_stretches
from handouts.problems import InputError
from tests.test_cli import run, text_of

CATALOG = {each.id: each for each in all_stretches(None)}
ROUTINE = "title: Back\nstretches: [pelvic-tilt]\n"


@pytest.mark.slow
def test_what_was_made_is_made_again_without_the_patient(tmp_path: Path) -> None:
    kept = {"HANDOUTS_RECENT": str(tmp_path / "kept")}
    run(
        tmp_path, "make", "low-back-relief", "--patient", "Zebedee Quux", "--title", "For Zebedee",
        "--has", "wrist-load", "--note", "pelvic-tilt=Zebedee only", "--side", "single-knee-to-chest=left",
        "--set", "pelvic-tilt.reps=7", **kept,
    )  # fmt: skip
    (file,) = (tmp_path / "kept").iterdir()
    written = file.read_text()
    assert not any(word in written for word in ("Zebedee", "Quux", "wrist-load", "left"))
    ran = run(tmp_path, "again", "--patient", "Bo Lee", "--screened", "none", "-o", "bo.pdf", **kept)
    assert (ran.code, ran.out, ran.err) == (0, "bo.pdf\n", "")
    text = text_of(tmp_path / "bo.pdf")
    assert "Bo Lee" in text
    assert "7 times" in text
    assert "low-back-relief 0.1.0" in text
    listed = run(tmp_path, "again", "--list", **kept).out
    assert listed.startswith(" 1  Your stretches (pelvic-tilt, lying-trunk-rotation, ")


@pytest.mark.slow
@pytest.mark.parametrize("off", ["variable", "clinic"])
def test_nothing_is_kept_when_it_is_switched_off(tmp_path: Path, off: str) -> None:
    (tmp_path / "clinic.yaml").write_text(f"name: R\nrecent: {'true' if off == 'variable' else 'false'}\n")
    where = "off" if off == "variable" else str(tmp_path / "kept")
    assert run(tmp_path, "make", "hamstrings", HANDOUTS_RECENT=where).code == 0
    assert not (tmp_path / "kept").exists()
    ran = run(tmp_path, "again", HANDOUTS_RECENT=where)
    assert (ran.code, ran.err) == (
        3, "again: error: nothing has been made here yet\nhint: begin with `handouts make`\n",
    )  # fmt: skip


def test_the_last_twenty_are_kept_the_last_first(tmp_path: Path) -> None:
    for n in range(25):
        remember(tmp_path, ROUTINE.replace("Back", f"Back {n}"))
    remember(tmp_path, ROUTINE.replace("Back", "Back 24"))  # the same once more is no other
    listed = recent(tmp_path)
    assert [each.title for each in listed] == [f"Back {n}" for n in range(24, 4, -1)]
    assert chosen(listed, 2).title == "Back 23"
    with pytest.raises(InputError) as found:
        chosen(listed, 21)
    assert str(found.value) == (
        "again 21: error: there is no number 21; 20 are kept\nhint: `handouts again --list` shows them"
    )


def test_a_folder_that_cannot_be_used_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    remember(tmp_path / "file", ROUTINE)
    assert recent(tmp_path / "file") == ()
    (tmp_path / "1.yaml").write_text("title: [")
    assert recent(tmp_path) == ()
    assert folder(tmp_path) is None  # the tests keep nothing


def answers(*given: str) -> tuple[Picked | None, list[str]]:
    left, said = list(given), []

    def search(words: str) -> list[str]:
        return [name for name in CATALOG if words in name]

    return pick(CATALOG, search, lambda _: left.pop(0), said.append), said


def test_searching_ticking_and_dosing() -> None:
    picked, said = answers("hamstring", "1, 2", "2", "pelvic", "1 9", "", "reps=2 hold=20s", "slowly")
    assert picked is not None
    assert picked.stretches == ("chair-hamstring-stretch", "pelvic-tilt")
    assert picked.sets == ("chair-hamstring-stretch.reps=2", "chair-hamstring-stretch.hold=20s")
    assert "no number 9 is shown" in said
    assert "  1 [x] Pelvic tilt (pelvic-tilt), supine" in said
    assert "`slowly` is left out: write it as `reps=5`" in said


@pytest.mark.parametrize("given", [("",), ("q",), ("hamstring", "1", "q")])
def test_nothing_is_picked(given: tuple[str, ...]) -> None:
    assert answers(*given)[0] is None


@pytest.mark.slow
def test_picking_in_a_terminal(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "NO_COLOR": "1"}
    typed = "back of thigh\n1\n\nreps=2\nAna\n\ny\n"
    command = [sys.executable, "-m", "handouts", "pick", "-o", "picked.pdf"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, input=typed.encode(), capture_output=True, check=True)
    assert done.stdout == b"picked.pdf\n"
    text = text_of(tmp_path / "picked.pdf")
    assert "Ana" in text
    assert "Not for you" not in text


def test_nothing_of_a_prescription_file_is_kept_that_may_name_the_patient(tmp_path: Path) -> None:
    (tmp_path / "zebedee-quux.yaml").write_text(
        "title: Zebedee's knees\ngoal: Zebedee walks again.\nprogression: Zebedee adds one.\n"
        "phases:\n  - {weeks: 1-2, title: For Zebedee, move_on: Zebedee feels fine., stretches: [pelvic-tilt]}\n"
    )
    kept = tmp_path / "kept" / "recent"
    assert run(tmp_path, "make", "zebedee-quux.yaml", HANDOUTS_RECENT=str(kept)).code == 0
    (file,) = kept.iterdir()
    assert "ebedee" not in file.read_text()
    assert [(each.title, each.stretches) for each in recent(kept)] == [("Your stretches", ("pelvic-tilt",))]
    ran = run(tmp_path, "again", HANDOUTS_RECENT=str(kept))
    assert (ran.code, ran.out) == (0, "out/stretches.pdf\n")


def test_nobody_else_may_look_at_what_is_kept(tmp_path: Path) -> None:
    own = tmp_path / "handouts" / "recent"
    remember(own, ROUTINE)
    assert [each.stat().st_mode & 0o777 for each in (own.parent, own, own / "1.yaml")] == [0o700, 0o700, 0o600]
    own.chmod(0o755)
    (own / "1.yaml").chmod(0o644)
    remember(own, ROUTINE.replace("Back", "Knee"))
    assert [each.stat().st_mode & 0o777 for each in (own, own / "1.yaml", own / "2.yaml")] == [0o700, 0o600, 0o600]
    shared = tmp_path / "shared"
    shared.mkdir(0o755)
    shared.chmod(0o755)
    remember(shared, ROUTINE)
    assert [each.stat().st_mode & 0o777 for each in (shared, shared / "1.yaml")] == [0o755, 0o600]
