"""A file laid over another: `extends:` changes single fields, and the rest keeps following the file below.

Mappings merge, lists and texts replace, and `null` takes a field out. Every field keeps the place that it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from handouts.load.loaded import Loaded
from handouts.load.yaml_source import YamlTree, read_text, tree
from handouts.load.yaml_source import as_far_as_valid as as_far
from handouts.problems import InputError, Loc, Place, Problem, error, nearest

T = TypeVar("T", bound=BaseModel)
V = TypeVar("V")

_OF_ITS_OWN = frozenset({"extends", "review"})

ShowPath = Callable[[Path], str]
Whole = tuple[YamlTree, tuple[Path, ...]]  # a file laid over all that it extends, and which those are


@dataclass(frozen=True, slots=True)
class Below:
    """What a file may extend."""

    kind: str
    base: Callable[[Path, str], Path | None]  # the file that an id names, seen from a file
    names: Collection[str]
    kept: dict[Path, Whole]  # what was read already


def as_far_as_valid(
    path: Path, model: type[T], shown: ShowPath, below: Below
) -> tuple[Loaded[T] | None, tuple[Problem, ...]]:
    """Read a file with all that it extends, as far as it fits its model, and tell every problem."""
    whole, bases = _whole(path, shown, below, ())
    return as_far(whole, model, path, bases)


def _whole(path: Path, shown: ShowPath, below: Below, above: tuple[Path, ...]) -> Whole:
    place = Place(shown(path))
    own = tree(read_text(path, place), place)
    wanted = own.value.get("extends") if isinstance(own.value, dict) else None
    if not isinstance(wanted, str):
        return own, ()
    base, where = below.base(path, wanted), own.places[("extends",)]
    if base is None:
        names = [each for each in below.names if each != path.stem]
        raise InputError([error(where, f"no {below.kind} `{wanted}` to extend", nearest(wanted, names))])
    if base in (*above, path):
        circle = " → ".join(each.stem for each in (*above, path, base))
        raise InputError([error(where, f"extends in a circle: {circle}", "let one of them stand by itself")])
    if base not in below.kept:
        below.kept[base] = _whole(base, shown, below, (*above, path))
    under, bases = below.kept[base]
    return laid_over(own, _inherited(under)), (base, *bases)


def _inherited(under: YamlTree) -> YamlTree:
    """Leave out what is true of a file as it stands alone: who approved of it did not see the change."""
    value = {name: each for name, each in under.value.items() if name not in _OF_ITS_OWN}
    return replace(under, value=value)


def laid_over(own: YamlTree, under: YamlTree) -> YamlTree:
    """Lay one tree over another."""
    places: dict[Loc, Place] = {}
    keys: dict[Loc, Place] = {}
    texts: dict[Loc, str] = {}

    def take(source: YamlTree, loc: Loc) -> None:
        places.update(_within(source.places, loc))
        keys.update(_within(source.keys, loc))
        texts.update(_within(source.texts, loc))

    def merged(above: Any, below: Any, loc: Loc) -> Any:
        if not (isinstance(above, dict) and isinstance(below, dict)):
            take(own, loc)
            return above
        places[loc] = own.places[loc]
        if loc in own.keys:
            keys[loc] = own.keys[loc]
        both: dict[str, Any] = {}
        for name in {**below, **above}:
            inner = (*loc, name)
            if name not in above:
                take(under, inner)
                both[name] = below[name]
            elif above[name] is not None:
                both[name] = merged(above[name], below.get(name), inner)
        return both

    value = merged(own.value, under.value, ())
    return YamlTree(own.path, value, places, keys, texts, (*own.problems, *under.problems), own.hints)


def _within(entries: Mapping[Loc, V], loc: Loc) -> dict[Loc, V]:
    return {each: value for each, value in entries.items() if each[: len(loc)] == loc}
