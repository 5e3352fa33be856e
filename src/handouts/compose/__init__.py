"""From a prescription to a handout: every sentence that is printed, in one language. No geometry."""

from handouts.compose.handout import compose

__all__ = ["compose"]
