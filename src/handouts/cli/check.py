"""`handouts check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from handouts.cli.report import EXIT_INPUT, complain, print_json


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; else this folder's, or the built-in ones.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the problems as JSON.")] = False,
) -> None:
    """Check files and say everything that is wrong with them, and where.

    \b
    Examples:
      handouts check
      handouts check my-clinic/ ana.yaml
    """
    from handouts.check import check as run
    from handouts.problems import Level

    report = run(tuple(paths or ()))
    if json:
        print_json([
            {"path": each.place.path, "line": each.place.line, "column": each.place.column, "level": str(each.level),
             "rule": each.rule, "message": each.message, "hint": each.hint}
            for each in report.problems
        ])  # fmt: skip
    else:
        complain(report.problems)
        typer.echo(
            f"{report.files} files checked, {len(report.problems) or 'no'} problem{'s'[: len(report.problems) != 1]}"
        )
    worst = Level.WARNING if strict else Level.ERROR
    if any(each.level <= worst for each in report.problems):
        raise typer.Exit(EXIT_INPUT)
