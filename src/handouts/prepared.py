"""What built-in files say, read and checked when the package was built: plain values, so that no start reads them anew.

A value is found by the digest of its file's bytes, so a changed file never gets an old value; and all are passed over
when the code that reads files is not the code that prepared them. Then files are read as any others: the answers are
the same, only later. Values are kept by `marshal`, which cannot run code as unpickling can.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
ARCHIVE = _HERE / "prepared.bin"
_READERS = (
    "prepared.py", "outside.py", "problems.py", "units.py", "model/*.py", "load/*.py", "drawing/*.py", "pdf/font_*.py",
    "pdf/embed.py", "pdf/objects.py", "pdf/draw.py",
)  # fmt: skip
_FORMAT = 2  # of `marshal`: the newer ones write by what else refers to a value, so no two runs write the same
_LENGTH = 4  # bytes of the index's length


def value(kind: str, data: bytes) -> Any | None:
    """Return what a file of this kind with this content says, or None when that is not prepared."""
    index = _index()
    span = index.get(_key(kind, data)) if index else None
    if span is None:
        return None
    with ARCHIVE.open("rb") as file:
        file.seek(span[0])
        return marshal.loads(file.read(span[1]))


def write(values: Mapping[tuple[str, bytes], Any]) -> None:
    """Keep values by the kind and the content of their files."""
    blobs = {_key(*of): marshal.dumps(value, _FORMAT) for of, value in values.items()}
    sizes = marshal.dumps({key: len(blob) for key, blob in blobs.items()}, _FORMAT)
    ARCHIVE.write_bytes(b"".join([_code(), len(sizes).to_bytes(_LENGTH), sizes, *blobs.values()]))
    _index.cache_clear()


@cache
def _index() -> Mapping[bytes, tuple[int, int]]:
    """Return where in the archive each value begins, and its length; nothing when it was not prepared by this code."""
    try:
        with ARCHIVE.open("rb") as file:
            if file.read(sha256().digest_size) != _code():
                return {}
            sizes: dict[bytes, int] = marshal.loads(file.read(int.from_bytes(file.read(_LENGTH))))
            at, index = file.tell(), {}
    except (OSError, EOFError, ValueError, TypeError):  # there is none, or it was cut short
        return {}
    for key, size in sizes.items():
        index[key] = (at, size)
        at += size
    return index if at == ARCHIVE.stat().st_size else {}


def _key(kind: str, data: bytes) -> bytes:
    return sha256(kind.encode() + b"\0" + data).digest()


def _code() -> bytes:
    """Return the digest of the code that reads files."""
    digest = sha256()
    for pattern in _READERS:
        for path in sorted(_HERE.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.digest()
