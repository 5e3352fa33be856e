"""Letters that cannot be printed: told by name and place before anything is drawn, never printed as a box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from handouts.load.loaded import Loaded
from handouts.pdf import fonts
from handouts.problems import Place, Problem, error

_COVERED = "the fonts cover Latin (with Vietnamese), Cyrillic and Greek; write it in one of these"
_UNSHAPED = "write it in Latin, Cyrillic or Greek letters"
_CONTROL = "take out what cannot be seen, or type the text anew"
_MOST_NAMED = 5
_NOT_TEXT = "\ufffd"
# Alphabets whose letters are joined, stacked or put around each other, beside those that run from right to left
_JOINED = re.compile("[\u0700-\u074f\u07c0-\u07ff\u0840-\u085f\u0900-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\uabff]")
_SCRIPT = re.compile(
    r"(.+?)(?:-INDIC|-BRAHMI)? (?:ABBREVIATION|AU|CHARACTER|CONSONANT|CONTEXTUAL|CURRENCY|DIGIT|LETTER|LIGATURE|MARK|"
    r"NUMBER|POINT|PUNCTUATION|SIGN|SYLLABLE|SYMBOL|TONE|VOWEL)\b"
)
# What control characters are called, in the order of their codes (Unicode, NameAliases)
_CONTROLS = (
    "NULL", "START OF HEADING", "START OF TEXT", "END OF TEXT", "END OF TRANSMISSION", "ENQUIRY", "ACKNOWLEDGE",
    "BELL", "BACKSPACE", "TAB", "LINE FEED", "LINE TABULATION", "FORM FEED", "CARRIAGE RETURN", "SHIFT OUT",
    "SHIFT IN", "DATA LINK ESCAPE", "DEVICE CONTROL ONE", "DEVICE CONTROL TWO", "DEVICE CONTROL THREE",
    "DEVICE CONTROL FOUR", "NEGATIVE ACKNOWLEDGE", "SYNCHRONOUS IDLE", "END OF TRANSMISSION BLOCK", "CANCEL",
    "END OF MEDIUM", "SUBSTITUTE", "ESCAPE", "INFORMATION SEPARATOR FOUR", "INFORMATION SEPARATOR THREE",
    "INFORMATION SEPARATOR TWO", "INFORMATION SEPARATOR ONE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printable:
    """What the fonts of a handout lack, and which of the clinic's own files lack it, by name."""

    lacking: Callable[[str], str]
    own: Mapping[str, Callable[[str], str]] = field(default_factory=dict)  # empty when the built-in fonts are used


BUILTIN = Printable(fonts.lacking)


def in_file(loaded: Loaded[Any], printable: Printable) -> Iterator[Problem]:
    """Find the texts of a file that cannot be printed."""
    for loc, text in loaded.texts.items():
        yield from in_text(text, loaded.place(*loc), printable)


def in_files(files: Iterable[Loaded[Any] | None], printable: Printable) -> Iterator[Problem]:
    """Find the texts of files that cannot be printed."""
    for each in files:
        if each is not None:
            yield from in_file(each, printable)


def in_options(options: Mapping[str, str | None], printable: Printable) -> Iterator[Problem]:
    """Find the options that cannot be printed."""
    for option, text in options.items():
        if text:
            yield from in_text(text, Place(option), printable)


def in_text(text: str, place: Place, printable: Printable) -> Iterator[Problem]:
    """Name the characters of a text that cannot be printed, with the reason."""
    if text.isascii() and text.isprintable() and not printable.own:
        return  # as most are, and the built-in fonts have all of these
    letters = [letter for letter in dict.fromkeys(text) if letter != "\n"]
    controls = [letter for letter in letters if unicodedata.category(letter) == "Cc" or letter == _NOT_TEXT]
    if controls:
        what = "are no letters" if len(controls) > 1 else "is no letter"
        yield error(place, f"cannot be printed: the {listed(controls)} {what}", _CONTROL)
    unshaped = [letter for letter in letters if printable.own and _needs_shaping(letter)]
    if unshaped:
        scripts = " and ".join(sorted({_script(letter) for letter in unshaped}))
        what = f"{scripts} cannot be set right yet, whatever the font has: {listed(unshaped)}"
        yield error(place, f"cannot be printed: {what}", _UNSHAPED)
    missing = [each for each in dict.fromkeys(printable.lacking(text)) if each not in controls and each not in unshaped]
    if missing:
        what = f"{_who_lacks(missing, printable)} the {listed(missing)}"
        yield error(place, f"cannot be printed: {what}", _hint(missing, printable))


def _who_lacks(missing: list[str], printable: Printable) -> str:
    names = [f"`{name}`" for name, lacking in printable.own.items() if lacking("".join(missing))]
    return f"{' and '.join(names) or 'the fonts'} lack{'s' if len(names) == 1 else ''}"


def _hint(missing: list[str], printable: Printable) -> str:
    """Say which fonts have the letters: the built-in ones, where they do."""
    if not printable.own:
        return _COVERED
    if BUILTIN.lacking("".join(missing)):
        return "take a font that has them"
    return "leave `font` out of `clinic.yaml` to use the built-in fonts, which have them"


def _needs_shaping(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in {"R", "AL", "AN"} or bool(_JOINED.match(letter))


def _script(letter: str) -> str:
    """Name the alphabet of a letter."""
    name = unicodedata.name(letter, "this alphabet")
    match = _SCRIPT.match(name)
    return (match[1] if match else name.partition(" ")[0]).title()


def listed(letters: list[str]) -> str:
    """Name a few characters in words."""
    names = ", ".join(named(each) for each in letters[:_MOST_NAMED])
    more = f" and {len(letters) - _MOST_NAMED} more" if len(letters) > _MOST_NAMED else ""
    return f"character{'s' if len(letters) > 1 else ''} {names}{more}"


def named(character: str) -> str:
    """Write a character with its code and name; one that cannot be shown by its code alone."""
    code = f"U+{ord(character):04X}"
    name = _CONTROLS[ord(character)] if character < " " else unicodedata.name(character, "")
    shown = f"`{character}` " if character.isprintable() else ""
    return f"{shown}({code}{' ' + name if name else ''})"
