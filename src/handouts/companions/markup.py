"""HTML written so that no text can become a tag: what is not marked up yet is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_EMPTY = frozenset({"meta"})  # elements of HTML without an end; those of SVG close themselves
_CLOSED = frozenset({"path", "image"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, *children: str | Iterable[str], **attributes: str | float) -> Markup:
    """Write an element. Underscores at the end of an attribute's name fall away, others are hyphens."""
    named = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items())
    if name in _EMPTY | _CLOSED:
        return Markup(f"<{name}{named}/>" if name in _CLOSED else f"<{name}{named}>")
    return Markup(f"<{name}{named}>{joined(*children)}</{name}>")


def joined(*children: str | Iterable[str]) -> Markup:
    """Put text and elements one after the other."""
    return Markup("".join(_each(child) for child in children))


def _each(child: str | Iterable[str]) -> str:
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return escape(child, quote=False)
    return joined(*child)
