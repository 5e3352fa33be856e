"""A name that is either the id of a routine or the path of a prescription file."""

from __future__ import annotations

from pathlib import Path

_ENDS = (".yaml", ".yml")


def file_named(name: str | None) -> Path | None:
    """Return the path of the file that a name gives; None when it is an id, or nothing."""
    return Path(name) if name and name.lower().endswith(_ENDS) else None


def stem_of(name: str) -> str:
    """Return the id that a name gives, or a file's name without its ending."""
    path = file_named(name)
    return path.stem if path else name
