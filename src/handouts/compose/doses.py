"""A dosage in words. One place says how much, for plan, card, thumbnails, flare-up and log."""

from __future__ import annotations

from collections.abc import Callable

from handouts.compose.handout import DoseCell
from handouts.load.words import Words
from handouts.model.base import Span
from handouts.model.stretch import Dosage
from handouts.prescribe.dose import halved, unstated
from handouts.prescribe.prescription import PrescribedStretch

NumberedStretch = tuple[int, PrescribedStretch]


def times(prescribed: PrescribedStretch, reps: int, words: Words) -> str:
    """Say `3 times each leg`."""
    limb = prescribed.stretch.limb
    if prescribed.side == "each":
        return words.count("times_each", reps, each=words.limb(limb, "each"))
    plain = words.count("times", reps)
    if prescribed.side == "none":
        return plain
    return words.say("just_side", times=plain, side=words.limb(limb, prescribed.side))


def duration(span: Span, words: Words) -> str:
    """Say `20 seconds` or `30 to 60 seconds`."""
    if span.low == span.high:
        return words.count("second", span.low)
    return words.say("seconds_range", low=span.low, high=span.high)


def often(dosage: Dosage, words: Words) -> str:
    """Say `2 times a day`, with the days a week when they are not all."""
    per_day = words.count("per_day", dosage.per_day or 1)
    days = dosage.days_per_week or 7
    return per_day if days == 7 else words.say("often_days", often=per_day, days=words.count("days_a_week", days))


def often_in_plan(dosage: Dosage, words: Words) -> str:
    """Say `every morning and evening` for twice a day; else as `often`."""
    if dosage.per_day != 2:
        return often(dosage, words)
    days = dosage.days_per_week or 7
    if days == 7:
        return words.say("morning_evening")
    return words.say("morning_evening_days", days=words.count("days_a_week", days))


def blank_cells(prescribed: PrescribedStretch, words: Words) -> tuple[DoseCell, ...]:
    """List the parts of a dosage as lines to write on."""
    if prescribed.dosage.amount:
        return tuple(DoseCell(words.say(key), "") for key in ("amount", "how_often"))
    held = [words.say("hold")] if prescribed.dosage.hold_seconds and prescribed.dosage.hold_seconds.high else []
    return tuple(DoseCell(label, "") for label in (*held, words.say("repeat"), words.say("how_often")))


def cells(prescribed: PrescribedStretch, words: Words) -> tuple[DoseCell, ...]:
    """List the parts of a dosage that say something, and those that nobody has stated yet as lines to write on."""
    dosage = prescribed.dosage
    open_parts = unstated(prescribed.stretch, dosage)
    dose_cells: list[DoseCell] = []
    if dosage.amount:
        dose_cells.append(DoseCell(words.say("amount"), dosage.amount))
    if dosage.contract_seconds:
        dose_cells.append(DoseCell(words.say("press"), words.count("second", dosage.contract_seconds)))
    if dosage.hold_seconds and dosage.hold_seconds.high:
        dose_cells.append(DoseCell(words.say("hold"), duration(dosage.hold_seconds, words)))
    elif "hold" in open_parts:
        dose_cells.append(DoseCell(words.say("hold"), ""))
    repeat = times(prescribed, dosage.reps or 1, words)
    if not dose_cells and prescribed.stretch.kind == "dynamic":
        repeat = words.say("slowly", times=repeat)
    if not dosage.amount:
        dose_cells.append(DoseCell(words.say("repeat"), "" if "reps" in open_parts else repeat))
    if (dosage.sets or 1) > 1:
        dose_cells.append(DoseCell(words.say("sets"), words.count("sets", dosage.sets or 1)))
    if dosage.rest_seconds:
        dose_cells.append(DoseCell(words.say("rest"), words.count("second", dosage.rest_seconds)))
    if {"per_day", "days_per_week"} & {*open_parts}:
        return (*dose_cells, DoseCell(words.say("how_often"), ""))
    frequency_words = often(dosage, words)
    dose_cells.append(DoseCell(words.say("how_often"), frequency_words[:1].upper() + frequency_words[1:]))
    return tuple(dose_cells)


def short(prescribed: PrescribedStretch, words: Words) -> tuple[str, ...]:
    """Say `3 times each leg` and `hold 20 seconds`, a line each."""
    dosage = prescribed.dosage
    if dosage.amount:
        return (dosage.amount,)
    repeat = times(prescribed, dosage.reps or 1, words)
    if not dosage.hold_seconds or not dosage.hold_seconds.high:
        return (repeat,)
    return repeat, words.say("hold_short", time=duration(dosage.hold_seconds, words))


def grouped(
    stretches: tuple[NumberedStretch, ...], key: Callable[[PrescribedStretch], object]
) -> list[tuple[NumberedStretch, ...]]:
    """Put stretches with the same key together, in the order of their first."""
    groups: dict[object, list[NumberedStretch]] = {}
    for numbered in stretches:
        groups.setdefault(key(numbered[1]), []).append(numbered)
    return [tuple(group) for group in groups.values()]


def frequency(prescribed: PrescribedStretch) -> tuple[int, int]:
    """Return sessions a day and days a week."""
    return prescribed.dosage.per_day or 1, prescribed.dosage.days_per_week or 7


def flare_up(stretches: tuple[NumberedStretch, ...], days: int, words: Words) -> str:
    """Write out the dose of a flare-up in whole numbers, so that nobody has to halve anything."""
    parts = [words.say("flare_lead", days=words.count("day", days))]
    leave: list[int] = []
    uncounted = tuple(number for number, each in stretches if each.dosage.amount)
    counted = tuple(each for each in stretches if not each[1].dosage.amount)
    for group in grouped(counted, lambda each: times(each, halved(each.dosage), words)):
        numbers = tuple(number for number, _ in group)
        reps = halved(group[0][1].dosage)
        if reps:
            parts.append(words.say("flare_item", numbers=words.numbers(numbers), times=times(group[0][1], reps, words)))
        else:
            leave.extend(numbers)
    if uncounted:
        parts.append(words.say("flare_half", numbers=words.numbers(uncounted)))
    if leave:
        parts.append(words.say("flare_leave", numbers=words.numbers(tuple(sorted(leave)))))
    return " ".join([*parts, words.say("flare_end")])
