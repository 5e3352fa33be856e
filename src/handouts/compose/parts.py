"""The parts of a prescription with their numbers: what is begun together, and what goes on from before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handouts.compose import doses
from handouts.compose.doses import NumberedStretch
from handouts.compose.handout import CardGroup, Phrase, Prose, StretchCard
from handouts.load.words import Words
from handouts.prescribe.prescription import Part, Prescription


@dataclass(frozen=True, slots=True)
class NumberedPart:
    """A part with numbers that run through the handout; what goes on from an earlier part keeps its number."""

    part: Part
    stretches: tuple[NumberedStretch, ...]
    new: tuple[NumberedStretch, ...]

    @property
    def again(self) -> tuple[NumberedStretch, ...]:
        """Those that an earlier part has begun."""
        return tuple(each for each in self.stretches if each not in self.new)


def numbered_parts(prescription: Prescription) -> tuple[NumberedPart, ...]:
    """Number the stretches of a prescription."""
    numbers: dict[str, int] = {}
    parts: list[NumberedPart] = []
    for part in prescription.parts:
        new = {each.id for each in part.stretches if each.id not in numbers}
        numbers |= {each.id: len(numbers) + n for n, each in enumerate((e for e in part.stretches if e.id in new), 1)}
        stretches = tuple((numbers[each.id], each) for each in part.stretches)
        parts.append(NumberedPart(part, stretches, tuple(each for each in stretches if each[1].id in new)))
    return tuple(parts)


def weeks_of(part: Part, words: Words) -> str:
    """Say `Weeks 1 and 2`; empty for a part that is no phase."""
    if part.weeks is None:
        return ""
    if part.weeks.low == part.weeks.high:
        return words.say("week", n=part.weeks.low)
    return words.say("weeks", numbers=words.numbers(tuple(range(part.weeks.low, part.weeks.high + 1))))


def card_groups(
    parts: tuple[NumberedPart, ...], cards: Mapping[int, StretchCard], words: Words, blank: bool
) -> Iterator[CardGroup]:
    """Put the cards under their headings."""
    for index, each in enumerate(parts):
        shown = tuple(cards[number] for number, _ in each.new)
        again = tuple(_again(numbered, words, blank) for numbered in each.again)
        following = parts[index + 1].part if index + 1 < len(parts) else None
        yield CardGroup(_heading(each.part, words), shown, again, _move_on(each.part, following, words))


def _heading(part: Part, words: Words) -> str:
    if part.kind == "core":
        return ""
    if part.kind == "later":
        return words.say("later_heading")
    weeks = weeks_of(part, words)
    return words.say("phase_heading", weeks=weeks, title=part.title) if part.title else weeks


def _again(numbered: NumberedStretch, words: Words, blank: bool) -> Prose:
    """Say how much of a stretch that goes on, and what is meant for this patient."""
    number, prescribed = numbered
    lead = words.say("again", number=number, name=prescribed.stretch.name)
    dose = ", ".join((*doses.short(prescribed, words), doses.often(prescribed.dosage, words)))
    if blank:
        dose = words.say("as_written")
    note = (Phrase(words.say("note"), strong=True), Phrase(prescribed.note)) if prescribed.note else ()
    return (Phrase(lead, strong=True), Phrase(f"{dose[:1].upper()}{dose[1:]}."), *note)


def _move_on(part: Part, following: Part | None, words: Words) -> Prose:
    if not part.move_on or following is None:
        return ()
    weeks = weeks_of(following, words)
    return (Phrase(words.say("move_on", weeks=weeks[:1].lower() + weeks[1:]), strong=True), Phrase(part.move_on))
