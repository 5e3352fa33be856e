"""A routine in phases: what is printed for which weeks, and what is wrong with a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.compose.compose import compose
from handouts.compose.handout import Handout
from handouts.layout.page import Text
from handouts.load.library import load
from handouts.load.needs import Needs
from handouts.make.make import Made, make
from handouts.make.order import Order
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.prescription_file import text
from handouts.prescribe.request import Request
from handouts.problems import InputError
from tests.made import SAMPLE, TODAY

PHASED = """\
title: Back in six weeks
region: low-back
phases:
  - weeks: 1-2
    stretches: [pelvic-tilt, single-knee-to-chest]
    move_on: You do both for a week, and they feel easy.
  - weeks: 3
    title: A little more
    stretches:
      - {stretch: pelvic-tilt, dosage: {reps: 15}, note: Go slowly.}
      - cat-camel
    move_on: You do both for a week, and they feel easy.
  - weeks: 4-6
    stretches: [cat-camel, prayer-stretch]
progression: Ask us what comes next.
review_after: 6 weeks
"""


def file(folder: Path, written: str = PHASED) -> str:
    path = folder / "phased.yaml"
    path.write_text(written)
    return str(path)


def composed(folder: Path) -> Handout:
    library = load(Needs(file(folder), clinic=SAMPLE))
    return compose(prescribe(library, Request())[0], library, library.template.value)


def made(folder: Path, request: Request | None = None) -> Made:
    return make(Order(file(folder), request or Request(), SAMPLE), TODAY)


def words(prose: object) -> str:
    return " ".join(each.text for each in prose)  # type: ignore[attr-defined]


def test_numbers_run_through_and_what_goes_on_keeps_its_own(tmp_path: Path) -> None:
    handout = composed(tmp_path)
    assert [(card.number, card.name) for card in handout.cards] == [
        (1, "Pelvic tilt"), (2, "Knee to chest"), (3, "Cat and camel"), (4, "Prayer stretch"),
    ]  # fmt: skip
    assert [group.heading for group in handout.groups] == ["Weeks 1 and 2", "Week 3: A little more", "Weeks 4 to 6"]
    assert [words(each) for each in handout.groups[1].again] == [
        "Go on with 1, Pelvic tilt. 15 times, hold 5 seconds, 2 times a day. For you: Go slowly."
    ]
    assert words(handout.groups[0].move_on) == "Ready for week 3? You do both for a week, and they feel easy."
    assert handout.groups[2].move_on == ()


def test_the_plan_says_what_to_do_in_which_weeks(tmp_path: Path) -> None:
    plan = composed(tmp_path).plan
    said = [words(each) for each in plan.paragraphs]
    assert said[0].startswith("Your plan: Weeks 1 and 2: Do 1 and 2 every morning and evening. This takes")
    assert said[1].startswith("Week 3: Do 1 and 3")
    assert said[2].startswith("Weeks 4 to 6: Do 3 and 4 every morning and evening. This takes")
    assert [group.label for group in plan.groups] == ["Weeks 1 and 2", "Week 3", "Weeks 4 to 6"]


def test_the_diary_has_the_boxes_of_each_week(tmp_path: Path) -> None:
    log = composed(tmp_path).log
    assert log is not None
    labels = [row.label for row in log.rows]
    assert [label for label in labels if label.startswith("Week 3")] == ["Week 3, no. 1 and 3"]
    assert {label.split(",")[0] for label in labels} == {f"Week {n}" for n in range(1, 7)}


def test_a_flare_up_halves_the_dose_that_each_begins_with(tmp_path: Path) -> None:
    assert "1 and 3: 5 times." in composed(tmp_path).flare_up.paragraphs[0]


def test_it_is_laid_out_with_every_heading_and_comes_back_from_a_saved_file(tmp_path: Path) -> None:
    first = made(tmp_path)
    said = {mark.glyphs.run.text for page in first.pages.pages for mark in page.marks if isinstance(mark, Text)}
    assert {"Weeks 1 and 2", "Week 3: A little more", "Weeks 4 to 6"} <= said
    again = make(Order(file(tmp_path, text(first.prescription)), Request(), SAMPLE), TODAY)
    assert again.prescription.parts == first.prescription.parts


def test_options_change_a_stretch_in_all_its_phases(tmp_path: Path) -> None:
    prescription = made(tmp_path, Request(sets=("pelvic-tilt.reps=6",), without=("single-knee-to-chest",))).prescription
    assert [each.dosage.reps for each in prescription.stretches if each.id == "pelvic-tilt"] == [6, 6]


def test_a_stretch_that_is_forbidden_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as found:
        made(tmp_path, Request(has=("osteoporosis-flexion",)))
    assert str(found.value).count("cat-camel: error") <= 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (PHASED.replace("4-6", "5-6"), "1:1: error: a phase ends with week 3, so the next begins with 4, not 5"),
        (PHASED.replace("1-2", "2-2"), "1:1: error: the first of the `phases` must begin in week 1"),
        (
            PHASED + "stretches: [pelvic-tilt]\n",
            "1:1: error: `phases` stand in place of `stretches` and `later`; keep one of the two forms",
        ),
        (PHASED.replace("1-2", "two"), "4:12: error: `phases[1].weeks` is `two`; expected a whole number such as `5`, "
         "or a range such as `5-10`"),
        (
            PHASED.replace("[cat-camel, prayer-stretch]", "[cat-camel, cat-camel]"),
            "14:28: error: `cat-camel` is in this phase twice",
        ),
    ],
)  # fmt: skip
def test_bad_phases_are_told(tmp_path: Path, written: str, said: str) -> None:
    with pytest.raises(InputError) as found:
        make(Order(file(tmp_path, written), Request(), SAMPLE), TODAY)
    assert [str(each).removeprefix(str(tmp_path / "phased.yaml") + ":") for each in found.value.problems] == [said]
