"""Writes files whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

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


def make_folder(path: Path) -> None:
    """Make a folder that is not there yet; OutputError when that cannot be done."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(f"{path}: cannot be made: {_reason(problem)}") from problem


def write_quickly(path: Path, data: bytes) -> None:
    """Replace a file so that it is never seen half written, without waiting for the disk.

    That is safe against the end of the process, not of the power. What is left of a write that was cut off is
    overwritten the next time.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as problem:
        raise OutputError(f"{path}: cannot be written: {_reason(problem)}") from problem


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write that takes its place only when all of it is written."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
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
