"""Lines of text: words of one or more phrases broken to a width, measured by the same glyphs that are drawn."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
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

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.parts[0][1].run.size

    @property
    def text(self) -> str:
        """What it says."""
        return "".join([glyphs.run.text for _, glyphs in self.parts])


_Word = tuple[str, Face, float]  # with its width

SLACK = 0.002  # points: what is as wide as its room fits, though widths are rounded to thousandths; seen by nobody
_SIZE_STEP = 0.25  # points, by which type is made smaller
_KEPT = 2_000  # widths of words in one face and size
_NO_BREAK_SPACE = "\u00a0"
_BETWEEN = r"/\\–—_@.,:;&=+?#|\u00a0-"  # a word too long for a line is broken after these first
_PARTS = re.compile(rf"[{_BETWEEN}]*[^{_BETWEEN}]+[{_BETWEEN}]*")


class _Advances(dict[str, float]):
    """The widths of texts that are not broken, in one face and size; words come again and again."""

    def __init__(self, face: Face, size: float, shape: Measure, language: str) -> None:
        super().__init__()
        self.face, self.size, self.shape, self.language = face, size, shape, language
        self.longest = _Longest(self)

    def __missing__(self, text: str) -> float:
        if len(self) >= _KEPT:
            self.clear()
        self[text] = wide = self.shape(Run(text, self.face, self.size, self.language)).advance
        return wide


class _Longest(dict[str, float]):
    """The widths of the longest parts of texts that are not broken while anything else helps."""

    def __init__(self, widths: _Advances) -> None:
        super().__init__()
        self.widths = widths

    def __missing__(self, text: str) -> float:
        if len(self) >= _KEPT:
            self.clear()
        parts = [self.widths[part] for word in text.split(" ") for part in _parts(word)]
        self[text] = wide = max(parts, default=0.0)
        return wide


def fits(wide: float, room: float) -> bool:
    """Tell whether what measures so much has room."""
    return wide <= room + SLACK


@lru_cache(maxsize=64)
def advances(face: Face, size: float, shape: Measure, language: str) -> _Advances:
    """Return the widths of texts that are not broken, to look up."""
    return _Advances(face, size, shape, language)


def lines(
    text: str | Prose,
    width: float,
    size: float,
    shape: Measure,
    face: Face = "regular",
    language: str = "en",
    least: float = math.inf,
) -> tuple[SetLine, ...]:
    """Break text into lines of at most `width` points, each filled before the next.

    Where a word is wider, all is set smaller, down to the size `least`; where that is not enough, the word is broken:
    after a stroke or hyphen that it has, else inside with a hyphen.
    """
    if isinstance(text, str):
        return _lines_of_text(text, face, round(width, 3), size, shape, language, least)
    return _lines(text, round(width, 3), size, shape, language, least)


@lru_cache(maxsize=2_000)
def counted(
    text: str, widths: tuple[float, ...], size: float, shape: Measure, face: Face = "regular", language: str = "en"
) -> tuple[int, ...]:
    """Return how many lines a text needs at each width."""
    return tuple(len(lines(text, width, size, shape, face, language)) for width in widths)


@lru_cache(maxsize=_KEPT)
def _lines_of_text(
    text: str, face: Face, width: float, size: float, shape: Measure, language: str, least: float
) -> tuple[SetLine, ...]:
    return _broken((Phrase(text, face == "bold"),), width, size, shape, language, least)


@lru_cache(maxsize=_KEPT)
def _lines(prose: Prose, width: float, size: float, shape: Measure, language: str, least: float) -> tuple[SetLine, ...]:
    return _broken(prose, width, size, shape, language, least)


def _broken(
    prose: Prose, width: float, size: float, shape: Measure, language: str, least: float
) -> tuple[SetLine, ...]:
    widths: dict[Face, _Advances] = {face: advances(face, size, shape, language) for face in ("regular", "bold")}
    spaces: dict[Face, float] = {face: each[" "] for face, each in widths.items()}
    words, room = list(_words(prose, widths)), width + SLACK
    if any(wide > room for _, _, wide in words):
        smaller = _smaller(words, room, size, widths)
        if least <= smaller < size:
            return _broken(prose, width, smaller, shape, language, math.inf)
        words = [piece for word in words for piece in _pieces(word, room, widths[word[1]])]
    rows: list[list[_Word]] = [[]]
    used = 0.0
    for word in words:
        row, wide = rows[-1], word[2]
        if row:
            wide += spaces[row[-1][1]]
            if used + wide > room:
                rows.append([word])
                used = word[2]
                continue
        row.append(word)
        used += wide
    return tuple([_joined(row, spaces, size, language) for row in rows if row])


def _words(prose: Prose, widths: dict[Face, _Advances]) -> Iterator[_Word]:
    for phrase in prose:
        face: Face = "bold" if phrase.strong else "regular"
        # split on plain spaces only: no-break spaces keep phone numbers together
        for word in phrase.text.replace("\n", " ").split(" "):
            if word:
                yield word, face, widths[face][word]


def _smaller(words: list[_Word], room: float, size: float, widths: dict[Face, _Advances]) -> float:
    """Return the size at which the longest part of a word has room."""
    widest = max(widths[face][part] for word, face, _ in words for part in _parts(word))
    return math.floor(min(size, size * room / widest) / _SIZE_STEP) * _SIZE_STEP if widest > room else size


def _parts(word: str) -> list[str]:
    return _PARTS.findall(word) or [word]


def _pieces(word: _Word, room: float, widths: _Advances) -> Iterator[_Word]:
    """Break a word that is wider than the column. No two neighbours of the pieces have room in one line."""
    text, face, wide = word
    if wide <= room:
        yield word
        return
    piece = ""
    for part in _parts(text):
        if piece and widths[piece + part] > room:
            shown = piece.rstrip(_NO_BREAK_SPACE)
            yield shown, face, widths[shown]
            piece = ""
        piece += part
        while len(piece) > 1 and widths[piece] > room:
            end, shown = _head(piece, room, widths, hyphen="" if _is_address(text) else "-")
            yield shown, face, widths[shown]
            piece = piece[end:]
    yield piece, face, widths[piece]


def _head(word: str, room: float, widths: _Advances, hyphen: str) -> tuple[int, str]:
    """Return how many letters of a word stand in a line, and those with a hyphen where one belongs."""
    best = 0, word
    for end in range(1, len(word)):
        if unicodedata.combining(word[end]):
            continue
        shown = word[:end] + (hyphen if _is_of_words(word[end - 1]) and _is_of_words(word[end]) else "")
        if best[0] and widths[shown] > room:
            break
        best = end, shown
    return best if best[0] else (len(word), word)


def _is_of_words(letter: str) -> bool:
    """Tell letters and their marks from digits and signs, between which a hyphen would be read as part of them."""
    return unicodedata.category(letter)[0] in "LM"


def _is_address(word: str) -> bool:
    """Tell whether a word is an address of the web or of mail, where a hyphen would be read as part of it."""
    return "@" in word or "//" in word or "." in word.strip(".,;:()")


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
