"""The Flesch-Kincaid grade of English, with a syllable counter by groups of vowels."""

from __future__ import annotations

import re

_SILENT_E = re.compile(r"[^aeiouyl]e$")


def syllables(word: str) -> int:
    """Count syllables: groups of vowels, without a silent e at the end."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    if groups > 1 and _SILENT_E.search(word):
        groups -= 1
    return max(1, groups)


def grade(text: str) -> float:
    """Return the US school grade (Kincaid and others, 1975)."""
    sentences = [each for each in re.split(r"[.!?:]+", text) if re.search(r"\w", each)]
    words = re.findall(r"[A-Za-z0-9'’-]+", text)
    count = sum(map(syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * count / len(words) - 15.59
