"""`handouts again`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import typer

from handouts.cli import complete, target
from handouts.cli.make import written
from handouts.cli.prescribing_options import ClinicOption, OutputOption, TemplateOption
from handouts.cli.report import clinic_path, complain, recent_folder


def again(
    number: Annotated[int, typer.Argument(metavar="[N]", help="1 for the last, 2 for the one before, and so on.")] = 1,
    list_: Annotated[bool, typer.Option("--list", help="Only list what was made.")] = False,
    patient: Annotated[str | None, typer.Option(help="For whom; else a line to write on.")] = None,
    clinician: Annotated[str | None, typer.Option(help="From whom: a name, or an id from the clinic file.")] = None,
    review: Annotated[str | None, typer.Option(help="The next visit.")] = None,
    side: Annotated[str | None, typer.Option(help="Work one side: left, right or each.", metavar="SIDE")] = None,
    has: Annotated[
        list[str] | None,
        typer.Option(help="A precaution of this patient.", metavar="CODE", autocompletion=complete.precautions),
    ] = None,
    screened: Annotated[
        Literal["none"] | None, typer.Option(help="none: precautions were asked for and there are none.")
    ] = None,
    clinic: ClinicOption = None,
    template: TemplateOption = None,
    output: OutputOption = None,
) -> None:
    """Make again what was made last, for another patient: the same stretches and doses, nothing of the last one.

    \b
    Examples:
      handouts again --patient "Bo Lee" --screened none
      handouts again --list
      handouts again 3
    """
    from handouts.clinic.recent import chosen, recent
    from handouts.make.make import make
    from handouts.make.order import Order
    from handouts.prescribe.request import Request

    listed = recent(recent_folder())
    if list_:
        for nth, each in enumerate(listed, 1):
            typer.echo(f"{nth:>2}  {each.title} ({', '.join(each.stretches)})")
        return
    form = target.format_of(output, None)
    request = Request(
        patient=patient, clinician=clinician, review=review, sides=(side,) if side else (), has=tuple(has or ()),
        screened=screened,
    )  # fmt: skip
    prescription = chosen(listed, number)
    made = make(Order(str(prescription.path), request, clinic_path(clinic), template, format=form), dt.date.today())
    complain(made.warnings)
    written(made.file, output, f"{made.prescription.id}.{form}", open_=False)
