"""Poses and pictures to look at: a preview of one, a contact sheet of all, as PDF or PNG."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handouts.drawing.figure import read_figure
from handouts.drawing.tones import AS_DRAWN, Look, toned
from handouts.drawing.value import Drawing
from handouts.layout.page import Pages
from handouts.pdf.draw import draw
from handouts.pdf.read_back import rendered
from handouts.problems import InputError, Place, Problem, error
from handouts.studio import sheet
from handouts.studio.build import drawn
from handouts.studio.poses import PoseFile, pictures, pose_files
from handouts.studio.sheet import Cell
from handouts.system import watch
from handouts.system import write as output

_MONO = Look(mono=True)
_DOTS_AN_INCH = 200


def preview(pose: PoseFile, path: Path) -> tuple[tuple[Problem, ...], bool]:
    """Draw a pose and write it as a PNG: at print size, small, and small in mono.

    Return what is wrong with it, and whether there was anything to draw.
    A pose with errors is drawn as far as it goes, so that one sees what is meant.
    """
    outcome = drawn(pose)
    if outcome.frames:
        texts = enumerate(outcome.frames, 1)
        named = [(f"{pose.id}.{number}", _read(text.encode(), f"{pose.id}.{number}.svg")) for number, text in texts]
        large = tuple(Cell(name, drawing, sheet.PRINT) for name, drawing in named)
        small = tuple(
            Cell("", toned(drawing, look), sheet.THUMBNAIL) for look in (AS_DRAWN, _MONO) for _, drawing in named
        )
        write(sheet.sheet([*sheet.rows(large), small], pose.id, AS_DRAWN, on_one_page=True), path)
    return outcome.problems, bool(outcome.frames)


def changes(folder: Path, pose_id: str) -> Iterator[PoseFile]:
    """Yield a pose, and again whenever its file has changed; never ends."""
    return watch.changes(lambda: pose_files(folder, [pose_id])[0])


def contact_sheet(folder: Path, small: bool, mono: bool, on_one_page: bool) -> Pages:
    """Set all pictures of a folder with their names."""
    side = sheet.THUMBNAIL if small else sheet.PRINT
    numbered = ((stretch, number, path) for stretch, each in pictures(folder).items() for number, path in each.items())
    cells = [Cell(f"{name}.{number}", _read(path.read_bytes(), path.name), side) for name, number, path in numbered]
    if not cells:
        raise InputError([error(Place(str(folder)), "holds no pictures")])
    return sheet.sheet(sheet.rows(cells), "figures", _MONO if mono else AS_DRAWN, on_one_page)


def _read(data: bytes, name: str) -> Drawing:
    return read_figure(data, Place(name))


def write(pages: Pages, path: Path) -> None:
    """Write pages as a PDF, or the first as a PNG when the path says so. InputError when that needs more installed."""
    pdf = draw(pages)
    output.write(path, next(rendered(pdf, _DOTS_AN_INCH)) if path.suffix.lower() == ".png" else pdf)
