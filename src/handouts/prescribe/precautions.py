"""What a patient's conditions mean for what is given: left out, done differently, or asked about first (rule P1)."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.load.library import Library
from handouts.load.loaded import Loaded
from handouts.model.stretch import Stretch
from handouts.prescribe.alternatives import alternatives
from handouts.prescribe.screening import Screening, met
from handouts.problems import Place, Problem, error, warning


def adaptations(stretch: Loaded[Stretch], screening: Screening) -> tuple[str, ...]:
    """Return what to do differently, in the patient's words."""
    return tuple(
        dict.fromkeys(each.how for each in met(stretch.value, screening) if each.action == "modify" and each.how)
    )


def precaution_problems(stretch: Loaded[Stretch], library: Library, screening: Screening) -> Iterator[Problem]:
    """P1: find what is not for this patient, what to decide first, and what is changed."""
    forbidden: list[str] = []
    for each in met(stretch.value, screening):
        precaution = library.precautions.precautions.get(each.code)
        named = f"`{each.code}` ({precaution.label})" if precaution else f"`{each.code}`"
        if each.action == "avoid" and stretch.id in screening.overrides:
            reason = screening.overrides[stretch.id]
            yield warning(Place(stretch.id), f"given in spite of {named}: {reason}", rule="P1")
        elif each.action == "avoid":
            forbidden.append(named)
        elif each.action == "ask":
            rule = precaution.rule if precaution else "ask the patient"
            yield warning(Place(stretch.id), f"decide first: `{each.code}`: {rule}", rule="P1")
        else:
            how = each.how or "no change is written down for it"
            yield warning(Place(stretch.id), f"changed for {named}: {how}", rule="P1")
    if forbidden:
        yield _refusal(stretch, " or ".join(forbidden), library, screening)


def _refusal(stretch: Loaded[Stretch], conditions: str, library: Library, screening: Screening) -> Problem:
    hint = f"leave it out with `--without {stretch.id}`, "
    if fitting := alternatives(stretch, library, screening):
        others = "".join(f" or `{each}`" for each in fitting[1:])
        hint += f"give another with `--swap {stretch.id}={fitting[0]}`{' (' + others.strip() + ')' if others else ''}, "
    hint += f'or give it all the same with `--override {stretch.id}="reason"`'
    return error(Place(stretch.id), f"is not for a patient with {conditions}", hint, "P1")
