"""What a patient reads: plain, short, safe, and without promises."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from handouts.check.readability import grade
from handouts.data import builtin
from handouts.layout.page import Pages, Text
from handouts.load.catalog import all_stretches
from handouts.load.library import common
from handouts.load.loaded import Loaded
from handouts.load.yaml_source import load
from handouts.model.routine import Routine
from handouts.model.safety import Glossary, RedFlags, SafetyFile, Sources, StopRule
from handouts.model.stretch import Stretch
from handouts.prescribe.request import Request
from handouts.units import PAPERS, Paper
from tests.made import ALL_TEN, SAMPLE, made

CATALOG = {each.id: each for each in all_stretches(None)}
ROUTINES = builtin() / "routines"
SAFETY = load(ROUTINES / "safety" / "safety.yaml", SafetyFile).value
SOURCES = load(ROUTINES / "sources.yaml", Sources).value.sources
GLOSSARY = load(ROUTINES / "glossary.yaml", Glossary).value
STANDARD = {path.stem: load(path, Routine).value for path in sorted((ROUTINES / "standard").glob("*.yaml"))}
RELIEF = STANDARD["low-back-relief"]
PRECAUTIONS = common(None).precautions.precautions
COUNTS = re.compile(r"[A-Z][^.]* is 1 time\.")  # the one sentence of steps that says what counts, not what to do
PROMISES = re.compile(r"\b(prevent|cure|correct|heal|fix|treat|speed|recover|strengthen|improve)\w*", re.I)
VERBS = frozenset([
    "Arch", "Bend", "Bring", "Come", "Cross", "Curl", "Face", "Feel", "Fold", "Get", "Go", "Grow", "Hang", "Hold",
    "Hook", "Hug", "Keep", "Kneel", "Lay", "Lean", "Let", "Lie", "Lift", "Link", "Look", "Lower", "Make", "Move",
    "Nod", "Open", "Point", "Press", "Pull", "Push", "Put", "Reach", "Relax", "Rest", "Rise", "Rock", "Roll", "Round",
    "Shift", "Sink", "Sit", "Slide", "Stand", "Step", "Stop", "Straighten", "Swing", "Tighten", "Tip", "Touch", "Tuck",
    "Turn", "Walk",
])  # fmt: skip


def test_the_catalog_has_ninety_stretches_and_the_first_ten_among_them() -> None:
    assert len(CATALOG) == 90
    assert set(ALL_TEN) <= set(CATALOG)


@pytest.mark.parametrize("stretch", CATALOG.values(), ids=CATALOG.keys())
def test_steps_are_plain_short_and_begin_with_a_verb(stretch: Loaded[Stretch]) -> None:
    steps = [step.replace("{side}", "one").replace("{other}", "the other") for step in stretch.value.steps]
    assert 3 <= len(steps) <= 7
    assert grade(" ".join(steps)) <= 6
    for step in steps:
        assert len(step.split()) <= 15
        assert len(step) <= 60, step  # one printed line, or little more
        sentences = re.findall(r"[^.!]+[.!]", step)
        assert "".join(sentences) == step
        assert len(sentences) <= 3
        for sentence in map(str.strip, sentences):
            assert COUNTS.fullmatch(sentence) or sentence.split()[0].rstrip(".") in VERBS, sentence


@pytest.mark.parametrize("stretch", CATALOG.values(), ids=CATALOG.keys())
def test_the_other_lines_fit_a_small_card(stretch: Loaded[Stretch]) -> None:
    value = stretch.value
    assert len(value.why) <= 38
    assert len(value.feel) <= 60
    assert value.feel[0].islower()
    assert value.feel.endswith(".")  # it ends the line that begins `Feel it`
    for text in value.avoid:
        assert len(text) <= 45
        assert text.startswith(("Do not ", "Keep "))
    assert value.easier
    assert all(len(way.how) <= 56 for way in (*value.easier, *value.harder) if way.how)
    assert all(len(met.how) <= 70 for met in value.precautions if met.how)
    assert all(len(figure.caption) <= 30 for figure in value.figures)


def test_a_standing_stretch_names_something_to_hold_or_says_how_to_sit() -> None:
    standing = [each.value for each in CATALOG.values() if each.value.position == "standing"]
    assert standing
    for value in standing:
        change = next(met.how or "" for met in value.precautions if met.code == "balance-falls")
        assert {"chair", "wall", "doorway", "table", "step"} & set(value.equipment) or "chair" in change, value.name
    assert CATALOG["standing-hip-flexor-stretch"].value.steps[0].startswith("Hold a sturdy chair")


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
        assert met.code in PRECAUTIONS


def test_no_precaution_is_passed_over_in_silence() -> None:
    """A code that no stretch knows changes nothing when it is given with `--has`, and says nothing."""
    met = {each.code for stretch in CATALOG.values() for each in stretch.value.precautions}
    asked = {code for code, each in PRECAUTIONS.items() if each.everywhere}
    assert set(PRECAUTIONS) - met - asked == set()


@pytest.mark.parametrize("code", ["spinal-fusion", "extension-intolerant", "thr-anterior", "thr-posterior"])
def test_what_the_back_routine_must_ask_about(code: str) -> None:
    items = [CATALOG[each.stretch].value for each in (listed.item for listed in RELIEF.listed)]
    touched = [value for value in items if any(met.code == code for met in value.precautions)]
    assert touched


def test_everything_named_is_known() -> None:
    for stretch in CATALOG.values():
        value = stretch.value
        assert set(value.muscles) <= set(GLOSSARY.muscles), stretch.id
        assert set(value.stop) <= set(SAFETY.stop_rules), stretch.id
        assert {way.id for way in (*value.easier, *value.harder) if way.id} <= set(CATALOG), stretch.id
    for routine in STANDARD.values():
        assert {*routine.check_for, *routine.made_for} <= set(PRECAUTIONS)
    for codes in common(None).precautions.groups.values():
        assert set(codes) <= set(PRECAUTIONS)


def test_the_list_of_sources_is_the_sources_used() -> None:
    used = {source for stretch in CATALOG.values() for source in stretch.value.sources}
    used |= {source for routine in STANDARD.values() for source in routine.sources}
    for each in (*PRECAUTIONS.values(), *SAFETY.stop_rules.values(), *SAFETY.red_flags.values()):
        assert each.sources
        used |= set(each.sources)
    assert used == set(SOURCES)
    for source_id, source in SOURCES.items():
        assert source.url or source.note or source_id == "seed", source_id


@pytest.mark.parametrize("stretch", CATALOG.values(), ids=CATALOG.keys())
def test_pictures_have_words_and_a_licence(stretch: Loaded[Stretch]) -> None:
    for figure in stretch.value.figures:
        assert (builtin() / "assets" / figure.file).is_file()
        assert 20 <= len(figure.alt) <= 200
        assert figure.licence == "CC0-1.0"
    if stretch.value.laterality != "none" and stretch.value.figures:
        assert len({figure.side for figure in stretch.value.figures}) == 1  # all frames turn round together


def test_floor_and_standing_stretches_ask_about_getting_there() -> None:
    for stretch in CATALOG.values():
        codes = {met.code for met in stretch.value.precautions}
        if stretch.value.position == "standing":
            assert "balance-falls" in codes, stretch.id
        elif stretch.value.position != "seated-chair":
            assert "floor-transfer" in codes, stretch.id


@pytest.mark.parametrize("routine", STANDARD.values(), ids=STANDARD.keys())
def test_a_routine_has_a_core_of_three_or_four_and_says_what_to_look_out_for(routine: Routine) -> None:
    assert 3 <= len(routine.stretches) <= 4
    assert routine.goal
    assert len(routine.goal) <= 45
    assert routine.audience
    assert routine.region
    assert routine.check_for
    assert routine.progression
    assert routine.review_after
    assert routine.sources
    assert not PROMISES.search(f"{routine.title} {routine.goal} {routine.progression}")
    assert grade(routine.progression) <= 6
    items = [listed.item.stretch for listed in routine.listed]
    assert len(set(items)) == len(items)


@pytest.mark.parametrize("routine", STANDARD.values(), ids=STANDARD.keys())
def test_doses_of_a_routine_stand_within_the_range_of_the_stretch(routine: Routine) -> None:
    for item in (listed.item for listed in routine.listed):
        stretch = CATALOG[item.stretch].value
        dosage = stretch.dosage.changed(item.dosage)
        assert dosage.reps in stretch.range.reps  # type: ignore[operator]
        if dosage.hold_seconds and stretch.range.hold_seconds:
            assert dosage.hold_seconds.low in stretch.range.hold_seconds


def test_the_routines_of_the_dossier_are_all_there() -> None:
    assert len(STANDARD) == 25


def test_easier_and_harder_go_round_in_no_circle() -> None:
    harder = {each.id: {way.id for way in each.value.harder if way.id} for each in CATALOG.values()}
    for each in CATALOG.values():
        for way in each.value.easier:
            if way.id:
                harder[way.id].add(each.id)  # what is easier one way is harder the other

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


STARTS = ("have", "had", "are", "get", "fall", "cannot")  # what stands well after `Not for you if you`


@pytest.mark.parametrize("code", PRECAUTIONS)
def test_who_it_is_not_for_is_one_short_plain_clause(code: str) -> None:
    patient = PRECAUTIONS[code].patient
    assert patient.split()[0] in STARTS
    assert len(patient.split()) <= 10
    assert patient[-1].isalpha()
    assert not re.search(r"[A-Z,;:.]", patient)


def test_precautions_name_their_sources_and_their_groups_are_known() -> None:
    for precaution in PRECAUTIONS.values():
        assert precaution.sources
    for codes in common(None).precautions.groups.values():
        assert set(codes) <= set(PRECAUTIONS)


def test_what_lasts_is_said_by_name() -> None:
    lasting = ("spinal-fusion", "thr-posterior", "thr-anterior", "osteoporosis-flexion")
    assert not any(PRECAUTIONS[code].general for code in lasting)


def test_bleeding_in_pregnancy_is_said_whatever_the_stretches() -> None:
    assert SAFETY.stop_rules["bump"].text in SAFETY.red_flags["pregnancy"].call  # the same words: printed once


def test_the_disclaimer_says_what_it_must() -> None:
    full = " ".join(SAFETY.disclaimer.full)
    for must in ("chose these stretches for you", "not share", "general guidance", "qualified health professional",
                 "Stop if you feel worse", "Nobody can promise", "sore"):  # fmt: skip
        assert must in full


def test_every_handout_lists_heart_breath_face_speech_and_sudden_weakness() -> None:
    assert SAFETY.red_flags["everywhere"].emergency == (
        "your chest hurts or you gasp", "your face droops or speech slurs", "you suddenly turn weak or numb",
    )  # fmt: skip


@pytest.mark.parametrize("flags", SAFETY.red_flags.values(), ids=SAFETY.red_flags.keys())
def test_lists_of_signs_are_short(flags: RedFlags) -> None:
    assert len(flags.emergency) <= 6
    assert len(flags.call) <= 5
    assert all(len(text) <= 45 for text in (*flags.emergency, *flags.call))


@pytest.mark.parametrize("rule", SAFETY.stop_rules.values(), ids=SAFETY.stop_rules.keys())
def test_stop_rules_are_short(rule: StopRule) -> None:
    assert len(rule.text) <= 45


FILLED = {
    "blank": Request(),
    "next visit": Request(review="2026-12-19"),
    "one side": Request(sides=("single-knee-to-chest=right",)),
    "every side": Request(
        patient="Ann Lee",
        review="2026-12-19",
        sides=(
            "single-knee-to-chest=right", "lying-trunk-rotation=right", "standing-hip-flexor-stretch=left",
            "seated-spinal-twist=left",
        ),
    ),
    "short names": Request(patient="Ann Lee", clinician="Jo Day, PT", review="2026-12-19"),
    "long names": Request(
        patient="Maria Gonzalez-Hernandez", clinician="Dr Alexandra Papadopoulos, PT, DPT", review="2026-12-19"
    ),
    "a note": Request(patient="Ann Lee", notes=("pelvic-tilt=Start with five. Do more when it feels good.",)),
    "a precaution": Request(patient="Ann Lee", has=("knee-replacement",)),
    "doses": Request(patient="Ann Lee", sets=("pelvic-tilt.sets=2", "single-knee-to-chest.hold=30s")),
}  # fmt: skip
LONG_CLINIC = """\
name: Lakeside Physical Therapy and Sports Medicine Center
sites:
  - name: Main
    address: 1250 North Lakeshore Boulevard, Building C, Suite 400, Minneapolis, Minnesota 55401
    phone: (555) 010-0100
    hours: Mon to Fri, 7 to 19, Sat 8 to 12
    after_hours: (555) 010-0199
    web: lakeside-physical-therapy.example
country: US
"""


# A masthead of four lines and a number after hours leave Letter room for one of these, not for more; a stack that is
# made ahead says besides for whom it is not.
TOO_MUCH = {
    (request, "letter", "long")
    for request in ("blank", "next visit", "one side", "long names", "a note", "a precaution")
}
EVERY = list(itertools.product(FILLED, PAPERS, ("sample", "none", "long")))


def filled_in(request: str, paper: Paper, clinic: str, folder: Path) -> Pages:
    (folder / "clinic.yaml").write_text(LONG_CLINIC)
    where = {"sample": SAMPLE, "long": folder}.get(clinic)
    return made(request=FILLED[request], clinic=where, paper=paper).pages


@pytest.mark.slow
@pytest.mark.parametrize(("request_", "paper", "clinic"), [each for each in EVERY if each not in TOO_MUCH])
def test_seven_stretches_fit_one_sheet_however_it_is_filled_in(
    request_: str, paper: Paper, clinic: str, tmp_path: Path
) -> None:
    assert len(filled_in(request_, paper, clinic, tmp_path).pages) == 2


@pytest.mark.parametrize(("request_", "paper", "clinic"), sorted(TOO_MUCH))
def test_a_third_page_is_not_mostly_empty(request_: str, paper: Paper, clinic: str, tmp_path: Path) -> None:
    pages = filled_in(request_, paper, clinic, tmp_path)
    assert len(pages.pages) == 3
    body = [mark.baseline for mark in pages.pages[2].marks if isinstance(mark, Text) and isinstance(mark.owner, int)]
    assert max(body) > pages.height / 2


def test_low_back_signs_of_an_emergency_are_all_there() -> None:
    assert SAFETY.red_flags["low-back"].emergency == (
        "you cannot pee", "you cannot hold pee or poop", "you cannot feel it pass", "you are numb between your legs",
        "both legs turn weak or numb",
    )  # fmt: skip
