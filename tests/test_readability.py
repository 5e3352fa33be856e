"""The grade formula against published worked examples, and against a formula that counts letters instead."""

from __future__ import annotations

import pytest

from handouts.library import all_stretches
from handouts.readability import grade, hardest, sentences, syllables
from tests.readability import coleman_liau, coleman_liau_of

COUNTED = """
the 1 bone 1 knee 1 knees 1 toes 1 feet 1 raised 1 pulled 1 crossed 1 eased 1 used 1 moves 1 sides 1 thighs 1
calves 1 breathe 1 change 1 place 1 whole 1 squeeze 1 tongue 1 piece 1 bruise 1 hour 1 tire 1 palm 1 don't 1
breathing 2 slowly 2 middle 2 lifted 2 needed 2 pushes 2 reaches 2 stretches 2 straighten 2 shoulders 2 elbow 2
ankles 2 muscle 2 muscles 2 being 2 doing 2 diet 2 quiet 2 gently 2 little 2 handles 2 people 2 something 2 safely 2
careful 2 movement 2 changes 2 pieces 2 table's 2 bent-knee 2 patient 2 creature 2 sentence 2 action 2 hamstrings 2
together 3 area 3 idea 3 every 3 exercise 3 quadriceps 3 medical 3 injury 3 upper-back 3 platypus 3 seemingly 3
radio 3 actual 3 australian 3 diagnosis 4 exercises 4 recovery 4 professional 4 supervision 4 individual 5
rehabilitation 6 physiotherapist 6
""".split()


@pytest.mark.parametrize(("word", "count"), list(zip(COUNTED[::2], map(int, COUNTED[1::2]), strict=True)))
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
