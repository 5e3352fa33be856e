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
    id="R1", levels=(Level.WARNING, Level.ERROR), reads="files",
    title="steps read at US grade 6 or lower; over 8 is an error",
    why="Many adults read at the level of a 6th-grader, and fewer words are understood when something hurts.",
    source="Am Fam Physician 2015;92:118 (5th to 6th grade); NIH (8th at most); "
    "Flesch-Kincaid grade, Kincaid and others 1975",
    mend="Write shorter sentences and shorter words. `Bend your knee.` beats `Flexion of the knee is performed.`",
)  # fmt: skip
R2 = Rule(
    id="R2", levels=(Level.WARNING,), reads="files",
    title="a step is one to three short sentences that begin with what to do",
    why="Who reads a step and then does it can keep one action in mind, and looks for the verb.",
    source="PEMAT items 5, 21 and 22; at most 15 words is our choice",
    mend="Begin with a verb, say one action a sentence, and move what is left to a step of its own.",
)  # fmt: skip
R3 = Rule(
    id="R3", levels=(Level.WARNING,), reads="files",
    title="a stretch has 3 to 7 steps",
    why="Fewer leave out how to start or to stop; longer lists are not followed to the end.",
    source="PMC9120287, table 2: sequences of at most 7",
    mend="Join steps that belong together, or take out what the picture shows.",
)  # fmt: skip
R4 = Rule(
    id="R4", levels=(Level.WARNING,), reads="files",
    title="terms of the field are swapped for plain words or explained",
    why="Words of anatomy are what makes handouts hard: `lumbar` says nothing to most who have a sore one.",
    source="PEMAT item 4; routines/glossary.yaml and routines/lint-words.yaml hold the terms",
    mend="Use the plain words of the hint, or put them in brackets behind the term.",
)  # fmt: skip
R5 = Rule(
    id="R5", levels=(Level.WARNING,), reads="files",
    title="numbers are whole, and the patient works nothing out",
    why="`Half as many` and `3x10` are misread by many; a number that can be done as it stands is not.",
    source="PEMAT items 6 and 7",
    mend="Write the number that comes out, in whole numbers and words.",
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
    us_grade = grade(text)
    if us_grade <= _AIM or len(text.split()) < _ENOUGH_WORDS:
        return
    hard = ", ".join(f"`{word}`" for word in hardest(text))
    hint = "write shorter sentences" + (f", and easier words for {hard}" if hard else "")
    tell = R1.error if us_grade > _MOST else R1.warning
    aim = _MOST if us_grade > _MOST else _AIM
    yield tell(file.place(field), f"`{field}` read at US grade {us_grade:.1f}; at most {aim:.0f} is plain", hint)


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
    words = file.reference.words
    if re.fullmatch(words.counts, sentence, re.I):
        return None
    spoken = re.findall(r"[\w'’-]+", sentence.lower())
    while len(spoken) > 1 and spoken[0] in words.before_verbs:
        spoken = spoken[1:]
    if not spoken or spoken[0] not in words.verbs:
        meant = difflib.get_close_matches(spoken[0], words.verbs, n=1, cutoff=_MISSPELT) if spoken else []
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
        for match in file.reference.terms.finditer(text.text):
            plain = file.reference.plain[match[1].lower()]
            if not _is_explained(text, match, plain):
                hint = f"say `{plain}`, or explain it in brackets" if plain else "swap it, or explain it in brackets"
                yield R4.warning(text.place, f"{text.called(match[0])} is a term of the field", hint)


def _is_explained(text: CatalogText, match: re.Match[str], plain: str) -> bool:
    after = text.text[match.end() :]
    return after.startswith((" (", ": ")) or (bool(plain) and plain.lower() in text.text.lower())


def r5(file: File) -> Iterator[Problem]:
    """Find numbers that are not whole, and sums."""
    for text in file.texts:
        for pattern in file.reference.arithmetic:
            if match := pattern.expression.search(text.text):
                hint = pattern.hint or "write the number that comes out"
                yield R5.warning(text.place, f"{text.called(match[0].strip())} {pattern.says}", hint)
