"""`handouts batch`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from handouts.cli import complete, target
from handouts.cli.prescribing_options import ClinicOption, TemplateOption
from handouts.cli.progress import bar
from handouts.cli.report import EXIT_INPUT, EXIT_OUTPUT, clinic_path, complain
from handouts.problems import InputError, Level, OutputError, Problem

if TYPE_CHECKING:
    from handouts.batch.cluster import Elsewhere
    from handouts.batch.manifest import ManifestEntry
    from handouts.batch.plan import BatchPlan

EXIT_INTERRUPTED = 130  # as the shell has it: 128 and the signal's number


def batch(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="Routines, prescription files (.yaml), or folders of them.", autocompletion=complete.routines
        ),
    ] = None,
    patients: Annotated[
        Path | None, typer.Option(help="A list of patients, a row each: .csv, .yaml or .xlsx.", metavar="FILE")
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help="Which column of the list is what; `ignore` leaves it out.", metavar="HEADING=COLUMN"
        ),
    ] = None,
    copies: Annotated[int, typer.Option(help="How often each is in the print file.", min=1, max=10_000)] = 1,
    out: Annotated[Path | None, typer.Option(help="Write a PDF for each into this folder.", metavar="DIR")] = None,
    merge: Annotated[Path | None, typer.Option(help="Write one print file of all.", metavar="FILE.pdf")] = None,
    names: Annotated[
        str, typer.Option(help="How files are named: {id}, {number}, {routine}, {date}, {name}.", metavar="PATTERN")
    ] = "",
    duplex: Annotated[
        bool, typer.Option("--duplex/--simplex", help="Let every handout of the print file begin on a new sheet.")
    ] = True,
    n_up: Annotated[Literal["1", "2"], typer.Option(help="Pages on a side of the print file.")] = "1",
    separator: Annotated[
        bool,
        typer.Option("--separator", help="Put a sheet that says whose it is before each handout."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would be made, and what is wrong.")
    ] = False,
    clinic: ClinicOption = None,
    site: Annotated[str | None, typer.Option(help="Which of the clinic's sites; a row may name another.")] = None,
    template: TemplateOption = None,
    paper: Annotated[Literal["letter", "a4", "legal"] | None, typer.Option(help="The paper.")] = None,
    ink: Annotated[Literal["color", "mono"] | None, typer.Option(help="mono: for a printer without color.")] = None,
    processes: Annotated[
        int | None, typer.Option(help="How many at once; without it, as many as there are cores.", min=1)
    ] = None,
    shard: Annotated[
        str, typer.Option(help="Make only this part of the list, on one of several machines.", metavar="N/M")
    ] = "",
    executor: Annotated[
        Literal["processes", "dask"], typer.Option(help="dask: the files are made on the workers of a cluster.")
    ] = "processes",
    scheduler: Annotated[
        str | None, typer.Option(help="The Dask cluster; else as Dask is set up.", metavar="ADDRESS")
    ] = None,
) -> None:
    """Make many handouts: stacks of routines, or a list of patients, as single files, one print file, or both.

    \b
    Examples:
      handouts batch low-back-relief desk-break --copies 30 --merge stack.pdf
      handouts batch --patients roster.csv --out handouts --merge print.pdf
      handouts batch low-back-relief --patients roster.csv --out handouts --dry-run
      handouts batch --patients roster.csv --out handouts --executor dask --scheduler tcp://head:8786
    """
    from handouts.batch.plan import Destination, Wish, planned
    from handouts.batch.targets import clash
    from handouts.pdf.print_file import Sides

    if not what and patients is None:
        raise typer.BadParameter("name a routine, a folder, or a list of --patients")
    if out is None and merge is None:
        out = Path("out")
    if executor == "dask" and (out is None or processes):
        why = "makes single files: give --out" if out is None else "has workers of its own: leave out --processes"
        raise typer.BadParameter(f"a cluster {why}", param_hint="--executor")
    if scheduler and executor != "dask":
        raise typer.BadParameter("goes with --executor dask", param_hint="--scheduler")
    if copies > 1 and merge is None:
        raise typer.BadParameter("is for a print file: give --merge, too", param_hint="--copies")
    where = Destination(sides=Sides(int(n_up), duplex), out=out, merge=merge, names=names, separators=separator)
    wish = Wish(
        what=tuple(what or ()),
        patients=patients,
        copies=copies,
        clinic=clinic_path(clinic),
        template=template,
        paper=paper,
        ink=ink,
        shard=shard,
        site=site,
        maps=tuple(map_ or ()),
    )
    plan = planned(wish, where, dt.date.today())
    if overlap := clash(plan, wish):
        raise typer.BadParameter(overlap)
    if merge:
        target.check_kind(merge, "--merge", (".pdf",))
    for each in plan.columns.told:
        sys.stderr.write(f"{each}\n")
    complain(plan.problems)
    if dry_run:
        _try(plan)
    elif plan.tasks or plan.shard:
        with _elsewhere(executor, scheduler, wish.clinic) as elsewhere:
            _run(plan, processes, elsewhere)
    if any(each.level is Level.ERROR for each in plan.problems):
        raise typer.Exit(EXIT_INPUT)


def _try(plan: BatchPlan) -> None:
    """Name what would be made, and what is wrong."""
    from handouts.batch.outcome import Result
    from handouts.batch.run import try_all

    result = Result()
    with bar("rows", len(plan.tasks)) as tell:
        try_all(plan, result, tell)
    complain(result.messages(plan.columns))
    bad = result.unmade
    for task in plan.tasks:
        if task.job.number not in bad:
            typer.echo(task.file if plan.where.out else task.job.id)
    if result.problems:
        raise typer.Exit(EXIT_INPUT)


def _elsewhere(executor: str, scheduler: str | None, clinic: Path | None) -> AbstractContextManager[Elsewhere | None]:
    from handouts.batch.cluster import cluster

    return cluster(scheduler, clinic) if executor == "dask" else nullcontext()


def _run(plan: BatchPlan, processes: int | None, elsewhere: Elsewhere | None) -> None:
    from handouts.batch.outcome import Result
    from handouts.batch.run import run, usual_processes

    result, failure = Result(), ""
    interrupted = False
    with bar("handouts", len(plan.tasks) * plan.passes) as tell:
        try:
            run(plan, processes or usual_processes(), result, tell, elsewhere)
        except KeyboardInterrupt:
            interrupted = True
        except InputError as refused:
            result.problems |= dict.fromkeys(refused.problems)
        except OutputError as failed:
            failure = f"{failed}\n"
    complain((*result.messages(plan.columns), *_left_over(plan, result.entries.values())))
    for path in plan.written(bool(result.entries), interrupted or bool(failure)):
        if path.is_file():
            typer.echo(path)
    kept = f", {result.kept} of them as they were" if result.kept else ""
    sys.stderr.write(f"{failure}{len(result.entries)} of {len(plan.tasks) + plan.refused} handouts{kept}\n")
    if interrupted:
        sys.stderr.write("interrupted: the same command makes the rest\n")
        raise typer.Exit(EXIT_INTERRUPTED)
    if failure or result.unwritten:
        raise typer.Exit(EXIT_OUTPUT)
    if result.problems:
        raise typer.Exit(EXIT_INPUT)


def _left_over(plan: BatchPlan, made: Iterable[ManifestEntry]) -> Iterator[Problem]:
    """Tell of files of earlier lists that are still in the folder."""
    from handouts.batch.unlisted import last_listed_ns, unlisted, unlisted_warnings

    if plan.where.out is not None and (last_ns := last_listed_ns(plan.folder)):
        with suppress(InputError):  # of a manifest that cannot be read, which was told already
            files = unlisted(plan.folder, last_ns, (each.file for each in made))
            yield from unlisted_warnings(plan.folder, replace(files, others=()))
