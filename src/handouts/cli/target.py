"""Where a command writes to: what the name of a file asks for, and that it is no file that is needed."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from handouts.units import Format

STDOUT = "-"
_FORMATS: dict[str, Format] = {".pdf": "pdf", ".html": "html", ".htm": "html", ".txt": "txt"}
_OUT = Path("out")


def format_of(output: str | None, chosen: Format | None) -> Format:
    """Return the format that was chosen, or that the name of the file asks for; refuse a name that is of neither."""
    if output is None or output == STDOUT or _is_folder(output):
        return chosen or "pdf"
    check_kind(Path(output), "--output", _FORMATS)
    named = _FORMATS.get(Path(output).suffix.lower())
    if named and chosen and named != chosen:
        raise typer.BadParameter(
            f"`{chosen}` is not what the name `{output}` says: leave out one", param_hint="--format"
        )
    return named or chosen or "pdf"


def check_kind(path: Path, option: str, endings: Collection[str]) -> None:
    """Refuse a name whose ending says another kind; one without is as good, and so is a pipe or a device."""
    mode = _mode(path)
    is_stream = mode and not S_ISREG(mode)
    if path.suffix and path.suffix.lower() not in endings and not is_stream:
        kinds = " or ".join(", ".join(f"`{each}`" for each in endings).rsplit(", ", 1))
        raise typer.BadParameter(f"`{path}` has another ending than what is written: {kinds}", param_hint=option)


def place_of(output: str | None, usual: str) -> Path:
    """Return the file to write: as named, or the usual name in the folder that was named."""
    if not output:
        return _OUT / usual
    return Path(output) / usual if _is_folder(output) else Path(output)


def _is_folder(output: str) -> bool:
    return output.endswith(("/", os.sep)) or S_ISDIR(_mode(Path(output)))


def _mode(path: Path) -> int:
    """Return what a path leads to; 0 when to nothing, or when that cannot be known."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def keep_apart(written: Mapping[str, Path | str | None], read: Mapping[str, Path]) -> None:
    """Refuse to write a file twice, or over one that is read."""
    from handouts.system.same import one_file

    targets = {name: Path(path) for name, path in written.items() if path and path != STDOUT}
    if pair := one_file(targets, read):
        raise typer.BadParameter(f"{pair[0]} (`{targets[pair[0]]}`) and {pair[1]} are one file")
