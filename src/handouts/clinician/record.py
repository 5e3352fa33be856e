"""What was prescribed, as plain text to paste into a patient's record."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.clinician.summary import part_line, stretch_line
from handouts.compose.handout import Handout
from handouts.model.safety import Precautions
from handouts.prescribe.prescription import PrescribedStretch, Prescription


def record(prescription: Prescription, handout: Handout, precautions: Precautions) -> str:
    """Write stretches with doses and sides, what was screened, what was overridden, and the version."""
    return "\n".join(_lines(prescription, handout, precautions)) + "\n"


def _lines(prescription: Prescription, handout: Handout, precautions: Precautions) -> Iterator[str]:
    yield f"Stretching handout: {prescription.title}"
    people = {
        "For": prescription.patient, "From": prescription.clinician, "Date": prescription.date,
        "Next visit": prescription.review,
    }  # fmt: skip
    yield from (f"{label}: {value}" for label, value in people.items() if value)
    numbers: dict[str, int] = {}
    for part in prescription.parts:
        yield ""
        yield part_line(part)
        for each in part.stretches:
            number = numbers.setdefault(each.id, len(numbers) + 1)
            yield from _stretch(number, each)
    yield ""
    if prescription.message:
        yield f"Message: {prescription.message}"
    yield from _screened(prescription, precautions)
    if prescription.blank_dosage:
        yield "Doses are left to be written in by hand."
    if prescription.review_after:
        yield f"Review after {prescription.review_after}."
    yield f"Handout {handout.version}"


def _stretch(number: int, each: PrescribedStretch) -> Iterator[str]:
    yield f"{number}. {stretch_line(each)}"
    yield from (f"   changed: {change}" for change in each.adaptations)
    yield from (f"   step {number}: {text}" for number, text in each.steps)
    if each.note:
        yield f"   note: {each.note}"


def _screened(prescription: Prescription, precautions: Precautions) -> Iterator[str]:
    if prescription.has:
        by_code = precautions.precautions
        named = [f"{by_code[code].label} ({code})" if code in by_code else code for code in prescription.has]
        yield f"Precautions: {'; '.join(named)}."
    elif prescription.screened:
        yield "Precautions: screened, none found."
    else:
        yield "Precautions: no screening recorded."
    for stretch_id, reason in prescription.overrides:
        yield f"Given in spite of a precaution: {stretch_id} ({reason})."
