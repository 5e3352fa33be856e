"""Fields to fill in on a screen (ISO 32000-1, 12.7): labelled, drawn as they stand, in a font that is here as a whole.

A viewer writes what is typed with that font, so nothing may be cut from it; and the file itself draws what is in the
fields, so that it looks the same in all viewers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from handouts.layout.page import Field
from handouts.pdf.embed import Letters, described
from handouts.pdf.font_file import font_file
from handouts.pdf.marks import fill_color, stroke_color
from handouts.pdf.objects import Objects, deflated, number, references, stream, text

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
    """The fields of a file; adds what they share to its objects: how they look, and the font that is typed in."""

    def __init__(self, fields: Iterable[Field], letters: Letters | None, resources: bytes, objects: Objects) -> None:
        self.letters, self.resources, self.objects = letters, resources, objects
        self._of_name = Counter(mark.name for mark in fields)
        self._named = Counter[str]()
        self._added: dict[bytes, bytes] = {}  # appearances with their references: many fields look alike

    def widget(self, mark: Field, left: float, top: float, key: int, page: int) -> bytes:
        """Write a field as an annotation; `key` is its own in the parent tree, `page` the number of its page."""
        left, top = round(left, 2), round(top, 2)
        box = " ".join(map(number, (left, top - mark.height, left + mark.width, top)))
        names = b"/T%s/TU%s" % (text(self._name(mark)), text(mark.label))
        head = f"/Type/Annot/Subtype/Widget/F 4/Rect[{box}]/StructParent {key}".encode() + names
        kind = self._ticked(mark) if mark.kind == "tick" else self._typed(mark)
        return b"<<%s/P %d 0 R%s>>" % (head, page, kind)

    def entry(self, numbers: Sequence[int], font: Path | bytes) -> bytes:
        """Write what the catalog says of the fields: where they are, and what is typed in which font."""
        name = _FONT.encode()
        typed = b"/DR<</Font<</%s %s>>>>/DA(/%s 0 Tf 0 g)" % (name, _typing_font(font, self.objects), name)
        return b"/AcroForm<</Fields[%s]%s/NeedAppearances false>>" % (references(numbers), typed)

    def _name(self, mark: Field) -> str:
        """Return a name that no other field has: those of a name are numbered as they stand."""
        base = mark.name.replace(".", "")  # which would part the name of a field from its parent's
        self._named[base] += 1
        return f"{base}-{self._named[base]}" if self._of_name[mark.name] > 1 else base

    def _ticked(self, mark: Field) -> bytes:
        on, off = self._appearance(mark, _tick(mark)), self._appearance(mark, "")
        return b"/FT/Btn/V/Off/AS/Off/AP<</N<</Yes %s/Off %s>>>>" % (on, off)

    def _typed(self, mark: Field) -> bytes:
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
        return entries + b"/AP<</N %s>>" % self._appearance(mark, self._value(mark))

    def _value(self, mark: Field) -> str:
        """Write how a field looks before anyone types: its value on a line in the middle, in the letters of pages."""
        if not mark.value:
            return "/Tx BMC\nEMC"
        assert self.letters, "values are among the letters of the pages"
        baseline = mark.height / 2 - 0.345 * mark.size
        written = self.letters.written(mark.value)
        pieces = "\n".join(f"{name} {number(mark.size)} Tf ({codes}) Tj" for name, codes in written)
        clip = f"0 0 {number(mark.width)} {number(mark.height)} re W n"
        start = f"{fill_color(mark.color)} {number(_INSET)} {number(baseline)} Td"
        return f"/Tx BMC\nq {clip}\nBT {start}\n{pieces}\nET Q\nEMC"

    def _appearance(self, mark: Field, content: str) -> bytes:
        """Add a drawing of its own with what it needs, once, and return the reference to it."""
        box = f"/Type/XObject/Subtype/Form/BBox[0 0 {number(mark.width)} {number(mark.height)}]/Resources".encode()
        resources = self.resources if mark.value else b"<<>>"
        written = stream(box + (b" " if mark.value else b"") + resources, content.encode("latin-1"))
        if written not in self._added:
            self._added[written] = self.objects.add(written)
        return self._added[written]


def _can_be_typed(value: str) -> bool:
    """Tell whether the font for typing has all letters: else a viewer would lose some as soon as one is changed."""
    try:
        value.encode(_ENCODING)
    except UnicodeEncodeError:
        return False
    return True


def _tick(mark: Field) -> str:
    width, height = round(mark.width, 2), round(mark.height, 2)
    points = [f"{number(x * width)} {number(y * height)}" for x, y in _TICK]
    pen = f"{stroke_color(mark.color)} {number(_TICK_WIDTH * width)} w 1 J 1 j"
    return f"q {pen} {points[0]} m {points[1]} l {points[2]} l S Q"


def _typing_font(file: Path | bytes, objects: Objects) -> bytes:
    """Add a font with all that is in it, for the letters of Western Europe: more no simple font can name."""
    font = font_file(file)
    program = objects.add(_program(file)).decode()
    entries = f"<<{described(font, font.name)}/Flags {_NONSYMBOLIC}/FontFile2 {program}>>"
    descriptor = objects.add(entries.encode()).decode()
    codes = [bytes([code]).decode(_ENCODING, "replace") for code in range(_FIRST, _LAST + 1)]
    widths = " ".join(number(font.width(ord(each))) for each in codes)
    head = (
        f"/Type/Font/Subtype/TrueType/BaseFont/{font.name}/Encoding/WinAnsiEncoding/FirstChar {_FIRST}/LastChar {_LAST}"
    )
    return objects.add(f"<<{head}/Widths[{widths}]/FontDescriptor {descriptor}>>".encode())


@cache  # it is large, and every form has the same
def _program(file: Path | bytes) -> bytes:
    data = file if isinstance(file, bytes) else file.read_bytes()
    return deflated(b"/Length1 %d" % len(data), data)
