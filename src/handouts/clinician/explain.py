"""Where each value of a file comes from: its own line, the line of a file that it extends, or the model's default."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from handouts.load.folders import FileKind, files, read, roots, shown
from handouts.load.loaded import Loaded
from handouts.load.phrasing import shown as named
from handouts.load.pictures import frames
from handouts.model.routine import Routine
from handouts.model.stretch import Stretch
from handouts.model.template import Template
from handouts.problems import InputError, Place, error, nearest

_MODELS: dict[FileKind, type[BaseModel]] = {"stretch": Stretch, "routine": Routine, "template": Template}
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Origin:
    """One value and where it stands."""

    field: str
    value: str
    place: str


def explain(name: str, clinic: Path | None) -> tuple[Origin, ...]:
    """Return the values of a stretch, a routine or a template. InputError when there is none of this id."""
    where = roots(clinic)
    for kind, model in _MODELS.items():
        if path := files(where, kind).get(name):
            loaded: Loaded[Any] = read(path, model, kind, where)
            pictures = _pictures(loaded, where) if kind == "stretch" else ()
            return (*_stated(loaded), *pictures, *_defaults(loaded))
    names = {each for kind in _MODELS for each in files(where, kind)}
    raise InputError([error(Place(name), f"no stretch, routine or template `{name}`", nearest(name, names))])


def _stated(loaded: Loaded[Any]) -> Iterator[Origin]:
    order = [name for field, info in type(loaded.value).model_fields.items() for name in (info.alias or field,)]
    texts = sorted(loaded.texts, key=lambda loc: order.index(str(loc[0])) if loc and loc[0] in order else -1)
    for loc in texts:
        place = loaded.place(*loc)
        yield Origin(named(loc), loaded.texts[loc], f"{place.path}:{place.line}")


def _pictures(loaded: Loaded[Stretch], where: tuple[Path, ...]) -> Iterator[Origin]:
    if loaded.value.figures:
        return
    for each in (loaded.id, *(base.stem for base in loaded.bases)):
        if paths := frames(where, each):
            for number, path in enumerate(paths, start=1):
                yield Origin(f"figures[{number}]", path.name, shown(path))
            return


def _defaults(loaded: Loaded[Any]) -> Iterator[Origin]:
    """Yield the values that no file states: the defaults of the model."""
    for field, info in type(loaded.value).model_fields.items():
        value = getattr(loaded.value, field)
        if (info.alias or field,) not in loaded.places and value and not isinstance(value, BaseModel | dict | tuple):
            yield Origin(info.alias or field, str(value), DEFAULT)


def lines(origins: tuple[Origin, ...], width: int = 60) -> str:
    """Write values in columns. A long one is cut; its place says where it stands whole."""
    values = [each.value if len(each.value) <= width else f"{each.value[: width - 1]}…" for each in origins]
    first = max(len(each.field) for each in origins)
    second = max(map(len, values))
    rows = zip(origins, values, strict=True)
    return "".join(f"{each.field:<{first}}  {value:<{second}}  {each.place}\n" for each, value in rows)
