"""A workbook's cell as it reads on the screen: `0007` where its format is `0000`."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

_PART = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)')  # of a format: words, a sign, room, a color, a place
_PLACES = frozenset("0#")
_SIGNS = frozenset("-() +")  # that stand for themselves
_PRECISION = 15  # digits that a spreadsheet keeps


def text(value: Any, form: str) -> str:
    """Write a cell: 30 and not 30.0, nothing for an empty one, the day alone where it is midnight."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    section = form.split(";")[0]
    if "%" in section:
        return f"{value * 100:.{_decimals(section)}f}%"
    if isinstance(value, float) and not value.is_integer():
        shown = _decimals(section)
        return f"{value:.{shown}f}" if shown else f"{value:.{_PRECISION}g}"
    return _filled(int(value), section)


def _decimals(section: str) -> int:
    decimals = re.search(r"\.(0+)", section)
    return len(decimals[1]) if decimals else 0


def _filled(number: int, section: str) -> str:
    """Write a whole number into the places of a format; plainly, where the format has anything else."""
    parts = [(each[3] or "", each[1] or each[2] or "") for each in _PART.finditer(section)]
    places = [place for place, _ in parts if place in _PLACES]
    if number < 0 or not places or any(place not in _PLACES | _SIGNS for place, _ in parts if place):
        return str(number)
    digits = list(str(number).zfill(sum(place == "0" for place in places)))
    left = len(places)
    written: list[str] = []
    for place, word in reversed(parts):
        if place not in _PLACES:
            written.append(place or word)
            continue
        left -= 1
        written.append("".join(digits) if left == 0 else digits.pop() if digits else "")
        digits = digits if left else []
    return "".join(reversed(written)).strip()
