"""L1 to L5: type that can be read with the glasses off, on a grey copy, on one page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from handouts.check import contrast as ground
from handouts.check.rule import Rule
from handouts.check.subject import File, SheetSubject
from handouts.layout import color
from handouts.layout.page import Mark, Pages, Text
from handouts.layout.style import darkened
from handouts.model.clinic import Clinic
from handouts.problems import Level, Problem

_BODY, _HEADING, _SMALLEST = 12.0, 14.0, 9.0  # points: RNIB Clear Print; nothing at all under 9
_LARGE_BODY = 16.0  # points: large print is 14 to 28 (NHS Accessible Information), 16 and more in ours
_MOST_LETTERS = 70  # of a line: RNIB asks for 60 to 70
_ROUNDING = 0.01  # points
_HEADINGS = frozenset({"H1", "H2", "H3"})

L1 = Rule(
    id="L1", levels=(Level.ERROR,), reads="Pages",
    title="body 12 pt or more, headings 14, nothing under 9; large print 16 or more",
    why="The reader is often older, and often without glasses.",
    source="RNIB Clear Print; NHS Accessible Information Standard",
    mend="Raise the sizes under `type:` of the template; save room with fewer stretches, not with small type.",
)  # fmt: skip
L2 = Rule(
    id="L2", levels=(Level.ERROR, Level.WARNING), reads="files and Pages",
    title="text against its ground is 4.5:1; a brand colour too light is darkened, and said so",
    why="Pale type is the first thing that a copier and an old eye lose.",
    source="WCAG 2.1, 1.4.3",
    mend="Choose a darker `colors: {brand: …}`, or waive the rule to say that the darkened colour is fine.",
)  # fmt: skip
L3 = Rule(
    id="L3", levels=(Level.WARNING,), reads="files and Pages",
    title="lines of at most 70 characters, left aligned; no italics or capitals for emphasis",
    why="In long lines the eye loses its place; words in capitals have no shape to know them by.",
    source="RNIB Clear Print; CMS Toolkit",
    mend="Use `**bold**` for what matters. Set long text in a narrower block.",
)  # fmt: skip
L4 = Rule(
    id="L4", levels=(Level.ERROR,), reads="Pages",
    title="a card never splits",
    why="Steps and picture on two pages are two half handouts.",
    source="PEMAT item 8",
    mend="Shorten the steps or the notes, use larger paper, or let figures be smaller under `fit:`.",
)  # fmt: skip
L5 = Rule(
    id="L5", levels=(Level.ERROR,), reads="Pages",
    title="nothing is carried by colour alone; everything is legible in grey",
    why="Most handouts are copied in black and white, and one man in twelve sees red and green alike.",
    source="WCAG 2.1, 1.4.1",
    mend="Give a marked area an edge or hatching, and choose colours that differ in brightness.",
)  # fmt: skip
RULES = (L1, L2, L3, L4, L5)


def l1(sheet: SheetSubject) -> Iterator[Problem]:
    """Measure the type on the pages."""
    pages, place = sheet.pages, sheet.of_template("type")
    marks = [mark for page in pages.pages for mark in page.marks if isinstance(mark, Text)]
    is_large = sheet.library.template.id.startswith("large-print")
    for name, least, chosen in (
        ("print", _SMALLEST, marks),
        ("headings", _HEADING, [mark for mark in marks if _role(pages, mark) in _HEADINGS and _has_letters(mark)]),
        ("steps", _LARGE_BODY if is_large else _BODY, _of_cards(sheet, marks)),
    ):
        smallest = min((mark.glyphs.run for mark in chosen), key=lambda run: run.size, default=None)
        if smallest and smallest.size < least - _ROUNDING:
            what = f"the smallest {name} have {smallest.size:g} pt, as in `{smallest.text.strip()[:30]}`"
            yield L1.error(place, what.replace("print have", "print has"), f"make it {least:g} pt or more")


def _has_letters(mark: Text) -> bool:
    """Tell words from the number in a disc."""
    return any(letter.isalpha() for letter in mark.glyphs.run.text)


def _of_cards(sheet: SheetSubject, marks: list[Text]) -> list[Text]:
    """Return the words of the steps of cards."""
    pages, cards = sheet.pages, _cards(sheet)
    return [mark for mark in marks if _role(pages, mark) == "LBody" and _card_of(mark, pages, cards)]


def _cards(sheet: SheetSubject) -> dict[int, str]:
    """Map the sections of cards to their titles."""
    titles = {card.title for card in sheet.handout.cards}
    nodes = sheet.pages.nodes
    return {nodes[mark.node].parent: mark.title for mark in sheet.pages.bookmarks if mark.title in titles}


def _card_of(mark: Mark, pages: Pages, cards: dict[int, str]) -> str:
    """Return the title of the card that a mark belongs to, or nothing."""
    owner = mark.owner if isinstance(mark.owner, int) else 0
    while owner > 0 and owner not in cards:
        owner = pages.nodes[owner].parent
    return cards.get(owner, "")


def l1_of_form(problem: Problem) -> Problem:
    """Name the rule in what the form of a template says of its sizes."""
    is_size = problem.message.startswith("`type.") and "at least" in problem.message
    return L1.error(problem.place, problem.message, problem.hint) if is_size else problem


def l2(file: File) -> Iterator[Problem]:
    """Say when a clinic's colour has to be darkened."""
    if isinstance(file.loaded.value, Clinic):
        colors = file.loaded.value.colors
        if used := darkened(colors):
            what = f"brand colour `{colors.brand}` is too light for text; printed as `{used}`"
            yield L2.warning(file.place("colors", "brand"), what, f"write `{used}` yourself, or a darker one")


def l2_of_sheet(sheet: SheetSubject) -> Iterator[Problem]:
    """Compare every text with the ground that it stands on."""
    for text, below in ground.grounds(sheet.pages):
        ratio = color.contrast(text.color, below)
        if ratio < color.ENOUGH - _ROUNDING:
            what = f"`{text.glyphs.run.text.strip()[:30]}` stands {ratio:.1f}:1 against its ground; 4.5:1 is legible"
            yield L2.error(sheet.of_clinic("colors"), what, "choose darker `colors`")
            return  # the others have the same colours


def l3(file: File) -> Iterator[Problem]:
    """Find capitals and italics in the words."""
    capitals = {each.upper() for each in file.reference.words.capitals}
    for text in file.texts:
        for pattern in file.reference.emphasis:
            if match := pattern.expression.search(text.text):
                yield L3.warning(text.place, f"{text.called(match[0])} {pattern.says}", "`**bold**` can be read")
        shouted = [word for word in re.findall(r"\b[A-Z]{2,}\b", text.text) if word not in capitals]
        if shouted:
            hint = f"write `**{shouted[0].lower()}**`, or `{shouted[0].lower()}`"
            yield L3.warning(text.place, f"{text.called(shouted[0])} is in capitals", hint)


def l3_of_sheet(sheet: SheetSubject) -> Iterator[Problem]:
    """Measure the lines of running text."""
    longest = max(_long_lines(sheet.pages), key=len, default="")
    if longest:
        what = f"a line has {len(longest)} characters, and {_MOST_LETTERS} are read well: `{longest[:40]}…`"
        yield L3.warning(sheet.of_template("blocks"), what, "set it in a narrower block, or in larger type")


def _long_lines(pages: Pages) -> Iterator[str]:
    """Yield the lines of paragraphs and list items that have too many characters."""
    for page in pages.pages:
        rows: defaultdict[tuple[int, float], list[str]] = defaultdict(list)
        for mark in page.marks:
            if isinstance(mark, Text) and isinstance(mark.owner, int) and _role(pages, mark) in {"P", "LBody"}:
                rows[mark.owner, round(mark.baseline, 1)].append(mark.glyphs.run.text)
        yield from (line for parts in rows.values() if len(line := "".join(parts).strip()) > _MOST_LETTERS)


def l4(sheet: SheetSubject) -> Iterator[Problem]:
    """Look for cards with marks on two pages."""
    cards = _cards(sheet)
    stands: defaultdict[str, set[int]] = defaultdict(set)
    for number, page in enumerate(sheet.pages.pages, start=1):
        for mark in page.marks:
            if title := _card_of(mark, sheet.pages, cards):
                stands[title].add(number)
    for title, numbers in stands.items():
        if len(numbers) > 1:
            where = " and ".join(map(str, sorted(numbers)))
            yield L4.error(sheet.file.place("stretches"), f"the card `{title}` is split over pages {where}")


def l5(sheet: SheetSubject) -> Iterator[Problem]:
    """Look at text and marked areas as a copier without colour shows them."""
    for text, below in ground.grounds(sheet.pages):
        if color.contrast(color.grey(text.color), color.grey(below)) < color.ENOUGH - _ROUNDING:
            what = f"`{text.glyphs.run.text.strip()[:30]}` cannot be read on a grey copy"
            yield L5.error(sheet.of_clinic("colors"), what, "choose darker `colors`")
            return
    for name in ground.lost_in_grey(sheet.handout):
        hint = "give the area an edge or hatching, or make it darker"
        yield L5.error(sheet.file.place("stretches"), f"the marked area of `{name}` is lost on a grey copy", hint)


def _role(pages: Pages, mark: Text) -> str:
    return pages.nodes[mark.owner].role if isinstance(mark.owner, int) else ""
