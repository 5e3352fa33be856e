"""A file's value as plain values, and back: how built-in files are prepared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from handouts import prepared
from handouts.load.loaded import Loaded, id_of
from handouts.model.base import FileModel, Span
from handouts.problems import Loc, Place

T = TypeVar("T", bound=BaseModel)


class Places(Mapping[Loc, Place]):
    """Places made when they are asked for: of most values nobody asks."""

    def __init__(self, path: str, marks: Mapping[Loc, tuple[int, int]]) -> None:
        self.path, self.marks = path, marks

    def __getitem__(self, loc: Loc) -> Place:
        return Place(self.path, *self.marks[loc])

    def __contains__(self, loc: object) -> bool:
        return loc in self.marks

    def __iter__(self) -> Iterator[Loc]:
        return iter(self.marks)

    def __len__(self) -> int:
        return len(self.marks)


def ready(data: bytes, model: type[T], path: Path, shown: str) -> Loaded[T] | None:
    """Return what a file says, or None when it is not prepared."""
    plain = prepared.value(model.__name__, data)
    if plain is None:
        return None
    value, marks, texts = plain
    return Loaded(id=id_of(path), path=path, value=_from_plain(value), places=Places(shown, marks), texts=texts)


def to_plain(loaded: Loaded[Any]) -> Any:
    """Return plain values that `ready` makes the same of."""
    marks = {loc: (place.line, place.column) for loc, place in loaded.places.items()}
    return _to_plain(loaded.value), marks, dict(loaded.texts)


def _to_plain(value: Any) -> Any:
    """Write a model as a tuple, apart what holds no models and can stay as it is; and a tuple of models as a list."""
    if isinstance(value, BaseModel):
        fields = value.__dict__
        as_it_is = {name: each for name, each in fields.items() if _is_plain(each)}
        others = {name: _to_plain(each) for name, each in fields.items() if name not in as_it_is}
        return type(value).__name__, as_it_is, others, tuple(sorted(value.model_fields_set))
    if isinstance(value, dict):
        return {name: _to_plain(each) for name, each in value.items()}
    return list(map(_to_plain, value)) if isinstance(value, tuple) else value


def _is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    return all(map(_is_plain, value)) if isinstance(value, tuple) else not isinstance(value, BaseModel)


def _from_plain(plain: Any) -> Any:
    if type(plain) is tuple:
        name, as_it_is, others, fields_set = plain
        values = {field: _from_plain(each) for field, each in others.items()}
        return _model(name).model_construct(set(fields_set), **as_it_is, **values)
    if type(plain) is dict:
        return {name: _from_plain(each) for name, each in plain.items()}
    return tuple([_from_plain(each) for each in plain]) if type(plain) is list else plain


@cache
def _model(name: str) -> type[BaseModel]:
    """Return a kind of model by its name; of whatever is read, all kinds have been imported."""
    kinds: list[type[BaseModel]] = [Span, *_below(FileModel)]
    return next(each for each in kinds if each.__name__ == name)


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in model.__subclasses__():
        yield each
        yield from _below(each)
