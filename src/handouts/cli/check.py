"""`handouts check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from handouts.cli.report import EXIT_INPUT, complain, print_json


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files or folders; else this folder's, or the built-in ones. With --explain: rules."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Show notes: worth knowing, not wrong.")] = False,
    waived: Annotated[bool, typer.Option("--waived", help="List the warnings that files waive, and why.")] = False,
    format_: Annotated[
        Literal["human", "json", "github"], typer.Option("--format", help="How to print; github makes annotations.")
    ] = "human",
    json: Annotated[bool, typer.Option("--json", help="Print the problems as JSON, notes among them.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what a rule asks for; without one, list all.")
    ] = False,
) -> None:
    """Check files by rules and say everything that is wrong with them, where, and how to mend it.

    \b
    Examples:
      handouts check
      handouts check my-clinic/ ana.yaml --strict
      handouts check --explain R1
    """
    if explain:
        _explain(tuple(paths or ()))
        return
    from handouts.check import formats
    from handouts.check.run import check as run

    report = run(tuple(map(Path, paths or ())))
    if json or format_ == "json":
        print_json(formats.records(report, waived))
    elif format_ == "github":
        sys.stdout.write(formats.github(report if notes else report.without_notes()))
    else:
        shown = report if notes else report.without_notes()
        sys.stderr.write(formats.lines(shown, waived))
        typer.echo(formats.summary(shown, waived))
    if report.fails(strict):
        raise typer.Exit(EXIT_INPUT)


def _explain(ids: tuple[str, ...]) -> None:
    from handouts.check import explain
    from handouts.problems import InputError

    try:
        rules = explain.rules_of(ids)
    except InputError as invalid:
        complain(invalid.problems)
        sys.stdout.write(explain.listed())
        raise typer.Exit(EXIT_INPUT) from invalid
    sys.stdout.write("\n".join(map(explain.explained, rules)) or explain.listed())
