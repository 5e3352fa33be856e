"""What a patient's conditions mean for what is given: left out, done differently, or asked about first (rule P1)."""

from __future__ import annotations

from handouts.load.library import Library
from handouts.load.loaded import Loaded
from handouts.model.stretch import Stretch
from handouts.prescribe.alternatives import alternatives
from handouts.prescribe.screening import Screening, met
from handouts.problems import Place, Problem, error, warning


def adaptations(
    stretch: Loaded[Stretch], library: Library, screening: Screening, problems: list[Problem]
) -> tuple[str, ...]:
    """Return what to do differently, in the patient's words; refusals and questions go to `problems`."""
    changes: list[str] = []
    forbidden: list[str] = []
    for each in met(stretch.value, screening):
        known = library.precautions.precautions.get(each.code)
        named = f"`{each.code}` ({known.label})" if known else f"`{each.code}`"
        if each.action == "avoid" and stretch.id in screening.overrides:
            reason = screening.overrides[stretch.id]
            problems.append(warning(Place(stretch.id), f"given in spite of {named}: {reason}", rule="P1"))
        elif each.action == "avoid":
            forbidden.append(named)
        elif each.action == "ask":
            rule = known.rule if known else "ask the patient"
            problems.append(warning(Place(stretch.id), f"decide first: `{each.code}`: {rule}", rule="P1"))
        else:
            how = each.how or "no change is written down for it"
            problems.append(warning(Place(stretch.id), f"changed for {named}: {how}", rule="P1"))
            changes.extend([each.how] if each.how else [])
    if forbidden:
        problems.append(_refusal(stretch, " or ".join(forbidden), library, screening))
    return tuple(dict.fromkeys(changes))


def _refusal(stretch: Loaded[Stretch], conditions: str, library: Library, screening: Screening) -> Problem:
    hint = f"leave it out with `--without {stretch.id}`, "
    if fitting := alternatives(stretch, library, screening):
        others = "".join(f" or `{each}`" for each in fitting[1:])
        hint += f"give another with `--swap {stretch.id}={fitting[0]}`{' (' + others.strip() + ')' if others else ''}, "
    hint += f'or give it all the same with `--override {stretch.id}="reason"`'
    return error(Place(stretch.id), f"is not for a patient with {conditions}", hint, "P1")
