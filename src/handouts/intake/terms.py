"""The field's words to our ids: muscles, regions, equipment, levels, positions, precautions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar, get_args

from handouts.data import builtin
from handouts.load.table import plain_key
from handouts.load.yaml_source import load
from handouts.model.intake import ImportWords, Said
from handouts.model.safety import Glossary, Precautions
from handouts.model.stretch import Equipment, Position, Region, Stage

T = TypeVar("T")
S = TypeVar("S", bound=Said)


@dataclass(frozen=True, eq=False)
class Terms:
    """What words are compared with, keys in small letters."""

    words: ImportWords
    glossary: Glossary
    precautions: Precautions
    muscles: Mapping[str, tuple[str, ...]]
    regions: Mapping[str, str]
    equipment: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, str]
    positions: Mapping[str, str]
    conditions: Mapping[str, tuple[str, ...]]


@cache
def terms() -> Terms:
    """Read what words are compared with."""
    words = load(builtin() / "routines" / "import-words.yaml", ImportWords).value
    glossary = load(builtin() / "routines" / "glossary.yaml", Glossary).value
    precautions = load(builtin() / "routines" / "safety" / "precautions.yaml", Precautions).value
    own = {name: (name,) for name in glossary.muscles}
    named = {each.label: (code,) for code, each in precautions.precautions.items()}
    codes = {code: (code,) for code in precautions.precautions}
    return Terms(
        words=words,
        glossary=glossary,
        precautions=precautions,
        muscles=_keyed(words.muscles | own),
        regions=_keyed(words.regions | {name: name for name in get_args(Region)}),
        equipment=_keyed(words.equipment | {name: (name,) for name in get_args(Equipment)}),
        levels=_keyed(words.levels | {name: name for name in get_args(Stage)}),
        positions=_keyed({name: name for name in get_args(Position)}),
        conditions=_keyed(named | codes | dict(precautions.groups)),
    )


def _keyed(table: Mapping[str, T]) -> dict[str, T]:
    return {_plain(name): value for name, value in table.items()}


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w/]+|_", " ", plain_key(text) if text.isidentifier() else text.casefold()).split())


def parts(texts: Iterable[str]) -> list[str]:
    """Split `quads, calves & glutes` and lists alike."""
    return [part for text in texts for each in re.split(r"[,;|\n/&+]|\band\b", text) if (part := each.strip(" .·•-"))]


def mapped(texts: Iterable[str], table: Mapping[str, T]) -> tuple[list[T], list[str]]:
    """Look words up, whole before in parts; return what they mean and those that mean nothing here."""
    pairs = [
        (part, _looked_up(part, table))
        for text in texts
        for part in ([text] if _looked_up(text, table) is not None else parts([text]))
    ]
    return [value for _, value in pairs if value is not None], [part for part, value in pairs if value is None]


def _looked_up(text: str, table: Mapping[str, T]) -> T | None:
    """Look a word up, also as one of many, without what is in brackets, and without `muscle` or `stretch`."""
    plain, outside = _plain(text), _plain(re.sub(r"[(\[].*?[)\]]", " ", text))
    bare = re.sub(r"\b(?:muscles?|stretch\w*)\b", "", plain).strip()
    forms = (plain, plain.removesuffix("s"), f"{plain}s", bare, outside, outside.removesuffix("s"))
    return next((table[each] for each in forms if each in table), None)


def first_match(texts: Iterable[str], patterns: tuple[S, ...]) -> S | None:
    """Return the pattern that stands first in the first text that has any; of two at one place, one that is sure."""
    for text in texts:
        matches = [
            (match.start(), not each.sure, n)
            for n, each in enumerate(patterns)
            if (match := re.search(each.pattern, text, re.I))
        ]
        if matches:
            return patterns[min(matches)[-1]]
    return None


def likeliest(texts: Iterable[str], patterns: tuple[S, ...]) -> S | None:
    """Return the first pattern of the first text that matches any."""
    return next((each for text in texts for each in patterns if re.search(each.pattern, text, re.I)), None)
