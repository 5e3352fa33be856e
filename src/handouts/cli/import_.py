"""`handouts import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from handouts.cli.report import EXIT_INPUT, clinic_path, print_json

_FOLDER = Path("imported")  # outside a clinic's folder


def import_(
    file: Annotated[Path, typer.Argument(help="A list of exercises: CSV, XLSX or JSON.", metavar="FILE")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="A clinic's folder; else the one you are in.", metavar="FOLDER"),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", help='Read a column as a field, as in "How to"=steps.', metavar="KEY=FIELD"),
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option(help="Take only what says so, as in category=stretching.", metavar="KEY=VALUE")
    ] = None,
    images: Annotated[
        Path | None, typer.Option(help="Where the pictures are, if not beside the list.", metavar="FOLDER")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what would be done.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Turn a list of exercises into files of your catalog, and say what needs a human.

    \b
    Examples:
      handouts import exercises.csv --dry-run
      handouts import exercises.json --only category=stretching -o my-clinic
      handouts import list.xlsx --map "What to do"=steps --images photos
    """
    from handouts.data import builtin
    from handouts.intake import report as reports
    from handouts.intake.run import ListSource, read, write

    folder = output or _clinics_folder() or _FOLDER
    report = read(ListSource(file, tuple(map_ or ()), tuple(only or ()), images), folder, builtin())
    if not dry_run:
        write(report, folder)
    if json:
        print_json(reports.record(report, str(folder), dry_run))
    else:
        typer.echo(reports.lines(report, str(folder), dry_run), nl=False)
    if report.fails:
        raise typer.Exit(EXIT_INPUT)


def _clinics_folder() -> Path | None:
    clinic = clinic_path(None)
    return (clinic if clinic.is_dir() else clinic.parent) if clinic else None
