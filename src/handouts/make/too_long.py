"""What to leave out of a handout that takes more pages than its template is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from handouts.load.loaded import Loaded
from handouts.model.template import Template
from handouts.prescribe.prescription import Part, Prescription
from handouts.problems import Place, Problem, warning


def too_long(
    template: Loaded[Template], prescription: Prescription, taken: int, pages_of: Callable[[Prescription], int]
) -> Iterator[Problem]:
    """Say when a handout takes too many pages, and the least that has to go. `pages_of` lays a shorter one out."""
    most = template.value.fit.pages
    if most == "any" or taken <= most:
        return
    shorter_ways = (said for said, shorter in _shorter(prescription) if pages_of(shorter) <= most)
    what = f"takes {taken} pages; this template is for {most}"
    yield warning(Place(f"--template {template.id}"), what, next(shorter_ways, "choose another template"))


def _shorter(prescription: Prescription) -> Iterator[tuple[str, Prescription]]:
    """Yield what could be left out: the diary, then stretches from the last, then both."""
    without_log = replace(prescription, log=False)
    if prescription.log:
        yield "leave the diary out with `--no-log`", without_log
    for start, also in ((prescription, ""), *([(without_log, " --no-log")] if prescription.log else [])):
        gone: list[str] = []
        for stretch in reversed(prescription.stretches[1:]):
            gone.insert(0, stretch.id)
            options = " ".join(f"--without {each}" for each in gone)
            yield f"leave out `{options}{also}`", replace(start, parts=_parts_without(start, gone))


def _parts_without(prescription: Prescription, gone: list[str]) -> tuple[Part, ...]:
    parts = (
        replace(part, stretches=tuple(each for each in part.stretches if each.id not in gone))
        for part in prescription.parts
    )
    return tuple(part for part in parts if part.stretches)
