"""One card on half a sheet, with the safety box and the disclaimer of every handout."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from handouts.load.clean_text import one_line
from handouts.make.make import Made, made, prescribed
from handouts.make.order import Order

TEMPLATE = "single"


def single(order: Order, today: dt.date) -> Made:
    """Make a handout of one stretch on half the paper. Raises InputError with every problem of files and options."""
    library, prescription, warnings = prescribed(replace(order, template=order.template or TEMPLATE), today)
    only = prescription.stretches[0]
    titled = replace(prescription, id=only.id, title=one_line(order.request.title or "") or only.stretch.name)
    return made(library, titled, replace(order, template=order.template or TEMPLATE), warnings)
