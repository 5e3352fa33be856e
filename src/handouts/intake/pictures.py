"""Pictures that a list names: found beside it, looked at, and given a place in the clinic's folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from handouts.drawing.photo import look
from handouts.drawing.read import probe
from handouts.intake.value import PictureCopy
from handouts.load.folders import is_there
from handouts.problems import InputError, Place

_BESIDE = ("", "images", "exercises", "photos", "pictures", "img")  # where exports keep them
_SUFFIXES = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif"}
_MOST = 4  # on a card; more are too small to tell anything


def pictures(names: Iterable[str], folders: Sequence[Path], stretch_id: str) -> tuple[list[PictureCopy], list[str]]:
    """Return the pictures to copy, and why others are not taken. Nothing is fetched from the net."""
    taken: list[PictureCopy] = []
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
            taken.append(PictureCopy(path, target))
    return taken, notes


def photos(embedded: Iterable[bytes], first: int, stretch_id: str) -> tuple[list[PictureCopy], list[str]]:
    """Return the pictures that lie in the list itself, numbered from `first` on, and why others are not taken."""
    taken: list[PictureCopy] = []
    notes: list[str] = []
    for number, data in enumerate(embedded, start=first):
        suffix = next((each for start, each in _SUFFIXES.items() if data.startswith(start)), "")
        if not suffix or number > _MOST:
            why = f"a card shows {_MOST} at most" if suffix else "it is neither PNG, JPEG nor GIF"
            notes.append(f"a picture in the sheet is left out: {why}")
            continue
        try:
            look(data, Place("a picture in the sheet"))
        except InputError as wrong:
            notes.append(f"a picture in the sheet {wrong.problems[0].message}")
            continue
        taken.append(PictureCopy(data, f"assets/figures/{stretch_id}-photo-{number}{suffix}"))
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
                if path.is_relative_to(root) and is_there(path):
                    return path
    return None


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:77]}…"
