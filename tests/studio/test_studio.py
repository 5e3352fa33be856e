"""The figure studio: what is stale, what is drawn, what is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from handouts.data import builtin
from handouts.drawing.figure import read_figure
from handouts.load.file_kinds import POSE
from handouts.load.yaml_source import load
from handouts.model.pose import Pose
from handouts.pdf.draw import draw
from handouts.problems import InputError, Level, Place
from handouts.studio import build, sheet, show
from handouts.studio.poses import PoseFile, digest_in, figures_folder, orphans, pictures, pose_files

FIGURES = figures_folder(None)
POSES = sorted(path.name.removesuffix(POSE) for path in FIGURES.glob(f"*{POSE}"))
POSE_TEXT = """\
base: hook-lying
caption: Start
alt: A person lies face up, both knees bent.
"""
SECOND = """\
frames:
  - caption: Slide out
    alt: The heel slides away.
    knee.right: 40
"""
MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" data-digest="{}">\n</svg>\n'


def silent(_done: int, _total: int, _name: str) -> None:
    """Show no progress."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clinic with one pose."""
    (tmp_path / "clinic.yaml").write_text("name: Riverside\n")
    figures = tmp_path / "assets" / "figures"
    figures.mkdir(parents=True)
    (figures / "slide.pose.yaml").write_text(POSE_TEXT + SECOND)
    return figures


def one(folder: Path) -> PoseFile:
    return pose_files(folder)[0]


def test_the_built_in_pictures_are_fresh() -> None:
    """Once the studio has drawn any, it has drawn all, from the poses and the engine as they are."""
    carried = [path for drawn in pictures(FIGURES).values() for path in drawn.values() if digest_in(path)]
    assert not orphans(FIGURES)
    if carried:
        assert build.check(pose_files(FIGURES), FIGURES) == []


@pytest.mark.slow
def test_pictures_are_drawn_once_and_again_when_the_pose_changes(folder: Path) -> None:
    pose = one(folder)
    assert build.stale([pose], folder) == [pose]
    built = build.build([pose], folder, silent)
    assert [path.name for path in built.written] == ["slide.1.svg", "slide.2.svg"]
    assert not [each for each in built.problems if each.level == Level.ERROR]
    assert build.stale([one(folder)], folder) == []
    assert build.check([one(folder)], folder) == []
    (folder / "slide.pose.yaml").write_text(POSE_TEXT.replace("both knees", "knees") + SECOND)
    (problem,) = build.check([one(folder)], folder)
    assert (problem.message, problem.hint) == ("its pictures are stale", "run `handouts figures build slide`")


@pytest.mark.slow
def test_pictures_carry_their_words_and_are_the_same_each_time(folder: Path) -> None:
    build.build([one(folder)], folder, silent)
    first = (folder / "slide.2.svg").read_bytes()
    labels = read_figure(first, Place("slide.2.svg")).labels
    assert (labels.caption, labels.alt, labels.digest) == ("Slide out", "The heel slides away.", one(folder).digest)
    build.build([one(folder)], folder, silent)
    assert (folder / "slide.2.svg").read_bytes() == first


@pytest.mark.slow
def test_a_frame_that_is_gone_takes_its_picture_along_but_no_other(folder: Path) -> None:
    build.build([one(folder)], folder, silent)
    own = folder / "slide.3.svg"
    own.write_text(MARK.replace(' data-digest="{}"', ""))
    (folder / "slide.pose.yaml").write_text(POSE_TEXT)
    built = build.build([one(folder)], folder, silent)
    assert [path.name for path in built.removed] == ["slide.2.svg"]
    assert own.is_file()


@pytest.mark.slow
def test_a_missing_picture_and_one_without_a_pose_are_told(folder: Path) -> None:
    build.build([one(folder)], folder, silent)
    (folder / "slide.1.svg").unlink()
    (folder / "gone.1.svg").write_text(MARK.format("ab12"))
    (folder / "photo.1.svg").write_text("<svg/>")  # not drawn by the studio: nobody's business
    problems = build.check([one(folder)], folder)
    assert [each.message for each in problems] == ["its pictures are stale", "belongs to no pose"]
    assert problems[1].place.path.endswith("gone.1.svg")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("knee: 190", "4:7", "knee of 190 degrees is beyond the joint"),
        ("cast: zoe", "4:7", "no one called `zoe` in the cast"),
        ("kneee: 10", "4:1", "unknown field `kneee`"),
        ("contacts: {right hand: {at: [300, 0, 0]}}", "4:24", "is out of reach by "),
    ],
)
def test_what_is_wrong_with_a_pose_is_told_at_its_place_and_nothing_is_written(
    folder: Path, line: str, place: str, message: str
) -> None:
    path = folder / "slide.pose.yaml"
    path.write_text(f"{POSE_TEXT}{line}\n")
    built = build.build([one(folder)], folder, silent)
    found = [each for each in built.problems if each.level == Level.ERROR]
    assert any(message in each.message and str(each.place).endswith(f"slide.pose.yaml:{place}") for each in found), (
        found
    )
    assert built.written == ()
    assert not list(folder.glob("*.svg"))


@pytest.mark.slow
def test_many_are_drawn_beside_each_other(folder: Path) -> None:
    shutil.copy(folder / "slide.pose.yaml", folder / "again.pose.yaml")
    told: list[tuple[int, int]] = []
    built = build.build(pose_files(folder), folder, lambda done, total, _: told.append((done, total)))
    assert len(built.written) == 4
    assert told == [(1, 2), (2, 2)]


def test_an_unknown_pose_has_the_nearest_name(folder: Path) -> None:
    with pytest.raises(InputError, match="did you mean `slide`"):
        pose_files(folder, ["slid"])


def test_the_digest_knows_pose_and_engine_but_not_line_ends(folder: Path) -> None:
    path = folder / "slide.pose.yaml"
    before = one(folder).digest
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert one(folder).digest == before
    path.write_text(POSE_TEXT)
    assert one(folder).digest != before


@pytest.mark.slow
def test_a_preview_is_a_png(folder: Path, tmp_path: Path) -> None:
    problems, written = show.preview(one(folder), tmp_path / "slide.png")
    assert written
    assert not [each for each in problems if each.level == Level.ERROR]
    assert (tmp_path / "slide.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_a_contact_sheet_shows_every_picture_with_its_name() -> None:
    count = sum(map(len, pictures(FIGURES).values()))
    for small in (False, True):
        pages = show.contact_sheet(FIGURES, small, mono=small, on_one_page=False)
        assert sum(node.role == "Figure" for node in pages.nodes) == count
        assert draw(pages).startswith(b"%PDF")
    assert len(show.contact_sheet(FIGURES, False, False, on_one_page=True).pages) == 1
    with pytest.raises(InputError, match="holds no pictures"):
        show.contact_sheet(builtin() / "routines", False, False, False)


def test_nothing_on_a_sheet_reaches_over_its_edge() -> None:
    pages = show.contact_sheet(FIGURES, False, False, on_one_page=False)
    for node in pages.nodes:
        if node.box:
            x, y, wide, high = node.box
            assert x >= 0
            assert y >= 0
            assert x + wide <= pages.width
            assert y + high <= pages.height
    assert round(sheet.PRINT) == 198


@pytest.mark.parametrize("name", POSES)
def test_words_of_a_sided_pose_leave_the_side_to_the_prescription(name: str) -> None:
    """The picture is mirrored: words that name a side would be wrong for the other one."""
    pose = load(FIGURES / f"{name}{POSE}", Pose).value
    said = [pose.caption, pose.alt, *(text for frame in pose.frames for text in (frame.caption, frame.alt))]
    if pose.shows != "none":
        assert not [text for text in said if re.search(r"\b(left|right)\b", text.lower())]
    else:
        assert not [text for text in said if "{" in text]
