"""A stretch card: steps, pictures and doses that agree on the side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from handouts.compose import doses
from handouts.compose.handout import CardBody, DoseCell, Figure, Phrase, Prose, StretchCard
from handouts.drawing.value import Drawing
from handouts.load.words import Words, fill
from handouts.model.identity import Same
from handouts.model.stretch import FigureSource, Side
from handouts.prescribe.prescription import PrescribedStretch

_KEPT = 512  # bodies
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_OPPOSITE: dict[Side, Side] = {"left": "right", "right": "left", "each": "each", "none": "none"}


@dataclass(frozen=True, slots=True)
class ToWrite:
    """What is written by hand: the doses, or a new one beside each; a note on every card."""

    doses: bool = False
    new_dose: bool = False
    note: bool = False


def card(
    number: int, prescribed: PrescribedStretch, drawings: Mapping[str, Drawing], words: Words, to_write: ToWrite
) -> StretchCard:
    """Compose the card of one prescribed stretch."""
    key = _Key(prescribed, tuple([drawings[each.file] for each in prescribed.stretch.figures]))
    return StretchCard(number, _body(key, Same(words), to_write))


class _Key:
    """A prescribed stretch to look up: by which stretch it is, and by what else there is about it."""

    def __init__(self, prescribed: PrescribedStretch, drawings: tuple[Drawing, ...]) -> None:
        each = self.prescribed = prescribed
        self.drawings = drawings
        own = (each.side, each.note, each.steps, each.adaptations, each.easier, each.harder)
        self.values = (Same(each.stretch), drawings, tuple(each.dosage.__dict__.values()), own)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.values)


@lru_cache(maxsize=_KEPT)
def _body(key: _Key, same: Same[Words], to_write: ToWrite) -> CardBody:
    prescribed, words = key.prescribed, same.value
    stretch = prescribed.stretch
    notes: list[Prose] = [(Phrase(words.say("note"), strong=True), Phrase(text)) for text in prescribed.adaptations]
    if prescribed.note:
        notes.append((Phrase(words.say("note"), strong=True), Phrase(prescribed.note)))
    if to_write.note:
        notes.append((Phrase(words.say("note"), strong=True), Phrase("")))
    drawn = zip(stretch.figures, key.drawings, strict=True)
    return _known(
        stretch.name,
        stretch.why,
        tuple(_figure(source, drawing, prescribed, words) for source, drawing in drawn),
        _steps(prescribed, words, to_write),
        _remarks(prescribed, words),
        tuple(notes),
        _dosage(prescribed, words, to_write),
        words.say("card_table", name=stretch.name),
    )


# One body for the same words, from whichever file they come: stretches of several routines are read several times.
_known = lru_cache(maxsize=_KEPT)(CardBody)


def sided(text: str, side: Side, words: Words) -> str:
    """Fill `{side}` and `{other}`, and begin with a capital letter whatever they say."""
    if "{" not in text:
        return text
    if side in {"left", "right"}:
        values = {"side": words.say(f"your_{side}"), "other": words.say(f"your_{_OPPOSITE[side]}")}
    else:
        values = {"side": words.say("one"), "other": words.say("the_other")}
    filled = fill(text, **values)
    return re.sub(r"(^|[.!?] )(\w)", lambda match: match[1] + match[2].upper(), filled)


def _dosage(prescribed: PrescribedStretch, words: Words, to_write: ToWrite) -> tuple[DoseCell, ...]:
    if to_write.doses:
        return doses.blank_cells(prescribed, words)
    new = (DoseCell(words.say("new_dose"), ""),) if to_write.new_dose else ()
    return (*doses.cells(prescribed, words), *new)


def _steps(prescribed: PrescribedStretch, words: Words, to_write: ToWrite) -> tuple[str, ...]:
    """The stretch's own steps; the last, which is the hold, ends with when to change sides."""
    stretch = prescribed.stretch
    own = dict(prescribed.steps)
    worded = [own.get(number, step) for number, step in enumerate(stretch.steps, start=1)]
    steps = [plain(sided(step, prescribed.side, words)) for step in worded]
    if stretch.laterality == "one" and prescribed.side == "each":
        reps = prescribed.dosage.reps or 1
        change = words.limb(stretch.limb, "change")
        key = "do_then_change" if reps > 1 and not to_write.doses else "then_change"
        steps[-1] = f"{steps[-1]} {words.say(key, n=reps, change=change)}"
    return tuple(steps)


def _remarks(prescribed: PrescribedStretch, words: Words) -> Prose:
    stretch, side = prescribed.stretch, prescribed.side
    phrases: list[Phrase] = []
    if stretch.feel:
        phrases += [Phrase(words.say("feel"), strong=True), Phrase(sided(stretch.feel, side, words))]
    phrases.extend(Phrase(sided(text, side, words)) for text in stretch.avoid)
    if prescribed.easier:
        phrases += [Phrase(words.say("hard"), strong=True), Phrase(sided(prescribed.easier, side, words))]
    if prescribed.harder:
        phrases += [Phrase(words.say("easy"), strong=True), Phrase(sided(prescribed.harder, side, words))]
    return tuple(Phrase(plain(each.text), each.strong) for each in phrases)


def _figure(source: FigureSource, drawing: Drawing, prescribed: PrescribedStretch, words: Words) -> Figure:
    side = prescribed.side
    mirrored = source.side is not None and side == _OPPOSITE[source.side]
    return Figure(drawing, sided(source.caption, side, words), sided(source.alt, side, words), mirrored)


def plain(text: str) -> str:
    """Drop the `**` of catalog text where one weight is all there is."""
    return _STRONG.sub(r"\1", text)
