"""I1: what came in from another list, and what a human must still settle about it."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.check.rule import Rule
from handouts.check.subject import File
from handouts.model.stretch import Stretch
from handouts.problems import Level, Problem

I1 = Rule(
    "I1", (Level.WARNING,), "a stretch that was brought in has been settled by a human", "files",
    "A program can read a list; it cannot know whom a stretch does not suit, nor see what a photo shows.",
    "our choice; `handouts import` lists under `needs` what it could not know",
    "Settle each entry of `needs:`, take it off the list, and say under `review:` who approves.",
)  # fmt: skip
RULES = (I1,)


def i1(file: File) -> Iterator[Problem]:
    """Tell what is left to settle."""
    stretch = file.loaded.value
    if isinstance(stretch, Stretch) and stretch.needs:
        what = ", ".join(f"`{each}`" for each in stretch.needs)
        yield I1.warning(file.place("needs"), f"a human must still settle {what}", "then take it off `needs`")
