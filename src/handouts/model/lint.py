"""What `check` knows of words: how a step begins, what needs plain words, what is never claimed. Data, not code."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from handouts.model.base import FileModel, TextLine


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as problem:
        raise ValueError(f"it is no regular expression: {problem}") from problem
    return pattern


PatternText = Annotated[TextLine, AfterValidator(_compiles)]


class Told(FileModel):
    """A pattern (a regular expression; case does not count unless it says `(?-i:…)`) and what is told of a match."""

    pattern: PatternText
    says: TextLine = Field(description="completes the message after the words that were found")
    hint: TextLine | None = None


class LintWords(FileModel):
    """`routines/lint-words.yaml`: the words that the rules of `check` look for, in English."""

    verbs: tuple[TextLine, ...] = Field(description="how a sentence of a step begins (R2), in small letters")
    before_verbs: tuple[TextLine, ...] = Field(description="words that may stand before the verb (R2)")
    counts: PatternText = Field(
        description="a sentence that says what counts as one time, and so needs no verb first (R2)"
    )
    also_nouns: tuple[TextLine, ...] = Field(description="verbs that may as well be things after `and` (R2)")
    technical: tuple[TextLine, ...] = Field(
        description="terms of the field that have no plain words in the glossary (R4)"
    )
    plainer: dict[TextLine, TextLine] = Field(description="official words to the everyday ones (R4)")
    arithmetic: tuple[Told, ...] = Field(description="numbers that a patient would have to work on (R5)")
    emphasis: tuple[Told, ...] = Field(description="emphasis that is hard to read (L3)")
    capitals: tuple[TextLine, ...] = Field(description="what is rightly written in capitals (L3)")
    claims: tuple[Told, ...] = Field(description="what stretching is never said to do (C1)")
    promises: tuple[Told, ...] = Field(description="promises of benefit (C3)")
    denials: tuple[TextLine, ...] = Field(description="words that turn what follows in their sentence around (C1, C3)")
    known: tuple[PatternText, ...] = Field(description="what a handout says once of what is and is not known (C3)")
    side: PatternText = Field(description="a side that is named outright (M1)")
    nobody: tuple[TextLine, ...] = Field(description="what stands for an author or a licence and names none (C2)")
