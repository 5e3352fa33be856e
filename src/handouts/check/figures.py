"""V1, V2, C2 and M1: pictures that are there, sharp, someone's, and of the same side as the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.check.rule import Rule
from handouts.check.subject import File
from handouts.drawing.read import read_drawing
from handouts.load.pictures import frames
from handouts.model.stretch import FigureSource, Stretch
from handouts.problems import InputError, Level, Place, Problem

V1 = Rule(
    id="V1", levels=(Level.ERROR,), reads="files",
    title="every stretch has a figure with a caption and alt text",
    why="Pictures linked to words are remembered best, most of all by who reads little; who cannot see hears alt text.",
    source="PEMAT items 15 and 17; WCAG 1.1.1; Houts and others 2006",
    mend="Draw it with `handouts figures build ID`, or name a picture under `figures:` with `caption` and `alt`.",
)  # fmt: skip
V2 = Rule(
    id="V2", levels=(Level.WARNING,), reads="files",
    title="a photo prints at 150 dots an inch or more; a drawing always does",
    why="Under that edges look soft, and hands can no longer be told from what they hold.",
    source="RNIB Clear Print asks for sharp pictures; the number is common practice in print",
    mend="Use a larger picture, or a drawing (SVG).",
)  # fmt: skip
C2 = Rule(
    id="C2", levels=(Level.ERROR,), reads="files",
    title="every picture has a licence and an author",
    why="A picture of unknown origin is someone's: the clinic that prints it answers for it.",
    source="copyright law; free-exercise-db issue 13 shows how it goes wrong",
    mend="Say who made it and on what terms under `figures:`, or as `data-author` and `data-licence` in the SVG.",
)  # fmt: skip
M1 = Rule(
    id="M1", levels=(Level.ERROR,), reads="files",
    title="picture, caption, alt text and steps agree on side and hands",
    why="A patient who sees the left leg and reads the right one does neither, or the wrong one.",
    source="PEMAT item 16: pictures reinforce the words",
    mend="Write `{side}` and `{other}` for left and right: they are filled in for each patient. Say hands as pictured.",
)  # fmt: skip
RULES = (V1, V2, C2, M1)

_NEEDS_SIDE = "steps", "feel", "avoid", "easier", "harder", "precautions", "figures"
_BOTH, _ONE = r"\b(?:both|two) hands\b", r"\b(?:one|your left|your right|\{side\}|\{other\}) hand\b"
_ANY_SINGLE = rf"{_ONE}|\bthe other hand\b|\bother hand\b|\ba hand\b"


def v1(file: File) -> Iterator[Problem]:
    """Find words of a picture that do not describe it. That there is one is a check of references."""
    for index, figure in enumerate(file.figures):
        if _bare(figure.alt) in {_bare(figure.caption), _bare(file.loaded.value.name)}:
            what = f"the alt text of `{figure.file}` only repeats `{figure.alt}`"
            yield V1.error(file.place("figures", index, "alt"), what, "say the position, and what moves where")


def c2(file: File) -> Iterator[Problem]:
    """Find pictures without an author or a licence."""
    stretch = file.loaded.value
    if not isinstance(stretch, Stretch):
        return
    if not stretch.figures:
        yield from _unsigned(file)
    for index, figure in enumerate(stretch.figures):
        for field in ("licence", "author"):
            if _bare(getattr(figure, field)) in file.reference.words.nobody:
                what = f"`{getattr(figure, field)}` names no {field}"
                hint = "say on what terms it may be printed" if field == "licence" else "say who made the picture"
                yield C2.error(file.place("figures", index, field), what, hint)


def _unsigned(file: File) -> Iterator[Problem]:
    """Find pictures of a clinic's own that do not say whose they are; those of the project are the project's."""
    own = file.reference.where[:-1]
    for path in frames(own, file.loaded.id):
        try:
            labels = read_drawing(path, Place(path.name)).drawing.labels
        except InputError:
            return  # the check of references says so
        for field, text in (("licence", labels.licence), ("author", labels.author)):
            if not text or _bare(text) in file.reference.words.nobody:
                hint = f"write `data-{field}` into its `<svg>`, or name the picture under `figures:`"
                yield C2.error(file.place("figures"), f"the picture `{path.name}` names no {field}", hint)


def m1(file: File) -> Iterator[Problem]:
    """Compare sides and hands of words and pictures."""
    if isinstance(file.loaded.value, Stretch):
        yield from _named_sides(file, file.loaded.value)
        yield from _pictured_sides(file, file.loaded.value)
        yield from _hands(file, file.loaded.value)


def _named_sides(file: File, stretch: Stretch) -> Iterator[Problem]:
    for text in file.texts:
        if text.loc[0] not in _NEEDS_SIDE:
            continue
        if match := file.reference.side.search(text.text):
            yield M1.error(
                text.place, f"{text.called(match[0])} stands for every patient, whatever the side",
                "write `{side}` or `{other}`" if stretch.laterality != "none" else "this stretch has no sides",
            )  # fmt: skip
        if stretch.laterality == "none" and (match := re.search(r"\{(?:side|other)\}", text.text)):
            yield M1.error(text.place, f"{text.called(match[0])}, and the stretch has no sides", "see `laterality`")
    if stretch.laterality == "one" and not any(re.search(r"\{(?:side|other)\}", step) for step in stretch.steps):
        hint = "say which knee, arm or side, as in `Lift {side} leg.`"
        yield M1.error(file.place("steps"), "no step says `{side}`, and the stretch is done on one side", hint)


def _pictured_sides(file: File, stretch: Stretch) -> Iterator[Problem]:
    shown = {figure.side for figure in file.figures}
    if len(shown - {None}) > 1:
        yield M1.error(file.place("figures"), "the pictures show different sides at work", "let all show the same")
    if stretch.laterality == "one" and None in shown:
        silent = next(figure.file for figure in file.figures if figure.side is None)
        hint = "add `side: left` or `side: right`, or `shows:` to the pose, so that it can be turned round"
        index = next(n for n, figure in enumerate(file.figures) if figure.side is None)
        yield M1.error(file.place("figures", index), f"`{silent}` does not say which side it shows", hint)


def _hands(file: File, stretch: Stretch) -> Iterator[Problem]:
    """Compare how many hands the steps and the pictures name, where only one answer is given on each side."""
    steps, alts = " ".join(stretch.steps), " ".join(figure.alt for figure in file.figures)
    for in_steps, in_alt, message in (
        (_BOTH, _ONE, "the steps say both hands and the alt text says one"),
        (_ONE, _BOTH, "the steps say one hand and the alt text says both"),
    ):
        other = _ANY_SINGLE if in_steps is _BOTH else _BOTH
        against = _BOTH if in_alt is _ONE else _ANY_SINGLE
        agrees = re.search(other, steps, re.I) or re.search(against, alts, re.I)
        if re.search(in_steps, steps, re.I) and re.search(in_alt, alts, re.I) and not agrees:
            yield M1.error(file.place("figures", _first(file.figures, in_alt), "alt"), message, "look at the picture")


def _first(pictures: tuple[FigureSource, ...], pattern: str) -> int:
    return next((n for n, each in enumerate(pictures) if re.search(pattern, each.alt, re.I)), 0)


def _bare(text: str) -> str:
    return text.strip().strip(".").lower()
