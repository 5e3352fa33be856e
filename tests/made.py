"""Handouts for tests: made through the library, with a fixed date."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from handouts.compose.compose import compose
from handouts.compose.handout import Handout
from handouts.data import builtin
from handouts.load.library import Library, load
from handouts.load.needs import Needs
from handouts.make.make import Made, make
from handouts.make.order import Order
from handouts.prescribe.prescribe import prescribe
from handouts.prescribe.prescription import Prescription
from handouts.prescribe.request import Request
from handouts.problems import Place
from handouts.units import Paper

TODAY = dt.date(2026, 11, 21)
SAMPLE = builtin() / "assets" / "clinics" / "sample"
ROUTINE = "low-back-relief"
ALL_TEN = (
    "pelvic-tilt", "single-knee-to-chest", "double-knee-to-chest", "lying-trunk-rotation",
    "lying-trunk-rotation-crossed", "cat-camel", "prayer-stretch", "prayer-stretch-side", "seated-spinal-twist",
    "standing-hip-flexor-stretch",
)  # fmt: skip


def made(
    routine: str | None = ROUTINE,
    request: Request | None = None,
    clinic: Path | None = SAMPLE,
    paper: Paper | None = None,
) -> Made:
    """Make a handout."""
    return make(Order(routine, request or Request(), clinic, None, paper), TODAY)


@cache
def library(routine: str | None = ROUTINE, stretches: tuple[str, ...] = (), clinic: Path | None = SAMPLE) -> Library:
    """Load what a handout needs."""
    return load(Needs(routine, tuple((each, Place(each)) for each in stretches), clinic=clinic))


def prescribed(request: Request | None = None, routine: str | None = ROUTINE) -> Prescription:
    """Prescribe; warnings are let go."""
    request = request or Request()
    return prescribe(library(routine, request.stretches), request)[0]


def composed(request: Request | None = None, routine: str | None = ROUTINE) -> Handout:
    """Compose a handout from the standard template."""
    request = request or Request()
    found = library(routine, request.stretches)
    return compose(prescribed(request, routine), found, found.template.value)
