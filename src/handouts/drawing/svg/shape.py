"""The shapes of SVG as path steps in their own coordinates."""

from __future__ import annotations

from handouts.drawing.svg.attribute import length, numbers, path_steps
from handouts.drawing.svg.markup import SvgElement
from handouts.drawing.value import Step

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})

Size = tuple[float, float]  # what 100 % means across and down


def outline(element: SvgElement, whole: Size) -> tuple[Step, ...]:
    """Return the outline of a shape, empty when it draws nothing. ValueError when an attribute is not understood."""
    if element.tag == "path":
        return path_steps(element.attributes.get("d", ""))
    if element.tag == "rect":
        return _rect(element, whole)
    if element.tag in ("circle", "ellipse"):
        return _ellipse(element, whole)
    if element.tag == "line":
        x1, y1, x2, y2 = (_length(element, name, whole) for name in ("x1", "y1", "x2", "y2"))
        return ("M", x1, y1), ("L", x2, y2)
    return _polygon(element)


def box(element: SvgElement, whole: Size) -> tuple[float, float, float, float]:
    """Return x, y, width and height."""
    x, y, width, height = (_length(element, name, whole) for name in ("x", "y", "width", "height"))
    return x, y, width, height


def _length(element: SvgElement, name: str, whole: Size) -> float:
    across = name in ("x", "x1", "x2", "cx", "rx", "width")
    radius = ((whole[0] ** 2 + whole[1] ** 2) / 2) ** 0.5
    return length(element.attributes.get(name, "0"), radius if name == "r" else whole[0 if across else 1])


def _rect(element: SvgElement, whole: Size) -> tuple[Step, ...]:
    x, y, width, height = box(element, whole)
    if width <= 0 or height <= 0:
        return ()
    radii = {name for name in ("rx", "ry") if element.attributes.get(name, "auto") != "auto"}
    rx = _length(element, "rx" if "rx" in radii else "ry", whole) if radii else 0.0
    ry = _length(element, "ry" if "ry" in radii else "rx", whole) if radii else 0.0
    rx, ry = min(max(rx, 0), width / 2), min(max(ry, 0), height / 2)
    right, bottom = x + width, y + height
    if not rx or not ry:
        return ("M", x, y), ("L", right, y), ("L", right, bottom), ("L", x, bottom), ("Z",)
    return path_steps(
        f"M{x + rx} {y}L{right - rx} {y}A{rx} {ry} 0 0 1 {right} {y + ry}L{right} {bottom - ry}"
        f"A{rx} {ry} 0 0 1 {right - rx} {bottom}L{x + rx} {bottom}A{rx} {ry} 0 0 1 {x} {bottom - ry}"
        f"L{x} {y + ry}A{rx} {ry} 0 0 1 {x + rx} {y}Z"
    )


def _ellipse(element: SvgElement, whole: Size) -> tuple[Step, ...]:
    cx, cy = _length(element, "cx", whole), _length(element, "cy", whole)
    circle = element.tag == "circle"
    rx = _length(element, "r" if circle else "rx", whole)
    ry = _length(element, "r" if circle else "ry", whole)
    if rx <= 0 or ry <= 0:
        return ()
    half = f"A{rx} {ry} 0 0 1"
    return path_steps(f"M{cx + rx} {cy}{half} {cx - rx} {cy}{half} {cx + rx} {cy}Z")


def _polygon(element: SvgElement) -> tuple[Step, ...]:
    values = numbers(element.attributes.get("points", ""))
    if len(values) % 2:
        raise ValueError("has damaged points")
    points = list(zip(values[::2], values[1::2], strict=True))
    if len(points) < 2:
        return ()
    steps: list[Step] = [("M", *points[0])]
    steps.extend(("L", x, y) for x, y in points[1:])
    if element.tag == "polygon":
        steps.append(("Z",))
    return tuple(steps)
