"""Pictures that a list names: found beside it, looked at, and given a place in the clinic's folder."""

from __future__ import annotations

import re
import unicodedata
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


def pictures(
    names: Iterable[str], folders: Sequence[Path], stretch_id: str
) -> tuple[tuple[PictureCopy, ...], tuple[str, ...]]:
    """Return the pictures to copy, and why others are not taken. Nothing is fetched from the net."""
    parts = dict.fromkeys(part.strip() for text in names for part in re.split(r"[;\n|]|,\s+", text) if part.strip())
    checked = [(name, _picture(name, folders)) for name in parts]
    paths = [(name, each) for name, each in checked if isinstance(each, Path)]
    notes = [each for _, each in checked if isinstance(each, str)]
    notes += [f"the picture `{_short(name)}` is left out: a card shows {_MOST} at most" for name, _ in paths[_MOST:]]
    copies = (
        PictureCopy(path, f"assets/figures/{stretch_id}-photo-{number}{path.suffix.lower()}")
        for number, (_, path) in enumerate(paths[:_MOST], start=1)
    )
    return tuple(copies), tuple(notes)


def _picture(name: str, folders: Sequence[Path]) -> Path | str:
    """Return where a picture is, or why it is not taken."""
    if re.match(r"(?:https?|data|ftp):", name, re.I):
        return f"the picture `{_short(name)}` is on the net: nothing is fetched; save it beside the list"
    path = _path(name, folders)
    if path is None:
        return f"no picture `{_short(name)}` beside the list; `--images FOLDER` says where they are"
    try:
        probe(path, Place(path.name))
    except InputError as wrong:
        return f"the picture `{_short(name)}` {wrong.problems[0].message}"
    return path


def photos(embedded: Sequence[bytes], first: int, stretch_id: str) -> tuple[tuple[PictureCopy, ...], tuple[str, ...]]:
    """Return the pictures that lie in the list itself, numbered from `first` on, and why others are not taken."""
    checked = [(data, _why_not(data)) for data in embedded]
    notes = [f"a picture in the sheet {why}" for _, why in checked if why]
    fine = [data for data, why in checked if not why]
    room = _MOST + 1 - first
    notes += [f"a picture in the sheet is left out: a card shows {_MOST} at most"] * len(fine[room:])
    copies = (
        PictureCopy(data, f"assets/figures/{stretch_id}-photo-{number}{_suffix(data)}")
        for number, data in enumerate(fine[:room], start=first)
    )
    return tuple(copies), tuple(notes)


def _suffix(data: bytes) -> str:
    return next((each for start, each in _SUFFIXES.items() if data.startswith(start)), "")


def _why_not(data: bytes) -> str:
    if not _suffix(data):
        return "is left out: it is neither PNG, JPEG nor GIF"
    try:
        look(data, Place("a picture in the sheet"))
    except InputError as wrong:
        return wrong.problems[0].message
    return ""


def _path(name: str, folders: Sequence[Path]) -> Path | None:
    """Find a picture below one of the folders, never outside them."""
    parts = PurePosixPath(unquote(name).replace("\\", "/")).parts
    if "\0" in unquote(name) or len(name) > 1000 or not parts:
        return None
    tails = [parts, parts[-1:]] if parts[0] in {"/", "..", "."} or parts[0].endswith(":") else [parts]
    for folder in folders:
        root = folder.resolve()
        for tail in tails:
            for inner in _BESIDE:
                path = _as_named(root.joinpath(inner, *tail)).resolve()
                if path.is_relative_to(root) and is_there(path):
                    return path
    return None


def _as_named(path: Path) -> Path:
    """Return the path that is there under another spelling: another case, or accents as letters of their own."""
    if is_there(path):
        return path
    try:
        same = [each for each in path.parent.iterdir() if _spelled(each.name) == _spelled(path.name)]
    except OSError:
        return path
    return same[0] if len(same) == 1 else path


def _spelled(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:77]}…"
