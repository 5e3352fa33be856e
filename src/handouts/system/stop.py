"""Ctrl-C, SIGTERM and SIGHUP end a command in order: once, and not between a file and its record."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # no system has all
_SIGNALS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))
_OF_A_SIGNAL = 128  # what a shell adds to the number of the signal that ended a command


class Stopped(KeyboardInterrupt):
    """Somebody, or the system, wants this command to end."""


@dataclass(slots=True)
class _State:
    number: int = 0  # of the signal that came first
    holds: int = 0


_state = _State()  # the process's, as signals are


def catch() -> None:
    """Let the first of these signals raise `Stopped` here, and those after it do nothing. What is ignored stays so."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # `nohup` ignores one
            signal.signal(number, _answer)


def _answer(number: int, _: FrameType | None) -> None:
    if not _state.number:
        _state.number = number
        if not _state.holds:
            raise Stopped


def is_wanted() -> bool:
    """Tell whether a signal has come."""
    return bool(_state.number)


def status(usual: int) -> int:
    """Return the exit code of a command: that of the signal that ended it, or the usual one."""
    return _OF_A_SIGNAL + _state.number if _state.number else usual


@contextmanager
def held() -> Iterator[None]:
    """Put a stop off until what is begun here is done."""
    _state.holds += 1
    try:
        yield
    finally:
        _state.holds -= 1
    if _state.number and not _state.holds:
        raise Stopped


def ignore() -> None:
    """Leave the answer to the process that began this one."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def unheard() -> Iterator[None]:
    """Let processes that are begun here hear of no such signal, not even before they can ignore it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
