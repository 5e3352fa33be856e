"""What to make, as a clinician orders it, and what must be read for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handouts.load.needs import Needs
from handouts.prescribe.entries import swaps
from handouts.prescribe.request import Request
from handouts.problems import Place
from handouts.units import Embed, Format, Ink, Paper


@dataclass(frozen=True, slots=True)
class Order:
    """What to make, as it was asked for."""

    routine: str | None
    request: Request
    clinic: Path | None = None
    template: str | None = None
    paper: Paper | None = None
    ink: Ink | None = None
    site: str | None = None
    format: Format = "pdf"
    embed: Embed | None = None  # else as the clinic says
    fillable: bool = False


def needs_of(order: Order) -> Needs:
    """Return what must be read for an order."""
    request = order.request
    stretches = [(each, Place(f"--stretch {each}")) for each in request.stretches]
    stretches += [(new, Place(f"--swap {old}")) for old, new in swaps(request.swaps)]
    replaced = (*request.easier, *request.harder)
    return Needs(
        routine=order.routine,
        stretches=tuple(stretches),
        replaced=replaced,
        profile=request.profile,
        alternatives=bool(request.has),
        template=order.template,
        clinic=order.clinic,
        site=order.site,
        paper=order.paper,
        ink=order.ink,
        embed=order.embed,
    )
