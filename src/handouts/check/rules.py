"""All rules: what each is, and which function looks for it in which value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from handouts.check import claims, dose, figures, layout, posture, safety, words
from handouts.check import intake as imports
from handouts.check.rule import Rule
from handouts.check.subject import File, SheetSubject
from handouts.problems import Problem, nearest

_ORDER = ("N", "R", "D", "V", "L", "S", "C", "M", "P", "I")  # as in the rule table: from how much to for whom
_FAMILIES = (words, claims, figures, dose, safety, posture, layout, imports)

RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in sorted(
        (rule for family in _FAMILIES for rule in family.RULES), key=lambda rule: (_ORDER.index(rule.id[0]), rule.id)
    )
}

OF_FILES: tuple[Callable[[File], Iterator[Problem]], ...] = (
    dose.n1, words.r1, words.r2, words.r3, words.r4, words.r5, dose.d1_and_d3, dose.d4, safety.d5, figures.v1,
    layout.l2, layout.l3, claims.c1, figures.c2, claims.c3, figures.m1, safety.p1, imports.i1, imports.i2,
)  # fmt: skip
OF_SHEETS: tuple[Callable[[SheetSubject], Iterator[Problem]], ...] = (
    dose.n2, dose.d2, safety.d5_of_sheet, layout.l1, layout.l2_of_sheet, layout.l3_of_sheet, layout.l4, layout.l5,
    posture.s2, claims.c3_of_sheet,
)  # fmt: skip


def nearest_rule(name: str) -> str:
    """Return a hint that names the rules of the same letter, or the closest."""
    family = [each for each in RULES if each[0] == name[:1]]
    return "one of " + ", ".join(f"`{each}`" for each in family) if family else nearest(name, RULES)
