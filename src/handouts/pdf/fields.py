"""Fields to fill in on a screen (ISO 32000-1, 12.7): labelled, drawn as they stand, in a font that is here as a whole.

A viewer writes what is typed with that font, so nothing may be cut from it; and it draws what is here already as it is
told to, so that a file looks the same in all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from reportlab.pdfbase.pdfdoc import PDFDocument

from handouts.layout.page import Face, Field, Pages
from handouts.pdf.embed import Letters
from handouts.pdf.fonts import load
from handouts.pdf.marks import fill_color, stroke_color
from handouts.pdf.objects import Raw, Write, deflated, number, reference, stream, text

_FONT = "Typed"  # what fields call the font
_NONSYMBOLIC = 1 << 5  # ISO 32000-1, table 123
_ENCODING = "cp1252"  # what PDF calls WinAnsiEncoding
_FIRST, _LAST = 0x20, 0xFF
_READ_ONLY, _MULTILINE = 1, 1 << 12  # tables 221 and 228
_LONGEST_NUMBER = 2  # digits: pain goes up to 10
_INSET = 2.0  # points, as viewers leave between a field's edge and its text
_TICK = ((0.2, 0.52), (0.42, 0.24), (0.82, 0.8))  # in shares of the box, upwards
_TICK_WIDTH = 0.13


class Form:
    """The fields of a document, and the font that they are written in."""

    def __init__(self, pages: Pages, font: Path | bytes, letters: Mapping[Face, Letters]) -> None:
        self.height, self.letters, self.fields = pages.height, letters, list[Raw]()
        marks = [mark for page in pages.pages for mark in page.marks if isinstance(mark, Field)]
        self._of_name = Counter(mark.name for mark in marks)
        self._named = Counter[str]()
        self._font = Raw(lambda doc: _font(font, doc))
        self._ticks: dict[tuple[float, float], tuple[Raw, Raw]] = {}
        self._empty: dict[tuple[float, float], Raw] = {}

    def widget(self, mark: Field, key: int, page: Write) -> Raw:
        """Return a field as an annotation; `key` is its own in the parent tree."""
        left, top = round(mark.x, 2), round(self.height - mark.y, 2)
        box = " ".join(map(number, (left, top - mark.height, left + mark.width, top)))
        said = b"/T%s/TU%s" % (text(self._name(mark)), text(mark.label))
        head = f"/Type/Annot/Subtype/Widget/F 4/Rect[{box}]/StructParent {key}".encode() + said
        kind = self._ticked(mark) if mark.kind == "tick" else self._typed(mark)
        written = Raw(lambda doc: b"<<%s/P %s%s>>" % (head, page(doc), kind(doc)))
        self.fields.append(written)
        return written

    def object(self) -> Raw:
        """Return what the catalog says of the fields: where they are, and what is typed in which font."""
        return Raw(
            lambda doc: (
                b"<</Fields[%s]/DR<</Font<</%s %s>>>>/DA(/%s 0 Tf 0 g)/NeedAppearances false>>"
                % (
                    b" ".join([reference(each, doc) for each in self.fields]),
                    _FONT.encode(), reference(self._font, doc), _FONT.encode(),
                )
            )
        )  # fmt: skip

    def _name(self, mark: Field) -> str:
        """Return a name that no other field has: those of a name are numbered as they stand."""
        base = mark.name.replace(".", "")  # which would part the name of a field from its parent's
        self._named[base] += 1
        return f"{base}-{self._named[base]}" if self._of_name[mark.name] > 1 else base

    def _ticked(self, mark: Field) -> Write:
        size = round(mark.width, 2), round(mark.height, 2)
        on, off = self._ticks.setdefault(size, (_form(_tick(*size, mark), size), _form("", size)))
        return lambda doc: (
            b"/FT/Btn/V/Off/AS/Off/AP<</N<</Yes %s/Off %s>>>>" % (reference(on, doc), reference(off, doc))
        )

    def _typed(self, mark: Field) -> Write:
        font = f"/{_FONT} {number(mark.size)} Tf {fill_color(mark.color)}".encode()
        entries = b"/FT/Tx/DA(%s)" % font
        if mark.kind == "lines":
            entries += b"/Ff %d" % _MULTILINE
        elif not _can_be_typed(mark.value):
            entries += b"/Ff %d" % _READ_ONLY
        elif mark.kind == "number":
            entries += b"/Q 1/MaxLen %d" % _LONGEST_NUMBER
        if mark.value:
            entries += b"/V" + text(mark.value)
        seen = self._seen(mark)
        return lambda doc: entries + b"/AP<</N %s>>" % reference(seen, doc)

    def _seen(self, mark: Field) -> Raw:
        """Return how a field looks before anyone types: its value on a line in the middle, in the letters of pages."""
        size = round(mark.width, 2), round(mark.height, 2)
        if not mark.value:
            return self._empty.setdefault(size, _form("/Tx BMC\nEMC", size))
        letters = self.letters["regular"]
        baseline = mark.height / 2 - 0.345 * mark.size
        pieces = "\n".join(f"{name} {number(mark.size)} Tf ({codes}) Tj" for name, codes in letters.written(mark.value))
        clip = f"0 0 {number(mark.width)} {number(mark.height)} re W n"
        start = f"{fill_color(mark.color)} {number(_INSET)} {number(baseline)} Td"
        written = f"/Tx BMC\nq {clip}\nBT {start}\n{pieces}\nET Q\nEMC"
        return _form(written, size, lettered=True)


def _can_be_typed(value: str) -> bool:
    """Tell whether the font for typing has all letters: else a viewer would lose some as soon as one is changed."""
    try:
        value.encode(_ENCODING)
    except UnicodeEncodeError:
        return False
    return True


def _form(content: str, size: tuple[float, float], lettered: bool = False) -> Raw:
    """Return an appearance: a drawing of its own with what it needs."""
    data = content.encode("latin-1")
    box = f"/Type/XObject/Subtype/Form/BBox[0 0 {number(size[0])} {number(size[1])}]".encode()

    def write(document: PDFDocument) -> bytes:
        fonts = b"/Font " + reference(document.idToObject["BasicFonts"], document) if lettered else b""
        return stream(box + b"/Resources<<%s>>" % fonts, data)

    return Raw(write)


def _tick(width: float, height: float, mark: Field) -> str:
    points = [f"{number(x * width)} {number(y * height)}" for x, y in _TICK]
    pen = f"{stroke_color(mark.color)} {number(_TICK_WIDTH * width)} w 1 J 1 j"
    return f"q {pen} {points[0]} m {points[1]} l {points[2]} l S Q"


def _font(file: Path | bytes, document: PDFDocument) -> bytes:
    """Write a font with all that is in it, for the letters of Western Europe: more no simple font can name."""
    face = load(file)
    name = face.name.decode("ascii")
    program = Raw(lambda _: _program(file))
    box = " ".join(map(number, face.bbox))
    descriptor = Raw(
        lambda doc: (
            f"<</Type/FontDescriptor/FontName/{name}/Flags {_NONSYMBOLIC}/FontBBox[{box}]"
            f"/ItalicAngle {number(face.italicAngle)}/Ascent {number(face.ascent)}/Descent {number(face.descent)}"
            f"/CapHeight {number(face.capHeight)}/StemV {number(face.stemV)}/FontFile2 ".encode()
            + reference(program, doc) + b">>"
        )
    )  # fmt: skip
    codes = [bytes([code]).decode(_ENCODING, "replace") for code in range(_FIRST, _LAST + 1)]
    widths = " ".join(number(face.getCharWidth(ord(each))) for each in codes)
    head = f"/Type/Font/Subtype/TrueType/BaseFont/{name}/Encoding/WinAnsiEncoding/FirstChar {_FIRST}/LastChar {_LAST}"
    return f"<<{head}/Widths[{widths}]/FontDescriptor ".encode() + reference(descriptor, document) + b">>"


@cache
def _program(file: Path | bytes) -> bytes:
    data = file if isinstance(file, bytes) else file.read_bytes()
    return deflated(b"/Length1 %d" % len(data), data)
