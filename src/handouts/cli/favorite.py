"""`handouts favorite`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from handouts.cli.prescribing_options import PrescribingOptions, prescribing
from handouts.cli.report import complain


@prescribing
def favorite(
    options: PrescribingOptions,
    *,
    name: Annotated[str, typer.Option("--as", help="Its id: small letters, digits and hyphens.", metavar="NAME")],
) -> None:
    """Keep what you often give as a routine of your clinic: for `make NAME`, and listed by `routines`.

    It holds stretches, doses and the order, and nothing of one patient: no name, precautions, sides, notes or
    reworded steps.

    \b
    Examples:
      handouts favorite low-back-relief --set pelvic-tilt.reps=5 --without cat-camel --as my-back
      handouts favorite ana.yaml --as my-back
      handouts make my-back
    """
    from handouts.clinic import favorites
    from handouts.load.names import file_named
    from handouts.make.make import prescribed
    from handouts.make.order import Order
    from handouts.prescribe.prescription_file import routine_text
    from handouts.problems import Place, warning
    from handouts.system import write as writing

    path = favorites.place(options.clinic_path, name)
    order = Order(options.routine, options.request, options.clinic_path, site=options.site)
    _, prescription, warnings = prescribed(order, dt.date.today())
    complain(warnings)
    if file_named(options.routine) and not options.request.title:
        what = f"its title is that of the prescription, `{prescription.title}`: does it name the patient?"
        complain([warning(Place(f"--as {name}"), what, "`--title` gives another")])
    writing.write(path, routine_text(prescription).encode())
    typer.echo(path)
