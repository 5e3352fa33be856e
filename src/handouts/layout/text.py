"""Lines of text: words of one or more phrases broken to a width, measured by the same glyphs that are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from handouts.compose.handout import Phrase, Prose
from handouts.layout.page import Face, Glyphs, Run
from handouts.layout.style import Measure


class SetLine(NamedTuple):
    """One line: glyphs with their offsets from the line's start."""

    parts: tuple[tuple[float, Glyphs], ...]
    width: float


_Word = tuple[str, Face, float]  # with its width

_KEPT = 2_000  # widths of words in one face and size


class _Advances(dict[str, float]):
    """The widths of texts that are not broken, in one face and size; words come again and again."""

    def __init__(self, face: Face, size: float, shape: Measure, language: str) -> None:
        super().__init__()
        self.face, self.size, self.shape, self.language = face, size, shape, language

    def __missing__(self, text: str) -> float:
        if len(self) >= _KEPT:
            self.clear()
        self[text] = found = self.shape(Run(text, self.face, self.size, self.language)).advance
        return found


@lru_cache(maxsize=64)
def advances(face: Face, size: float, shape: Measure, language: str) -> _Advances:
    """Return the widths of texts that are not broken, to look up."""
    return _Advances(face, size, shape, language)


def lines(
    text: str | Prose, width: float, size: float, shape: Measure, face: Face = "regular", language: str = "en"
) -> tuple[SetLine, ...]:
    """Break text into lines of at most `width` points, each filled before the next; words too long are cut."""
    if isinstance(text, str):
        return _lines_of_text(text, face, round(width, 3), size, shape, language)
    return _lines(text, round(width, 3), size, shape, language)


@lru_cache(maxsize=2_000)
def counted(
    text: str, widths: tuple[float, ...], size: float, shape: Measure, face: Face = "regular", language: str = "en"
) -> tuple[int, ...]:
    """Return how many lines a text needs at each width."""
    return tuple(len(lines(text, width, size, shape, face, language)) for width in widths)


@lru_cache(maxsize=512)
def _lines_of_text(
    text: str, face: Face, width: float, size: float, shape: Measure, language: str
) -> tuple[SetLine, ...]:
    return _broken((Phrase(text, face == "bold"),), width, size, shape, language)


@lru_cache(maxsize=512)
def _lines(prose: Prose, width: float, size: float, shape: Measure, language: str) -> tuple[SetLine, ...]:
    return _broken(prose, width, size, shape, language)


def _broken(prose: Prose, width: float, size: float, shape: Measure, language: str) -> tuple[SetLine, ...]:
    known: dict[Face, _Advances] = {face: advances(face, size, shape, language) for face in ("regular", "bold")}
    spaces: dict[Face, float] = {face: each[" "] for face, each in known.items()}
    filled: list[list[_Word]] = [[]]
    used, room = 0.0, width + 1e-6
    for word in _words(prose, width, known):
        row, wide = filled[-1], word[2]
        if row:
            wide += spaces[row[-1][1]]
            if used + wide > room:
                filled.append([word])
                used = word[2]
                continue
        row.append(word)
        used += wide
    return tuple([_joined(row, spaces, size, language) for row in filled if row])


def _words(prose: Prose, width: float, known: Mapping[Face, _Advances]) -> list[_Word]:
    found: list[_Word] = []
    for phrase in prose:
        face: Face = "bold" if phrase.strong else "regular"
        widths = known[face]
        # split on plain spaces only: no-break spaces keep phone numbers together
        for word in phrase.text.replace("\n", " ").split(" "):
            if not word:
                continue
            wide = widths[word]
            if wide <= width:
                found.append((word, face, wide))
            else:
                found += _cut(word, face, width, widths)
    return found


def _cut(word: str, face: Face, width: float, widths: _Advances) -> Iterator[_Word]:
    """Cut a word that is wider than the column into pieces that fit."""
    piece = ""
    for letter in word:
        if piece and widths[piece + letter] > width:
            yield piece, face, widths[piece]
            piece = ""
        piece += letter
    yield piece, face, widths[piece]


def _joined(row: list[_Word], spaces: dict[Face, float], size: float, language: str) -> SetLine:
    """Join neighbours of one face into one run."""
    parts: list[tuple[float, Glyphs]] = []
    x = 0.0
    groups = [(face, list(words)) for face, words in groupby(row, itemgetter(1))]
    for index, (face, words) in enumerate(groups, 1):
        last = index == len(groups)
        text = " ".join([word for word, _, _ in words]) + ("" if last else " ")
        advance = sum([wide for _, _, wide in words]) + spaces[face] * (len(words) - (1 if last else 0))
        parts.append((x, Glyphs(Run(text, face, size, language), advance)))
        x += advance
    return SetLine(tuple(parts), x)
