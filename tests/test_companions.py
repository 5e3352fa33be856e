"""Text and HTML companions: all words of the handout, in the order of the paper, and nothing that could harm."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handouts.companions.html import html
from handouts.companions.picture import picture
from handouts.companions.text import text
from handouts.compose.handout import Handout, Phrase
from handouts.data import builtin
from handouts.drawing.tones import AS_DRAWN
from handouts.drawing.value import Drawing, Raster
from handouts.layout.color import ENOUGH, WHITE, contrast
from handouts.layout.page import Pages, Text
from handouts.layout.style import colored
from handouts.load.folders import files
from handouts.make.make import Made, make
from handouts.make.order import Order
from handouts.model.clinic import Colors, Figures
from handouts.model.template import BlockName, flat
from handouts.prescribe.request import Request
from handouts.units import Format
from tests.made import ALL_TEN, ROUTINE, SAMPLE, TODAY, composed, library
from tests.test_cli import run
from tests.test_phases import composed as in_phases

GOLDEN = Path(__file__).parent / "golden" / "low-back-relief.txt"
FULL = Request(
    patient="Ana Diaz", clinician="Sam Lee, PT", date="2026-11-21", review="2026-12-19",
    notes=("pelvic-tilt=Use two pillows.",), sets=("pelvic-tilt.per_day=2",), sides=("single-knee-to-chest=left",),
    show_harder=("cat-camel",),
)  # fmt: skip
WITHOUT_END = frozenset({"meta"})
INLINE = frozenset({"b", "span", "strong"})  # what stands before and after follows without a space

# Fields whose words stand nowhere in a companion, and why.
NOT_SAID = {
    "Handout.page_label": "there are no pages",
    "Drawing": "is drawn",
}
NOT_IN_TEXT = {
    "Handout.language": "plain text has no place to say it",
    "Plan.key_lead": "there are no pictures", "Plan.key_area": "there are no pictures",
    "Plan.key_arrow": "there are no pictures",
    "Masthead.logo_alt": "there is no logo; it says the clinic's name, which is there",
    "CardBody.dosage_summary": "there is no table to name", "Log.summary": "there is no table to name",
}  # fmt: skip


def template_blocks() -> list[BlockName]:
    found = library().template
    assert found is not None
    return flat(found.value.blocks)


def as_text(handout: Handout) -> str:
    return text(handout, template_blocks())


def as_html(handout: Handout, colors: Colors | None = None) -> str:
    return html(handout, template_blocks(), *colored(colors or Colors()))


@cache
def made(form: Format, routine: str | None = ROUTINE, request: Request = FULL, clinic: Path | None = SAMPLE) -> Made:
    return make(Order(routine, request, clinic, format=form), TODAY)


def leaves(value: object, name: str = "Handout") -> Iterator[tuple[str, str]]:
    """Walk all that a handout is made of, whatever fields there are."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple) and hasattr(value, "_asdict"):
        for field_name, each in value._asdict().items():
            yield from leaves(each, f"{type(value).__name__}.{field_name}")
    elif isinstance(value, tuple):
        for each in value:
            yield from leaves(each, name)
    elif isinstance(value, Drawing):
        yield "Drawing", value.key
    elif is_dataclass(value):
        for each in fields(value):
            yield from leaves(getattr(value, each.name), f"{type(value).__name__}.{each.name}")
    else:
        assert isinstance(value, bool | int | None), f"{name} holds a {type(value)}, which this test does not know"


def single_spaced(words: str) -> str:
    return " ".join(words.split())


@dataclass
class Element:
    """An element of a page."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for each in self.children:
            if isinstance(each, Element):
                yield from each.walk()

    def all(self, tag: str) -> list[Element]:
        return [each for each in self.walk() if each.tag == tag]

    def said(self) -> str:
        """Return the words, as a reader meets them."""
        if self.tag in {"style", "head"}:
            return ""
        words = "".join(each if isinstance(each, str) else each.said() for each in self.children)
        return words if self.tag in INLINE else f" {words} "


class Tree(HTMLParser):
    """Builds the elements, and holds that each is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = self.at = Element("", {}, None)
        self.feed(page)
        self.close()
        assert self.at is self.root, f"<{self.at.tag}> is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        element = Element(tag, {key: value or "" for key, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in WITHOUT_END:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def handouts() -> Iterator[tuple[str, Handout]]:
    yield "full", composed(FULL)
    yield "plain", composed()
    yield "no diary", composed(Request(log=False))
    yield "ten", composed(Request(stretches=ALL_TEN), None)


@pytest.mark.parametrize(("name", "handout"), list(handouts()))
def test_every_word_of_the_handout_is_in_both(name: str, handout: Handout) -> None:
    hold_all_words(name, handout)


def test_every_word_of_a_handout_in_phases_is_in_both(tmp_path: Path) -> None:
    handout = in_phases(tmp_path)
    assert any(group.again and group.move_on for group in handout.groups)
    hold_all_words("phases", handout)


def hold_all_words(name: str, handout: Handout) -> None:
    plain, page = single_spaced(as_text(handout)), Tree(as_html(handout)).root
    attributes = " ".join(value for each in page.walk() for value in each.attributes.values())
    seen = single_spaced(f"{page.said()} {attributes}")
    for where, words in leaves(handout):
        if where in NOT_SAID:
            continue
        assert single_spaced(words) in seen, f"{name}: {where} is not in the page: {words}"
        if where not in NOT_IN_TEXT:
            assert single_spaced(words) in plain, f"{name}: {where} is not in the text: {words}"


def test_the_fields_left_out_are_still_there() -> None:
    known = {where for _, handout in handouts() for where, _ in leaves(handout)}
    assert {*NOT_SAID, *NOT_IN_TEXT} <= known


def read_aloud(pages: Pages, labels: bool = True) -> list[str]:
    """Return the words of the paper in the order of its structure, without the numbers of steps if so wanted."""
    words: dict[int, list[str]] = {}
    for page in pages.pages:
        for mark in page.marks:
            if isinstance(mark, Text) and isinstance(mark.owner, int):
                words.setdefault(mark.owner, []).append(mark.glyphs.run.text)
    children: dict[int, list[int]] = {}
    for index, node in enumerate(pages.nodes):
        children.setdefault(node.parent, []).append(index)

    def walk(index: int) -> Iterator[str]:
        if labels or not (pages.nodes[index].role == "Lbl" and words.get(index, [""])[0].endswith(".")):
            yield from re.findall(r"\w+", " ".join(words.get(index, ())))
        for each in children.get(index, ()):
            yield from walk(each)

    return [word for top in children[-1] for word in walk(top)]


def missing(expected: list[str], found: list[str]) -> str:
    """Return the first words of `expected` that do not follow in `found`; nothing when all do."""
    rest = iter(found)
    for number, word in enumerate(expected):
        if word not in rest:
            return " ".join(expected[max(0, number - 5) : number + 5])
    return ""


@pytest.mark.parametrize("routine", [ROUTINE, "neck-tension", "older-adult-chair"])
def test_the_words_of_the_paper_follow_in_the_same_order(routine: str) -> None:
    request = FULL if routine == ROUTINE else Request()
    page = Tree(made("html", routine, request).companion).root
    body = re.findall(r"\w+", page.said())
    pages = made("txt", routine, request).pages
    assert missing(read_aloud(pages, labels=False), body) == ""
    handout = composed(request, routine)
    assert handout.log
    plan = handout.plan
    paper = without(read_aloud(pages), plan.key_lead, plan.key_arrow)  # there are no pictures in a text
    paper = without(paper, handout.log.days[0], handout.log.rows[-1].label)  # and its diary has no table's head
    assert missing(paper, re.findall(r"\w+", made("txt", routine, request).companion.replace("_", ""))) == ""


def without(words: list[str], first: str, last: str) -> list[str]:
    """Leave out what stands from one text to another."""
    start, end = (re.findall(r"\w+", text) for text in (first, last))
    begin = next(n for n in range(len(words)) if words[n : n + len(start)] == start)
    stop = next(n for n in range(begin, len(words)) if words[n : n + len(end)] == end)
    return words[:begin] + words[stop + len(end) :]


@pytest.mark.slow
@pytest.mark.parametrize("routine", sorted(files([builtin()], "routine")))
@pytest.mark.parametrize("clinic", [SAMPLE, None], ids=["clinic", "no clinic"])
def test_every_routine_has_companions_with_safety_and_disclaimer(routine: str, clinic: Path | None) -> None:
    plain = single_spaced(made("txt", routine, Request(), clinic).companion)
    page = single_spaced(Tree(made("html", routine, Request(), clinic).companion).root.said())
    safety = library().safety
    for words in (*safety.disclaimer.full, safety.disclaimer.short, safety.pain_rule, "Call 911 now if:"):
        assert words in plain
        assert words in page


def test_the_text_is_as_expected(request: pytest.FixtureRequest) -> None:
    written = as_text(replace(composed(FULL), version="low-back-relief 0.0.0 00000000"))
    if request.config.getoption("--update-goldens"):
        GOLDEN.write_text(written, encoding="utf-8")
    assert written == GOLDEN.read_text(encoding="utf-8")


def test_lines_of_the_text_are_short_and_plain() -> None:
    for _, handout in handouts():
        lines = as_text(handout).split("\n")
        assert max(map(len, lines)) <= 72
        assert not any(line != line.rstrip() for line in lines)
        assert not re.search(r"[\u00a0\u2500-\u27bf\t]", "".join(lines))
        assert "\n\n\n" not in as_text(handout)


EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> & <!-- {side} ]]>"


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60))
def test_no_words_become_tags(words: str) -> None:
    page = as_html(_saying(words))
    assert _skeleton(page) == _skeleton(as_html(_saying("words")))


def test_a_script_in_a_note_is_words() -> None:
    page = as_html(_saying(EVIL))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    root = Tree(page).root
    assert root.all("script") == root.all("img") == []
    assert single_spaced(EVIL) in single_spaced(root.said())
    assert EVIL in as_text(_saying(EVIL)).replace("\n", " ")


def _saying(words: str) -> Handout:
    """Say something in every kind of place: title, name, note, alt text, caption, version."""
    handout = composed()
    group = handout.groups[0]
    card = group.cards[0]
    shown = tuple(each._replace(alt=words or "x", caption=words) for each in card.body.figures)
    body = replace(card.body, name=words, notes=((Phrase(words, strong=True), Phrase(words)),), figures=shown)
    card = card._replace(body=body)
    return replace(
        handout, title=words, goal="Goal", version=words,
        groups=(group._replace(cards=(card, *group.cards[1:])), *handout.groups[1:]),
        masthead=handout.masthead._replace(name="Clinic", logo_alt=words or "x"),
        patient_line=tuple(each._replace(value=words) for each in handout.patient_line),
    )  # fmt: skip


def _skeleton(page: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.tag, tuple(each.attributes)) for each in Tree(page).root.walk()]


def test_the_page_runs_and_fetches_nothing() -> None:
    page = as_html(composed(FULL))
    assert page.startswith("<!DOCTYPE html>\n<html lang=")
    for each in Tree(page).root.walk():
        assert each.tag not in {"script", "link", "iframe", "object", "embed", "img", "form", "base"}
        for name, value in each.attributes.items():
            assert not name.startswith("on")
            assert name not in {"src", "srcset", "action", "xlink:href"}
            assert name != "href" or value.startswith("data:image/")
    assert "url(" not in page
    assert "@import" not in page
    assert "://" not in page


def test_the_page_is_made_of_what_screen_readers_know() -> None:
    root = Tree(as_html(composed(FULL))).root
    (whole,) = root.all("html")
    assert whole.attributes == {"lang": "en-US"}
    assert [len(root.all(tag)) for tag in ("h1", "main", "header", "footer")] == [1, 1, 1, 1]
    assert len(root.all("title")) == 1 + len(pictures(root))
    levels = [int(each.tag[1]) for each in root.walk() if re.fullmatch("h[1-6]", each.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in root.all("table"):
        assert table.all("caption")[0].said().strip()
        assert table.all("th")
        assert all(each.attributes["scope"] in {"row", "col"} for each in table.all("th"))
        widths = {len([kid for kid in row.walk() if kid.tag in {"td", "th"}]) for row in table.all("tr")}
        assert len(widths) == 1
    for each in root.all("svg"):
        assert ("role" in each.attributes) != ("aria-hidden" in each.attributes)
    for each in pictures(root):
        assert each.attributes["aria-label"] == each.all("title")[0].said().strip() != ""
    assert len(pictures(root)) == 1 + sum(len(card.body.figures) for card in composed().cards)


def pictures(root: Element) -> list[Element]:
    return [each for each in root.all("svg") if each.attributes.get("role") == "img"]


def test_a_left_handout_shows_mirrored_pictures() -> None:
    assert "scale(-1 1)" in as_html(composed(FULL))
    assert "scale(-1 1)" not in as_html(composed())


@pytest.mark.parametrize("brand", ["#1f6f78", "#ffee00", "#ffffff", "#777777", "#ff8800"])
@pytest.mark.parametrize("ink", ["color", "mono"])
def test_all_words_of_the_page_can_be_read(brand: str, ink: str) -> None:
    palette, _ = colored(Colors(brand=brand, ink="#888888"), Figures(), "mono" if ink == "mono" else "color")
    for front, ground in (
        (palette.ink, palette.tint), (palette.ink, WHITE), (palette.muted, palette.tint), (palette.muted, WHITE),
        (palette.brand, palette.tint), (palette.brand, WHITE), (WHITE, palette.brand), (palette.alert, WHITE),
    ):  # fmt: skip
        assert contrast(front, ground) >= ENOUGH


@pytest.mark.parametrize(("encoding", "mode"), [("rgb", "RGB"), ("grey", "L"), ("jpeg", "RGB")])
def test_photos_travel_within_the_page(encoding: Literal["rgb", "grey", "jpeg"], mode: str) -> None:
    image = Image.linear_gradient("L").resize((40, 20)).convert(mode)
    data = image.tobytes()
    if encoding == "jpeg":
        stream = io.BytesIO()
        image.save(stream, "JPEG")
        data = stream.getvalue()
    drawing = Drawing(f"photo-{encoding}", 40, 20, raster=Raster(encoding, 40, 20, data))
    (shown,) = Tree(picture(drawing, AS_DRAWN, "A photo", 100)).root.all("image")
    kind, _, encoded = shown.attributes["href"].partition(";base64,")
    assert kind == ("data:image/jpeg" if encoding == "jpeg" else "data:image/png")
    with Image.open(io.BytesIO(base64.b64decode(encoded))) as found:
        assert found.size == (40, 20)
        assert encoding == "jpeg" or found.tobytes() == image.tobytes()


@pytest.mark.slow
def test_the_command_writes_what_was_asked_for(tmp_path: Path) -> None:
    ran = run(tmp_path, "make", ROUTINE, "--format", "html", "--date", "")
    assert (ran.code, ran.out, ran.err) == (0, "out/low-back-relief.html\n", "")
    assert (tmp_path / "out" / "low-back-relief.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    ran = run(tmp_path, "make", ROUTINE, "--format", "txt", "-o", "-", "--clinic", "sample")
    assert ran.code == 0
    assert ran.out.startswith("Your Clinic Name\n")
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["low-back-relief.html"]


def test_the_same_input_makes_the_same_companions() -> None:
    assert made("html").companion == make(Order(ROUTINE, FULL, SAMPLE, format="html"), TODAY).companion
