"""What is prepared of the built-in files: what they say, and the figures with their outlines as a PDF writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from handouts.data import builtin
from handouts.drawing import figure
from handouts.load.file_kinds import KINDS, kind_of
from handouts.load.plain import to_plain
from handouts.load.yaml_source import parse, read_text
from handouts.problems import Place

_FOLDERS = ("routines", "templates", "assets/words")


def built_in() -> Iterator[tuple[Path, type[BaseModel]]]:
    """List the built-in files that commands read, each with its model."""
    for folder in _FOLDERS:
        for path in sorted((builtin() / folder).rglob("*.yaml")):
            if kind := kind_of(path, ""):
                yield path, KINDS[kind]


def figures() -> list[Path]:
    """List the built-in figures."""
    return sorted((builtin() / "assets" / "figures").glob("*.svg"))


def to_prepare() -> Iterator[tuple[tuple[str, bytes], Any]]:
    """Yield the kind and the content of each file with what it says."""
    for path, model in built_in():
        place = Place(str(path))
        yield (model.__name__, path.read_bytes()), to_plain(parse(read_text(path, place), model, path, place))
    for path in figures():
        data = path.read_bytes()
        yield (figure.KIND, data), figure.to_plain(figure.parsed(data, Place(path.name)))
