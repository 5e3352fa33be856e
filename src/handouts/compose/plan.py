"""The plan at a glance: what to do, how often, how long, with what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.compose import doses
from handouts.compose.doses import NumberedStretch
from handouts.compose.handout import Phrase, Plan, Prose, StretchCard, Thumbnail, ThumbnailGroup
from handouts.compose.parts import NumberedPart, weeks_of
from handouts.load.words import Words
from handouts.model.safety import SafetyFile
from handouts.prescribe.dose import session_minutes, weekly_volume

_MOST_GROUPS = 3  # that fit one line with the key
_TO_HOLD = frozenset({"chair", "wall", "doorway", "table"})
_FLOOR = frozenset({"supine", "prone", "side-lying", "seated-floor", "quadruped", "half-kneeling"})


@dataclass(frozen=True, slots=True)
class PlanStyle:
    """What the plan shows: thumbnails, and doses unless these are written in by hand."""

    thumbnails: bool = True
    blank: bool = False


def plan(
    parts: tuple[NumberedPart, ...], cards: dict[int, StretchCard], safety: SafetyFile, words: Words, setup: PlanStyle
) -> Plan:
    """Compose the plan block."""
    everything = tuple(each for part in parts for each in part.new)
    lead = Phrase(words.say("your_plan"), strong=True)
    before = Phrase(" ".join(_before(everything, safety, words)))
    paragraphs = (
        _by_phases(parts, lead, before, words, setup.blank)
        if _is_phased(parts)
        else _at_once(parts, lead, before, words, setup.blank)
    )
    groups = tuple(
        ThumbnailGroup(
            _label(each, parts, words), tuple(_thumbnail(numbered, cards, words, setup.blank) for numbered in each.new)
        )
        for each in parts
        if each.new and setup.thumbnails
    )
    weekly = "" if _is_phased(parts) or setup.blank else _weekly(parts[0].stretches, words)
    return Plan(
        paragraphs=paragraphs,
        groups=groups,
        key_lead=words.say("key_lead"),
        key_area=words.say("key_area"),
        key_arrow=words.say("key_arrow"),
        weekly=weekly,
    )


def _is_phased(parts: tuple[NumberedPart, ...]) -> bool:
    return parts[0].part.kind == "phase"


def _label(each: NumberedPart, parts: tuple[NumberedPart, ...], words: Words) -> str:
    if each.part.kind == "phase":
        return weeks_of(each.part, words)
    return words.say("later_label" if each.part.kind == "later" else "core_label") if len(parts) > 1 else ""


def _at_once(
    parts: tuple[NumberedPart, ...], lead: Phrase, before: Phrase, words: Words, blank: bool
) -> tuple[Prose, ...]:
    core, later = parts[0].stretches, tuple(each for part in parts[1:] for each in part.stretches)
    if blank:
        what = [words.say("do_blank", numbers=_numbers(core, words))]
        key = "add_blank" if len(core) > 1 else "add_blank_one"
        what += [words.say(key, numbers=_numbers(later, words), core=_numbers(core, words))] if later else []
        return ((lead, Phrase(" ".join(what)), before),)
    return ((lead, Phrase(" ".join([*_what(core, words), *_later(core, later, words)])), before),)


def _by_phases(
    parts: tuple[NumberedPart, ...], lead: Phrase, before: Phrase, words: Words, blank: bool
) -> tuple[Prose, ...]:
    """Say what to do in which weeks, a paragraph each."""
    phases = [
        (
            Phrase(f"{weeks_of(each.part, words)}:", strong=True),
            Phrase(
                words.say("do_blank", numbers=_numbers(each.stretches, words))
                if blank
                else " ".join([*_what(each.stretches, words), _weekly(each.stretches, words)]).strip()
            ),
        )
        for each in parts
    ]
    return ((lead, *phases[0]), *phases[1:], (before,))


def _numbers(stretches: tuple[NumberedStretch, ...], words: Words) -> str:
    return words.numbers(tuple(number for number, _ in stretches))


def _what(core: tuple[NumberedStretch, ...], words: Words) -> Iterator[str]:
    """Say how often and how long; what is not counted follows, each by itself."""
    counted = tuple(each for each in core if not each[1].dosage.amount)
    if counted:
        yield from _session(counted, words)
    for number, each in core:
        if each.dosage.amount:
            name, often = each.stretch.name, doses.often(each.dosage, words)
            yield words.say("do_activity", number=number, name=name, amount=each.dosage.amount, often=often)


def _session(core: tuple[NumberedStretch, ...], words: Words) -> Iterator[str]:
    for group in doses.grouped(core, doses.frequency):
        yield words.say("do_all", numbers=_numbers(group, words), often=doses.often_in_plan(group[0][1].dosage, words))
    minutes = session_minutes(tuple(each for _, each in core))
    longest, shortest = words.count("minute", minutes[0]), words.count("minute", minutes[-1])
    if longest != shortest:
        yield words.say("takes_more", longest=longest, shortest=shortest)
    else:
        yield words.say("takes_each" if len(minutes) > 1 else "takes_same", minutes=longest)


def _later(core: tuple[NumberedStretch, ...], later: tuple[NumberedStretch, ...], words: Words) -> Iterator[str]:
    if not later:
        return
    counted = tuple(each for each in later if not each[1].dosage.amount)
    if counted:
        key = "add_later" if len(core) > 1 else "add_later_one"
        minutes = words.count("minute", session_minutes(tuple(each for _, each in (*core, *later)))[0])
        yield words.say(key, numbers=_numbers(counted, words), core=_numbers(core, words), minutes=minutes)
    uncounted = tuple(each for each in later if each not in counted)
    if uncounted:
        key = "add_blank" if len(core) > 1 else "add_blank_one"
        yield words.say(key, numbers=_numbers(uncounted, words), core=_numbers(core, words))
        yield from _what(uncounted, words)
    usual = doses.frequency(core[0][1])
    for group in doses.grouped(counted, doses.frequency):
        if doses.frequency(group[0][1]) != usual:
            often = doses.often_in_plan(group[0][1].dosage, words)
            yield words.say("later_often", numbers=_numbers(group, words), often=often)


def _weekly(stretches: tuple[NumberedStretch, ...], words: Words) -> str:
    """Say how much the most stretched muscle groups get in a week; leave out less than half a minute."""
    volume = weekly_volume(each for _, each in stretches)
    minutes = [(region, round(seconds / 60)) for region, seconds in volume.items()]
    groups = [words.say("weekly_group", group=words.file.regions[region], minutes=n) for region, n in minutes if n]
    return words.say("weekly", groups=words.say("comma").join(groups[:_MOST_GROUPS])) if groups else ""


def _before(stretches: tuple[NumberedStretch, ...], safety: SafetyFile, words: Words) -> Iterator[str]:
    """What to do and to have at hand before starting."""
    yield safety.warm_up
    things = dict.fromkeys(thing for _, each in stretches for thing in each.stretch.equipment)
    if things:
        yield words.say("need", things=words.listed(tuple(words.file.equipment[thing] for thing in things)))
    standing = [
        each.stretch for _, each in stretches if each.stretch.position == "standing" and each.stretch.kind != "activity"
    ]
    if any(not _TO_HOLD & set(each.equipment) for each in standing):
        yield safety.support
    if any(each.stretch.position in _FLOOR for _, each in stretches):
        yield safety.no_floor


def _thumbnail(numbered: NumberedStretch, cards: dict[int, StretchCard], words: Words, blank: bool) -> Thumbnail:
    number, prescribed = numbered
    figures = cards[number].body.figures
    figure = figures[-1] if figures else None
    # the last frame shows the stretch itself; earlier ones show how to get there
    dose = () if blank else doses.short(prescribed, words)
    return Thumbnail(number, prescribed.stretch.name, dose, figure)
