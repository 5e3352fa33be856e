"""What a rule asks for, in words, for the screen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from handouts.check.rule import Rule
from handouts.check.rules import RULES, nearest_rule
from handouts.problems import InputError, Level, Place, error

_WIDTH = 100  # letters; what a terminal shows


def rules_of(ids: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules of these ids, whatever their case. InputError names those that are none."""
    rule_ids = [each.upper() for each in ids]
    unknown = [each for each in rule_ids if each not in RULES]
    if unknown:
        raise InputError(error(Place("--explain"), f"no rule `{each}`", nearest_rule(each)) for each in unknown)
    return tuple(RULES[each] for each in rule_ids)


def listed() -> str:
    """List all rules, one a line."""
    lines = [f"{rule.id}  {levels(rule):15}  {rule.title}\n" for rule in RULES.values()]
    return "".join([*lines, "\n`handouts check --explain R1` says why, by whom, and how to mend it.\n"])


def explained(rule: Rule) -> str:
    """Explain one rule."""
    parts = (
        ("why", rule.why), ("source", rule.source), ("reads", rule.reads), ("mend", rule.mend),
        ("waive", "an error cannot be waived" if rule.levels == (Level.ERROR,) else f"`waive: {{{rule.id}: reason}}`"),
    )  # fmt: skip
    head = textwrap.fill(f"{rule.id} ({levels(rule)}): {rule.title}", _WIDTH, subsequent_indent="    ")
    rest = (textwrap.fill(f"{name + ':':8}{text}", _WIDTH, subsequent_indent=" " * 8) for name, text in parts)
    return "\n".join([head, *rest]) + "\n"


def levels(rule: Rule) -> str:
    """Name the levels that a rule may have."""
    return ", ".join(map(str, rule.levels))
