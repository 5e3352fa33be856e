"""What a job comes to: a PDF and what is told of it, or problems. Any process makes it; the first one keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from handouts.batch.job import Job, lay_out
from handouts.pdf.assemble import assemble
from handouts.problems import InputError, Problem

# Allocations between two looks for garbage, and looks between those at what has stayed once or twice. What is drawn the
# plain way leaves 0.2 MB of it, and nothing else leaves any; Python's own (700, 10, 10) would double the time.
RARELY = (1_000_000, 1_000, 1_000)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One handout, or why there is none."""

    pdf: bytes = b""
    routine: str = ""
    pages: int = 0
    warnings: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def drawn(job: Job) -> Drawn:
    """Make the PDF of a job."""
    try:
        laid = lay_out(job)
    except InputError as found:
        return Drawn(problems=found.problems)
    return Drawn(assemble(laid.sheets, laid.carried), laid.routine, len(laid.sheets.sheets), laid.warnings)
