"""What `handouts diff` tells, by what a patient does otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handouts.clinician.difference import changes
from handouts.model.base import Span
from handouts.model.stretch import Dosage
from handouts.prescribe.prescription import Part
from handouts.prescribe.request import Request
from tests.made import prescribed

PLAIN = prescribed()


@pytest.mark.parametrize(
    ("request_", "lines"),
    [
        (Request(), []),
        (Request(without=("cat-camel",)), ["gone: Cat and camel (cat-camel)"]),
        (Request(sets=("pelvic-tilt.reps=1",)), ["Pelvic tilt: repeat 1 time, not 10 times"]),
        (
            Request(sets=("pelvic-tilt.per_day=2", "pelvic-tilt.days_per_week=5")),
            ["Pelvic tilt: do it 2 times a day, not 1 time a day", "Pelvic tilt: do it on 5 days a week, not 7 days"],
        ),
        (Request(sets=("prayer-stretch.hold=40",)), ["Prayer stretch: hold 40 seconds, not 20 seconds"]),
        (
            Request(sides=("single-knee-to-chest=left",)),
            ["Knee to chest: on the left only, not on each side"],
        ),
        (Request(notes=("cat-camel=Slowly.",)), ["Cat and camel: note: “Slowly.”"]),
        (
            Request(title="Morning", log=False),
            ["title: “Morning”, not “Low back relief”", "diary is gone: “until the review”"],
        ),
        (
            Request(review="2026-12-19", log_weeks=3),
            ["next visit: “2026-12-19”", "diary: “3 weeks”, not “until the review”"],
        ),
        (Request(blank_dosage=True), ["doses are left to be written in by hand"]),
        (Request(patient="Ana", date="today"), []),
    ],
)  # fmt: skip
def test_one_change_is_one_line(request_: Request, lines: list[str]) -> None:
    assert list(changes(PLAIN, prescribed(request_))) == lines


def test_new_stretches_come_with_their_dose() -> None:
    told = list(changes(prescribed(Request(without=("cat-camel",))), PLAIN))
    assert told[0].startswith("new: Cat and camel (cat-camel): ")
    assert "reps" in told[0]


def test_words_for_this_patient_are_told() -> None:
    core, later = PLAIN.parts
    tilt = replace(core.stretches[0], steps=((2, "Press gently."),))
    reworded = replace(PLAIN, message="Well done.", parts=(replace(core, stretches=(tilt, *core.stretches[1:])), later))
    assert list(changes(PLAIN, reworded)) == ["Pelvic tilt: step 2: “Press gently.”", "message: “Well done.”"]
    assert next(changes(reworded, PLAIN)) == "Pelvic tilt: step 2 is gone: “Press gently.”"


def test_order_and_parts_are_told() -> None:
    core, later = PLAIN.parts
    turned = replace(PLAIN, parts=(replace(core, stretches=tuple(reversed(core.stretches))), later))
    assert list(changes(PLAIN, turned)) == [
        "order: Cat and camel, Knee to chest, Knee rolls, Pelvic tilt, Prayer stretch, Standing hip stretch, "
        "Seated twist; before: Pelvic tilt, Knee rolls, Knee to chest, Cat and camel, Prayer stretch, "
        "Standing hip stretch, Seated twist"
    ]
    moved = replace(
        PLAIN,
        parts=(
            replace(core, stretches=(*core.stretches, later.stretches[0])),
            replace(later, stretches=later.stretches[1:]),
        ),
    )
    assert list(changes(PLAIN, moved)) == ["Prayer stretch: from the start, not added when ready"]


def test_a_stretch_of_two_phases_is_compared_phase_by_phase() -> None:
    tilt, roll = PLAIN.parts[0].stretches[:2]
    more = replace(tilt, dosage=tilt.dosage.changed(Dosage(reps=15)))
    phases = (
        Part((tilt,), "phase", Span(low=1, high=2)),
        Part((tilt, roll), "phase", Span(low=3, high=6), move_on="It is easy."),
    )
    old = replace(PLAIN, parts=phases)
    new = replace(PLAIN, parts=(phases[0], replace(phases[1], stretches=(more, roll), move_on="")))
    assert list(changes(old, new)) == [
        "Pelvic tilt: repeat 15 times, not 10 times",
        "in weeks 3-6: when to move on is gone: “It is easy.”",
    ]
    assert list(changes(old, replace(PLAIN, parts=phases[:1])))[:2] == [
        "gone: Pelvic tilt (pelvic-tilt)",
        "gone: Knee rolls (lying-trunk-rotation)",
    ]


def test_what_precautions_change_is_only_compared_where_both_know_them() -> None:
    adapted = prescribed(Request(has=("kneeling-knee",)))
    told = list(changes(PLAIN, adapted))
    assert "not compared: what precautions change, for only one of the two names any" in told
    assert not any("changed for this patient" in each for each in told)
    assert list(changes(adapted, adapted)) == []
