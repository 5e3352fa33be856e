"""What is prepared of the built-in fonts: what they say, and the letters of most handouts, cut out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from handouts.pdf.draw import EVERYDAY
from handouts.pdf.embed import Letters, embedded
from handouts.pdf.font_file import KIND, outlines, read
from handouts.pdf.fonts import BUILTIN


def to_prepare() -> Iterator[tuple[tuple[str, bytes], Any]]:
    """Yield each font's content with what is to be known of it."""
    for file in map(Path, BUILTIN.files):
        font = read(outlines(file))
        (subset,) = Letters(file, EVERYDAY, "").subsets
        cut = embedded(file, subset)
        font = replace(font, cuts={subset: (cut.font, cut.descriptor, cut.program, cut.to_unicode)})
        yield (KIND, file.read_bytes()), tuple([getattr(font, each.name) for each in fields(font)])
