"""What a patient does otherwise under a new prescription than under the old one, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.clinician.summary import stretch_line
from handouts.model.base import Span
from handouts.model.stretch import Dosage, Side
from handouts.prescribe.prescription import Part, PrescribedStretch, Prescription

_SIDES: dict[Side, str] = {
    "each": "on each side", "left": "on the left only", "right": "on the right only", "none": "without sides",
}  # fmt: skip
_Placed = tuple[Part, PrescribedStretch]


def changes(old: Prescription, new: Prescription) -> Iterator[str]:
    """Yield a line for each change: stretches gone, new or done otherwise, and the texts around them."""
    before, after = _placed(old), _placed(new)
    for key, (_, each) in before.items():
        if key not in after:
            yield f"gone: {each.stretch.name} ({each.id})"
    for key, (_, each) in after.items():
        if key not in before:
            yield f"new: {stretch_line(each)}"
    for key, placed in after.items():
        if key in before:
            yield from _stretch(before[key], placed, adapted=bool(old.has) == bool(new.has))
    stay, now = [name for name in before if name in after], [name for name in after if name in before]
    if stay != now:
        yield f"order: {_names(now, after)}; before: {_names(stay, before)}"
    if bool(old.has) != bool(new.has):
        yield "not compared: what precautions change, for only one of the two names any"
    yield from _around(old, new)


def _placed(prescription: Prescription) -> dict[tuple[str, int], _Placed]:
    """Map stretches to themselves, with their part; one that goes on in a later phase stands for each phase."""
    placed: dict[tuple[str, int], _Placed] = {}
    for part in prescription.parts:
        for each in part.stretches:
            nth = sum(name == each.id for name, _ in placed)
            placed[each.id, nth] = part, each
    return placed


def _names(keys: list[tuple[str, int]], placed: dict[tuple[str, int], _Placed]) -> str:
    return ", ".join(placed[key][1].stretch.name for key in keys)


def _stretch(before: _Placed, after: _Placed, adapted: bool) -> Iterator[str]:
    (old_part, old), (new_part, new) = before, after
    name = new.stretch.name
    for change in _dose(old.dosage, new.dosage):
        yield f"{name}: {change}"
    if old.side != new.side:
        yield f"{name}: {_SIDES[new.side]}, not {_SIDES[old.side]}"
    if _when(old_part) != _when(new_part):
        yield f"{name}: {_when(new_part)}, not {_when(old_part)}"
    yield from _text(f"{name}: note", old.note, new.note)
    yield from _text(f"{name}: the harder way", old.harder, new.harder)
    was, now = dict(old.steps), dict(new.steps)
    for number in sorted({*was, *now}):
        yield from _text(f"{name}: step {number}", was.get(number, ""), now.get(number, ""))
    if adapted:
        yield from _text(f"{name}: changed for this patient", " ".join(old.adaptations), " ".join(new.adaptations))


def _dose(old: Dosage, new: Dosage) -> Iterator[str]:
    """Say each part of a dose that is another one."""
    pairs = (
        ("hold", _seconds(old.hold_seconds), _seconds(new.hold_seconds)),
        ("press", _seconds(old.contract_seconds), _seconds(new.contract_seconds)),
        ("repeat", _counted(old.reps, "time"), _counted(new.reps, "time")),
        ("do", _counted(old.sets or 1, "set"), _counted(new.sets or 1, "set")),
        ("rest", _seconds(old.rest_seconds), _seconds(new.rest_seconds)),
        ("do it", _each(old.per_day, "day"), _each(new.per_day, "day")),
        ("do it on", _counted(old.days_per_week, "day"), _counted(new.days_per_week, "day")),
    )
    for verb, before, after in pairs:
        if before != after:
            week = " a week" if verb == "do it on" else ""
            yield f"{verb} {after or 'as long as feels right'}{week}, not {before or 'as before'}"


def _seconds(value: Span | int | None) -> str:
    return f"{value} seconds" if value and str(value) != "0" else ""


def _counted(value: Span | int | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value} {unit}" if str(value) == "1" else f"{value} {unit}s"


def _each(value: int | None, unit: str) -> str:
    return f"{_counted(value, 'time')} a {unit}" if value else ""


def _when(part: Part) -> str:
    return {"core": "from the start", "later": "added when ready", "phase": f"in weeks {part.weeks}"}[part.kind]


def _text(what: str, old: str, new: str) -> Iterator[str]:
    """Say that a text is new, gone or another one."""
    if old == new:
        return
    if not new:
        yield f"{what} is gone: “{old}”"
    else:
        yield f"{what}: “{new}”" + (f", not “{old}”" if old else "")


def _around(old: Prescription, new: Prescription) -> Iterator[str]:
    yield from _text("title", old.title, new.title)
    yield from _text("goal", old.goal, new.goal)
    yield from _text("message", old.message, new.message)
    for one, other in zip(old.parts, new.parts, strict=False):
        yield from _text(f"{_when(other)}: when to move on", one.move_on, other.move_on)
    yield from _text("when to move on", old.progression, new.progression)
    yield from _text("next visit", old.review, new.review)
    yield from _text("from", old.clinician, new.clinician)
    yield from _text("diary", _diary(old), _diary(new))
    if old.blank_dosage != new.blank_dosage:
        yield "doses are left to be written in by hand" if new.blank_dosage else "doses are printed"
    if old.flare_up_days != new.flare_up_days:
        yield f"after a flare-up: {_counted(new.flare_up_days, 'day')}, not {_counted(old.flare_up_days, 'day')}"


def _diary(prescription: Prescription) -> str:
    if not prescription.log:
        return ""
    return f"{prescription.log_weeks} weeks" if prescription.log_weeks else "until the review"
