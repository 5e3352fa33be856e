"""Finding stretches by plain words, by other words for them, and with slips; filters of the list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.clinician.filter import Filter, changed_for, check_filter, opened, select
from handouts.clinician.search import catalog_index, index, nearest_words, problems, search
from handouts.data import builtin
from handouts.load.catalog import all_stretches
from handouts.load.library import common
from handouts.load.yaml_source import load
from handouts.model.safety import Glossary
from handouts.model.search import SearchWords
from handouts.prescribe.screening import decide_first
from handouts.problems import InputError
from tests.test_cli import run

CATALOG = all_stretches(None)
INDEX = catalog_index(CATALOG)
PRECAUTIONS = common(None).precautions

ASKED = [
    # the words of the files
    ("Pelvic tilt", "pelvic-tilt"),
    ("cat and camel", "cat-camel"),
    ("child's pose", "prayer-stretch"),
    ("PNF hamstring", "hamstring-contract-relax"),
    ("median nerve", "median-nerve-glide"),
    ("piriformis", "supine-figure-four"),
    ("double knee to chest", "double-knee-to-chest"),
    # plain words for muscles and regions
    ("back of thigh", "supine-hamstring-strap"),
    ("front of thigh", "half-kneeling-quad-stretch"),
    ("inner thigh", "butterfly-stretch"),
    ("bottom", "supine-figure-four"),
    ("calf", "gastroc-wall-stretch"),
    ("shin", "seated-shin-stretch"),
    ("sole of the foot", "plantar-fascia-hand-stretch"),
    ("between shoulder blades", "upper-back-reach"),
    ("side of neck", "neck-side-bend"),
    # what is asked for together
    ("hip flexor standing", "standing-hip-flexor-stretch"),
    ("lower back on all fours", "cat-camel"),
    ("tight hamstrings lying down with a strap", "supine-hamstring-strap"),
    ("calf in a chair with a towel", "towel-calf-stretch"),
    ("quads lying on your side", "side-lying-quad-stretch"),
    # other words for the same
    ("butt", "seated-figure-four"),
    ("calves", "soleus-wall-stretch"),
    ("lumbar rotation", "lying-trunk-rotation"),
    ("cat cow", "cat-camel"),
    ("it band", "standing-itb-stretch"),
    ("groin", "butterfly-stretch"),
    ("pecs", "doorway-pec-stretch"),
    ("sciatica", "sciatic-nerve-slider"),
    ("plantar fasciitis", "plantar-fascia-hand-stretch"),
    ("carpal tunnel", "median-nerve-glide"),
    ("tennis elbow", "wrist-flexion-stretch"),
    # slips
    ("hamsting", "chair-hamstring-stretch"),
    ("sholder", "shoulder-rolls"),
    ("sciatca", "sciatic-nerve-slider"),
    ("piraformis", "supine-figure-four"),
    ("hipp flexer", "half-kneeling-hip-flexor-stretch"),
    ("clf", "gastroc-wall-stretch"),
    ("nek", "neck-side-bend"),
    ("planter fascitis", "plantar-fascia-hand-stretch"),
    ("HÄMSTRINGS!", "chair-hamstring-stretch"),
]


def found(text: str) -> tuple[str, ...]:
    return search(INDEX, text, INDEX.ids).ids


@pytest.mark.parametrize(("text", "stretch"), ASKED, ids=[text for text, _ in ASKED])
def test_what_is_meant_is_among_the_first_three(text: str, stretch: str) -> None:
    assert stretch in found(text)[:3]


@pytest.mark.parametrize("name", [each.value.name for each in CATALOG])
def test_every_stretch_is_found_by_its_name(name: str) -> None:
    stretch = next(each.id for each in CATALOG if each.value.name == name)
    assert stretch in found(name)[:2]


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_may_be_asked_for(text: str) -> None:
    answer = search(INDEX, text, INDEX.ids)
    assert set(answer.ids) <= set(INDEX.ids)
    assert len(set(answer.ids)) == len(answer.ids)
    problems(INDEX, answer)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(sorted(INDEX.words)), max_size=6), st.sets(st.sampled_from(INDEX.ids)))
def test_only_what_may_be_found_is_found(words: list[str], among: set[str]) -> None:
    assert set(search(INDEX, " ".join(words), among).ids) <= among


def test_a_long_text_takes_no_long_time() -> None:
    assert search(INDEX, "back " * 100_000, INDEX.ids).ids
    assert search(INDEX, "q" * 100_000, INDEX.ids).ids == ()


def test_words_that_say_nothing_find_everything() -> None:
    assert found("a stretch for my") == found("") == INDEX.ids


def test_what_no_stretch_says_is_told_with_the_nearest_words() -> None:
    (note,) = problems(INDEX, search(INDEX, "calf bootstrap", INDEX.ids))
    assert str(note) == "--search: note: no stretch says `bootstrap`\nhint: did you mean `strap`, `traps`, `bottom`?"
    (note,) = problems(INDEX, search(INDEX, "xyzzy", INDEX.ids))
    assert note.hint == "name a part of the body, a position or a thing, such as `calf chair`"
    assert nearest_words(INDEX, "hamsting", 1) == ["hamstring"]


def test_a_slip_is_told_as_what_it_was_taken_for() -> None:
    (note,) = problems(INDEX, search(INDEX, "hamsting", INDEX.ids))
    assert str(note) == "--search: note: `hamsting` is read as `hamstring`"


def test_every_way_to_say_it_leads_somewhere() -> None:
    for phrase in load(builtin() / "routines" / "search-words.yaml", SearchWords).value.means:
        answer = search(INDEX, phrase, INDEX.ids)
        assert answer.unknown == (), phrase
        assert answer.ids, phrase


def test_words_are_compared_without_case_accents_and_signs() -> None:
    bare = index(CATALOG, Glossary(muscles={}), SearchWords())
    assert search(bare, "PÉLVIC–tilt", bare.ids).ids[0] == "pelvic-tilt"


def test_fits_leaves_out_what_is_forbidden_or_to_be_asked() -> None:
    codes = opened(["hip-replacement"], PRECAUTIONS)
    assert codes == ("thr-posterior", "thr-anterior")
    fitting = list(select(CATALOG, Filter(fits=codes)))
    assert 0 < len(fitting) < len(CATALOG)
    for each in CATALOG:
        speaks = any(met.code in codes and met.action != "modify" for met in each.value.precautions)
        assert (each not in fitting) == speaks, each.id
    assert any(changed_for(each.value, codes) for each in fitting)


def test_what_is_to_be_asked_of_everyone_is_told() -> None:
    (problem,) = decide_first(["acute-muscle-tear", "thr-anterior"], PRECAUTIONS, "--fits")
    assert problem.message.startswith("`acute-muscle-tear`: ")


def test_filters_by_side_and_review() -> None:
    one = list(select(CATALOG, Filter(laterality="one")))
    assert one
    assert {each.value.laterality for each in one} == {"one"}
    waiting = list(select(CATALOG, Filter(review="needs-clinician")))
    assert len(waiting) + len(list(select(CATALOG, Filter(review="reviewed")))) == len(CATALOG)


@pytest.mark.parametrize("wrong", [{"laterality": "both"}, {"review": "reviwed"}, {"region": "hips"}])
def test_a_filter_that_nothing_could_match_is_an_error(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        check_filter(Filter(**wrong), CATALOG)


@pytest.mark.slow
def test_list_ranks_filters_and_tells(tmp_path: Path) -> None:
    ran = run(tmp_path, "list", "back", "of", "thihg", "--position", "supine", "--json")
    assert ran.code == 0
    assert ran.err == "--search: note: `thihg` is read as `thigh`\n"
    listed = json.loads(ran.out)
    assert listed[0]["id"] == "supine-hamstring-strap"
    assert {each["position"] for each in listed} == {"supine"}
    ran = run(tmp_path, "list", "--search", "xyzzy")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("--search: note: no stretch says `xyzzy`\nhint: ")
    ran = run(tmp_path, "list", "--fits", "hip-replacment")
    assert ran.code == 3
    assert "did you mean `hip-replacement`?" in ran.err
    ran = run(tmp_path, "list", "side", "lunge", "--fits", "hip-replacement")
    assert "changed for thr-posterior" in ran.out
