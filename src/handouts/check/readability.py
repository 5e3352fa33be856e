"""How hard English is to read: the Flesch-Kincaid grade, which is the school year in the US that can read a text.

Kincaid, Fishburne, Rogers, Chissom: Derivation of new readability formulas (1975). Syllables are counted by rule.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z0-9]+(?:['’-][A-Za-z0-9]+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$)")

_VOWELS = re.compile(r"[aeiouy]+")
# Endings that are written and not spoken: `raised`, `sides`, `bone`; but `lifted`, `reaches`, `middle` have one more.
_SILENT_ED = re.compile(r"[^aeiouytd]ed$|[aeiouy][^aeiouytd]ed$")
_SILENT_ES = re.compile(r"(?<![sxzcg])(?<!sh)(?<!ch)(?<![^aeiouy]l)es$")
_SILENT_E = re.compile(r"[gq]ue$|(?<![aeiouy])(?<![^aeiouy]l)e$|[aeiou][^aeiouy]e$")
_SILENT_INSIDE = re.compile(r"(?<=[^aeiouy])e(?=(?:ly|ful|less|ment|ness)$)|(?<=som)e(?=(?:thing|one|where)$)")
# Vowels side by side that are two syllables: `being`, `area`, `diet`, `idea`, `graduate`.
_TWO_VOWELS = re.compile(
    r"[aeiouy]ing$|(?<=r)ea$|(?<=d)ea$|ia(?![ln]$)(?!ge)|ie(?=t)|io(?!n)(?!us)|uou|ua(?=[tl])|eo(?!p)"
)


def grade(text: str) -> float:
    """Return the US school grade of a text; 0.0 when it has no words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / sentences(text) + 11.8 * spoken / len(words) - 15.59


def sentences(text: str) -> int:
    """Count sentences: what stands between full stops, question marks, exclamation marks and colons."""
    return sum(bool(_WORD.search(each)) for each in _SENTENCE_END.split(text)) or 1


def syllables(word: str) -> int:
    """Count the syllables of a word; of parts with a hyphen each its own, and a number as one."""
    return sum(_of_part(part) for part in re.split(r"-", word.lower()) if part)


def hardest(text: str, most: int = 3) -> tuple[str, ...]:
    """Return the words of a text with the most syllables, three or more, the worst first."""
    counted = {word.lower(): syllables(word) for word in _WORD.findall(text)}
    long = sorted((word for word in counted if counted[word] > 2), key=lambda word: (-counted[word], word))
    return tuple(long[:most])


def _of_part(part: str) -> int:
    letters = re.sub(r"['’](s|t|re|ve|ll|d|m)?$", "", part)
    letters = re.sub(r"[^a-z]", "", letters)
    for silent in (_SILENT_ED, _SILENT_ES, _SILENT_E):
        if len(_VOWELS.findall(letters)) > 1 and silent.search(letters):
            letters = re.sub(r"(?:(?<=[gq])u)?e[sd]?$", "", letters)
            break
    letters = _SILENT_INSIDE.sub("", letters)
    return max(1, len(_VOWELS.findall(letters)) + len(_TWO_VOWELS.findall(letters)))
