"""The files that handouts are made from, which none may be written over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from handouts.load.folders import roots

_FOLDERS = ("routines", "templates", "assets")
_PICTURES_AND_FONTS = {".svg", ".png", ".jpg", ".jpeg", ".ttf", ".otf"}
BESIDE = _PICTURES_AND_FONTS | {".yaml", ".yml"}  # a clinic's file and what it names; not its lists and handouts


def inputs(clinic: Path | None, named: Iterable[str | None] = ()) -> dict[str, Path]:
    """Return the prescription files that are named, and the clinic's files, by what they are called."""
    files = [each for each in named if each and each.endswith((".yaml", ".yml"))]
    return {f"`{each}`": Path(each) for each in (*dict.fromkeys(files), *map(str, _clinics(clinic)))}


def _clinics(clinic: Path | None) -> Iterator[Path]:
    if clinic and clinic.is_file():
        yield clinic
    for root in roots(clinic)[:-1]:
        yield from (
            path for path in root.glob("*") if path.name == "clinic.yaml" or path.suffix.lower() in _PICTURES_AND_FONTS
        )
        yield from (path for folder in _FOLDERS for path in (root / folder).rglob("*.*"))
