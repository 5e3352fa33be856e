"""What a laid-out page is: marks at fixed places, and the structure that a screen reader follows.

Nothing after this makes a decision; nothing here knows what a stretch is, or what a PDF is.
All lengths are points; x grows to the right and y downwards from the top left corner of the page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import Literal, NamedTuple

from handouts.drawing.value import Color, Drawing

Face = Literal["regular", "bold"]


class Artifact(Enum):
    """Marks that are not read aloud: page furniture and decoration."""

    LAYOUT = "Layout"
    HEADER = "Header"
    FOOTER = "Footer"


Role = Literal[
    "Document", "Part", "Sect", "Div", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Caption",
    "Table", "THead", "TBody", "TR", "TH", "TD", "Figure", "Note", "Link", "Form", "Span",
]  # fmt: skip


class Node(NamedTuple):
    """One element of the reading structure.

    `parent` is an index into the same tuple of nodes, or -1 for the top; parents stand before their children and
    siblings in reading order. `alt` describes a Figure (and gives a Link its words); `box` is a Figure's place on its
    page (x, y, width, height; filled in by pagination). `scope` is for TH, `numbering` for L, `summary` for Table.
    """

    role: Role
    parent: int = -1
    alt: str = ""
    language: str = ""  # when it differs from the document's
    box: tuple[float, float, float, float] | None = None
    scope: Literal["", "Row", "Column"] = ""
    numbering: Literal["", "None", "Decimal", "Disc"] = ""
    summary: str = ""
    column_span: int = 1
    row_span: int = 1


Owner = int | Artifact  # the index of the node that a mark belongs to, or why it has none


class Run(NamedTuple):
    """A stretch of text in one face, size, language and direction: the unit of shaping."""

    text: str
    face: Face
    size: float
    language: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"


class Glyphs(NamedTuple):
    """A shaped run: what it measures is what is drawn. `advance` is its width in points."""

    run: Run
    advance: float


class Text(NamedTuple):
    """Glyphs on a baseline, starting at x."""

    x: float
    baseline: float
    glyphs: Glyphs
    color: Color
    owner: Owner


class Line(NamedTuple):
    """A straight stroke."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    color: Color
    owner: Owner


class Shape(NamedTuple):
    """A rectangle, filled and/or stroked; radii of its corners: top left, top right, bottom right, bottom left.

    A circle is a square whose radii are half its side.
    """

    x: float
    y: float
    width: float
    height: float
    owner: Owner
    radii: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    fill: Color | None = None
    stroke: Color | None = None
    stroke_width: float = 0.0


class Picture(NamedTuple):
    """A drawing scaled into a box of its own proportions; mirrored left to right when the side asks for it.

    `weight` is the share of their usual width that the lines of a figure of ours get, whatever its scale.
    """

    x: float
    y: float
    width: float
    height: float
    drawing: Drawing
    owner: Owner
    mirrored: bool = False
    weight: float = 1.0


class Link(NamedTuple):
    """A place that opens an address; its owner is a Link node that also owns the visible text."""

    x: float
    y: float
    width: float
    height: float
    url: str
    description: str
    owner: int


class Field(NamedTuple):
    """A place to fill in on a screen; its owner is a Form node of its own.

    `name` says what it is for, the same for all of a kind; `label` says it in words, and is different for each.
    `size` is that of the letters, which begin with `value`. What is seen of it on paper are other marks.
    """

    x: float
    y: float
    width: float
    height: float
    kind: Literal["line", "lines", "number", "tick"]
    name: str
    label: str
    owner: int
    size: float = 0.0
    color: Color = (0, 0, 0)
    value: str = ""


class Blank(NamedTuple):
    """The place of a text that each placing of a block brings its own of: the number of a card, a code in the foot.

    Where its owner is a heading, the bookmark begins with the text and a full stop.
    """

    owner: Owner


Mark = Text | Line | Shape | Picture | Link | Field


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Block:
    """A laid-out piece: marks relative to its top left corner, nodes of its own, and the heights where it may break.

    What it takes in from other blocks stays theirs, so that what is the same on many handouts is one object, drawn
    once; `flat` has marks and nodes of all. Nodes are numbered through own and taken in ones; a node with parent -1
    hangs on whatever the block is put into. `breaks` holds offsets from the top at which the block may be cut between
    two pages; none means never. `outline` holds (level, title, node) of the headings that become bookmarks.
    """

    height: float
    marks: tuple[Mark | Inset | Blank, ...] = ()  # in painting and reading order
    nodes: tuple[tuple[int, Node], ...] = ()  # its own, with their numbers
    breaks: tuple[float, ...] = ()
    outline: tuple[tuple[int, str, int], ...] = ()
    count: int = 0  # of nodes, those of insets included


class Inset(NamedTuple):
    """A block inside another: its place, the number of its first node, and the node that it hangs on."""

    block: Block
    x: float
    y: float
    first: int
    parent: int


class Placing(NamedTuple):
    """A block on a page, or the part of it between two heights; `first` is the number of its first node.

    `furniture` is the masthead when it is repeated: not read aloud again. `text` is what stands in the block's blank,
    at its place in the block.
    """

    block: Block
    x: float
    y: float  # of the whole block's top, which lies above the page's when only a later part is here
    first: int
    top: float = 0.0
    bottom: float = math.inf
    furniture: bool = False
    text: Text | None = None

    @property
    def whole(self) -> bool:
        """Whether all of the block is here."""
        return self.top == 0.0 and self.bottom >= self.block.height


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document as blocks at fixed places: what `flat.pages` makes the Pages of."""

    width: float
    height: float
    sheets: tuple[tuple[Placing, ...], ...]
    title: str
    language: str
    author: str = ""
    subject: str = ""
    fonts: tuple[str, str] | None = None  # the files of regular and bold; None for the built-in ones


@dataclass(frozen=True, slots=True)
class Page:
    """The marks of one page, in painting and reading order."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: where it leads, and the heading node that it names. Levels start at 0."""

    title: str
    level: int
    page: int
    y: float
    node: int


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole document at fixed places: all that the PDF needs."""

    width: float
    height: float
    pages: tuple[Page, ...]
    nodes: tuple[Node, ...]  # nodes[0] is the Document
    bookmarks: tuple[Bookmark, ...]
    title: str
    language: str
    author: str = ""
    subject: str = ""
    fonts: tuple[str, str] | None = None  # the files of regular and bold; None for the built-in ones
