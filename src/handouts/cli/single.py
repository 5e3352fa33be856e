"""`handouts single`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import typer

from handouts.cli import complete, target
from handouts.cli.make import written
from handouts.cli.prescribing_options import FormatOption, InkOption, PaperOption, Texts, from_options
from handouts.cli.report import complain


def single(
    stretch: Annotated[str, typer.Argument(help="A stretch.", metavar="ID", autocompletion=complete.stretches)],
    set_: Annotated[Texts, typer.Option("--set", help="Change the dose, as in reps=5.", metavar="FIELD=VALUE")] = None,
    side: Annotated[str | None, typer.Option(help="left, right or each.")] = None,
    note: Annotated[str | None, typer.Option(help="Print a personal line.")] = None,
    step: Annotated[Texts, typer.Option(help="Say a step in other words.", metavar="NUMBER=TEXT")] = None,
    has: Annotated[
        Texts,
        typer.Option(help="A precaution of this patient.", metavar="CODE", autocompletion=complete.precautions),
    ] = None,
    screened: Annotated[
        Literal["none"] | None, typer.Option(help="none: precautions were asked for and there are none.")
    ] = None,
    patient: Annotated[str | None, typer.Option(help="For whom; else a line to write on.")] = None,
    clinician: Annotated[str | None, typer.Option(help="From whom: a name, or an id from the clinic file.")] = None,
    date: Annotated[str | None, typer.Option(help="The date; today if not given.")] = None,
    review: Annotated[str | None, typer.Option(help="The next visit.")] = None,
    clinic: Annotated[
        str | None, typer.Option(help="A clinic file or folder, `sample` or `none`.", metavar="FILE")
    ] = None,
    paper: PaperOption = None,
    ink: InkOption = None,
    format_: FormatOption = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the file when it is made.")] = False,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="Where to write; - for standard output.", metavar="FILE")
    ] = None,
) -> None:  # fmt: skip
    """Make one card on half a sheet, front and back: half of Letter, or A5.

    \b
    Examples:
      handouts single pelvic-tilt
      handouts single single-knee-to-chest --side left --set reps=5 --paper a4
    """
    from handouts.make.order import Order
    from handouts.make.single import single as run

    form = target.format_of(output, format_)
    options = from_options(
        stretch=[stretch], set_=[f"{stretch}.{each}" for each in set_ or ()],
        side=[f"{stretch}={side}"] if side else None,
        note=[f"{stretch}={note}"] if note else None, step=[f"{stretch}.{each}" for each in step or ()], has=has,
        screened=screened, patient=patient, clinician=clinician, date=date, review=review, no_log=True, clinic=clinic,
    )  # fmt: skip
    order = Order(None, options.request, options.clinic_path, paper=paper, ink=ink, format=form)
    made = run(order, dt.date.today())
    complain(made.warnings)
    written(made.file, output, f"{made.prescription.id}.{form}", open_)
