"""The pictures of stretches and the logo of a clinic: which there are, what they say of themselves, who sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count, takewhile
from pathlib import Path

from handouts.drawing.pale import is_pale
from handouts.drawing.read import read_drawing
from handouts.drawing.value import Drawing
from handouts.load.loaded import Loaded
from handouts.model.stretch import FigureSource, Stretch
from handouts.outside import unread
from handouts.problems import InputError, Place, Problem, error, warning

CARD_BOX = (230.0, 170.0)  # points: the most room that a picture gets on a card, in any template
LOGO_BOX = (170.0, 30.0)  # points: the room for a logo in the masthead

OUR_NAME, OUR_LICENCE = "handouts", "CC0-1.0"  # of the pictures that we draw


def frames(where: Iterable[Path], stretch_id: str) -> tuple[Path, ...]:
    """Return the pictures of a stretch, frame 1 and on, in the first folder that has any."""
    for root in where:
        numbered = (root / "assets" / "figures" / f"{stretch_id}.{number}.svg" for number in count(1))
        pictures = tuple(takewhile(_is_picture, numbered))
        if pictures:
            return pictures
    return ()


def _is_picture(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as failure:  # else the built-in picture would be taken, without a word
        raise InputError([unread(Place(str(path)), failure)]) from failure


def labelled(path: Path, place: Place) -> tuple[FigureSource, Drawing]:
    """Read a picture that says itself what it shows. InputError when it does not."""
    drawing = read_drawing(path, place, *CARD_BOX).drawing
    labels = drawing.labels
    if not (labels.caption and labels.alt):
        hint = "draw it with `handouts figures build`, or name it under `figures:` with `caption` and `alt`"
        raise InputError([error(place, f"the picture `{path.name}` has no `<title>` and `<desc>`", hint, "V1")])
    source = FigureSource.model_construct(
        file=f"figures/{path.name}", caption=labels.caption, alt=labels.alt, side=labels.shows,
        licence=labels.licence or OUR_LICENCE, author=labels.author or OUR_NAME,
    )  # fmt: skip
    return source, drawing


def unnamed_figures(where: Iterable[Path], stretch: Loaded[Stretch]) -> tuple[tuple[FigureSource, Drawing], ...]:
    """Return the pictures of a stretch that names none. InputError when there are none."""
    ids = (stretch.id, *(each.stem for each in stretch.bases))
    paths = next(filter(None, (frames(where, each) for each in ids)), ())
    place = stretch.place("figures")
    if not paths and (stretch.value.kind == "activity" or "figures" in stretch.value.needs):
        return ()
    if not paths:
        hint = f"write `assets/figures/{stretch.id}.pose.yaml` and run `handouts figures build {stretch.id}`"
        raise InputError([error(place, f"no picture of `{stretch.id}`", f"{hint}, or name one under `figures:`", "V1")])
    return tuple(labelled(path, place) for path in paths)


def picture_folders(stretch: Loaded[Stretch], where: Iterable[Path]) -> list[Path]:
    """Return where the pictures that a stretch names may lie."""
    return [stretch.path.parent, *(each.parent for each in stretch.bases), *(root / "assets" for root in where)]


def pale(logo: Drawing, place: Place) -> Iterator[Problem]:
    """L2: tell a logo that nobody would see on white paper."""
    if is_pale(logo):
        hint = "use the one that is made for a light ground"
        yield warning(place, "the logo is too light to be seen on white paper", hint, "L2")
