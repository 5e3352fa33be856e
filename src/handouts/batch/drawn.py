"""What a job comes to: a PDF and what is told of it, or problems. Any process makes it; the first one keeps it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from handouts.batch.job import Job, lay_out
from handouts.pdf.draw import draw_quickly
from handouts.problems import InputError, Problem


@dataclass(frozen=True, slots=True)
class DrawnHandout:
    """One handout, or why there is none."""

    pdf: bytes = b""
    routine: str = ""
    pages: int = 0
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def drawn(job: Job) -> DrawnHandout:
    """Make the PDF of a job."""
    try:
        laid = lay_out(job)
    except InputError as invalid:
        return DrawnHandout(problems=invalid.problems)
    pdf = draw_quickly(laid.sheets, laid.carried)
    return DrawnHandout(pdf, laid.routine, len(laid.sheets.sheets), laid.warnings)


@contextmanager
def sweeping(is_on: bool) -> Iterator[None]:
    """Let Python look for garbage, or not: to look at all that is kept for other handouts takes long."""
    usual = gc.isenabled()
    (gc.enable if is_on else gc.disable)()
    try:
        yield
    finally:
        (gc.enable if usual else gc.disable)()
