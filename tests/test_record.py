"""What clinicians read of a prescription: the note for the record, a routine on the screen, volume, dose profiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.clinician.summary import dose_line
from handouts.load.library import load
from handouts.load.needs import Needs
from handouts.model.stretch import Dosage
from handouts.prescribe.dose import weekly_volume
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.request import Request
from handouts.problems import InputError
from tests.made import composed, library, prescribed
from tests.test_cli import run

NOTE = """\
Stretching handout: Low back relief
For: Ana Diaz
Date: November 21, 2026

Start with (about 9 min with the warm-up; stretch a week: low-back 15 min)
1. Pelvic tilt (pelvic-tilt): 5 s x 8, 1/day, 7 days/week
2. Knee rolls (lying-trunk-rotation): 5 s x 5, 1/day, 7 days/week, each side
3. Knee to chest (single-knee-to-chest): 20 s x 3, 1/day, 7 days/week, left side
   note: Slowly.

Add when ready (about 6 min more; stretch a week: hip-flexor 10 min, low-back 7 min)
"""


@pytest.mark.slow
def test_the_note_says_what_was_given_and_what_was_asked(tmp_path: Path) -> None:
    ran = run(
        tmp_path, "note", "low-back-relief", "--patient", "Ana Diaz", "--date", "2026-11-21", "--screened", "none",
        "--set", "pelvic-tilt.reps=8", "--side", "single-knee-to-chest=left", "--note", "single-knee-to-chest=Slowly.",
        "--without", "cat-camel", "--without", "prayer-stretch",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(NOTE)
    assert "\nPrecautions: screened, none found.\nReview after 4 weeks.\nHandout low-back-relief 0.1.0 " in ran.out


@pytest.mark.slow
def test_the_note_of_a_saved_prescription_is_the_same(tmp_path: Path) -> None:
    asked = ("low-back-relief", "--patient", "Ana", "--has", "wrist-load", "--date", "2026-11-21")
    said = run(tmp_path, "note", *asked).out
    run(tmp_path, "make", *asked, "--save", "ana.yaml")
    assert run(tmp_path, "note", "ana.yaml").out == said
    assert "Precautions: Wrist pain, carpal tunnel or arthritis (wrist-load)." in said
    assert "   changed: Lean on your fists or forearms." in said


@pytest.mark.slow
def test_the_note_says_when_nobody_asked_and_what_was_overridden(tmp_path: Path) -> None:
    assert "Precautions: no screening recorded." in run(tmp_path, "note", "low-back-relief").out
    ran = run(
        tmp_path, "note", "--stretch", "single-knee-to-chest", "--has", "osteoporosis-flexion",
        "--override", "single-knee-to-chest=cleared by Dr Lee",
    )  # fmt: skip
    assert "Given in spite of a precaution: single-knee-to-chest (cleared by Dr Lee)." in ran.out


@pytest.mark.slow
def test_a_routine_is_shown_with_minutes_and_volume(tmp_path: Path) -> None:
    ran = run(tmp_path, "show", "low-back-relief")
    assert "Start with (about 12 min with the warm-up; stretch a week: low-back 16 min)" in ran.out
    assert "  6. Standing hip stretch (standing-hip-flexor-stretch): 30 s x 3, 1/day, 7 days/week, each side" in ran.out
    assert run(tmp_path, "show", "low-back-relif").err == (
        "low-back-relif: error: no stretch and no routine `low-back-relif`\nhint: did you mean `low-back-relief`?\n"
    )


def test_volume_counts_what_is_held_on_each_side_in_a_week() -> None:
    knee = prescribed(Request(stretches=("single-knee-to-chest",), sets=("single-knee-to-chest.per_day=2",)), None)
    assert weekly_volume(knee.stretches) == {"low-back": 20 * 3 * 2 * 7}
    moving = prescribed(Request(stretches=("cat-camel",)), None)
    assert weekly_volume(moving.stretches) == {}


def test_the_plan_says_the_stretch_in_a_week() -> None:
    assert composed().plan.weekly == "Stretch in a week: low back 16 min."
    assert composed(Request(stretches=("cat-camel",)), None).plan.weekly == ""


@pytest.mark.parametrize(
    ("dosage", "line"),
    [
        ({"hold": "30-60 s", "reps": 3, "per_day": 2, "days_per_week": 3}, "30-60 s x 3, 2/day, 3 days/week"),
        ({"hold": "0 s", "reps": 10, "per_day": 1, "days_per_week": 7}, "10 reps, 1/day, 7 days/week"),
        (
            {"hold": "10 s", "contract": "5 s", "reps": 3, "sets": 2, "rest": "20 s", "per_day": 1, "days_per_week": 7},
            "10 s x 3, press 5 s first, 2 sets, rest 20 s, 1/day, 7 days/week",
        ),
    ],
)
def test_a_dose_as_clinicians_write_it(dosage: dict[str, object], line: str) -> None:
    assert dose_line(Dosage.model_validate(dosage)) == line


def test_a_profile_warns_with_its_source_and_never_blocks() -> None:
    found = load(Needs("low-back-relief", profile="older-adult"))
    _, told = prescribe(found, Request(profile="older-adult"))
    assert (
        "seated-spinal-twist: warning[D3]: `reps` is 1, outside 2-5, the range for older adults (acsm, nia-ch4)"
        in map(str, told)
    )
    assert not any("cat-camel" in str(each) for each in told)  # it is not held: the guideline does not speak of it
    assert prescribe(library(), Request())[1] == ()


def test_an_unknown_profile_offers_the_nearest() -> None:
    with pytest.raises(InputError) as found:
        load(Needs("low-back-relief", profile="older"))
    assert str(found.value) == "--profile: error: no profile `older`\nhint: did you mean `older-adult`?"
