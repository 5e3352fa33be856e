"""A QR code as a drawing; the only importer of segno."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from handouts.drawing.value import Color, Drawing, Path, Step
from handouts.problems import InputError, Place, error

SIDE_MM = 25.0  # of the code without its quiet zone: what phones read at arm's length
QUIET = 4  # modules left white on each side (ISO/IEC 18004)
# Version 5 at level M, 37 modules a side: at 25 mm each is 0.68 mm wide, which an office printer keeps apart.
_LARGEST_VERSION = 5
MOST_BYTES = 84  # that fit
_OVERLAP = 0.03  # of a module: else viewers show hairlines between rows
_BLACK: Color = (0, 0, 0)


def drawing(url: str, place: Place) -> Drawing:
    """Draw the code of an address, in units of a module, with its quiet zone. InputError when it is too long."""
    import segno  # late: few handouts have one

    if len(url.encode()) > MOST_BYTES:
        what = f"the address has {len(url.encode())} letters; more than {MOST_BYTES} make a code too fine to print"
        raise InputError([error(place, what, "use a short link: people type it, too")])
    code = segno.make_qr(url, error="m", boost_error=True)
    rows = [[bool(module) for module in row] for row in code.matrix]
    assert len(rows) <= 17 + 4 * _LARGEST_VERSION  # MOST_BYTES says so
    side = len(rows) + 2 * QUIET
    path = Path(tuple(_steps(rows)), fill=_BLACK)
    return Drawing(sha256(f"qr {url}".encode()).hexdigest()[:32], side, side, (path,))


def _steps(rows: Sequence[Sequence[bool]]) -> Iterator[Step]:
    """Outline each run of dark modules of a row."""
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                yield from _box(x + QUIET, y + QUIET, end + QUIET, y + QUIET + 1 + _overlap(rows, y, x, end))
            x = max(end, x + 1)


def _overlap(rows: Sequence[Sequence[bool]], y: int, x: int, end: int) -> float:
    """Return how far a run may reach into the row below without darkening a light module there."""
    return _OVERLAP if y + 1 < len(rows) and all(rows[y + 1][x:end]) else 0.0


def _box(x0: float, y0: float, x1: float, y1: float) -> tuple[Step, ...]:
    return ("M", x0, y0), ("L", x1, y0), ("L", x1, y1), ("L", x0, y1), ("Z",)
