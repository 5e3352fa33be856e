"""R1 to R5: words that a patient with six years of school reads, and does."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from handouts.check.readability import grade, hardest
from handouts.check.rule import Rule
from handouts.check.subject import File
from handouts.check.texts import CatalogText, unsided
from handouts.model.routine import Routine
from handouts.model.stretch import Stretch
from handouts.problems import Level, Problem

_AIM, _MOST = 6.0, 8.0  # US school grades: American Family Physician asks for 5th to 6th, NIH for at most 8th
_MOST_WORDS, _MOST_SENTENCES = 15, 3  # of a step; our choice, from what PEMAT calls short
_FEWEST_STEPS, _MOST_STEPS = 3, 7  # what comprehension studies of picture sequences allow (PMC9120287)
_MISSPELT = 0.8  # how alike a word and a verb must be to be taken for it
_ENOUGH_WORDS = 10  # a formula says little about less

R1 = Rule(
    "R1", (Level.WARNING, Level.ERROR), "steps read at US grade 6 or lower; over 8 is an error", "files",
    "Many adults read at the level of a 6th-grader, and fewer words are understood when something hurts.",
    "Am Fam Physician 2015;92:118 (5th to 6th grade); NIH (8th at most); Flesch-Kincaid grade, Kincaid and others 1975",
    "Write shorter sentences and shorter words. `Bend your knee.` beats `Flexion of the knee is performed.`",
)  # fmt: skip
R2 = Rule(
    "R2", (Level.WARNING,), "a step is one to three short sentences that begin with what to do", "files",
    "Who reads a step and then does it can keep one action in mind, and looks for the verb.",
    "PEMAT items 5, 21 and 22; at most 15 words is our choice",
    "Begin with a verb, say one action a sentence, and move what is left to a step of its own.",
)  # fmt: skip
R3 = Rule(
    "R3", (Level.WARNING,), "a stretch has 3 to 7 steps", "files",
    "Fewer leave out how to start or to stop; longer lists are not followed to the end.",
    "PMC9120287, table 2: sequences of at most 7",
    "Join steps that belong together, or take out what the picture shows.",
)  # fmt: skip
R4 = Rule(
    "R4", (Level.WARNING,), "terms of the field are swapped for plain words or explained", "files",
    "Words of anatomy are what makes handouts hard: `lumbar` says nothing to most who have a sore one.",
    "PEMAT item 4; routines/glossary.yaml and routines/lint-words.yaml hold the terms",
    "Use the plain words of the hint, or put them in brackets behind the term.",
)  # fmt: skip
R5 = Rule(
    "R5", (Level.WARNING,), "numbers are whole, and the patient works nothing out", "files",
    "`Half as many` and `3x10` are misread by many; a number that can be done as it stands is not.",
    "PEMAT items 6 and 7",
    "Write the number that comes out, in whole numbers and words.",
)  # fmt: skip
RULES = (R1, R2, R3, R4, R5)


def r1(file: File) -> Iterator[Problem]:
    """Grade the steps of a stretch, and a routine's rule for moving on."""
    value = file.loaded.value
    if isinstance(value, Stretch):
        field, text = "steps", " ".join(map(unsided, value.steps))
    elif isinstance(value, Routine):
        field, text = "progression", value.progression
    else:
        return
    found = grade(text)
    if found <= _AIM or len(text.split()) < _ENOUGH_WORDS:
        return
    hard = hardest(text)
    hint = "write shorter sentences" + (f", and easier words for {_listed(hard)}" if hard else "")
    tell = R1.error if found > _MOST else R1.warning
    aim = _MOST if found > _MOST else _AIM
    yield tell(file.place(field), f"`{field}` read at US grade {found:.1f}; at most {aim:.0f} is plain", hint)


def r2(file: File) -> Iterator[Problem]:
    """Look at the length of each step and at how its sentences begin."""
    stretch = file.loaded.value
    if not isinstance(stretch, Stretch):
        return
    for index, step in enumerate(stretch.steps):
        place, text = file.place("steps", index), unsided(step)
        sentences = [each.strip() for each in re.findall(r"[^.!?]+[.!?]*", text)]
        if len(text.split()) > _MOST_WORDS:
            yield R2.warning(place, f"the step has {len(text.split())} words; {_MOST_WORDS} are easy to keep in mind")
        if len(sentences) > _MOST_SENTENCES:
            yield R2.warning(
                place, f"the step has {len(sentences)} sentences; at most {_MOST_SENTENCES} are read as one"
            )
        for sentence in sentences:
            if complaint := _of_sentence(sentence, file):
                yield R2.warning(place, *complaint)
    hold = stretch.dosage.hold_seconds
    if stretch.kind == "static" and hold and hold.high and not re.search(r"\bhold\.", " ".join(stretch.steps), re.I):
        yield R2.warning(file.place("steps"), "no step says to hold", "end with `Hold. Keep breathing.`")


def _of_sentence(sentence: str, file: File) -> tuple[str, str] | None:
    words = file.known.words
    if re.fullmatch(words.counts, sentence, re.I):
        return None
    said = re.findall(r"[\w'’-]+", sentence.lower())
    while len(said) > 1 and said[0] in words.before_verbs:
        said = said[1:]
    if not said or said[0] not in words.verbs:
        meant = difflib.get_close_matches(said[0], words.verbs, n=1, cutoff=_MISSPELT) if said else []
        hint = f"did you mean `{meant[0]}`?" if meant else "begin with what to do, as in `Bend your knee.`"
        return f"`{sentence}` does not begin with a verb", hint
    second = re.search(r"\b(?:and|then) (?:then )?(\w+)", sentence.lower())
    if second and second[1] in words.verbs and second[1] not in words.also_nouns:
        return f"`{sentence}` asks for two actions", f"end the sentence before `{second[1]}`"
    return None


def r3(file: File) -> Iterator[Problem]:
    """Count the steps."""
    stretch = file.loaded.value
    if isinstance(stretch, Stretch) and not _FEWEST_STEPS <= len(stretch.steps) <= _MOST_STEPS:
        n = len(stretch.steps)
        what = f"{n} step{'s'[: n != 1]}; {_FEWEST_STEPS} to {_MOST_STEPS} are followed best"
        yield R3.warning(file.place("steps"), what)


def r4(file: File) -> Iterator[Problem]:
    """Find terms of the field that are neither plain nor explained."""
    for text in file.texts:
        for found in file.known.terms.finditer(text.text):
            said = file.known.plain[found[1].lower()]
            if not _is_explained(text, found, said):
                hint = f"say `{said}`, or explain it in brackets" if said else "swap it, or explain it in brackets"
                yield R4.warning(text.place, f"{text.called(found[0])} is a term of the field", hint)


def _is_explained(text: CatalogText, found: re.Match[str], said: str) -> bool:
    after = text.text[found.end() :]
    return after.startswith((" (", ": ")) or (bool(said) and said.lower() in text.text.lower())


def r5(file: File) -> Iterator[Problem]:
    """Find numbers that are not whole, and sums."""
    for text in file.texts:
        for pattern in file.known.arithmetic:
            if found := pattern.expression.search(text.text):
                hint = pattern.hint or "write the number that comes out"
                yield R5.warning(text.place, f"{text.called(found[0].strip())} {pattern.says}", hint)


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"`{word}`" for word in words)
