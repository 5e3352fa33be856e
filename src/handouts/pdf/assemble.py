"""Sheets to bytes, the quick way of a batch: a tagged PDF put together from pieces that are written once a process.

What `draw` makes of the same sheets looks the same, reads the same and keeps the same rules; this takes a small part of
the time, for it goes through blocks, not marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from handouts.layout import flat
from handouts.layout.page import Bookmark, Placing, Sheets
from handouts.pdf import pictures
from handouts.pdf.attach import Attachment, numbered
from handouts.pdf.draw import draw
from handouts.pdf.fonts import BUILTIN, FontSet, font_set, lacking
from handouts.pdf.metadata import ALONE, INTENT, WITH_FILES, info_dictionary, profile, xmp_stream
from handouts.pdf.objects import deflated, number, text
from handouts.pdf.pack import pack
from handouts.pdf.piece import Alphabet, Tagged, UnfitError, Writer, letters_of, placed

_LEVEL = 1  # of zlib: a sixth larger than 6, in a third of the time
_CATALOG, _INFO, _PAGES, _XMP, _PROFILE, _INTENT, _TREE, _OUTLINE, _RESOURCES, _FONTS = range(
    1, 11
)  # numbers of objects

# ASCII, and the other signs of the catalog and of its words: what is in every file, so that pieces fit all
_USUAL = frozenset({*map(chr, range(0x20, 0x7F)), *"\u00a0’‘“”–—…·×°"})
_WRITERS = 16

Sheet = Sequence[tuple[Placing, Tagged]]


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Where pages, elements and bookmarks stand among the objects."""

    page: int
    element: int
    bookmark: int

    def of_page(self, index: int) -> int:
        """Return the number of a page; its content has the next."""
        return self.page + 2 * index


def assemble(sheets: Sheets, attachment: Attachment | None = None) -> bytes:
    """Write sheets as a tagged PDF, perhaps with a file inside; what pieces cannot say is drawn."""
    if all(each.whole for sheet in sheets.sheets for each in sheet):
        try:
            return _assembled(sheets, writer(letters(sheets) - _USUAL, font_set(sheets.fonts)), attachment)
        except UnfitError:
            pass
    return draw(flat.pages(sheets), attachment=attachment)


def letters(sheets: Sheets) -> frozenset[str]:
    """Return the characters of all blocks."""
    return frozenset().union(*(letters_of(each.block) for sheet in sheets.sheets for each in sheet))


@lru_cache(maxsize=_WRITERS)
def writer(more: frozenset[str] = frozenset(), fonts: FontSet = BUILTIN) -> Writer:
    """Return what writes blocks in the usual letters, as far as the fonts have them, and `more`."""
    usual = _USUAL - frozenset(lacking("".join(_USUAL), fonts))
    if more:
        return Writer(usual, more, writer(frozenset(), fonts), fonts=fonts)
    return Writer(usual, fonts=fonts)


def _assembled(sheets: Sheets, by: Writer, attachment: Attachment | None) -> bytes:
    tagged = [[(each, by.tagged(each.block)) for each in sheet] for sheet in sheets.sheets]
    fonts, font_objects = fonts_of(by.alphabet, _FONTS)
    shown = {name: mark for sheet in tagged for _, each in sheet for name, mark in each.pictures.items()}
    first = _FONTS + len(font_objects)
    painted = b"".join([b"/%s %d 0 R" % (name.encode(), first + index) for index, name in enumerate(shown)])
    resources = b"<</Font<<%s>>/XObject<<%s>>>>" % (fonts, painted)
    bookmarks = flat.bookmarks(sheets)
    count = 1 + sum(each.block.count for sheet in sheets.sheets for each in sheet if not each.furniture)
    page = first + len(shown)
    at = _Numbers(page, page + 2 * len(tagged), page + 2 * len(tagged) + count)
    elements, owners = _structure(tagged, sheets.height, at)
    objects = [
        catalog(sheets.language),
        info_dictionary(sheets),
        page_tree([at.of_page(index) for index in range(len(tagged))], sheets),
        xmp_stream(sheets, WITH_FILES if attachment else ALONE),
        profile(),
        INTENT % (b"%d 0 R" % _PROFILE),
        b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>"
        % (at.element, owners, len(tagged)),
        b"",  # the outline's root
        resources,
        *font_objects,
        *[pictures.xobject(mark) for mark in shown.values()],
    ]
    for index, sheet in enumerate(tagged):
        objects.append(
            b"<</Type/Page/Parent %d 0 R/Resources %d 0 R/Contents %d 0 R/StructParents %d/Tabs/S>>"
            % (_PAGES, _RESOURCES, at.of_page(index) + 1, index)
        )
        objects.append(deflated(b"", _content(sheet, sheets.height), _LEVEL))
    objects += elements
    objects[_OUTLINE - 1], *entries = outline(bookmarks, at, sheets.height)
    objects += entries
    if attachment:
        said, files = numbered(attachment, len(objects) + 1)
        objects[_CATALOG - 1] = catalog(sheets.language, said)
        objects += files
    return pack(objects, _CATALOG, _INFO, _LEVEL)


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


def page_tree(pages: Sequence[int], sheets: Sheets) -> bytes:
    """Write the tree of pages, which all have the same size."""
    size = f"[0 0 {number(sheets.width)} {number(sheets.height)}]".encode()
    kids = b" ".join([b"%d 0 R" % each for each in pages])
    return b"<</Type/Pages/Count %d/Kids[%s]/MediaBox%s>>" % (len(pages), kids, size)


def _content(sheet: Sheet, height: float) -> bytes:
    """Write the content of a page: each piece at its place, its sequences numbered on."""
    parts: list[bytes] = []
    sequence = 0
    for placing, piece in sheet:
        parts.append(placed(placing.x, height - placing.y))
        if placing.furniture:
            raise UnfitError
        count = len(piece.owners)
        parts.append(piece.content % tuple(range(sequence, sequence + count)))
        sequence += count
        parts.append(b"Q")
    return b"\n".join(parts)


def _structure(tagged: Sequence[Sheet], height: float, at: _Numbers) -> tuple[list[bytes], bytes]:
    """Write the elements in the order of their numbers, and for each page which of them own its sequences."""
    written: list[bytes] = []
    tops: list[bytes] = []
    owners: list[bytes] = []
    for index, sheet in enumerate(tagged):
        of_page: list[bytes] = []
        for placing, piece in sheet:
            first = at.element + placing.first
            bases = (first, len(of_page), at.of_page(index), at.element, placing.x, height - placing.y)
            if piece.elements:
                written.append(piece.elements % tuple([bases[kind] + offset for kind, offset in piece.slots]))
            tops += [b"%d 0 R" % (first + each) for each in piece.tops]
            of_page += [b"%d 0 R" % (first + each) for each in piece.owners]
        owners.append(b"%d[%s]" % (index, b" ".join(of_page)))
    document = b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (_TREE, b" ".join(tops))
    return [document, *b"\n".join(written).split(b"\n")], b" ".join(owners)


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
