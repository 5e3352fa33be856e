"""`handouts manifest`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from handouts.cli.progress import bar
from handouts.cli.report import EXIT_INPUT, complain
from handouts.problems import Level


def manifest(
    folders: Annotated[list[Path], typer.Argument(help="Folders that `handouts batch` has made.", metavar="DIR...")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Where the manifest goes; needed for several.", metavar="DIR")
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove files of earlier lists that a batch made and none lists any more.")
    ] = False,
) -> None:
    """Check the files of a batch against its manifest; of a batch made in parts, merge the manifests into one.

    Parts that are missing or unfinished, handouts that are in two, and files that are missing, changed or not listed
    are named.

    \b
    Examples:
      handouts manifest handouts
      handouts manifest machine-1 machine-2 -o .
      handouts manifest handouts --prune
    """
    from handouts.batch import manifest as writing
    from handouts.batch.parts import merged, parts_of, wrong_files, wrong_parts
    from handouts.batch.unlisted import last_listed_ns

    if out is None and len(folders) > 1:
        raise typer.BadParameter("say where the manifest of several folders goes", param_hint="--out")
    folder = out or folders[0]
    parts = parts_of(folders)
    last_ns = {each: last_listed_ns(each) for each in folders}
    problems = list(wrong_parts(parts))
    all_there = not any(each.level is Level.ERROR for each in problems)
    entries = merged(parts, folder)
    with bar("files", sum(len(part.made.entries) for part in parts)) as tell:
        problems += wrong_files(parts, tell)
    complain(problems)
    asked = max(len(entries), sum(part.made.asked for part in parts))
    typer.echo(writing.write(entries, folder, asked=asked)[0])
    for each, last in last_ns.items() if all_there else ():
        _left_over(each, last, prune)
    if prune and not all_there:
        sys.stderr.write("nothing is removed before all parts are there and whole\n")
    of = f" of {len(parts)} parts" if len(parts) > 1 else ""
    sys.stderr.write(f"{len(entries)} handout{'s' * (len(entries) != 1)}{of}\n")
    if any(each.level is Level.ERROR for each in problems):
        raise typer.Exit(EXIT_INPUT)


def _left_over(folder: Path, last_ns: int, prune: bool) -> None:
    """Name the files that no manifest lists, or remove those that a batch made."""
    from handouts.batch.unlisted import unlisted, unlisted_warnings
    from handouts.system.write import remove

    files = unlisted(folder, last_ns)
    if prune:
        for path in files.ours:
            remove(path)
            sys.stderr.write(f"removed {path}\n")
        files = replace(files, ours=())
    complain(unlisted_warnings(folder, files))
