"""`handouts figures build`, `preview` and `sheet`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from handouts.cli import complete, target
from handouts.cli.prescribing_options import ClinicFolder
from handouts.cli.report import EXIT_INPUT, clinic_path, complain

app = typer.Typer(
    name="figures",
    help="Draw the pictures of stretches from their poses.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command("build")
def build(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Poses; else all.", metavar="[ID]...", autocompletion=complete.poses)
    ] = None,
    clinic: ClinicFolder = None,
    force: Annotated[bool, typer.Option("--force", help="Draw those that are fresh, too.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Draw nothing; say what is stale.")] = False,
) -> None:
    """Draw the pictures of poses beside them: those that are stale.

    \b
    Examples:
      handouts figures build
      handouts figures build pelvic-tilt --force
    """
    from handouts.problems import Level
    from handouts.studio import build as studio
    from handouts.studio.poses import figures_folder, pose_files

    folder = figures_folder(clinic_path(clinic))
    poses = pose_files(folder, ids or ())
    if check:
        problems = studio.check(poses, folder)
        complain(problems)
    else:
        built = studio.build(poses if force else studio.stale(poses, folder), folder, _progress)
        problems = list(built.problems)
        complain(problems)
        for path in built.written:
            typer.echo(path)
    if any(each.level == Level.ERROR for each in problems):
        raise typer.Exit(EXIT_INPUT)


@app.command("preview")
def preview(
    pose: Annotated[str, typer.Argument(help="A pose.", metavar="ID", autocompletion=complete.poses)],
    clinic: ClinicFolder = None,
    watch: Annotated[bool, typer.Option("--watch", help="Draw again whenever the pose changes.")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write.", metavar="FILE.png")] = None,
) -> None:
    """Draw one pose as a PNG: large, small, and small in mono.

    \b
    Example:
      handouts figures preview pelvic-tilt --watch
    """
    from handouts.problems import Level
    from handouts.studio import show
    from handouts.studio.poses import figures_folder

    path = target.place_of(str(output) if output else None, f"{pose}.png")
    target.check_kind(path, "--output", (".png",))
    for each in show.changes(figures_folder(clinic_path(clinic)), pose):
        problems, written = show.preview(each, path)
        complain(problems)
        wrong = any(problem.level == Level.ERROR for problem in problems)
        if written:
            typer.echo(path)
        if not watch:
            raise typer.Exit(EXIT_INPUT if wrong else 0)


@app.command("sheet")
def sheet(
    clinic: ClinicFolder = None,
    mono: Annotated[bool, typer.Option("--mono", help="As a printer without color would.")] = False,
    size: Annotated[Literal["print", "thumbnail"], typer.Option(help="7 cm or 2.5 cm.")] = "print",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A .pdf or .png.", metavar="FILE")] = None,
) -> None:
    """Set all pictures with their names on a contact sheet.

    \b
    Example:
      handouts figures sheet --size thumbnail --mono -o sheet.png
    """
    from handouts.studio import show
    from handouts.studio.poses import figures_folder

    path = target.place_of(str(output) if output else None, "figures.pdf")
    target.check_kind(path, "--output", (".pdf", ".png"))
    folder = figures_folder(clinic_path(clinic))
    one_page = path.suffix.lower() == ".png"
    show.write(show.contact_sheet(folder, size == "thumbnail", mono, one_page), path)
    typer.echo(path)


def _progress(done: int, total: int, name: str) -> None:
    """Say on a terminal how far it is."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r\x1b[K{done} of {total}  {name}{end}")
        sys.stderr.flush()
