"""Tables of a TrueType font in which a wrong number leads a reader far astray: looked over before it reads them."""

from __future__ import annotations

import struct
from itertools import pairwise

_MOST_CHARACTERS = 0x110000  # of Unicode
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80  # of a part of a glyph (OpenType, `glyf`)


def are_sound(data: bytes) -> bool:
    """Tell whether a font has names, a map of no more characters than there are, and outlines inside their table."""
    try:
        tables = _tables(data)
        return _has_names(tables[b"name"]) and _maps_characters(tables[b"cmap"]) and _outlines_lie_inside(tables)
    except (struct.error, KeyError):
        return False


def _tables(data: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    entries = [struct.unpack_from(">4s4xII", data, 12 + 16 * index) for index in range(count)]
    return {tag: data[start : start + length] for tag, start, length in entries}


def _has_names(table: bytes) -> bool:
    _, count = struct.unpack_from(">HH", table)
    return bool(count)


def _maps_characters(table: bytes) -> bool:
    (count,) = struct.unpack_from(">2xH", table)
    starts = {struct.unpack_from(">4xI", table, 4 + 8 * index)[0] for index in range(count)}
    return all(_mapped(table[start:]) <= _MOST_CHARACTERS for start in starts)


def _mapped(table: bytes) -> int:
    """Return how many characters a map has, those in its segments or groups counted as often as they come."""
    (form,) = struct.unpack_from(">H", table)
    if form == 4:
        count = struct.unpack_from(">6xH", table)[0] // 2
        ends = struct.unpack_from(f">{count}H", table, 14)
        starts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
        return sum(max(0, end - start + 1) for start, end in zip(starts, ends, strict=True))
    if form in {12, 13}:
        (count,) = struct.unpack_from(">12xI", table)
        groups = struct.iter_unpack(">II4x", table[16 : 16 + 12 * count])
        return sum(max(0, end - start + 1) for start, end in groups)
    return 0


def _outlines_lie_inside(tables: dict[bytes, bytes]) -> bool:
    (is_long,), (count,) = struct.unpack_from(">50xH", tables[b"head"]), struct.unpack_from(">4xH", tables[b"maxp"])
    unit, glyphs = (1 if is_long else 2), tables[b"glyf"]
    places = [unit * each for each in struct.unpack_from(f">{count + 1}{'I' if is_long else 'H'}", tables[b"loca"])]
    if places[-1] > len(glyphs) or any(end < start for start, end in pairwise(places)):
        return False
    return all(_is_glyph(glyphs[start:end], count) for start, end in pairwise(places))


def _is_glyph(data: bytes, count: int) -> bool:
    """Tell whether the parts of a glyph, if it has any, are glyphs, and end where it does."""
    if not data or struct.unpack_from(">h", data)[0] >= 0:
        return True
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", data, at)
        if part >= count:
            return False
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return at <= len(data)
