"""A stretch card: a band with name and dose, pictures beside the steps or above them. It never breaks."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from handouts.handout import CardBody, DoseCell, Figure, Prose, StretchCard
from handouts.layout.color import WHITE
from handouts.layout.draft import Box, Draft, baseline_in, line_weight
from handouts.layout.page import Artifact, Block, Line, Role
from handouts.layout.style import CARDS_KEPT, PARTS_KEPT, Style
from handouts.layout.text import TextLine

_PAD = 8.0
_BAND, _DISC, _NUMBER = 22.0, 18.0, 17.0  # height, number's disc, from a step's number to its text; in ordinary print
_GUTTER = 12.0
_TO_WRITE = 52.0  # of a dose that is written by hand
_CELL_GAP = 11.0  # between the cells of a dose
_FRAME_GAP = 8.0
_MOST_FRAMES = 3  # of a card, side by side
_BORDER = 0.8
_INSET = 4.0  # above and below the body
_WRITTEN_LINES = 2  # of a note that is written by hand
_AFTER_LABEL = 4.0
_OWN_KEPT = 64  # of one patient's own, at the spacings that are tried


def card_height(value: CardBody, width: float, style: Style, stacked: bool = False) -> float:
    """Return how high a card is, whatever its number."""
    return _below_name(value, width, style, stacked)[2].height


def card(value: StretchCard, width: float, style: Style, level: int = 2, stacked: bool = False) -> Block:
    """Lay out one card."""
    return (_card if value.body.notes else _shared_card)(value, width, style, level, stacked)


def _card(value: StretchCard, width: float, style: Style, level: int, stacked: bool) -> Block:
    draft = Draft(style)
    section = draft.node("Sect")
    beside, band, rest = _below_name(value.body, width, style, stacked)
    draft.add(_frame(width, rest.height, style), 0, 0)
    draft.add(_ground(width, band, style), 0, 0)
    role: Role = "H2" if level == 2 else "H3"
    heading = draft.heading(role, section, value.title, level - 1)
    tall, ink = _BAND * style.scale, style.palette.ink
    _number(draft, value.number, heading)
    if beside:
        baseline = tall / 2 + 0.345 * style.heading
        draft.label(value.name, _name_x(style), baseline, heading, style.heading, ink, "bold")
    else:
        y = (tall - style.line_height(style.heading)) / 2
        draft.put_lines(_name_lines(draft, value.body, width), _name_x(style), y, width, heading, ink)
    draft.add(rest, 0, 0, section)
    return draft.block(rest.height)


def _below_name(value: CardBody, width: float, style: Style, stacked: bool) -> tuple[bool, float, Block]:
    """Lay out dose, pictures, steps and notes; tell whether the dose is beside the name, and how high the band is."""
    return (_own_below_name if value.notes else _shared_below_name)(value, width, style, stacked)


def _laid_below_name(value: CardBody, width: float, style: Style, stacked: bool) -> tuple[bool, float, Block]:
    draft = Draft(style)
    beside, band = _dose_in_band(draft, value, width)
    to_write = [note for note in value.notes if not note[-1].text]
    printed = replace(value, notes=tuple(note for note in value.notes if note[-1].text)) if to_write else value
    body = _stacked(printed, width - 2 * _PAD, style) if stacked else _beside(printed, width - 2 * _PAD, style)
    room = _WRITTEN_LINES * style.line_height(style.body) + _INSET
    height = band + _INSET + body.height + _INSET + len(to_write) * room
    draft.add(body, _PAD, band + _INSET)
    for number, note in enumerate(to_write, 1):
        _note(draft, note[0].text, value.name, (_PAD, height - number * room, width - 2 * _PAD, room - _INSET))
    return beside, band, draft.block(height)


# A card with a note is one patient's own: it is not remembered for others, for it would take the place of what recurs.
_shared_card = lru_cache(maxsize=CARDS_KEPT)(_card)
_shared_below_name = lru_cache(maxsize=CARDS_KEPT)(_laid_below_name)
_own_below_name = lru_cache(maxsize=_OWN_KEPT)(_laid_below_name)


def _note(draft: Draft, label: str, name: str, box: Box) -> None:
    """Set a label with lines to write on behind it."""
    style = draft.style
    x, y, width, height = box
    owner = draft.node("P")
    baseline = y + baseline_in(style.line_height(style.body), style.body, style)
    used = draft.label(label, x, baseline, owner, style.body, style.palette.brand, "bold") + _AFTER_LABEL
    draft.field("lines", "note", f"{name}: {label}", (x + used, y, width - used, height), owner)
    for line in range(1, _WRITTEN_LINES + 1):
        draft.rule(x + used, y + line * height / _WRITTEN_LINES, x + width, 0.6, style.palette.rule)


@lru_cache(maxsize=PARTS_KEPT)
def _frame(width: float, height: float, style: Style) -> Block:
    """Draw what is around a card."""
    draft = Draft(style)
    draft.panel(0, 0, width, height, 6, stroke=style.palette.rule, stroke_width=_BORDER)
    return draft.block(height)


@lru_cache(maxsize=PARTS_KEPT)
def _ground(width: float, height: float, style: Style) -> Block:
    """Draw what is under a band and under its number."""
    draft = Draft(style)
    draft.ground(0.4, 0.4, width - 0.8, height, (5.6, 5.6, 0, 0))
    side = _DISC * style.scale
    draft.panel(_PAD - 2, (_BAND * style.scale - side) / 2, side, side, side / 2, fill=style.palette.brand)
    return draft.block(height)


def _beside(value: CardBody, width: float, style: Style) -> Block:
    """Lay out pictures at the left, steps at the right."""
    make = _body if value.notes else _shared_body
    return make(value.why, value.figures, value.steps, value.remarks, value.notes, width, style)


def _body(
    why: str, figures: tuple[Figure, ...], steps: tuple[str, ...], remarks: Prose, notes: tuple[Prose, ...],
    width: float, style: Style,
) -> Block:  # fmt: skip
    draft = Draft(style)
    if not figures:
        y = draft.put(why, 0, 0, width, draft.node("P"), style.body, style.palette.muted)
        text = _text(steps, remarks, notes, width, style)
        draft.add(text, 0, y)
        return draft.block(y + text.height)
    left_width = (width + 2 * _PAD) * style.figure_share - _PAD
    text = _text(steps, remarks, notes, width - left_width - _GUTTER, style)
    pictures = _figures(why, figures, left_width, text.height, style)
    draft.add(pictures, 0, max(0.0, text.height - pictures.height) / 2)
    draft.add(text, left_width + _GUTTER, 0)
    return draft.block(max(text.height, pictures.height))


_shared_body = lru_cache(maxsize=PARTS_KEPT)(_body)


def _stacked(value: CardBody, width: float, style: Style) -> Block:
    """Lay out pictures above the steps."""
    if not value.figures:
        return _text(value.steps, value.remarks, value.notes, width, style)
    draft = Draft(style)
    figures = _figures("", value.figures, width, 0.0, style)
    text = _text(value.steps, value.remarks, value.notes, width, style)
    draft.add(figures, 0, 0)
    draft.add(text, 0, figures.height + _INSET)
    return draft.block(figures.height + _INSET + text.height)


def _name_x(style: Style) -> float:
    return _PAD + _DISC * style.scale + 8


def _name_lines(draft: Draft, value: CardBody, width: float) -> tuple[TextLine, ...]:
    return draft.broken(value.name, width - _name_x(draft.style) - _PAD, draft.style.heading, "bold")


def _dose_in_band(draft: Draft, value: CardBody, width: float) -> tuple[bool, float]:
    """Set the dose beside the name, or below when the name needs the room; return which, and how high the band is."""
    style = draft.style
    tall = _BAND * style.scale
    name_width = draft.measure(value.name, style.heading, "bold")
    dose_width = sum(_cell_width(draft, cell) for cell in value.dosage) + _CELL_GAP * (len(value.dosage) - 1)
    if _name_x(style) + name_width + 9 + dose_width + _PAD <= width:
        baseline = tall / 2 + 0.345 * style.heading
        draft.add(_dose(value.dosage, value.dosage_summary, style), width - _PAD - dose_width, baseline)
        return True, tall
    line = style.line_height(style.heading)
    y = (tall - line) / 2 + len(_name_lines(draft, value, width)) * line
    return False, _dose_rows(draft, value, _name_x(style), width - _PAD, y + 1) + 4


def _number(draft: Draft, number: int, owner: int) -> None:
    style = draft.style
    side, band = _DISC * style.scale, _BAND * style.scale
    size = style.body + 1
    text = str(number)
    x = _PAD - 2 + (side - draft.measure(text, size, "bold")) / 2
    draft.label(text, x, band / 2 + 0.345 * size, owner, size, WHITE, "bold")


def _cell_width(draft: Draft, cell: DoseCell) -> float:
    value = draft.measure(cell.value, draft.style.body, "bold") if cell.value else _TO_WRITE * draft.style.scale
    return draft.measure(cell.label, draft.style.small) + 4 + value


@lru_cache(maxsize=PARTS_KEPT)
def _dose(dosage: tuple[DoseCell, ...], summary: str, style: Style) -> Block:
    """Lay out the dose as a table of one row of headers and one of values, drawn in one line whose baseline is at 0."""
    draft = Draft(style)
    table = _dose_table(draft, dosage, summary)
    x = 0.0
    for index, cell in enumerate(dosage):
        x = _dose_cell(draft, cell, table[index], x, 0.0, summary) + _CELL_GAP
        if index + 1 < len(dosage):
            middle = x - _CELL_GAP / 2
            draft.marks.append(Line(middle, -9, middle, 2.5, 0.6, style.palette.rule, Artifact.LAYOUT))
    return draft.block(0.0)


def _dose_table(draft: Draft, dosage: tuple[DoseCell, ...], summary: str) -> list[tuple[int, int]]:
    """Add the nodes of a dose: one row a part, its label the row's header."""
    table = draft.node("Table", summary=summary)
    cells = []
    for _ in dosage:
        row = draft.node("TR", table)
        cells.append((draft.node("TH", row, scope="Row"), draft.node("TD", row)))
    return cells


def _dose_cell(draft: Draft, cell: DoseCell, owners: tuple[int, int], x: float, baseline: float, summary: str) -> float:
    style = draft.style
    x += draft.label(cell.label, x, baseline, owners[0], style.small, style.palette.muted) + 4
    if not cell.value:
        end = x + _TO_WRITE * style.scale
        draft.rule(x, baseline + 1.5, end, 0.6, style.palette.ink)
        box = (x, baseline - style.ascent * style.body, end - x, style.line_height(style.body))
        draft.field("line", "dose", f"{summary}: {cell.label}", box, owners[1])
        return end
    return x + draft.label(cell.value, x, baseline, owners[1], style.body, style.palette.ink, "bold")


def _dose_rows(draft: Draft, value: CardBody, x0: float, x1: float, y: float) -> float:
    """Set the dose below the name, in as many lines as it needs."""
    owners = _dose_table(draft, value.dosage, value.dosage_summary)
    height = draft.style.line_height(draft.style.body)
    x = x0
    for cell, pair in zip(value.dosage, owners, strict=True):
        if x > x0 and x + _cell_width(draft, cell) > x1:
            x, y = x0, y + height
        baseline = y + baseline_in(height, draft.style.body, draft.style)
        x = _dose_cell(draft, cell, pair, x, baseline, value.dosage_summary) + _CELL_GAP
    return y + height


@lru_cache(maxsize=PARTS_KEPT)
def _figures(why: str, shown: tuple[Figure, ...], width: float, room: float, style: Style) -> Block:
    """Lay out why, then the frames side by side, as large as the text beside them leaves room for."""
    draft = Draft(style)
    y = draft.put(why, 0, 0, width, draft.node("P"), style.body, style.palette.muted) if why else 0.0
    rows = _rows(shown)
    free = max((room - y) / len(rows), style.figure_height * 0.7) if room else style.figure_height
    for row in rows:
        y = _row(draft, row, y + 2, width, free - 2)
    return draft.block(y)


def _rows(shown: tuple[Figure, ...]) -> list[tuple[Figure, ...]]:
    """Put more than three frames into rows, evenly filled: side by side they would be too small to see."""
    lines = -(-len(shown) // _MOST_FRAMES)
    each = -(-len(shown) // lines)
    return [shown[start : start + each] for start in range(0, len(shown), each)]


def _row(draft: Draft, shown: tuple[Figure, ...], y: float, width: float, free: float) -> float:
    style = draft.style
    frames = _frames(shown, width - _FRAME_GAP * (len(shown) - 1))
    captions = [draft.broken(figure.caption, frame, style.small) for figure, frame in zip(shown, frames, strict=True)]
    caption_height = max(map(len, captions)) * style.line_height(style.small)
    scale = min(frame / each.drawing.width for frame, each in zip(frames, shown, strict=True))
    tallest = max(each.drawing.height for each in shown)
    height = min(style.figure_height, max(free - caption_height - 1, style.figure_height * 0.7), tallest * scale)
    scale = height / tallest  # one for all frames: the person stays the same size
    weight = line_weight(max(max(each.drawing.width, each.drawing.height) * scale for each in shown))
    x = 0.0
    for figure, frame, caption in zip(shown, frames, captions, strict=True):
        owner = draft.node("Figure", alt=figure.alt)
        high = figure.drawing.height * scale
        draft.picture(figure.drawing, x, y + height - high, frame, high, owner, figure.mirrored, weight)
        draft.put_lines(caption, x, y + height + 1, frame, draft.node("P"), style.palette.muted, "center")
        x += frame + _FRAME_GAP
    return y + height + 1 + caption_height


def _frames(figures: tuple[Figure, ...], room: float) -> list[float]:
    """Share the width among frames by theirs; each gets three quarters of an even share at least, for its caption."""
    even = room / len(figures)
    total = sum(figure.drawing.width for figure in figures)
    wide = [max(0.75 * even, room * figure.drawing.width / total) for figure in figures]
    return [each * room / sum(wide) for each in wide]


def _text(steps: tuple[str, ...], remarks: Prose, notes: tuple[Prose, ...], width: float, style: Style) -> Block:
    """Lay out steps, remarks and notes."""
    same = _same_for_all(steps, remarks, width, style)
    if not notes:
        return same
    draft = Draft(style)
    draft.add(same, 0, 0)
    y = same.height
    for note in notes:
        y = draft.put(note, 0, y + 2, width, draft.node("P"), style.body, style.palette.brand)
    return draft.block(y)


@lru_cache(maxsize=PARTS_KEPT)
def _same_for_all(steps: tuple[str, ...], remarks: Prose, width: float, style: Style) -> Block:
    """Lay out what every patient with this stretch reads."""
    draft = Draft(style)
    palette = style.palette
    listed = draft.node("L", numbering="Decimal")
    y = 0.0
    height, indent = style.line_height(style.body), _NUMBER * style.scale
    for number, step in enumerate(steps, start=1):
        item = draft.node("LI", listed)
        baseline = y + baseline_in(height, style.body, style)
        draft.label(f"{number}.", 0, baseline, draft.node("Lbl", item), style.body, palette.brand, "bold")
        y = draft.put(step, indent, y, width - indent, draft.node("LBody", item), style.body, palette.ink)
    if remarks:
        y = draft.put(remarks, 0, y + 2, width, draft.node("P"), style.body, palette.ink)
    return draft.block(y)
