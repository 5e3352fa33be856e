"""Cards that are no stretches, such as walking: dose in words or counted, with or without pictures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.clinician.summary import dose_line
from handouts.compose.compose import compose
from handouts.compose.handout import DoseCell, Handout
from handouts.load.file_kinds import json_schema
from handouts.load.library import load
from handouts.load.needs import Needs
from handouts.make.make import make
from handouts.make.order import Order
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.request import Request
from handouts.problems import InputError, Place
from tests.made import SAMPLE, TODAY
from tests.test_cli import run

PAIR = ("walk", "sit-to-stand")


def handout(request: Request, routine: str | None = "low-back-relief") -> Handout:
    asked = tuple((each, Place(each)) for each in request.stretches)
    library = load(Needs(routine, asked, clinic=SAMPLE))
    return compose(prescribe(library, request)[0], library, library.template.value)


def plan_of(value: Handout) -> str:
    return " ".join(phrase.text for prose in value.plan.paragraphs for phrase in prose)


def test_an_activity_says_its_dose_in_words_on_card_and_plan() -> None:
    made = handout(Request(stretches=("walk",)))
    card = next(each for each in made.cards if each.name == "Walk")
    assert card.body.dosage == (DoseCell("Do", "20 minutes"), DoseCell("How often", "Once a day, 5 days a week"))
    assert card.body.figures == ()
    assert "Do 5, Walk: 20 minutes, once a day, 5 days a week." in plan_of(made)
    assert made.flare_up.paragraphs[0].count("5: half as much.") == 1


def test_the_minutes_of_a_session_are_those_of_the_stretches() -> None:
    takes = "This takes about 12 minutes with the warm-up."
    assert takes in plan_of(handout(Request()))
    assert takes in plan_of(handout(Request(stretches=("walk",))))


def test_the_diary_has_boxes_of_its_own_for_what_is_done_less_often() -> None:
    log = handout(Request(stretches=("walk",))).log
    assert log is not None
    assert [row.label for row in log.rows[:2]] == ["Week 1, no. 1 to 4 and 6 to 8", "Week 1, no. 5"]


def test_a_counted_activity_is_as_a_stretch_without_a_picture() -> None:
    made = handout(Request(stretches=("sit-to-stand",)), None)
    assert [cell.value for cell in made.cards[0].body.dosage] == ["8 times", "2 sets", "Once a day, 3 days a week"]
    assert "Do 1 once a day, 3 days a week." in plan_of(made)


def test_a_handout_of_activities_alone_has_both_tiers() -> None:
    made = handout(Request(stretches=("walk",)), None)
    assert plan_of(made).startswith("Your plan: Do 1, Walk: 20 minutes, once a day, 5 days a week. Warm up first")
    assert "you feel dizzy or see double" in made.safety.call
    assert any("chest" in each for each in made.safety.emergency)


@pytest.mark.parametrize("template", ["standard", "one-sheet", "large-print", "compact", "wall", "log"])
def test_every_template_takes_cards_without_pictures(template: str) -> None:
    for request in (Request(stretches=PAIR), Request(stretches=PAIR, blank_dosage=True)):
        assert make(Order(None, request, SAMPLE, template), TODAY).pdf.startswith(b"%PDF")


@pytest.mark.slow
def test_an_activity_is_listed_changed_and_saved(tmp_path: Path) -> None:
    listed = run(tmp_path, "list", "--kind", "activity", "--clinic", "sample")
    assert (
        listed.out == "sit-to-stand  Sit to stand (seated-chair, activity)\nwalk          Walk (standing, activity)\n"
    )
    made = run(
        tmp_path, "make", "low-back-relief", "--stretch", "walk", "--set", "walk.amount=10 minutes",
        "--clinic", "sample", "--save", "ana.yaml",
    )  # fmt: skip
    assert (made.code, made.err) == (0, "")
    assert "amount: 10 minutes" in (tmp_path / "ana.yaml").read_text()
    assert "Walk (walk): 10 minutes, 1/day, 5 days/week" in run(tmp_path, "note", "ana.yaml").out
    shown = run(tmp_path, "show", "walk", "--clinic", "sample").out
    assert "dose: amount 20 minutes, per_day 1, days_per_week 5\neasier: Take two walks of 10 minutes." in shown


def test_easier_and_harder_doses_are_told_in_words() -> None:
    dosage = prescribe(load(Needs(None, (("walk", Place("walk")),), clinic=SAMPLE)), Request(stretches=("walk",)))[0]
    assert dose_line(replace(dosage.stretches[0]).dosage) == "20 minutes, 1/day, 5 days/week"


BAD = "name: Walk\nkind: {kind}\nwhy: Moves you.\nsteps: [Walk.]\ndosage: {{{dosage}}}\nstop: [worse]\n"
NO_PICTURE = (
    "routines/catalog/calf/walk.yaml:1:1: error[V1]: no picture of `walk`\n"
    "hint: write `assets/figures/walk.pose.yaml` and run `handouts figures build walk`, or name one under `figures:`"
)
STRETCH = "regions: [calf]\nposition: standing\nlaterality: none\n"


@pytest.mark.parametrize(
    ("kind", "dosage", "more", "told"),
    [
        (
            "activity", "per_day: 1, days_per_week: 5", "",
            "routines/catalog/calf/walk.yaml:5:9: error[D1]: `dosage` of `walk` does not say `amount` or `reps`",
        ),
        (
            "activity", "amount: 20 minutes", "",
            "routines/catalog/calf/walk.yaml:5:9: error[D1]: `dosage` of `walk` does not say `days_per_week`\n"
            "routines/catalog/calf/walk.yaml:5:9: error[D1]: `dosage` of `walk` does not say `per_day`",
        ),
        (
            "dynamic", "amount: 20 minutes, per_day: 1, days_per_week: 5", STRETCH + "feel: all over.\n",
            "routines/catalog/calf/walk.yaml:1:1: error: `amount` is for activities: a stretch says `hold` and "
            "`reps`\n" + NO_PICTURE,
        ),
        (
            "dynamic", "reps: 5, per_day: 1, days_per_week: 5", STRETCH,
            "routines/catalog/calf/walk.yaml:1:1: error: `feel` is missing\n" + NO_PICTURE,
        ),
    ],
)  # fmt: skip
def test_what_an_activity_or_a_stretch_does_not_say_is_told(
    tmp_path: Path, kind: str, dosage: str, more: str, told: str
) -> None:
    folder = tmp_path / "routines" / "catalog" / "calf"
    folder.mkdir(parents=True)
    (folder / "walk.yaml").write_text(BAD.format(kind=kind, dosage=dosage) + more)
    request = Request(stretches=("walk",))
    with pytest.raises(InputError) as found:
        make(Order(None, request, tmp_path), TODAY)
    assert str(found.value).replace(f"{tmp_path}/", "") == told


def test_the_schema_asks_less_of_an_activity() -> None:
    forms = json_schema("stretch")["anyOf"]
    assert {"regions", "position", "laterality", "feel"} <= set(forms[1]["required"])
    assert forms[2] == {
        "properties": {"kind": {"const": "activity"}}, "required": ["name", "kind", "why", "steps", "dosage"],
    }  # fmt: skip
    assert json.dumps(forms)
