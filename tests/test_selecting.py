"""Selecting for one patient: screening, what to give instead, the affected side, the order of postures."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from handouts.load.library import Library, load
from handouts.load.needs import Needs
from handouts.prescribe.alternatives import alternatives
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.prescription import Prescription
from handouts.prescribe.request import Request
from handouts.prescribe.screening import Screening
from handouts.problems import InputError, Place
from tests.made import library, made, prescribed


def text_of(request: Request, routine: str | None = "low-back-relief") -> str:
    pages = made(routine, request).pages
    whole = " ".join(mark.glyphs.run.text for page in pages.pages for mark in page.marks if hasattr(mark, "glyphs"))
    return re.sub(r"\s+", " ", whole)


def chosen(request: Request, *extra: str, replaced: tuple[str, ...] = ()) -> tuple[Prescription, str]:
    asked = tuple((each, Place(each)) for each in extra)
    found = load(Needs("low-back-relief", asked, replaced, alternatives=bool(request.has)))
    prescription, told = prescribe(found, request)
    return prescription, "\n".join(map(str, told))


def ids(prescription: Prescription) -> list[str]:
    return [each.id for each in prescription.stretches]


def refused(request: Request, *extra: str, replaced: tuple[str, ...] = ()) -> str:
    with pytest.raises(InputError) as found:
        chosen(request, *extra, replaced=replaced)
    return str(found.value)


def catalog(has: tuple[str, ...]) -> tuple[Library, Screening]:
    return load(Needs("low-back-relief", alternatives=True)), Screening(has, done=True)


def test_a_stack_says_for_whom_it_is_not() -> None:
    said = (
        "Not for you, unless we said so, if you have a fused spine, a new hip, weak bones, a stiff knee or a "
        "hot or swollen joint"
    )
    assert said in text_of(Request())


@pytest.mark.parametrize("request_", [Request(screened="none"), Request(has=("wrist-load",)), Request(patient="Ana")])
def test_who_was_asked_is_not_asked_again_on_paper(request_: Request) -> None:
    assert "Not for you" not in text_of(request_)


def test_a_routine_for_the_pregnant_does_not_turn_them_away() -> None:
    stack = text_of(Request(), "pregnancy-friendly")
    assert "Not for you, unless we said so, if you have a fused spine, a new hip" in stack
    assert "are pregnant, or had surgery" not in stack
    assert "are pregnant, or lately had surgery" in text_of(Request())


def test_a_patient_who_was_not_screened_is_told_to_the_clinician() -> None:
    _, told = chosen(Request(patient="Ana"))
    assert told == (
        "--patient: note[P1]: nothing says that precautions were asked for\n"
        "hint: `--screened none` when there are none, or `--has CODE` for each"
    )
    assert chosen(Request(patient="Ana", screened="none"))[1] == ""


def test_none_found_and_something_found_contradict_each_other() -> None:
    assert refused(Request(screened="none", has=("wrist-load",))) == (
        "--screened: error: says that nothing was found, and a precaution is named\nhint: leave one of the two out"
    )


def test_a_refusal_names_what_suits_all_of_the_patients_precautions() -> None:
    found, screening = catalog(("osteoporosis-flexion", "thr-posterior"))
    knee = found.stretches["single-knee-to-chest"]
    named = alternatives(knee, found, screening)
    assert named
    for each in named:
        met = {met.code: met.action for met in found.catalog[each].value.precautions}
        assert not {met.get(code) for code in screening.codes} & {"avoid", "ask"}
    assert "double-knee-to-chest" not in named


def test_what_suits_comes_nearest_first_and_is_never_on_the_handout_already() -> None:
    found, screening = catalog(())
    for each in found.stretches.values():
        named = alternatives(each, found, screening)
        assert len(named) <= 3
        assert not set(named) & set(found.stretches)
        linked = [
            way.id for way in (*each.value.easier, *each.value.harder) if way.id and way.id not in found.stretches
        ]
        assert list(named[: len(linked)]) == linked[:3]


def test_what_is_named_instead_suits_those_whom_the_routine_is_made_for() -> None:
    found = load(Needs("older-adult-chair", alternatives=True))
    assert found.routine is not None
    made_for = set(found.routine.value.made_for)
    assert made_for
    for each in found.stretches.values():
        for name in alternatives(each, found, Screening(("thr-posterior",), done=True)):
            assert not made_for & {met.code for met in found.catalog[name].value.precautions}


def test_swapping_keeps_the_place_and_lets_the_old_dose_go() -> None:
    request = Request(swaps=("cat-camel=seated-cat-camel",), sets=("seated-cat-camel.reps=5",))
    prescription, _ = chosen(request, "seated-cat-camel")
    assert ids(prescription)[3] == "seated-cat-camel"
    assert prescription.stretches[3].dosage.reps == 5
    assert "cat-camel" not in ids(prescription)


def test_swapping_is_refused_with_every_reason() -> None:
    request = Request(swaps=("cat-camel=pelvic-tilt", "cat=seated-cat-camel", "prayer-stretch"))
    assert (
        refused(request, "seated-cat-camel")
        == """\
--swap cat: error: `cat` is not on this handout
hint: one of `cat-camel`, `lying-trunk-rotation`, `pelvic-tilt`, `prayer-stretch`, `seated-spinal-twist`, \
`single-knee-to-chest`, `standing-hip-flexor-stretch`
--swap cat-camel: error: `pelvic-tilt` is on the handout already
hint: use `--without cat-camel`
--swap prayer-stretch: error: cannot be read
hint: write ID=ID, the old one first"""
    )


def test_a_harder_one_takes_the_place_when_it_suits() -> None:
    request = Request(harder=("single-knee-to-chest",))
    prescription, _ = chosen(request, replaced=("single-knee-to-chest",))
    assert ids(prescription)[2] == "double-knee-to-chest"
    assert refused(
        Request(harder=("single-knee-to-chest",), has=("spinal-fusion",)), replaced=("single-knee-to-chest",)
    ).startswith("--harder single-knee-to-chest: error: no harder stretch suits: `double-knee-to-chest`")


def test_an_easier_one_takes_the_place() -> None:
    request = Request(stretches=("double-knee-to-chest",), without=("single-knee-to-chest",))
    prescription, _ = chosen(request, "double-knee-to-chest")
    assert "double-knee-to-chest" in ids(prescription)
    assert refused(Request(easier=("pelvic-tilt",)), replaced=("pelvic-tilt",)) == (
        "--easier pelvic-tilt: error: the catalog names no easier stretch for it\n"
        "hint: its easier way is printed on its card"
    )


def test_a_change_that_speaks_against_the_patient_is_not_printed() -> None:
    prescription, told = chosen(Request(show_harder=("pelvic-tilt",), has=("spinal-fusion",)))
    assert prescription.stretches[0].harder == ""
    assert "pelvic-tilt: warning[P1]: the harder way is left out: this patient has `spinal-fusion`" in told


def test_the_affected_side_is_for_all_that_is_done_on_one_side() -> None:
    prescription = prescribed(Request(sides=("left",)))
    sides = {each.id: each.side for each in prescription.stretches}
    assert sides["single-knee-to-chest"] == sides["standing-hip-flexor-stretch"] == "left"
    assert sides["pelvic-tilt"] == "none"
    assert prescribed(Request(sides=("left", "single-knee-to-chest=right"))).stretches[2].side == "right"


def test_a_side_that_is_none_and_a_side_for_nothing() -> None:
    assert refused(Request(sides=("lft",))) == (
        "--side: error: `lft` is no side\nhint: did you mean `left`?; for one stretch write `--side ID=left`"
    )
    without = tuple(each.id for each in prescribed().stretches if each.stretch.laterality == "one")
    _, told = chosen(Request(sides=("left",), without=without))
    assert told == "--side: warning: changes nothing: no stretch here is done on one side"


def test_by_posture_nobody_gets_up_and_down_more_than_needed() -> None:
    extra = ("standing-side-bend", "double-knee-to-chest")
    request = Request(stretches=extra, by_posture=True)
    parts = prescribe(library(stretches=extra), request)[0].parts
    for part in parts:
        postures = [each.stretch.position for each in part.stretches]
        changes = sum(one != other for one, other in pairwise(postures))
        assert changes == len(set(postures)) - 1
    assert [part.kind for part in parts] == ["core", "later"]
