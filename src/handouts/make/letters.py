"""Letters that the fonts lack: told by name and place before anything is drawn, never printed as a box."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from handouts.load.loaded import Loaded
from handouts.problems import Place, Problem, error

Lacking = Callable[[str], str]

_HINT = "the fonts cover Latin (with Vietnamese), Cyrillic and Greek; write it in one of these"


def in_file(loaded: Loaded[Any], lacking: Lacking) -> Iterator[Problem]:
    """Find the texts of a file that cannot be printed."""
    for loc, text in loaded.texts.items():
        yield from in_text(text, loaded.place(*loc), lacking)


def in_files(files: Iterable[Loaded[Any] | None], lacking: Lacking) -> Iterator[Problem]:
    """Find the texts of files that cannot be printed."""
    for each in files:
        if each is not None:
            yield from in_file(each, lacking)


def in_options(options: Mapping[str, str | None], lacking: Lacking) -> Iterator[Problem]:
    """Find the options that cannot be printed."""
    for option, text in options.items():
        if text:
            yield from in_text(unicodedata.normalize("NFC", text), Place(option), lacking)


def in_text(text: str, place: Place, lacking: Lacking) -> Iterator[Problem]:
    """Name the characters of a text that the fonts lack."""
    missing = dict.fromkeys(lacking(text))
    if missing:
        names = ", ".join(named(each) for each in list(missing)[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        plural = "characters" if len(missing) > 1 else "character"
        yield error(place, f"cannot be printed: the fonts lack the {plural} {names}{more}", _HINT)


def named(character: str) -> str:
    """Write a character with its code and name; one that cannot be shown by its code alone."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    shown = f"`{character}` " if character.isprintable() else ""
    return f"{shown}({code}{' ' + name if name else ''})"
