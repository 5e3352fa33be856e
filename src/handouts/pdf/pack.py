"""The last step: numbered objects into a file, small ones in compressed streams, which halves the cost of tagging.

ReportLab writes no object streams, and to read a file of its again with another library takes longer than to draw it.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain

from handouts.pdf.objects import LEVEL, deflated, stream

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"  # four bytes above 127 tell that this is no text (ISO 32000-1, 7.5.2)
_END = b"\nendobj\n"
_PER_STREAM = 500  # a reader unpacks a whole stream to reach one object
_ROW = struct.Struct(">BIH")  # of the cross-reference stream: kind, offset or stream, index
_INDICES = [index.to_bytes(2, "big") for index in range(_PER_STREAM)]


NumberedObject = tuple[int, bytes]  # an object with its number


@dataclass(slots=True)
class Small:
    """Objects that are no streams, and their numbers."""

    numbers: list[int] = field(default_factory=list)
    written: list[bytes] = field(default_factory=list)

    def add(self, first: int, written: Sequence[bytes]) -> None:
        """Add objects that are numbered from `first`."""
        self.numbers += range(first, first + len(written))
        self.written += written


def parted(objects: Iterable[bytes], first: int = 1) -> tuple[list[NumberedObject], Small]:
    """Part objects, which are numbered from `first`, into streams and others."""
    streams, small = list[NumberedObject](), Small()
    for at, each in enumerate(objects, first):
        if each.endswith(b"endstream"):
            streams.append((at, each))
        else:
            small.add(at, [each])
    return streams, small


def pack(
    streams: Sequence[NumberedObject], small: Small, root: int, info: int, level: int = LEVEL,
    named: Sequence[NumberedObject] = (),
) -> bytes:  # fmt: skip
    """Write a PDF 1.7 file of streams and other objects, whose numbers leave no gap.

    `named` are streams that another object names by all that is in them: they need not tell the file from others.
    """
    parts, offset = [HEADER], len(HEADER)
    rows = [row(0, 0, 0xFFFF)] + [b""] * (len(streams) + len(named) + len(small.numbers))
    for at, data in (*named, *streams):
        rows[at] = row(1, offset, 0)
        head = b"%d 0 obj\n" % at
        parts += [head, data, _END]
        offset += len(head) + len(data) + len(_END)
    for start in range(0, len(small.numbers), _PER_STREAM):
        end, holder = start + _PER_STREAM, len(rows)
        numbers, written = small.numbers[start:end], small.written[start:end]
        kind_and_holder = row(2, holder, 0)[:-2]
        for at, index in zip(numbers, _INDICES, strict=False):
            rows[at] = kind_and_holder + index
        rows.append(row(1, offset, 0))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (holder, object_stream(numbers, written, level)))
        offset += len(parts[-1])
    rows.append(row(1, offset, 0))
    digest = hashlib.sha256()
    for part in parts[1 + 3 * len(named) :]:
        digest.update(part)
    identity = digest.hexdigest()[:32].encode()
    table = cross_references(b"".join(rows), root, info, identity, level)
    parts.append(b"%d 0 obj\n%s\nendobj\n" % (len(rows) - 1, table))
    parts.append(b"startxref\n%d\n%%%%EOF\n" % offset)
    return b"".join(parts)


def object_stream(numbers: Sequence[int], written: Sequence[bytes], level: int = LEVEL) -> bytes:
    """Write objects, with their numbers, into one stream (ISO 32000-1, 7.5.7)."""
    assert len(numbers) == len(written)
    offsets = accumulate([len(data) + 1 for data in written], initial=0)
    pairs = chain.from_iterable(zip(numbers, offsets, strict=False))
    head = b"%d %d " * len(numbers) % tuple(pairs)
    entries = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(head))
    return deflated(entries, head + b"\n".join(written), level)


def row(kind: int, where: int, index: int) -> bytes:
    """Write where an object stands: by kind 1 at an offset, by 2 in a stream, at an index."""
    return _ROW.pack(kind, where, index)


def cross_references(table: bytes, root: int, info: int, identity: bytes, level: int = LEVEL) -> bytes:
    """Write where each object stands (7.5.8), by a table of rows."""
    width = _ROW.size
    entries = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
        len(table) // width, root, info, identity, identity,
    )  # fmt: skip
    if level < LEVEL:  # where speed counts, without the step that takes a half of the time
        return deflated(entries, table, level)
    # each row as its difference from the one above (PNG's filter `up`)
    change = bytes([(new - old) & 0xFF for new, old in zip(table, bytes(width) + table, strict=False)])
    data = zlib.compress(b"".join([b"\2" + change[at : at + width] for at in range(0, len(change), width)]))
    entries += b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>" % width
    return stream(entries, data)
