"""Links and fields: places on a page that open an address, or that are filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from handouts.layout.page import Field, Link
from handouts.pdf.fields import Form
from handouts.pdf.fonts import for_typing
from handouts.pdf.objects import Objects, number, text
from handouts.pdf.piece import Writer


class PlacedAnnotation(NamedTuple):
    """A link or a field: the number of its page, that of the element that owns it, its top left corner, y upwards."""

    mark: Link | Field
    page: int
    element: int
    x: float
    y: float


def annotation_objects(
    annotations: Mapping[int, PlacedAnnotation], first_key: int, by: Writer, resources: bytes, objects: Objects
) -> tuple[list[bytes], bytes]:
    """Write annotations, which have keys of their own in the parent tree, and what the catalog says of the fields."""
    fields = {number: each.mark for number, each in annotations.items() if isinstance(each.mark, Field)}
    form = Form(fields.values(), by.alphabet.get("regular"), resources, objects)
    widgets = list[bytes]()
    for key, each in enumerate(annotations.values(), first_key):
        if isinstance(each.mark, Field):
            widgets.append(form.widget(each.mark, each.x, each.y, key, each.page))
        else:
            widgets.append(_link(each.mark, each.x, each.y, key))
    entry = form.entry(list(fields), for_typing(by.fonts.file("regular"))) if fields else b""
    return widgets, entry


def _link(link: Link, left: float, top: float, key: int) -> bytes:
    """Write a link whose top left corner is at left, top (upwards); `key` leads to the element that owns it."""
    box = " ".join(map(number, (left, top - link.height, left + link.width, top))).encode()
    target = b"/Contents%s/A<</S/URI/URI%s>>" % (text(link.description), text(link.url))
    entries = b"/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s]/StructParent %d%s"
    return b"<<%s>>" % (entries % (box, key, target))
