"""What a patient's conditions mean for what is given: left out, done differently, or asked about first (rule P1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.library import Library
from handouts.model.stretch import Stretch, StretchPrecaution, Variation
from handouts.problems import Place, Problem, error, nearest, warning

if TYPE_CHECKING:
    from handouts.prescribe import Request


@dataclass(frozen=True, slots=True)
class Screening:
    """The conditions of one patient, groups opened, and the stretches given in spite of them with the reason."""

    codes: tuple[str, ...] = ()
    overrides: Mapping[str, str] = field(default_factory=dict)


def screen(library: Library, request: Request, problems: list[Problem]) -> Screening:
    """Read `--has` and `--override` and what the prescription file says of them."""
    known = {*library.precautions.precautions, *library.precautions.groups}
    codes: list[str] = []
    stored = library.routine.value if library.routine else None
    asked = (
        [(code, library.routine.place("has", n)) for n, code in enumerate(stored.has)]
        if stored and library.routine
        else []
    )
    for code, place in [*asked, *((code, Place("--has")) for code in request.has)]:
        if code not in known:
            problems.append(error(place, f"no precaution `{code}`", nearest(code, known)))
        codes.extend(library.precautions.groups.get(code, (code,)))
    overrides = dict(stored.override) if stored else {}
    for text in request.overrides:
        stretch_id, _, reason = text.partition("=")
        if not reason.strip():
            hint = f'say why: `--override {stretch_id}="reason"`'
            problems.append(error(Place(f"--override {stretch_id}"), "gives no reason", hint))
        overrides[stretch_id.strip()] = reason.strip()
    problems.extend(_asked_everywhere(library, codes))
    return Screening(tuple(dict.fromkeys(codes)), overrides)


def _asked_everywhere(library: Library, codes: list[str]) -> list[Problem]:
    found = []
    for code in dict.fromkeys(codes):
        precaution = library.precautions.precautions.get(code)
        if precaution and precaution.everywhere:
            found.append(warning(Place("--has"), f"`{code}`: {precaution.rule}", rule="P1"))
    return found


def adaptations(
    stretch_id: str, stretch: Stretch, library: Library, screening: Screening, problems: list[Problem]
) -> tuple[str, ...]:
    """Return what to do differently, in the patient's words; refusals and questions go to `problems`."""
    changes: list[str] = []
    for met in _met(stretch, screening):
        label = (
            library.precautions.precautions[met.code].label if met.code in library.precautions.precautions else met.code
        )
        if met.action == "avoid" and stretch_id in screening.overrides:
            reason = screening.overrides[stretch_id]
            problems.append(
                warning(Place(stretch_id), f"given in spite of `{met.code}` ({label}): {reason}", rule="P1")
            )
        elif met.action == "avoid":
            problems.append(_refusal(stretch_id, stretch, met, label, library, screening))
        elif met.action == "ask":
            rule = library.precautions.precautions[met.code].rule
            problems.append(warning(Place(stretch_id), f"decide first: `{met.code}`: {rule}", rule="P1"))
        else:
            how = met.how or "no change is written down for it"
            problems.append(warning(Place(stretch_id), f"changed for `{met.code}` ({label}): {how}", rule="P1"))
            changes.extend([met.how] if met.how else [])
    return tuple(dict.fromkeys(changes))


def _refusal(
    stretch_id: str, stretch: Stretch, met: StretchPrecaution, label: str, library: Library, screening: Screening
) -> Problem:
    fitting = [way.id for way in stretch.easier if way.id and _is_fit(library.linked[way.id].value, screening)]
    instead = f", perhaps give `{fitting[0]}` instead" if fitting else ""
    anyway = f'or give it all the same with `--override {stretch_id}="reason"`'
    hint = f"leave it out with `--without {stretch_id}`{instead}, {anyway}"
    return error(Place(stretch_id), f"is not for a patient with `{met.code}` ({label})", hint, "P1")


def _met(stretch: Stretch, screening: Screening) -> list[StretchPrecaution]:
    return [each for each in stretch.precautions if each.code in screening.codes]


def _is_fit(stretch: Stretch, screening: Screening) -> bool:
    return not any(each.action in {"avoid", "ask"} for each in _met(stretch, screening))


def fitting_way(ways: tuple[Variation, ...], library: Library, screening: Screening) -> str:
    """Return the first easier or harder way that none of the patient's conditions speaks against."""
    for way in ways:
        if way.id and not _is_fit(library.linked[way.id].value, screening):
            continue
        if way.how:
            return way.how
        if way.id:
            return library.words.say("try_instead", name=library.linked[way.id].value.name)
    return ""
