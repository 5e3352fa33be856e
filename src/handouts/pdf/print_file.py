"""One file of many handouts, for paper: written as it grows, with what recurs in it once.

It has no structure tree, and so is neither PDF/UA nor PDF/A: single files are for reading, this one is for printers.
A block that comes again and again becomes a form that all later pages paint; what is one patient's own is written
where it stands. The sides of a handout stand below each other in one content, and its pages are windows on that: three
contents would take a fifth more bytes than one, and a printer a fifth less time. Objects go to the file at once, small
ones in compressed streams: memory does not grow with the file.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from handouts.layout.page import Blank, Block, Inset, LaidOut, Picture, Text
from handouts.pdf import pictures
from handouts.pdf.embed import resource_names
from handouts.pdf.fonts import font_set
from handouts.pdf.marks import FACES
from handouts.pdf.objects import Objects, deflated, number, references, text
from handouts.pdf.pack import HEADER, Small, cross_references, object_stream, row
from handouts.pdf.piece import Writer

_DENSEST = 9  # level of zlib: a print file is read once, and stored and sent whole
_SMALL_PER_STREAM = 200
_PAGES_PER_NODE = 64  # of the page tree
_FORM_COSTS = 350  # bytes: what recurs is made a form when it has come to so much where it stood
_BETWEEN_SIDES = 100.0  # points, of a content
_BLOCKS_KEPT = 2048  # blocks that are all forms
_CONTENTS_KEPT = 12288  # contents that are remembered: of what belongs to one patient only, the latest

_FORM = re.compile(rb"/F\d+ Do")
PlacedPart = tuple[float, float, bytes]  # what paints a part of a block, with its place in the block

_CATALOG, _INFO, _PAGES, _RESOURCES, _OUTLINE = range(1, 6)  # numbers of objects


@dataclass(frozen=True, slots=True)
class Sides:
    """How handouts go on paper: how many of their pages on a side, and whether each begins on a new sheet."""

    pages: int = 1  # 1 or 2
    duplex: bool = True


class PrintFile:
    """Writes handouts one after the other; `close` completes the file."""

    def __init__(
        self, file: BinaryIO, sides: Sides, title: str, language: str, fonts: tuple[str, str] | None = None
    ) -> None:
        self.file, self.sides, self.title, self.language = file, sides, title, language
        self.writer = Writer(dict.fromkeys(FACES, " "), font_set(fonts))
        self.names: dict[str, str] = {}  # of pictures, short: they are in every page that shows one
        self.writer.name = self._name
        self.offset = self.count = 0
        self.rows = tuple(array(kind, [0] * (_OUTLINE + 1)) for kind in "BIH")  # as in a cross-reference stream
        self.small = Small()
        self.nodes: list[int] = []  # of the page tree
        self.kids: list[int] = []  # pages of the last node
        self.pictures: dict[str, int] = {}
        self.forms: list[int] = []
        self.bookmark = (0, b"")  # the last one, which does not know its successor yet
        self.first_bookmark = self.bookmarks = 0
        self.size = (0.0, 0.0)  # of the pages of the handout that is being written
        self.seen: dict[bytes, int] = {}  # how many bytes contents that are no forms have come to, by digest
        self.formed: dict[bytes, int] = {}  # the forms of contents, by digest
        self.painted: dict[Block, list[list[PlacedPart]]] = {}  # the forms of blocks
        self.digest = hashlib.sha256()
        self._write(HEADER)

    def add(self, sheets: LaidOut, bookmark: str, copies: int = 1) -> int:
        """Add a handout, and return on which page of the file it begins, counted from 1."""
        begins = self.count + 1
        sides = self._sides(sheets)
        step = self.size[1] + _BETWEEN_SIDES
        content = self._stream(deflated(b"", (b" %s " % _moved(0, -step)).join(sides), _DENSEST))
        for _ in range(copies):
            for index in range(len(sides)):
                page = self._page(content, -index * step)
                if bookmark and not index:
                    self._mark(bookmark, page)
            if self.sides.duplex and len(sides) % 2:
                self._page(0)
        return begins

    def close(self) -> None:
        """Write what all pages share, and where everything stands."""
        self._end_node()
        objects = Objects(len(self.rows[0]))
        fonts = resource_names(self.writer.alphabet, objects)
        for each in objects.written:
            self._object(self._number(), each)
        shown = b"".join([b"/%s %d 0 R" % (name.encode(), at) for name, at in self.pictures.items()])
        shown += b"".join([b"/F%d %d 0 R" % entry for entry in enumerate(self.forms, 1)])
        self._object(_RESOURCES, b"<</Font<<%s>>/XObject<<%s>>>>" % (fonts, shown))
        self._end_bookmarks()
        self._object(_PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.count, references(self.nodes)))
        preferences = b"/ViewerPreferences<</DisplayDocTitle true%s>>" % (
            b"/Duplex/DuplexFlipLongEdge" if self.sides.duplex else b"/Duplex/Simplex"
        )
        self._object(_CATALOG, b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/PageMode/UseOutlines/Lang%s%s>>" % (
            _PAGES, _OUTLINE, text(self.language), preferences,
        ))  # fmt: skip
        self._object(_INFO, b"<</Title%s/Creator(handouts)>>" % text(self.title))
        self._flush()
        start = self.offset
        self._row(self._number(), 1, start, 0)
        identity = self.digest.hexdigest()[:32].encode()
        table = cross_references(b"".join(map(row, *self.rows)), _CATALOG, _INFO, identity)
        self._write(b"%d 0 obj\n%s\nendobj\n" % (len(self.rows[0]) - 1, table))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _sides(self, sheets: LaidOut) -> list[bytes]:
        """Return the content of each printed side: one page, or two smaller ones side by side."""
        pages = [self._content(sheets, index) for index in range(len(sheets.sheets))]
        if self.sides.pages == 1:
            self.size = sheets.width, sheets.height
            return pages
        self.size = sheets.height, sheets.width
        scale = min(sheets.height / 2 / sheets.width, sheets.width / sheets.height)
        left = (sheets.height / 2 - sheets.width * scale) / 2
        up = (sheets.width - sheets.height * scale) / 2
        moves = [
            f"q {scale:.5f} 0 0 {scale:.5f} {number(left + half)} {number(up)} cm\n".encode()
            for half in (0.0, sheets.height / 2)
        ]
        return [
            b"\n".join([move + page + b"\nQ" for move, page in zip(moves, pages[start : start + 2], strict=False)])
            for start in range(0, len(pages), 2)
        ]

    def _content(self, sheets: LaidOut, index: int) -> bytes:
        """Return the content of a page."""
        parts: list[PlacedPart] = []
        for each in sheets.sheets[index]:
            x, y, painted = each.x, sheets.height - each.y, self._painted(each.block, each.text)
            if not each.whole:  # a part of a block: the rest is beyond the edge
                low, high = number(-each.bottom).encode(), number(each.bottom - each.top).encode()
                edge = b"q -9 %s %s %s re W n " % (low, number(sheets.width).encode(), high)
                painted = [(0.0, 0.0, edge + _joined(painted) + b" Q")]
            parts += [(x + across, y + up, content) for across, up, content in painted]
        return b"q %s Q" % _joined(parts)

    def _painted(self, block: Block, text: Text | None = None) -> list[PlacedPart]:
        """Return what paints a block, with a text in its blank."""
        first, *rest = self.painted.get(block) or self._units(block)
        painted = [*first]
        for each in rest:
            painted += [*([self._part(self.writer.text(text))] if text else ()), *each]
        return painted

    def _units(self, block: Block) -> list[list[PlacedPart]]:
        """Return what paints a block: all of it, or what comes before its blank and what comes after."""
        piece = self.writer.piece(block)
        for name, mark in piece.pictures.items():
            self._picture(name, mark)
        units: list[list[PlacedPart]] = [[]]
        for each in piece.parts:
            if isinstance(each, Blank):
                units.append([])
            elif isinstance(each, Inset):
                units[-1] += [(each.x + x, y - each.y, content) for x, y, content in self._painted(each.block)]
            else:
                units[-1].append(self._part(each))
        units = [self._together(unit) if len(unit) > 1 else unit for unit in units]
        if all(len(unit) < 2 and _FORM.fullmatch(content) for unit in units for _, _, content in unit):
            self.painted[block] = units
            if len(self.painted) > _BLOCKS_KEPT:
                del self.painted[next(iter(self.painted))]
        return units

    def _together(self, unit: list[PlacedPart]) -> list[PlacedPart]:
        """Paint all at once if it has come often enough."""
        form = self._form(_joined(unit))
        return [(0.0, 0.0, form)] if form else unit

    def _part(self, content: bytes) -> PlacedPart:
        """Return what paints a content: its form, or the content itself as long as it has not come often enough."""
        return 0.0, 0.0, self._form(content) or content

    def _form(self, content: bytes) -> bytes:
        """Return what paints the form of a content, or nothing when it has none."""
        # blocks that say the same need not be the same object
        digest = hashlib.blake2b(content, digest_size=12).digest()
        form = self.formed.get(digest) or self._formed(digest, content)
        return b"/F%d Do" % form if form else b""

    def _formed(self, digest: bytes, content: bytes) -> int:
        """Make content that has come often enough a form, and return its number from 1; 0 as long as it has not."""
        before = self.seen.pop(digest, 0)
        come = before + len(content)
        if not before or come < _FORM_COSTS:
            self.seen[digest] = come
            if len(self.seen) > _CONTENTS_KEPT:
                del self.seen[next(iter(self.seen))]
            return 0
        box = b"/BBox[-99 -2000 2000 99]/Resources %d 0 R" % _RESOURCES
        self.forms.append(self._stream(deflated(b"/Type/XObject/Subtype/Form" + box, content, _DENSEST)))
        self.formed[digest] = len(self.forms)
        return len(self.forms)

    def _name(self, picture: Picture) -> str:
        return self.names.setdefault(pictures.name(picture), f"P{len(self.names)}")

    def _picture(self, name: str, mark: Picture) -> None:
        if name not in self.pictures:
            self.pictures[name] = self._stream(pictures.xobject(mark))

    def _page(self, content: int, bottom: float = 0.0) -> int:
        """Add a page that shows a content stream from a height up, or an empty one, and return its number."""
        if not self.kids:
            self.nodes.append(self._number())
        page = self._number()
        painted = b"/Contents %d 0 R" % content if content else b""
        width, height = self.size
        box = f"[0 {number(bottom)} {number(width)} {number(bottom + height)}]".encode()
        entries = b"/Parent %d 0 R/MediaBox%s/Resources %d 0 R" % (self.nodes[-1], box, _RESOURCES)
        self._object(page, b"<</Type/Page%s%s>>" % (entries, painted))
        self.kids.append(page)
        self.count += 1
        if len(self.kids) == _PAGES_PER_NODE:
            self._end_node()
        return page

    def _end_node(self) -> None:
        if self.kids:
            node = b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (_PAGES, len(self.kids), references(self.kids))
            self._object(self.nodes[-1], node)
            self.kids = []

    def _mark(self, title: str, page: int) -> None:
        """Add a bookmark; the one before learns what follows it."""
        at, entries = self.bookmark
        own = self._number()
        if at:
            self._object(at, b"<<%s/Next %d 0 R>>" % (entries, own))
        else:
            self.first_bookmark = own
        before = b"/Prev %d 0 R" % at if at else b""
        target = b"/Title%s/Parent %d 0 R%s/Dest[%d 0 R/Fit]" % (text(title), _OUTLINE, before, page)
        self.bookmark = (own, target)
        self.bookmarks += 1

    def _end_bookmarks(self) -> None:
        last, entries = self.bookmark
        ends = b""
        if last:
            self._object(last, b"<<%s>>" % entries)
            ends = b"/First %d 0 R/Last %d 0 R/Count %d" % (self.first_bookmark, last, self.bookmarks)
        self._object(_OUTLINE, b"<</Type/Outlines%s>>" % ends)

    def _number(self) -> int:
        """Take the number of a new object."""
        for column in self.rows:
            column.append(0)
        return len(self.rows[0]) - 1

    def _stream(self, data: bytes) -> int:
        at = self._number()
        self._object(at, data)
        return at

    def _object(self, at: int, data: bytes) -> None:
        """Write a stream, or keep a small object until there are enough of them for a stream."""
        if data.endswith(b"endstream"):
            self._row(at, 1, self.offset, 0)
            self._write(b"%d 0 obj\n%s\nendobj\n" % (at, data))
            return
        self.small.add(at, [data])
        if len(self.small.numbers) == _SMALL_PER_STREAM:
            self._flush()

    def _flush(self) -> None:
        small, self.small = self.small, Small()
        if small.numbers:
            holder = self._number()
            for index, at in enumerate(small.numbers):
                self._row(at, 2, holder, index)
            self._object(holder, object_stream(small.numbers, small.written))

    def _row(self, at: int, *values: int) -> None:
        for column, value in zip(self.rows, values, strict=True):
            column[at] = value

    def _write(self, data: bytes) -> None:
        self.file.write(data)
        self.digest.update(data)
        self.offset += len(data)


def _joined(parts: Iterable[PlacedPart]) -> bytes:
    """Write parts at their places, each reached from the one before: the steps of a list pack into nothing."""
    written: list[bytes] = []
    here = (0.0, 0.0)
    for x, y, content in parts:
        if (x, y) != here:
            written.append(_moved(x - here[0], y - here[1]))
            here = (x, y)
        written.append(content)
    return b" ".join(written)


def _moved(x: float, y: float) -> bytes:
    return f"1 0 0 1 {number(x)} {number(y)} cm".encode()
