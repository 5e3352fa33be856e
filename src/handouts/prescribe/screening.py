"""A patient's conditions, and whether a stretch suits them (rule P1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handouts.load.library import Library
from handouts.model.safety import Precautions
from handouts.model.stretch import Stretch, StretchPrecaution, Variation
from handouts.prescribe.request import Request
from handouts.problems import Level, Place, Problem, error, nearest, warning


@dataclass(frozen=True, slots=True)
class Screening:
    """The conditions of one patient, groups opened, and the stretches given in spite of them with the reason."""

    codes: tuple[str, ...] = ()
    overrides: Mapping[str, str] = field(default_factory=dict)
    done: bool = False  # somebody asked; without codes, nothing was found


def screen(library: Library, request: Request) -> tuple[Screening, tuple[Problem, ...]]:
    """Read `--has`, `--screened` and `--override`, and what the prescription file says of them."""
    stored = library.routine.value if library.routine else None
    named = list(_named(library, request))
    codes = groups_opened((code for code, _ in named), library.precautions)
    overrides = dict(stored.override) if stored else {}
    for text in request.overrides:
        stretch_id, _, reason = text.partition("=")
        overrides[stretch_id.strip()] = reason.strip()
    nothing_found = request.screened == "none" or bool(stored and stored.screened)
    problems = (
        *unknown(named, library.precautions),
        *_without_reason(request),
        *(_contradicting(library) if codes and nothing_found else ()),
        *decide_first(codes, library.precautions, "--has"),
    )
    return Screening(codes, overrides, done=bool(codes) or nothing_found), problems


def _without_reason(request: Request) -> Iterator[Problem]:
    for text in request.overrides:
        stretch_id, _, reason = text.partition("=")
        if not reason.strip():
            hint = f'say why: `--override {stretch_id}="reason"`'
            yield error(Place(f"--override {stretch_id}"), "gives no reason", hint)


def _contradicting(library: Library) -> Iterator[Problem]:
    routine = library.routine
    place = routine.place("screened") if routine and routine.value.screened else Place("--screened")
    yield error(place, "says that nothing was found, and a precaution is named", "leave one of the two out")


def groups_opened(codes: Iterable[str], precautions: Precautions) -> tuple[str, ...]:
    """Return each code once, and the codes of a group in its place."""
    return tuple(dict.fromkeys(each for code in codes for each in precautions.groups.get(code, (code,))))


def unknown(named: Iterable[tuple[str, Place]], precautions: Precautions) -> Iterator[Problem]:
    """Find the names that are neither precautions nor groups."""
    names = {*precautions.precautions, *precautions.groups}
    for code, place in named:
        if code not in names:
            yield error(place, f"no precaution `{code}`", nearest(code, names))


def _named(library: Library, request: Request) -> Iterator[tuple[str, Place]]:
    if routine := library.routine:
        yield from ((code, routine.place("has", index)) for index, code in enumerate(routine.value.has))
    yield from ((code, Place("--has")) for code in request.has)


def decide_first(codes: Iterable[str], precautions: Precautions, option: str) -> Iterator[Problem]:
    """Find what to decide first for a patient with these precautions, whatever the stretch."""
    for code in codes:
        precaution = precautions.precautions.get(code)
        if precaution and precaution.everywhere:
            yield warning(Place(option), f"`{code}`: {precaution.rule}", rule="P1")


def unscreened(screening: Screening, patient: str) -> Iterator[Problem]:
    """Remind of screening when a handout is made for somebody and nothing says that it was done."""
    if patient and not screening.done:
        what = "nothing says that precautions were asked for"
        hint = "`--screened none` when there are none, or `--has CODE` for each"
        yield Problem(place=Place("--patient"), level=Level.NOTE, message=what, hint=hint, rule="P1")


def met(stretch: Stretch, screening: Screening) -> Iterator[StretchPrecaution]:
    """Yield what the patient's conditions mean for a stretch."""
    return (each for each in stretch.precautions if each.code in screening.codes)


def suits(stretch: Stretch, screening: Screening) -> bool:
    """Tell whether none of the patient's conditions forbids a stretch or has to be asked about first."""
    return not any(each.action in {"avoid", "ask"} for each in met(stretch, screening))


def way_suits(way: Variation, library: Library, screening: Screening) -> bool:
    """Tell whether an easier or harder way suits the patient: the change itself, and the stretch that it names."""
    if any(code in screening.codes for code in way.not_for):
        return False
    return way.id is None or suits(library.linked[way.id].value, screening)
