"""How an SVG's viewBox is fitted into the room that it is given."""

from __future__ import annotations

from handouts.drawing.svg.attribute import IDENTITY, Affine, length, numbers
from handouts.drawing.svg.markup import SvgElement
from handouts.drawing.svg.shape import Size

_SHARES = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}

ViewBox = tuple[float, float, float, float]  # x, y, width, height


def root_room(root: SvgElement) -> tuple[Affine, Size]:
    """Return the transform of the outermost `svg`, and what 100 % means in it.

    Without a stretched viewBox its units are the drawing's own: where it stands and how large does not matter.
    """
    view = view_box(root)
    width = _own(root, "width", view[2] if view else 100.0)
    height = _own(root, "height", view[3] if view else 100.0)
    if view is None:
        return IDENTITY, (width, height)
    if _aspect(root)[0] != "none":
        return IDENTITY, (view[2], view[3])
    return fitted(root, view, (0.0, 0.0, width, height)), (view[2], view[3])


def view_box(element: SvgElement) -> ViewBox | None:
    """Return the viewBox, if there is one."""
    text = element.attributes.get("viewBox", "")
    if not text.strip():
        return None
    values = numbers(text)
    if len(values) != 4 or values[2] <= 0 or values[3] <= 0:
        raise ValueError(f"has a viewBox `{text.strip()[:40]}` that is not understood")
    return values[0], values[1], values[2], values[3]


def fitted(element: SvgElement, view: ViewBox | None, room: ViewBox) -> Affine:
    """Return the transform from the viewBox into its room, as `preserveAspectRatio` says."""
    x, y, width, height = room
    if view is None:
        return 1.0, 0.0, 0.0, 1.0, x, y
    align, slice_ = _aspect(element)
    sx, sy = width / view[2], height / view[3]
    if align == "none":
        return sx, 0.0, 0.0, sy, x - view[0] * sx, y - view[1] * sy
    scale = max(sx, sy) if slice_ else min(sx, sy)
    left = x + (width - view[2] * scale) * _SHARES.get(align[1:4], 0.5)
    top = y + (height - view[3] * scale) * _SHARES.get(align[5:8], 0.5)
    return scale, 0.0, 0.0, scale, left - view[0] * scale, top - view[1] * scale


def _aspect(element: SvgElement) -> tuple[str, bool]:
    words = element.attributes.get("preserveAspectRatio", "").split() or ["xMidYMid"]
    return words[0], "slice" in words[1:]


def _own(root: SvgElement, name: str, otherwise: float) -> float:
    text = root.attributes.get(name, "auto").strip()
    return otherwise if text == "auto" or text.endswith(("%", "em", "ex")) else length(text, otherwise)
