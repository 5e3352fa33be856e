"""Blocks to a file: numbers and joins what is written of them, with all that makes it a tagged PDF.

It is PDF 1.7, PDF/UA-1 and PDF/A-2a at once (3a with a file inside), the same bytes for the same blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import add

from handouts.layout import flat
from handouts.layout.page import Blank, Block, Bookmark, LaidOut, Placing, Text
from handouts.pdf.annotations import PlacedAnnotation, annotation_objects
from handouts.pdf.attach import Attachment, attach
from handouts.pdf.embed import resource_names
from handouts.pdf.metadata import ALONE, INTENT, WITH_FILES, info, profile, xmp
from handouts.pdf.objects import Numbers, Objects, deflated, number, reference, references, text
from handouts.pdf.outline import outline
from handouts.pdf.pack import pack, parted
from handouts.pdf.piece import LettersError, Writer, placed
from handouts.pdf.tagged import Elements, SlotOrigins, Tagged

_CATALOG, _INFO, _PAGES, _XMP, _PROFILE, _INTENT, _TREE, _RESOURCES, _FONTS = range(1, 10)  # numbers of objects

SheetPieces = Sequence[tuple[Placing, Tagged, bytes]]  # with what stands in the blank
CutBlock = tuple[Block, int]  # with the number of its first node


def assemble(
    sheets: LaidOut, bookmarks: Sequence[Bookmark], by: Writer, level: int, attachment: Attachment | None = None
) -> bytes:
    """Write a document, compressed at a level of zlib. LettersError when the alphabet lacks any."""
    pieces = list(_pieces(sheets, by))
    fonts = Objects(_FONTS)
    names = resource_names(by.alphabet, fonts)
    at = _numbers(sheets, pieces, _FONTS + len(fonts.written), len(bookmarks))
    written = _Written(at, sheets.height)
    contents = [deflated(b"", written.page(sheet), level) for sheet in pieces]
    more = Objects(at.picture + len(written.pictures))
    keyed = dict(sorted(written.annotations.items()))
    widgets, entries = annotation_objects(keyed, len(pieces), by, reference(_RESOURCES), more)
    entries += attach(attachment, more) if attachment else b""
    objects = [
        _catalog(sheets.language, reference(at.outline) if bookmarks else b"", entries),
        info(sheets),
        _page_tree(at, sheets),
        xmp(sheets, WITH_FILES if attachment else ALONE),
        profile(),
        INTENT % reference(_PROFILE),
        written.tree(keyed),
        b"<</Font<<%s>>/XObject<<%s>>>>" % (names, written.painted()),
        *fonts.written,
        *_pages(contents, written),
    ]
    streams, small = parted(objects)
    more_streams, more_small = parted(more.written, more.first)
    elements = b"\n".join([written.document(), *written.elements]).split(b"\n")
    small.numbers += [*written.numbers, *more_small.numbers]
    small.written += [*elements, *more_small.written]
    small.add(at.outline, outline(bookmarks, at, sheets.height))
    small.add(at.annotation, widgets)
    pictures = list(enumerate(written.pictures.values(), at.picture))
    return pack([*streams, *more_streams], small, _CATALOG, _INFO, level, pictures)


def _pieces(sheets: LaidOut, by: Writer) -> Iterator[SheetPieces]:
    """Yield what is written of the blocks of each sheet."""
    parts = _cut(sheets, by)
    for sheet in sheets.sheets:
        pieces = list[tuple[Placing, Tagged, bytes]]()
        for each in sheet:
            if not each.whole:
                pieces.append((each, next(parts[each.block, each.first]), b""))
                continue
            block = flat.furniture(each.block) if each.furniture else each.block
            pieces.append((each, by.tagged(block), _in_blank(each.text, by)))
        yield pieces


def _cut(sheets: LaidOut, by: Writer) -> dict[CutBlock, Iterator[Tagged]]:
    """Return the parts of the blocks that are cut over pages."""
    placings = dict[CutBlock, list[Placing]]()
    for sheet in sheets.sheets:
        for each in sheet:
            if not each.whole:
                placings.setdefault((each.block, each.first), []).append(each)
    return {block: iter(by.cut(*flat.cut(parts))) for block, parts in placings.items()}


def _in_blank(mark: Text | None, by: Writer) -> bytes:
    """Write what stands in a blank, for a template."""
    if mark is None:
        return b""
    if by.lacks((mark,)):
        raise LettersError
    return by.text(mark).replace(b"%", b"%%")


def _numbers(sheets: LaidOut, pieces: Sequence[SheetPieces], page: int, bookmarks: int) -> Numbers:
    """Number pages, elements, bookmarks, annotations and pictures in a row."""
    blocks = [each.block for sheet in sheets.sheets for each in sheet if each.top == 0.0 and not each.furniture]
    element = page + 2 * len(pieces)
    outline_root = element + 1 + sum([block.count for block in blocks])
    annotation = outline_root + (bookmarks and bookmarks + 1)
    annotated = sum([piece.annotated for sheet in pieces for _, piece, _ in sheet])
    return Numbers(
        page=page, element=element, outline=outline_root, annotation=annotation, picture=annotation + annotated
    )


def _catalog(language: str, outline_root: bytes, more: bytes) -> bytes:
    marked = b"/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>" % _TREE
    shown = b"/Outlines %s/PageMode/UseOutlines" % outline_root if outline_root else b"/PageMode/UseNone"
    return b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R/OutputIntents[%d 0 R]%s%s/Lang%s%s>>" % (
        _PAGES, _XMP, _INTENT, marked, shown, text(language), more,
    )  # fmt: skip


def _pages(contents: Iterable[bytes], written: _Written) -> Iterator[bytes]:
    """Yield each page and its content."""
    for index, content in enumerate(contents):
        page = written.at.of_page(index)
        entries = b"/Parent %d 0 R/Resources %d 0 R/Contents %d 0 R" % (_PAGES, _RESOURCES, page + 1)
        yield b"<</Type/Page%s/StructParents %d/Tabs/S%s>>" % (entries, index, written.annotated(page))
        yield content


def _page_tree(at: Numbers, sheets: LaidOut) -> bytes:
    """Write the tree of pages, which all have the same size."""
    count = len(sheets.sheets)
    size = f"[0 0 {number(sheets.width)} {number(sheets.height)}]".encode()
    kids = references([at.of_page(index) for index in range(count)])
    return b"<</Type/Pages/Count %d/Kids[%s]/MediaBox%s>>" % (count, kids, size)


class _Written:
    """The pages as they are written: content, elements, which of them own the sequences of each page, pictures."""

    def __init__(self, at: Numbers, height: float) -> None:
        self.at, self.height = at, height
        self.content: list[bytes] = []  # of this page
        self.text = b""  # in the blank
        self.elements: list[bytes] = []
        self.numbers = [at.element]
        self.tops: list[int] = []
        self.notes: list[int] = []
        self.owners: list[list[int]] = []
        self.pictures: dict[str, bytes] = {}
        self.annotations: dict[int, PlacedAnnotation] = {}
        self.cut: dict[CutBlock, tuple[float, ...]] = {}  # what the slots of the parts so far count from

    def page(self, sheet: SheetPieces) -> bytes:
        """Write a page, and return its content: each piece at its place, the sequences numbered on."""
        page = self.at.of_page(len(self.owners))
        self.content = []
        self.owners.append([0] * sum([piece.sequences for _, piece, _ in sheet]))
        sequence, annotation = 0, self.at.annotation + len(self.annotations)
        for placing, piece, self.text in sheet:
            first, y = self.at.element + placing.first, self.height - placing.y
            origins = (first, sequence, page, self.at.element, placing.x, y, annotation)
            self._add(piece.elements, origins if placing.whole else self._of_parts(placing, origins), first)
            self.content.append(placed(placing.x, y))
            self._write(piece, origins)
            self.content.append(b"Q")
            self.tops += [first + each for each in piece.tops]
            sequence += piece.sequences
            annotation += piece.annotated
        return b"\n".join(self.content) % tuple(range(sequence))

    def _of_parts(self, placing: Placing, origins: SlotOrigins) -> tuple[float, ...]:
        """Return what slots count from in all parts of a block up to this one."""
        block = placing.block, placing.first
        self.cut[block] = self.cut.get(block, ()) + origins
        return self.cut[block]

    def _add(self, elements: Elements, origins: tuple[float, ...], first: int) -> None:
        """Write elements, and what is asked of their numbers."""
        if elements.numbers:
            self.elements.append(elements.written % tuple(map(add, elements.bases(origins), elements.offsets)))
            self.numbers += [first + each for each in elements.numbers]
            self.notes += [first + each for each in elements.notes]

    def _write(self, piece: Tagged, origins: SlotOrigins) -> None:
        """Write the content of a piece and of what is in it, and the elements of that."""
        first, sequence, page, above, x, y, annotation = origins
        if piece.owners:
            owners = self.owners[-1]
            for index, owner in piece.owners:
                owners[sequence + index] = first + owner
        if piece.pictures:
            self.pictures.update(piece.pictures)
        for index, mark in piece.annotations:
            place = PlacedAnnotation(mark, page, first + mark.owner, x + mark.x, y - mark.y)
            self.annotations[annotation + index] = place
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
                counts = page, parent, x + right, y - down, annotation + annotated
                inner_origins = (first + own, sequence + before, *counts)
                self._add(inner.elements, inner_origins, first + own)
                self._write(inner, inner_origins)
                content.append(b"Q")

    def annotated(self, page: int) -> bytes:
        """Return the entry of a page that names its annotations, if there are any."""
        own = [number for number, each in sorted(self.annotations.items()) if each.page == page]
        return b"/Annots[%s]" % references(own) if own else b""

    def painted(self) -> bytes:
        """Return the entries of the resources that name the pictures."""
        return b"".join([b"/%s %d 0 R" % (name.encode(), at) for at, name in enumerate(self.pictures, self.at.picture)])

    def tree(self, annotations: Mapping[int, PlacedAnnotation]) -> bytes:
        """Write the root of the structure tree: which elements own the marks of each page, and each annotation."""
        keys = [b"[%s]" % references(each) for each in self.owners]
        keys += [b" " + reference(each.element) for each in annotations.values()]
        owners = b" ".join([b"%d%s" % each for each in enumerate(keys)])
        names = b"".join([b"(%06d)%d 0 R" % (each, each) for each in sorted(self.notes)])
        return b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d%s>>" % (
            self.at.element, owners, len(keys), b"/IDTree<</Names[%s]>>" % names if names else b"",
        )  # fmt: skip

    def document(self) -> bytes:
        """Write the element that all others hang on."""
        return b"<</S/Document/P %d 0 R/K[%s]>>" % (_TREE, references(self.tops))
