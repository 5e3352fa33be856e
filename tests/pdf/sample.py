"""Pages for tests: small documents with every kind of mark and node, made without layout."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

from PIL import Image

from handouts.drawing.value import Color, Drawing, Path, Raster, Step
from handouts.layout.page import (
    Artifact,
    Bookmark,
    Face,
    Field,
    Line,
    Link,
    Mark,
    Node,
    Owner,
    Page,
    Pages,
    Picture,
    Run,
    Shape,
    Text,
)
from handouts.pdf.fonts import shape

WIDTH, HEIGHT = 595.28, 841.89
INK: Color = (20, 30, 40)
BRAND: Color = (0, 110, 120)


def text(words: str, owner: Owner, x: float, baseline: float, size: float = 12, face: Face = "regular") -> Text:
    """Place words."""
    return Text(x, baseline, shape(Run(words, face, size)), INK, owner)


def drawing(*paths: Path, width: float = 200, height: float = 100, raster: Raster | None = None) -> Drawing:
    """Make a drawing with the key of its content."""
    key = hashlib.sha256(repr((paths, width, height, raster)).encode()).hexdigest()
    return Drawing(key, width, height, paths, raster)


def rectangle(x: float, y: float, width: float, height: float) -> tuple[Step, ...]:
    """Return the outline of a rectangle."""
    right, bottom = x + width, y + height
    return (("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",))


# dark at the left, light at the right: mirroring it shows
ONE_SIDED = drawing(
    Path(rectangle(0, 0, 50, 100), fill=(0, 0, 0)),
    Path((("M", 60, 50), ("C", 90, 0, 120, 100, 190, 50)), stroke=(200, 30, 30), stroke_width=3, round_ends=True),
    Path(rectangle(100, 20, 40, 40), fill=(0, 0, 255), fill_opacity=0.5, even_odd=True),
)


def photo(encoding: str) -> Drawing:
    """Make a small photo: black at the left, white at the right."""
    image = Image.new("L", (40, 20), 255)
    image.paste(0, (0, 0, 20, 20))
    if encoding == "grey":
        return drawing(width=40, height=20, raster=Raster("grey", 40, 20, image.tobytes()))
    if encoding == "rgb":
        return drawing(width=40, height=20, raster=Raster("rgb", 40, 20, image.convert("RGB").tobytes()))
    buffer = io.BytesIO()
    (image if encoding == "grey jpeg" else image.convert("RGB")).save(buffer, "JPEG", quality=95)
    return drawing(width=40, height=20, raster=Raster("jpeg", 40, 20, buffer.getvalue()))


def pages(nodes: Sequence[Node], *marks: Sequence[Mark], bookmarks: Sequence[Bookmark] = ()) -> Pages:
    """Make a document of A4 pages; a Document node is put before the others."""
    return Pages(
        WIDTH, HEIGHT, tuple(Page(tuple(each)) for each in marks), (Node("Document"), *nodes), tuple(bookmarks),
        title="A sample", language="en", author="Riverside Physio", subject="Something to test",
    )  # fmt: skip


def paragraph(*lines: str) -> Pages:
    """Make a page with one paragraph."""
    marks = [text(words, 1, 50, 100 + 15 * index) for index, words in enumerate(lines)]
    return pages([Node("P", 0)], marks)


def picture(shown: Drawing, mirrored: bool = False) -> Pages:
    """Make a page with one picture, 200 points wide, its top left corner at 100, 100."""
    height = 200 * shown.height / shown.width
    node = Node("Figure", 0, alt="a picture", box=(100, 100, 200, height))
    return pages([node], [Picture(100, 100, 200, height, shown, 1, mirrored)])


def fields() -> Pages:
    """Make a page with a field of each kind, one with a value, one with letters that cannot be typed."""
    nodes = (
        Node("H1", 0), Node("P", 0), Node("Form", 2), Node("P", 0), Node("Form", 4), Node("Form", 4), Node("Form", 4),
        Node("Form", 4), Node("Form", 4),
    )  # fmt: skip
    marks = [
        text("A form", 1, 50, 60, 22, "bold"), text("Name", 2, 50, 100),
        Field(100, 86, 200, 20, "line", "name", "Your name", 3, 12, INK, "Zoë (the “one”)"), text("Else", 4, 50, 140),
        Field(100, 126, 200, 20, "line", "else", "Nguyễn", 5, 12, INK, "Nguyễn"),
        Field(100, 160, 200, 40, "lines", "note.", "Note: (what)", 6, 12, INK),
        Field(100, 220, 30, 20, "number", "pain", "Pain", 7, 12, INK),
        Field(100, 260, 10, 10, "tick", "done", "Monday", 8), Field(120, 260, 10, 10, "tick", "done", "Tuesday", 9),
    ]  # fmt: skip
    return pages(nodes, marks, bookmarks=[Bookmark("A form", 0, 0, 40, 1)])


def everything() -> Pages:
    """Make two pages with every kind of mark and node."""
    nodes = (
        Node("H1", 0),  # 1
        Node("P", 0),  # 2, its text goes on on page 2
        Node("Sect", 0),  # 3
        Node("H2", 3),  # 4
        Node("Figure", 3, alt="A person lies on the back", box=(300, 150, 200, 100)),  # 5
        Node("Figure", 3, alt="The other side", box=(300, 260, 200, 100)),  # 6
        Node("L", 3, numbering="Decimal"),  # 7
        Node("LI", 7), Node("Lbl", 8), Node("LBody", 8),  # 8 to 10
        Node("LI", 7), Node("Lbl", 11), Node("LBody", 11),  # 11 to 13
        Node("Table", 0, summary="What to do each day"),  # 14
        Node("Caption", 14),  # 15
        Node("THead", 14), Node("TR", 16), Node("TH", 17, scope="Column"), Node("TH", 17, scope="Column"),  # 16 to 19
        Node("TBody", 14), Node("TR", 20), Node("TH", 21, scope="Row"), Node("TD", 21),  # 20 to 23; 23 stays empty
        Node("TR", 20), Node("TD", 24, column_span=2),  # 24, 25
        Node("P", 0),  # 26
        Node("Link", 26, alt="Riverside Physio online"),  # 27
        Node("Span", 26, language="fr"),  # 28
        Node("Note", 0), Node("Note", 0),  # 29, 30
    )  # fmt: skip
    return pages(nodes, _first_page(), _second_page(), bookmarks=_bookmarks())


def _bookmarks() -> tuple[Bookmark, ...]:
    return (
        Bookmark("Low back", 0, 0, 40, 1), Bookmark("Knee – “to chest”", 1, 0, 120, 4),
        Bookmark("Daily (plan)", 1, 1, 60, 15), Bookmark("Notes", 0, 1, 300, 29),
    )  # fmt: skip


def _first_page() -> list[Mark]:
    return [
        text("Riverside Physio", Artifact.HEADER, 50, 30, 9),
        text("Low back", 1, 50, 60, 22, "bold"),
        text("Go slowly. Stop when it hurts.", 2, 50, 90),
        text("Efficient office staff affirm it:", 2, 50, 105),
        Line(50, 112, 500, 112, 0.7, BRAND, Artifact.LAYOUT),
        text("Knee to chest", 4, 50, 140, 14, "bold"),
        Picture(300, 150, 200, 100, ONE_SIDED, 5),
        Picture(300, 260, 200, 100, ONE_SIDED, 6, mirrored=True),
        Shape(50, 150, 20, 20, Artifact.LAYOUT, (10, 10, 10, 10), fill=BRAND),
        text("1.", 9, 55, 165, 12, "bold"),
        text("Lie on your ", 10, 80, 165), text("back", 10, 140, 165, 12, "bold"), text("with bent knees", 10, 80, 180),
        Shape(50, 190, 20, 20, Artifact.LAYOUT, stroke=BRAND, stroke_width=1),
        text("2.", 12, 55, 205, 12, "bold"),
        text("Öffne die Fenster; café, naïve, ½, 10\u00a0mm", 13, 80, 205),
        text("Page 1 of 2", Artifact.FOOTER, 50, 820, 9),
    ]  # fmt: skip


def _second_page() -> list[Mark]:
    url = "https://example.org/a_(b)"
    return [
        text("drink water.", 2, 50, 40),
        text("Plan", 15, 50, 70, 12, "bold"),
        Shape(50, 80, 300, 20, Artifact.LAYOUT, (4, 4, 0, 0), (230, 240, 240), BRAND, 0.5),
        text("Stretch", 18, 55, 95), text("Done", 19, 200, 95),
        text("Knee to chest", 22, 55, 115),
        text("Rest for a day", 25, 55, 135),
        text("See ", 26, 50, 200), text("our page", 27, 75, 200), Link(75, 188, 50, 15, url, "Our page", 27),
        text("or say ", 26, 50, 215), text("bon courage", 28, 95, 215), text(" (twice) \\ again.", 26, 170, 215),
        text("Made for you.", 29, 50, 300), text("Not for anyone else.", 30, 50, 315),
        text("Page 2 of 2", Artifact.FOOTER, 50, 820, 9),
    ]  # fmt: skip


def moved(mark: Text, owner: Owner) -> Text:
    """Give a text to another owner."""
    return mark._replace(owner=owner)
