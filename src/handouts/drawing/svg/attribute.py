"""What one attribute of an SVG says: path data, a transform, a colour, a length. The only importer of svgelements.

svgelements passes over what it does not know (a misspelt colour is black to it, a misspelt transform is none), so each
value is checked against its grammar first. ValueError for what does not fit it.
"""

from __future__ import annotations

import re
from math import ceil, isfinite, tau
from typing import Any

from handouts.drawing.value import Color, Step

Affine = tuple[float, float, float, float, float, float]  # x' = a x + c y + e, y' = b x + d y + f

IDENTITY: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_FARTHEST = 1e7  # a coordinate beyond this is a fault, not a drawing
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
# `(?>…)` and `*+` never try again: a long wrong text must not take forever.
_PATH = re.compile(rf"[\s,]*[Mm](?>[\s,]|[MmLlHhVvCcSsQqTtAaZz]|{_NUMBER})*+")
_NUMBERS = re.compile(rf"[\s,]*+(?>{_NUMBER}[\s,]*+)*+")
_LENGTH = re.compile(rf"({_NUMBER})\s*(px|pt|pc|mm|cm|in|%)?")
_ANGLE = rf"{_NUMBER}(?:deg|rad|grad|turn)?"
_GAP = r"\s*[\s,]\s*"
_COUNTS = {"matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,)}
_FUNCTION = re.compile(rf"[\s,]*([a-zA-Z]+)\s*\(\s*((?>{_ANGLE})(?>(?:{_GAP}|(?=[-+])){_ANGLE})*+)\s*\)[\s,]*")
_COLOR = re.compile(
    rf"#(?:[0-9a-f]{{3,4}}|[0-9a-f]{{6}}|[0-9a-f]{{8}})"
    rf"|(?:rgb|hsl)a?\(\s*{_NUMBER}%?(?:\s*,\s*{_NUMBER}%?){{2,3}}\s*\)|[a-z]+",
    re.IGNORECASE,
)


def path_steps(data: str) -> tuple[Step, ...]:
    """Turn path data of any kind into absolute lines and cubics."""
    if not data.strip() or data.strip() == "none":
        return ()
    if not _PATH.fullmatch(data):
        raise ValueError("has damaged path data")
    from svgelements import Path

    try:
        segments = list(Path(data))
    except (ValueError, IndexError, ZeroDivisionError, OverflowError, AttributeError, TypeError) as problem:
        raise ValueError("has damaged path data") from problem
    steps: list[Step] = []
    for segment in segments:
        steps.extend(_segment(segment, not steps or steps[-1] == ("Z",)))
    if any(not abs(value) <= _FARTHEST for step in steps for value in step[1:]):
        raise ValueError("has path data that reach too far")
    return tuple(steps)


def _segment(segment: Any, starts: bool) -> list[Step]:
    kind = type(segment).__name__
    if kind == "Move":
        return [("M", float(segment.end.x), float(segment.end.y))]
    if kind == "Close":
        return [("Z",)]
    steps: list[Step] = [("M", float(segment.start.x), float(segment.start.y))] if starts else []
    if kind == "Arc" and segment.rx and segment.ry:
        pieces = max(1, ceil(abs(segment.sweep) / (tau / 8) - 1e-9))
        curves = segment.as_cubic_curves(pieces)
        steps.extend(_cubic(curve.control1, curve.control2, curve.end) for curve in curves)
    elif kind == "CubicBezier":
        steps.append(_cubic(segment.control1, segment.control2, segment.end))
    elif kind == "QuadraticBezier":
        start, control, end = segment.start, segment.control, segment.end
        steps.append(_cubic(start + (control - start) * (2 / 3), end + (control - end) * (2 / 3), end))
    else:  # a line, or an arc without radius
        steps.append(("L", float(segment.end.x), float(segment.end.y)))
    return steps


def _cubic(first: Any, second: Any, end: Any) -> Step:
    return "C", float(first.x), float(first.y), float(second.x), float(second.y), float(end.x), float(end.y)


def transform(text: str) -> Affine:
    """Read a list of transforms."""
    if text.strip() in ("", "none"):
        return IDENTITY
    end = 0
    while match := _FUNCTION.match(text, end):
        count = len(re.findall(_NUMBER, match[2]))
        if count not in _COUNTS.get(match[1], ()):
            break
        end = match.end()
    if end != len(text):
        raise ValueError(f"has a transform `{text.strip()[:40]}` that is not understood")
    from svgelements import Matrix

    matrix = Matrix(text)
    values = tuple(float(value) for value in (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f))
    if not all(isfinite(value) for value in values):
        raise ValueError(f"has a transform `{text.strip()[:40]}` that is not understood")
    return values[0], values[1], values[2], values[3], values[4], values[5]


def color(text: str) -> tuple[Color, float]:
    """Read a colour and how opaque it is."""
    from svgelements import Color as Read

    plain = text.strip().lower()
    if plain == "transparent":
        return (0, 0, 0), 0.0
    read = Read(plain) if _COLOR.fullmatch(plain) else None
    # An unknown name comes back as black.
    if read is None or (plain.isalpha() and plain != "black" and read.value == Read("black").value):
        raise ValueError(f"has a colour `{text.strip()[:40]}` that is not understood")
    return (int(read.red), int(read.green), int(read.blue)), int(read.alpha) / 255


def length(text: str, whole: float) -> float:
    """Read a length into user units; `whole` is what 100 % means."""
    match = _LENGTH.fullmatch(text.strip())
    if not match or not abs(float(match[1])) <= _FARTHEST:
        raise ValueError(f"has a length `{text.strip()[:40]}` that is not understood")
    from svgelements import Length

    return float(Length(match[1] + (match[2] or "")).value(ppi=96, relative_length=whole))


def fraction(text: str) -> float:
    """Read an opacity from 0 to 1."""
    match = re.fullmatch(rf"({_NUMBER})(%?)", text.strip())
    if not match:
        raise ValueError(f"has an opacity `{text.strip()[:40]}` that is not understood")
    return min(1.0, max(0.0, float(match[1]) / (100 if match[2] else 1)))


def numbers(text: str) -> tuple[float, ...]:
    """Read a list of numbers parted by spaces or commas."""
    if not _NUMBERS.fullmatch(text):
        raise ValueError(f"has a list of numbers `{text.strip()[:40]}` that is not understood")
    return tuple(float(number) for number in re.findall(_NUMBER, text))


def within(outer: Affine, inner: Affine) -> Affine:
    """Return the transform that applies `inner` first, then `outer`."""
    a, b, c, d, e, f = outer
    p, q, r, s, x, y = inner
    return a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * x + c * y + e, b * x + d * y + f


def transformed(step: Step, by: Affine) -> Step:
    """Return one path step after a transform."""
    if len(step) == 1:
        return step
    a, b, c, d, e, f = by
    points = zip(step[1::2], step[2::2], strict=True)
    moved = [value for x, y in points for value in (a * x + c * y + e, b * x + d * y + f)]
    if len(moved) == 2:
        return step[0], moved[0], moved[1]
    return step[0], moved[0], moved[1], moved[2], moved[3], moved[4], moved[5]
