"""Any text at all, read as any of our files: an error at its place, in our words, and never anything else."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.data import builtin
from handouts.load.file_kinds import KINDS
from handouts.load.yaml_hints import lines_of
from handouts.load.yaml_source import as_far_as_valid, parse, tree
from handouts.problems import InputError, Place, Problem

SAMPLES = {
    "stretch": "routines/catalog/low-back/pelvic-tilt.yaml",
    "routine": "routines/standard/low-back-relief.yaml",
    "prescription": "routines/standard/low-back-relief.yaml",
    "clinic": "assets/clinics/sample/clinic.yaml",
    "template": "templates/standard.yaml",
    "precautions": "routines/safety/precautions.yaml",
    "safety": "routines/safety/safety.yaml",
    "profiles": "routines/safety/profiles.yaml",
    "words": "assets/words/en.yaml",
    "pose": "assets/figures/pelvic-tilt.pose.yaml",
}
PIECES = (
    ":", ": ", "#", " #", "- ", "[", "]", "{", "}", '"', "'", "\t", "\n", "\n  ", "|", ">", "&a", "*a", "!", "!!int ",
    "%", "@", "`", "?", "~", "null", "true", "0x1F", "1e999", "-1", "nan", "9" * 5000, "٣", "²", "\0", "\x07", "\u2028",
    "\ufeff", "---", "...", "<<: ", "é", "😀", "a" * 500, "1:30", "2026-02-30", "30 s", "5-3",
)  # fmt: skip
# words of PyYAML and pydantic that no message of ours may have
FOREIGN = re.compile(
    r"while (parsing|scanning)|expected (<|the node)|could not find|found character|mapping values|did not find"
    r"|maximum nesting|special characters|[Ii]nput should|validation error|unable to parse|type=|For further|Errno"
)


def mutated(seed: int) -> tuple[str, str]:
    """Return a kind of file, and one of these with a few things put in, taken out or doubled."""
    chance = random.Random(seed)
    kind = chance.choice([*SAMPLES])
    text = (builtin() / SAMPLES[kind]).read_text()
    start = chance.randrange(len(text))
    text = text[:2500] if chance.random() < 0.7 else text[start : start + 1500]
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        to = at + chance.choice((0, 0, 1, 5, 40))
        text = text[:at] + chance.choice((*PIECES, text[at : at + 30])) + text[to:]
    return kind, text


def problems_of(kind: str, text: str) -> tuple[Problem, ...]:
    """Read a text both ways: whole, and as far as it fits."""
    path, place = Path("x.yaml"), Place("x.yaml")
    try:
        parse(text, KINDS[kind], path, place)
    except InputError as wrong:
        whole = wrong.problems
    else:
        return ()
    try:
        _, far = as_far_as_valid(tree(text, place), KINDS[kind], path)
    except InputError as wrong:
        far = wrong.problems
    assert set(far) == set(whole)
    return whole


def unfit(seed: int) -> Iterator[str]:
    """Find what is wrong with the messages about one mutated file."""
    kind, text = mutated(seed)
    lines = len(lines_of(text))
    for each in problems_of(kind, text):
        foreign = FOREIGN.search(f"{each.message} {each.hint}")
        if foreign or not 1 <= each.place.line <= lines or not each.message:
            yield f"{seed}: {each}"


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_any_text_is_read_or_told(first: int) -> None:
    assert [each for seed in range(first, first + 50) for each in unfit(seed)] == []


@pytest.mark.fuzz
@pytest.mark.parametrize("first", range(200, 20_200, 1000))
def test_thousands_of_texts_are_read_or_told(first: int) -> None:
    assert [each for seed in range(first, first + 1000) for each in unfit(seed)] == []
