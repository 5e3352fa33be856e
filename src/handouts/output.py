"""Writes files whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from handouts.problems import OutputError


def write(path: Path, data: bytes) -> None:
    """Replace a file atomically; OutputError when that cannot be done. A file that was there stays until then."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as problem:
        raise OutputError(f"{path}: cannot be written: {_reason(problem)}") from problem
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode(path))
        part.replace(path)
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written: {_reason(problem)}") from problem
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_stdout(data: bytes) -> None:
    """Write bytes to standard output; OutputError when nobody reads them."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as problem:
        raise OutputError(f"standard output: cannot be written: {_reason(problem)}") from problem


def _mode(path: Path) -> int:
    """Return the rights of the file that is replaced, or those that a new file gets here."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _reason(problem: OSError) -> str:
    return (problem.strerror or str(problem)).lower()
