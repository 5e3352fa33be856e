"""Rules by id over files and the handouts made from them. Nothing is written or decided for a clinician."""

from handouts.check.rules import RULES
from handouts.check.run import Report, check

__all__ = ["RULES", "Report", "check"]
