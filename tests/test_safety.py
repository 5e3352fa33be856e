"""Safety and disclaimer are on every handout: no option, template or clinic file takes them off."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.compose.handout import Safety
from handouts.compose.safety import safety
from handouts.layout.page import Pages, Text
from handouts.load.library import common, load
from handouts.load.needs import Needs
from handouts.load.yaml_source import parse
from handouts.model.stretch import Region
from handouts.model.template import BLOCK_NAMES, REQUIRED, Template
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.request import Request
from handouts.problems import InputError, Place
from tests.made import ALL_TEN, made

ALWAYS_FIRST = ("Call 911 now if:", "your chest hurts or", "Stop and call us", "A gentle pull is fine.")
ALWAYS_SOMEWHERE = ("Please read.", "Ask a doctor, a physical therapist", "Stop if you feel worse.")
ON_EVERY_PAGE = ("Made for you. Stop if it hurts more.", "Ask a health professional.")


def words(pages: Pages, number: int) -> str:
    return " ".join(mark.glyphs.run.text.strip() for mark in pages.pages[number].marks if isinstance(mark, Text))


def assert_safe(pages: Pages) -> None:
    first = words(pages, 0)
    assert all(text in first for text in ALWAYS_FIRST), first
    whole = " ".join(words(pages, number) for number in range(len(pages.pages)))
    assert all(text in whole for text in ALWAYS_SOMEWHERE)
    for number in range(len(pages.pages)):
        assert all(text in words(pages, number) for text in ON_EVERY_PAGE)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    stretches=st.lists(st.sampled_from(ALL_TEN), min_size=1, max_size=10, unique=True),
    paper=st.sampled_from(["letter", "a4", "legal"]),
    log=st.booleans(),
    title=st.sampled_from([None, "", "Mine"]),
)
def test_whatever_is_chosen(stretches: list[str], paper: str, log: bool, title: str | None) -> None:
    request = Request(stretches=tuple(stretches), log=log, title=title)
    assert_safe(made(None, request, paper=paper).pages)  # type: ignore[arg-type]


def clinic(folder: Path, template: str = "", **fields: str) -> Path:
    (folder / "clinic.yaml").write_text("name: Mine\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()))
    if template:
        (folder / "templates").mkdir()
        (folder / "templates" / "standard.yaml").write_text(template)
    return folder


def test_a_clinic_adds_to_the_disclaimer_and_never_replaces_it(tmp_path: Path) -> None:
    pages = made(clinic=clinic(tmp_path, disclaimer_addition="We close in August.")).pages
    assert_safe(pages)
    assert "We close in August." in " ".join(words(pages, number) for number in range(len(pages.pages)))


def test_a_clinics_own_template_keeps_them(tmp_path: Path) -> None:
    assert_safe(made(clinic=clinic(tmp_path, "title: Bare\nblocks: [title, safety, cards, disclaimer]\n")).pages)


def test_an_empty_safety_file_of_a_clinic_is_no_way_round(tmp_path: Path) -> None:
    (tmp_path / "routines" / "safety").mkdir(parents=True)
    (tmp_path / "routines" / "safety" / "safety.yaml").write_text("red_flags: {everywhere: {}}\n")
    assert_safe(made(clinic=clinic(tmp_path)).pages)


@pytest.mark.parametrize("name", REQUIRED)
def test_a_template_without_them_is_refused(name: str) -> None:
    blocks = [each for each in BLOCK_NAMES if each != name]
    with pytest.raises(InputError) as found:
        parse(f"title: T\nblocks: [{', '.join(blocks)}]\n", Template, Path("t.yaml"), Place("t.yaml"))
    assert str(found.value) == f"t.yaml:1:1: error: `blocks` leaves out `{name}`, which is on every handout"


def test_safety_stands_before_the_cards() -> None:
    with pytest.raises(InputError, match="`safety` stands after `cards`"):
        parse("title: T\nblocks: [cards, safety, disclaimer]\n", Template, Path("t.yaml"), Place("t.yaml"))


def test_the_emergency_number_is_the_countrys(tmp_path: Path) -> None:
    assert "Call 999 now if:" in words(made(clinic=clinic(tmp_path, country="GB")).pages, 0)


def clinic_with(folder: Path, *lines: str) -> Path:
    (folder / "clinic.yaml").write_text("\n".join(["name: River", "sites: [{phone: (555) 010-0100}]", *lines, ""]))
    return folder


def said(routine: str, request: Request, clinic: Path | None = None) -> Safety:
    library = load(Needs(routine, clinic=clinic, alternatives=bool(request.has)))
    return safety(prescribe(library, request)[0], library)


def test_who_is_pregnant_reads_the_signs_of_pregnancy() -> None:
    sign = "your upper belly hurts"
    assert sign in said("pregnancy-friendly", Request()).call  # the routine is made for them
    assert sign in said("neck-tension", Request(has=("pregnancy-supine",))).call
    assert sign not in said("neck-tension", Request()).call


@pytest.mark.parametrize("region", get_args(Region))
def test_every_region_has_its_own_signs(region: str) -> None:
    assert common(None).safety.red_flags[region].call


def test_nothing_is_cut_from_the_lists() -> None:
    flags = common(None).safety.red_flags
    handout = said("pregnancy-friendly", Request())
    assert {*flags["low-back"].call, *flags["pregnancy"].call} <= set(handout.call)


def test_a_clinic_sets_the_cut_offs_of_pain(tmp_path: Path) -> None:
    plain = said("low-back-relief", Request()).after[0]
    assert plain.startswith("A gentle pull is fine. Stop if pain is sharp")
    own = said("low-back-relief", Request(), clinic_with(tmp_path, "pain: {fine_up_to: 4, stop_above: 7}"))
    assert own.after[0] == (
        "Pain up to 4 of 10 is fine. Do less if it is more. Stop above 7, or at 2 more than when you began. Call us if "
        "it is still worse the next morning."
    )


def test_cut_offs_that_contradict_each_other_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as found:
        load(Needs("low-back-relief", clinic=clinic_with(tmp_path, "pain: {fine_up_to: 5, stop_above: 5}")))
    assert str(found.value) == (
        f"{tmp_path}/clinic.yaml:3:7: error: `pain`: `stop_above` must be more than `fine_up_to`, which is 5"
    )
