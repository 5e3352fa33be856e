"""Prescribing: doses merge, options apply, precautions refuse, change and ask."""

from __future__ import annotations

import pytest

from handouts.model.stretch import Dosage
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.prescription import PrescribedStretch, Prescription
from handouts.prescribe.request import Request
from handouts.problems import InputError
from tests.made import library, prescribed


def refused(request: Request) -> str:
    with pytest.raises(InputError) as found:
        prescribe(library(stretches=request.stretches), request)
    return str(found.value)


def one(prescription: Prescription, stretch_id: str) -> PrescribedStretch:
    return next(each for each in prescription.stretches if each.id == stretch_id)


def test_the_first_routine_has_its_seven_stretches_four_of_them_core() -> None:
    prescription = prescribed()
    assert [each.id for each in prescription.parts[0].stretches] == [
        "pelvic-tilt", "lying-trunk-rotation", "single-knee-to-chest", "cat-camel",
    ]  # fmt: skip
    assert [each.id for each in prescription.parts[1].stretches] == [
        "prayer-stretch", "standing-hip-flexor-stretch", "seated-spinal-twist",
    ]  # fmt: skip


def test_the_doses_of_the_first_text_hold() -> None:
    prescription = prescribed()
    hip = one(prescription, "standing-hip-flexor-stretch").dosage
    assert (str(hip.hold_seconds), hip.reps) == ("30", 3)
    assert str(one(prescription, "seated-spinal-twist").dosage.hold_seconds) == "30-60"


def test_an_option_changes_one_part_of_a_dose_and_the_routine_the_rest() -> None:
    tilt = one(prescribed(Request(sets=("pelvic-tilt.hold=3s", "pelvic-tilt.reps=6"))), "pelvic-tilt").dosage
    assert (str(tilt.hold_seconds), tilt.reps, tilt.per_day) == ("3", 6, 1)  # per_day: the routine's own


def test_a_dosage_changes_only_in_what_is_stated() -> None:
    start = Dosage.model_validate({"hold": "20 s", "reps": 3})
    assert start.changed(Dosage.model_validate({"reps": 5})) == Dosage.model_validate({"hold": "20 s", "reps": 5})
    assert start.changed(None) is start


def test_every_bad_option_is_told() -> None:
    request = Request(
        sets=("pelvic-tilt.rep=5", "pelvic-tilt.reps=many", "pelvic-tlt.reps=5", "pelvic-tilt=5"),
        sides=("single-knee-to-chest=lef", "pelvic-tilt=left"),
        without=("cat",),
    )
    assert (
        refused(request)
        == """\
--set pelvic-tilt.rep: error: `rep` is no part of a dosage
hint: did you mean `reps`?
--set pelvic-tilt.reps: error: `many` does not fit: it must be a whole number
--set pelvic-tilt=5: error: cannot be read
hint: write ID.field=value, as in `pelvic-tilt.reps=5`
--set pelvic-tlt.reps: error: `pelvic-tlt` is not on this handout
hint: did you mean `pelvic-tilt`?
--side single-knee-to-chest: error: `lef` is no side
hint: did you mean `left`?
--without cat: error: `cat` is not on this handout
hint: one of `cat-camel`, `lying-trunk-rotation`, `pelvic-tilt`, `prayer-stretch`, `seated-spinal-twist`, \
`single-knee-to-chest`, `standing-hip-flexor-stretch`
pelvic-tilt: error[D2]: has no sides: both do the same at once
hint: leave `side` out"""
    )


def test_nothing_left_is_an_error() -> None:
    everything = tuple(each.id for each in prescribed().stretches)
    assert refused(Request(without=everything)) == (
        "--without: error: nothing is left to do\nhint: leave at least one stretch in"
    )


def test_a_stretch_that_does_not_suit_is_refused_with_what_to_do() -> None:
    message = refused(Request(has=("osteoporosis-flexion",)))
    assert message == (
        "single-knee-to-chest: error[P1]: is not for a patient with `osteoporosis-flexion` "
        "(Osteoporosis or past spinal fracture: bending)\n"
        "hint: leave it out with `--without single-knee-to-chest`, "
        "give another with `--swap single-knee-to-chest=seated-rotation-stretch`, "
        'or give it all the same with `--override single-knee-to-chest="reason"`'
    )


def test_a_group_stands_for_its_codes() -> None:
    message = refused(Request(has=("osteoporosis",)))
    assert "single-knee-to-chest: error" in message
    assert "seated-spinal-twist: error" in message


def test_an_override_needs_a_reason_and_is_told() -> None:
    assert 'hint: say why: `--override single-knee-to-chest="reason"`' in refused(
        Request(has=("osteoporosis-flexion",), overrides=("single-knee-to-chest=",))
    )
    request = Request(has=("osteoporosis-flexion",), overrides=("single-knee-to-chest=cleared by Dr Lee",))
    prescription, warnings = prescribe(library(), request)
    assert prescription.overrides == (("single-knee-to-chest", "cleared by Dr Lee"),)
    assert any("given in spite of `osteoporosis-flexion`" in str(each) and "Dr Lee" in str(each) for each in warnings)


def test_what_must_be_done_differently_is_on_the_card() -> None:
    prescription = prescribed(Request(has=("kneeling-knee",)))
    assert one(prescription, "cat-camel").adaptations == ("Put a folded blanket under your knees.",)
    assert one(prescription, "pelvic-tilt").adaptations == ()


def test_what_to_ask_first_is_told_and_not_printed() -> None:
    request = Request(has=("thr-posterior",), without=("single-knee-to-chest", "prayer-stretch", "seated-spinal-twist"))
    prescription, warnings = prescribe(library(), request)
    assert one(prescription, "cat-camel").adaptations == ()
    assert any(str(each).startswith("cat-camel: warning[P1]: decide first: `thr-posterior`") for each in warnings)


def test_an_easier_way_is_tested_against_the_patients_precautions() -> None:
    usual = one(prescribed(Request(stretches=("double-knee-to-chest",))), "double-knee-to-chest")
    assert usual.easier == "Do one knee only."  # that is single-knee-to-chest
    request = Request(
        stretches=("double-knee-to-chest",), has=("osteoporosis-flexion",), without=("single-knee-to-chest",),
        overrides=("double-knee-to-chest=short trial",),
    )  # fmt: skip
    assert one(prescribed(request), "double-knee-to-chest").easier == ""


def test_an_unknown_precaution_offers_the_nearest() -> None:
    assert refused(Request(has=("osteoporsis",))) == (
        "--has: error: no precaution `osteoporsis`\nhint: did you mean `osteoporosis`?"
    )


def test_a_dose_outside_its_range_warns_and_does_not_block() -> None:
    _, warnings = prescribe(library(), Request(sets=("pelvic-tilt.reps=40",)))
    assert [str(each) for each in warnings] == [
        "pelvic-tilt: warning[D3]: `reps` is 40, outside 5-15, the range that seed, nhs-lbp, mayo-back support"
    ]


def test_too_many_to_start_with_is_told() -> None:
    extra = ("double-knee-to-chest", "lying-trunk-rotation-crossed", "prayer-stretch-side")
    _, warnings = prescribe(library(stretches=extra), Request(stretches=extra))
    assert any(each.rule == "N1" for each in warnings)


def test_loose_stretches_make_a_prescription() -> None:
    prescription = prescribed(Request(stretches=("pelvic-tilt", "cat-camel"), title="Two"), routine=None)
    assert (prescription.id, prescription.title, len(prescription.stretches)) == ("stretches", "Two", 2)
    assert prescription.region == "low-back"


def test_the_harder_way_is_printed_only_when_asked_for() -> None:
    assert one(prescribed(), "pelvic-tilt").harder == ""
    asked = one(prescribed(Request(show_harder=("pelvic-tilt",))), "pelvic-tilt")
    assert asked.harder == "Let your low back arch a little between presses."
    changed, warnings = prescribe(library(), Request(show_harder=("pelvic-tilt",), has=("extension-intolerant",)))
    assert one(changed, "pelvic-tilt").harder == ""  # it would say the opposite of the change
    assert any("the harder way is left out" in str(each) for each in warnings)
    assert refused(Request(show_harder=("pelvic-tlt",))) == (
        "--show-harder pelvic-tlt: error: `pelvic-tlt` is not on this handout\nhint: did you mean `pelvic-tilt`?"
    )
