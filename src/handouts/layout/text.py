"""Lines of text: words of one or more phrases broken to a width, measured by the same glyphs that are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from handouts.handout import Phrase, Prose
from handouts.layout.page import Face, Glyphs, Run
from handouts.layout.style import Shape

Measure = Callable[[str, Face], float]


class TextLine(NamedTuple):
    """One line: glyphs with their offsets from the line's start."""

    parts: tuple[tuple[float, Glyphs], ...]
    width: float


class _Word(NamedTuple):
    text: str
    face: Face
    advance: float


def lines(
    text: str | Prose, width: float, size: float, shape: Shape, face: Face = "regular", language: str = "en"
) -> tuple[TextLine, ...]:
    """Break text into lines of at most `width` points, each filled before the next; words too long are cut."""
    prose = (Phrase(text, face == "bold"),) if isinstance(text, str) else text
    return _lines(prose, round(width, 3), size, shape, language)


@lru_cache(maxsize=4_000)
def advance(text: str, face: Face, size: float, shape: Shape, language: str) -> float:
    """Return the width of a text that is not broken; words come again and again."""
    return shape(Run(text, face, size, language)).advance


@lru_cache(maxsize=2_000)
def counted(
    text: str, widths: tuple[float, ...], size: float, shape: Shape, face: Face = "regular", language: str = "en"
) -> tuple[int, ...]:
    """Return how many lines a text needs at each width."""
    return tuple(len(lines(text, width, size, shape, face, language)) for width in widths)


@lru_cache(maxsize=512)
def _lines(prose: Prose, width: float, size: float, shape: Shape, language: str) -> tuple[TextLine, ...]:
    def measure(text: str, face: Face) -> float:
        return advance(text, face, size, shape, language)

    spaces: dict[Face, float] = {"regular": measure(" ", "regular"), "bold": measure(" ", "bold")}
    filled: list[list[_Word]] = [[]]
    used = 0.0
    for word in _words(prose, width, measure):
        needed = word.advance + (spaces[filled[-1][-1].face] if filled[-1] else 0.0)
        if filled[-1] and used + needed > width + 1e-6:
            filled.append([])
            used, needed = 0.0, word.advance
        filled[-1].append(word)
        used += needed
    return tuple(_joined(row, spaces, size, language) for row in filled if row)


def _words(prose: Prose, width: float, measure: Measure) -> Iterator[_Word]:
    for phrase in prose:
        face: Face = "bold" if phrase.strong else "regular"
        # split on plain spaces only: no-break spaces keep phone numbers together
        for word in phrase.text.replace("\n", " ").split(" "):
            if not word:
                continue
            advance = measure(word, face)
            if advance <= width:
                yield _Word(word, face, advance)
            else:
                yield from _cut(word, face, width, measure)


def _cut(word: str, face: Face, width: float, measure: Measure) -> Iterator[_Word]:
    """Cut a word that is wider than the column into pieces that fit."""
    piece = ""
    for letter in word:
        if piece and measure(piece + letter, face) > width:
            yield _Word(piece, face, measure(piece, face))
            piece = ""
        piece += letter
    yield _Word(piece, face, measure(piece, face))


def _joined(row: list[_Word], spaces: dict[Face, float], size: float, language: str) -> TextLine:
    """Join neighbours of one face into one run."""
    parts: list[tuple[float, Glyphs]] = []
    x = 0.0
    start = 0
    for index in range(1, len(row) + 1):
        if index < len(row) and row[index].face == row[start].face:
            continue
        words = row[start:index]
        face = words[0].face
        last = index == len(row)
        text = " ".join(word.text for word in words) + ("" if last else " ")
        advance = sum(word.advance for word in words) + spaces[face] * (len(words) - (1 if last else 0))
        parts.append((x, Glyphs(Run(text, face, size, language), advance)))
        x += advance
        start = index
    return TextLine(tuple(parts), x)
