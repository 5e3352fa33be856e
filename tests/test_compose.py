"""Composing: doses in words, minutes, sides, and safety on every handout."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from handouts.compose import doses
from handouts.compose.cards import sided
from handouts.compose.compose import compose
from handouts.compose.handout import Handout
from handouts.compose.log import weeks
from handouts.load.library import Library
from handouts.load.words import Plural, Words, fill
from handouts.model.stretch import Dosage
from handouts.model.template import LogSetup
from handouts.prescribe.dose import minutes, seconds, session_minutes
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.prescription import PrescribedStretch
from handouts.prescribe.request import Request
from tests.made import composed, library, prescribed

WORDS = library().words


def stretch(stretch_id: str, request: Request | None = None) -> PrescribedStretch:
    return next(each for each in prescribed(request).stretches if each.id == stretch_id)


def test_session_time_adds_up_as_documented() -> None:
    # 3 repetitions on 2 legs of 20 s hold and 2 s between, and 10 s to change position
    assert seconds(stretch("single-knee-to-chest")) == 3 * 2 * (20 + 2) + 10
    # 10 movements of 4 s without a hold
    assert seconds(stretch("cat-camel")) == 10 * (4 + 2) + 10
    # the longer end of 30 to 60 s counts
    assert seconds(stretch("seated-spinal-twist")) == 2 * (60 + 2) + 10


def test_sets_and_rests_count() -> None:
    knee = stretch("single-knee-to-chest")
    twice = replace(knee, dosage=knee.dosage.changed(Dosage.model_validate({"sets": 2, "rest": "30 s"})))
    assert seconds(twice) == 2 * 3 * 2 * 22 + 30 + 10


def test_one_side_takes_half_the_time() -> None:
    left = stretch("single-knee-to-chest", Request(sides=("single-knee-to-chest=left",)))
    assert seconds(left) == 3 * 22 + 10


def test_minutes_are_rounded_up_and_hold_the_warm_up() -> None:
    assert minutes([stretch("cat-camel")]) == 2 + 5  # 70 s are 2 minutes


def test_later_sessions_of_a_day_leave_out_what_is_done_once() -> None:
    twice = stretch("cat-camel", Request(sets=("cat-camel.per_day=2",)))
    assert session_minutes((twice, stretch("pelvic-tilt"))) == (8, 7)


KNEE, TWIST, CAT = "single-knee-to-chest", "seated-spinal-twist", "cat-camel"
LEFT_TWICE = Request(sides=(f"{KNEE}=left",), sets=(f"{KNEE}.sets=2", f"{KNEE}.days_per_week=5"))


@pytest.mark.parametrize(
    ("asked", "stretch_id", "said"),
    [
        (Request(), KNEE, "Hold 20 seconds | Repeat 3 times each leg | How often Once a day"),
        (Request(), CAT, "Repeat 10 times, slowly | How often Once a day"),
        (Request(), TWIST, "Hold 30 to 60 seconds | Repeat 1 time each side | How often Once a day"),
        (
            LEFT_TWICE,
            KNEE,
            "Hold 20 seconds | Repeat 3 times, left leg | Sets 2 sets | How often Once a day, 5 days a week",
        ),
    ],
)
def test_doses_are_whole_words(asked: Request, stretch_id: str, said: str) -> None:
    assert " | ".join(f"{each.label} {each.value}" for each in doses.cells(stretch(stretch_id, asked), WORDS)) == said


def test_the_plan_says_what_how_often_and_how_long() -> None:
    text = " ".join(phrase.text for phrase in composed().plan.paragraphs[0])
    assert text.startswith(
        "Your plan: Do 1 to 4 once a day. This takes about 12 minutes with the warm-up. "
        "When 1 to 4 feel easy, add 5 to 7 (then 19 minutes). Warm up first: walk for 5 minutes."
    )
    assert "Cannot get to the floor? Call us first." in text


def test_unequal_frequencies_are_grouped() -> None:
    request = Request(sets=("pelvic-tilt.per_day=2", "cat-camel.per_day=2"))
    text = " ".join(phrase.text for phrase in composed(request).plan.paragraphs[0])
    assert "Do 1 and 4 every morning and evening. Do 2 and 3 once a day." in text


def test_a_flare_up_is_written_out_in_whole_numbers() -> None:
    assert composed().flare_up.paragraphs == (
        "Do less for 2 days. 1 and 4: 5 times. 2: 2 times each side. 3 and 6: 1 time each leg. 5: 1 time. "
        "Leave out 7. Still worse? Call us.",
    )


def test_the_log_matches_the_prescription() -> None:
    log = composed().log
    assert log is not None
    assert [row.label for row in log.rows] == ["Week 1", "Week 2", "Week 3", "Week 4"]
    mixed = composed(Request(sets=("pelvic-tilt.per_day=2",))).log
    assert mixed is not None
    assert [(row.label, row.boxes) for row in mixed.rows[:2]] == [
        ("Week 1, no. 1", ("AM", "PM")),
        ("Week 1, no. 2 to 7", ("",)),
    ]
    assert composed(Request(log=False)).log is None


@pytest.mark.parametrize(
    ("review", "count"), [("4 weeks", 4), ("10 days", 2), ("1 month", 5), ("9 months", 12), ("", 3)]
)
def test_the_log_reaches_to_the_review(review: str, count: int) -> None:
    assert weeks(review, LogSetup(weeks=3)) == count


def test_words_pictures_and_counts_follow_the_side() -> None:
    card = composed(Request(sides=("single-knee-to-chest=left",))).cards[2]
    assert card.body.steps[1] == "Lift your left leg. Hold behind that thigh."
    assert all(figure.mirrored for figure in card.body.figures)  # the pictures show the right leg
    assert not any("change legs" in step.lower() for step in card.body.steps)
    right = composed(Request(sides=("single-knee-to-chest=right",))).cards[2]
    assert not any(figure.mirrored for figure in right.body.figures)
    both = composed().cards[2]
    assert both.body.steps[1] == "Lift one leg. Hold behind that thigh."
    assert both.body.steps[-1].endswith("Do 3. Then change legs.")


def test_sentences_begin_with_a_capital_whatever_the_side() -> None:
    assert sided("Rest. {other} leg stays.", "each", WORDS) == "Rest. The other leg stays."
    assert sided("{side} knee up.", "left", WORDS) == "Your left knee up."


def test_a_brace_in_a_patients_text_stays_a_brace() -> None:
    assert fill("{a}{b}", a="{b}") == "{b}{b}"
    assert fill("100 % of {a}, {} and %s", a="5 % {a}") == "100 % of 5 % {a}, {} and %s"


def test_an_empty_title_is_no_title() -> None:
    assert composed(Request(title=" ")).title == "Low back relief"


def test_asterisks_in_a_clinicians_note_are_printed_as_they_are() -> None:
    card = composed(Request(notes=("pelvic-tilt=Only **two** a day",))).cards[0]
    assert card.body.notes[-1][-1].text == "Only **two** a day"


@pytest.mark.parametrize("numbers", [(1,), (1, 2), (1, 2, 3), (1, 2, 4), (1, 3, 4, 5, 7)])
def test_numbers_are_listed_as_people_say_them(numbers: tuple[int, ...]) -> None:
    said = {
        (1,): "1", (1, 2): "1 and 2", (1, 2, 3): "1 to 3", (1, 2, 4): "1, 2 and 4", (1, 3, 4, 5, 7): "1, 3 to 5 and 7",
    }  # fmt: skip
    assert WORDS.numbers(numbers) == said[numbers]


def test_without_a_clinic_nothing_is_made_up() -> None:
    found = library(clinic=None)
    handout = compose(prescribe(found, Request())[0], found, found.template.value)
    assert handout.masthead.write_in == ("Clinic", "Phone")
    assert "Sample" not in repr(handout)
    assert handout.safety.call_heading == "Stop and call us if:"


def test_the_fingerprint_tells_programmes_apart_and_not_patients() -> None:
    plain = composed(Request(patient="Ana")).version
    assert composed(Request(patient="Ben")).version == plain
    assert composed(Request(sets=("pelvic-tilt.reps=9",))).version != plain
    assert re.fullmatch(r"low-back-relief \d+\.\d+\.\d+ [0-9a-f]{8}", plain)


@pytest.mark.parametrize("routine", ["low-back-relief", None])
def test_no_english_stands_in_the_code(routine: str | None) -> None:
    """In a made-up language all words of which are «…», every printed text is «…», the catalog's or a number."""
    loose = ("pelvic-tilt", "single-knee-to-chest")
    found = library(routine, () if routine else loose)
    file = found.words.file
    strange = file.model_copy(
        update={
            "strings": {key: _strange(text) for key, text in file.strings.items()},
            "plurals": {key: Plural(one="«{n}»", other="«{n}»") for key in file.plurals},
            "equipment": dict.fromkeys(file.equipment, "«»"),
            "limbs": {limb: dict.fromkeys(words, "«»") for limb, words in file.limbs.items()},
            "months": ("«»",) * 12,
            "days": ("«»",) * 7,
        }
    )
    own = replace(found, words=Words(strange))
    handout = compose(prescribe(own, Request(stretches=() if routine else loose))[0], own, found.template.value)
    catalog = _catalog_words(found)
    texts = [re.sub("«[^»]*»|{[^}]*}", " ", text) for text in _texts(handout)]
    assert [word for text in texts for word in re.findall("[A-Za-z]{3,}", text) if word.lower() not in catalog] == []


def _strange(text: str) -> str:
    """Keep the placeholders of a string and put «» for its words."""
    return re.sub(r"[^{}]+(?![^{]*\})", "«»", text)


def _catalog_words(found: Library) -> set[str]:
    """The words of the files that this handout is made from."""
    loaded = [*found.stretches.values(), *found.linked.values(), found.clinic, found.routine]
    text = (
        " ".join(text for each in loaded if each for text in each.texts.values())
        + repr(found.safety)
        + repr(found.precautions)
    )
    pictures = [figure for stretch in found.stretches.values() for figure in stretch.value.figures]
    text += " ".join(f"{figure.caption} {figure.alt}" for figure in pictures)
    return set(re.findall(r"[a-z]{3,}", text.lower()))


def _texts(handout: Handout) -> list[str]:
    """All texts of a handout but its id, which is no English."""
    written = re.sub(r"Drawing\('[^']*'\)", "", repr(replace(handout, id="", version="", language="")))
    return re.findall(r"'((?:[^'\\]|\\.)*)'", written)
