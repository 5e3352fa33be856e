"""A YAML file into a model, keeping every value's place; the only importer of yaml.

YAML 1.2 sense: every plain scalar but `null` stays text until the model asks for something else, so `no`, `on` and
`1:30` are what they look like. Events are read one by one and never composed: a bomb of aliases or of brackets ends as
an error at its place, not in the machine's memory.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from handouts.load.loaded import Loaded
from handouts.load.phrasing import phrase
from handouts.problems import InputError, Loc, Place, Problem, error

_DEEPEST = 50  # brackets within brackets; real files need five
_LARGEST_BYTES = 1_000_000  # a catalog file has about 2,000
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
T = TypeVar("T", bound=BaseModel)


def load(path: Path, model: type[T], shown: str = "") -> Loaded[T]:
    """Read a file as a model. `shown` is how its path is printed. Raises InputError with every problem in it."""
    place = Place(shown or str(path))
    return parse(read_text(path, place), model, path, place)


def read_text(path: Path, place: Place, largest: int = _LARGEST_BYTES) -> str:
    """Read a text file as UTF-8 in NFC; InputError when it cannot be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as problem:
        raise InputError([error(place, "no such file")]) from problem
    except OSError as problem:
        raise InputError(
            [error(place, f"cannot be read: {(problem.strerror or 'unknown reason').lower()}")]
        ) from problem
    if len(data) > largest:
        raise InputError([error(place, f"has {len(data):,} bytes; at most {largest:,} are read")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - data.rfind(b"\n", 0, problem.start)
        where = Place(place.path, line, column)
        raise InputError([error(where, "is not UTF-8 text", "save the file as UTF-8")]) from problem


@dataclass(frozen=True, slots=True)
class YamlTree:
    """Plain values as a file, or several laid over each other, say them, with the places of all."""

    path: str  # as it is shown
    value: Any
    places: Mapping[Loc, Place]
    keys: Mapping[Loc, Place]
    texts: Mapping[Loc, str]
    problems: tuple[Problem, ...] = ()


def parse(text: str, model: type[T], path: Path, place: Place) -> Loaded[T]:
    """Turn YAML text into a model."""
    return validated(tree(text, place), model, path)


def tree(text: str, place: Place) -> YamlTree:
    """Turn YAML text into plain values. InputError when it is no YAML that can be trusted."""
    reader = _Reader(place.path)
    value = reader.read(unicodedata.normalize("NFC", text))
    if reader.stopped:
        raise InputError(reader.problems)
    return YamlTree(place.path, value, reader.places, reader.keys, reader.texts, tuple(reader.problems))


def validated(found: YamlTree, model: type[T], path: Path, bases: tuple[Path, ...] = ()) -> Loaded[T]:
    """Turn plain values into a model. Raises InputError with every problem."""
    loaded_id = path.name.removesuffix(".yaml").removesuffix(".yml")
    try:
        loaded = Loaded(loaded_id, path, model.model_validate(found.value), found.places, found.texts, bases)
    except ValidationError as invalid:
        told = [phrase(each, model, found.places, found.keys, found.path) for each in invalid.errors()]
        raise InputError([*found.problems, *_deepest(told)]) from invalid
    if found.problems:
        raise InputError(found.problems)
    return loaded


def rows_of(text: str, place: Place) -> list[tuple[int, dict[str, tuple[str, ...]]]]:
    """Read a list of mappings of texts, each with the line that it begins in."""
    found = tree(text, place)
    if found.problems:
        raise InputError(found.problems)
    value = found.value
    rows: list[tuple[int, dict[str, tuple[str, ...]]]] = []
    for index, row in enumerate(value if isinstance(value, list) else ()):
        where = found.places[(index,)]
        if not isinstance(row, dict) or not all(_is_plain(each) for each in row.values()):
            raise InputError(
                [error(where, "is no row of plain values", "write `- {id: 17, routine: low-back-relief}`")]
            )
        cells = {name: _texts(each) for name, each in row.items()}
        rows.append((where.line, cells))
    return rows


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(each or "" for each in (value if isinstance(value, list) else [value]))


def _is_plain(value: Any) -> bool:
    return all(isinstance(each, str | None) for each in (value if isinstance(value, list) else [value]))


def _deepest(found: list[tuple[Loc, Problem]]) -> list[Problem]:
    """Of the branches of a union keep the one that went deepest, and one problem a place."""
    locs = {loc for loc, _ in found}
    first: dict[Place, Problem] = {}
    for loc, problem in found:
        if not any(other != loc and other[: len(loc)] == loc for other in locs):
            first.setdefault(problem.place, problem)
    return list(first.values())


class _Reader:
    """Builds plain values from YAML events, noting places, in one pass."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.places: dict[Loc, Place] = {}
        self.keys: dict[Loc, Place] = {}
        self.texts: dict[Loc, str] = {}
        self.problems: list[Problem] = []
        self.stopped = False  # the text is no YAML that can be trusted: its value is not worth checking

    def read(self, text: str) -> Any:
        """Return the value of the one document in `text`."""
        try:
            events = yaml.parse(text, Loader=_Loader)
            for event in events:
                if not isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
                    break
            else:
                return None
            value = None if isinstance(event, yaml.StreamEndEvent) else self._value(event, events, ())
            self._nothing_more(events)
            return value
        except yaml.MarkedYAMLError as problem:
            self._fail_at(
                problem.problem_mark, f"is not valid YAML: {problem.problem}", _yaml_hint(str(problem.problem))
            )
        except yaml.YAMLError as problem:
            self.problems.append(error(Place(self.path, 1, 1), f"is not valid YAML: {problem}".splitlines()[0]))
        except _StopReadingError:
            pass
        self.stopped = True
        return None

    def _nothing_more(self, events: Iterator[Any]) -> None:
        documents = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
        if documents:
            self._fail_at(documents[0].start_mark, "a second document starts here", "keep one document in a file")
            raise _StopReadingError

    def _value(self, event: Any, events: Iterator[Any], loc: Loc) -> Any:
        self.places[loc] = self._place(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._fail_at(event.start_mark, "anchors and aliases (`&`, `*`) are not read here", "write the value out")
            raise _StopReadingError
        if len(loc) > _DEEPEST:
            self._fail_at(event.start_mark, f"is nested more than {_DEEPEST} levels deep")
            raise _StopReadingError
        if isinstance(event, yaml.ScalarEvent):
            if event.value in _NULLS and event.implicit[0]:
                return None
            self.texts[loc] = event.value
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, loc)
        return self._mapping(events, loc)

    def _sequence(self, events: Iterator[Any], loc: Loc) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, events, (*loc, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], loc: Loc) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                self._fail_at(event.start_mark, "a key must be a plain word")
                raise _StopReadingError
            key = event.value
            if key in mapping:
                first = self.keys[(*loc, key)]
                self._fail_at(
                    event.start_mark, f"`{key}` stands here a second time", f"the first is in line {first.line}"
                )
            self.keys[(*loc, key)] = self._place(event.start_mark)
            mapping[key] = self._value(next(events), events, (*loc, key))
        return mapping

    def _place(self, mark: Any) -> Place:
        return Place(self.path, mark.line + 1, mark.column + 1)

    def _fail_at(self, mark: Any, message: str, hint: str = "") -> None:
        self.problems.append(error(self._place(mark) if mark else Place(self.path, 1, 1), message, hint))


class _StopReadingError(Exception):
    """The rest of the document cannot be trusted; its problem is noted already."""


def _yaml_hint(problem: str) -> str:
    if "tab" in problem or "\\t" in problem:
        return "indent with spaces, not tabs"
    if "mapping values are not allowed" in problem:
        return 'put the text in quotes when it holds a colon: `why: "Note: …"`'
    return ""


def dump(mapping: Mapping[str, Any]) -> str:
    """Write plain values as YAML that a person can edit."""
    return yaml.safe_dump(dict(mapping), allow_unicode=True, sort_keys=False, width=110)
