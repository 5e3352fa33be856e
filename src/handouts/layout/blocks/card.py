"""A stretch card: a band with name and dose, pictures beside the steps or above them. It never breaks."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, cast

from handouts.compose.handout import CardBody, DoseCell, Figure, Prose, StretchCard
from handouts.layout.color import WHITE
from handouts.layout.draft import Area, Draft, baseline_in, line_weight
from handouts.layout.page import Artifact, Blank, Block, Line, Role, Text
from handouts.layout.style import BLOCKS_KEPT, CARDS_KEPT, PARTS_KEPT, Style
from handouts.layout.text import SetLine, fits

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
_ABOVE_NOTE = 2.0
_AFTER_LABEL = 4.0
_HEADING = 1  # its number among the nodes of a card


def card_height(value: CardBody, width: float, style: Style, stacked: bool = False) -> float:
    """Return how high a card is, without laying out more of it than what recurs."""
    return (_height if value.notes else _shared_height)(value, width, style, stacked)


def _height(value: CardBody, width: float, style: Style, stacked: bool) -> float:
    draft = Draft(style)
    return _whole(value, _band(draft, value, width)[1], _body(draft, value, width - 2 * _PAD, stacked), style)


def _whole(value: CardBody, band: float, body: _Body, style: Style) -> float:
    """Return how high band, body and the notes to write are together."""
    return band + _INSET + body.height + _INSET + len(_to_write(value)) * _room_to_write(style)


def card(value: CardBody, width: float, style: Style, level: int = 2, stacked: bool = False) -> Block:
    """Lay out one card, with a blank for its `number`."""
    return (_card if value.notes else _shared_card)(value, width, style, level, stacked)


def numbered_card(value: StretchCard, width: float, style: Style, level: int) -> Block:
    """Lay out one card with its number, its picture above the steps."""
    return _card(value.body, width, style, level, True, value)


@lru_cache(maxsize=BLOCKS_KEPT)
def number(value: int, style: Style) -> Text:
    """Return the number of a card at its place in the card."""
    draft = Draft(style)
    side, size, text = _DISC * style.scale, style.body + 1, str(value)
    x = _PAD - 2 + (side - draft.measure(text, size, "bold")) / 2
    # with a space, for the name goes on at another height
    draft.label(text + " ", x, _BAND * style.scale / 2 + 0.345 * size, _HEADING, size, WHITE, "bold")
    return cast("Text", draft.marks[0])


def _card(
    value: CardBody, width: float, style: Style, level: int, stacked: bool, numbered: StretchCard | None = None
) -> Block:
    draft = Draft(style)
    section = draft.node("Sect")
    beside, band = _band(draft, value, width)
    body = _body(draft, value, width - 2 * _PAD, stacked)
    room = _room_to_write(style)
    height = _whole(value, band, body, style)
    draft.add(_frame(width, height, style), 0, 0)
    draft.add(_ground(width, band, style), 0, 0)
    role: Role = "H2" if level == 2 else "H3"
    heading = draft.heading(role, section, numbered.title if numbered else value.name, level - 1)
    assert heading == _HEADING
    draft.marks.append(number(numbered.number, style) if numbered else Blank(heading))
    _put_name(draft, value, width, heading, beside)
    _put_dose(draft, value, width, section, beside)
    _put_body(draft, value, body, band + _INSET, section)
    for nth, note in enumerate(_to_write(value), 1):
        box = (_PAD, height - nth * room, width - 2 * _PAD, room - _INSET)
        _note(draft, note[0].text, value.name, box, section)
    return draft.block(height)


# A card with a note is one patient's own: it is not remembered for others, for it would take the place of what recurs.
_shared_card = lru_cache(maxsize=CARDS_KEPT)(_card)
_shared_height = lru_cache(maxsize=CARDS_KEPT)(_height)


def _to_write(value: CardBody) -> list[Prose]:
    """Return the notes that are written by hand."""
    return [note for note in value.notes if not note[-1].text]


def _room_to_write(style: Style) -> float:
    """Return how high a note is that is written by hand."""
    return _WRITTEN_LINES * style.line_height(style.body) + _INSET


def _note(draft: Draft, label: str, name: str, box: Area, section: int) -> None:
    """Set a label with lines to write on behind it."""
    style = draft.style
    x, y, width, height = box
    owner = draft.node("P", section)
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


class _Body(NamedTuple):
    """Pictures, steps and notes: where they stand, and how high they are together."""

    text: Block
    text_x: float
    text_y: float
    text_width: float
    height: float
    pictures: Block | None = None
    pictures_y: float = 0.0
    why_alone: bool = False  # there is no picture to stand above


def _body(draft: Draft, value: CardBody, width: float, stacked: bool) -> _Body:
    """Arrange pictures at the left and steps at the right, or pictures above the steps. Notes go on below the steps."""
    style = draft.style
    left = (width + 2 * _PAD) * style.figure_share - _PAD
    beside = bool(value.figures) and not stacked
    x, wide = (left + _GUTTER, width - left - _GUTTER) if beside else (0.0, width)
    text = _same_for_all(value.steps, value.remarks, wide, style)
    tall = text.height + sum(_ABOVE_NOTE + draft.tall(note, wide, style.body) for note in _printed(value))
    if beside:
        pictures = _figures(value.why, value.figures, left, tall, style)
        middle = max(0.0, tall - pictures.height) / 2
        return _Body(text, x, 0.0, wide, height=max(tall, pictures.height), pictures=pictures, pictures_y=middle)
    if value.figures:
        pictures = _figures("", value.figures, width, 0.0, style)
        above = pictures.height + _INSET
        return _Body(text, x, above, wide, height=above + tall, pictures=pictures)
    why = 0.0 if stacked else draft.tall(value.why, width, style.body)
    return _Body(text, x, why, wide, height=why + tall, why_alone=not stacked)


def _printed(value: CardBody) -> list[Prose]:
    return [note for note in value.notes if note[-1].text]


def _put_body(draft: Draft, value: CardBody, body: _Body, y: float, section: int) -> None:
    style = draft.style
    if body.why_alone:
        owner = draft.node("P", section)
        draft.put(value.why, _PAD, y, body.text_width, owner, style.body, style.palette.muted)
    if body.pictures:
        draft.add(body.pictures, _PAD, y + body.pictures_y, section)
    x, y = _PAD + body.text_x, y + body.text_y
    draft.add(body.text, x, y, section)
    y += body.text.height
    for note in _printed(value):
        owner = draft.node("P", section)
        y = draft.put(note, x, y + _ABOVE_NOTE, body.text_width, owner, style.body, style.palette.brand)


def _name_x(style: Style) -> float:
    return _PAD + _DISC * style.scale + 8


def _name_lines(draft: Draft, value: CardBody, width: float) -> tuple[SetLine, ...]:
    return draft.broken(value.name, width - _name_x(draft.style) - _PAD, draft.style.heading, "bold")


def _band(draft: Draft, value: CardBody, width: float) -> tuple[bool, float]:
    """Tell whether the dose is beside the name, or below as the name needs the room, and how high the band is."""
    tall = _BAND * draft.style.scale
    name_width = draft.measure(value.name, draft.style.heading, "bold")
    if fits(_name_x(draft.style) + name_width + 9 + _dose_width(draft, value) + _PAD, width):
        return True, tall
    return False, _dose_rows(Draft(draft.style), value, width) + 4


def _dose_width(draft: Draft, value: CardBody) -> float:
    return sum(_cell_width(draft, cell) for cell in value.dosage) + _CELL_GAP * (len(value.dosage) - 1)


def _put_name(draft: Draft, value: CardBody, width: float, heading: int, beside: bool) -> None:
    style = draft.style
    tall, ink = _BAND * style.scale, style.palette.ink
    if beside:
        baseline = tall / 2 + 0.345 * style.heading
        draft.label(value.name, _name_x(style), baseline, heading, style.heading, ink, "bold")
    else:
        y = (tall - style.line_height(style.heading)) / 2
        draft.put_lines(_name_lines(draft, value, width), _name_x(style), y, width, heading, ink)


def _put_dose(draft: Draft, value: CardBody, width: float, section: int, beside: bool) -> None:
    """Set the dose in the band."""
    style = draft.style
    if beside:
        x, baseline = width - _PAD - _dose_width(draft, value), _BAND * style.scale / 2 + 0.345 * style.heading
        draft.add(_dose(value.dosage, value.dosage_summary, style), x, baseline, section)
    else:
        _dose_rows(draft, value, width, section)


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


def _dose_table(draft: Draft, dosage: tuple[DoseCell, ...], summary: str, parent: int = -1) -> list[tuple[int, int]]:
    """Add the nodes of a dose: one row a part, its label the row's header."""
    table = draft.node("Table", parent, summary=summary)
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


def _dose_rows(draft: Draft, value: CardBody, width: float, section: int = -1) -> float:
    """Set the dose below the name, in as many lines as it needs, and return the y below it."""
    owners = _dose_table(draft, value.dosage, value.dosage_summary, section)
    height, line = draft.style.line_height(draft.style.body), draft.style.line_height(draft.style.heading)
    names = len(_name_lines(draft, value, width))
    y = (_BAND * draft.style.scale - line) / 2 + names * line + 1
    x = x0 = _name_x(draft.style)
    x1 = width - _PAD
    for cell, pair in zip(value.dosage, owners, strict=True):
        if x > x0 and not fits(x + _cell_width(draft, cell), x1):
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
