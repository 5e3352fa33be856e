"""Finds stretches by the words that people use, best first: other words for the same, inflections and slips, too.

Every word of a stretch's file weighs by where it stands. A question is read by phrases of the search words, else by its
words; each may be said in several ways, and the best way counts. Words side by side in the question count again where
they stand side by side in a file, so that `back of thigh` leads to the hamstrings and not to the back.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log

from handouts.data import builtin
from handouts.load.loaded import Loaded
from handouts.load.yaml_source import load
from handouts.model.safety import Glossary
from handouts.model.search import SearchWords
from handouts.model.stretch import Stretch
from handouts.problems import Level, Place, Problem

_NAME, _ALSO, _BODY, _HOW, _PROSE = 5.0, 4.0, 5.0, 3.0, 1.5  # what a word weighs by where it stands
_AGAIN = 0.25  # how much of its weight counts where a word stands again
_INFLECTED = 0.8  # how much a longer or shorter form of a word is worth, such as `hips` for `hip`
_SHORTEST_STEM, _LONGEST_ENDING = 3, 4  # letters: `sit` and `sitting` are one word, `arm` and `armadillo` are not
_ALIKE = 0.72  # least likeness of a slip: `hamsting` for `hamstring` has 0.94, `clf` for `calf` 0.86
_MEANT = 0.9  # how much another word for the same is worth, the next one less, and so on
_WORTH = 0.35  # of the best find: what is worth less is not shown
_MOST_WORDS = 40  # of a question that are looked at
_MOST_LETTERS = 30  # of a word: none of the catalog's is longer


@dataclass(frozen=True, slots=True)
class Index:
    """Where each word, and each two words side by side, stand in a catalog, and what they weigh there."""

    ids: tuple[str, ...]
    weights: Mapping[str, Mapping[str, float]]  # a word, or two: a stretch's id: weight
    ignored: frozenset[str]
    means: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    words: frozenset[str]  # all that files or people say


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ids of stretches, best first; the words that no stretch says, and those taken for slips of others."""

    ids: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()


def words_in(text: str) -> list[str]:
    """Split a text into words without case, accents and signs."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def catalog_index(stretches: Iterable[Loaded[Stretch]]) -> Index:
    """Note where every word of a catalog stands, with the built-in glossary and search words."""
    routines = builtin() / "routines"
    glossary = load(routines / "glossary.yaml", Glossary).value
    return index(stretches, glossary, load(routines / "search-words.yaml", SearchWords).value)


def index(stretches: Iterable[Loaded[Stretch]], glossary: Glossary, search_words: SearchWords) -> Index:
    """Note where every word of a catalog stands."""
    ignored = frozenset(word for text in search_words.ignore for word in words_in(text))
    weights: dict[str, dict[str, float]] = {}
    ids = []
    for each in stretches:
        ids.append(each.id)
        for weight, text in _texts(each, glossary):
            kept = [word for word in words_in(text) if word not in ignored]
            for term in (*kept, *map(" ".join, pairwise(kept))):
                of_term = weights.setdefault(term, {})
                less, more = sorted((weight, of_term.get(each.id, 0.0)))
                of_term[each.id] = more + _AGAIN * less
    means = {
        tuple(words_in(text)): tuple(tuple(word for word in words_in(way) if word not in ignored) for way in ways)
        for text, ways in search_words.means.items()
    }
    words = frozenset(word for term in (*weights, *map(" ".join, means)) for word in term.split()) | ignored
    return Index(ids=tuple(ids), weights=weights, ignored=ignored, means=means, words=words)


def _texts(loaded: Loaded[Stretch], glossary: Glossary) -> Iterator[tuple[float, str]]:
    stretch = loaded.value
    yield _NAME, stretch.name
    yield from ((_ALSO, text) for text in (loaded.id, *stretch.also))
    # the first region and muscle are what a stretch is for
    for number, region in enumerate(stretch.regions):
        yield _BODY if number == 0 else _HOW, region
    for number, muscle in enumerate(stretch.muscles):
        weight = _BODY if number == 0 else _HOW
        yield weight, muscle
        yield weight, glossary.muscles.get(muscle, "")
    yield from ((_HOW, text) for text in (stretch.position, *stretch.equipment, stretch.kind))
    yield from ((_PROSE, text) for text in (stretch.why, stretch.feel, stretch.level))


def search(catalog: Index, text: str, among: Collection[str]) -> SearchResult:
    """Return what of `among` fits the text: all of its words, or as many of them as anything fits."""
    typed = words_in(text)[:_MOST_WORDS]
    words = [word if word in catalog.words else _mended(catalog, word) for word in typed]
    phrases = list(_phrases(catalog, words))
    if not phrases:
        return SearchResult(tuple(each for each in catalog.ids if each in among))
    hits = [(words, _hits(catalog, ways)) for words, ways in phrases]
    scores: dict[str, list[float]] = {}
    for _, weights in hits:
        kept = {each: weight for each, weight in weights.items() if each in among}
        rare = log(1 + len(catalog.ids) / max(len(weights), 1))
        for each, weight in kept.items():
            scores.setdefault(each, []).append(weight * rare)
    sought = [word for words, _ in phrases for word in words]
    most = max(map(len, scores.values()), default=0)
    total = {each: sum(parts) + _beside(catalog, sought, each) for each, parts in scores.items() if len(parts) == most}
    best = max(total.values(), default=0.0)
    order = sorted((-score, each) for each, score in total.items() if score >= _WORTH * best)
    mended = tuple(pair for pair in zip(typed, words, strict=True) if len(set(pair)) > 1)
    unknown = tuple(" ".join(words) for words, weights in hits if not weights)
    return SearchResult(tuple(each for _, each in order), unknown, mended)


def problems(catalog: Index, result: SearchResult) -> list[Problem]:
    """Tell of each word that was taken for another, and of each that no stretch says, with the nearest that some do."""
    place = Place("--search")
    notes = [Problem(place, Level.NOTE, f"`{typed}` is read as `{word}`") for typed, word in result.mended]
    for word in result.unknown:
        near = ", ".join(f"`{each}`" for each in nearest_words(catalog, word))
        hint = (
            f"did you mean {near}?" if near else "name a part of the body, a position or a thing, such as `calf chair`"
        )
        notes.append(Problem(place, Level.NOTE, f"no stretch says `{word}`", hint))
    return notes


MatchWay = tuple[float, tuple[str, ...]]  # what it is worth, and its words


def _phrases(catalog: Index, words: list[str]) -> Iterator[tuple[tuple[str, ...], list[MatchWay]]]:
    """Read a question as words and known phrases, the longest first, each with the ways to say it."""
    longest = max(map(len, catalog.means), default=1)
    at = 0
    while at < len(words):
        phrase = tuple(words[at : at + longest])
        while len(phrase) > 1 and phrase not in catalog.means:
            phrase = phrase[:-1]
        at += len(phrase)
        own = tuple(word for word in phrase if word not in catalog.ignored)
        ways = [(_MEANT**n, way) for n, way in enumerate(catalog.means.get(phrase, ()), start=1) if way]
        if own or ways:
            # a phrase of its own words would lead astray when all of it means one thing: `on your back` is no back
            alone = [(1.0, own)] if own and (len(phrase) == 1 or not ways) else []
            yield (own if alone else ()) or own or phrase, alone + ways


def _mended(catalog: Index, word: str) -> str:
    """Return the known word that was meant, or the word as it is."""
    close = nearest_words(catalog, word, 1, _ALIKE)
    return close[0] if close else word


def nearest_words(catalog: Index, word: str, most: int = 3, alike: float = 0.5) -> list[str]:
    """Return known words that look like one, the likest first."""
    vocabulary = catalog.words - catalog.ignored
    near = sorted(each for each in vocabulary if abs(len(each) - len(word)) <= _LONGEST_ENDING)
    return difflib.get_close_matches(word[:_MOST_LETTERS], near, most, alike)


def _is_inflected(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    alike = len(short) >= _SHORTEST_STEM and len(long) - len(short) <= _LONGEST_ENDING and long.startswith(short)
    return alike and " " not in other


def _hits(catalog: Index, ways: list[MatchWay]) -> dict[str, float]:
    """Return what a word or phrase weighs in each stretch that says it, in the best way of saying it."""
    best: dict[str, float] = {}
    for worth, way in ways:
        each_word = [_word(catalog, word) for word in way]
        for stretch_id in set.intersection(*map(set, each_word)):
            weight = sum(weights[stretch_id] for weights in each_word) / len(way)
            together = [catalog.weights.get(" ".join(pair), {}).get(stretch_id, 0.0) for pair in pairwise(way)]
            if together and not all(together):
                weight /= 2  # the words stand apart: perhaps they speak of something else
            best[stretch_id] = max(worth * weight, best.get(stretch_id, 0.0))
    return best


def _word(catalog: Index, word: str) -> dict[str, float]:
    """Return what a word weighs in each stretch, in whatever form it stands there."""
    weights: dict[str, float] = {}
    for each, where in catalog.weights.items():
        worth = 1.0 if each == word else _INFLECTED if _is_inflected(word, each) else 0.0
        if worth:
            for stretch_id, weight in where.items():
                weights[stretch_id] = max(worth * weight, weights.get(stretch_id, 0.0))
    return weights


def _beside(catalog: Index, sought: list[str], stretch_id: str) -> float:
    """Return the score for words side by side in the question that stand side by side in the stretch."""
    pairs = (catalog.weights.get(" ".join(pair), {}) for pair in pairwise(sought))
    return sum(2 * weights.get(stretch_id, 0.0) for weights in pairs)
