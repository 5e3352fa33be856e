"""A stretch of a clinic's own, from photos and a few answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from handouts.clinic.own_stretch import OwnAnswers, add, id_of
from handouts.load.yaml_source import load
from handouts.model.stretch import Stretch
from handouts.problems import InputError
from tests.test_cli import run, text_of

ANSWERS = OwnAnswers(
    name="Calf on a step", region="calf", position="standing", steps=("Stand on a step.", "Let one heel sink."),
    feel="in your calf.", hold="30", reps="3", per_day="2", days_per_week="5", easier="Use a lower step.",
)  # fmt: skip


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    (tmp_path / "clinic.yaml").write_text("name: Riverside\n")
    Image.new("RGB", (900, 600), "white").save(tmp_path / "My Calf.JPG", "JPEG")
    return tmp_path


def test_a_photo_and_a_few_answers_make_a_stretch(clinic: Path) -> None:
    photo = clinic / "My Calf.JPG"
    path, copy = add(clinic, (photo,), ANSWERS)
    assert path == clinic / "routines/catalog/calf/calf-on-a-step.yaml"
    assert copy == clinic / "assets/figures/calf-on-a-step-photo-1.jpg"
    assert copy.read_bytes() == photo.read_bytes()
    stretch = load(path, Stretch).value
    assert (stretch.name, stretch.kind, str(stretch.dosage.hold_seconds)) == ("Calf on a step", "static", "30")
    assert stretch.figures[0].file == "figures/calf-on-a-step-photo-1.jpg"
    assert stretch.needs == ("laterality", "kind", "why", "precautions", "alt", "licence")
    assert stretch.review == "needs-clinician"


def test_what_is_said_needs_nobody(clinic: Path) -> None:
    said = replace(ANSWERS, laterality="one", kind="static", why="It lets you walk.", alt="A heel sinks.")
    path, _ = add(clinic, (clinic / "My Calf.JPG",), replace(said, licence="our own", author="Bo", id="own-calf"))
    assert load(path, Stretch).value.needs == ("precautions",)
    bare, *_ = add(clinic, (), replace(said, reps="", id="bare-calf"))
    assert load(bare, Stretch).value.needs == ("dosage", "precautions", "figures")


def test_what_does_not_fit_is_told_at_its_option_and_nothing_is_written(clinic: Path) -> None:
    wrong = OwnAnswers("Pelvic tilt", "lowback", "flying", (), hold="long", reps="many")
    with pytest.raises(InputError) as refused:
        add(clinic, (clinic / "none.jpg", clinic / "clinic.yaml"), wrong)
    assert str(refused.value).replace(f"{clinic}/", "") == (
        "--hold: error: `dosage.hold` is `long`; expected a time such as `30 s` or `30-60 s`\n"
        "--name: error: there is a stretch `pelvic-tilt` already\n"
        "hint: take another `--id`; to change it, write a file that says `extends: pelvic-tilt`\n"
        "--position: error: `position` is `flying`, which is not one of its values\nhint: did you mean `side-lying`?\n"
        "--region: error: no region `lowback`\nhint: did you mean `low-back`?\n"
        "--reps: error: `dosage.reps` is `many`; it must be a whole number\n"
        "--step: error: `steps` has 0 entries; it must have at least 1\n"
        "clinic.yaml: error: is not a picture, or is damaged\n"
        "hint: pictures are SVG, PNG or JPEG; export it as one of these\n"
        "none.jpg: error: does not exist"
    )
    assert sorted(each.name for each in clinic.iterdir()) == ["My Calf.JPG", "clinic.yaml"]


def test_nothing_is_overwritten_and_no_name_is_a_device(clinic: Path) -> None:
    add(clinic, (), ANSWERS)
    for answers, message in (
        (ANSWERS, "--name: error: there is a stretch `calf-on-a-step` already"),
        (replace(ANSWERS, name="CON"), "--name: error: `con` is the name of a device on Windows"),
        (replace(ANSWERS, name="東京"), "--name: error: is no id"),
    ):
        with pytest.raises(InputError, match=message):
            add(clinic, (), answers)
    with pytest.raises(InputError, match="add: error: no clinic has a folder to keep it in"):
        add(None, (), ANSWERS)


def test_ids() -> None:
    assert id_of("Straße & Côté, 2 x") == "strasse-cote-2-x"


def test_the_command_asks_and_the_handout_shows_the_photo(clinic: Path) -> None:
    options = ("--name", "Own calf", "--region", "calf", "--position", "standing", "--step", "Let one heel sink.")
    dose = ("--hold", "30 s", "--reps", "3", "--per-day", "2", "--days-per-week", "5", "--yes")
    added = run(clinic, "add", "My Calf.JPG", *options, *dose)
    assert (added.code, added.out.splitlines()[0]) == (0, "routines/catalog/calf/own-calf.yaml")
    made = run(clinic, "make", "--stretch", "own-calf")
    assert (made.code, made.out) == (0, "out/stretches.pdf\n")
    assert "Let one heel sink." in text_of(clinic / "out" / "stretches.pdf")
    unanswered = run(clinic, "add", "My Calf.JPG")
    assert unanswered.code == 3
    assert "standard input: error: ended before the answer to `Name of the stretch`" in unanswered.err
