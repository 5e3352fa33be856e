"""The numbers of docs/batches.md: what a million handouts take, worked out from one measure."""

from __future__ import annotations

import re

import pytest

from handouts.data import builtin

RATE = 150  # handouts a second and core, as `python -m tests.bench.batch` measures them; the one number to change
FILE_BYTES = 147_000  # of a single file
PRINT_BYTES = 900  # of one more handout in a print file: at most
OWN_BYTES = 1_500  # with stretches of the patient's own
MANY = 1_000_000
CORES = (1, 2, 16, 256)
_PAGE = builtin() / "docs" / "batches.md"
_BLOCK = re.compile(r"(<!-- a million: .*? -->\n).*?(<!-- end -->)", re.S)


_TEXT = """\
At {rate} handouts a second and core:

| cores | a million | ten thousand |
|---|---|---|
{rows}

Single files have {file} kB each, so a million are {files} GB. Sixteen cores make {all} a second, {speed} MB: from there
on the disk decides. A print file holds fonts and pictures once; each further handout of a routine, with its own doses
and note, adds at most {page} bytes, so a million are {pages} GB; with stretches of each patient's own it is {own}.
One process writes a print file, so `--shard` is the way to several cores, and each part has a print file of its
own.
"""


def worked() -> str:
    """Write the numbers."""
    rows = [f"| {cores} | {time(MANY / (RATE * cores))} | {time(10_000 / (RATE * cores))} |" for cores in CORES]
    return _TEXT.format(
        rate=RATE,
        rows="\n".join(rows),
        file=round(FILE_BYTES / 1e3),
        files=round(MANY * FILE_BYTES / 1e9),
        all=f"{RATE * 16:,}",
        speed=round(RATE * 16 * FILE_BYTES / 1e6),
        page=f"{PRINT_BYTES:,}",
        pages=MANY * PRINT_BYTES / 1e9,
        own=f"{OWN_BYTES:,}",
    )


def time(seconds: float) -> str:
    """Write a time as one would say it."""
    if seconds < 100:
        return f"{max(1, round(seconds))} s"
    minutes = seconds / 60
    return f"{minutes:.0f} min" if minutes < 100 else f"{minutes / 60:.1f} h"


def test_the_numbers_for_a_million_are_worked_out(request: pytest.FixtureRequest) -> None:
    page = _PAGE.read_text("utf-8")
    fresh = _BLOCK.sub(lambda found: f"{found[1]}{worked()}{found[2]}", page)
    if request.config.getoption("--update-goldens"):
        _PAGE.write_text(fresh, "utf-8")
    assert _PAGE.read_text("utf-8") == fresh, "run pytest tests/test_million.py --update-goldens, and read the diff"


@pytest.mark.parametrize(("seconds", "said"), [(0.2, "1 s"), (40, "40 s"), (4000, "67 min"), (9000, "2.5 h")])
def test_times_are_said_as_one_would(seconds: float, said: str) -> None:
    assert time(seconds) == said
