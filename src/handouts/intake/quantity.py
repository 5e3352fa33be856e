"""Numbers and times as people write them, in one spelling: `30-60s`, `8-10`, and `?` for what is neither."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_WORDS = {word: number for number, word in enumerate(_ONES, start=1)} | _TENS | {"fifteen": 15}
_TEN = "|".join(_TENS)

# How the same is written otherwise. Quotes and a bare `m` are inches and metres where they stand in instructions.
_SAME = (
    (r"[‐-―−~]", "-"), (r"[“”″]|''|′′", '"'), (r"[‘’′]", "'"), ("[×✕]", "x"), ("\u2044", "/"),
    (r"\bonce\b", "1 time"), (r"\btwice\b", "2 times"), (r"\bthrice\b", "3 times"),
    (r"\bb\.?i\.?d\b\.?", "2 times a day"), (r"\bt\.?i\.?d\b\.?", "3 times a day"),
    (r"\bq\.?i\.?d\b\.?", "4 times a day"), (r"\b(?:q\.?d|o\.?d)\b\.?", "1 time a day"),
    (r"\b(?:morning and (?:evening|night)|am (?:and|&|/) ?pm)\b", "2 times a day"),
    (rf"\b({_TEN})[- ]({'|'.join(_ONES[:9])})\b", lambda match: str(_WORDS[match[1]] + _WORDS[match[2]])),
    (rf"\b(?:{'|'.join(_WORDS)})\b", lambda match: str(_WORDS[match[0]])),
    (r"\b(?:a )?half (?:a |an )?(?=min)", "1/2 "), (r"(?<=\d) and (?:a half|1/2)\b", " 1/2"),
    (r"(^|\bfor |\bhold )a (?:full )?(?=min)", r"\g<1>1 "), (r"(\d+) ?\(\1\)", r"\1"),
    (r"(?<![\d,])(\d+),(\d)(?![\d,])", r"\1.\2"),
)  # fmt: skip
_NUMBER = r"(?:(?:\d+ +)?[1-3]/[2-4](?!\d)|\d+(?:\.\d+)?)"
_UNITS = {  # in a column; in instructions
    True: (r"(?:sec(?:ond)?s?|s|\")", r"(?:min(?:ute)?s?|m|')"),
    False: (r"(?:sec(?:ond)?s?|s)", r"min(?:ute)?s?"),
}
_TO = r"\s*(?:-|\bto\b|\bor\b)\s*"


def _pattern(in_column: bool) -> re.Pattern[str]:
    second, minute = _UNITS[in_column]
    unit = rf"(?:{second}|{minute})(?![a-z])\.?"
    time = rf"(?P<minutes>\d+):(?P<rest>[0-5]\d)|(?P<high>{_NUMBER})[\s-]*(?P<unit>{unit})"
    more = rf"(?:\s*(?:and|,|&)?\s*(?P<more>{_NUMBER})\s*{second}(?![a-z])\.?)?"
    return re.compile(
        rf"(?<![\d.,:/])(?:(?:(?P<low>{_NUMBER})\s*(?P<low_unit>{unit})?{_TO})?(?:{time}{more})"
        rf"|(?P<few>{_NUMBER})(?:{_TO}(?P<many>{_NUMBER}))?)(?![\d:]|[.,/]\d)|\d[\d.,:/]*"
    )


_PATTERNS = {each: _pattern(each) for each in (True, False)}


def plain(text: str, *, in_column: bool) -> str:
    """Write a text in small letters, with whole numbers and seconds only; what is neither becomes `?`."""
    text = "".join(f" {unicodedata.normalize('NFKC', each)}" if _is_fraction(each) else each for each in text)
    text = " ".join(text.casefold().split())
    for pattern, same in _SAME:
        text = re.sub(pattern, same, text)
    text = re.sub(rf"\bbetween ({_NUMBER}) and (?={_NUMBER})", r"\1-", text)
    return _PATTERNS[in_column].sub(_written, text)


def _is_fraction(letter: str) -> bool:
    return "\u2044" in unicodedata.normalize("NFKC", letter)


def _written(match: re.Match[str]) -> str:
    if match["few"]:
        return _span(_value(match["few"]), _value(match["many"] or match["few"]))
    if match["minutes"]:
        high = _value(match["minutes"]) * 60 + int(match["rest"])
        low = _value(match["low"]) * _factor(match["low_unit"]) if match["low_unit"] else high
        return "?" if match["low"] and not match["low_unit"] else f"{_span(low, high)}s "
    if not match["high"]:
        return "?"
    high = _value(match["high"]) * _factor(match["unit"]) + _value(match["more"] or "0")
    low = _value(match["low"]) * _factor(match["low_unit"] or match["unit"]) if match["low"] else high
    return f"{_span(low, high)}s "


def _factor(unit: str) -> int:
    return 60 if unit[0] in "m'" else 1


def _value(number: str) -> Fraction:
    """Read `1.5` and `1 1/2`."""
    return sum(map(Fraction, number.split()), Fraction(0))


def _span(low: Fraction, high: Fraction) -> str:
    if low.denominator > 1 or high.denominator > 1 or low > high or low < 1:
        return "?"
    return str(low) if low == high else f"{low}-{high}"
