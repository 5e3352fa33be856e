"""`handouts print`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from handouts.cli import complete
from handouts.cli.prescribing_options import ClinicOption
from handouts.cli.report import clinic_path, complain

_LARGEST_PDF_BYTES = 500_000_000


def print_(
    what: Annotated[
        str | None,
        typer.Argument(help="A routine, a prescription file (.yaml) or a PDF.", autocompletion=complete.routines),
    ] = None,
    printer: Annotated[str | None, typer.Option(help="The printer; else the usual one.", metavar="NAME")] = None,
    copies: Annotated[int, typer.Option(help="How many.", min=1, max=1_000)] = 1,
    duplex: Annotated[bool, typer.Option("--duplex/--simplex", help="Print on both sides.")] = True,
    clinic: ClinicOption = None,
) -> None:
    """Print a routine or a file on paper; without one, list the printers.

    Where there is no CUPS, as on Windows, the PDF is opened, or given to the usual printer by what opens PDFs there.

    \b
    Examples:
      handouts print
      handouts print low-back-relief --copies 30 --printer front-desk
      handouts print stack.pdf --simplex
    """
    from handouts.system import printers as printing

    if what is None:
        at_hand = printing.printers()
        for each in at_hand.names:
            typer.echo(f"{each} (the usual one)" if each == at_hand.usual else each)
        if not at_hand.names:
            typer.echo("no printer is set up here", err=True)
        return
    name, pdf = _pdf(what, clinic)
    if printing.has_cups():
        typer.echo(printing.send(pdf, printer, copies, duplex))
        return
    from handouts.system import desktop as opening
    from handouts.system import write as output

    path = Path(what)
    if name:
        path = Path("out") / f"{name}.pdf"
        output.write(path, pdf)
    typer.echo(opening.to_print(path, printer, copies, duplex))


def _pdf(what: str, clinic: str | None) -> tuple[str, bytes]:
    """Return the PDF that was named; or make the handout, its date left to write in, and return its name, too."""
    if what.lower().endswith(".pdf"):
        from handouts.outside import read_bytes
        from handouts.problems import Place

        return "", read_bytes(Path(what), Place(what), _LARGEST_PDF_BYTES)
    from handouts.make.make import make
    from handouts.make.order import Order
    from handouts.prescribe.request import Request

    made = make(Order(what, Request(date=""), clinic_path(clinic)), dt.date.today())
    complain(made.warnings)
    return made.prescription.id, made.pdf
