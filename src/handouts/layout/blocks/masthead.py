"""Who hands this out: in full on the first page, short on the others; title and patient line below it."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import accumulate

from handouts.compose.handout import Handout, Masthead, PatientField
from handouts.layout.draft import Draft, baseline_in
from handouts.layout.page import Artifact, Block
from handouts.layout.style import BLOCKS_KEPT, Style
from handouts.layout.text import fits

_LOGO_HEIGHT, _LOGO_WIDTH = 30.0, 170.0  # a wide logo is as wide as a long name
_RULE = 1.6
_NAME_SIZE = 17.0
_BEFORE_ADDRESS = 16.0
_AFTER_LABEL = 4.0  # from a label and its space to the value
_FIELD_GAP = 12.0  # between the fields of a row
_PAIR = (0.64, 0.36)  # shares of a row of two fields
_ROOM_TO_WRITE = 62.0  # a date or a first name by hand
_LINE_OFF = 3.0  # from a write-in line's text to its stroke
_BELOW_FIELDS = _LINE_OFF + 0.6


@lru_cache(maxsize=BLOCKS_KEPT)
def masthead(value: Masthead, width: float, style: Style) -> Block:
    """Lay out logo and name at the left, address at the right, a rule in the brand's colour below."""
    draft = Draft(style)
    section = draft.node("Sect")
    if value.write_in:
        return _write_in(draft, section, value, width)
    logo_width = _logo_width(value)
    start = logo_width + 9 if logo_width else 0.0
    right_width = _address_width(draft, value, width, width - start - _BEFORE_ADDRESS)
    address = [draft.broken(line, right_width, style.small) for line in value.lines]
    address_height = sum(map(draft.height_of, address))
    name = draft.broken(value.name, width - start - right_width - _BEFORE_ADDRESS, _NAME_SIZE, "bold")
    name_height = draft.height_of(name)
    height = max(_LOGO_HEIGHT if value.logo else 0.0, name_height, address_height)
    if value.logo:
        figure = draft.node("Figure", section, alt=value.logo_alt)
        logo_height = value.logo.height * logo_width / value.logo.width
        draft.picture(value.logo, 0, (height - logo_height) / 2, logo_width, logo_height, figure)
    draft.put_lines(name, start, (height - name_height) / 2, width, draft.node("P", section), style.palette.brand)
    y = (height - address_height) / 2
    for line in address:
        y = draft.put_lines(
            line, width - right_width, y, right_width, draft.node("P", section), style.palette.ink, "right"
        )
    draft.rule(0, height + 5, width, _RULE, style.palette.brand)
    return draft.block(height + 5 + _RULE)


def _address_width(draft: Draft, value: Masthead, width: float, room: float) -> float:
    """Return the width of the address: what its lines need, but no more than leaves words whole, its own and a name's.

    `room` is what both have together.
    """
    small = draft.style.small
    longest_line = max((draft.measure(line, small) for line in value.lines), default=0.0)
    longest_part = max((draft.widest_part(line, small) for line in value.lines), default=0.0)
    name = draft.widest_part(value.name, draft.style.least(_NAME_SIZE), "bold")
    return min(longest_line, width / 2, max(longest_part, room - name))


def _logo_width(value: Masthead) -> float:
    if value.logo is None:
        return 0.0
    return value.logo.width * min(_LOGO_HEIGHT / value.logo.height, _LOGO_WIDTH / value.logo.width)


def _write_in(draft: Draft, section: int, value: Masthead, width: float) -> Block:
    fields = tuple(PatientField(label, "") for label in value.write_in)
    draft.add(fields_row(fields, (0.62, 0.38), width, draft.style), 0, 8, section)
    draft.rule(0, 34, width, _RULE, draft.style.palette.brand)
    return draft.block(34 + _RULE)


def running_head(handout: Handout, width: float, style: Style) -> Block:
    """Lay out the short masthead of the later pages: not read aloud."""
    return _running_head(handout.masthead, handout.title, width, style)


@lru_cache(maxsize=BLOCKS_KEPT)
def _running_head(value: Masthead, title_text: str, width: float, style: Style) -> Block:
    draft = Draft(style)
    height = style.line_height(style.small)
    baseline = baseline_in(height, style.small, style)
    name = draft.broken(value.name, width, style.small, "bold")
    top = draft.put_lines(name, 0, 0, width, Artifact.HEADER, style.palette.brand)
    used = name[-1].width if name else 0.0
    baseline += max(0.0, top - height)
    line = value.lines[1] if len(value.lines) > 1 else ""
    free = width - used - 24
    for text, right in ((title_text, False), (line, True)):
        needed = draft.measure(text, style.small)
        if not text or not fits(needed, free):
            continue
        x = width - needed if right else used + (12 if used else 0)
        draft.label(text, x, baseline, Artifact.HEADER, style.small, style.palette.ink)
        free -= needed + 24
    foot = max(height, top) + 3
    draft.rule(0, foot, width, 1.0, style.palette.brand, Artifact.HEADER)
    return draft.block(foot + 1)


@lru_cache(maxsize=BLOCKS_KEPT)
def title(value: tuple[str, str], width: float, style: Style) -> Block:
    """Lay out the title, and the goal beside it where there is room, else below."""
    name, goal_text = value
    draft = Draft(style)
    owner = draft.heading("H1", -1, name, 0)
    broken = draft.broken(name, width, style.title, "bold")
    y = draft.put_lines(broken, 0, 0, width, owner, style.palette.ink)
    if goal_text:
        goal = draft.node("P")
        beside = width - broken[-1].width - 14
        needed = draft.measure(goal_text, style.body)
        if fits(needed, beside):
            height = style.line_height(broken[-1].size)
            baseline = y - height + baseline_in(height, broken[-1].size, style)
            draft.label(goal_text, width - needed, baseline, goal, style.body, style.palette.muted)
        else:
            y = draft.put(goal_text, 0, y, width, goal, style.body, style.palette.muted)
    return draft.block(y)


def patient_line_height(fields: tuple[PatientField, ...], width: float, style: Style) -> float:
    """Return how high the row or the two rows are."""
    draft = Draft(style)
    if style.fillable or not fits(0.0, _spare(_all_needed(draft, fields), width)):
        return patient_line(fields, width, style).height
    return style.line_height(style.body) + _BELOW_FIELDS


def patient_line(fields: tuple[PatientField, ...], width: float, style: Style) -> Block:
    """Lay out for, from, date and next visit in a row, each as wide as it needs; in two rows when they need more.

    Where even so a word has no room, each field has a row of its own.
    """
    draft = Draft(style)
    needed = _all_needed(draft, fields)
    spare = _spare(needed, width)
    if fits(0.0, spare):
        # a name grows more often than a date: the first two fields share what is left
        needed[-1] -= _FIELD_GAP
        shares = [(each + (spare / 2 if index < 2 else 0.0)) / width for index, each in enumerate(needed)]
        return fields_row(fields, tuple(shares), width, style)
    rows = [fields[0::2], fields[1::2]]
    if not all(_is_whole(draft, each, width * share) for row in rows for each, share in zip(row, _PAIR, strict=False)):
        rows = [(each,) for each in fields]
    y = 0.0
    for each_row in rows:
        row = fields_row(each_row, _PAIR if len(each_row) > 1 else (1.0,), width, style)
        draft.add(row, 0, y)
        y += row.height + 2
    return draft.block(y - 2)


def _is_whole(draft: Draft, value: PatientField, room: float) -> bool:
    """Tell whether every word of a field has room."""
    label = draft.measure(value.label + " ", draft.style.small) + _AFTER_LABEL
    return fits(label + draft.widest_part(value.value, draft.style.body, "bold"), room - _FIELD_GAP)


def _all_needed(draft: Draft, fields: tuple[PatientField, ...]) -> list[float]:
    """Return how wide each field is in a row, with the gap after it."""
    return [_needed(draft, each) + _FIELD_GAP for each in fields]


def _spare(needed: list[float], width: float) -> float:
    """Return what is left of a row's width; less than nothing when it takes two rows."""
    return width + _FIELD_GAP - sum(needed)


def _needed(draft: Draft, value: PatientField) -> float:
    label = draft.measure(value.label + " ", draft.style.small) + _AFTER_LABEL
    return label + (draft.measure(value.value, draft.style.body, "bold") if value.value else _ROOM_TO_WRITE)


def fields_row(fields: tuple[PatientField, ...], shares: tuple[float, ...], width: float, style: Style) -> Block:
    """Lay out labels with their values over write-in lines; a value too long wraps."""
    draft = Draft(style)
    rooms = [
        width * share - (_FIELD_GAP if each is not fields[-1] else 0.0)
        for each, share in zip(fields, shares, strict=True)
    ]
    starts = list(accumulate([width * share for share in shares], initial=0.0))
    bottom = 0.0
    for each, x, room in zip(fields, starts, rooms, strict=False):
        # one that fits is laid out alike in any room: a date is the same on many handouts
        is_free = not style.fillable and fits(_needed(draft, each), room)
        field = _field(each, math.inf if is_free else room, style)
        draft.add(field, x, 0)
        bottom = max(bottom, field.height)
    for x, room in zip(starts, rooms, strict=False):
        draft.rule(x, bottom + _LINE_OFF, x + room, 0.6, style.palette.rule)
    return draft.block(bottom + _BELOW_FIELDS)


@lru_cache(maxsize=BLOCKS_KEPT)
def _field(value: PatientField, room: float, style: Style) -> Block:
    """Lay out a label with its value."""
    draft = Draft(style)
    owner = draft.node("P")
    height = style.line_height(style.body)
    baseline = baseline_in(height, style.body, style)
    used = draft.label(value.label + " ", 0, baseline, owner, style.small, style.palette.muted)
    used += _AFTER_LABEL
    end = height
    if style.fillable:
        name = value.label.lower().replace(" ", "-")
        draft.field("line", name, value.label, (used, 0.0, room - used, height + _LINE_OFF), owner, value.value)
    elif value.value and room == math.inf:
        # with a space at the end: some readers run it together with the label of the next field
        for line in draft.broken(value.value, room, style.body, "bold"):
            text = line.parts[0][1].run.text + " "
            draft.label(text, used, baseline, owner, style.body, style.palette.ink, "bold")
    elif value.value:
        end = draft.put(value.value, used, 0, room - used, owner, style.body, style.palette.ink, "bold")
    return draft.block(end)
