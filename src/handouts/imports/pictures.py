"""Pictures that a list names: found beside it, looked at, and given a place in the clinic's folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from handouts.drawing.read import probe
from handouts.imports.value import Picture
from handouts.problems import InputError, Place

_BESIDE = ("", "images", "exercises", "photos", "pictures", "img")  # where exports keep them
_MOST = 4  # on a card; more are too small to tell anything


def pictures(names: Iterable[str], folders: Sequence[Path], stretch_id: str) -> tuple[list[Picture], list[str]]:
    """Return the pictures to copy, and why others are not taken. Nothing is fetched from the net."""
    taken: list[Picture] = []
    notes: list[str] = []
    for name in (part.strip() for text in names for part in re.split(r"[;\n|]|,\s+", text) if part.strip()):
        if re.match(r"(?:https?|data|ftp):", name, re.I):
            notes.append(f"the picture `{_short(name)}` is on the net: nothing is fetched; save it beside the list")
            continue
        path = _found(name, folders)
        if path is None:
            notes.append(f"no picture `{_short(name)}` beside the list; `--images FOLDER` says where they are")
        elif len(taken) == _MOST:
            notes.append(f"the picture `{_short(name)}` is left out: a card shows {_MOST} at most")
        else:
            try:
                probe(path, Place(path.name))
            except InputError as wrong:
                notes.append(f"the picture `{_short(name)}` {wrong.problems[0].message}")
                continue
            target = f"assets/figures/{stretch_id}-photo-{len(taken) + 1}{path.suffix.lower()}"
            taken.append(Picture(path, target))
    return taken, notes


def _found(name: str, folders: Sequence[Path]) -> Path | None:
    """Find a picture below one of the folders, never outside them."""
    parts = PurePosixPath(unquote(name).replace("\\", "/")).parts
    if "\0" in name or len(name) > 1000 or not parts:
        return None
    tails = [parts, parts[-1:]] if parts[0] in {"/", "..", "."} or parts[0].endswith(":") else [parts]
    for folder in folders:
        root = folder.resolve()
        for tail in tails:
            for inner in _BESIDE:
                path = root.joinpath(inner, *tail).resolve()
                if path.is_relative_to(root) and path.is_file():
                    return path
    return None


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:77]}…"
