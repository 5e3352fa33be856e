"""JSON into rows: a list of objects, wherever in the file it lies, each nested one deep."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from handouts.load.clean_text import clean
from handouts.load.table import ListRow, decoded, plain_key
from handouts.problems import InputError, Place, error

# How an object calls what it stands for, the likeliest first.
_LEAVES = (
    "name_en", "name", "title", "label", "full_name", "short_name", "text", "value", "instruction", "step", "image",
    "url", "src", "file", "path", "description",
)  # fmt: skip
_DEEPEST = 6  # lists in lists
_ENGLISH = frozenset({"en", "en-us", "en-gb", "english", "2"})  # 2 is wger's number for it


def rows(data: bytes, place: Place, keys: Iterable[str]) -> list[ListRow]:
    """Read JSON, or JSON objects one a line. InputError with line and column when it is neither."""
    text = decoded(data).lstrip("\ufeff")
    objects = _objects(_parsed(text, place), set(keys))
    if not objects:
        hint = 'give a list of objects, each with a name: `[{"name": …}, …]`'
        raise InputError([error(place, "holds no list of exercises", hint)])
    return [ListRow(Place(f"{place.path}[{number}]"), _cells(each)) for number, each in enumerate(objects, 1)]


def _loaded(text: str) -> Any:
    """Parse JSON, with numbers as they are written, however long."""
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)


def _parsed(text: str, place: Place) -> Any:
    try:
        return _loaded(text)
    except json.JSONDecodeError as problem:
        lines = _lines(text)
        if lines:
            return lines
        where = Place(place.path, problem.lineno, problem.colno)
        is_comment = text[problem.pos :].lstrip().startswith(("//", "/*", "#"))
        hint = "JSON has no comments: take it out" if is_comment else ""
        raise InputError([error(where, "is not valid JSON", hint)]) from problem
    except RecursionError as problem:
        raise InputError([error(place, "is nested too deep to be read")]) from problem


def _lines(text: str) -> list[Any]:
    """Read JSON objects one a line; nothing when any line is none."""
    try:
        values = [_loaded(line) for line in text.splitlines() if line.strip()]
    except (json.JSONDecodeError, RecursionError):
        return []
    return values if len(values) > 1 and all(isinstance(each, dict) for each in values) else []


def _objects(value: Any, keys: set[str]) -> list[dict[str, Any]]:
    """Find the exercises: of all lists of objects the one whose keys are known best, then the longest."""
    lists = [each for each in _lists(value, 2) if each]
    return max(lists, key=lambda each: (_score(each, keys), len(each)), default=[])


def _score(objects: list[dict[str, Any]], keys: set[str]) -> int:
    return len(keys & {plain_key(key) for each in objects[:20] for key in each})


def _lists(value: Any, deep: int) -> Iterator[list[dict[str, Any]]]:
    if isinstance(value, list):
        yield [each for each in value if isinstance(each, dict)]
    elif isinstance(value, dict) and deep:
        inner = [(key, each) for key, each in value.items() if isinstance(each, dict)]
        if inner and len(inner) == len(value):  # by id or name
            yield [{"name": key} | each for key, each in inner]
        for each in value.values():
            yield from _lists(each, deep - 1)
        if deep == 2 and any(isinstance(each, str) and any(map(str.isalpha, each)) for each in value.values()):
            yield [value]  # one exercise


def _cells(item: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Flatten an object: what stands one deep gets a key with a dot."""
    cells: dict[str, tuple[str, ...]] = {}
    for key, value in ((_whole(key), value) for key, value in item.items()):
        if isinstance(value, list) and value and all(_is_translation(each) for each in value):
            cells |= _nested(key, _in_english(value))
        elif isinstance(value, dict):
            cells |= _nested(key, value)
        else:
            cells[key] = _texts(value)
    return cells


def _nested(key: str, value: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    inner = {f"{key}.{_whole(name)}": texts for name, each in value.items() if (texts := _texts(each))}
    return {key: _texts(value)} | inner


def _is_translation(value: Any) -> bool:
    return isinstance(value, dict) and "language" in value and bool({"name", "description"} & value.keys())


def _in_english(translations: list[dict[str, Any]]) -> dict[str, Any]:
    english = (each for each in translations if " ".join(_texts(each["language"])).casefold() in _ENGLISH)
    return next(english, translations[0])


def _texts(value: Any, deep: int = _DEEPEST) -> tuple[str, ...]:
    """Return what a value says."""
    if isinstance(value, str):
        return (_whole(value),) if value else ()
    if isinstance(value, list) and deep:
        return tuple(text for each in value for text in _texts(each, deep - 1))
    if isinstance(value, Mapping):
        named = (value[leaf] for leaf in _LEAVES if isinstance(value.get(leaf), str) and value[leaf])
        return tuple(_whole(each) for each in islice(named, 1))
    return ()


def _whole(text: str) -> str:
    """Mark halves of letters, which no file can hold."""
    return clean(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
