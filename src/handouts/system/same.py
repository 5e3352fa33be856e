"""Whether two paths are one file: through links, and where small and capital letters are the same."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path


def one_file(written: Mapping[str, Path], read: Mapping[str, Path]) -> tuple[str, str] | None:
    """Return what two are one file, by what they are called: one that is written and another, or one that is read."""
    owners = {identity(path): name for name, path in read.items()}
    for name, path in written.items():
        owner = owners.setdefault(identity(path), name)
        if owner != name:
            return name, owner
    return None


def identity(path: Path) -> str:
    """Return what is the same for all paths to a file, whether it is there yet or not."""
    real = Path(os.path.realpath(path))
    return unicodedata.normalize("NFC", str(real)).casefold() if _is_blind(real.parent) else str(real)


@cache
def _is_blind(folder: Path) -> bool:
    """Tell whether small and capital letters are the same in a folder, by a name that has any and is there."""
    with suppress(OSError):
        for path in (folder, *folder.parents):
            other = path.with_name(path.name.swapcase()) if path.name else path
            if other != path and path.exists():
                return other.exists() and other.samefile(path)
    return os.name == "nt"
