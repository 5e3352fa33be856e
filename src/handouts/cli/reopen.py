"""`handouts reopen`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from handouts.cli import target


def reopen(
    pdf: Annotated[Path, typer.Argument(help="A handout made with --embed.", metavar="FILE.pdf")],
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", help="Where to write; - for standard output.", metavar="FILE.yaml"),
    ] = None,
) -> None:
    """Write the prescription inside a PDF back to a file, to change it and make it again.

    \b
    Examples:
      handouts make low-back-relief --set pelvic-tilt.reps=5 --embed -o ana.pdf
      handouts reopen ana.pdf -o ana.yaml
      handouts make ana.yaml
    """
    from handouts.make.reopen import reopened
    from handouts.problems import OutputError
    from handouts.system import write as writing

    path = target.place_of(output, f"{pdf.stem}.yaml") if output else pdf.with_suffix(".yaml")
    if output != target.STDOUT:
        target.keep_apart({"-o": path}, {f"`{pdf}`": pdf})
        target.check_kind(path, "--output", (".yaml", ".yml"))
    text = reopened(pdf)
    if output == target.STDOUT:
        writing.write_stdout(text.encode())
        return
    if output is None and path.exists():  # perhaps with changes that nobody has printed yet
        raise OutputError(f"{path}: is there already; say where to write with `-o`")
    writing.write(path, text.encode())
    typer.echo(path)
