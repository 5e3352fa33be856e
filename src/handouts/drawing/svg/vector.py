"""Any logo or drawing in SVG as plain paths; what paths cannot show is an error that says how to export it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from handouts.drawing.bounds import bounds, moved
from handouts.drawing.svg.attribute import IDENTITY, Affine, fraction, transform, within
from handouts.drawing.svg.cascade import INHERITED, StyleRule, declared, read_rules
from handouts.drawing.svg.clip import cuts
from handouts.drawing.svg.markup import SvgElement, read_markup
from handouts.drawing.svg.paint import painted
from handouts.drawing.svg.shape import SHAPES, Size, box, outline
from handouts.drawing.svg.viewport import fitted, root_room, view_box
from handouts.drawing.value import Drawing, Path
from handouts.problems import InputError, Place, Problem, error

_LARGEST_BYTES = 5_000_000
_MOST_STEPS = 200_000  # a logo has hundreds
_DEEPEST = 200  # elements within elements, counted through `use`
_MOST_PROBLEMS = 10  # after these, more would not help

_UNSEEN = frozenset(
    {"defs", "title", "desc", "metadata", "style", "script", "symbol", "clipPath", "mask", "filter", "marker"}
    | {"linearGradient", "radialGradient", "pattern", "animate", "animateMotion", "animateTransform", "set", "view"}
)
_UNDRAWABLE = {"text": "text", "image": "an embedded image", "foreignObject": "a foreign object"}
_HINTS = {"text": "convert text to outlines, or export a PNG"}
_HINT = "convert it to plain paths in a drawing program, or export a PNG"


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds an element."""

    style: Mapping[str, str]
    whole: Size
    matrix: Affine = IDENTITY
    opacity: float = 1.0
    depth: int = 0


@dataclass(slots=True)
class _Scene:
    """What belongs to the whole file."""

    named: Mapping[str, SvgElement]
    rules: tuple[StyleRule, ...]
    problems: list[Problem] = field(default_factory=list)
    steps: int = 0  # drawn so far, repeats through `use` counted
    elements: int = 0


def read_svg(data: bytes, place: Place) -> Drawing:
    """Read an SVG, cropped to what it shows; InputError for what cannot be read or drawn as paths."""
    if len(data) > _LARGEST_BYTES:
        message = f"has {len(data):,} bytes; at most {_LARGEST_BYTES:,} are read"
        raise InputError([error(place, message, "simplify the drawing, or export a PNG")])
    root = read_markup(data, place)
    everything = tuple(_all(root))
    sheets = [element for element in everything if element.tag == "style"]
    rules = tuple(rule for sheet in sheets for rule in read_rules(sheet.text, sheet.place))
    named = {element.attributes["id"]: element for element in reversed(everything) if "id" in element.attributes}
    scene = _Scene(named, rules)
    paths = _root(root, scene)
    if scene.problems:
        raise InputError(scene.problems)
    left, top, right, bottom = bounds(paths)
    if right - left <= 0 or bottom - top <= 0:
        raise InputError([error(place, "shows nothing", "give its shapes a fill or a stroke")])
    cropped = tuple(moved(path, -left, -top) for path in paths)
    return Drawing(sha256(data).hexdigest()[:32], right - left, bottom - top, cropped)


def _all(element: SvgElement) -> Iterator[SvgElement]:
    yield element
    for child in element.children:
        yield from _all(child)


def _root(root: SvgElement, scene: _Scene) -> list[Path]:
    try:
        matrix, whole = root_room(root)
    except ValueError as problem:
        raise InputError([error(root.place, f"cannot be drawn: `svg` {problem}", _HINT)]) from problem
    around = _Around(INHERITED, whole, matrix)
    return _element(root, around, scene, (0.0, 0.0, *whole))


def _element(
    element: SvgElement, around: _Around, scene: _Scene, room: tuple[float, float, float, float] | None = None
) -> list[Path]:
    """Draw an element; a problem is kept and the rest drawn on, so that all are reported at once."""
    if len(scene.problems) >= _MOST_PROBLEMS:
        return []
    try:
        return _drawn(element, around, scene, room)
    except ValueError as problem:
        hint = _HINTS.get(element.tag, _HINT)
        scene.problems.append(error(element.place, f"cannot be drawn: `{element.tag}` {problem}", hint))
        return []


def _drawn(
    element: SvgElement, around: _Around, scene: _Scene, room: tuple[float, float, float, float] | None
) -> list[Path]:
    """Draw an element. `room` is given for an `svg` or `symbol` that another element places."""
    own = declared(element, scene.rules)
    if own.get("display") == "none" or (element.tag in _UNSEEN and room is None):
        return []
    _check(element, own, around, scene)
    style = _style(own, around.style)
    matrix = within(around.matrix, transform(own.get("transform", "")))
    inside = replace(
        around,
        style=style,
        matrix=matrix,
        opacity=around.opacity * fraction(own.get("opacity", "1")),
        depth=around.depth + 1,
    )
    if element.tag in SHAPES:
        steps = outline(element, around.whole)
        scene.steps += len(steps)
        look = {**style, "vector-effect": own.get("vector-effect", "none")}
        paths = painted(steps, look, matrix, inside.opacity, around.whole)
    elif element.tag == "use":
        paths = _used(element, inside, scene)
    elif element.tag in ("svg", "symbol"):
        paths = _inner(element, inside, scene, room)
    else:
        paths = [path for child in _children(element) for path in _element(child, inside, scene)]
    clip = own.get("clip-path", "none")
    if clip != "none" and cuts(scene.named.get(_target(clip)), paths, matrix, around.whole):
        raise ValueError("is cut by a clip path")
    return paths


def _check(element: SvgElement, own: Mapping[str, str], around: _Around, scene: _Scene) -> None:
    """Raise ValueError for what paths cannot show, and for files that repeat themselves without end."""
    scene.elements += 1
    if around.depth > _DEEPEST:
        raise ValueError("is used within itself, or nested too deep")
    if max(scene.steps, scene.elements) > _MOST_STEPS:
        raise InputError([error(element.place, "is too large a drawing", "simplify it, or export a PNG")])
    if element.tag in _UNDRAWABLE and (element.tag != "text" or any(each.text.strip() for each in _all(element))):
        raise ValueError(f"is {_UNDRAWABLE[element.tag]}")
    if element.tag not in SHAPES | _UNDRAWABLE.keys() | {"g", "a", "svg", "symbol", "switch", "use"}:
        raise ValueError("is an unknown element")
    for name in ("filter", "mask"):
        if own.get(name, "none") != "none":
            raise ValueError(f"has a {name}")
    if own.get("mix-blend-mode", "normal") != "normal":
        raise ValueError("has a blend mode")


def _style(own: Mapping[str, str], outer: Mapping[str, str]) -> dict[str, str]:
    style = dict(outer)
    if "marker" in own:
        style.update(dict.fromkeys(("marker-start", "marker-mid", "marker-end"), own["marker"]))
    style.update((name, value) for name, value in own.items() if name in INHERITED and value != "inherit")
    return style


def _children(element: SvgElement) -> tuple[SvgElement, ...]:
    if element.tag != "switch":
        return element.children
    plain = [
        child for child in element.children if not child.attributes.keys() & {"requiredExtensions", "systemLanguage"}
    ]
    return tuple(plain[:1])


def _used(element: SvgElement, around: _Around, scene: _Scene) -> list[Path]:
    name = element.attributes.get("href", "")
    target = scene.named.get(_target(name))
    if target is None:
        raise ValueError(f"shows `{name[:40]}`, which is not in this file")
    x, y, width, height = box(element, around.whole)
    around = replace(around, matrix=within(around.matrix, (1.0, 0.0, 0.0, 1.0, x, y)))
    if target.tag not in ("svg", "symbol"):
        return _element(target, around, scene)
    own = box(target, around.whole)
    own_size = (own[2] or around.whole[0], own[3] or around.whole[1])
    return _element(target, around, scene, (own[0], own[1], width or own_size[0], height or own_size[1]))


def _inner(
    element: SvgElement, around: _Around, scene: _Scene, room: tuple[float, float, float, float] | None
) -> list[Path]:
    """Draw what an `svg` or `symbol` holds, its viewBox fitted into its room."""
    if around.depth > 1:
        if room is None:
            x, y, width, height = box(element, around.whole)
            room = (x, y, width or around.whole[0], height or around.whole[1])
        view = view_box(element)
        whole = (view[2], view[3]) if view else (room[2], room[3])
        around = replace(around, matrix=within(around.matrix, fitted(element, view, room)), whole=whole)
    return [path for child in element.children for path in _element(child, around, scene)]


def _target(reference: str) -> str:
    """Return the id in `#id` or `url(#id)`, empty when it is none of this file."""
    plain = reference.strip().removeprefix("url(").removesuffix(")").strip("'\" ")
    return plain.removeprefix("#") if plain.startswith("#") else ""
