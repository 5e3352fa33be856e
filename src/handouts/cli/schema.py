"""`handouts schema`."""

from __future__ import annotations

from typing import Annotated

import typer

from handouts.cli.report import print_json


def schema(
    kind: Annotated[
        str | None, typer.Argument(help="Such as stretch, routine, clinic or template; else the list of kinds.")
    ] = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors that complete and check while typing.

    \b
    Example:
      handouts schema routine > routine.json
    """
    from handouts.load.file_kinds import KINDS, json_schema
    from handouts.problems import InputError, Place, error, nearest

    if kind is None:
        typer.echo("\n".join(KINDS))
        return
    if kind not in KINDS:
        raise InputError([error(Place("schema"), f"no kind of file `{kind}`", nearest(kind, KINDS))])
    print_json(json_schema(kind))
