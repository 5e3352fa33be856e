"""A stretch or a routine for the screen of a clinician."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.load.loaded import Loaded
from handouts.model.routine import Routine
from handouts.model.stretch import Dosage, Stretch
from handouts.prescribe.dose import WARM_UP_MINUTES, minutes, seconds, unstated, weekly_volume
from handouts.prescribe.prescription import Part, PrescribedStretch, Prescription

_MINUTE = 60


def summary(loaded: Loaded[Stretch]) -> str:
    """Write a stretch as text."""
    return "\n".join(_lines(loaded.id, loaded.value))


def prescribed_alone(stretch_id: str, stretch: Stretch) -> PrescribedStretch:
    """Return a stretch as it is prescribed when nothing is changed."""
    return PrescribedStretch(stretch_id, stretch, stretch.dosage, "none" if stretch.laterality == "none" else "each")


def _lines(stretch_id: str, stretch: Stretch) -> Iterator[str]:
    yield f"{stretch.name} ({stretch_id})"
    yield stretch.why
    yield f"{stretch.position}, {stretch.kind}, {stretch.level}; {', '.join(stretch.regions)}"
    yield ""
    for number, step in enumerate(stretch.steps, start=1):
        yield f"  {number}. {step}"
    if stretch.feel:
        yield f"  Feel it {stretch.feel}"
    yield from (f"  {each}" for each in stretch.avoid)
    yield ""
    yield f"dose: {dose(stretch.dosage)}"
    alone = prescribed_alone(stretch_id, stretch)
    if not (stretch.dosage.amount or unstated(stretch, stretch.dosage)):
        yield f"time: about {seconds(alone)} s a session{_weekly([alone])}"
    for label, ways in (("easier", stretch.easier), ("harder", stretch.harder)):
        for way in ways:
            yield f"{label}: {' '.join(part for part in (way.how, f'({way.id})' if way.id else '') if part)}"
    for each in stretch.precautions:
        yield f"{each.action} with {each.code}{': ' + each.how if each.how else ''}"
    yield f"stop if: {', '.join(stretch.stop)}"
    yield f"sources: {', '.join(stretch.sources)}"
    review = stretch.review if isinstance(stretch.review, str) else f"{stretch.review.by}, {stretch.review.on}"
    yield f"review: {review}"


def routine_summary(routine: Loaded[Routine], prescription: Prescription) -> str:
    """Write a routine as text, with the minutes of a session and the stretch in a week by muscle group."""
    return "\n".join(_routine_lines(routine.id, routine.value, prescription))


def _routine_lines(routine_id: str, routine: Routine, prescription: Prescription) -> Iterator[str]:
    yield f"{routine.title} ({routine_id})"
    yield from (text for text in (routine.goal, routine.audience) if text)
    numbers: dict[str, int] = {}
    for part in prescription.parts:
        yield ""
        yield part_line(part)
        for each in part.stretches:
            yield f"  {numbers.setdefault(each.id, len(numbers) + 1)}. {stretch_line(each)}"
    yield ""
    rest = {
        "ask about": ", ".join(routine.check_for), "made for": ", ".join(routine.made_for),
        "sources": ", ".join(routine.sources), "moving on": routine.progression, "review after": routine.review_after,
    }  # fmt: skip
    yield from (f"{label}: {text}" for label, text in rest.items() if text)


def part_line(part: Part) -> str:
    """Write which part it is, how long a session takes, and how much stretch a week holds."""
    names = {"core": "Start with", "later": "Add when ready", "phase": f"Weeks {part.weeks}"}
    titled = f"{names[part.kind]}: {part.title}" if part.title else names[part.kind]
    session = minutes(part.stretches)
    time = f"{session - WARM_UP_MINUTES} min more" if part.kind == "later" else f"{session} min with the warm-up"
    return f"{titled} (about {time}{_weekly(part.stretches)})"


def _weekly(stretches: Iterable[PrescribedStretch]) -> str:
    held = [f"{group} {_minutes(seconds)}" for group, seconds in weekly_volume(stretches).items()]
    return f"; stretch a week: {', '.join(held)}" if held else ""


def _minutes(seconds: int) -> str:
    return f"{round(seconds / _MINUTE)} min" if seconds >= _MINUTE else f"{seconds} s"


def stretch_line(each: PrescribedStretch) -> str:
    """Write a prescribed stretch with its dose and side in a line."""
    side = {"none": "", "each": ", each side", "left": ", left side", "right": ", right side"}[each.side]
    return f"{each.stretch.name} ({each.id}): {dose_line(each.dosage)}{side}"


def dose_line(dosage: Dosage) -> str:
    """Write a dosage as clinicians do: `30 s x 3, 2 sets, 1/day, 7 days/week`."""
    hold = f"{dosage.hold_seconds} s x " if dosage.hold_seconds and dosage.hold_seconds.high else ""
    often = [f"{dosage.per_day or '?'}/day", f"{dosage.days_per_week or '?'} days/week"]  # `?`: for a human to settle
    if dosage.amount:
        return ", ".join([dosage.amount, *often])
    parts = [f"{hold}{dosage.reps or '?'}" if hold else f"{dosage.reps or '?'} reps"]
    parts += [f"press {dosage.contract_seconds} s first"] if dosage.contract_seconds else []
    parts += [f"{dosage.sets} sets"] if (dosage.sets or 1) > 1 else []
    parts += [f"rest {dosage.rest_seconds} s"] if dosage.rest_seconds else []
    return ", ".join([*parts, *often])


def dose(dosage: Dosage) -> str:
    """Write a dosage as its file does."""
    parts = []
    for name in dosage.stated:
        unit = " s" if name.endswith("_seconds") else ""
        parts.append(f"{name.removesuffix('_seconds')} {getattr(dosage, name)}{unit}")
    return ", ".join(parts)
