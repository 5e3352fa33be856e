"""One patient's own words: a step said otherwise, a message."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.compose.handout import Phrase
from handouts.make.make import make
from handouts.make.order import Order
from handouts.prescribe.request import Request
from handouts.problems import InputError
from tests.made import SAMPLE, TODAY, composed, prescribed
from tests.test_cli import run

STEP = "Press the small of your back into the bed."


def steps_of(request: Request, card: int = 0) -> tuple[str, ...]:
    return composed(request).cards[card].body.steps


def test_a_step_is_said_in_other_words_and_the_others_stay() -> None:
    usual = steps_of(Request())
    reworded = steps_of(Request(steps=(f"pelvic-tilt.2={STEP}",)))
    assert reworded == (usual[0], STEP, *usual[2:])


def test_a_reworded_step_knows_the_side_and_keeps_when_to_change() -> None:
    usual = composed(Request(sides=("single-knee-to-chest=each",))).cards[2].body.steps
    last = len(usual)
    reworded = steps_of(Request(steps=(f"single-knee-to-chest.{last}=hug {{side}} knee.",)), 2)
    assert reworded[-1].startswith("Hug one knee.")
    assert reworded[-1].endswith(usual[-1][usual[-1].index("Then") :])


@pytest.mark.parametrize(
    ("option", "told"),
    [
        (
            "pelvic-tilt.9=Up.",
            "--step pelvic-tilt.9: error: `pelvic-tilt` has 3 steps, and no step 9\n"
            "hint: `handouts show pelvic-tilt` lists them",
        ),
        (
            "pelvic-tilt=Up.",
            "--step pelvic-tilt=Up.: error: cannot be read\n"
            'hint: write ID.number=text, as in `pelvic-tilt.2="Press down."`',
        ),
        (
            "pelvic-tilt.two=Up.",
            "--step pelvic-tilt.two=Up.: error: cannot be read\n"
            'hint: write ID.number=text, as in `pelvic-tilt.2="Press down."`',
        ),
        ("pelvic-tilt.2=", "--step pelvic-tilt.2: error: is empty"),
        ("pelvic-tilt.2=" + "a" * 401, "--step pelvic-tilt.2: error: is longer than 400 letters"),
        (
            "pelvic-tlt.2=Up.",
            "--step pelvic-tlt.2: error: `pelvic-tlt` is not on this handout\nhint: did you mean `pelvic-tilt`?",
        ),
    ],
)
def test_a_step_that_cannot_be_said_is_refused(option: str, told: str) -> None:
    with pytest.raises(InputError) as found:
        prescribed(Request(steps=(option,)))
    assert str(found.value) == told


@pytest.mark.slow
def test_a_reworded_step_is_saved_told_in_the_record_and_made_again(tmp_path: Path) -> None:
    made = run(
        tmp_path, "make", "low-back-relief", "--step", f"pelvic-tilt.2={STEP}", "--save", "ana.yaml",
        "--patient", "Ana", "--screened", "none", "--clinic", "none",
    )  # fmt: skip
    assert (made.code, made.err) == (0, "")
    assert f"steps:\n    '2': {STEP}" in (tmp_path / "ana.yaml").read_text()
    text = run(tmp_path, "make", "ana.yaml", "--format", "txt", "-o", "-")
    assert f"2. {STEP}" in text.out
    assert f"   step 2: {STEP}\n" in run(tmp_path, "note", "ana.yaml").out


@pytest.mark.slow
def test_a_file_that_words_a_step_which_is_not_there_is_refused_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "ana.yaml").write_text(
        "title: Two\nstretches:\n  - stretch: pelvic-tilt\n    steps: {2: Up., 7: Down.}\n"
    )
    made = run(tmp_path, "make", "ana.yaml")
    assert (made.code, made.err) == (
        3,
        "ana.yaml:4:24: error: `pelvic-tilt` has 3 steps, and no step 7\n"
        "hint: `handouts show pelvic-tilt` lists them\n",
    )


@pytest.mark.slow
def test_a_step_that_the_fonts_cannot_print_is_refused(tmp_path: Path) -> None:
    made = run(tmp_path, "make", "low-back-relief", "--step", "pelvic-tilt.2=推")
    assert made.code == 3
    assert made.err == (
        "--step pelvic-tilt.2: error: cannot be printed: the fonts lack the character `推` (U+63A8 CJK UNIFIED "
        "IDEOGRAPH-63A8)\nhint: the fonts cover Latin (with Vietnamese), Cyrillic and Greek; write it in one of these\n"
    )


MESSAGE = "It was good to see you. Start slowly: one round on the first day."


def test_a_message_takes_the_place_of_nothing() -> None:
    usual, said = composed(Request()), composed(Request(message=MESSAGE))
    assert said.message == (Phrase("For you:", strong=True), Phrase(MESSAGE))
    assert replace(said, message=(), version=usual.version) == usual
    assert said.version != usual.version


@pytest.mark.parametrize("template", ["standard", "one-sheet", "large-print", "compact", "wall", "log"])
def test_a_message_is_on_the_paper_of_every_template_after_the_safety_box(template: str) -> None:
    request = Request(stretches=("pelvic-tilt",), message=MESSAGE)
    pages = make(Order(None, request, SAMPLE, template), TODAY).pages
    whole = " ".join(mark.glyphs.run.text for page in pages.pages for mark in page.marks if hasattr(mark, "glyphs"))
    assert MESSAGE in re.sub(r"\s+", " ", whole)


@pytest.mark.slow
def test_a_message_is_in_every_form_before_the_cards_and_in_the_record(tmp_path: Path) -> None:
    given = ("low-back-relief", "--message", MESSAGE, "--clinic", "none")
    for form in ("txt", "html"):
        ran = run(tmp_path, "make", *given, "--format", form, "-o", "-")
        said = " ".join(ran.out.split())
        assert (ran.code, said.count(MESSAGE)) == (0, 1)
        assert said.index("Call 911 now if:") < said.index(MESSAGE) < said.index("Lie on your back")
    assert f"\nMessage: {MESSAGE}\n" in run(tmp_path, "note", *given).out


@pytest.mark.slow
def test_a_message_is_saved_and_can_be_taken_out_again(tmp_path: Path) -> None:
    assert run(tmp_path, "make", "low-back-relief", "--message", MESSAGE, "--save", "ana.yaml").code == 0
    assert f"message: '{MESSAGE}'\n" in (tmp_path / "ana.yaml").read_text()
    assert MESSAGE in run(tmp_path, "note", "ana.yaml").out
    assert MESSAGE not in run(tmp_path, "note", "ana.yaml", "--message", "").out


@pytest.mark.slow
def test_a_message_too_long_for_a_file_or_not_printable_is_refused(tmp_path: Path) -> None:
    ran = run(tmp_path, "make", "low-back-relief", "--message", "a" * 401)
    assert (ran.code, ran.err) == (3, "--message: error: is longer than 400 letters\n")
    ran = run(tmp_path, "make", "low-back-relief", "--message", "推")
    assert ran.code == 3
    assert ran.err.startswith("--message: error: cannot be printed: the fonts lack the character `推`")
