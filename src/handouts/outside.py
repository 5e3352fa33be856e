"""Bytes from files that others wrote, and from the system's answers, in our own words."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from handouts.problems import InputError, Place, Problem, error

_REASONS = {
    errno.ENOENT: ("no such file", ""),
    errno.ENOTDIR: ("no such file", "a folder on its path is a file"),
    errno.EISDIR: ("is a folder, not a file", ""),
    errno.EACCES: ("cannot be read: no permission", "give this account the right to read it"),
    errno.EPERM: ("cannot be read: no permission", "give this account the right to read it"),
    errno.ELOOP: ("cannot be read: its links go in a circle", ""),
    errno.ENAMETOOLONG: ("no such file", "the name is longer than a file's can be"),
    errno.EIO: ("cannot be read: the disk fails", "copy the file to another disk"),
    errno.EMFILE: ("cannot be read: too many files are open", ""),
    errno.ENFILE: ("cannot be read: too many files are open", ""),
    errno.ENOMEM: ("cannot be read: there is no memory left", ""),
    errno.ESTALE: ("cannot be read: the network drive is gone", ""),
}


_DEVICES = frozenset({
    "con", "prn", "aux", "nul", "conin$", "conout$",
    *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
})  # fmt: skip


def unfit_name(name: str) -> str:
    """Say why a file cannot have a name on every system, or nothing when it can."""
    stem = name.partition(".")[0].rstrip(" ")
    if stem.casefold() in _DEVICES:
        return f"`{stem}` is the name of a device on Windows, and no file can have it there"
    if name != "." and name != ".." and name.endswith((".", " ")):
        return "a name cannot end with a dot or a space on Windows"
    return ""


def unread(place: Place, failure: OSError | ValueError) -> Problem:
    """Say why a file could not be read. ValueError: its name is one that no file can have."""
    if isinstance(failure, ValueError):
        return error(place, "no such file", "no file can have this name")
    return error(place, *_REASONS.get(failure.errno or 0, ("cannot be read", "")))


_UNWRITTEN = {
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.EROFS: "the disk can only be read",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EFBIG: "the file would be too large for this disk",
    errno.ENOENT: "there is no such folder",
    errno.ENOTDIR: "a folder on its path is a file",
    errno.EISDIR: "there is a folder of this name",
    errno.EEXIST: "there is a file of this name",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "its links go in a circle",
    errno.EIO: "the disk fails",
    errno.EPIPE: "nobody reads it",
    errno.EBADF: "it is closed",
}


def unwritten(failure: OSError) -> str:
    """Say why a file could not be written."""
    return _UNWRITTEN.get(failure.errno or 0, "the system refuses")


def read_bytes(path: Path, place: Place, largest: int, hint: str = "") -> bytes:
    """Read an ordinary file whole. InputError for all else, and for what is too large."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise InputError([error(place, "is a folder, not a file")])
        if not stat.S_ISREG(status.st_mode):  # to read a pipe would wait for ever
            raise InputError([error(place, "is no ordinary file", "give a file on disk")])
        if status.st_size <= largest:
            return path.read_bytes()
    except FileNotFoundError as failure:
        if path.is_symlink():
            raise InputError([error(place, "is a link to a file that is not there")]) from failure
        raise InputError([unread(place, failure)]) from failure
    except (OSError, ValueError) as failure:
        raise InputError([unread(place, failure)]) from failure
    raise InputError([error(place, f"has {status.st_size:,} bytes; at most {largest:,} are read", hint)])
