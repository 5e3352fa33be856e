"""What an import took and left, for the screen and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from handouts.intake.value import IntakeReport


def lines(report: IntakeReport, folder: str, dry: bool) -> str:
    """Write a report as text."""
    return "\n".join(_lines(report, folder, dry)) + "\n"


def _lines(report: IntakeReport, folder: str, dry: bool) -> Iterator[str]:
    for each in report.drafts:
        yield f"{each.path}"
        yield f"  needs: {', '.join(each.needs)}"
        yield from (f"  {note}" for note in each.notes)
    if report.left:
        yield "left out:"
        yield from (f"  {each.place}: {each.name or '(no name)'}: {each.why}" for each in report.left)
    yield "read as: " + ", ".join(f"`{key}` as {field}" for key, field in report.read_as.items())
    if report.unread:
        keys = ", ".join(f"`{key}`" for key in report.unread)
        yield f"nothing is made of: {keys}; `--map KEY=FIELD` says what one of them is"
    counts = Counter(need for each in report.drafts for need in each.needs)
    if counts:
        yield "for a human to settle: " + ", ".join(f"{need} ({count})" for need, count in counts.most_common())
    verb = "would be taken into" if dry else "taken into"
    yield f"{len(report.drafts)} {verb} {folder}, {len(report.left)} left out"


def record(report: IntakeReport, folder: str, dry: bool) -> dict[str, Any]:
    """Return a report as data."""
    return {
        "folder": folder,
        "written": not dry,
        "taken": [
            {
                "id": each.id, "name": each.name, "from": str(each.place), "file": each.path,
                "needs": list(each.needs), "notes": list(each.notes),
                "pictures": [picture.target for picture in each.pictures],
            }
            for each in report.drafts
        ],
        "left_out": [{"name": each.name, "from": str(each.place), "why": each.why} for each in report.left],
        "read_as": dict(report.read_as),
        "unread": list(report.unread),
    }  # fmt: skip
