"""The diary as a table: a row a week, boxes to tick under each day."""

from __future__ import annotations

import math
from functools import lru_cache

from handouts.compose.handout import Log, LogRow
from handouts.layout.draft import Draft, baseline_in
from handouts.layout.page import Artifact, Block, Line, Shape
from handouts.layout.style import BLOCKS_KEPT, PARTS_KEPT, Style

# in ordinary print; all grow with the type
_BOX = 9.0
_ROW = 15.0
_PAIN_WIDTH = 60.0
_INSET = 4.0
_HEADING_EXTRA = 2.0
_STEP = 12.0


def natural_width(value: Log, style: Style) -> float:
    """Return the width at which the boxes stand comfortably."""
    draft = Draft(style)
    return _label_width(draft, value) + len(value.days) * _day_width(draft, value) + _pain_width(value, style)


def _pain_width(value: Log, style: Style) -> float:
    return _PAIN_WIDTH * style.scale if value.pain else 0.0


def _label_width(draft: Draft, value: Log) -> float:
    """Return the width of the first column: in steps, so that the boxes beside it are the same on many handouts."""
    needed = max(draft.measure(row.label, draft.style.small, "bold") for row in value.rows) + 2 * _INSET
    return math.ceil(needed / _STEP) * _STEP


def _labels(value: Log) -> tuple[str, ...]:
    """Return the labels of the boxes, when there are several a day."""
    return max((row.boxes for row in value.rows), key=len)


def _day_width(draft: Draft, value: Log) -> float:
    labels = _labels(value)
    box = max(_BOX * draft.style.scale + 3, *(draft.measure(each, draft.style.footer) + 3 for each in labels))
    day = max(draft.measure(each, draft.style.small, "bold") for each in value.days) + 5
    return max(day, len(labels) * box + 4)


@lru_cache(maxsize=BLOCKS_KEPT)
def log(value: Log, width: float, style: Style) -> Block:
    """Lay out the table."""
    draft = Draft(style)
    section = draft.node("Sect")
    heading = draft.heading("H2", section, value.heading, 1)
    top = draft.put(value.heading, 0, 0, width, heading, style.body + _HEADING_EXTRA, style.palette.ink, "bold") + 2
    label_width = _label_width(draft, value)
    pain_width = _pain_width(value, style)
    day_width = (width - label_width - pain_width) / len(value.days)
    columns = (0.0, label_width, *(round(label_width + day_width * n, 2) for n in range(1, len(value.days) + 1)))
    if value.pain:
        columns = (*columns, width)
    table = draft.node("Table", section, summary=value.summary)
    y = _head(draft, value, table, columns, top)
    rows = [top, y]
    body = draft.node("TBody", table)
    for row in value.rows:
        _row(draft, value, row, body, columns, y)
        y += _ROW * style.scale
        rows.append(y)
    _grid(draft, columns, rows)
    return draft.block(y)


def _head(draft: Draft, value: Log, table: int, columns: tuple[float, ...], top: float) -> float:
    style = draft.style
    head = draft.node("TR", draft.node("THead", table))
    height = style.line_height(style.small)
    labels = [label for label in _labels(value) if label]
    pain = draft.broken(value.pain, _pain_width(value, style) - 4, style.footer) if value.pain else ()
    pain_height = len(pain) * style.line_height(style.footer)
    total = max(height + (style.line_height(style.footer) if labels else 0.0), pain_height) + 3
    draft.node("TD", head)
    for index, day in enumerate(value.days):
        owner = draft.node("TH", head, scope="Column")
        x, width = columns[index + 1], columns[index + 2] - columns[index + 1]
        y = top + 1 if labels else top + (total - height) / 2
        y = draft.put(day, x, y, width, owner, style.small, style.palette.ink, "bold", "center")
        for n, label in enumerate(labels):
            share = width / len(labels)
            draft.put(label, x + n * share, y, share, owner, style.footer, style.palette.ink, align="center")
    if value.pain:
        owner = draft.node("TH", head, scope="Column")
        y = top + (total - pain_height) / 2
        draft.put_lines(pain, columns[-2], y, _pain_width(value, style), owner, style.palette.ink, "center")
    return top + total


def _row(draft: Draft, value: Log, row: LogRow, body: int, columns: tuple[float, ...], y: float) -> None:
    style = draft.style
    line = draft.node("TR", body)
    owner = draft.node("TH", line, scope="Row")
    baseline = y + baseline_in(_ROW * style.scale, style.small, style)
    draft.label(row.label, _INSET, baseline, owner, style.small, style.palette.ink)
    if style.fillable:
        _fields(draft, value, row, line, columns, y)
    else:
        draft.add(_boxes(len(row.boxes), columns, len(value.days), bool(value.pain), style), 0, y, line)


def _fields(draft: Draft, value: Log, row: LogRow, line: int, columns: tuple[float, ...], y: float) -> None:
    """Lay out the boxes of a row to be ticked on a screen, each with words of its own."""
    height = _ROW * draft.style.scale
    for index, day in enumerate(value.days):
        cell = draft.node("TD", line)
        for box, label in zip(_places(len(row.boxes), columns, index, draft.style), row.boxes, strict=True):
            _box(draft, box[0], y + box[1], box[2])
            words = ", ".join(part for part in (row.label, day, label) if part)
            draft.field("tick", "done", words, (box[0], y + box[1], box[2], box[2]), cell)
    if value.pain:
        cell = draft.node("TD", line)
        if row.pain:
            place = (columns[-2] + 1, y + 1, columns[-1] - columns[-2] - 2, height - 2)
            draft.field("number", "pain", f"{row.label}, {value.pain}", place, cell)


def _places(count: int, columns: tuple[float, ...], day: int, style: Style) -> list[tuple[float, float, float]]:
    """Return left, top and side of the boxes of a day."""
    height, side = _ROW * style.scale, _BOX * style.scale
    share = (columns[day + 2] - columns[day + 1]) / count
    return [(columns[day + 1] + share * (n + 0.5) - side / 2, (height - side) / 2, side) for n in range(count)]


def _box(draft: Draft, x: float, y: float, side: float) -> None:
    stroke = draft.style.palette.ink
    draft.marks.append(Shape(x, y, side, side, Artifact.LAYOUT, stroke=stroke, stroke_width=0.8))


@lru_cache(maxsize=PARTS_KEPT)
def _boxes(count: int, columns: tuple[float, ...], days: int, pain: bool, style: Style) -> Block:
    """Lay out the boxes of a row, so many a day."""
    draft = Draft(style)
    for index in range(days):
        draft.node("TD")
        for place in _places(count, columns, index, style):
            _box(draft, *place)
    if pain:
        draft.node("TD")
    return draft.block(_ROW * style.scale)


def _grid(draft: Draft, columns: tuple[float, ...], rows: list[float]) -> None:
    color = draft.style.palette.rule
    for x in columns:
        draft.marks.append(Line(x, rows[0], x, rows[-1], 0.6, color, Artifact.LAYOUT))
    for y in rows:
        draft.rule(columns[0], y, columns[-1], 0.6, color)
