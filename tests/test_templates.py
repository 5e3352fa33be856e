"""The templates that are shipped: each on each paper, what each is for, and what is said when it cannot be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from handouts.compose.compose import compose
from handouts.compose.handout import Handout
from handouts.layout.blocks.safety import _columns, _shares, safety_height
from handouts.layout.lay_out import _Layout, _shrunk, arrange
from handouts.layout.page import LaidOut, Pages, Text
from handouts.layout.paginate import Portion, balanced, paginate
from handouts.layout.style import spacings
from handouts.load.catalog import all_routines
from handouts.make.make import Made, make, prescribed
from handouts.make.order import Order
from handouts.model.clinic import Colors, Figures
from handouts.model.template import Template
from handouts.pdf.fonts import shaper
from handouts.prescribe.request import Request
from handouts.units import PAPERS, Paper
from tests.made import SAMPLE, TODAY, made

TEMPLATES = ("standard", "one-sheet", "large-print", "compact", "wall", "log")
SAFE = ("Call 911 now if:", "Stop and call us", "Please read.")


def with_template(name: str, request: Request | None = None, paper: Paper = "letter", routine: str = "low-back-relief",
                  clinic: Path | None = SAMPLE) -> Made:  # fmt: skip
    return make(Order(routine, request or Request(), clinic, name, paper), TODAY)


def texts(pages: Pages) -> list[str]:
    return [mark.glyphs.run.text.strip() for page in pages.pages for mark in page.marks if isinstance(mark, Text)]


def handout_of(request: Request, clinic: Path | None = SAMPLE) -> Handout:
    library, prescription, _ = prescribed(Order("low-back-relief", request, clinic), TODAY)
    return compose(prescription, library, library.template.value)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("paper", PAPERS)
def test_safety_and_disclaimer_are_on_every_template(name: str, paper: Paper) -> None:
    said = " ".join(texts(with_template(name, paper=paper).pages))
    assert all(text in said for text in SAFE)


@pytest.mark.parametrize(("name", "most"), [("standard", 2), ("one-sheet", 2), ("wall", 1), ("log", 1), ("compact", 3)])
@pytest.mark.parametrize("paper", PAPERS)
def test_the_first_routine_takes_no_more_pages_than_the_template_is_for(name: str, most: int, paper: Paper) -> None:
    found = with_template(name, paper=paper)
    assert len(found.pages.pages) <= most
    assert not found.warnings


def test_large_print_is_large_and_keeps_safety_on_page_one() -> None:
    pages = with_template("large-print").pages
    sizes = [mark.glyphs.run.size for page in pages.pages for mark in page.marks if isinstance(mark, Text)]
    assert min(sizes) >= 14
    first = texts(replace(pages, pages=pages.pages[:1]))
    assert {"Call 911 now if:", "your face droops or"} <= set(first)


def test_a_wall_sheet_has_names_and_doses_and_no_steps() -> None:
    said = texts(with_template("wall").pages)
    assert {"Pelvic tilt", "Hold 5 seconds", "Seated twist"} <= set(said)
    assert not any("Tighten your belly" in text for text in said)


def test_a_diary_has_no_cards_and_as_many_weeks_as_asked_for() -> None:
    said = texts(with_template("log", Request(log_weeks=10)).pages)
    assert "Week 10" in said
    assert not any("Tighten your belly" in text for text in said)


def test_what_does_not_fit_says_what_to_leave_out_and_that_is_true() -> None:
    (told,) = [each for each in with_template("one-sheet", routine="post-workout").warnings if "pages" in each.message]
    assert told.message == "takes 3 pages; this template is for 2"
    names = [word for word in told.hint.replace("`", "").split() if not word.startswith("--") and "-" in word]
    assert names
    smaller = with_template("one-sheet", Request(without=tuple(names), log="--no-log" not in told.hint),
                            routine="post-workout")  # fmt: skip
    assert len(smaller.pages.pages) == 2


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ("[title, safety, disclaimer]", "`blocks` holds neither `cards` nor `log`: there is nothing to do"),
        ("[cards, safety, disclaimer]", "`safety` stands after `cards`; it belongs on page 1"),
        ("[cards, disclaimer]", "`blocks` leaves out `safety`, which is on every handout"),
    ],
)
def test_a_template_without_what_matters_is_refused(blocks: str, said: str) -> None:
    from handouts.load.yaml_source import parse
    from handouts.problems import InputError, Place

    with pytest.raises(InputError) as found:
        parse(f"title: x\nblocks: {blocks}\n", Template, Path("x.yaml"), Place("x.yaml"))
    assert said in str(found.value)


# ---- writing on it ----


def test_doses_to_write_in_are_nowhere_printed() -> None:
    handout = handout_of(Request(blank_dosage=True))
    assert all(cell.value == "" for card in handout.cards for cell in card.body.dosage)
    assert handout.plan.weekly == ""
    assert "minutes" not in " ".join(each.text for each in handout.plan.paragraphs[0][:2])
    assert not any(thumbnail.dose for group in handout.plan.groups for thumbnail in group.thumbnails)
    assert handout.flare_up.paragraphs == ("Do about half as many for 2 days. Still worse? Call us.",)
    assert not any("Do 3" in step for card in handout.cards for step in card.body.steps)
    pages = made(request=Request(blank_dosage=True)).pages
    assert len(pages.pages) == 2


def test_a_blank_dosage_is_kept_in_a_saved_file(tmp_path: Path) -> None:
    from handouts.prescribe.prescription_file import text

    (tmp_path / "blank.yaml").write_text(text(made(request=Request(blank_dosage=True, log_weeks=6)).prescription))
    again = make(Order(str(tmp_path / "blank.yaml"), Request(), SAMPLE), TODAY).prescription
    assert (again.blank_dosage, again.log_weeks) == (True, 6)


def clinic(folder: Path, setting: str) -> Path:
    (folder / "clinic.yaml").write_text(
        f"name: River\nsites: [{{phone: (555) 010-0100}}]\nprint: {{{setting}: true}}\n"
    )
    return folder


def test_a_clinic_sets_the_diary_and_a_handout_may_differ(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: River\nsites: [{phone: (555) 010-0100}]\nlog: 2\n")
    log = handout_of(Request(), tmp_path).log
    assert log is not None
    assert len(log.rows) == 2
    (tmp_path / "clinic.yaml").write_text("name: River\nsites: [{phone: (555) 010-0100}]\nlog: off\n")
    assert handout_of(Request(), tmp_path).log is None
    asked = handout_of(Request(log_weeks=3), tmp_path).log
    assert asked is not None
    assert len(asked.rows) == 3


def test_a_first_name_is_enough(tmp_path: Path) -> None:
    handout = handout_of(Request(patient="Ana Maria Diaz"), clinic(tmp_path, "first_name_only"))
    assert handout.patient_line[0].value == "Ana"


def test_there_is_room_beside_doses(tmp_path: Path) -> None:
    handout = handout_of(Request(), clinic(tmp_path, "space_beside_doses"))
    assert all((card.body.dosage[-1].label, card.body.dosage[-1].value) == ("New", "") for card in handout.cards)


def test_holes_have_room_at_the_left_of_fronts_and_at_the_right_of_backs(tmp_path: Path) -> None:
    pages = made(clinic=clinic(tmp_path, "hole_punch")).pages
    for number, page in enumerate(pages.pages):
        edges = [(mark.x, mark.x + mark.glyphs.advance) for mark in page.marks if isinstance(mark, Text)]
        left, right = min(x for x, _ in edges), max(x for _, x in edges)
        assert left >= (57 if number % 2 == 0 else 36) - 0.01
        assert right <= pages.width - (36 if number % 2 == 0 else 57) + 0.01


# ---- breaks over the whole document ----


def pieces(*heights: float) -> tuple[Portion, ...]:
    return tuple(Portion(str(n), height) for n, height in enumerate(heights))


def broken(*heights: float, room: float = 100) -> list[list[int]]:
    whole = pieces(*heights)
    greedy = paginate(whole, room, room, 0)
    return [[placed.piece for placed in page] for page in balanced(whole, greedy, room, room, 0)]


def test_a_last_page_with_hardly_anything_on_it_gets_more() -> None:
    assert broken(50, 25, 25, 10) == [[0, 1], [2, 3]]


def test_full_pages_stay_as_they_are() -> None:
    assert broken(50, 50, 60) == [[0, 1], [2]]


def test_a_heading_never_ends_a_page() -> None:
    whole = (*pieces(50, 20), Portion("heading", 10, keep_with_next=True), *pieces(60, 20))
    greedy = paginate(whole, 100, 100, 0)
    for page in balanced(whole, greedy, 100, 100, 0):
        assert not whole[page[-1].piece].keep_with_next


@pytest.mark.slow
@pytest.mark.parametrize("name", [*TEMPLATES, "single"])
def test_what_a_tighter_spacing_takes_at_least_is_never_too_much(name: str) -> None:
    """Else a handout would get a page that it does not need."""
    for routine in all_routines(SAMPLE):
        handout, template = with_template_of(name, routine.id)
        styles = spacings(template, Colors(), handout.language, shaper(), Figures(), "color")
        roomy, tight = (_Layout(handout, template, each, "letter", punched=False) for each in (styles[-1], styles[0]))
        assert roomy.fewest_pages(styles[0]) <= len(tight.pages)
        for before, after in zip(roomy.pieces, tight.pieces, strict=True):
            assert before.card or _shrunk(before, styles[-1], styles[0]).height <= after.height + 0.001


@pytest.mark.slow
@pytest.mark.parametrize("name", ["standard", "compact", "large-print"])
def test_the_roomiest_spacing_that_needs_no_page_more_is_taken(name: str) -> None:
    taken = set()
    for routine in all_routines(SAMPLE):
        handout, template = with_template_of(name, routine.id)
        styles = spacings(template, Colors(), handout.language, shaper(), Figures(), "color")
        tries = [_Layout(handout, template, each, "letter", punched=False) for each in styles]
        best = max(step for step, each in enumerate(tries) if len(each.pages) <= len(tries[0].pages))
        assert places(arrange(handout, template, Colors(), "letter", shaper())) == places(tries[best].result())
        taken.add(best)
    assert len(taken) > 1


def places(sheets: LaidOut) -> list[list[tuple[float, float]]]:
    return [[(each.y, each.block.height) for each in sheet] for sheet in sheets.sheets]


@pytest.mark.slow
@pytest.mark.parametrize("name", [*TEMPLATES, "single"])
def test_what_is_known_of_heights_before_laying_out_is_so(name: str) -> None:
    for routine in all_routines(SAMPLE):
        first = next(each.item.stretch for each in routine.value.listed)
        filled = Request(
            patient="Maximiliane Wolkenstein-Trostburg zu Hohenems", clinician="Dr. Aurelia Montgomery-Featherstone",
            notes=(f"{first}=Go slowly on the side that hurts, and use two pillows. " + "Breathe. " * 9,),
            message="See how the first week goes, and call when anything is not clear to you. " * 2,
        )  # fmt: skip
        for request, fillable in ((_ANA, False), (filled, False), (filled, True)):
            handout, template = with_template_of(name, routine.id, request, fillable)
            for style in spacings(template, Colors(), handout.language, shaper(), Figures(), "color", fillable):
                for each in _Layout(handout, template, style, "letter", punched=False).pending:
                    assert each.piece.height == pytest.approx(each.block().height), each.piece.name


@pytest.mark.slow
@pytest.mark.parametrize("width", [360.0, 480.5, 541.0])
def test_the_safety_box_is_as_high_as_what_is_in_it(width: float) -> None:
    for routine in all_routines(SAMPLE):
        handout, template = with_template_of("standard", routine.id)
        for style in spacings(template, Colors(), handout.language, shaper(), Figures(), "color"):
            shares = _shares(handout.safety, width, style)
            tallest = max(_columns(tier, wide, style, columns).height for tier, wide, columns in shares.tiers)
            assert safety_height(handout.safety, width, style) == pytest.approx(shares.top + tallest)


_ANA = Request(patient="Ana")


def with_template_of(
    name: str, routine: str, request: Request = _ANA, fillable: bool = False
) -> tuple[Handout, Template]:
    library, prescription, _ = prescribed(Order(routine, request, SAMPLE, name), TODAY)
    return compose(prescription, library, library.template.value, fillable), library.template.value
