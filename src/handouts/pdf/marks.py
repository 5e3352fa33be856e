"""Marks as content-stream operators."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.pdfbase.pdfdoc import PDFDocument

from handouts.drawing.value import Color
from handouts.layout.page import Line, Shape, Text
from handouts.pdf.fonts import font
from handouts.pdf.objects import number

_ARC = 0.5523  # a cubic's handles for a quarter circle, as a share of the radius


class Pen:
    """Writes the marks of one page; sets font and colour only when they change within a sequence."""

    def __init__(self, document: PDFDocument, page_height: float) -> None:
        self.document, self.height = document, page_height

    def texts(self, marks: Iterable[Text], spaced: frozenset[int]) -> str:
        """Write texts in one text object; those in `spaced` end with a space, so that words of two lines stay apart."""
        parts = ["BT"]
        color: Color | None = None
        set_font = ""
        for mark in marks:
            if mark.color != color:
                color = mark.color
                parts.append(fill_color(color))
            parts.append(f"1 0 0 1 {number(mark.x)} {number(self.height - mark.baseline)} Tm")
            run = mark.glyphs.run
            face = font(run.face)
            text = run.text + " " * (id(mark) in spaced and not run.text.endswith(" "))
            for subset, codes in face.splitString(text, self.document):
                wanted = f"{face.getSubsetInternalName(subset, self.document)} {number(run.size)} Tf"
                if wanted != set_font:
                    parts.append(wanted)
                    set_font = wanted
                parts.append(f"<{codes.hex()}> Tj")
        parts.append("ET")
        return " ".join(parts)

    def line(self, mark: Line) -> str:
        """Write a straight stroke."""
        y0, y1 = self.height - mark.y0, self.height - mark.y1
        ends = f"{number(mark.x0)} {number(y0)} m {number(mark.x1)} {number(y1)} l S"
        return f"{stroke_color(mark.color)} {number(mark.width)} w {ends}"

    def shape(self, mark: Shape) -> str:
        """Write a rectangle, its corners rounded."""
        paints = []
        if mark.fill:
            paints.append(fill_color(mark.fill))
        if mark.stroke:
            paints.append(f"{stroke_color(mark.stroke)} {number(mark.stroke_width)} w")
        operator = "B" if mark.fill and mark.stroke else "f" if mark.fill else "S"
        return f"{' '.join(paints)} {self._outline(mark)} {operator}"

    def _outline(self, mark: Shape) -> str:
        left, top = mark.x, self.height - mark.y
        right, bottom = left + mark.width, top - mark.height
        if not any(mark.radii):
            return f"{number(left)} {number(bottom)} {number(mark.width)} {number(mark.height)} re"
        a, b, c, d = mark.radii
        corners = (
            (right - b, top, right, top, right, top - b, b),
            (right, bottom + c, right, bottom, right - c, bottom, c),
            (left + d, bottom, left, bottom, left, bottom + d, d),
            (left, top - a, left, top, left + a, top, a),
        )
        parts = [f"{number(left + a)} {number(top)} m"]
        for x0, y0, x, y, x1, y1, radius in corners:
            parts.append(f"{number(x0)} {number(y0)} l")
            if radius:
                handles = (
                    x0 + (x - x0) * _ARC,
                    y0 + (y - y0) * _ARC,
                    x1 + (x - x1) * _ARC,
                    y1 + (y - y1) * _ARC,
                    x1,
                    y1,
                )
                parts.append(" ".join(map(number, handles)) + " c")
        return " ".join([*parts, "h"])


def fill_color(color: Color) -> str:
    """Set the colour of fills and text."""
    return _components(color) + " rg"


def stroke_color(color: Color) -> str:
    """Set the colour of strokes."""
    return _components(color) + " RG"


def _components(color: Color) -> str:
    return " ".join(f"{value / 255:.3f}".rstrip("0").rstrip(".") for value in color)
