"""A picture file of any kind as a Drawing; what it is, its content says and not its name."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.drawing.figure import read_figure
from handouts.drawing.photo import look, read_photo
from handouts.drawing.value import Drawing
from handouts.outside import read_bytes
from handouts.problems import InputError, Place, Problem, error

# The room for one picture on a card, in points: how fine a photo has to be when the caller does not say.
CARD_WIDTH, CARD_HEIGHT = 230.0, 170.0

_LARGEST_BYTES = 100_000_000
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_OTHERS = {
    b"\x1f\x8b": ("is a compressed SVG (`.svgz`)", "save it as plain SVG"),
    b"%PDF": ("is a PDF", "export the picture as SVG or PNG"),
    b"%!PS": ("is PostScript", "export the picture as SVG or PNG"),
    b"PK": ("is an archive or an office document", "export the picture as SVG or PNG"),
}


@dataclass(frozen=True, slots=True)
class ReadDrawing:
    """A picture, and what should be mended about it."""

    drawing: Drawing
    warnings: tuple[Problem, ...] = ()


def read_drawing(
    path: Path, place: Place, widest_points: float = CARD_WIDTH, highest_points: float = CARD_HEIGHT
) -> ReadDrawing:
    """Read a picture that will print within a box. InputError when it cannot be used.

    Problems stand at `place`, where a file names the picture, and name the file and the line in it.
    """
    inside = Place(path.name)
    try:
        reading = _read(path, inside, widest_points, highest_points)
    except InputError as refused:
        raise InputError([_placed(problem, place) for problem in refused.problems]) from refused
    return replace(reading, warnings=tuple(_placed(problem, place) for problem in reading.warnings))


def probe(path: Path, inside: Place) -> None:
    """Look at a picture file without decoding it. InputError when it is none, too large or too small."""
    data = _bytes(path, inside)
    if _is_markup(data) or any(data.startswith(start) for start in _OTHERS):
        _read(path, inside, CARD_WIDTH, CARD_HEIGHT)
    else:
        look(data, inside)


def _placed(problem: Problem, place: Place) -> Problem:
    return replace(problem, place=place, message=f"`{problem.place}` {problem.message}")


def _read(path: Path, inside: Place, widest_points: float, highest_points: float) -> ReadDrawing:
    data = _bytes(path, inside)
    for start, (message, hint) in _OTHERS.items():
        if data.startswith(start):
            raise InputError([error(inside, message, hint)])
    if not _is_markup(data):
        return ReadDrawing(*read_photo(data, inside, widest_points, highest_points))
    try:
        return ReadDrawing(read_figure(data, inside))
    except InputError:  # not of our own kind: the reader of any SVG knows whether something is wrong with it
        from handouts.drawing.svg.vector import read_svg

        return ReadDrawing(read_svg(data, inside))


def _bytes(path: Path, inside: Place) -> bytes:
    with suppress(OSError):  # `read_bytes` reports it
        if not path.exists():
            raise InputError([error(inside, "does not exist")])
    data = read_bytes(path, inside, _LARGEST_BYTES, "export the picture smaller")
    if not data:
        raise InputError([error(inside, "is empty", "export the picture again")])
    return data


def _is_markup(data: bytes) -> bool:
    head = data[:256]
    for bom in _BOMS:
        head = head.removeprefix(bom)
    return head.replace(b"\0", b"").lstrip().startswith(b"<")
