"""A report for people, for programs and for GitHub's annotations."""

from __future__ import annotations

from typing import Any

from handouts.check.run import CheckReport
from handouts.problems import Level, Problem

# https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def lines(report: CheckReport, with_waived: bool) -> str:
    """Write problems one after the other, and what was waived after them."""
    texts = [f"{problem}\n" for problem in report.problems]
    if with_waived:
        texts += [f"{each.problem.place}: waived{_tag(each.problem)}: {each.problem.message}\nreason: {each.reason}\n"
                 for each in report.waived]  # fmt: skip
    return "".join(texts)


def summary(report: CheckReport, with_waived: bool) -> str:
    """Say in a line how many files and problems there are, and what is not shown."""
    notes = report.count(Level.NOTE)
    wrong = len(report.problems) - notes
    parts = [f"{_count(report.files, 'file')} checked, {_count(wrong, 'problem')}"]
    if notes:
        parts.append(_count(notes, "note"))
    if report.waived:
        parts.append(f"{len(report.waived)} waived" + ("" if with_waived else " (`--waived` lists them)"))
    return ", ".join(parts)


def records(report: CheckReport, with_waived: bool) -> list[dict[str, Any]]:
    """Return the problems as plain values, and with them, if asked for, what was waived and why."""
    problems = [_record(problem) for problem in report.problems]
    waived = [{**_record(each.problem), "waived": each.reason} for each in report.waived if with_waived]
    return [*problems, *waived]


def _record(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.place.path, "line": problem.place.line, "column": problem.place.column,
        "level": str(problem.level), "rule": problem.rule, "message": problem.message, "hint": problem.hint,
    }  # fmt: skip


def github(report: CheckReport) -> str:
    """Write a command a problem, which GitHub shows at the line of the change."""
    return "".join(f"{_annotation(problem)}\n" for problem in report.problems)


def _annotation(problem: Problem) -> str:
    place = problem.place
    fields = {"file": place.path, "line": place.line, "col": place.column, "title": problem.rule}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items() if value)
    message = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
    return f"::{_COMMANDS[problem.level]} {properties}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _tag(problem: Problem) -> str:
    return f"[{problem.rule}]" if problem.rule else ""


def _count(n: int, thing: str) -> str:
    return f"{n or 'no'} {thing}{'s'[: n != 1]}"
