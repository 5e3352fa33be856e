"""Paper where there is no CUPS: the system opens a PDF with what shows PDFs there, to be printed from it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path

from handouts.problems import OutputError

_SHOWING = 5.0  # seconds, after which what still runs is taken to show the file


def to_print(path: Path, printer: str | None, copies: int, duplex: bool) -> str:
    """Open a PDF to be printed, and return what is left to do. OutputError where nothing opens it."""
    sides = "on both sides" if duplex else "on one side"
    many = f"{copies} copies, {sides}" if copies > 1 else sides
    choice = f"{many}, on `{printer}`" if printer else many
    start = getattr(os, "startfile", None)  # on Windows only
    try:
        if start is None:
            _show(path)
        elif copies == 1 and printer is None:
            start(str(path.resolve()), "print")
            return f"{path}: sent to the usual printer by the program that opens PDFs here; sides are as it is set"
        else:
            start(str(path.resolve()), "open")
    except OSError as problem:
        why = problem.strerror.lower() if problem.strerror else str(problem)
        raise OutputError(
            f"{path}: cannot be opened to print: {why}; open it yourself, and print {choice}"
        ) from problem
    return f"{path}: opened; print it from there, {choice}"


def _show(path: Path) -> None:
    """Show a PDF on macOS, or where there is a desktop. OSError when there is nothing that does."""
    if platform.system() == "Darwin":
        command = ["open", "-a", "Preview", str(path)]
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        command = ["xdg-open", str(path)]
    else:
        raise OSError("there is no CUPS (`lp`) here and no desktop")
    if shutil.which(command[0]) is None:
        raise OSError(f"there is no CUPS (`lp`) here and no `{command[0]}`")
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        ended = running.wait(_SHOWING)
    except subprocess.TimeoutExpired:
        return
    if ended:
        raise OSError(f"`{command[0]}` ended with {ended}")
