"""Poses into pictures on disk: only the stale ones, on all cores, each written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.data import builtin
from handouts.load.folders import shown
from handouts.load.loaded import Loaded
from handouts.load.yaml_source import load
from handouts.model.muscles import Muscles
from handouts.model.pose import Bases, Pose
from handouts.problems import InputError, Level, Place, Problem, error, nearest, warning
from handouts.studio.numbers import out_of_range
from handouts.studio.poses import PoseFile, digest_in, is_fresh, orphans, pictures
from handouts.system import write as output

if TYPE_CHECKING:
    from handouts.figures.body.cast import Person
    from handouts.figures.draw import DrawnPose, Fault, Stock

_LARGEST = 40_000  # bytes: more is a curve with too many points

Progress = Callable[[int, int, str], None]  # done, of how many, the last one


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What became of one pose: its frames as SVG, if it could be drawn at all, and what is wrong with it."""

    pose: PoseFile
    frames: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether the pictures are as the pose says."""
        return bool(self.frames) and all(each.level != Level.ERROR for each in self.problems)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build wrote and took away, and what is wrong with the poses."""

    written: tuple[Path, ...]
    removed: tuple[Path, ...]
    problems: tuple[Problem, ...]


def stale(poses: list[PoseFile], folder: Path) -> list[PoseFile]:
    """Return the poses whose pictures have to be drawn."""
    drawn = pictures(folder)
    return [pose for pose in poses if not is_fresh(pose, drawn.get(pose.id, {}))]


def check(poses: list[PoseFile], folder: Path) -> list[Problem]:
    """Say which pictures are stale or belong to no pose, without drawing."""
    stale_pictures = [
        error(Place(shown(pose.path)), "its pictures are stale", f"run `handouts figures build {pose.id}`")
        for pose in stale(poses, folder)
    ]
    return [
        *stale_pictures,
        *(error(Place(shown(path)), "belongs to no pose", "remove it") for path in orphans(folder)),
    ]


def build(poses: list[PoseFile], folder: Path, progress: Progress) -> Built:
    """Draw poses and write their pictures beside them; poses with errors keep the pictures that they have."""
    written: list[Path] = []
    removed: list[Path] = []
    problems: list[Problem] = []
    for done, outcome in enumerate(_outcomes(poses), 1):
        progress(done, len(poses), outcome.pose.id)
        problems += outcome.problems
        if outcome.sound:
            written += _write(outcome, folder)
            removed += _remove_others(outcome, folder)
    return Built(tuple(sorted(written)), tuple(sorted(removed)), tuple(sorted(set(problems))))


def _outcomes(poses: list[PoseFile]) -> Iterator[BuildOutcome]:
    """Draw poses in whatever order they are done."""
    if len(poses) <= 1:
        yield from map(drawn, poses)
        return
    with ProcessPoolExecutor() as pool:
        for each in as_completed([pool.submit(drawn, pose) for pose in poses]):
            yield each.result()


def drawn(pose: PoseFile) -> BuildOutcome:
    """Draw one pose. InputError when what the engine needs is not installed."""
    draw, chosen, stock = _engine()
    try:
        loaded = load(pose.path, Pose, shown(pose.path))
    except InputError as invalid:
        return BuildOutcome(pose, (), invalid.problems)
    if beyond := tuple(out_of_range(loaded)):
        return BuildOutcome(pose, (), beyond)
    try:
        person = chosen(pose.id, loaded.value.cast)
    except KeyError:
        from handouts.figures.body.cast import CAST

        name, hint = loaded.value.cast, nearest(loaded.value.cast or "", [each.id for each in CAST])
        return BuildOutcome(pose, (), (error(loaded.place("cast"), f"no one called `{name}` in the cast", hint),))
    result = draw(loaded.value, person, stock, pose.digest)
    problems = [_problem(fault, loaded) for fault in result.faults]
    problems += _too_large(result.frames, loaded)
    return BuildOutcome(pose, result.frames, tuple(problems))


@cache
def _engine() -> tuple[Callable[[Pose, Person, Stock, str], DrawnPose], Callable[[str, str | None], Person], Stock]:
    """Return the engine: it is loaded late, for most of the time nobody draws."""
    try:
        from handouts.figures.body.cast import chosen
        from handouts.figures.draw import Stock, draw
    except ModuleNotFoundError as lacking:
        raise InputError([needs(str(lacking.name))]) from lacking
    folder = builtin() / "assets" / "figures"
    bases, muscles = load(folder / "bases.yaml", Bases).value, load(folder / "muscles.yaml", Muscles).value
    return draw, chosen, Stock(bases, muscles)


def needs(module: str) -> Problem:
    """Say which extra to install for a module that is not there."""
    return error(Place("figures"), f"`{module}` is not installed", "pip install 'handouts[figures]'")


def _problem(fault: Fault, loaded: Loaded[Pose]) -> Problem:
    """Place what the engine says: at the frame's own field, else where the first frame or the base says it."""
    kind, _, rest = fault.field.partition(".")
    field = (kind, rest) if kind == "contacts" else (fault.field,)
    tries = [("frames", fault.frame - 1, *field)] if fault.frame else []
    nearest_field = next((loc for loc in [*tries, field] if loc in loaded.places), ("base",))
    return (error if fault.grave else warning)(loaded.place(*nearest_field), fault.what, fault.hint)


def _too_large(frames: tuple[str, ...], loaded: Loaded[Pose]) -> list[Problem]:
    sizes = [(number, len(text.encode())) for number, text in enumerate(frames, 1)]
    return [
        warning(loaded.place(), f"picture {number} has {size:,} bytes; at most {_LARGEST:,} are wanted", rule="V3")
        for number, size in sizes
        if size > _LARGEST
    ]


def _write(outcome: BuildOutcome, folder: Path) -> list[Path]:
    paths = [folder / f"{outcome.pose.id}.{number}.svg" for number in range(1, len(outcome.frames) + 1)]
    for path, text in zip(paths, outcome.frames, strict=True):
        output.write(path, text.encode())
    return paths


def _remove_others(outcome: BuildOutcome, folder: Path) -> list[Path]:
    """Take away pictures of frames that the pose no longer has."""
    drawn_before = pictures(folder).get(outcome.pose.id, {})
    left = [path for number, path in drawn_before.items() if number > len(outcome.frames)]
    gone = [path for path in left if digest_in(path) is not None]
    for path in gone:
        path.unlink()
    return gone
