"""S2: the order of stretches, so that nobody gets up and down more than needed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from handouts.check.rule import Rule
from handouts.check.subject import SheetSubject
from handouts.problems import Level, Problem

S2 = Rule(
    id="S2", levels=(Level.NOTE,), reads="Prescription",
    title="stretches stand in the order of postures",
    why="Getting up and down is the hardest part for many who are stiff, and where falls happen.",
    source="what clinicians and older patients ask for; no trial",
    mend="Put those that are done lying together, and those that are done sitting or standing; "
    "`--by-posture` does it once.",
)  # fmt: skip
RULES = (S2,)


def s2(sheet: SheetSubject) -> Iterator[Problem]:
    """Count the changes of posture, and those that would do; first the core, then what is for later."""
    for number, part in enumerate(sheet.prescription.parts):
        group = part.stretches
        postures = [each.stretch.position for each in group]
        changes = sum(one != other for one, other in pairwise(postures))
        needed = max(len(set(postures)) - 1, 0)
        if changes > needed:
            first = list(dict.fromkeys(postures))
            order = sorted(group, key=lambda each: first.index(each.stretch.position))
            hint = "in this order: " + ", ".join(f"`{each.id}`" for each in order)
            what = f"the posture changes {changes} times; {needed} would do"
            loc = ("phases", number) if part.kind == "phase" else ("later" if part.kind == "later" else "stretches",)
            yield S2.note(sheet.file.place(*loc), what, hint)
