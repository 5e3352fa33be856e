"""Prepares the built-in files when the package is built. In a checkout: `python -m handouts.load.prepare`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from handouts import prepared
from handouts.data import builtin
from handouts.drawing import figure
from handouts.load.file_kinds import KINDS, kind_of
from handouts.load.plain import to_plain
from handouts.load.yaml_source import parse, read_text
from handouts.problems import Place

_FOLDERS = ("routines", "templates", "assets/words")


def prepare() -> None:
    """Read the built-in files and keep what they say."""
    prepared.write({**dict(_files()), **dict(_figures())})


def built_in() -> Iterator[tuple[Path, type[BaseModel]]]:
    """List the built-in files that commands read, each with its model."""
    for folder in _FOLDERS:
        for path in sorted((builtin() / folder).rglob("*.yaml")):
            if kind := kind_of(path, ""):
                yield path, KINDS[kind]


def figures() -> list[Path]:
    """List the built-in figures."""
    return sorted((builtin() / "assets" / "figures").glob("*.svg"))


def _files() -> Iterator[tuple[tuple[str, bytes], Any]]:
    for path, model in built_in():
        place = Place(str(path))
        yield (model.__name__, path.read_bytes()), to_plain(parse(read_text(path, place), model, path, place))


def _figures() -> Iterator[tuple[tuple[str, bytes], Any]]:
    for path in figures():
        data = path.read_bytes()
        yield (figure.KIND, data), figure.to_plain(figure.parsed(data, Place(path.name)))


if __name__ == "__main__":
    prepare()
