"""A prescription as the file that `make FILE.yaml` takes again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handouts.load.yaml_source import dump
from handouts.model.stretch import Dosage
from handouts.prescribe.prescription import Part, PrescribedStretch, Prescription
from handouts.units import Ink, Paper

NAME, MEDIA_TYPE = "prescription.yaml", "application/yaml"  # of the file inside a PDF

# tells `handouts check` what the file is, wherever it lies
_FIRST_LINE = "# a prescription for `handouts make`; $schema=prescription.json\n"
_FAVORITE_LINE = "# a favorite, written by `handouts favorite`; $schema=routine.json\n"
_PRIVATE = frozenset(("for", "has", "override"))
# said whether or not there was anything to leave out, for that would tell, too
_LEFT_OUT = "# without the patient's name and precautions: give `--patient` and `--has` again\n"


def text(
    prescription: Prescription, *, template: str | None = None, clinic: str | None = None, paper: Paper | None = None,
    ink: Ink | None = None, site: str | None = None, private: bool = True,
) -> str:  # fmt: skip
    """Write a prescription as YAML. What is empty is left out, and what is private unless it is wanted."""
    fields: dict[str, Any] = {
        "routine": prescription.id,
        "title": prescription.title,
        "goal": prescription.goal,
        "for": prescription.patient,
        "from": prescription.clinician,
        "date": prescription.date,
        "review": prescription.review,
        "has": list(prescription.has),
        "screened": "none" if prescription.screened and not prescription.has else "",
        "override": dict(prescription.overrides),
        "region": prescription.region,
        "made_for": list(prescription.made_for),
        **_parts(prescription),
        "message": prescription.message,
        "progression": prescription.progression,
        "flare_up_days": prescription.flare_up_days,
        "review_after": prescription.review_after,
        "log": prescription.log_weeks if prescription.log else "off",
        "blank_dosage": prescription.blank_dosage,
        "template": template,
        "clinic": clinic,
        "site": site,
        "paper": paper,
        "ink": ink,
    }
    left_out = frozenset[str]() if private else _PRIVATE
    head = _FIRST_LINE if private else _FIRST_LINE + _LEFT_OUT
    return head + dump({name: value for name, value in fields.items() if value and name not in left_out})


def routine_text(prescription: Prescription, title: str = "") -> str:
    """Write what is done, and how much, as a routine for other patients."""
    return _FAVORITE_LINE + dump(routine(prescription, title))


def routine(prescription: Prescription, title: str = "") -> dict[str, Any]:
    """Return a routine file's fields, for other patients: no names, precautions, sides or notes."""
    fields: dict[str, Any] = {
        "title": title or prescription.title,
        "goal": prescription.goal,
        "region": prescription.region,
        "made_for": list(prescription.made_for),
        **_parts(replace(prescription, parts=tuple(map(_anyones, prescription.parts)))),
        "progression": prescription.progression,
        "flare_up_days": prescription.flare_up_days,
        "review_after": prescription.review_after,
    }
    return {name: value for name, value in fields.items() if value}


def _anyones(part: Part) -> Part:
    """Take out of a part what is meant for one patient."""
    bare = (replace(each, note="", side="each" if each.side in {"left", "right"} else each.side, steps=())
            for each in part.stretches)  # fmt: skip
    return replace(part, stretches=tuple(bare))


def _parts(prescription: Prescription) -> dict[str, Any]:
    if prescription.parts[0].kind == "phase":
        return {"phases": [_phase(part) for part in prescription.parts]}
    names = {"core": "stretches", "later": "later"}
    return {names[part.kind]: [_item(each) for each in part.stretches] for part in prescription.parts}


def _phase(part: Part) -> dict[str, Any]:
    items = [_item(each) for each in part.stretches]
    fields = {"weeks": str(part.weeks), "title": part.title, "stretches": items, "move_on": part.move_on}
    return {name: value for name, value in fields.items() if value}


def _item(prescribed: PrescribedStretch) -> str | dict[str, Any]:
    item: dict[str, Any] = {"stretch": prescribed.id}
    if prescribed.changes:
        item["dosage"] = _dosage(prescribed.changes)
    if prescribed.side in {"left", "right"}:
        item["side"] = prescribed.side
    if prescribed.note:
        item["note"] = prescribed.note
    if prescribed.steps:
        item["steps"] = {str(number): text for number, text in prescribed.steps}
    if prescribed.harder:
        item["harder"] = True
    return item if len(item) > 1 else prescribed.id


def _dosage(dosage: Dosage) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for name in dosage.stated:
        value = getattr(dosage, name)
        key = Dosage.model_fields[name].alias or name
        written[key] = f"{value} s" if name.endswith("_seconds") else value
    return written
