"""A handout as one HTML page: nothing is fetched, nothing runs, pictures are drawn in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from handouts.companions.markup import Markup, joined, tag
from handouts.companions.picture import picture
from handouts.companions.stylesheet import css, stylesheet
from handouts.compose.handout import (
    Figure,
    Handout,
    Log,
    LogRow,
    Masthead,
    PatientField,
    Plan,
    Prose,
    QrCode,
    Safety,
    Section,
    StretchCard,
    ThumbnailGroup,
)
from handouts.drawing.tones import Look
from handouts.layout.style import Palette
from handouts.model.template import BlockName

# points on the screen, of a picture's longer side
_ON_CARD, _AS_THUMBNAIL, _AS_LOGO, _AS_CODE = 170.0, 80.0, 90.0, 96.0
# Browsers hold to it, too: no script runs and nothing is fetched, whatever a file may hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class _Colors:
    """What is coloured how: words and grounds, and pictures."""

    palette: Palette
    look: Look


def html(handout: Handout, blocks: Iterable[BlockName], palette: Palette, look: Look) -> str:
    """Write a handout in the order of a template's blocks."""
    colors = _Colors(palette, look)
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("title", handout.title),
        tag("meta", name_="author", content=handout.masthead.name) if handout.masthead.name else "",
        tag("meta", name_="description", content=handout.goal) if handout.goal else "",
        tag("style", Markup(stylesheet(palette))),
    )
    body = tag(
        "body",
        _masthead(handout.masthead, look),
        tag("main", *(_BLOCKS[name](handout, colors) for name in blocks)),
        tag("footer", tag("p", handout.footer), tag("p", handout.version, class_="muted"), class_="foot"),
    )
    return f"<!DOCTYPE html>\n{tag('html', head, body, lang=handout.language)}\n"


def _marked(prose: Prose) -> Markup:
    phrases = (tag("strong", phrase.text) if phrase.strong else phrase.text for phrase in prose)
    return joined(*[piece for phrase in phrases for piece in (" ", phrase)][1:])


def _masthead(value: Masthead, look: Look) -> Markup:
    logo = picture(value.logo, look, value.logo_alt, _AS_LOGO) if value.logo else ""
    name = tag("p", value.name, class_="clinic") if value.name else ""
    lines = tag("div", (tag("p", line) for line in value.lines), class_="address") if value.lines else ""
    blank = _fields(tuple(PatientField(label, "") for label in value.write_in)) if value.write_in else ""
    return tag("header", logo, name, lines, blank, class_="head")


def _title(handout: Handout) -> Markup:
    goal = tag("p", handout.goal, class_="muted") if handout.goal else ""
    return joined(tag("h1", handout.title), goal)


def _fields(fields: tuple[PatientField, ...]) -> Markup:
    rows = (tag("div", tag("dt", each.label), " ", tag("dd", each.value)) for each in fields)
    return tag("dl", rows, class_="fields")


def _plan(value: Plan, colors: _Colors) -> Markup:
    paragraphs = (tag("p", _marked(prose)) for prose in value.paragraphs)
    groups = (joined(_group(group, colors.look)) for group in value.groups)
    weekly = tag("p", value.weekly, class_="weekly") if value.weekly else ""
    return tag("div", paragraphs, groups, _key(value, colors), weekly, class_="plan")


def _group(value: ThumbnailGroup, look: Look) -> Iterator[Markup]:
    if value.label:
        yield tag("p", value.label, class_="label")
    items = (
        tag(
            "li",
            picture(each.figure.drawing, look, "", _AS_THUMBNAIL, each.figure.mirrored) if each.figure else joined(),
            tag("b", tag("span", str(each.number)), f" {each.name}"),
            (joined(" ", tag("span", line, class_="line")) for line in each.dose),
        )
        for each in value.thumbnails
    )
    # the role: a list without marks is no list to some screen readers
    yield tag("ol", items, class_="thumbnails", role="list")


def _key(value: Plan, colors: _Colors) -> Markup:
    """Say once what shading and arrows mean, with a sample of each."""
    feel, arrow = css(colors.palette.feel), css(colors.palette.arrow)
    area = tag("path", d="M4 1H16A4 4 0 0 1 16 9H4A4 4 0 0 1 4 1Z", fill=feel)
    if colors.look.mono:  # hatched, as in the pictures
        area = tag("path", d="M1 1H19V9H1ZM4 9L12 1M8 9L16 1M12 9L19 2M1 8L8 1", fill="none", stroke=feel)
    line = tag("path", d="M1 5H17M12 1L18 5L12 9", fill="none", stroke=arrow, stroke_width=2)
    samples = (_sample(area, value.key_area), " ", _sample(line, value.key_arrow))
    return tag("p", tag("strong", value.key_lead), " ", *samples, class_="key")


def _sample(shape: Markup, words: str) -> Markup:
    return tag("span", tag("svg", shape, viewBox="0 0 20 10", aria_hidden="true"), words)


def _safety(value: Safety) -> Markup:
    after = (tag("p", each) for each in value.after)
    now = tag("section", tag("h2", value.emergency_heading), _list(value.emergency), class_="now")
    call = tag("section", tag("h2", value.call_heading), _list(value.call), after)
    not_for = tag("p", _marked(value.not_for)) if value.not_for else ""
    return joined(not_for, tag("div", now, call, class_="tiers"))


def _list(items: tuple[str, ...]) -> Markup:
    return tag("ul", (tag("li", each) for each in items))


def _cards(handout: Handout, colors: _Colors) -> Iterator[Markup]:
    for group in handout.groups:
        if group.heading:
            yield tag("h2", group.heading, class_="later")
        yield from (tag("p", _marked(prose)) for prose in group.again)
        yield from (_card(each, colors, "h3" if group.heading else "h2") for each in group.cards)
        if group.move_on:
            yield tag("p", _marked(group.move_on))


def _card(value: StretchCard, colors: _Colors, heading: str) -> Markup:
    why = tag("p", value.body.why, class_="muted")
    shown = tag("div", why, _figures(value.body.figures, colors.look), class_="shown")
    steps = tag("ol", (tag("li", each) for each in value.body.steps), class_="steps")
    notes = (tag("p", _marked(each), class_="note") for each in value.body.notes)
    remarks = tag("p", _marked(value.body.remarks)) if value.body.remarks else ""
    done = tag("div", steps, remarks, notes, class_="done")
    name = tag(heading, tag("span", str(value.number), class_="number"), " ", value.name)
    return tag("article", name, tag("div", _dose(value), shown, done, class_="body"), class_="card")


def _dose(value: StretchCard) -> Markup:
    rows = (tag("tr", tag("th", each.label, scope="row"), " ", tag("td", each.value)) for each in value.body.dosage)
    caption = tag("caption", tag("span", value.body.dosage_summary, class_="unseen"))
    return tag("table", caption, tag("tbody", rows), class_="dose")


def _figures(figures: tuple[Figure, ...], look: Look) -> Markup:
    """Set the frames side by side, each as wide as its drawing: the person stays the same size."""
    if not figures:
        return joined()
    frames = (
        tag(
            "figure",
            picture(each.drawing, look, each.alt, _ON_CARD, each.mirrored),
            tag("figcaption", each.caption),
            style=f"flex:{each.drawing.width:.0f} 1 0",
        )
        for each in figures
    )
    return tag("div", frames, class_="figures")


def _section(value: Section) -> Markup:
    return tag("section", tag("h2", value.heading), (tag("p", each) for each in value.paragraphs))


def _log(value: Log) -> Markup:
    labels = max((row.boxes for row in value.rows), key=len, default=())
    parts = tag("small", (joined(" ", tag("span", each)) for each in labels)) if any(labels) else ""
    days = (tag("th", each, parts, scope="col") for each in value.days)
    pain = tag("th", value.pain, scope="col", class_="pain") if value.pain else ""
    rows = (_row(row, value) for row in value.rows)
    table = tag(
        "table", tag("caption", tag("span", value.summary, class_="unseen")),
        tag("thead", tag("tr", tag("td"), days, pain)), tag("tbody", rows), class_="log",
    )  # fmt: skip
    # wider than a phone, it scrolls by itself; with the keyboard, too
    scroll = tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=value.heading)
    return tag("section", tag("h2", value.heading), scroll)


def _row(row: LogRow, log: Log) -> Markup:
    boxes = tag("div", (tag("span", class_="box") for _ in row.boxes), class_="boxes")
    pain = tag("td") if log.pain else ""
    return tag("tr", tag("th", row.label, scope="row"), (tag("td", boxes) for _ in log.days), pain)


def _qr(value: QrCode, look: Look) -> Markup:
    link = tag("a", value.address, href=value.url)
    return tag(
        "section",
        tag("p", tag("strong", value.caption)),
        tag("p", link),
        picture(value.drawing, look, value.alt, _AS_CODE),
    )


_BLOCKS: Mapping[BlockName, Callable[[Handout, _Colors], str | Iterable[str]]] = {
    "title": lambda handout, _: _title(handout),
    "patient-line": lambda handout, _: _fields(handout.patient_line),
    "plan-at-a-glance": lambda handout, colors: _plan(handout.plan, colors),
    "safety": lambda handout, _: _safety(handout.safety),
    "cards": _cards,
    "flare-up": lambda handout, _: _section(handout.flare_up),
    "progression": lambda handout, _: _section(handout.progression),
    "log": lambda handout, _: _log(handout.log) if handout.log else "",
    "emergency": lambda handout, _: tag("p", _marked(handout.emergency), class_="again"),
    "disclaimer": lambda handout, _: tag("p", _marked(handout.disclaimer), class_="please"),
    "message": lambda handout, _: tag("p", _marked(handout.message), class_="note") if handout.message else "",
    "qr": lambda handout, colors: _qr(handout.qr, colors.look) if handout.qr else "",
}
