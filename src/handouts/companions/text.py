"""A handout as plain text: for a screen reader, a message, a patient's record.

No drawn lines, boxes or columns: a screen reader would read them out, and a record would break them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from textwrap import wrap

from handouts.compose.handout import Handout, Log, Masthead, PatientField, Plan, Prose, Safety, Section, StretchCard
from handouts.model.template import BlockName

_COLUMNS = 72  # what mail programs and records show without breaking lines themselves
_LINE = "____"  # to write on; short, for a screen reader counts every sign
_UNBROKEN = "\u00a0"
_BOX = f"[{_UNBROKEN}]"

Lines = Iterator[str]


def text(handout: Handout, blocks: Iterable[BlockName]) -> str:
    """Write a handout in the order of a template's blocks."""
    parts = [_masthead(handout.masthead)]
    parts += [part for name in blocks for part in _BLOCKS[name](handout)]
    parts.append(iter([*_wrapped(handout.footer), *_wrapped(handout.version)]))
    written = ("\n".join(part) for part in parts)
    return "\n\n".join(each for each in written if each) + "\n"


def _wrapped(words: str, first: str = "", indent: str | None = None) -> Lines:
    """Break words into lines; `first` stands before the first, and the others are set in as far."""
    further = " " * len(first) if indent is None else indent
    # no-break spaces break no lines but are not kept: a record has only plain ones
    lines = wrap(words.replace(_UNBROKEN, "\0"), _COLUMNS, initial_indent=first, subsequent_indent=further,
                 break_long_words=False, break_on_hyphens=False)  # fmt: skip
    yield from (line.replace("\0", " ") for line in lines)


def _plain(prose: Prose) -> str:
    return " ".join(phrase.text for phrase in prose)


def _masthead(value: Masthead) -> Lines:
    yield from _wrapped(value.name)
    for line in value.lines:
        yield from _wrapped(line)
    yield from (f"{label}: {_LINE}" for label in value.write_in)


def _title(handout: Handout) -> Lines:
    yield from _wrapped(handout.title)
    yield from _wrapped(handout.goal)


def _patient_line(fields: tuple[PatientField, ...]) -> Lines:
    for each in fields:
        yield from _wrapped(each.value or _LINE, f"{each.label}: ", "  ")


def _plan(value: Plan) -> Iterator[Lines]:
    for prose in value.paragraphs:
        yield _wrapped(_plain(prose))
    for group in value.groups:
        yield iter([
            *_wrapped(group.label),
            *(line for each in group.thumbnails
              for line in _wrapped(f"{each.name}: {', '.join(each.dose)}", f"{each.number}. ")),
        ])  # fmt: skip
    yield _wrapped(value.weekly)


def _safety(value: Safety) -> Iterator[Lines]:
    yield _wrapped(_plain(value.not_for))
    yield _list(value.emergency_heading, value.emergency)
    yield _list(value.call_heading, value.call)
    yield iter([line for each in value.after for line in _wrapped(each)])


def _list(heading: str, items: tuple[str, ...]) -> Lines:
    yield from _wrapped(heading)
    for each in items:
        yield from _wrapped(each, "- ")


def _cards(handout: Handout) -> Iterator[Lines]:
    for group in handout.groups:
        yield iter([*_wrapped(group.heading), *(line for prose in group.again for line in _wrapped(_plain(prose)))])
        yield from map(_card, group.cards)
        yield _wrapped(_plain(group.move_on))


def _card(value: StretchCard) -> Lines:
    yield from _wrapped(value.name, f"{value.number}. ")
    for cell in value.body.dosage:
        yield from _wrapped(cell.value or _LINE, f"{cell.label}: ", "  ")
    yield from _wrapped(value.body.why)
    for figure in value.body.figures:
        yield from _wrapped(f"[{figure.caption}: {figure.alt}]")
    for number, step in enumerate(value.body.steps, start=1):
        yield from _wrapped(step, f"{number}. ")
    for prose in (value.body.remarks, *value.body.notes):
        yield from _wrapped(_plain(prose))


def _section(value: Section) -> Lines:
    for each in (value.heading, *value.paragraphs):
        yield from _wrapped(each)


def _log(value: Log) -> Lines:
    yield from _wrapped(value.heading)
    for row in value.rows:
        boxes = " ".join(f"{label}{_UNBROKEN}{_BOX}" if label else _BOX for label in row.boxes)
        yield from _wrapped(", ".join(f"{day}{_UNBROKEN}{boxes}" for day in value.days), f"{row.label}: ", "  ")
        if row.pain:
            yield from _wrapped(f"{value.pain}: {_LINE}", "  ")


_BLOCKS: Mapping[BlockName, Callable[[Handout], Iterable[Lines]]] = {
    "title": lambda handout: [_title(handout)],
    "patient-line": lambda handout: [_patient_line(handout.patient_line)],
    "plan-at-a-glance": lambda handout: _plan(handout.plan),
    "safety": lambda handout: _safety(handout.safety),
    "cards": _cards,
    "flare-up": lambda handout: [_section(handout.flare_up)],
    "progression": lambda handout: [_section(handout.progression)],
    "log": lambda handout: [_log(handout.log)] if handout.log else [],
    "emergency": lambda handout: [_wrapped(_plain(handout.emergency))],
    "disclaimer": lambda handout: [_wrapped(_plain(handout.disclaimer))],
    "message": lambda handout: [_wrapped(_plain(handout.message))],
    "qr": lambda handout: [iter([*_wrapped(handout.qr.caption), handout.qr.url])] if handout.qr else [],
}
