"""YAML into plain values with their places.

YAML 1.2 sense: every plain scalar but `null` stays text until the model asks for something else, so `no`, `on` and
`1:30` are what they look like. Events are read one by one and never composed: a bomb of aliases or of brackets ends as
an error at its place, not in the machine's memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from handouts.problems import Loc, Place, Problem, error

_DEEPEST = 50  # brackets within brackets; real files need five
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlReader:
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
