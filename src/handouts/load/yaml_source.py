"""A YAML file into a model, keeping every value's place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from handouts.load.loaded import Loaded, id_of
from handouts.load.partial import partial_value
from handouts.load.phrasing import phrase
from handouts.load.plain import ready
from handouts.outside import read_bytes
from handouts.problems import InputError, Loc, Place, Problem, error

_LARGEST_BYTES = 1_000_000  # a catalog file has about 2,000

T = TypeVar("T", bound=BaseModel)


def load(path: Path, model: type[T], shown: str = "") -> Loaded[T]:
    """Read a file as a model. `shown` is how its path is printed. Raises InputError with every problem in it."""
    place = Place(shown or str(path))
    return prepared_file(path, model, place) or parse(read_text(path, place), model, path, place)


def prepared_file(path: Path, model: type[T], place: Place) -> Loaded[T] | None:
    """Return what a file says when it is one of those that are prepared. InputError when it cannot be read."""
    return ready(read_bytes(path, place, _LARGEST_BYTES), model, path, place.path)


def read_text(path: Path, place: Place, largest: int = _LARGEST_BYTES) -> str:
    """Read a text file as UTF-8; InputError when it cannot be read."""
    return _decoded(read_bytes(path, place, largest), place)


def _decoded(data: bytes, place: Place) -> str:
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
    from handouts.load.yaml_events import YamlReader  # late: what is prepared needs no YAML

    reader = YamlReader(place.path)
    value = reader.read(text)
    if reader.stopped:
        raise InputError(reader.problems)
    return YamlTree(
        path=place.path,
        value=value,
        places=reader.places,
        keys=reader.keys,
        texts=reader.texts,
        problems=tuple(reader.problems),
        hints=reader.hints,
    )


def validated(whole: YamlTree, model: type[T], path: Path, bases: tuple[Path, ...] = ()) -> Loaded[T]:
    """Turn plain values into a model. Raises InputError with every problem."""
    loaded, problems = as_far_as_valid(whole, model, path, bases)
    if loaded is None or problems:
        raise InputError(problems)
    return loaded


def as_far_as_valid(
    whole: YamlTree, model: type[T], path: Path, bases: tuple[Path, ...] = ()
) -> tuple[Loaded[T] | None, tuple[Problem, ...]]:
    """Turn plain values into a model as far as they fit it, and tell every problem."""
    problems = whole.problems
    try:
        value: T | None = model.model_validate(whole.value)
    except ValidationError as invalid:
        findings = invalid.errors()
        phrased = [phrase(each, model, whole.places, whole.keys, whole.path, whole.hints) for each in findings]
        problems = (*problems, *_deepest(phrased))
        value = partial_value(model, whole.value, {each["loc"][0] for each in findings if each["loc"]})
    if value is None:
        return None, problems
    return Loaded(id=id_of(path), path=path, value=value, places=whole.places, texts=whole.texts, bases=bases), problems


def rows_of(text: str, place: Place) -> list[tuple[int, dict[str, tuple[str, ...]]]]:
    """Read a list of mappings of texts, each with the line that it begins in."""
    whole = tree(text, place)
    if whole.problems:
        raise InputError(whole.problems)
    value = whole.value
    rows: list[tuple[int, dict[str, tuple[str, ...]]]] = []
    for index, row in enumerate(value if isinstance(value, list) else ()):
        where = whole.places[(index,)]
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


def _deepest(findings: list[tuple[Loc, Problem]]) -> list[Problem]:
    """Of the branches of a union keep the one that went deepest, and one problem a field."""
    inner = {loc[:depth] for loc, _ in findings for depth in range(len(loc))}
    first: dict[Loc, Problem] = {}
    for loc, problem in findings:
        if loc not in inner or not loc:
            first.setdefault(loc, problem)
    return list(first.values())


def dump(mapping: Mapping[str, Any]) -> str:
    """Write plain values as YAML that a person can edit."""
    import yaml

    return yaml.safe_dump(dict(mapping), allow_unicode=True, sort_keys=False, width=110)
