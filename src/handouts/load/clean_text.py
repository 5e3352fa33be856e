"""Text as it comes in, by whatever door, made fit to print: composed, with plain spaces, without what nobody sees."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = re.compile(r"[\n -~]*")  # what most texts are made of
_NOT_TEXT = "\ufffd"  # for half a character, which no file can hold
_SAME: dict[int, str] = {
    **dict.fromkeys(map(ord, "\u2007\u2008\u2009\u200a\u202f"), "\u00a0"),  # between a number and its unit
    **dict.fromkeys((*range(0x2000, 0x2007), 0x205F, 0x3000, 0x1680, ord("\t")), " "),
    **dict.fromkeys(map(ord, "\v\f\r\x85\u2028\u2029"), "\n"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2043\ufe63\uff0d"), "-"),
    **dict.fromkeys(range(0xD800, 0xE000), _NOT_TEXT),
}
# Marks of direction, soft hyphens, joiners of words, fillers, tags, selectors of variants
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e01ef]"
)
# Joiners change letters of alphabets that are joined or stacked, and nothing elsewhere
_IDLE_JOINER = re.compile("(?<![\u0600-\u10ff\u1700-\u1cff\ua800-\uabff])[\u200c\u200d]")


def clean(text: str) -> str:
    """Return a text in NFC, with plain hyphens, spaces and line breaks, and without what nobody sees.

    Control characters stay: whoever prints the text refuses them by name.
    """
    if _PLAIN.fullmatch(text):
        return text
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").translate(_SAME))
    return unicodedata.normalize("NFC", _IDLE_JOINER.sub("", text))


def one_line(text: str) -> str:
    """Return a clean text with spaces for its line breaks."""
    return re.sub(r" *\n\s*", " ", clean(text).strip("\n"))
