"""The page of rules in docs/: each with what keeps it and what breaks it, from the cases that are tested."""

from __future__ import annotations

import textwrap

from handouts.check.explain import levels
from handouts.check.rule import Rule
from handouts.check.rules import RULES
from tests.check.test_rules import BROKEN, KEPT

LEAD = """\
# Rules of `handouts check`

Generated from the code and its tests; `pytest tests/check --update-goldens` writes it anew.

Errors make `check` fail; warnings fail with `--strict`; notes are shown with `--notes`. A warning that you
accept is written into the file that it stands in, with the reason: `waive: {R2: our patients know these}`.
What a template or a clinic waives holds for all handouts made with it. `--waived` lists what is waived.
"""


def page() -> str:
    """Return the page of all rules, in Markdown."""
    return "\n".join([LEAD, *(section(rule) for rule in RULES.values())])


def section(rule: Rule) -> str:
    head = rule.title[0].upper() + rule.title[1:]
    return (
        f"## {rule.id}: {head}\n\n{rule.why}\n\n- Level: {levels(rule)}\n- Reads: {rule.reads}\n"
        f"- Source: {rule.source}\n- To mend it: {rule.mend}\n{passes(rule)}{fails(rule)}"
    )


def case_of(rule: Rule) -> dict[str, str]:
    """Return the first case that breaks a rule; of some there is none that a line of text can show."""
    return next((each for name, each in BROKEN.items() if name.split()[0] == rule.id), {})


def passes(rule: Rule) -> str:
    """Show what is right before the case breaks it, and what looks wrong and is not."""
    kept = [case_of(rule).get("old", "").strip("\n"), *(new.strip() for each, _, _, new in KEPT if each == rule.id)]
    kept = [textwrap.dedent(each) for each in kept if each.strip()]
    return f"\nPasses:\n\n{block('yaml', chr(10).join(kept))}" if kept else ""


def fails(rule: Rule) -> str:
    """Show the first case that breaks the rule, with all that is told of it."""
    case = case_of(rule)
    if not case:
        return ""
    lines = [each for each in case["told"].splitlines() if each]
    change = case["new"] if case["new"].strip() else f"# left out: {case['old'].strip()}"
    return f"\nFails:\n\n{block('yaml', change)}\n{block('', chr(10).join(lines))}"


def block(language: str, text: str) -> str:
    return f"```{language}\n{textwrap.dedent(text).strip(chr(10))}\n```\n"
