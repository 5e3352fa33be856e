"""From a routine, loose stretches and options to a prescription, with every problem and warning along the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pydantic import ValidationError

from handouts.library import Library
from handouts.model.routine import Item, PrescriptionFile
from handouts.model.stretch import Dosage, Side, Stretch
from handouts.phrasing import MUST_BE
from handouts.precautions import Screening, adaptations, fitting_way, screen
from handouts.prescription import PrescribedStretch, Prescription
from handouts.problems import InputError, Place, Problem, error, nearest, warning
from handouts.source import Loaded

_FIELDS = {"hold": "hold", "contract": "contract", "rest": "rest", "reps": "reps", "sets": "sets", "per_day": "per_day",
           "days_per_week": "days_per_week"}  # fmt: skip
_SIDES: dict[str, Side] = {"left": "left", "right": "right", "each": "each"}
_TOO_MANY_CORE = 6  # 2 to 4 is what people keep up with (rule N1)
_LOOSE = "stretches"  # the id, and so the file name, of a handout of loose stretches


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for beside the routine; texts as typed, `ID.field=value` and `ID=value` not yet taken apart."""

    stretches: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    title: str | None = None
    patient: str | None = None
    clinician: str | None = None
    date: str | None = None
    review: str | None = None
    log: bool = True


@dataclass(frozen=True, slots=True)
class _Entry:
    """A stretch on its way into the prescription."""

    stretch: Loaded[Stretch]
    item: Item
    core: bool
    common: Dosage | None  # the routine's own dosage for all


def prescribe(library: Library, request: Request) -> tuple[Prescription, tuple[Problem, ...]]:
    """Return the prescription and the warnings for the clinician. Raises InputError with every problem."""
    problems: list[Problem] = []
    entries = _entries(library, request, problems)
    entries = _changed(entries, request, problems)
    screening = screen(library, request, problems)
    stretches = [_prescribed(library, entry, screening, problems) for entry in entries.values()]
    if not entries and not problems:
        problems.append(error(Place("--without"), "nothing is left to do", "leave at least one stretch in"))
    warnings = [each for each in problems if each.level > 0]
    if len(warnings) < len(problems):
        raise InputError(each for each in problems if each.level == 0)
    prescription = _assembled(library, request, tuple(stretches), screening)
    return prescription, (*warnings, *_counted(prescription))


def _entries(library: Library, request: Request, problems: list[Problem]) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    routine = library.routine
    if routine:
        for core, items in ((True, routine.value.stretches), (False, routine.value.later)):
            for index, item in enumerate(items):
                if item.stretch in entries:
                    place = routine.place("stretches" if core else "later", index, "stretch")
                    problems.append(error(place, f"`{item.stretch}` is in this routine twice"))
                entries[item.stretch] = _Entry(library.stretches[item.stretch], item, core, routine.value.dosage)
    for each in request.stretches:
        if each in entries:
            problems.append(warning(Place(f"--stretch {each}"), "is on the handout already"))
        else:
            entries[each] = _Entry(library.stretches[each], Item(stretch=each), True, None)
    # what is added goes to the core, so it stands before what is for later
    entries = dict(sorted(entries.items(), key=lambda entry: not entry[1].core))
    absent = [each for each in request.without if each not in entries]
    problems.extend(_not_here(f"--without {each}", each, entries) for each in absent)
    return {name: entry for name, entry in entries.items() if name not in request.without}


def _changed(entries: dict[str, _Entry], request: Request, problems: list[Problem]) -> dict[str, _Entry]:
    """Apply `--set`, `--side`, `--note` and `--harder`."""
    problems.extend(_not_here(f"--harder {each}", each, entries) for each in request.harder if each not in entries)
    changed = {
        name: replace(entry, item=entry.item.model_copy(update={"harder": True})) if name in request.harder else entry
        for name, entry in entries.items()
    }
    for option, texts in (("--set", request.sets), ("--side", request.sides), ("--note", request.notes)):
        for text in texts:
            name, equals, value = text.partition("=")
            stretch_id, _, field = name.strip().partition(".")
            place = Place(f"{option} {name.strip()}")
            if not equals or (option == "--set") != bool(field):
                form = "ID.field=value, as in `pelvic-tilt.reps=5`" if option == "--set" else "ID=value"
                problems.append(error(Place(f"{option} {text}"), "cannot be read", f"write {form}"))
            elif stretch_id not in changed:
                problems.append(_not_here(str(place), stretch_id, entries))
            else:
                update = _option(option, field, value.strip(), changed[stretch_id], place, problems)
                item = changed[stretch_id].item.model_copy(update=update)
                changed[stretch_id] = replace(changed[stretch_id], item=item)
    return changed


def _option(
    option: str, field: str, value: str, entry: _Entry, place: Place, problems: list[Problem]
) -> dict[str, object]:
    if option == "--note":
        return {"note": value}
    if option == "--side":
        if value not in _SIDES:
            problems.append(error(place, f"`{value}` is no side", nearest(value, _SIDES)))
            return {}
        return {"side": _SIDES[value]}
    if field not in _FIELDS:
        problems.append(error(place, f"`{field}` is no part of a dosage", nearest(field, _FIELDS)))
        return {}
    try:
        change = Dosage.model_validate({_FIELDS[field]: value})
    except ValidationError as invalid:
        found = invalid.errors()[0]
        told = found.get("ctx", {}).get("error") or found["msg"][:1].lower() + found["msg"][1:]
        reason = f"it must be {MUST_BE[found['type']]}" if found["type"] in MUST_BE else told
        problems.append(error(place, f"`{value}` does not fit: {reason}"))
        return {}
    return {"dosage": (entry.item.dosage or Dosage()).changed(change)}


def _not_here(place: str, stretch_id: str, entries: dict[str, _Entry]) -> Problem:
    return error(Place(place), f"`{stretch_id}` is not on this handout", nearest(stretch_id, entries))


def _prescribed(library: Library, entry: _Entry, screening: Screening, problems: list[Problem]) -> PrescribedStretch:
    stretch, item = entry.stretch.value, entry.item
    given = (entry.common or Dosage()).changed(item.dosage)
    dosage = stretch.dosage.changed(given)
    problems.extend(dose_problems(entry.stretch, dosage))
    problems.extend(_side_problems(entry.stretch, item.side))
    side: Side = item.side or ("none" if stretch.laterality == "none" else "each")
    adapted = adaptations(entry.stretch.id, stretch, library, screening, problems)
    return PrescribedStretch(
        id=entry.stretch.id, stretch=stretch, dosage=dosage, side=side, core=entry.core, note=item.note or "",
        adaptations=adapted, easier=fitting_way(stretch.easier, library, screening),
        harder=_harder(entry, adapted, library, screening, problems),
        given=given if given.stated else None,
    )  # fmt: skip


def _harder(
    entry: _Entry, adapted: tuple[str, ...], library: Library, screening: Screening, problems: list[Problem]
) -> str:
    """Return the harder way if it is asked for; never beside a change that a precaution asks for."""
    if not entry.item.harder:
        return ""
    if adapted:
        place, what = Place(entry.stretch.id), "the harder way is left out: this patient does it with a change"
        problems.append(warning(place, what, rule="P1"))
        return ""
    return fitting_way(entry.stretch.value.harder, library, screening)


def dose_problems(stretch: Loaded[Stretch], dosage: Dosage) -> Iterator[Problem]:
    """D1: what a dose must state. D3: what its sources do not support."""
    needed = [
        "reps",
        "per_day",
        "days_per_week",
        *(["hold_seconds"] if stretch.value.kind in {"static", "pnf"} else []),
    ]
    for name in needed:
        if getattr(dosage, name) is None:
            shown = name.removesuffix("_seconds")
            yield error(stretch.place("dosage"), f"`dosage` of `{stretch.id}` does not say `{shown}`", rule="D1")
    sources = ", ".join(stretch.value.sources) or "its file"
    for name in ("hold_seconds", "reps", "sets", "per_day", "days_per_week"):
        given, allowed = getattr(dosage, name), getattr(stretch.value.range, name)
        if given is None or allowed is None:
            continue
        low, high = (given.low, given.high) if name == "hold_seconds" else (given, given)
        if low not in allowed or high not in allowed:
            what = f"`{name.removesuffix('_seconds')}` is {given}, outside {allowed}, the range that {sources} support"
            yield warning(Place(stretch.id), what, rule="D3")


def _side_problems(stretch: Loaded[Stretch], side: Side | None) -> Iterator[Problem]:
    if side in {"left", "right", "each"} and stretch.value.laterality == "none":
        yield error(Place(stretch.id), "has no sides: both do the same at once", "leave `side` out", rule="D2")


def _assembled(
    library: Library, request: Request, stretches: tuple[PrescribedStretch, ...], screening: Screening
) -> Prescription:
    if library.routine:
        file, name = library.routine.value, library.routine.value.routine or library.routine.id
    else:
        file, name = _loose(library.words.say("loose_title")), _LOOSE
    regions = {each.stretch.regions[0] for each in stretches}
    return Prescription(
        id=name,
        title=(request.title or "").strip() or file.title,
        goal=file.goal,
        region=file.region or (regions.pop() if len(regions) == 1 else None),
        stretches=stretches,
        progression=file.progression,
        flare_up_days=file.flare_up_days,
        review_after=file.review_after or "",
        patient=request.patient or file.patient or "",
        clinician=request.clinician or file.clinician or "",
        date=request.date if request.date is not None else file.date or "",
        review=request.review or file.review or "",
        has=screening.codes,
        overrides=tuple(sorted(screening.overrides.items())),
        log=request.log and file.log == "on",
    )


def _loose(title: str) -> PrescriptionFile:
    """Return what stands for the routine when there is none."""
    fields = PrescriptionFile.model_fields.items()
    defaults = {name: field.get_default() for name, field in fields if not field.is_required()}
    return PrescriptionFile.model_construct(**defaults, title=title, stretches=())


def _counted(prescription: Prescription) -> Iterator[Problem]:
    """N1: more core stretches than people keep up with."""
    core = sum(each.core for each in prescription.stretches)
    if core > _TOO_MANY_CORE:
        hint = "put some under `later:`, or leave some out with `--without`"
        yield warning(Place(prescription.id), f"{core} stretches to start with; 2 to 4 are kept up best", hint, "N1")
