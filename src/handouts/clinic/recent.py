"""What was made last, to be made again for somebody else: stretches and doses, and nothing of the patient."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.load.yaml_source import load
from handouts.model.routine import PrescriptionFile
from handouts.problems import InputError, OutputError, Place, error
from handouts.system.write import write_quickly

_KEPT = 20
_FILE = re.compile(r"(\d+)\.yaml")
FOLDER_VARIABLE = "HANDOUTS_RECENT"  # another folder, or `off`


@dataclass(frozen=True, slots=True)
class Recent:
    """A prescription that was made, the last one first."""

    path: Path
    title: str
    stretches: tuple[str, ...]


def folder(usual: Path) -> Path | None:
    """Return where it is kept, or None when nothing is to be kept."""
    given = os.environ.get(FOLDER_VARIABLE, "")
    return None if given == "off" else Path(given) if given else usual / "recent"


def remember(where: Path, text: str) -> None:
    """Keep a prescription as the last one. A folder that cannot be written to keeps nothing, and that is no error."""
    files = _files(where)
    data = text.encode()
    try:
        if files and files[0].read_bytes() == data:
            return
        where.mkdir(parents=True, exist_ok=True)
        last = int(files[0].stem) if files else 0
        write_quickly(where / f"{last + 1}.yaml", data)
        for old in files[_KEPT - 1 :]:
            old.unlink(missing_ok=True)
    except (OSError, OutputError):
        return


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
            found = load(path, PrescriptionFile).value
        except InputError:
            continue
        ids = tuple(dict.fromkeys(listed.item.stretch for listed in found.listed))
        yield Recent(path, found.title, ids)


def _files(where: Path) -> list[Path]:
    """Return the kept files, the last first."""
    try:
        found = [path for path in where.iterdir() if _FILE.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(found, key=lambda path: -int(path.stem))
