"""A file laid over another: `extends:` changes single fields, and the rest keeps following the file below.

Mappings merge, lists and texts replace, and `null` takes a field out. Every field keeps the place that it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from handouts.load.loaded import Loaded
from handouts.load.plain import ready
from handouts.load.yaml_source import YamlTree, read_bytes, read_text, tree, validated
from handouts.problems import InputError, Loc, Place, error, nearest

T = TypeVar("T", bound=BaseModel)
V = TypeVar("V")

_OF_ITS_OWN = frozenset({"extends", "review"})

Below = Callable[[Path], Mapping[str, Path]]  # the files by id that a file may extend, seen from where it lies
ShowPath = Callable[[Path], str]


def load(path: Path, model: type[T], shown: ShowPath, below: Below, kind: str) -> Loaded[T]:
    """Read a file with all that it extends. Raises InputError with every problem in it."""
    place = Place(shown(path))
    if whole_in_itself := ready(read_bytes(path, place), model, path, place.path):
        return whole_in_itself
    whole, bases = _whole(path, shown, below, kind, ())
    return validated(whole, model, path, bases)


def _whole(
    path: Path, shown: ShowPath, below: Below, kind: str, above: tuple[Path, ...]
) -> tuple[YamlTree, tuple[Path, ...]]:
    place = Place(shown(path))
    own = tree(read_text(path, place), place)
    wanted = own.value.get("extends") if isinstance(own.value, dict) else None
    if not isinstance(wanted, str):
        return own, ()
    base, where = below(path).get(wanted), own.places[("extends",)]
    if base is None:
        raise InputError([error(where, f"no {kind} `{wanted}` to extend", nearest(wanted, below(path)))])
    if base in (*above, path):
        circle = " → ".join(each.stem for each in (*above, path, base))
        raise InputError([error(where, f"extends in a circle: {circle}", "let one of them stand by itself")])
    under, bases = _whole(base, shown, below, kind, (*above, path))
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
        found: dict[str, Any] = {}
        for name in {**below, **above}:
            inner = (*loc, name)
            if name not in above:
                take(under, inner)
                found[name] = below[name]
            elif above[name] is not None:
                found[name] = merged(above[name], below.get(name), inner)
        return found

    value = merged(own.value, under.value, ())
    return YamlTree(own.path, value, places, keys, texts, (*own.problems, *under.problems))


def _within(given: Mapping[Loc, V], loc: Loc) -> dict[Loc, V]:
    return {each: value for each, value in given.items() if each[: len(loc)] == loc}
