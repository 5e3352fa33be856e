"""Links: places on a page that open an address."""

from __future__ import annotations

from handouts.layout.page import Link
from handouts.pdf.objects import number, text


def annotation(link: Link, left: float, top: float, key: int) -> bytes:
    """Write a link whose top left corner is at left, top (upwards); `key` leads to the element that owns it."""
    box = " ".join(map(number, (left, top - link.height, left + link.width, top))).encode()
    target = b"/Contents%s/A<</S/URI/URI%s>>" % (text(link.description), text(link.url))
    entries = b"/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s]/StructParent %d%s"
    return b"<<%s>>" % (entries % (box, key, target))
