"""Waiting for what another process does."""

from __future__ import annotations

import time
from collections.abc import Callable

_LONGEST_SECONDS, _STEP_SECONDS = 60.0, 0.02  # both have other things to do


def until(happened: Callable[[], bool]) -> None:
    """Wait for something."""
    deadline = time.monotonic() + _LONGEST_SECONDS
    while time.monotonic() < deadline:
        if happened():
            return
        time.sleep(_STEP_SECONDS)
    raise AssertionError("it did not happen in time")
