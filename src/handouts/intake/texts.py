"""Instructions of any shape into steps: HTML, numbered lines, bullets, or one long paragraph."""

from __future__ import annotations

import html
import re
import textwrap
import unicodedata
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import pairwise

MOST_STEPS, LONGEST_STEP = 12, 400  # what a file may hold
_MOST_OF_A_PARAGRAPH = 7  # steps that sentences are joined to: longer lists are not followed to the end

_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!--", re.I)
_NEW_LINE = frozenset({"p", "br", "li", "ul", "ol", "div", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6"})
_UNSEEN = frozenset({"script", "style", "head", "title"})
_NUMBER = (
    r"step\s*[:#-]?\s*(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b\s*[.):–-]?\s*"  # `Step:1 Sit`
    r"|\d{1,2}\s*\)\s*|\d{1,2}\s*[.:](?=\s|[^\W\d_])\s*(?=\D)|\d{1,2}\s*[–-]\s+(?=\D)|#\d{1,2}[.:]?\s+|[①-⑳]\s*"
    r"|\(?(?:[a-h]|[ivx]{1,4})\)\s*|[b-h]\.\s+|\((?:\d{1,2})\)\s*"
)
_LEAD = re.compile(rf"^\s*(?:[•·▪◦‣●○■□►▶➢✓✔*]\s*|[+–—-]\s+)?(?:{_NUMBER})?", re.I)
# Breaks that a program has written out.
_LITERAL = re.compile(
    r"\\r\\n|\\r|\\n(?=\s|[^a-z]|$)|(?<=[.!?;:])\\n|_x000D_|\\u2022", re.I
)  # breaks, as some programs write
_INLINE = re.compile(
    r"(?:^|(?<=[\s.;!?]))(?:step\s*[:#]?\s*(\d{1,2})\s*[.):–-]?\s*|\(?(\d{1,2})[.):]\s*)(?=[^\W\d])", re.I
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“(]?[A-ZÀ-ÞА-Я])|(?<=[a-z][.!?])(?=[A-Z][a-z])")
_UNPRINTED = {"Cc", "Cf", "Co", "Cs", "Cn"}
_BRACES = str.maketrans("{}", "()")  # braces are for sides: `{side}`


class _Words(HTMLParser):
    """Gathers the words of HTML, a line a paragraph or item."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        if tag in _NEW_LINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        if tag in _NEW_LINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data)


def lines(text: str) -> list[str]:
    """Return the lines of a text that say something, without markup, bullets or double spaces."""
    text = _LITERAL.sub("\n", text).replace("\ufffd", "")
    if _TAG.search(text):
        parser = _Words()
        parser.feed(re.sub(r"\s*\n\s*", " ", text))
        parser.close()
        text = "".join(parser.parts)
    text = html.unescape(text).translate(_BRACES)
    text = "".join(each for each in text if each in "\n\r\t" or unicodedata.category(each) not in _UNPRINTED)
    plain = (" ".join(line.replace("**", "").replace("__", "").split()) for line in re.split(r"[\r\n\v\f]+", text))
    return [line for line in plain if any(map(str.isalnum, line))]


def line(texts: Iterable[str], longest: int = LONGEST_STEP) -> str:
    """Return texts as one line."""
    whole = " ".join(each for text in texts for each in lines(text))
    return textwrap.shorten(whole, longest, placeholder=" …") if len(whole) > longest else whole


def steps(texts: Iterable[str]) -> tuple[str, ...]:
    """Split instructions into steps: as they are listed, else by numbers, else by sentences."""
    listed = [each for text in texts for each in lines(text)]
    if len(listed) == 1:
        listed = _numbered(listed[0])
        if len(listed) == 1:
            return _joined(_sentences(_LEAD.sub("", listed[0])), _MOST_OF_A_PARAGRAPH)
    bare = [_LEAD.sub("", each) for each in listed]
    return _joined([part for each in bare if each for part in _fitting(each)], MOST_STEPS)


def _numbered(text: str) -> list[str]:
    """Split `1. Sit. 2. Lean.` where the numbers count from one."""
    starts: list[re.Match[str]] = []
    for match in _INLINE.finditer(text):
        if int(match[1] or match[2]) == len(starts) + 1:
            starts.append(match)
    if len(starts) < 2:
        return [text]
    lead = text[: starts[0].start()].strip()
    ends = [each.start() for each in starts[1:]] + [len(text)]
    parts = [text[match.end() : end].strip() for match, end in zip(starts, ends, strict=True)]
    return [each for each in [lead, *parts] if each]


def _sentences(text: str) -> list[str]:
    return [part for each in _SENTENCE.split(text) if each for part in _fitting(each)]


def _fitting(text: str) -> list[str]:
    """Split what is longer than a step may be."""
    if len(text) <= LONGEST_STEP:
        return [text]
    parts = [part for each in _SENTENCE.split(text) for part in textwrap.wrap(each, LONGEST_STEP)]
    return _gathered(parts)


def _gathered(parts: list[str]) -> list[str]:
    """Put sentences together as far as a step may go."""
    gathered = parts[:1]
    for each in parts[1:]:
        if len(gathered[-1]) + 1 + len(each) <= LONGEST_STEP:
            gathered[-1] += f" {each}"
        else:
            gathered.append(each)
    return gathered


def _joined(parts: list[str], most: int) -> tuple[str, ...]:
    """Join neighbours, the shortest first, until there are at most so many."""
    joined = list(parts)
    while len(joined) > most:
        pairs = [(len(a) + 1 + len(b), at) for at, (a, b) in enumerate(pairwise(joined))]
        length, at = min(pairs)
        if length > LONGEST_STEP:
            break
        joined[at : at + 2] = [f"{joined[at]} {joined[at + 1]}"]
    return tuple(joined)
