"""`handouts diff`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from handouts.cli import complete
from handouts.cli.prescribing_options import ClinicOption, clinic_of
from handouts.cli.report import clinic_path

if TYPE_CHECKING:
    from handouts.prescribe.prescription import Prescription

_HELP = "A handout made with --embed (.pdf), a prescription file (.yaml), or a routine's id."


def diff(
    old: Annotated[str, typer.Argument(help=_HELP, autocompletion=complete.routines)],
    new: Annotated[str, typer.Argument(help="The same for what the patient does from now on.")],
    clinic: ClinicOption = None,
) -> None:
    """Tell what changes for the patient: stretches, doses, sides, notes, order.

    \b
    Examples:
      handouts diff ana-november.pdf ana.yaml
      handouts diff low-back-relief ana.yaml
    """
    from handouts.clinician.difference import changes

    lines = list(changes(_prescription(old, clinic), _prescription(new, clinic)))
    typer.echo("\n".join(lines) if lines else "nothing changes for the patient")


def _prescription(name: str, clinic: str | None) -> Prescription:
    """Return what a PDF, a file or a routine prescribes."""
    from handouts.make.make import prescribed
    from handouts.make.order import Order
    from handouts.make.reopen import is_pdf, reopened
    from handouts.prescribe.request import Request
    from handouts.problems import InputError

    order = Order(name, Request(), clinic_path(clinic_of(clinic, name)))
    if not is_pdf(name):
        return prescribed(order, dt.date.today())[1]
    with TemporaryDirectory() as folder:
        inside = Path(folder) / f"{Path(name).stem}.yaml"
        inside.write_text(reopened(Path(name)), encoding="utf-8")
        try:
            return prescribed(Order(str(inside), Request(), order.clinic), dt.date.today())[1]
        except InputError as invalid:
            raise InputError(each.at(str(inside), name) for each in invalid.problems) from invalid
