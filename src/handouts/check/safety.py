"""D5 and P1: when to stop and whom to call, and what is not for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.check.rule import Rule
from handouts.check.subject import File, SheetSubject
from handouts.model.clinic import Clinic
from handouts.model.stretch import Stretch
from handouts.problems import Level, Problem

_DIGIT = re.compile(r"\d")

D5 = Rule(
    id="D5", levels=(Level.ERROR,), reads="files and Handout",
    title="every stretch says when to stop, and every clinic how to reach it",
    why="`Stop and call us` helps nobody who is not told when, or where to call.",
    source="AAOS OrthoInfo, `do not ignore pain`; the phone is our choice",
    mend="Name stop rules of `routines/safety/safety.yaml` under `stop:`, and a `phone` under the clinic's `sites:`.",
)  # fmt: skip
P1 = Rule(
    id="P1", levels=(Level.ERROR, Level.WARNING), reads="files and Prescription",
    title="what a precaution forbids is refused; a change is printed; a question is told",
    why="A stretch that is fine for most can break a weak bone or strain a new hip.",
    source="routines/safety/precautions.yaml, each with its sources",
    mend="Take another stretch, or override by name with a reason: `override: {ID: reason}`. A `modify` says `how`.",
)  # fmt: skip
RULES = (D5, P1)


def d5(file: File) -> Iterator[Problem]:
    """Look for the stop rules of a stretch and the phone of a clinic."""
    value = file.loaded.value
    if isinstance(value, Stretch) and not value.stop:
        hint = "for instance `stop: [worse, sharp, numb, linger, spread, chest]`"
        yield D5.error(file.place("stop"), "names no stop rules: the patient is not told when to stop", hint)
    if isinstance(value, Clinic) and not any(site.phone and _DIGIT.search(site.phone) for site in value.sites[:1]):
        hint = "write `sites: [{phone: …}]`; a handout prints the first site"
        yield D5.error(file.place("sites"), "names no phone: patients are told to call", hint)


def d5_of_sheet(sheet: SheetSubject) -> Iterator[Problem]:
    """Look for both tiers on the handout."""
    safety = sheet.handout.safety
    if not (safety.call and safety.emergency):
        yield D5.error(sheet.file.place("stretches"), "nothing on the handout says when to stop and call")


def p1(file: File) -> Iterator[Problem]:
    """Find precautions of a stretch that lack their change, or have one that is never printed."""
    if not isinstance(file.loaded.value, Stretch):
        return
    for index, met in enumerate(file.loaded.value.precautions):
        place = file.place("precautions", index)
        if met.action == "modify" and not met.how:
            yield P1.warning(place, f"`{met.code}` says `modify` and not how", "add `how:`, in the patient's words")
        elif met.action != "modify" and met.how:
            yield P1.warning(place, f"`how` of `{met.code}` is never printed: its action is `{met.action}`")
