"""One card on half a sheet: small paper, and all the safety of a whole one."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.make.order import Order
from handouts.make.single import single
from handouts.prescribe.request import Request
from handouts.units import Paper
from tests.made import SAMPLE, TODAY
from tests.test_cli import run, text_of


@pytest.mark.parametrize(
    ("paper", "size"), [("letter", (396.0, 612.0)), ("a4", (420.945, 595.28)), ("legal", (504.0, 612.0))]
)
def test_the_paper_is_cut_in_two(paper: Paper, size: tuple[float, float]) -> None:
    made = single(Order(None, Request(stretches=("pelvic-tilt",)), SAMPLE, paper=paper), TODAY)
    assert (made.pages.width, made.pages.height) == size
    assert len(made.pages.pages) <= 2
    assert made.warnings == ()


@pytest.mark.parametrize("stretch", ["pelvic-tilt", "standing-hip-flexor-stretch", "walk"])
def test_both_tiers_and_the_disclaimer_are_on_it(stretch: str) -> None:
    made = single(Order(None, Request(stretches=(stretch,)), SAMPLE), TODAY)
    text = text_of(made.pdf)
    assert made.prescription.stretches[0].stretch.name == made.prescription.title
    for said in ("Your Clinic Name", "Call 911 now if:", "Stop and call us at", "Please read."):
        assert text.count(said) >= 1
    assert text.index("Call 911 now if:") < text.index(made.prescription.stretches[0].stretch.steps[0][:20])


@pytest.mark.slow
def test_the_command_changes_the_one_card(tmp_path: Path) -> None:
    ran = run(
        tmp_path, "single", "single-knee-to-chest", "--side", "left", "--set", "reps=5", "--step", "1=Lie down.",
        "--note", "Slowly.", "--patient", "Ana", "--screened", "none", "--clinic", "none",
    )  # fmt: skip
    assert (ran.code, ran.out, ran.err) == (0, "out/single-knee-to-chest.pdf\n", "")
    text = text_of(tmp_path / "out" / "single-knee-to-chest.pdf")
    assert "5 times, left leg" in text
    assert "Lie down." in text
    assert "For you: Slowly." in text


@pytest.mark.slow
def test_an_unknown_stretch_or_a_wrong_step_is_refused(tmp_path: Path) -> None:
    ran = run(tmp_path, "single", "pelvic-tlt")
    assert (ran.code, ran.err) == (
        3, "--stretch pelvic-tlt: error: no stretch `pelvic-tlt`\nhint: did you mean `pelvic-tilt`?\n",
    )  # fmt: skip
    ran = run(tmp_path, "single", "pelvic-tilt", "--step", "7=Up.")
    assert (ran.code, ran.err) == (
        3,
        "--step pelvic-tilt.7: error: `pelvic-tilt` has 3 steps, and no step 7\n"
        "hint: `handouts show pelvic-tilt` lists them\n",
    )
