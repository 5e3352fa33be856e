"""Laying out: numbers on values, no PDF needed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.compose.handout import Handout, Masthead, PatientField, Phrase
from handouts.layout import color
from handouts.layout.blocks.cells import columns_of
from handouts.layout.blocks.closing import footer
from handouts.layout.blocks.masthead import masthead, patient_line, running_head, title
from handouts.layout.blocks.plan import plan, plan_height
from handouts.layout.blocks.row import widths
from handouts.layout.draft import Draft
from handouts.layout.flat import marks_of, nodes_of
from handouts.layout.flat import pages as pages_of
from handouts.layout.lay_out import lay_out
from handouts.layout.page import (  # fmt: skip
    Artifact,
    Blank,
    Block,
    Face,
    Glyphs,
    Inset,
    LaidOut,
    Line,
    Link,
    Page,
    Pages,
    Picture,
    Placing,
    Run,
    Shape,
    Text,
)
from handouts.layout.paginate import Placed, Portion, filled, paginate
from handouts.layout.style import palette, style
from handouts.layout.text import SLACK, lines
from handouts.load.yaml_source import parse
from handouts.model.clinic import Colors
from handouts.model.template import Template
from handouts.pdf.fonts import shape
from handouts.prescribe.request import Request
from handouts.problems import InputError, Place
from handouts.units import PAPERS, Paper
from tests.made import ALL_TEN, composed, library

COLORS = Colors()


def template() -> Template:
    found = library().template
    assert found is not None
    return found.value


@cache
def pages(paper: Paper = "letter", request: Request | None = None, routine: str | None = "low-back-relief") -> Pages:
    return lay_out(composed(request, routine), template(), COLORS, paper, shape)


def fixed(run: Run) -> Glyphs:
    """Half an em for every letter: layouts can be worked out by hand."""
    return Glyphs(run, len(run.text) * run.size / 2)


def said(found: tuple) -> list[str]:  # type: ignore[type-arg]
    return ["".join(glyphs.run.text for _, glyphs in line.parts) for line in found]


# ---- text ----


def test_lines_fill_up_to_the_width() -> None:
    # at 10 pt a letter is 5 pt wide: 55 pt hold eleven letters, `aaa bbb ccc` exactly
    assert said(lines("aaa bbb ccc ddd", 55, 10, fixed)) == ["aaa bbb ccc", "ddd"]
    assert said(lines("aaa bbb ccc ddd", 54, 10, fixed)) == ["aaa bbb", "ccc ddd"]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("abcdefgh", ["abc-", "def-", "gh"]),
        ("Adductor/Groin", ["Add-", "uct-", "or/", "Gro-", "in"]),
        ("ab/cd-ef–gh", ["ab/", "cd-", "ef–", "gh"]),
        ("a/b-c d", ["a/b-", "c d"]),
        ("555123", ["5551", "23"]),  # a hyphen would be read as part of a number
        ("(5)\u00a001-02", ["(5)", "01-", "02"]),
        ("x.example", ["x.", "exam", "ple"]),  # and of an address
        ("e\u0301e\u0301e\u0301", ["e\u0301-", "e\u0301e\u0301"]),  # a mark stays with its letter
        ("-----", ["----", "-"]),
    ],
)
def test_a_word_wider_than_the_column_is_broken_where_that_harms_least(text: str, broken: list[str]) -> None:
    assert said(lines(text, 20, 10, fixed)) == broken


@pytest.mark.parametrize(
    ("width", "broken", "size"),
    [
        (40, ["abcdefgh"], 10),
        (36, ["abcdefgh"], 9),  # smaller rather than broken, all of it
        (35, ["abcdefgh"], 8.75),
        (31, ["abcde-", "fgh"], 10),  # even the least would not do
    ],
)
def test_a_text_is_set_smaller_before_a_word_is_broken(width: float, broken: list[str], size: float) -> None:
    found = lines("abcdefgh", width, 10, fixed, least=8)
    assert (said(found), found[0].size) == (broken, size)


@given(
    st.from_regex(r"[1-9][0-9]{9}|\([0-9]{3}\)\u00a0[0-9]{3}-[0-9]{4}|[A-Za-zÀ-ž/-]{1,40}", fullmatch=True),
    st.sampled_from([9.5, 10.0, 12.0, 17.0]),
    st.sampled_from(["regular", "bold"]),
)
def test_a_text_is_whole_in_a_room_as_wide_as_it_measures(text: str, size: float, face: Face) -> None:
    wide = shape(Run(text, face, size)).advance
    for room in (wide, round(wide, 3) - 0.001, 612 / 2 + wide - 612 / 2):
        assert said(lines(text, room, size, shape, face)) == [text]


def test_no_break_spaces_hold_a_phone_number_together() -> None:
    assert said(lines("call (555)\u00a0010-0100 now", 80, 10, fixed)) == ["call", "(555)\u00a0010-0100", "now"]


def test_phrases_of_two_weights_share_a_line() -> None:
    (line,) = lines((Phrase("Feel it", strong=True), Phrase("here.")), 200, 10, fixed)
    assert [(x, part.run.text, part.run.face) for x, part in line.parts] == [
        (0.0, "Feel it ", "bold"),
        (40.0, "here.", "regular"),
    ]
    assert line.width == 65.0


@given(st.text(alphabet="ab c/–", max_size=80), st.integers(12, 200), st.sampled_from([7.0, 10.0]))
def test_breaking_loses_no_letter_and_keeps_the_width(text: str, width: int, least: float) -> None:
    found = lines(text, width, 10, fixed, least=least)
    assert "".join("".join(said(found)).replace("-", "").split()) == "".join(text.split())
    assert all(line.width <= width + SLACK for line in found)


# ---- long words ----

LONG = (
    "Sternocleidomastoid", "Adductor/Groin", "Wadenmuskulaturdehnung", "Hüftbeugermuskulaturdehnung",
    "Halswirbelsäulenbeweglichkeitsübungen",
)  # fmt: skip


def texts_of(block: Block) -> list[str]:
    """What a block says, a line or a word a text."""
    return [mark.glyphs.run.text for mark, _ in flattened(block) if isinstance(mark, Text)]


def flattened(block: Block) -> list[tuple[object, float]]:
    marks: list[tuple[object, float]] = []
    for mark in block.marks:
        marks += [(each, x + mark.x) for each, x in flattened(mark.block)] if isinstance(mark, Inset) else [(mark, 0)]
    return marks


def named_alike(count: int, *names: str) -> Handout:
    """A handout of so many stretches, the first of these names."""
    handout = composed(Request(stretches=ALL_TEN[:count]), None)
    (group,) = handout.plan.groups
    shown = [each._replace(name=name) for each, name in zip(group.thumbnails, names, strict=False)] + list(
        group.thumbnails[len(names) :]
    )
    plan = handout.plan._replace(groups=(group._replace(thumbnails=tuple(shown)),))
    return replace(handout, plan=plan)


@pytest.mark.parametrize("count", [1, 3, 6, 7, 10])
@pytest.mark.parametrize("names", [*((name,) for name in LONG), LONG[:1] * 5, LONG])
@pytest.mark.parametrize("width", [540.0, 324.0])
def test_the_words_of_tiles_stay_whole(count: int, names: tuple[str, ...], width: float) -> None:
    value = named_alike(count, *names).plan
    roomy = style(template(), COLORS, "en", shape)
    block = plan(value, width, roomy)
    assert block.height == pytest.approx(plan_height(value, width, roomy))
    said = texts_of(block)
    for name in names[:count]:
        assert any(name in text for text in said) or {"Adductor/", "Groin"} <= set(said), said
    assert not [text for text in said if text.strip("0 ") == ""]  # the room of a number says nothing
    for mark, x in flattened(block):
        if isinstance(mark, Text):
            assert -SLACK <= mark.x + x <= mark.x + x + mark.glyphs.advance <= width + 1, mark


def test_a_word_longer_than_a_row_leaves_other_words_whole() -> None:
    said = texts_of(
        plan(named_alike(6, "a" * 150, "Sternocleidomastoid").plan, 540, style(template(), COLORS, "en", shape))
    )
    assert "Sternocleidomastoid" in "".join(said)
    assert next(text for text in said if text.startswith("aaa")).endswith("-")


def test_brief_cards_stand_in_fewer_columns_when_a_name_needs_the_room() -> None:
    cards = composed(Request(stretches=ALL_TEN[:4]), None).groups[0].cards
    roomy = style(template(), COLORS, "en", shape)

    def columns(name: str) -> int:
        longer = cards[1]._replace(body=replace(cards[1].body, name=name))
        return columns_of((cards[0], longer, *cards[2:]), 4, 540, roomy)

    assert [columns(name) for name in ("Cat", "Sternocleidomastoid", "W" * 15, "W" * 36, "W" * 90)] == [4, 3, 2, 1, 4]


def test_the_words_of_a_masthead_stay_whole() -> None:
    roomy = style(template(), COLORS, "en", shape)
    value = Masthead(name="Physiotherapiepraxis Musterdorf-Unterbergen", lines=("Bahnhofstrasse 12, " * 4,) * 2)
    for each in (masthead(value, 324, roomy), running_head(replace(composed(), masthead=value), 200, roomy)):
        said = " ".join(texts_of(each))
        assert "Physiotherapiepraxis" in said
        assert "Musterdorf-" in said
    long_title = title(("Schultergürtelmobilisationsübungsprogramm", "Goal"), 396, roomy)
    assert texts_of(long_title)[0] == "Schultergürtelmobilisationsübungsprogramm"


@given(st.from_regex(r"[0-9]{3,12}|\\+[0-9]{2} [0-9]{3} [0-9]{4}", fullmatch=True))
def test_a_phone_number_alone_stands_in_one_line(phone: str) -> None:
    block = masthead(Masthead(name="River Clinic", lines=(phone,)), 540, style(template(), COLORS, "en", shape))
    assert texts_of(block) == ["River Clinic", phone]


def test_an_address_leaves_the_words_of_a_name_whole() -> None:
    name = "Physiotherapiegemeinschaftspraxis"
    value = Masthead(name=name, lines=("Bahnhofstrasse 12, 8001 Musterdorf, Montag bis Freitag von 8 bis 18 Uhr",))
    assert texts_of(masthead(value, 396, style(template(), COLORS, "en", shape)))[0] == name


def test_a_word_of_a_patient_line_stays_whole() -> None:
    roomy = style(template(), COLORS, "en", shape)
    name = "Wolfeschlegelsteinhausenbergerdorff"
    fields = (PatientField("For", name), PatientField("From", "x"), PatientField("Date", "y"), PatientField("Next", ""))
    assert name in texts_of(patient_line(fields, 540, roomy))[1]
    assert name in texts_of(patient_line(fields, 324, roomy))[1]


@pytest.mark.parametrize("number", ["nan", ".inf", "1e999"])
def test_a_spacing_without_end_is_refused_at_its_place(number: str) -> None:
    text = f"title: X\nfit: {{leading: [1, {number}]}}\nblocks: [title, cards, safety, disclaimer]\n"
    with pytest.raises(InputError) as found:
        parse(text, Template, Path("own.yaml"), Place("own.yaml"))
    assert str(found.value) == f"own.yaml:2:20: error: `fit.leading[2]` is `{number}`; it must be a number"


# ---- pages ----


def blocks(*heights: float) -> tuple[Portion, ...]:
    return tuple(Portion(f"block {n}", height) for n, height in enumerate(heights))


def test_blocks_go_to_the_next_page_whole() -> None:
    # 40 + 10 + 40 = 90 fit into 100; the next 40 does not
    assert paginate(blocks(40, 40, 40), 100, 100, 10) == (
        (Placed(0, 0, 0, 40), Placed(1, 50, 0, 40)),
        (Placed(2, 0, 0, 40),),
    )


def test_a_heading_goes_with_what_follows() -> None:
    pieces = (*blocks(60), Portion("heading", 10, keep_with_next=True), Portion("card", 40))
    assert [[each.piece for each in page] for page in paginate(pieces, 100, 100, 5)] == [[0], [1, 2]]


def test_a_block_breaks_where_it_says() -> None:
    pieces = (*blocks(60), Portion("text", 80, (20, 40, 60)))
    assert paginate(pieces, 100, 100, 0) == ((Placed(0, 0, 0, 60), Placed(1, 60, 0, 40)), (Placed(1, 0, 40, 80),))


def test_a_block_taller_than_a_page_is_a_problem_and_no_silent_shrink() -> None:
    with pytest.raises(InputError) as found:
        paginate(blocks(50, 120), 100, 100, 0)
    assert str(found.value) == (
        "block 1: error[L4]: needs 120 points on one page; the page has 100\n"
        "hint: shorten its text, or use larger paper"
    )


def test_gaps_grow_to_fill_a_page() -> None:
    page = (Placed(0, 0, 0, 40), Placed(1, 45, 0, 40))
    assert [each.y for each in filled(page, 92, [40, 40])] == [0, 52]
    assert [each.y for each in filled(page, 200, [40, 40])] == [0, 54]  # by nine points at most


def test_a_row_gives_the_natural_width_and_shares_the_rest() -> None:
    assert widths([200, None], 518) == [200, 300]
    assert widths([900, None], 518) == [400, 100]


@pytest.mark.parametrize("paper", list(PAPERS))
def test_the_first_routine_fits_front_and_back(paper: Paper) -> None:
    assert len(pages(paper).pages) == 2


def test_cards_of_a_last_page_stand_apart_when_there_is_room() -> None:
    frames = [
        each for each in pages().pages[-1].marks if isinstance(each, Shape) and each.stroke and each.radii[0] == 6
    ]
    cards = [each for each in frames if each.width == pytest.approx(540)]
    assert len(cards) == 4
    assert all(below.y - above.y - above.height > 6 for above, below in pairwise(cards))


def test_spacing_is_roomy_where_there_is_room() -> None:
    one = pages("legal").pages[0]
    tight = pages("letter").pages[0]
    assert body_leading(one) > body_leading(tight)


def body_leading(page: Page) -> float:
    """The distance of the first two lines of one paragraph in body type."""
    lines_of: dict[object, set[float]] = {}
    for mark in page.marks:
        if isinstance(mark, Text) and mark.glyphs.run.size == 12:
            lines_of.setdefault(mark.owner, set()).add(mark.baseline)
    first, second, *_ = next(sorted(baselines) for baselines in lines_of.values() if len(baselines) > 1)
    return second - first


# ---- invariants of whole handouts ----

CHOICES = st.lists(st.sampled_from(ALL_TEN), min_size=1, max_size=10, unique=True)


def edges(mark: object) -> tuple[float, float, float, float]:
    if isinstance(mark, Text):
        size = mark.glyphs.run.size
        return mark.x, mark.baseline - 0.75 * size, mark.x + mark.glyphs.advance, mark.baseline + 0.2 * size
    if isinstance(mark, Line):
        return min(mark.x0, mark.x1), min(mark.y0, mark.y1), max(mark.x0, mark.x1), max(mark.y0, mark.y1)
    assert isinstance(mark, Shape | Picture | Link)
    return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(CHOICES, st.sampled_from(list(PAPERS)), st.text("abcdefg ", max_size=200), st.text("ABCab ", max_size=60))
def test_marks_stay_within_the_margins_and_texts_apart(chosen: list[str], paper: Paper, note: str, name: str) -> None:
    request = Request(stretches=tuple(chosen), notes=(f"{chosen[0]}={note}",), patient=name, title=name.strip() or None)
    laid_out = lay_out(composed(request, None), template(), COLORS, paper, shape)
    setup = template().page
    for page in laid_out.pages:
        texts = []
        for mark in page.marks:
            left, top, right, bottom = edges(mark)
            assert left >= setup.side - 0.51, mark
            assert right <= laid_out.width - setup.side + 0.51, mark
            assert top >= setup.top - 0.51, mark
            assert bottom <= laid_out.height - setup.bottom + 0.51, mark
            if isinstance(mark, Text) and mark.glyphs.run.text.strip():
                texts.append((left, top, right, bottom, mark.glyphs.run.text))
        for index, one in enumerate(texts):
            for other in texts[index + 1 :]:
                apart_x = one[2] <= other[0] + 0.6 or other[2] <= one[0] + 0.6
                apart_y = one[3] <= other[1] + 0.6 or other[3] <= one[1] + 0.6
                assert apart_x or apart_y, (one, other)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(CHOICES, st.sampled_from(list(PAPERS)))
def test_every_card_is_whole_on_one_page(chosen: list[str], paper: Paper) -> None:
    laid_out = lay_out(composed(Request(stretches=tuple(chosen)), None), template(), COLORS, paper, shape)
    cards = {index for index, node in enumerate(laid_out.nodes) if node.role == "Sect" and has_steps(laid_out, index)}
    for card in cards:
        on = {
            number
            for number, page in enumerate(laid_out.pages)
            for mark in page.marks
            if owner_in(laid_out, mark.owner, card)
        }
        assert len(on) == 1


def has_steps(laid_out: Pages, section: int) -> bool:
    return any(node.parent == section and node.role == "Table" for node in laid_out.nodes)


def owner_in(laid_out: Pages, owner: int | Artifact, section: int) -> bool:
    while isinstance(owner, int) and owner >= 0:
        if owner == section:
            return True
        owner = laid_out.nodes[owner].parent
    return False


def test_nodes_stand_after_their_parents() -> None:
    assert all(node.parent < index for index, node in enumerate(pages().nodes))


def test_nothing_is_printed_smaller_than_nine_points() -> None:
    sizes = [mark.glyphs.run.size for page in pages().pages for mark in page.marks if isinstance(mark, Text)]
    assert min(sizes) >= 9
    assert max(sizes, key=sizes.count) == 12


def test_both_frames_of_a_stretch_have_one_scale() -> None:
    found: dict[str, list[Picture]] = {}
    for page in pages().pages:
        for mark in page.marks:
            if isinstance(mark, Picture) and isinstance(mark.owner, int):
                section = pages().nodes[mark.owner].parent
                found.setdefault(str(section), []).append(mark)
    scales = [
        {round(each.width / each.drawing.width, 4) for each in group} for group in found.values() if len(group) == 2
    ]
    assert len(scales) == 7
    assert all(len(each) == 1 for each in scales)


# ---- colour ----


def test_a_brand_too_light_for_text_is_darkened_and_a_dark_one_kept() -> None:
    assert color.contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert palette(Colors(brand="#1f6f78")).brand == (0x1F, 0x6F, 0x78)
    yellow = palette(Colors(brand="#ffdd00"))
    assert yellow.brand != (0xFF, 0xDD, 0)
    assert color.contrast(yellow.brand, yellow.tint) >= 4.5


@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
def test_whatever_the_colours_text_can_be_read(brand: int, ink: int) -> None:
    found = palette(Colors(brand=f"#{brand:06x}", ink=f"#{ink:06x}"))
    for text in (found.brand, found.ink, found.muted):
        assert color.contrast(text, found.tint) >= 4.5
        assert color.contrast(text, color.WHITE) >= 4.5
    assert color.contrast(found.brand, color.WHITE) >= 4.5  # white numbers stand on it


def test_a_draft_moves_what_it_takes_in() -> None:
    styled = style(template(), COLORS, "en", fixed)
    inner = Draft(styled)
    inner.label("x", 1, 2, inner.node("P", inner.node("Sect")), 10, (0, 0, 0))
    outer = Draft(styled)
    outer.node("Document")
    outer.add(inner.block(10), 100, 50, 0)
    block = outer.block(60)
    assert [(node.role, node.parent) for node in nodes_of(block)] == [("Document", -1), ("Sect", 0), ("P", 1)]
    (mark,) = marks_of(block)
    assert isinstance(mark, Text)
    assert (mark.x, mark.baseline, mark.owner) == (101, 52, 2)


def test_each_placing_fills_a_blank_with_a_text_of_its_own() -> None:
    styled = style(template(), COLORS, "en", fixed)
    draft = Draft(styled)
    heading = draft.heading("H2", draft.node("Sect"), "Pelvic tilt", 1)
    draft.marks.append(Blank(heading))
    draft.label("Pelvic tilt", 20, 12, heading, 10, (0, 0, 0))
    block = draft.block(20)
    texts = [Text(3, 12, fixed(Run(f"{n} ", "bold", 10)), (0, 0, 0), heading) for n in (1, 2)]
    placings = (Placing(block, 5, 50, 1, text=texts[0]), Placing(block, 5, 90, 3, text=texts[1]))
    flat = pages_of(LaidOut(100, 200, (placings,), "T", "en"))
    said = [
        (mark.glyphs.run.text, mark.x, mark.baseline, mark.owner) for mark in flat.pages[0].marks if type(mark) is Text
    ]
    assert said == [("1 ", 8, 62, 2), ("Pelvic tilt", 25, 62, 2), ("2 ", 8, 102, 4), ("Pelvic tilt", 25, 102, 4)]
    assert [mark.title for mark in flat.bookmarks] == ["1. Pelvic tilt", "2. Pelvic tilt"]
    (left,) = pages_of(LaidOut(100, 200, ((Placing(block, 5, 50, 1),),), "T", "en")).pages[0].marks
    assert isinstance(left, Text)
    assert left.glyphs.run.text == "Pelvic tilt"


def test_what_handouts_share_of_a_foot_is_laid_out_once() -> None:
    styled = style(template(), COLORS, "en-US", shape)
    said = composed()
    feet = [
        footer(replace(said, version=f"{said.id} 9.9 {code}"), 1, 2, 540, styled) for code in ("abcdef01", "0123456a")
    ]
    assert feet[0][0] is feet[1][0]
    assert [text.glyphs.run.text for _, text in feet] == ["abcdef01", "0123456a"]
    same = dict.fromkeys((text.x, text.baseline) for _, text in feet)
    assert len(same) == 1


@pytest.mark.parametrize("label", ["a", "long-" * 5, "long-" * 9])
@pytest.mark.parametrize("code", ["11111111", "bbbbbbbb", "0123456789abcdef"])
def test_the_texts_of_a_foot_stay_apart(label: str, code: str) -> None:
    styled = style(template(), COLORS, "en-US", shape)
    block, text = footer(replace(composed(), version=f"{label} 9.9 {code}"), 1, 2, 540, styled)
    texts = sorted(
        (mark.baseline, mark.x, mark.x + mark.glyphs.advance) for mark in (*block.marks, text) if isinstance(mark, Text)
    )
    assert all(x >= 0 and end <= 540.01 for _, x, end in texts)
    for (above, _, end), (baseline, x, _) in pairwise(texts):
        assert baseline > above or end <= x + 0.01
    assert text.baseline < block.height


def test_a_date_stands_on_one_line_beside_empty_fields() -> None:
    for paper in PAPERS:
        for said_date in ("September 30, 2026", "30 September 2026"):
            laid_out = lay_out(composed(Request(date=said_date)), template(), COLORS, paper, shape)
            texts = [mark.glyphs.run.text.strip() for mark in laid_out.pages[0].marks if isinstance(mark, Text)]
            assert said_date in texts
