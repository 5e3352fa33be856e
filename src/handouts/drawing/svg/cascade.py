"""What the style sheet, the style attribute and the presentation attributes of an SVG say of one element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handouts.drawing.svg.markup import SvgElement
from handouts.problems import InputError, Place, error

# What an element hands down to its children, with what holds at the top.
INHERITED: Mapping[str, str] = {
    "color": "black",
    "fill": "black",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "marker-end": "none",
    "marker-mid": "none",
    "marker-start": "none",
    "paint-order": "normal",
    "stroke": "none",
    "stroke-dasharray": "none",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "visibility": "visible",
}
_OWN = frozenset(
    {"clip-path", "display", "filter", "mask", "mix-blend-mode", "opacity", "transform", "vector-effect", "marker"}
)

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_HARMLESS = re.compile(r"@font-face\s*\{[^{}]*\}|@(?:charset|import|namespace)\b[^;{}]*;", re.IGNORECASE)
_BLOCK = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(\*|[A-Za-z][\w-]*)?((?:[.#][\w-]+)*)")
_DECLARATION = re.compile(r"""\s*([\w-]+)\s*:\s*((?:[^;"'()]|\([^()]*\)|"[^"]*"|'[^']*')*)""")
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)

_ATTRIBUTE, _RULE, _STYLE, _STRESSED = range(4)  # presentation attribute, style sheet, style attribute, !important


@dataclass(frozen=True, slots=True)
class StyleRule:
    """One selector of a style sheet and what it declares."""

    tag: str  # empty: any
    marks: frozenset[str]  # `.class` and `#id`, all of which the element has
    declarations: tuple[tuple[str, str, bool], ...]  # property, value, important

    @property
    def weight(self) -> tuple[int, int, int]:
        """Return its specificity: ids, classes, tags."""
        ids = sum(mark.startswith("#") for mark in self.marks)
        return ids, len(self.marks) - ids, bool(self.tag)


def read_rules(sheet: str, place: Place) -> tuple[StyleRule, ...]:
    """Read a style sheet of simple selectors; InputError for one that asks more (combinators, states, media)."""
    plain = _HARMLESS.sub("", _COMMENT.sub("", sheet))
    rules: list[StyleRule] = []
    end = 0
    for block in _BLOCK.finditer(plain):
        if plain[end : block.start()].strip():
            raise _not_understood(plain[end : block.start()], place)
        end = block.end()
        declarations = tuple(_declarations(block[2]))
        rules.extend(_rule(selector.strip(), declarations, place) for selector in block[1].split(","))
    if plain[end:].strip():
        raise _not_understood(plain[end:], place)
    return tuple(rules)


def declared(element: SvgElement, rules: Iterable[StyleRule]) -> dict[str, str]:
    """Return the properties of an element itself, each with the value that wins."""
    marks = {f".{name}" for name in element.attributes.get("class", "").split()}
    marks.add(f"#{element.attributes.get('id', '')}")
    declarations: list[tuple[int, tuple[int, int, int], int, str, str]] = []

    def add(layer: int, weight: tuple[int, int, int], name: str, value: str) -> None:
        if name in INHERITED or name in _OWN:
            declarations.append((layer, weight, len(declarations), name, value))

    for name, value in element.attributes.items():
        add(_ATTRIBUTE, (0, 0, 0), name, value.strip())
    for rule in rules:
        if rule.tag in ("", element.tag) and rule.marks <= marks:
            for name, value, important in rule.declarations:
                add(_STRESSED if important else _RULE, rule.weight, name, value)
    for name, value, important in _declarations(element.attributes.get("style", "")):
        add(_STRESSED if important else _STYLE, (1000, 0, 0), name, value)
    return {name: value for *_, name, value in sorted(declarations)}


def _declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    for name, value in _DECLARATION.findall(_COMMENT.sub("", text)):
        plain = _IMPORTANT.sub("", value).strip()
        yield name.lower(), plain, plain != value.strip()


def _rule(selector: str, declarations: tuple[tuple[str, str, bool], ...], place: Place) -> StyleRule:
    match = _SELECTOR.fullmatch(selector)
    if not match or not selector:
        raise _not_understood(selector, place)
    tag = match[1] or ""
    return StyleRule("" if tag == "*" else tag, frozenset(re.findall(r"[.#][\w-]+", match[2])), declarations)


def _not_understood(text: str, place: Place) -> InputError:
    shown = " ".join(text.split())[:40]
    hint = "export the SVG with presentation attributes instead of a style sheet"
    return InputError([error(place, f"has a style rule `{shown}` that is not understood", hint)])
