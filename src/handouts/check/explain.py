"""What a rule asks for, in words: for the screen, and for the page of rules in docs/."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from handouts.check.rule import Rule
from handouts.check.rules import RULES, nearest_rule
from handouts.problems import InputError, Place, error

_WIDTH = 100  # letters; what a terminal shows


def asked(ids: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules of these ids, whatever their case. InputError names those that are none."""
    wanted = [each.upper() for each in ids]
    unknown = [each for each in wanted if each not in RULES]
    if unknown:
        raise InputError(error(Place("--explain"), f"no rule `{each}`", nearest_rule(each)) for each in unknown)
    return tuple(RULES[each] for each in wanted)


def listed() -> str:
    """List all rules, one a line."""
    lines = [f"{rule.id}  {_levels(rule):15}  {rule.title}\n" for rule in RULES.values()]
    return "".join([*lines, "\n`handouts check --explain R1` says why, by whom, and how to mend it.\n"])


def explained(rule: Rule) -> str:
    """Explain one rule."""
    parts = (
        ("why", rule.why), ("source", rule.source), ("reads", rule.reads), ("mend", rule.mend),
        ("waive", "an error cannot be waived" if _is_never_waived(rule) else f"`waive: {{{rule.id}: reason}}`"),
    )  # fmt: skip
    head = textwrap.fill(f"{rule.id} ({_levels(rule)}): {rule.title}", _WIDTH, subsequent_indent="    ")
    rest = (textwrap.fill(f"{name + ':':8}{text}", _WIDTH, subsequent_indent=" " * 8) for name, text in parts)
    return "\n".join([head, *rest]) + "\n"


def page() -> str:
    """Return the page of all rules, in Markdown."""
    lead = (
        "# Rules of `handouts check`\n\n"
        "Generated from the code; `pytest tests/check --update-goldens` writes it anew.\n\n"
        "Errors make `check` fail; warnings fail with `--strict`; notes are shown with `--notes`. A warning that you\n"
        "accept is written into the file that it stands in, with the reason: `waive: {R2: our patients know these}`.\n"
        "What a template or a clinic waives holds for all handouts made with it. `--waived` lists what is waived.\n"
    )
    return "\n".join([lead, *(_section(rule) for rule in RULES.values())])


def _section(rule: Rule) -> str:
    head = rule.title[0].upper() + rule.title[1:]
    return (
        f"## {rule.id}: {head}\n\n{rule.why}\n\n- Level: {_levels(rule)}\n- Reads: {rule.reads}\n"
        f"- Source: {rule.source}\n- To mend it: {rule.mend}\n"
    )


def _levels(rule: Rule) -> str:
    return ", ".join(map(str, rule.levels))


def _is_never_waived(rule: Rule) -> bool:
    return all(level == 0 for level in rule.levels)
