"""A second opinion on how hard English is to read: the Coleman-Liau index, which counts letters and no syllables."""

from __future__ import annotations

import re


def coleman_liau_of(letters: int, words: int, sentences: int) -> float:
    """Return the US school grade (Coleman and Liau, 1975)."""
    return 0.0588 * 100 * letters / words - 0.296 * 100 * sentences / words - 15.8


def coleman_liau(text: str) -> float:
    """Return the US school grade of a text."""
    words = text.split()
    sentences = len(re.findall(r"[.!?:](?:\s|$)", text)) or 1
    return coleman_liau_of(len(re.findall(r"[A-Za-z0-9]", text)), len(words), sentences)
