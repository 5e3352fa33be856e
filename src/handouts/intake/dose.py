"""Doses as people write them: `3 x 30 sec`, `2 sets of 10`, `twice a day`. What is not understood is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NUMBERS = {"once": "1 time", "twice": "2 times", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
            "ten": "10"}  # fmt: skip
_SECOND, _MINUTE = r"(?:s|sec|secs|seconds?|\"|″|'')", r"(?:m|min|mins|minutes?|'|′)"
_SPAN = r"(\d{1,3})(?:\s*(?:-|–|to)\s*(\d{1,3}))?"
_TIMES = r"(?:x|×|times?)"
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(  # what spreadsheets make of `8-10`
    rf"\d{{1,2}}[-/. ]{_MONTH}.*|{_MONTH}[-/. ]\d{{1,2}}.*|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|\d{{4}}-\d\d-\d\d.*",
    re.I,
)

_REPS_AND_HOLD = re.compile(rf"{_SPAN}\s*{_TIMES}\s*(?:hold\s*)?{_SPAN}\s*({_SECOND}|{_MINUTE})\b")
_SETS_AND_REPS = re.compile(
    rf"{_SPAN}\s*(?:sets?\s*(?:of|x|×|,)?|x|×)\s*{_SPAN}(?!\s*(?:{_SECOND}|{_MINUTE}|/|a |per |days?)\b)"
)
_HOLD = re.compile(rf"{_SPAN}\s*({_SECOND}|{_MINUTE})(?![a-z])")
_REPS = re.compile(
    rf"{_SPAN}\s*(?:{_TIMES}(?!\s*(?:/|a|per|each|every)\s*(?:day|week))(?!\s*(?:daily|weekly))|reps?|repetitions?)\b"
)
_SETS = re.compile(rf"{_SPAN}\s*sets?\b|\bsets?:?\s*{_SPAN}")
_A_DAY = re.compile(rf"{_SPAN}\s*{_TIMES}?\s*(?:/|a|per|each|every)?\s*(?:day|daily)\b")
_A_WEEK = re.compile(rf"{_SPAN}\s*(?:{_TIMES}|days?)?\s*(?:/|a|per|each|every)?\s*(?:week|weekly|wk)\b")
_DAILY = re.compile(r"\b(?:daily|every day|each day|once a day)\b")
_BOUNDS = {"reps": 200, "sets": 200, "per_day": 24, "days_per_week": 7}  # what a file may hold


def dosage(said: Mapping[str, str], instructions: str = "") -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """Return a dosage and a range as files write them, and the texts that are not understood.

    `said` holds the texts of `dose`, `hold`, `reps`, `sets`, `per_day` and `days_per_week`; a hold or repeats that they
    leave open are looked for in the instructions.
    """
    odd = [text for text in said.values() if _DATE.fullmatch(text.strip())]
    plain = {name: _plain(text) for name, text in said.items() if text and text not in odd}
    found = _free(plain.get("dose", ""))
    if plain.get("dose") and not found:
        odd.append(said["dose"])
    for name in ("hold", "reps", "sets", "per_day", "days_per_week"):
        if text := plain.get(name, ""):
            own = _of_column(name, text)
            odd += [] if own else [said[name]]
            found |= own
    for name, span in _free(_plain(instructions)).items():
        if name in {"hold", "reps"}:
            found.setdefault(name, span)
    return _written(found, odd)


DoseParts = dict[str, tuple[int, int]]


def _plain(text: str) -> str:
    text = text.casefold()
    for word, number in _NUMBERS.items():
        text = re.sub(rf"\b{word}\b", number, text)
    return text.replace("morning and evening", "2 times a day").replace("morning and night", "2 times a day")


def _of_column(name: str, text: str) -> DoseParts:
    """Read a column of its own, in which a bare number is enough."""
    bare = re.fullmatch(rf"\D{{0,12}}{_SPAN}\D*", text)
    if name == "hold":
        found = _free(text)
        if "hold" in found:
            return found
        return {"hold": _span(bare)} if bare and bare.end() and not re.search(r"[a-z]{4}", text) else {}
    if name in {"per_day", "days_per_week"}:
        found = _free(text)
        if "per_day" in found or "days_per_week" in found:
            return found
    elif (found := _free(text)) and name in found:
        return found
    return {name: _span(bare)} if bare else {}


def _free(text: str) -> DoseParts:
    """Find the parts of a dose in running text."""
    found: DoseParts = {}
    if week := _A_WEEK.search(text):
        found |= {"days_per_week": _span(week), "per_day": (1, 1)}
        text = text[: week.start()] + " ; " + text[week.end() :]
    if day := _A_DAY.search(text):
        found |= {"per_day": _span(day)}
        found.setdefault("days_per_week", (7, 7))
        text = text[: day.start()] + " ; " + text[day.end() :]
    elif _DAILY.search(text):
        found |= {"per_day": (1, 1), "days_per_week": (7, 7)}
    if both := _REPS_AND_HOLD.search(text):
        found |= {"reps": _span(both), "hold": _seconds(both[3], both[4], both[5])}
        text = text[: both.start()] + " ; " + text[both.end() :]
    elif hold := _HOLD.search(text):
        found |= {"hold": _seconds(hold[1], hold[2], hold[3])}
        text = text[: hold.start()] + " ; " + text[hold.end() :]
    if both := _SETS_AND_REPS.search(text):
        found |= {"sets": _span(both), "reps": (int(both[3]), int(both[4] or both[3]))}
        return found
    if reps := _REPS.search(text):
        found.setdefault("reps", _span(reps))
    if sets := _SETS.search(text):
        low, high = (sets[1], sets[2]) if sets[1] else (sets[3], sets[4])
        found["sets"] = (int(low), int(high or low))
    return found


def _span(match: re.Match[str]) -> tuple[int, int]:
    return int(match[1]), int(match[2] or match[1])


def _seconds(low: str, high: str | None, unit: str) -> tuple[int, int]:
    factor = 60 if unit.startswith("m") or unit in "'′" else 1
    return int(low) * factor, int(high or low) * factor


def _written(found: DoseParts, odd: list[str]) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    """Write what fits a file; of a range the lower number is given, and the range kept."""
    dose: dict[str, Any] = {}
    within: dict[str, Any] = {}
    for name in ("hold", "reps", "sets", "per_day", "days_per_week"):
        if name not in found:
            continue
        low, high = found[name]
        if high < low or not 1 <= low <= high <= _BOUNDS.get(name, 600):
            odd.append(f"{name} {low}-{high}" if high != low else f"{name} {low}")
        elif name == "hold":
            dose[name] = f"{low}-{high} s" if high != low else f"{low} s"
        else:
            dose[name] = low
            within |= {name: f"{low}-{high}"} if high != low else {}
    return dose, within, odd
