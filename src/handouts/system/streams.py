"""Standard input, output and error, which may be closed, full, or lack a letter."""

from __future__ import annotations

import codecs
import io
import os
import sys
from typing import TextIO, cast

from handouts.outside import unwritten
from handouts.problems import OutputError


class Guarded(io.TextIOWrapper):
    """A stream that writes `\\u0141` for a letter that it lacks, and raises OutputError or only notes what is lost."""

    is_needed = True
    lost = False

    def write(self, text: str, /) -> int:
        """Write, as far as that can be done."""
        try:
            return super().write(text)
        except OSError as problem:
            return self._lose(problem)

    def flush(self) -> None:
        """Write what is held back, as far as that can be done."""
        try:
            super().flush()
        except OSError as problem:
            self._lose(problem)

    def _lose(self, problem: OSError) -> int:
        self.lost = True
        if self.is_needed:
            raise OutputError(f"standard output: cannot be written: {unwritten(problem)}") from problem
        return 0


def guard() -> None:
    """Put such streams in the place of Python's. What is closed is opened to nothing: no file shall get its number."""
    closed = [number for number in range(3) if _is_closed(number)]
    for _ in closed:
        os.open(os.devnull, os.O_RDONLY)  # takes the lowest number that is free; to write there fails
    sys.stdin = sys.stdin or os.fdopen(0, closefd=False)
    sys.stdout = guarded(sys.stdout or os.fdopen(1, "w", closefd=False), is_needed=True)
    sys.stderr = guarded(sys.stderr or os.fdopen(2, "w", closefd=False), is_needed=False)


def guarded(stream: TextIO, is_needed: bool) -> Guarded:
    """Guard a stream. What is not needed, as messages are not for the work to be done, is lost without a word."""
    python = cast(io.TextIOWrapper, stream)
    lines = python.line_buffering or not is_needed  # a message is read while the work goes on
    encoding = "utf-8" if codecs.lookup(python.encoding).name == "ascii" else python.encoding  # as Typer has it
    mine = Guarded(python.detach(), encoding, "backslashreplace", line_buffering=lines)
    mine.is_needed = is_needed
    return mine


def lost() -> bool:
    """Write what is held back, and tell whether anything of either stream is lost."""
    return True in {_is_lost(sys.stderr), _is_lost(sys.stdout)}  # both are to be written


def _is_lost(stream: TextIO) -> bool:
    try:
        stream.flush()
    except (OSError, OutputError):
        return True
    return bool(getattr(stream, "lost", False))


def _is_closed(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return True
    return False
