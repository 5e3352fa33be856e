"""A clinic's favorites: what is often given, without anything of one patient."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.clinic.favorites import place
from handouts.problems import InputError
from tests.test_cli import run

GIVEN = (
    "low-back-relief", "--patient", "Ana Diaz", "--has", "wrist-load", "--without", "cat-camel", "--without",
    "prayer-stretch", "--set", "pelvic-tilt.reps=5", "--side", "single-knee-to-chest=left", "--note",
    "pelvic-tilt=Mind your wrist, Ana.", "--step", "pelvic-tilt.2=Ana, press.", "--message", "Dear Ana",
)  # fmt: skip


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A clinic's folder to stand in."""
    (tmp_path / "clinic.yaml").write_text("name: Riverside\n")
    return tmp_path


@pytest.mark.slow
def test_a_favorite_is_made_again_for_somebody_else(clinic: Path) -> None:
    kept = run(clinic, "favorite", *GIVEN, "--as", "my-back")
    assert kept.code == 0
    text = (clinic / "routines" / "standard" / "my-back.yaml").read_text()
    assert "reps: 5" in text
    for private in ("Ana", "wrist", "left", "date", "screened"):
        assert private not in text
    assert "my-back" in run(clinic, "routines").out
    made = run(clinic, "make", "my-back", "--screened", "none")
    assert (made.code, made.out, made.err) == (0, "out/my-back.pdf\n", "")
    assert run(clinic, "check", "routines/standard/my-back.yaml").code == 0


@pytest.mark.slow
def test_a_favorite_takes_the_place_of_no_routine(clinic: Path) -> None:
    for name in ("low-back-relief", "my-back"):
        run(clinic, "favorite", "low-back-relief", "--as", "my-back")
        ran = run(clinic, "favorite", "low-back-relief", "--as", name)
        assert (ran.code, ran.err) == (
            3, f"--as {name}: error: is a routine already\nhint: choose another name\n",
        )  # fmt: skip


@pytest.mark.slow
def test_a_favorite_needs_an_id_and_a_folder(clinic: Path) -> None:
    ran = run(clinic, "favorite", "low-back-relief", "--as", "../My back")
    assert (ran.code, ran.err) == (
        3,
        "--as ../My back: error: is no id\nhint: write small letters, digits and single hyphens, as in `my-back`\n",
    )
    ran = run(clinic, "favorite", "low-back-relief", "--clinic", "none", "--as", "my-back")
    assert (ran.code, ran.err) == (
        3,
        "--as my-back: error: no clinic has a folder to keep it in\n"
        "hint: make one with `handouts init`, or give it with `--clinic`\n",
    )


@pytest.mark.parametrize("name", ["con", "nul", "com1"])
def test_no_favorite_is_called_as_a_device(clinic: Path, name: str) -> None:
    with pytest.raises(InputError) as refused:
        place(clinic, name)
    assert str(refused.value) == (
        f"--as {name}: error: `{name}` is the name of a device on Windows, and no file can have it there\n"
        "hint: choose another name"
    )


def test_no_favorite_differs_from_a_routine_in_capitals_only(clinic: Path) -> None:
    folder = clinic / "routines" / "standard"
    folder.mkdir(parents=True)
    (folder / "My-Back.yaml").write_text("title: B\nstretches: [pelvic-tilt]\n")
    with pytest.raises(InputError, match="--as my-back: error: is a routine already"):
        place(clinic, "my-back")
