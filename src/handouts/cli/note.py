"""`handouts note`."""

from __future__ import annotations

import datetime as dt

import typer

from handouts.cli.prescribing_options import PrescribingOptions, prescribing
from handouts.cli.report import complain


@prescribing
def note(options: PrescribingOptions) -> None:
    """Print what is prescribed as text for the patient's record.

    \b
    Examples:
      handouts note ana.yaml
      handouts note low-back-relief --patient "Ana Diaz" --screened none
    """
    from handouts.clinician.record import record
    from handouts.compose.compose import compose
    from handouts.make.make import prescribed
    from handouts.make.order import Order

    library, prescription, warnings = prescribed(
        Order(options.routine, options.request, options.clinic_path, site=options.site), dt.date.today()
    )
    complain(warnings)
    handout = compose(prescription, library, library.template.value)
    typer.echo(record(prescription, handout, library.precautions), nl=False)
