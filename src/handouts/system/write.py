"""Writes files whole or not at all."""

from __future__ import annotations

import errno
import os
import platform
import re
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

from handouts.outside import unwritten
from handouts.problems import OutputError

# A file that is being written: short, for names may have 255 bytes; whose it is, for two may write into one folder.
_PART = re.compile(r"\.handouts-([0-9a-f]{8})-(\d{1,9})-[0-9a-f]{8}\.part")
_NEW = 0o666  # rights of a new file, less those that the umask takes


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells without reading it that a file is as it was: nobody changes it without changing one of these."""

    size_bytes: int
    modified_ns: int
    changed_ns: int  # of the file or of its name; on Windows when it came to be


def write(path: Path, data: bytes) -> None:
    """Replace a file atomically; OutputError when that cannot be done. A file that was there stays until then."""
    with whole(path) as file:
        file.write(data)


def write_quickly(path: Path, data: bytes) -> Stamp:
    """Replace a file so that it is never seen half written, without waiting for the disk.

    That is safe against the end of the process, not of the power.
    """
    with whole(path, synced=False) as file:
        file.write(data)
        file.flush()
        written = os.fstat(file.fileno())
    try:
        # its time, not that of a namesake that another process may have written since
        return Stamp(written.st_size, written.st_mtime_ns, path.stat().st_ctime_ns)
    except OSError as problem:
        raise OutputError(f"{path}: cannot be written: {unwritten(problem)}") from problem


def stamp(path: Path) -> Stamp | None:
    """Return the stamp of a file; None when there is none."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(state.st_size, state.st_mtime_ns, state.st_ctime_ns) if stat.S_ISREG(state.st_mode) else None


def make_folder(path: Path) -> None:
    """Make a folder that is not there yet; OutputError when that cannot be done."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(f"{path}: cannot be made: {unwritten(problem)}") from problem


@contextmanager
def whole(path: Path, *, synced: bool = True) -> Iterator[BinaryIO]:
    """Open a file to write that takes its place only when all of it is written. A link stays, its target is written.

    What is no file, such as a pipe or a device, is written to as it is.
    """
    try:
        with path.open("wb") if _is_stream(path) else _file(Path(os.path.realpath(path)), synced) as file:
            yield file
    except OSError as problem:
        raise OutputError(f"{path}: cannot be written: {unwritten(problem)}") from problem


def _is_stream(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return not stat.S_ISREG(mode)


@contextmanager
def _file(path: Path, synced: bool) -> Iterator[BinaryIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    rights = stat.S_IMODE(path.stat().st_mode) & 0o777 if path.exists() else None
    if rights is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    part = path.with_name(f".handouts-{_machine()}-{os.getpid()}-{os.urandom(4).hex()}.part")
    mode = _NEW if rights is None else rights
    try:
        with open(part, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            yield file
            file.flush()
            if synced:
                os.fsync(file.fileno())
        if rights is not None:
            part.chmod(rights)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def remove(path: Path) -> None:
    """Remove a file that may be gone already; OutputError when that cannot be done."""
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise OutputError(f"{path}: cannot be removed: {unwritten(problem)}") from problem


def sweep(folder: Path) -> None:
    """Remove what processes of this machine were writing in a folder when they were killed."""
    for path in folder.glob(".handouts-*.part"):
        match = _PART.fullmatch(path.name)
        if match and match[1] == _machine() and not _runs(int(match[2])):
            with suppress(OSError):
                path.unlink()


def _runs(process: int) -> bool:
    if os.name == "nt":  # a signal would end it; and what is open there cannot be removed
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@cache
def _machine() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def write_stdout(data: bytes) -> None:
    """Write bytes to standard output; OutputError when nobody reads them."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as problem:
        raise OutputError(f"standard output: cannot be written: {unwritten(problem)}") from problem
