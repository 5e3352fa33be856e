"""Numbers of a pose that no room and no joint has: a slip of the pen, told before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.load.loaded import Loaded
from handouts.model.pose import Pose
from handouts.problems import Problem, error

_MOST = 1000.0  # centimetres, or degrees: nearly three turns
_WORDS = frozenset({"caption", "alt", "author", "licence"})


def out_of_range(loaded: Loaded[Pose]) -> Iterator[Problem]:
    """Find the numbers of a pose that are too large either way."""
    for loc, text in loaded.texts.items():
        if loc[-1] not in _WORDS and _size(text) > _MOST:
            yield error(loaded.place(*loc), f"`{text}` is out of range", f"write a number from {-_MOST:g} to {_MOST:g}")


def _size(text: str) -> float:
    try:
        return abs(float(text))
    except ValueError:
        return 0.0
