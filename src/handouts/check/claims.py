"""C1 and C3: claims that no handout makes, and a disclaimer that stands once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.check.rule import Rule
from handouts.check.subject import File, SheetSubject
from handouts.model.stretch import Stretch
from handouts.problems import Level, Problem

C1 = Rule(
    id="C1", levels=(Level.ERROR,), reads="files",
    title="nothing claims that stretching prevents, corrects, cures or speeds recovery",
    why="Trials do not bear these claims out. A handout that makes them misleads, and a clinic answers for it.",
    source="Practical recommendations on stretching exercise: a Delphi consensus (2025)",
    mend="Say what a stretch does: `Loosens your calf.` A sentence with `not` or `never` may say the opposite.",
)  # fmt: skip
C3 = Rule(
    id="C3", levels=(Level.WARNING,), reads="files and Handout",
    title="what is and is not known is said once; a benefit has a source; risk is in plain words",
    why="A promise that is not kept ends trust and practice; honest words are believed.",
    source="CDC Clear Communication Index, items on the state of science and on risk",
    mend="Take the promise out, or name where the stretch comes from under `sources:`. "
    "The disclaimer says what is known.",
)  # fmt: skip
RULES = (C1, C3)


def c1(file: File) -> Iterator[Problem]:
    """Find claims, but not where a sentence denies them."""
    for text in file.texts:
        for words, pattern in file.reference.undenied(text.text, file.reference.claims):
            hint = "say what it does: `Loosens your calf.`"
            yield C1.error(text.place, f"{text.called(words.strip())} {pattern.says}", hint)


def c3(file: File) -> Iterator[Problem]:
    """Find promises, and a stretch that names no source."""
    stretch = file.loaded.value
    if isinstance(stretch, Stretch) and not stretch.sources:
        hint = "name one of `routines/sources.yaml` under `sources:`"
        yield C3.warning(file.place("why"), "`why` says what it is good for, and no source is named", hint)
    for text in file.texts:
        for words, pattern in file.reference.undenied(text.text, file.reference.promises):
            yield C3.warning(
                text.place, f"{text.called(words.strip())} {pattern.says}", "say what is known, or leave it out"
            )


def c3_of_sheet(sheet: SheetSubject) -> Iterator[Problem]:
    """Count how often the disclaimer says what is and is not known."""
    disclaimer = " ".join(phrase.text for phrase in sheet.handout.disclaimer)
    for pattern in sheet.file.reference.words.known:
        times = len(re.findall(pattern, disclaimer))
        if times != 1:
            what = f"the disclaimer says `{pattern}` {times} times; once is believed"
            yield C3.warning(sheet.of_clinic("disclaimer_addition"), what, "take it out of `disclaimer_addition`")
