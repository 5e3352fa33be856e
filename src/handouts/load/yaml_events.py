"""YAML into plain values with their places.

YAML 1.2 sense: every plain scalar but `null` stays text until the model asks for something else, so `no`, `on` and
`1:30` are what they look like. Events are read one by one and never composed: a bomb of aliases or of brackets ends as
an error at its place, not in the machine's memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from handouts.load import yaml_hints
from handouts.load.clean_text import clean
from handouts.problems import Loc, Place, Problem, error

_DEEPEST = 50  # brackets within brackets; real files need five
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class YamlReader:
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
        if (index := yaml_hints.deeper_than(self.text, _DEEPEST)) is not None:
            self.problems.append(error(self._place_of(index), f"is nested more than {_DEEPEST} levels deep"))
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
            self.texts[loc] = text = clean(event.value)
            return text
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
            key = clean(event.value)
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
