"""`handouts note`."""

from __future__ import annotations

import datetime as dt

import typer

from handouts.cli.asked import Asked, prescribing
from handouts.cli.report import complain


@prescribing
def note(asked: Asked) -> None:
    """Print what is prescribed as text for the patient's record.

    \b
    Examples:
      handouts note ana.yaml
      handouts note low-back-relief --patient "Ana Diaz" --screened none
    """
    from handouts.compose import compose
    from handouts.make import Order, prescribed
    from handouts.record import record

    library, prescription, warnings = prescribed(
        Order(asked.routine, asked.request, asked.clinic_path, site=asked.site), dt.date.today()
    )
    complain(warnings)
    assert library.template is not None  # it was loaded, or an error told
    handout = compose(prescription, library, library.template.value)
    typer.echo(record(prescription, handout, library.precautions), nl=False)
