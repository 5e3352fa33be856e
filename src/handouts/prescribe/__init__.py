"""From a routine, loose stretches and options to a prescription: what is done, how much, and what it is not for."""

from handouts.prescribe.prescribing import dose_problems, prescribe
from handouts.prescribe.request import Request

__all__ = ["Request", "dose_problems", "prescribe"]
