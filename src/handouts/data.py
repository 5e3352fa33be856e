"""Where the built-in data lies: one function knows."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def builtin() -> Path:
    """Return the folder of the built-in data: inside an installed package, else at the top of the checkout."""
    installed = Path(__file__).parent / "data"
    return installed if installed.is_dir() else Path(__file__).parents[2]
