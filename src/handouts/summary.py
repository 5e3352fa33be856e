"""A stretch for the screen of a clinician."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.model.stretch import Dosage, Stretch
from handouts.source import Loaded


def summary(loaded: Loaded[Stretch]) -> str:
    """Write a stretch as text."""
    return "\n".join(_lines(loaded.id, loaded.value))


def _lines(stretch_id: str, stretch: Stretch) -> Iterator[str]:
    yield f"{stretch.name} ({stretch_id})"
    yield stretch.why
    yield f"{stretch.position}, {stretch.kind}, {stretch.level}; {', '.join(stretch.regions)}"
    yield ""
    for number, step in enumerate(stretch.steps, start=1):
        yield f"  {number}. {step}"
    yield f"  Feel it {stretch.feel}"
    yield from (f"  {each}" for each in stretch.avoid)
    yield ""
    yield f"dose: {dose(stretch.dosage)}"
    for label, ways in (("easier", stretch.easier), ("harder", stretch.harder)):
        for way in ways:
            yield f"{label}: {' '.join(part for part in (way.how, f'({way.id})' if way.id else '') if part)}"
    for each in stretch.precautions:
        yield f"{each.action} with {each.code}{': ' + each.how if each.how else ''}"
    yield f"stop if: {', '.join(stretch.stop)}"
    yield f"sources: {', '.join(stretch.sources)}"
    review = stretch.review if isinstance(stretch.review, str) else f"{stretch.review.by}, {stretch.review.on}"
    yield f"review: {review}"


def dose(dosage: Dosage) -> str:
    """Write a dosage as its file does."""
    parts = []
    for name in dosage.stated:
        unit = " s" if name.endswith("_seconds") else ""
        parts.append(f"{name.removesuffix('_seconds')} {getattr(dosage, name)}{unit}")
    return ", ".join(parts)
