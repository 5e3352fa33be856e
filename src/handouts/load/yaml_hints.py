"""Why a text is no YAML: told from its own lines, for what a parser says of them changes with its version."""

from __future__ import annotations

import re

_QUOTES = frozenset("\"'")
_OPENING, _CLOSING = "[{", "]}"
_KEY = r"\s*(?:- +)*[\w.-]+"
_TAB = re.compile(r" *\t")
_HASH = re.compile(r"(?:[:\[{,]\s*|- +)(#\w[^\s,\]}]*)")
_RESERVED = re.compile(rf"(?:{_KEY}:|\s*-|[^#\"']*[\[,])\s+([@`%])")
_AFTER_QUOTE = re.compile(rf"(?:{_KEY}:\s+|\s*- +)(\"[^\"]*\"|'[^']*')\s*[^\s,#:\]}}].*")
_OPEN_QUOTE = re.compile(rf"(?:{_KEY}:|\s*-)\s+([\"'])(?:(?!\1).)*")
_COLON = re.compile(rf"{_KEY}:\s+[^\"'\s\[{{].*:(?:\s|$)")
_NO_SPACE = re.compile(rf"{_KEY}:[^\s/:]")
_SIGN = re.compile(rf"(?:{_KEY}:|\s*-)\s+([|>&*!])")


def hint(text: str, first: int, last: int) -> tuple[str, int | None]:
    """Say how to mend a text that cannot be read between two of its lines, and in which of them, counted from 0."""
    lines = lines_of(text)
    first, last = max(min(first, last) - 1, 0), min(last, len(lines) - 1)
    for number in range(last, first - 1, -1):
        if _TAB.match(lines[number]):
            return "indent with spaces, not tabs", number
    for number in range(last, first - 1, -1):
        if message := _of_line(lines[number]):
            return message, number
    return _of_lines(lines[first : last + 1]), None


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as YAML counts them."""
    return re.split("\r\n|[\n\r\x85\u2028\u2029]", text)


def _of_line(line: str) -> str:
    if match := _HASH.search(line):
        return f'what follows a `#` is not read: put it in quotes, as in `"{match[1]}"`'
    if (match := _RESERVED.match(line)) or (line[:1] in {"@", "`", "%"} and (match := re.match("(.)", line))):
        return f"put the text in quotes: none can begin with `{match[1]}`"
    if _AFTER_QUOTE.fullmatch(line):
        return "put the whole text in quotes, not its beginning"
    if (match := _OPEN_QUOTE.fullmatch(line)) is not None:
        return f"close the quote: `{match[1]}` stands at the beginning and not at the end"
    if _COLON.match(line):
        return 'put the text in quotes when it holds a colon: `why: "Note: …"`'
    if match := _SIGN.match(line):
        return f"put the text in quotes when it begins with `{match[1]}`"
    return "write a space after the colon, as in `name: value`" if _NO_SPACE.match(line) else ""


def _of_lines(lines: list[str]) -> str:
    text = "".join(lines)
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        more = text.count(opening) - text.count(closing)
        if more:
            return f"a `{opening}` is not closed with `{closing}`" if more > 0 else f"a `{closing}` closes nothing"
    return "look at the indentation: what belongs together begins in one column"


def is_hash_swallowed(line: str) -> str:
    """Return what stands behind a `#` in the place of a value, or nothing."""
    match = re.search(rf"{_KEY}:\s+(#\S*)", line)
    return match[1] if match else ""


def unclosed(text: str) -> int | None:
    """Return where the last bracket stands that is opened and never closed, counted in letters."""
    opened: list[int] = []
    for index, letter in enumerate(text):
        if letter in _OPENING:
            opened.append(index)
        elif letter in _CLOSING and opened:
            opened.pop()
    return opened[-1] if opened else None


def deeper_than(text: str, most: int) -> int | None:
    """Return where a value begins that is in more than `most` brackets, those in quotes among them."""
    depth = 0
    for index, letter in enumerate(text):
        if letter in _OPENING:
            depth += 1
            if depth > most + 1:
                return index
        elif letter in _CLOSING:
            depth = max(depth - 1, 0)
    return None
