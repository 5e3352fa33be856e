"""Sheets to bytes, the quick way of a batch: a tagged PDF put together from pieces that are written once a process.

What `draw` makes of the same sheets looks the same, reads the same and keeps the same rules; this takes a small part of
the time, for it goes through blocks, not marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from typing import NamedTuple

from handouts.layout import flat
from handouts.layout.page import Blank, Bookmark, LaidOut, Link, Placing, Text
from handouts.pdf.attach import Attachment, numbered
from handouts.pdf.draw import draw
from handouts.pdf.fonts import BUILTIN, FontSet, font_set, lacking
from handouts.pdf.links import annotation
from handouts.pdf.metadata import ALONE, INTENT, WITH_FILES, info_dictionary, profile, xmp_stream
from handouts.pdf.objects import deflated, number, text
from handouts.pdf.pack import packed, parted
from handouts.pdf.piece import Alphabet, LettersError, UnfitError, Writer, all_letters, placed
from handouts.pdf.tagged import SlotOrigins, Tagged

_LEVEL = 1  # of zlib: a sixth larger than 6, in a third of the time
_CATALOG, _INFO, _PAGES, _XMP, _PROFILE, _INTENT, _TREE, _OUTLINE, _RESOURCES, _FONTS = range(
    1, 11
)  # numbers of objects

# ASCII, and the other signs of the catalog and of its words: what is in every file, so that pieces fit all
_USUAL = frozenset({*map(chr, range(0x20, 0x7F)), *"\u00a0’‘“”–—…·×°"})
_WRITERS = 16

SheetPieces = Sequence[tuple[Placing, Tagged, bytes]]  # with what stands in the blank


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Where pages, elements, bookmarks and annotations stand among the objects."""

    page: int
    element: int
    bookmark: int
    annotation: int

    def of_page(self, index: int) -> int:
        """Return the number of a page; its content has the next."""
        return self.page + 2 * index


def assemble(sheets: LaidOut, attachment: Attachment | None = None) -> bytes:
    """Write sheets as a tagged PDF, perhaps with a file inside; what pieces cannot say is drawn."""
    return quickly(sheets, attachment) or plainly(sheets, attachment)


def plainly(sheets: LaidOut, attachment: Attachment | None = None) -> bytes:
    """Draw sheets mark by mark."""
    return draw(flat.pages(sheets), attachment=attachment)


def quickly(sheets: LaidOut, attachment: Attachment | None = None) -> bytes:
    """Put pieces together; nothing when there is something that they cannot say."""
    try:
        if all(each.whole and not each.furniture for sheet in sheets.sheets for each in sheet):
            return _in_usual_letters(sheets, attachment)
    except UnfitError:
        pass
    return b""


def _in_usual_letters(sheets: LaidOut, attachment: Attachment | None) -> bytes:
    """Write sheets in the alphabet of most files; in a larger one when there are other letters."""
    fonts = font_set(sheets.fonts)
    try:
        return _assembled(sheets, writer(frozenset(), fonts), attachment)
    except LettersError:
        return _assembled(sheets, writer(letters(sheets) - _USUAL, fonts), attachment)


def letters(sheets: LaidOut) -> frozenset[str]:
    """Return the characters of all blocks and of what stands in their blanks."""
    placed = [each for sheet in sheets.sheets for each in sheet]
    blanks = [each.text.glyphs.run.text for each in placed if each.text]
    return frozenset("".join(blanks)).union(*(all_letters(each.block) for each in placed))


@lru_cache(maxsize=_WRITERS)
def writer(more: frozenset[str] = frozenset(), fonts: FontSet = BUILTIN) -> Writer:
    """Return what writes blocks in the usual letters, as far as the fonts have them, and `more`."""
    usual = _USUAL - frozenset(lacking("".join(_USUAL), fonts))
    if more:
        return Writer(usual, more, writer(frozenset(), fonts), fonts=fonts)
    return Writer(usual, fonts=fonts)


def _assembled(sheets: LaidOut, by: Writer, attachment: Attachment | None) -> bytes:
    tagged = [[(each, by.tagged(each.block), _in_blank(each.text, by)) for each in sheet] for sheet in sheets.sheets]
    fonts, font_objects = fonts_of(by.alphabet, _FONTS)
    bookmarks = flat.bookmarks(sheets)
    count = 1 + sum([each.block.count for sheet in sheets.sheets for each in sheet if not each.furniture])
    page = _FONTS + len(font_objects)
    element = page + 2 * len(tagged)
    at = _Numbers(page, element, element + count, element + count + len(bookmarks))
    written = _Written(at, sheets.height)
    contents = [deflated(b"", written.page(sheet), _LEVEL) for sheet in tagged]
    first = at.annotation + len(written.links)
    painted = b"".join([b"/%s %d 0 R" % (name.encode(), n) for n, name in enumerate(written.pictures, first)])
    resources = b"<</Font<<%s>>/XObject<<%s>>>>" % (fonts, painted)
    keys = [b"[%s]" % _references(each) for each in written.owners]
    keys += [b" %d 0 R" % each.element for each in written.links]
    owners = b" ".join([b"%d%s" % each for each in enumerate(keys)])
    objects = [
        catalog(sheets.language),
        info_dictionary(sheets),
        page_tree([at.of_page(index) for index in range(len(tagged))], sheets),
        xmp_stream(sheets, WITH_FILES if attachment else ALONE),
        profile(),
        INTENT % (b"%d 0 R" % _PROFILE),
        b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>"
        % (at.element, owners, len(keys)),
        b"",  # the outline's root
        resources,
        *font_objects,
    ]
    for index, content in enumerate(contents):
        objects.append(
            b"<</Type/Page/Parent %d 0 R/Resources %d 0 R/Contents %d 0 R/StructParents %d/Tabs/S%s>>"
            % (_PAGES, _RESOURCES, at.of_page(index) + 1, index, written.annotated(index))
        )
        objects.append(content)
    objects[_OUTLINE - 1], *entries = outline(bookmarks, at, sheets.height)
    files: list[bytes] = []
    if attachment:
        said, files = numbered(attachment, first + len(written.pictures))
        objects[_CATALOG - 1] = catalog(sheets.language, said)
    streams, small = parted(objects)
    small.numbers += written.numbers
    small.written += [written.document(), *b"\n".join(written.elements).split(b"\n")]
    small.add(at.bookmark, entries)
    links = [annotation(each.link, each.x, each.y, key) for key, each in enumerate(written.links, len(tagged))]
    small.add(at.annotation, links)
    pictures = list(enumerate(written.pictures.values(), first))
    attached, described = parted(files, first + len(written.pictures))
    small.numbers += described.numbers
    small.written += described.written
    return packed([*streams, *attached], small, _CATALOG, _INFO, _LEVEL, pictures)


def _in_blank(text: Text | None, by: Writer) -> bytes:
    """Write what stands in a blank, for a template."""
    if text is None:
        return b""
    if by.lacks((text,)):
        raise LettersError
    return by.text(text).replace(b"%", b"%%")


def fonts_of(letters: Alphabet, first: int) -> tuple[bytes, list[bytes]]:
    """Return the entries of the resources that name all fonts, and their objects, numbered from `first`."""
    names, objects = b"", list[bytes]()
    for each in letters.values():
        more, added = each.objects(first + len(objects))
        names += more
        objects += added
    return names, objects


def catalog(language: str, more: bytes = b"") -> bytes:
    """Write the catalog of a tagged file."""
    return (
        b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/OutputIntents[%d 0 R]/StructTreeRoot %d 0 R/Outlines %d 0 R"
        b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/PageMode/UseOutlines/Lang%s%s>>"
        % (_PAGES, _XMP, _INTENT, _TREE, _OUTLINE, text(language), more)
    )


def page_tree(pages: Sequence[int], sheets: LaidOut) -> bytes:
    """Write the tree of pages, which all have the same size."""
    size = f"[0 0 {number(sheets.width)} {number(sheets.height)}]".encode()
    kids = b" ".join([b"%d 0 R" % each for each in pages])
    return b"<</Type/Pages/Count %d/Kids[%s]/MediaBox%s>>" % (len(pages), kids, size)


class _Linked(NamedTuple):
    """A link on a page: the index of that, the element that owns it, and its top left corner, y upwards."""

    link: Link
    page: int
    element: int
    x: float
    y: float


class _Written:
    """The pages as they are written: content, elements, which of them own the sequences of each page, pictures."""

    def __init__(self, at: _Numbers, height: float) -> None:
        self.at, self.height = at, height
        self.content: list[bytes] = []  # of this page
        self.text = b""  # in the blank
        self.elements: list[bytes] = []
        self.numbers = [at.element]
        self.tops: list[int] = []
        self.owners: list[list[int]] = []
        self.pictures: dict[str, bytes] = {}
        self.links: list[_Linked] = []

    def page(self, sheet: SheetPieces) -> bytes:
        """Write a page, and return its content: each piece at its place, the sequences numbered on."""
        page = self.at.of_page(len(self.owners))
        self.content = []
        self.owners.append([0] * sum([piece.sequences for _, piece, _ in sheet]))
        sequence = 0
        for placing, piece, self.text in sheet:
            first, y = self.at.element + placing.first, self.height - placing.y
            self.content.append(placed(placing.x, y))
            link_number = self.at.annotation + len(self.links)
            self._write(piece, (first, sequence, page, self.at.element, placing.x, y, link_number))
            self.content.append(b"Q")
            self.tops += [first + each for each in piece.tops]
            sequence += piece.sequences
        return b"\n".join(self.content) % tuple(range(sequence))

    def _write(self, piece: Tagged, bases: SlotOrigins) -> None:
        """Write a piece and what is in it; `bases` are what its slots count from."""
        first, sequence, page, above, x, y, link_number = bases
        if piece.numbers:
            self.elements.append(piece.elements % tuple(map(add, piece.bases(bases), piece.offsets)))
            self.numbers += [first + each for each in piece.numbers]
        if piece.owners:
            owners = self.owners[-1]
            for index, owner in piece.owners:
                owners[sequence + index] = first + owner
        if piece.pictures:
            self.pictures.update(piece.pictures)
        for link in piece.links:
            self.links.append(_Linked(link, len(self.owners) - 1, first + link.owner, x + link.x, y - link.y))
        content = self.content
        for part in piece.parts:
            if isinstance(part, bytes):
                content.append(part)
            elif isinstance(part, Blank):
                content.append(self.text)
            else:
                inner, before, annotated, own, inset_parent, right, down, opening = part
                parent = first + inset_parent if inset_parent >= 0 else above
                content.append(opening)
                counts = page, parent, x + right, y - down, link_number + annotated
                self._write(inner, (first + own, sequence + before, *counts))
                content.append(b"Q")

    def annotated(self, page: int) -> bytes:
        """Return the entry of a page that names its annotations, if there are any."""
        own = [number for number, each in enumerate(self.links, self.at.annotation) if each.page == page]
        return b"/Annots[%s]" % _references(own) if own else b""

    def document(self) -> bytes:
        """Write the element that all others hang on."""
        return b"<</S/Document/P %d 0 R/K[%s]>>" % (_TREE, _references(self.tops))


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join([b"%d 0 R" % each for each in numbers])


def outline(bookmarks: Sequence[Bookmark], at: _Numbers, height: float) -> list[bytes]:
    """Write the root of the bookmarks and each of them; one hangs on the nearest before it of a smaller level."""
    parents: list[int] = []
    kids: dict[int, list[int]] = {-1: []}
    for index, mark in enumerate(bookmarks):
        parent = index - 1
        while parent >= 0 and bookmarks[parent].level >= mark.level:
            parent = parents[parent]
        parents.append(parent)
        kids[index] = []
        kids[parent].append(index)
    written = [b"<</Type/Outlines%s>>" % _below(-1, kids, at)]
    for index, mark in enumerate(bookmarks):
        siblings = kids[parents[index]]
        position = siblings.index(index)
        above = at.bookmark + parents[index] if parents[index] >= 0 else _OUTLINE
        before = b"/Prev %d 0 R" % (at.bookmark + siblings[position - 1]) if position else b""
        after = b"/Next %d 0 R" % (at.bookmark + siblings[position + 1]) if position + 1 < len(siblings) else b""
        target = b"/Dest[%d 0 R/XYZ 0 %s 0]" % (at.of_page(mark.page), number(height - mark.y).encode())
        written.append(
            b"<</Title%s/Parent %d 0 R%s%s%s%s/SE %d 0 R>>"
            % (text(mark.title), above, before, after, _below(index, kids, at), target, at.element + mark.node)
        )
    return written


def _below(index: int, kids: dict[int, list[int]], at: _Numbers) -> bytes:
    """Write the ends of the kids, and how many entries are seen when all are open."""
    own = kids[index]
    if not own:
        return b""
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (at.bookmark + own[0], at.bookmark + own[-1], _size(index, kids))


def _size(index: int, kids: dict[int, list[int]]) -> int:
    return sum(1 + _size(each, kids) for each in kids[index])
