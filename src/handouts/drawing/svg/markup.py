"""XML from strangers as plain values: no entities, no documents of kilometres, no bottomless nesting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from handouts.problems import InputError, Place, error

SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"

_DEEPEST = 100  # drawing programs reach about 20
_MOST_ELEMENTS = 50_000
_SAVE_AGAIN = "open it in a drawing program and save it again as plain SVG"


@dataclass(frozen=True, slots=True)
class SvgElement:
    """One SVG element. Elements and attributes of other namespaces are left out."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[SvgElement, ...]
    text: str
    place: Place


@dataclass(slots=True)
class _Open:
    tag: str  # empty: of another namespace
    attributes: dict[str, str]
    place: Place
    children: list[SvgElement] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def read_markup(data: bytes, place: Place) -> SvgElement:
    """Return the root of an SVG file; InputError when it is not one, or is built to harm."""
    builder = _Builder(place)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as problem:
        where = Place(place.path, problem.lineno, problem.offset + 1)
        message = f"is not well-formed XML: {expat.ErrorString(problem.code)}"
        raise InputError([error(where, message, _SAVE_AGAIN)]) from problem
    except (LookupError, ValueError) as problem:  # an encoding that Python does not have, or of several bytes
        raise InputError([error(place, "is in an unknown encoding", "save the file as UTF-8")]) from problem
    if builder.root is None:
        raise InputError([error(place, "is XML, but not SVG", "export the picture as SVG, PNG or JPEG")])
    return builder.root


class _Builder:
    """Builds the tree while expat walks over the file."""

    def __init__(self, place: Place) -> None:
        self.path = place.path
        self.root: SvgElement | None = None
        self.open: list[_Open] = []
        self.count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype

    def place(self) -> Place:
        """Return where the parser stands."""
        return Place(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def refuse(self, message: str) -> None:
        """Stop here."""
        raise InputError([error(self.place(), message, _SAVE_AGAIN)])

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self.count += 1
        if len(self.open) >= _DEEPEST:
            self.refuse(f"is nested more than {_DEEPEST} levels deep")
        if self.count > _MOST_ELEMENTS:
            self.refuse(f"has more than {_MOST_ELEMENTS:,} elements")
        space, _, local = name.rpartition(" ")
        named = {_local(key): value for key, value in attributes.items() if _local(key)}
        self.open.append(_Open(local if space in ("", SVG) else "", named, self.place()))

    def end(self, _name: str) -> None:
        """Close an element and hand it to its parent."""
        done = self.open.pop()
        if not done.tag:
            return
        element = SvgElement(
            tag=done.tag,
            attributes=done.attributes,
            children=tuple(done.children),
            text="".join(done.text),
            place=done.place,
        )
        if self.open:
            self.open[-1].children.append(element)
        elif done.tag == "svg":
            self.root = element

    def text(self, text: str) -> None:
        """Keep words; only `style` and `text` ask for them."""
        self.open[-1].text.append(text)

    def doctype(self, _name: str, _system: str | None, _public: str | None, internal: int) -> None:
        """Pass over a plain document type, refuse one that declares anything."""
        if internal:
            self.refuse("declares entities in its document type, which is not read")


def _local(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return local if space in ("", _XLINK) else ""
