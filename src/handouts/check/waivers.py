"""Warnings that a file accepts, each with its reason. Errors are never accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handouts.check.rules import RULES, nearest_rule
from handouts.load.loaded import Loaded
from handouts.model.clinic import Clinic
from handouts.model.routine import Routine
from handouts.model.stretch import Stretch
from handouts.model.template import Template
from handouts.problems import Level, Problem, error, warning


@dataclass(frozen=True, slots=True, order=True)
class Waived:
    """A warning that does not count, and why."""

    problem: Problem
    reason: str


@dataclass
class Sorted:
    """What is left of problems, and what was accepted."""

    problems: list[Problem] = field(default_factory=list)
    waived: list[Waived] = field(default_factory=list)


def waivers_of(loaded: Loaded[Any] | None) -> Mapping[str, str]:
    """Return the rules that a file waives, each with the reason."""
    value = loaded.value if loaded else None
    return value.waive if isinstance(value, Stretch | Routine | Clinic | Template) else {}


def applied(problems: Iterable[Problem], loaded: Loaded[Any], others: Collection[str], is_whole: bool = True) -> Sorted:
    """Part the problems of a file by its waivers.

    The rules that a handout's template or clinic waives (`others`) are reported at their own files, not here.
    An unused waiver is a problem only when all rules have looked at the file (`is_whole`).
    """
    own, done, used = waivers_of(loaded), Sorted(), set()
    for problem in problems:
        used |= {problem.rule}
        if problem.level is not Level.ERROR and problem.rule in own:
            done.waived.append(Waived(problem, own[problem.rule]))
        elif problem.level is Level.ERROR or problem.rule not in others:
            done.problems.append(problem)
    errors = {problem.rule for problem in done.problems if problem.level is Level.ERROR}
    for rule in own:
        if wrong := _wrong(rule, loaded, rule in used or not is_whole, rule in errors):
            done.problems.append(wrong)
    return done


def _wrong(rule: str, loaded: Loaded[Any], is_used: bool, is_error: bool) -> Problem | None:
    place = loaded.place("waive", rule)
    if rule not in RULES:
        return warning(place, f"waives `{rule}`, and there is no such rule", nearest_rule(rule))
    if is_error or RULES[rule].levels == (Level.ERROR,):
        hint = "mend what it finds, and take the waiver out"
        return error(place, f"waives `{rule}`, which finds an error: errors cannot be waived", hint)
    if not is_used:
        return warning(place, f"waives `{rule}`, which finds nothing here", "take the waiver out")
    return None
