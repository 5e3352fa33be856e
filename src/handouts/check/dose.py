"""N1, N2 and D1 to D4: how many stretches, how long, how much, and when to move on."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.check.rule import Rule
from handouts.check.subject import File, SheetSubject
from handouts.model.routine import PrescriptionFile, Routine
from handouts.model.stretch import Stretch
from handouts.model.template import flat
from handouts.prescribe.dose import WARM_UP_MINUTES, session_minutes
from handouts.prescribe.prescribe import dose_problems
from handouts.problems import Level, Place, Problem

_KEPT_UP, _MOST_CORE = 4, 6  # 2 to 4 are what the evidence supports (Bachmann 2018)
_LONG_MINUTES = 15  # without the warm-up; there is no evidence for a limit, this is our choice

N1 = Rule(
    id="N1", levels=(Level.NOTE, Level.WARNING), reads="files",
    title="2 to 4 stretches to start with; more than 4 is a note, more than 6 a warning",
    why="Who is given more does less: the more exercises there are, the fewer are done as often as they should be.",
    source="Bachmann 2018 (2 to 4, B+); Eckard 2015; Medina-Mirapeix 2009",
    mend="Keep the three or four that matter under `stretches:`, and put the others under `later:`.",
)  # fmt: skip
N2 = Rule(
    id="N2", levels=(Level.NOTE,), reads="Prescription and Template",
    title="the minutes of a session are computed and printed",
    why="A patient plans the day by it, and a clinician sees what is asked for.",
    source="no study gives a limit; 15 minutes without the warm-up are our choice",
    mend="Keep `plan-at-a-glance` in the template's `blocks`; give fewer stretches or shorter holds.",
)  # fmt: skip
D1 = Rule(
    id="D1", levels=(Level.ERROR,), reads="files",
    title="a dose says how long (when there is a hold), how many times and how often",
    why="Without these nobody can do it the same way twice.",
    source="CERT item 13",
    mend="State `hold`, `reps`, `per_day` and `days_per_week` under `dosage:`.",
)  # fmt: skip
D2 = Rule(
    id="D2", levels=(Level.ERROR,), reads="Prescription",
    title="a one-sided stretch has a side, and a two-sided one has none; `each` doubles the time",
    why="Left, right or each changes the words, the picture, the counts and the minutes.",
    source="CERT item 8: described so that it can be repeated",
    mend="Write `side: left`, `right` or `each` (which is the default), and nothing for a stretch without sides.",
)  # fmt: skip
D3 = Rule(
    id="D3", levels=(Level.WARNING,), reads="files and Prescription",
    title="a dose outside the range that its sources support is named, never blocked",
    why="There are reasons to leave the range, and a clinician should know that it is left.",
    source="ACSM and the sources that each stretch names",
    mend="Change the dose, or waive the rule in the file with your reason.",
)  # fmt: skip
D4 = Rule(
    id="D4", levels=(Level.WARNING,), reads="files",
    title="there is a rule for moving on, and a review",
    why="Without them people stop at the first level, or go on with what no longer helps.",
    source="CERT items 7a and 7b",
    mend="Write `progression:` in the patient's words, and `review_after: 4 weeks` or the next visit under `review:`.",
)  # fmt: skip
RULES = (N1, N2, D1, D2, D3, D4)


def n1(file: File) -> Iterator[Problem]:
    """Count the core, and what a phase holds."""
    routine = file.loaded.value
    if not isinstance(routine, Routine):
        return
    if len(routine.stretches) > _KEPT_UP:
        yield _many(len(routine.stretches), "to start with", file.place("stretches"), "put some under `later:`")
    for index, phase in enumerate(routine.phases):
        if len(phase.stretches) > _KEPT_UP:
            place = file.place("phases", index, "stretches")
            yield _many(len(phase.stretches), "at once", place, "leave out those that the patient has outgrown")


def _many(count: int, when: str, place: Place, hint: str) -> Problem:
    tell = N1.warning if count > _MOST_CORE else N1.note
    return tell(place, f"{count} stretches {when}; 2 to 4 are kept up best", hint)


def n2(sheet: SheetSubject) -> Iterator[Problem]:
    """Find a long session, and a template that does not print the minutes."""
    parts = [part.stretches for part in sheet.prescription.parts if part.kind != "later"]
    longest = max(minutes for part in parts for minutes in session_minutes(part))
    if longest - WARM_UP_MINUTES > _LONG_MINUTES:
        what = f"a session takes about {longest} minutes with the warm-up"
        yield N2.note(
            sheet.file.place("stretches"), what, "fewer stretches or shorter holds are more likely to be done"
        )
    template = sheet.library.template
    if "plan-at-a-glance" not in flat(template.value.blocks):
        what = "leaves out `plan-at-a-glance`: the minutes are not printed"
        yield N2.note(template.place("blocks"), f"`blocks` {what}")


def d1_and_d3(file: File) -> Iterator[Problem]:
    """Look at the dose that a stretch has in the catalog."""
    if isinstance(file.loaded.value, Stretch):
        for problem in dose_problems(file.loaded, file.loaded.value.dosage):
            tell = D1.error if problem.rule == D1.id else D3.warning
            yield tell(file.place("dosage"), problem.message, problem.hint)


def d2(sheet: SheetSubject) -> Iterator[Problem]:
    """Find one-sided stretches without a side. A side of a two-sided one is refused when prescribed."""
    items = places(sheet.file)
    for each in sheet.prescription.stretches:
        if each.stretch.laterality == "one" and each.side == "none":
            place = sheet.file.place(*items.get(each.id, ()))
            hint = "write `left`, `right` or `each`"
            yield D2.error(place, f"`{each.id}` is done on one side and has `side: none`", hint)


def d4(file: File) -> Iterator[Problem]:
    """Look for the rule for moving on and for the review."""
    routine = file.loaded.value
    if not isinstance(routine, Routine):
        return
    if not routine.progression:
        hint = "for instance `progression: When these feel easy for a week, add the next one.`"
        yield D4.warning(file.place(), "`progression` is missing: nothing says when to move on", hint)
    for index, phase in enumerate(routine.phases[:-1]):
        if not phase.move_on:
            hint = "for instance `move_on: You do all of them for a week, and they feel easy.`"
            place = file.place("phases", index)
            yield D4.warning(place, "`move_on` is missing: nothing says when the next phase begins", hint)
    if not (routine.review_after or (isinstance(routine, PrescriptionFile) and routine.review)):
        hint = "for instance `review_after: 4 weeks`"
        yield D4.warning(file.place(), "`review_after` is missing: nobody looks at how it goes", hint)


def places(file: File) -> dict[str, tuple[str | int, ...]]:
    """Map the stretches of a routine to where it first names them."""
    routine = file.loaded.value
    if not isinstance(routine, Routine):
        return {}
    locs: dict[str, tuple[str | int, ...]] = {}
    for listed in routine.listed:
        locs.setdefault(listed.item.stretch, (*listed.loc, "stretch"))
    return locs
