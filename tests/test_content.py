"""What a patient reads: plain, short, safe, and without promises."""

from __future__ import annotations

import re

import pytest

from handouts.data import builtin
from handouts.library import all_stretches, common
from handouts.model.safety import Safety
from handouts.model.stretch import Stretch
from handouts.source import Loaded, load
from tests.made import ALL_TEN
from tests.readability import grade, syllables

CATALOG = {each.id: each for each in all_stretches(None)}
SAFETY = load(builtin() / "routines" / "safety" / "safety.yaml", Safety).value
PROMISES = re.compile(r"\b(prevent|cure|correct|heal|fix|treat|speed|recover|strengthen|improve)\w*", re.I)
VERBS = frozenset(
    [
        "Bend",
        "Bring",
        "Come",
        "Do",
        "Get",
        "Hold",
        "Hook",
        "Keep",
        "Let",
        "Lie",
        "Lift",
        "Lower",
        "Press",
        "Pull",
        "Push",
        "Reach",
        "Rest",
        "Roll",
        "Round",
        "Sit",
        "Slide",
        "Stand",
        "Step",
        "Tighten",
        "Tip",
        "Tuck",
        "Turn",
        "Up",
        "Walk",
    ]
)


@pytest.mark.parametrize(
    ("word", "count"),
    [("knee", 1), ("breathing", 2), ("slowly", 2), ("middle", 2), ("together", 3), ("the", 1), ("bone", 1)],
)
def test_the_syllable_counter(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_formula() -> None:
    # 5 words, 1 sentence, 5 syllables: 0.39*5 + 11.8*1 - 15.59
    assert grade("The cat sat on it.") == pytest.approx(0.39 * 5 + 11.8 - 15.59)
    assert grade("Physiotherapeutic rehabilitation necessitates individualised supervision.") > 20


def test_the_catalog_is_the_first_ten() -> None:
    assert set(CATALOG) == set(ALL_TEN)


@pytest.mark.parametrize("stretch", CATALOG.values(), ids=CATALOG.keys())
def test_steps_are_plain_short_and_begin_with_a_verb(stretch: Loaded[Stretch]) -> None:
    steps = [step.replace("{side}", "one").replace("{other}", "the other") for step in stretch.value.steps]
    assert 3 <= len(steps) <= 7
    assert grade(" ".join(steps)) <= 6
    for step in steps:
        assert len(step.split()) <= 15
        assert len(re.findall(r"[.!]", step)) <= 3
        assert step.split()[0].rstrip(".") in VERBS, step


@pytest.mark.parametrize("stretch", CATALOG.values(), ids=CATALOG.keys())
def test_every_hold_says_hold_and_breathe(stretch: Loaded[Stretch]) -> None:
    steps = " ".join(stretch.value.steps)
    assert "eep breathing" in steps
    if stretch.value.dosage.hold_seconds:
        assert "Hold." in steps


@pytest.mark.parametrize("stretch", CATALOG.values(), ids=CATALOG.keys())
def test_nothing_is_promised(stretch: Loaded[Stretch]) -> None:
    for text in stretch.texts.values():
        assert not PROMISES.search(text), text


@pytest.mark.parametrize("stretch", CATALOG.values(), ids=CATALOG.keys())
def test_doses_have_sources_and_stand_within_them(stretch: Loaded[Stretch]) -> None:
    value = stretch.value
    assert value.sources
    assert value.dosage.reps in value.range.reps  # type: ignore[operator]
    if value.dosage.hold_seconds and value.range.hold_seconds:
        assert value.dosage.hold_seconds.low in value.range.hold_seconds
        assert value.dosage.hold_seconds.high in value.range.hold_seconds


@pytest.mark.parametrize("stretch", CATALOG.values(), ids=CATALOG.keys())
def test_a_change_for_a_precaution_says_how(stretch: Loaded[Stretch]) -> None:
    for met in stretch.value.precautions:
        assert (met.action == "modify") == (met.how is not None), met
        assert met.code in common(None).precautions.precautions


@pytest.mark.parametrize("stretch", CATALOG.values(), ids=CATALOG.keys())
def test_pictures_have_words_and_a_licence(stretch: Loaded[Stretch]) -> None:
    for figure in stretch.value.figures:
        assert 20 <= len(figure.alt) <= 200
        assert figure.licence == "CC0-1.0"
    if stretch.value.laterality != "none":
        assert len({figure.side for figure in stretch.value.figures}) == 1  # all frames turn round together


def test_floor_and_standing_stretches_ask_about_getting_there() -> None:
    for stretch in CATALOG.values():
        codes = {met.code for met in stretch.value.precautions}
        assert ("balance-falls" if stretch.value.position == "standing" else "floor-transfer") in codes, stretch.id


def test_easier_and_harder_go_round_in_no_circle() -> None:
    harder = {each.id: {way.id for way in each.value.harder if way.id} for each in CATALOG.values()}

    def above(stretch_id: str, seen: frozenset[str]) -> None:
        assert stretch_id not in seen, seen
        for way in harder[stretch_id]:
            above(way, seen | {stretch_id})

    for each in harder:
        above(each, frozenset())


def test_safety_is_in_plain_words() -> None:
    signs = [text for flags in SAFETY.red_flags.values() for text in (*flags.emergency, *flags.call)]
    assert grade(". ".join(signs)) <= 6
    assert not any(re.search(r"\b(urine|stool|saddle|cauda|bilateral)\b", text) for text in signs)
    assert grade(" ".join(SAFETY.disclaimer.full)) <= 8
    assert grade(SAFETY.pain_rule) <= 6


def test_the_disclaimer_says_what_it_must() -> None:
    full = " ".join(SAFETY.disclaimer.full)
    for must in ("chose these stretches for you", "not share", "general guidance", "qualified health professional",
                 "Stop if you feel worse", "Nobody can promise", "sore"):  # fmt: skip
        assert must in full


def test_low_back_signs_of_an_emergency_are_all_there() -> None:
    assert SAFETY.red_flags["low-back"].emergency == (
        "you cannot pee", "you cannot hold pee or poop", "you cannot feel it pass", "you are numb between your legs",
        "both legs turn weak or numb",
    )  # fmt: skip
