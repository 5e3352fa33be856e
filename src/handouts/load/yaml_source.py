"""A YAML file into a model, keeping every value's place; the only importer of yaml.

YAML 1.2 sense: every plain scalar but `null` stays text until the model asks for something else, so `no`, `on` and
`1:30` are what they look like. Events are read one by one and never composed: a bomb of aliases or of brackets ends as
an error at its place, not in the machine's memory.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from handouts.load import yaml_hints
from handouts.load.loaded import Loaded
from handouts.load.partial import partial_value
from handouts.load.phrasing import phrase
from handouts.outside import read_bytes
from handouts.problems import InputError, Loc, Place, Problem, error

_DEEPEST = 50  # brackets within brackets; real files need five
_LARGEST_BYTES = 1_000_000  # a catalog file has about 2,000
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
T = TypeVar("T", bound=BaseModel)


def load(path: Path, model: type[T], shown: str = "") -> Loaded[T]:
    """Read a file as a model. `shown` is how its path is printed. Raises InputError with every problem in it."""
    place = Place(shown or str(path))
    return parse(read_text(path, place), model, path, place)


def read_text(path: Path, place: Place, largest: int = _LARGEST_BYTES) -> str:
    """Read a text file as UTF-8 in NFC; InputError when it cannot be read."""
    data = read_bytes(path, place, largest)
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
    hints: Mapping[Loc, str] = field(default_factory=dict)  # what may be wrong with a value that is empty


def parse(text: str, model: type[T], path: Path, place: Place) -> Loaded[T]:
    """Turn YAML text into a model."""
    return validated(tree(text, place), model, path)


def tree(text: str, place: Place) -> YamlTree:
    """Turn YAML text into plain values. InputError when it is no YAML that can be trusted."""
    reader = _Reader(place.path)
    value = reader.read(unicodedata.normalize("NFC", text))
    if reader.stopped:
        raise InputError(reader.problems)
    return YamlTree(place.path, value, reader.places, reader.keys, reader.texts, tuple(reader.problems), reader.hints)


def validated(found: YamlTree, model: type[T], path: Path, bases: tuple[Path, ...] = ()) -> Loaded[T]:
    """Turn plain values into a model. Raises InputError with every problem."""
    loaded, problems = as_far_as_valid(found, model, path, bases)
    if loaded is None or problems:
        raise InputError(problems)
    return loaded


def as_far_as_valid(
    found: YamlTree, model: type[T], path: Path, bases: tuple[Path, ...] = ()
) -> tuple[Loaded[T] | None, tuple[Problem, ...]]:
    """Turn plain values into a model as far as they fit it, and tell every problem."""
    problems = found.problems
    try:
        value: T | None = model.model_validate(found.value)
    except ValidationError as invalid:
        findings = invalid.errors()
        told = [phrase(each, model, found.places, found.keys, found.path, found.hints) for each in findings]
        problems = (*problems, *_deepest(told))
        value = partial_value(model, found.value, {each["loc"][0] for each in findings if each["loc"]})
    if value is None:
        return None, problems
    loaded_id = path.name.removesuffix(".yaml").removesuffix(".yml")
    return Loaded(loaded_id, path, value, found.places, found.texts, bases), problems


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
        cells = {name: tuple(each) if isinstance(each, list) else (each or "",) for name, each in row.items()}
        rows.append((where.line, cells))
    return rows


def _is_plain(value: Any) -> bool:
    return all(isinstance(each, str | None) for each in (value if isinstance(value, list) else [value]))


def _deepest(found: list[tuple[Loc, Problem]]) -> list[Problem]:
    """Of the branches of a union keep the one that went deepest, and one problem a field."""
    inner = {loc[:depth] for loc, _ in found for depth in range(len(loc))}
    first: dict[Loc, Problem] = {}
    for loc, problem in found:
        if loc not in inner or not loc:
            first.setdefault(loc, problem)
    return list(first.values())


class _Reader:
    """Builds plain values from YAML events, noting places, in one pass."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.places: dict[Loc, Place] = {}
        self.keys: dict[Loc, Place] = {}
        self.texts: dict[Loc, str] = {}
        self.problems: list[Problem] = []
        self.hints: dict[Loc, str] = {}
        self.text = ""
        self.stopped = False  # the text is no YAML that can be trusted: its value is not worth checking

    def read(self, text: str) -> Any:
        """Return the value of the one document in `text`."""
        self.text = text
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
            self._invalid(problem.context_mark, problem.problem_mark)
        except yaml.YAMLError:
            self._unprintable()
        except _StopReadingError:
            pass
        self.stopped = True
        return None

    def _invalid(self, begin: Any, end: Any) -> None:
        """Tell a text that is no YAML where it stops to be, and what its lines let us guess."""
        if yaml_hints.deepest(self.text) > _DEEPEST:
            self._fail_at(begin or end, f"is nested more than {_DEEPEST} levels deep")
            return
        last = end.line if end else 0
        place = self._place(end) if end and last < len(yaml_hints.lines_of(self.text)) else self._place_of(-1)
        if self.text[end.index if end else 0 :].strip() == "":  # something was never closed
            index = yaml_hints.unclosed(self.text)
            place = self._place_of(index) if index is not None else self._place(begin) if begin else place
        message, number = yaml_hints.hint(self.text, begin.line if begin else last, last)
        if number is not None and number + 1 != place.line:
            line = yaml_hints.lines_of(self.text)[number]
            place = Place(self.path, number + 1, len(line) - len(line.lstrip()) + 1)
        self.problems.append(error(place, "is not valid YAML", message))

    def _unprintable(self) -> None:
        """Tell a character that no YAML file may hold."""
        match = _UNPRINTABLE.search(self.text)
        named = f": U+{ord(match[0]):04X}" if match else ""
        place = self._place_of(match.start() if match else 0)
        self.problems.append(error(place, f"holds a character that no text has{named}", "delete it"))

    def _place_of(self, index: int) -> Place:
        before = self.text[:index] if index >= 0 else self.text.rstrip()
        return Place(self.path, before.count("\n") + 1, len(before) - before.rfind("\n"))

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
                self._look_for_hash(loc)
                return None
            self.texts[loc] = event.value
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, loc)
        return self._mapping(events, loc)

    def _look_for_hash(self, loc: Loc) -> None:
        """Note a value that is empty because it begins with `#`."""
        if key := self.keys.get(loc):
            line = yaml_hints.lines_of(self.text)[key.line - 1]
            if swallowed := yaml_hints.is_hash_swallowed(line):
                self.hints[loc] = f'what follows a `#` is not read: put it in quotes, as in `"{swallowed}"`'
                self.places[loc] = Place(self.path, key.line, line.index(swallowed) + 1)

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


def dump(mapping: Mapping[str, Any]) -> str:
    """Write plain values as YAML that a person can edit."""
    return yaml.safe_dump(dict(mapping), allow_unicode=True, sort_keys=False, width=110)
