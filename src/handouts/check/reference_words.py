"""What rules compare a file with: the words of the lint file, the glossary, what all handouts share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handouts.load.folders import roots
from handouts.load.library import Common, common
from handouts.load.yaml_source import load
from handouts.model.lint import LintWords, Told
from handouts.model.safety import Glossary

_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


@dataclass(frozen=True, eq=False)
class WordPattern:
    """A compiled pattern, and what a problem says of a match."""

    expression: re.Pattern[str]
    says: str
    hint: str


@dataclass(frozen=True, eq=False)
class Reference:
    """All that a rule may compare a file with. `home` is the clinic's folder that the file belongs to, if any."""

    home: Path | None
    where: tuple[Path, ...]
    common: Common
    words: LintWords
    plain: dict[str, str]  # terms in small letters to plain words; empty when there are none
    terms: re.Pattern[str]  # any of them
    arithmetic: tuple[WordPattern, ...]
    emphasis: tuple[WordPattern, ...]
    claims: tuple[WordPattern, ...]
    promises: tuple[WordPattern, ...]
    denial: re.Pattern[str]
    side: re.Pattern[str]

    def undenied(self, text: str, patterns: tuple[WordPattern, ...]) -> Iterator[tuple[str, WordPattern]]:
        """Find patterns in the sentences of a text, but not behind a word that turns them around."""
        for sentence in _SENTENCE.findall(text):
            for pattern in patterns:
                match = pattern.expression.search(sentence)
                if match and not self.denial.search(sentence, 0, match.start()):
                    yield match[0], pattern


@cache
def reference(home: Path | None) -> Reference:
    """Read what the rules compare with, once for each clinic. Raises InputError."""
    where = roots(home)
    words = load(where[-1] / "routines" / "lint-words.yaml", LintWords).value
    glossary = load(where[-1] / "routines" / "glossary.yaml", Glossary).value
    muscles = {muscle.replace("-", " "): plain for muscle, plain in glossary.muscles.items()}
    plain = {**dict.fromkeys(words.technical, ""), **muscles, **glossary.terms, **words.plainer}
    plain = {term.lower(): meaning for term, meaning in plain.items()}
    return Reference(
        home=home,
        where=where,
        common=common(home),
        words=words,
        plain=plain,
        terms=_any_of(plain, "s?"),
        arithmetic=_compiled(words.arithmetic),
        emphasis=_compiled(words.emphasis),
        claims=_compiled(words.claims),
        promises=_compiled(words.promises),
        denial=_any_of(words.denials),
        side=re.compile(words.side, re.I),
    )


def _compiled(patterns: tuple[Told, ...]) -> tuple[WordPattern, ...]:
    return tuple(WordPattern(re.compile(each.pattern, re.I), each.says, each.hint or "") for each in patterns)


def _any_of(terms: dict[str, str] | tuple[str, ...], ending: str = "") -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))}){ending}\b", re.I)
