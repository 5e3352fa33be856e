"""The grade formula against published worked examples, and against a formula that counts letters instead."""

from __future__ import annotations

import pytest

from handouts.check.readability import grade, hardest, sentences, syllables
from handouts.load.catalog import all_stretches
from tests.readability import coleman_liau, coleman_liau_of

COUNTED = {
    1: "the bone knee knees toes feet raised pulled crossed eased used moves sides thighs calves breathe "
    "change place whole squeeze tongue piece bruise hour tire palm don't",
    2: "breathing slowly middle lifted needed pushes reaches stretches straighten shoulders elbow ankles "
    "muscle muscles being doing diet quiet gently little handles people something safely careful movement "
    "changes pieces table's bent-knee patient creature sentence action hamstrings",
    3: "together area idea every exercise quadriceps medical injury upper-back platypus seemingly radio "
    "actual australian",
    4: "diagnosis exercises recovery professional supervision",
    5: "individual",
    6: "rehabilitation physiotherapist",
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, words in COUNTED.items() for word in words.split()]
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "published"),
    [
        # both from the encyclopaedias' article on the formula: 13 words with 24 syllables; one syllable a word
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 11.3),
        ("The cat sat on the mat.", -1.45),
    ],
)
def test_the_grade_of_worked_examples(text: str, published: float) -> None:
    assert grade(text) == pytest.approx(published, abs=0.05)


def test_the_formula_itself() -> None:
    # 6 words, 2 sentences, 8 syllables
    assert grade("Bend your knees. Keep breathing slowly.") == pytest.approx(0.39 * 6 / 2 + 11.8 * 8 / 6 - 15.59)
    assert grade("") == grade("…") == 0.0


@pytest.mark.parametrize(
    ("text", "count"), [("One. Two.", 2), ("One: two", 2), ("No end", 1), ("Hold 2.5 s.", 1), ("What?! Yes.", 2)]
)
def test_sentences(text: str, count: int) -> None:
    assert sentences(text) == count


def test_the_hardest_words_come_first() -> None:
    assert hardest("Rehabilitation necessitates a bent knee and exercises.") == (
        "rehabilitation", "exercises", "necessitates",
    )  # fmt: skip


def test_the_second_formula_against_its_authors_example() -> None:
    # the abstract of Coleman and Liau (1975): 5 sentences, 119 words, 639 letters: grade 14.5
    assert coleman_liau_of(letters=639, words=119, sentences=5) == pytest.approx(14.5, abs=0.05)


def test_both_formulas_call_the_catalog_plain() -> None:
    steps = " ".join(
        step.replace("{side}", "one").replace("{other}", "the other")
        for stretch in all_stretches(None)
        for step in stretch.value.steps
    )
    assert grade(steps) < 3
    assert coleman_liau(steps) < 4
    hard = "Physiotherapeutic rehabilitation necessitates individualised professional supervision."
    assert grade(hard) > 15
    assert coleman_liau(hard) > 15
