"""Steps of a one-sided exercise: `{side}` and `{other}` where it is sure which is meant, else as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from handouts.model.intake import ImportWords
from handouts.model.stretch import Limb


def ones(text: str, words: ImportWords) -> Iterator[re.Match[str]]:
    """Find `one leg` where it is a leg: no measure, as in `one foot away`, and no thing, as in `one hand towel`."""
    for match in re.finditer(words.one, text, re.I):
        limb, behind = text[match.start("limb") :], text[match.end("limb") :]
        if re.match(words.after_one, behind, re.I) and not re.match(words.never_one, limb, re.I):
            yield match


def sided(steps: Sequence[str], limb: Limb, words: ImportWords) -> tuple[str, ...]:
    """Leave out what says to change sides, as every handout says it itself, and name the side that is worked first."""
    kept = [text for step in steps if (text := _one_side(step, words))] or list(steps)
    counted = _counted(kept, limb, words)
    return counted if counted != tuple(kept) else _named(kept, words)


def _one_side(step: str, words: ImportWords) -> str:
    """Drop `then switch legs`, and `on each side` behind a count."""
    turn = f"(?:{words.turn_leads})(?:{'|'.join(words.turns)})(?:{words.turn_ends})?"
    kept = []
    for sentence in re.split(r"(?<=[.!?])\s+", step):
        text = re.sub(words.each, "", sentence, flags=re.I)
        rest = re.sub(turn, "", text, flags=re.I)
        if rest != text:
            rest = re.sub(r"^(?:\W|and\b|then\b)+|[\s,;]+(?:and|then)?(?=[.!?]?$)", "", rest, flags=re.I)
            rest = re.sub(r"(?<=[.!?])[.!?]$", "", rest)
            if re.match(words.turn_whens, rest, re.I):
                continue
        if re.search(r"\w", rest):
            kept.append(rest[:1].upper() + rest[1:])
    return " ".join(kept)


def _counted(steps: Sequence[str], limb: Limb, words: ImportWords) -> tuple[str, ...]:
    """Write the first `one leg` as `{side} leg`, and what is sure to be the other as `{other}`; no more than that."""
    family = _family_to_name(steps, limb, words)
    is_named = False
    made = []
    for step in steps:
        sentences = []
        for sentence in re.split(r"(?<=[.!?])(\s+)", step):
            text, is_named = _sentence(sentence, family, is_named, words)
            sentences.append(text)
        made.append("".join(sentences))
    return tuple(made)


def _sentence(text: str, family: str, is_named: bool, words: ImportWords) -> tuple[str, bool]:
    """Name the sides of one sentence; `is_named` tells whether one before has named them."""
    matches = [(match, "one") for match in ones(text, words)]
    matches += [(match, "other") for match in re.finditer(words.other, text, re.I)]
    made, end, here, is_open = "", 0, False, False
    for match, what in sorted(matches, key=lambda each: each[0].start()):
        same = _family(match["limb"], words) == family
        tag = ""
        if what == "one" and same and not is_named:
            tag, here = "{side}", True
        elif what == "one" and same and here:
            tag, here = "{other}", False
        elif what == "one":
            is_open = is_open or same
        elif is_named and not is_open and (same or match["opposite"]):
            tag = "{other}"
        is_named = is_named or tag == "{side}"
        made += text[end : match.start()] + (tag or match[0])
        end = match.end()
    return made + text[end:], is_named


def _family(limb: str, words: ImportWords) -> str:
    return next((name for name, nouns in words.limb_words.items() if limb.casefold() in nouns), "")


def _family_to_name(steps: Sequence[str], limb: Limb, words: ImportWords) -> str:
    """Tell which `one …` is the side: the limb that is stretched, else a side of the body, else what is named first."""
    named = [_family(match["limb"], words) for step in steps for match in ones(step, words)]
    likely = [limb, "side"] if limb != "side" else ["side", *named]
    return next((each for each in likely if each in named), "")


def _named(steps: Sequence[str], words: ImportWords) -> tuple[str, ...]:
    """Write `your left leg` as `{side} leg` when all that is left or right can be told so; else leave it to a human."""
    hands = [match[1].casefold() for step in steps for match in re.finditer(words.named, step, re.I)]
    if not hands or len(hands) != sum(len(re.findall(r"\b(?:left|right)\b", step, re.I)) for step in steps):
        return tuple(steps)
    tags = {hands[0]: "{side}"}
    return tuple(
        re.sub(words.named, lambda match: tags.get(match[1].casefold(), "{other}"), step, flags=re.I) for step in steps
    )
