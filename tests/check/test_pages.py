"""Rules about pages that no file can break today: they guard the layout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handouts.check import layout
from handouts.check.reference_words import reference
from handouts.check.sheet import sheet_of
from handouts.check.subject import SheetSubject, file
from handouts.data import builtin
from handouts.layout.page import Mark, Page, Text
from handouts.load.yaml_source import load
from handouts.model.routine import Routine
from tests.made import ROUTINE, SAMPLE

PLACE = builtin() / "routines" / "standard" / f"{ROUTINE}.yaml"


@pytest.fixture(scope="module")
def sheet() -> SheetSubject:
    found, told = sheet_of(file(load(PLACE, Routine, "r.yaml"), reference(SAMPLE)))
    assert told == ()
    assert found is not None
    return found


def changed(sheet: SheetSubject, change: Callable[[Text], Mark]) -> SheetSubject:
    """Change every text on the pages."""
    pages = tuple(
        Page(tuple(change(mark) if isinstance(mark, Text) else mark for mark in page.marks))
        for page in sheet.pages.pages
    )
    return replace(sheet, pages=replace(sheet.pages, pages=pages))


def sized(words: str, size: float) -> Callable[[Text], Mark]:
    """Set one text in another size."""

    def change(mark: Text) -> Mark:
        run = mark.glyphs.run
        return mark._replace(glyphs=mark.glyphs._replace(run=run._replace(size=size))) if words in run.text else mark

    return change


def told(rule: Callable[[SheetSubject], Any], sheet: SheetSubject) -> list[str]:
    return [str(each).partition(": ")[2] for each in rule(sheet)]


@pytest.mark.parametrize("rule", [layout.l1, layout.l2_of_sheet, layout.l4, layout.l5])
def test_our_own_pages_keep_the_rules(sheet: SheetSubject, rule: Callable[[SheetSubject], Any]) -> None:
    assert told(rule, sheet) == []


@pytest.mark.parametrize(
    ("words", "size", "message"),
    [
        ("Ask a health", 8.5, "the smallest print has 8.5 pt, as in `{words}`\nhint: make it 9 pt or more"),
        ("Low back relief", 13.0, "the smallest headings have 13 pt, as in `{words}`\nhint: make it 14 pt or more"),
        ("Tighten your", 11.0, "the smallest steps have 11 pt, as in `{words}`\nhint: make it 12 pt or more"),
    ],
)
def test_small_type(sheet: SheetSubject, words: str, size: float, message: str) -> None:
    marks = [mark for page in sheet.pages.pages for mark in page.marks if isinstance(mark, Text)]
    whole = next(mark.glyphs.run.text for mark in marks if words in mark.glyphs.run.text)
    expected = message.format(words=whole.strip()[:30])
    assert told(layout.l1, changed(sheet, sized(words, size))) == [f"error[L1]: {expected}"]


def test_large_print_is_large(sheet: SheetSubject) -> None:
    template = replace(sheet.library.template, id="large-print")
    large = replace(sheet, library=replace(sheet.library, template=template))
    assert [each.partition(", as in")[0] for each in told(layout.l1, large)] == [
        "error[L1]: the smallest steps have 12 pt"
    ]


def test_pale_text(sheet: SheetSubject) -> None:
    pale = changed(sheet, lambda mark: mark._replace(color=(170, 170, 170)) if "Stop" in mark.glyphs.run.text else mark)
    (message,) = told(layout.l2_of_sheet, pale)
    assert message.startswith("error[L2]: `")
    assert message.endswith("stands 2.3:1 against its ground; 4.5:1 is legible\nhint: choose darker `colors`")
    assert told(layout.l5, pale)[0].endswith("cannot be read on a grey copy\nhint: choose darker `colors`")


def test_text_on_a_panel_is_compared_with_the_panel(sheet: SheetSubject) -> None:
    ink = sheet.pages.pages[0].marks
    assert any(isinstance(mark, Text) and mark.color == (255, 255, 255) for mark in ink)  # white on the brand's colour
    assert told(layout.l2_of_sheet, sheet) == []


def test_a_card_on_two_pages(sheet: SheetSubject) -> None:
    first, second = sheet.pages.pages
    title = sheet.handout.cards[0].name
    cards = layout._cards(sheet)
    moved = [mark for mark in first.marks if layout._card_of(mark, sheet.pages, cards) == f"1. {title}"]
    assert moved
    kept = tuple(mark for mark in first.marks if mark is not moved[-1])
    split = replace(sheet.pages, pages=(Page(kept), Page((*second.marks, moved[-1]))))
    assert told(layout.l4, replace(sheet, pages=split)) == [
        f"error[L4]: the card `1. {title}` is split over pages 1 and 2"
    ]


def test_places_are_those_of_template_and_clinic(sheet: SheetSubject) -> None:
    small = changed(sheet, sized("Ask a health", 8.0))
    (problem,) = layout.l1(small)
    assert Path(problem.place.path).name == "standard.yaml"
    assert problem.place.line > 1
