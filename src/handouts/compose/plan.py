"""The plan at a glance: what to do, how often, how long, with what."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.compose import doses
from handouts.compose.doses import Numbered
from handouts.dose import session_minutes
from handouts.handout import Phrase, Plan, StretchCard, Thumbnail, ThumbnailGroup
from handouts.model.safety import Safety
from handouts.words import Words

_TO_HOLD = frozenset({"chair", "wall", "doorway", "table"})
_FLOOR = frozenset({"supine", "prone", "side-lying", "seated-floor", "quadruped", "half-kneeling"})


def plan(
    core: tuple[Numbered, ...], later: tuple[Numbered, ...], cards: dict[int, StretchCard], safety: Safety, words: Words
) -> Plan:
    """Compose the plan block."""
    what = Phrase(" ".join([*_what(core, words), *_later(core, later, words)]))
    lead = Phrase(words.say("your_plan"), strong=True)
    groups = tuple(
        ThumbnailGroup(words.say(label) if later else "", tuple(_thumbnail(each, cards, words) for each in part))
        for label, part in (("core_label", core), ("later_label", later))
        if part
    )
    before = Phrase(" ".join(_before((*core, *later), safety, words)))
    return Plan(((lead, what, before),), groups, words.say("key_lead"), words.say("key_area"), words.say("key_arrow"))


def _numbers(stretches: tuple[Numbered, ...], words: Words) -> str:
    return words.numbers(tuple(number for number, _ in stretches))


def _what(core: tuple[Numbered, ...], words: Words) -> Iterator[str]:
    for group in doses.grouped(core, doses.frequency):
        yield words.say("do_all", numbers=_numbers(group, words), often=doses.often_in_plan(group[0][1].dosage, words))
    minutes = session_minutes(tuple(each for _, each in core))
    longest, shortest = words.count("minute", minutes[0]), words.count("minute", minutes[-1])
    if longest != shortest:
        yield words.say("takes_more", longest=longest, shortest=shortest)
    else:
        yield words.say("takes_each" if len(minutes) > 1 else "takes_same", minutes=longest)


def _later(core: tuple[Numbered, ...], later: tuple[Numbered, ...], words: Words) -> Iterator[str]:
    if not later:
        return
    key = "add_later" if len(core) > 1 else "add_later_one"
    minutes = words.count("minute", session_minutes(tuple(each for _, each in (*core, *later)))[0])
    yield words.say(key, numbers=_numbers(later, words), core=_numbers(core, words), minutes=minutes)
    usual = doses.frequency(core[0][1])
    for group in doses.grouped(later, doses.frequency):
        if doses.frequency(group[0][1]) != usual:
            often = doses.often_in_plan(group[0][1].dosage, words)
            yield words.say("later_often", numbers=_numbers(group, words), often=often)


def _before(stretches: tuple[Numbered, ...], safety: Safety, words: Words) -> Iterator[str]:
    """What to do and to have at hand before starting."""
    yield safety.warm_up
    things = dict.fromkeys(thing for _, each in stretches for thing in each.stretch.equipment)
    if things:
        yield words.say("need", things=words.listed(tuple(words.file.equipment[thing] for thing in things)))
    if any(each.stretch.position == "standing" and not _TO_HOLD & set(each.stretch.equipment) for _, each in stretches):
        yield safety.support
    if any(each.stretch.position in _FLOOR for _, each in stretches):
        yield safety.no_floor


def _thumbnail(numbered: Numbered, cards: dict[int, StretchCard], words: Words) -> Thumbnail:
    number, prescribed = numbered
    # the last frame shows the stretch itself; earlier ones show how to get there
    return Thumbnail(number, prescribed.stretch.name, doses.short(prescribed, words), cards[number].figures[-1])
