"""Sides, positions and steps of other people's texts: what is sure is said, and the rest stays as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handouts.data import builtin
from handouts.intake.run import ListSource, read
from handouts.intake.sides import sided
from handouts.intake.terms import terms
from handouts.intake.value import StretchDraft

SIDES = """
Stand with one leg forward and one leg back. | Stand with {side} leg forward and {other} leg back.
Cross one ankle over the other knee. | Cross {side} ankle over {other} knee.
Bend one knee. Keep the other leg straight. | Bend {side} knee. Keep {other} leg straight.
Lift one leg. Lower one leg slowly. | Lift {side} leg. Lower one leg slowly.
Lift your left leg. Bend your right knee. | Lift {side} leg. Bend {other} knee.
Lift your left leg to the right. | Lift your left leg to the right.
Hold the chair with one hand. Bend one knee. | Hold the chair with one hand. Bend {side} knee.
Put one hand on the wall. Let the other arm hang. | Put one hand on the wall. Let the other arm hang.
Stand one foot away from the wall. | Stand one foot away from the wall.
Stand one foot from the wall. | Stand one foot from the wall.
Stand with your feet about one foot apart. | Stand with your feet about one foot apart.
Roll up one hand towel. | Roll up one hand towel.
Stand one arm's length from the wall. | Stand one arm's length from the wall.
Lie on one side. Lift the top leg. | Lie on one side. Lift the top leg.
Rest one foot on a chair, one foot on the floor. | Rest {side} foot on a chair, {other} foot on the floor.
Bend one knee. Lower it slowly and repeat with your other leg. | Bend {side} knee. Lower it slowly.
Lift one leg at a time. | Lift one leg at a time.
Bend one knee. Hold, and repeat with the other leg. | Bend {side} knee. Hold.
Bend one knee. Hold for 30 sec., then repeat with the opposite leg. | Bend {side} knee. Hold for 30 sec.
Bend one knee. Relax. Switch legs and repeat. | Bend {side} knee. Relax.
Bend one knee. Repeat 3 times on each side. | Bend {side} knee. Repeat 3 times.
Bend one knee. Do not change legs yet, and breathe. | Bend {side} knee. Do not change legs yet, and breathe.
Lift the right leg. When you are done, repeat with the left leg. | Lift {side} leg.
"""


@pytest.mark.parametrize(("text", "expected"), [line.split(" | ") for line in SIDES.strip().splitlines()])
def test_sides(text: str, expected: str) -> None:
    assert sided((text,), "leg", terms().words) == (expected,)


def _draft(folder: Path, **item: Any) -> StretchDraft:
    path = folder / "list.json"
    path.write_text(json.dumps([{"name": "Reach"} | item]))
    (draft,) = read(ListSource(path), folder / "clinic", builtin()).drafts
    return draft


@pytest.mark.parametrize(
    ("step", "position"),
    [
        ("Stand tall. Clasp your hands behind you with palms face down.", "standing"),
        ("Kneel on your hands and knees.", "quadruped"),
        ("Lie on the affected side.", "side-lying"),
        ("On your back, bend your knees.", "supine"),
        ("Sit on the edge of a chair. Then stand up.", "seated-chair"),
        ("Turn your palms face down.", None),
        ("Put the card face up on the table.", None),
        ("Put your hands on your stomach.", None),
        ("Put the strap on your back.", None),
        ("Take a prone grip.", None),
        ("Straighten your hands and knees.", None),
        ("Stand or sit up straight.", None),
        ("Stand up from a chair.", None),
        ("Rest your forehead face down on a towel.", None),
    ],
)  # fmt: skip
def test_a_position_is_that_of_the_body(tmp_path: Path, step: str, position: str | None) -> None:
    draft = _draft(tmp_path, steps=[step])
    assert ("position" in draft.needs) is (position is None)
    assert position in {None, draft.fields["position"]}


@pytest.mark.parametrize(
    ("item", "region"),
    [
        ({"bodyPart": "upper legs", "target": "hamstrings"}, "hamstrings"),
        ({"bodyPart": "upper legs", "target": "quads"}, "quadriceps"),
        ({"bodyPart": "back", "target": "lats"}, "upper-back"),
        ({"bodyPart": "upper legs"}, None),
        ({"bodyPart": "Knee"}, None),
        ({}, None),
    ],
)
def test_a_region_is_that_of_the_muscle_where_the_list_is_vague(
    tmp_path: Path, item: dict[str, str], region: str | None
) -> None:
    draft = _draft(tmp_path, steps=["Stand tall."], **item)
    assert draft.fields["regions"] == [region or "whole-body"]
    assert ("regions" in draft.needs) is (region is None)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        (text, "Stand tall.")
        for text in ("Step:1 Stand tall.", "1) Stand tall.", "1. Stand tall.", "a) Stand tall.", "• Stand tall.",
                     "Step 1 - Stand tall.", "Step One: Stand tall.", "(1) Stand tall.", "- 1. Stand tall.",
                     "ii) Stand tall.")
    ] + [(text, text) for text in ("2.5 minutes of this.", "10 times, lift.", "3-5 breaths.")],
)  # fmt: skip
def test_numbers_before_steps_go(tmp_path: Path, text: str, step: str) -> None:
    assert _draft(tmp_path, steps=[text]).fields["steps"] == [step]
    assert _draft(tmp_path, steps=[text, "Lean over."]).fields["steps"] == [step, "Lean over."]


@pytest.mark.parametrize("text", ["none (bodyweight exercise)", "Body only", "n/a", "None needed", "No equipment", "-"])
def test_no_equipment(tmp_path: Path, text: str) -> None:
    draft = _draft(tmp_path, steps=["Stand tall."], equipment=text)
    assert ("equipment" in draft.fields, "equipment" in draft.needs) == (False, False)


def test_nothing_is_said_of_it_that_the_list_does_not_say(tmp_path: Path) -> None:
    strength = _draft(tmp_path, steps=["Lift your hips."], muscles=["glutes"], category="strength")
    assert strength.fields["why"] == "Picked for you by the person who treats you."
    assert "feel" not in strength.fields
    assert {"why", "feel", "kind", "dosage", "figures", "laterality"} <= set(strength.needs)
    assert _draft(tmp_path, steps=["Lean over."], muscles=["calves"], category="stretching").fields["why"] == (
        "Stretches your calf."
    )
