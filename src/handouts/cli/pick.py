"""`handouts pick`."""

from __future__ import annotations

import datetime as dt

import typer

from handouts.cli import ask, target
from handouts.cli.make import written
from handouts.cli.prescribing_options import ClinicOption, OutputOption, TemplateOption
from handouts.cli.report import clinic_path, complain


def pick(
    clinic: ClinicOption = None,
    template: TemplateOption = None,
    output: OutputOption = None,
) -> None:
    """Choose stretches by searching, ticking and dosing in the terminal, and make the handout.

    \b
    Example:
      handouts pick --clinic sample
    """
    from handouts.clinician import pick as picking
    from handouts.clinician.search import catalog_index, search
    from handouts.load.catalog import all_stretches
    from handouts.make.make import make
    from handouts.make.order import Order
    from handouts.prescribe.request import Request

    form, where = target.format_of(output, None), clinic_path(clinic)
    catalog = {each.id: each for each in all_stretches(where)}
    index = catalog_index(catalog.values())

    def say(text: str) -> None:
        typer.echo(text, err=True)

    picked = picking.pick(catalog, lambda words: search(index, words, catalog).ids, ask.line, say)
    if picked is None:
        say("nothing is made")
        return
    patient, title = ask.line("patient (Enter for a line to write on)"), ask.line("title (Enter for the usual one)")
    screened = "none" if ask.line("were precautions asked for, and none found? (y/N)").lower().startswith("y") else None
    request = Request(
        stretches=picked.stretches, sets=picked.sets, patient=patient or None, title=title or None, screened=screened
    )
    made = make(Order(None, request, where, template, format=form), dt.date.today())
    complain(made.warnings)
    written(made.file, output, f"{made.prescription.id}.{form}", open_=False)
