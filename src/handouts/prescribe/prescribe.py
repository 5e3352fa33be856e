"""From a routine, loose stretches and options to a prescription, with every problem and warning along the way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from handouts.load.library import Library
from handouts.load.loaded import Loaded
from handouts.model.identity import Same
from handouts.model.profile import DoseProfile
from handouts.model.routine import PrescriptionFile
from handouts.model.stretch import Dosage, DosageRange, Side, Stretch
from handouts.prescribe.alternatives import fitting_way
from handouts.prescribe.dose import unstated
from handouts.prescribe.entries import entries
from handouts.prescribe.entry import Entry, line_problem
from handouts.prescribe.precautions import adaptations, precaution_problems
from handouts.prescribe.prescription import Part, PrescribedStretch, Prescription
from handouts.prescribe.request import Request
from handouts.prescribe.screening import Screening, met, screen, unscreened
from handouts.problems import InputError, Level, Place, Problem, error, warning

_TOO_MANY_CORE = 6  # 2 to 4 is what people keep up with (rule N1)
_AS_IT_IS = Dosage.model_construct()
Prescribed = tuple[PrescribedStretch, tuple[Problem, ...]]  # a stretch, and its problems
_LOOSE = "stretches"  # the id, and so the file name, of a handout of loose stretches


def prescribe(library: Library, request: Request) -> tuple[Prescription, tuple[Problem, ...]]:
    """Return the prescription and the warnings for the clinician. Raises InputError with every problem."""
    screening, of_screening = screen(library, request)
    chosen, of_entries = entries(library, request, screening)
    unfit = line_problem(request.message, Place("--message")) if request.message else None
    made = [(entry.part, *_prescribed(library, entry, screening)) for entry in chosen]
    problems = [
        *of_screening,
        *of_entries,
        *([unfit] if unfit else []),
        *(each for *_, of_one in made for each in of_one),
    ]
    if not chosen and not problems:
        problems.append(error(Place("--without"), "nothing is left to do", "leave at least one stretch in"))
    distinct = dict.fromkeys(problems)  # a stretch that goes on in a later phase has the same problems again
    if any(each.level is Level.ERROR for each in distinct):
        raise InputError(each for each in distinct if each.level is Level.ERROR)
    parts = tuple(_parts(library, [(part, stretch) for part, stretch, _ in made]))
    prescription = _assembled(library, request, parts, screening)
    return prescription, (*distinct, *_counted(prescription), *unscreened(screening, prescription.patient))


def _prescribed(library: Library, entry: Entry, screening: Screening) -> Prescribed:
    """Make a stretch out for a patient; for one without conditions as for others with the same dose."""
    if screening.codes or library.profile:
        return _made_out(library, entry, screening)
    return _without_conditions(_Lookup(library, entry))


class _Lookup:
    """A stretch to make out, as a key of a cache: equal for the same stretch, words, doses and details."""

    def __init__(self, library: Library, entry: Entry) -> None:
        self.library, self.entry, item = library, entry, entry.item
        doses = tuple([tuple(each.__dict__.values()) if each else None for each in (entry.common, item.dosage)])
        details = (item.side, item.note, tuple(item.steps.items()), item.harder)
        self.values = (Same(entry.stretch), Same(library.words), doses, details)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Lookup) and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.values)


@lru_cache(maxsize=1024)
def _without_conditions(lookup: _Lookup) -> Prescribed:
    return _made_out(lookup.library, lookup.entry, Screening())


def _made_out(library: Library, entry: Entry, screening: Screening) -> Prescribed:
    stretch, item = entry.stretch.value, entry.item
    changes = (entry.common or _AS_IT_IS).changed(item.dosage)
    dosage = stretch.dosage.changed(changes)
    side: Side = item.side or ("none" if stretch.laterality == "none" else "each")
    harder, of_harder = _harder(entry, library, screening)
    problems = (
        *dose_problems(entry.stretch, dosage),
        *(profile_problems(entry.stretch, dosage, library.profile) if library.profile else ()),
        *_side_problems(entry.stretch, item.side),
        *precaution_problems(entry.stretch, library, screening),
        *of_harder,
    )
    made = PrescribedStretch(
        id=entry.id, stretch=stretch, dosage=dosage, side=side, note=item.note or "",
        adaptations=adaptations(entry.stretch, screening),
        steps=tuple(sorted(item.steps.items())),
        easier=fitting_way(stretch.easier, library, screening),
        harder=harder,
        changes=changes if changes.stated else None,
    )  # fmt: skip
    return made, problems


def _harder(entry: Entry, library: Library, screening: Screening) -> tuple[str, tuple[Problem, ...]]:
    """Return the harder way if the clinician wants it; none when the stretch has a precaution of the patient."""
    if not entry.item.harder:
        return "", ()
    if codes := ", ".join(f"`{each.code}`" for each in met(entry.stretch.value, screening)):
        what = f"the harder way is left out: this patient has {codes}"
    elif way := fitting_way(entry.stretch.value.harder, library, screening):
        return way, ()
    elif entry.stretch.value.harder:
        what = "the harder way is left out: it is not for this patient"
    else:
        what = "the catalog names no harder way"
    return "", (warning(Place(entry.id), what, rule="P1"),)


def dose_problems(stretch: Loaded[Stretch], dosage: Dosage) -> Iterator[Problem]:
    """D1: what a dose must state, unless it is for a human to settle. D3: what its sources do not support."""
    is_open = "dosage" in stretch.value.needs  # rule I1 says so, and it is printed as lines to write on
    for name in () if is_open else unstated(stretch.value, dosage):
        shown = "amount` or `reps" if name == "reps" and stretch.value.kind == "activity" else name
        yield error(stretch.place("dosage"), f"`dosage` of `{stretch.id}` does not say `{shown}`", rule="D1")
    sources = ", ".join(stretch.value.sources) or "its file"
    for what in _outside(dosage, stretch.value.range):
        yield warning(Place(stretch.id), f"{what}, the range that {sources} support", rule="D3")


def profile_problems(stretch: Loaded[Stretch], dosage: Dosage, profile: DoseProfile) -> Iterator[Problem]:
    """D3: what a guideline advises otherwise, for the kinds of stretch that it speaks of."""
    if stretch.value.kind in profile.kinds:
        for what in _outside(dosage, profile):
            advice = f"the range for {profile.label.lower()} ({', '.join(profile.sources)})"
            yield warning(Place(stretch.id), f"{what}, {advice}", rule="D3")


def _outside(dosage: Dosage, ranges: DosageRange) -> Iterator[str]:
    for name in ("hold_seconds", "reps", "sets", "per_day", "days_per_week"):
        value, allowed = getattr(dosage, name), getattr(ranges, name)
        if value is None or allowed is None:
            continue
        low, high = (value.low, value.high) if name == "hold_seconds" else (value, value)
        if low not in allowed or high not in allowed:
            yield f"`{name.removesuffix('_seconds')}` is {value}, outside {allowed}"


def _side_problems(stretch: Loaded[Stretch], side: Side | None) -> Iterator[Problem]:
    if side in {"left", "right", "each"} and stretch.value.laterality == "none":
        yield error(Place(stretch.id), "has no sides: both do the same at once", "leave `side` out", rule="D2")


def _parts(library: Library, numbered: list[tuple[int, PrescribedStretch]]) -> Iterator[Part]:
    """Put together what is begun together. Parts that nothing is left of are gone; the first is the core."""
    phases = library.routine.value.phases if library.routine else ()
    for nth, number in enumerate(sorted({number for number, _ in numbered})):
        stretches = tuple(each for part, each in numbered if part == number)
        if phases:
            phase = phases[number]
            yield Part(stretches, "phase", weeks=phase.weeks, title=phase.title, move_on=phase.move_on)
        else:
            yield Part(stretches, "later" if nth else "core")


def _assembled(library: Library, request: Request, parts: tuple[Part, ...], screening: Screening) -> Prescription:
    if library.routine:
        file, name = library.routine.value, library.routine.value.routine or library.routine.id
    else:
        file, name = _loose(library.words.say("loose_title")), _LOOSE
    log = library.settings.log
    regions = {each.stretch.regions[0] for part in parts for each in part.stretches}
    return Prescription(
        id=name,
        title=(request.title or "").strip() or file.title,
        goal=file.goal,
        region=file.region or (regions.pop() if len(regions) == 1 else None),
        parts=parts,
        progression=file.progression,
        flare_up_days=file.flare_up_days,
        review_after=file.review_after or "",
        patient=request.patient or file.patient or "",
        clinician=request.clinician or file.clinician or "",
        date=request.date if request.date is not None else file.date or "",
        review=request.review or file.review or "",
        has=screening.codes,
        screened=screening.done,
        overrides=tuple(sorted(screening.overrides.items())),
        made_for=file.made_for,
        log=request.log and (log != "off" or request.log_weeks is not None),
        log_weeks=request.log_weeks or (log if isinstance(log, int) else None),
        message=request.message if request.message is not None else file.message,
        blank_dosage=request.blank_dosage or file.blank_dosage,
    )


@lru_cache(maxsize=8)
def _loose(title: str) -> PrescriptionFile:
    """Return what stands for the routine when there is none."""
    fields = PrescriptionFile.model_fields.items()
    defaults = {name: field.get_default() for name, field in fields if not field.is_required()}
    return PrescriptionFile.model_construct(**defaults | {"title": title})


def _counted(prescription: Prescription) -> Iterator[Problem]:
    """N1: more stretches to start with than people keep up with."""
    most = max(len(part.stretches) for part in prescription.parts if part.kind != "later")
    if most > _TOO_MANY_CORE:
        phased = prescription.parts[0].kind == "phase"
        hint = "put some in a later phase" if phased else "put some under `later:`, or leave some out with `--without`"
        what = f"{most} stretches {'at once' if phased else 'to start with'}; 2 to 4 are kept up best"
        yield warning(Place(prescription.id), what, hint, "N1")
