"""I1 and I2: what came in from elsewhere, and what a clinic's own version of a stretch leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handouts.check.rule import Rule
from handouts.check.subject import File
from handouts.data import builtin
from handouts.load.folders import files
from handouts.load.yaml_source import load
from handouts.model.stretch import Stretch
from handouts.problems import Level, Problem

I1 = Rule(
    id="I1", levels=(Level.WARNING,), reads="files",
    title="a stretch that was brought in has been settled by a human",
    why="A program can read a list; it cannot know whom a stretch does not suit, nor see what a photo shows.",
    source="our choice; `handouts import` lists under `needs` what it could not know",
    mend="Settle each entry of `needs:`, take it off the list, and say under `review:` who approves.",
)  # fmt: skip
I2 = Rule(
    id="I2", levels=(Level.WARNING,), reads="files",
    title="a clinic's own version of a stretch does not suit those whom the built-in one does not",
    why="Whoever rewrites a stretch for its words easily loses the list of those who should not do it.",
    source="our choice",
    mend="Write `extends:` with the built-in one's id and leave `precautions` out, or name all of them.",
)  # fmt: skip
RULES = (I1, I2)


def i1(file: File) -> Iterator[Problem]:
    """Tell what is left to settle."""
    stretch = file.loaded.value
    if isinstance(stretch, Stretch) and stretch.needs:
        what = ", ".join(f"`{each}`" for each in stretch.needs)
        yield I1.warning(file.place("needs"), f"a human must still settle {what}", "then take it off `needs`")


def i2(file: File) -> Iterator[Problem]:
    """Compare precautions with those of the built-in stretch whose place is taken, or that is extended."""
    stretch = file.loaded.value
    base = _built_in(file) if isinstance(stretch, Stretch) else None
    if base is None:
        return
    kept = {each.code for each in stretch.precautions}
    lost = [each.code for each in load(base, Stretch).value.precautions if each.code not in kept]
    if lost:
        what = f"leaves out precautions of the built-in `{base.stem}`: " + ", ".join(f"`{each}`" for each in lost)
        yield I2.warning(file.place("precautions"), what, "name them all, or let `extends` bring them")


def _built_in(file: File) -> Path | None:
    built_in = files((builtin(),), "stretch")
    if file.loaded.path.resolve() in {path.resolve() for path in built_in.values()}:
        return None
    ids = (file.loaded.id, *(each.stem for each in file.loaded.bases))
    return next((built_in[each] for each in ids if each in built_in), None)
