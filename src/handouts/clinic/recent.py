"""What was made last, to be made again for somebody else: stretches and doses, and nothing of the patient."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from handouts.load.yaml_source import load
from handouts.model.routine import PrescriptionFile
from handouts.prescribe.prescription import Prescription
from handouts.prescribe.prescription_file import routine_text
from handouts.problems import InputError, Place, error

_KEPT = 20
_FILE_MODE, _FOLDER_MODE = 0o600, 0o700
OWN_FOLDER = "recent"
NEUTRAL_ID = "stretches"  # of what was made from a prescription, whose name may be the patient's
_FILE = re.compile(r"(\d+)\.yaml")
FOLDER_VARIABLE = "HANDOUTS_RECENT"  # another folder, or `off`


class Recent(NamedTuple):
    """A prescription that was made, the last one first."""

    path: Path
    title: str
    stretches: tuple[str, ...]


def folder(usual: Path) -> Path | None:
    """Return where it is kept, or None when nothing is to be kept."""
    chosen = os.environ.get(FOLDER_VARIABLE, "")
    return None if chosen == "off" else Path(chosen) if chosen else usual / OWN_FOLDER


def remember(where: Path, text: str) -> None:
    """Keep a prescription as the last one. A folder that cannot be written to keeps nothing, and that is no error."""
    files = _files(where)
    data = text.encode()
    try:
        if files and files[0].read_bytes() == data:
            return
        _make_private(where)
        last = int(files[0].stem) if files else 0
        _write_privately(where / f"{last + 1}.yaml", data)
        for old in files[_KEPT - 1 :]:
            old.unlink(missing_ok=True)
    except OSError:
        return


def anyones(prescription: Prescription, title: str) -> str:
    """Write what is done as a routine without any text that was written for one patient, its id and title among them.

    What was made from a file of the clinic's or of the catalog may keep its own: `routine_text` writes that.
    """
    parts = tuple(replace(part, title="", move_on="") for part in prescription.parts)
    bare = replace(prescription, goal="", progression="", parts=parts)
    return f"{routine_text(bare, title)}routine: {NEUTRAL_ID}\n"


def _make_private(folder: Path) -> None:
    """Make a folder that nobody else may look into; one of our own that others may is closed."""
    for each in (folder.parent, folder):
        each.mkdir(_FOLDER_MODE, parents=True, exist_ok=True)
    if folder.name == OWN_FOLDER:
        folder.chmod(_FOLDER_MODE)
        for path in _files(folder):
            path.chmod(_FILE_MODE)


def _write_privately(path: Path, data: bytes) -> None:
    """Replace a file whole by one that nobody else may read."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE), "wb") as file:
        file.write(data)
    part.replace(path)


def recent(where: Path | None) -> tuple[Recent, ...]:
    """List what was made, the last first; a file that cannot be read is passed over."""
    return tuple(_readable(_files(where))) if where else ()


def chosen(listed: tuple[Recent, ...], number: int) -> Recent:
    """Return the last (1), the one before (2), and so on. InputError when there are not as many."""
    if not listed:
        raise InputError([error(Place("again"), "nothing has been made here yet", "begin with `handouts make`")])
    if not 1 <= number <= len(listed):
        what = f"there is no number {number}; {len(listed)} {'is' if len(listed) == 1 else 'are'} kept"
        raise InputError([error(Place(f"again {number}"), what, "`handouts again --list` shows them")])
    return listed[number - 1]


def _readable(files: list[Path]) -> Iterator[Recent]:
    for path in files:
        try:
            file = load(path, PrescriptionFile).value
        except InputError:
            continue
        ids = tuple(dict.fromkeys(listed.item.stretch for listed in file.listed))
        yield Recent(path, file.title, ids)


def _files(where: Path) -> list[Path]:
    """Return the kept files, the last first."""
    try:
        paths = [path for path in where.iterdir() if _FILE.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(paths, key=lambda path: -int(path.stem))
