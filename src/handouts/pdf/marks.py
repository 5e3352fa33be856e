"""Marks as content-stream operators, which ReportLab's canvas writes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from handouts.drawing.value import Color
from handouts.layout.page import Artifact, Face, Line, Shape, Text
from handouts.pdf.embed import Letters
from handouts.pdf.objects import number

_ARC = 0.5523  # a cubic's handles for a quarter circle, as a share of the radius
ARTIFACTS = {
    Artifact.LAYOUT: b"/Artifact<</Type/Layout>>BDC",
    Artifact.HEADER: b"/Artifact<</Type/Pagination/Subtype/Header>>BDC",
    Artifact.FOOTER: b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC",
}
FACES: tuple[Face, ...] = ("regular", "bold")
RESOURCES: dict[Face, str] = {"regular": "R", "bold": "B"}  # what page content calls the faces


class _Canvas(Canvas):
    """ReportLab's canvas: it draws one block after the other, and another module joins them to a file."""

    _code: list[str]

    def taken(self) -> str:
        """Return the operators since the last time."""
        operators, self._code = self._code, []
        return " ".join(operators)


@cache  # to make one takes longer than to draw a block
def _canvas() -> _Canvas:
    canvas = _Canvas(io.BytesIO(), invariant=1)
    canvas.taken()
    return canvas


class Pen:
    """Draws the marks of a block, y upwards from its top; sets colour, width and font only when they change.

    What ReportLab writes anew each time is added ready-made where it comes often; its fonts are not those of the file.
    """

    def __init__(self, letters: Mapping[Face, Letters]) -> None:
        self.letters, self.canvas = letters, _canvas()
        self.fill: Color | None = None
        self.stroke: Color | None = None
        self.width, self.font = -1.0, ""

    def texts(self, marks: Sequence[tuple[Text, bool]]) -> str:
        """Draw texts in one text object; those paired with true end with a space, so that words stay apart."""
        x0, y0 = round(marks[0][0].x, 2), round(-marks[0][0].baseline, 2)
        written = [_text_begun(x0, y0)]
        for mark, spaced in marks:
            if mark.color != self.fill:
                self.fill = mark.color
                written.append(fill_color(mark.color))
            x, y = round(mark.x, 2), round(-mark.baseline, 2)
            if (x, y) != (x0, y0):
                written.append(f"{number(x - x0)} {number(y - y0)} Td")
                x0, y0 = x, y
            run = mark.glyphs.run
            text = run.text + " " if spaced and not run.text.endswith(" ") else run.text
            for name, codes in self.letters[run.face].written(text):
                font = f"{name} {number(run.size)} Tf"
                if font != self.font:
                    self.font = font
                    written.append(font)
                written.append(f"({codes}) Tj")
        written.append("ET")
        return " ".join(written)

    def line(self, mark: Line) -> str:
        """Draw a straight stroke."""
        self._stroke_with(mark.color, mark.width)
        return " ".join(filter(None, (self.canvas.taken(), _straight(mark.x0, mark.y0, mark.x1, mark.y1))))

    def shape(self, mark: Shape) -> str:
        """Draw a rectangle, its corners rounded."""
        if mark.fill and mark.fill != self.fill:
            self.fill = mark.fill
            self.canvas._code.append(fill_color(mark.fill))
        if mark.stroke:
            self._stroke_with(mark.stroke, mark.stroke_width)
        path = _outline(mark.x, mark.y, mark.width, mark.height, mark.radii)
        self.canvas.drawPath(path, int(bool(mark.stroke)), int(bool(mark.fill)), FILL_NON_ZERO)
        return self.canvas.taken()

    def _stroke_with(self, color: Color, width: float) -> None:
        if color != self.stroke:
            self.stroke = color
            self.canvas._code.append(stroke_color(color))
        if width != self.width:
            self.width = width
            self.canvas.setLineWidth(round(width, 2))


@lru_cache(maxsize=4096)  # words begin in the same places of many blocks
def _text_begun(x: float, y: float) -> str:
    """Begin a text object."""
    return " ".join(_canvas().beginText(x, y)._code)


@lru_cache(maxsize=2048)  # the same rules stand in the same places of many blocks
def _straight(x0: float, y0: float, x1: float, y1: float) -> str:
    """Draw a line between two points."""
    canvas = _canvas()
    canvas.line(*(round(each, 2) for each in (x0, -y0, x1, -y1)))
    return canvas.taken()


@lru_cache(maxsize=1024)  # the same boxes stand in the same places of many blocks
def _outline(
    x: float, y: float, width: float, height: float, radii: tuple[float, float, float, float]
) -> PDFPathObject:
    """Return the path of a rectangle; ReportLab's own rounds corners less than a quarter of a circle."""
    left, top, right, bottom = (round(each, 2) for each in (x, -y, x + width, -y - height))
    path = PDFPathObject()
    if not any(radii):
        path.rect(left, bottom, round(width, 2), round(height, 2))
        return path
    a, b, c, d = radii
    corners = (
        (right - b, top, right, top, right, top - b, b),
        (right, bottom + c, right, bottom, right - c, bottom, c),
        (left + d, bottom, left, bottom, left, bottom + d, d),
        (left, top - a, left, top, left + a, top, a),
    )
    here = (round(left + a, 2), top)
    path.moveTo(*here)
    for x0, y0, across, down, x1, y1, radius in corners:
        before, after = (round(x0, 2), round(y0, 2)), (round(x1, 2), round(y1, 2))
        if before != here:
            path.lineTo(*before)
        here = after
        if radius:
            handles = (
                x0 + (across - x0) * _ARC,
                y0 + (down - y0) * _ARC,
                x1 + (across - x1) * _ARC,
                y1 + (down - y1) * _ARC,
            )
            path.curveTo(*(round(each, 2) for each in handles), *after)
    path.close()
    return path


@lru_cache  # a handout has a handful of colours
def fill_color(color: Color) -> str:
    """Set the colour of fills and text."""
    return _components(color) + " rg"


@lru_cache
def stroke_color(color: Color) -> str:
    """Set the colour of strokes."""
    return _components(color) + " RG"


def _components(color: Color) -> str:
    return " ".join(f"{round(value / 255, 3):g}" for value in color)
