"""Which poses there are, and which of their pictures are stale. Needs nothing but the files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from handouts.data import builtin
from handouts.load.file_kinds import POSE
from handouts.problems import InputError, Place, error, nearest

_DIGITS = 16  # of a digest: enough to tell a change, short enough to read
_HEAD = 2000  # bytes: the digest stands in the first line of a picture
_DIGEST = re.compile(rb'<svg [^>]*data-digest="([0-9a-f]*)"')
_NUMBERED = re.compile(r"(.+)\.(\d+)\.svg")


@dataclass(frozen=True, slots=True)
class PoseFile:
    """A pose on disk, and the digest of all that its pictures are drawn from."""

    id: str
    path: Path
    digest: str


def figures_folder(clinic: Path | None) -> Path:
    """Return the folder of a clinic's own poses and pictures, or of the built-in ones."""
    if clinic is None:
        return builtin() / "assets" / "figures"
    return (clinic if clinic.is_dir() else clinic.parent) / "assets" / "figures"


def ids_in(folder: Path) -> dict[str, Path]:
    """Map the ids of a folder's poses to their files."""
    return {path.name.removesuffix(POSE): path for path in sorted(folder.glob(f"*{POSE}"))}


def pose_files(folder: Path, ids: Iterable[str] = ()) -> list[PoseFile]:
    """Return the poses of a folder, or those of `ids`. InputError when one of these is not there."""
    paths = ids_in(folder)
    chosen = tuple(dict.fromkeys(ids)) or tuple(paths)
    missing = [each for each in chosen if each not in paths]
    if missing:
        raise InputError([error(Place(str(folder)), f"no pose `{each}`", nearest(each, paths)) for each in missing])
    return [PoseFile(each, paths[each], digest_of(paths[each].read_bytes())) for each in chosen]


def digest_of(pose: bytes) -> str:
    """Return the digest of a pose with everything else that its pictures depend on."""
    return sha256(_even(pose) + engine_digest().encode()).hexdigest()[:_DIGITS]


@cache
def engine_digest() -> str:
    """Return the digest of the engine, of its data and of the model of a pose."""
    package = Path(__file__).parents[1]
    code = [*(package / "figures").rglob("*.py"), package / "model" / "pose.py", package / "model" / "muscles.py"]
    figures = builtin() / "assets" / "figures"
    data = [path for path in figures.glob("*.yaml") if not path.name.endswith(POSE)]
    both = [*sorted(code), *sorted(data)]
    return sha256(b"".join(path.name.encode() + _even(path.read_bytes()) for path in both)).hexdigest()


def _even(data: bytes) -> bytes:
    """Return a text as it is where lines end with a line feed: a checkout may have other ends."""
    return data.replace(b"\r\n", b"\n")


def pictures(folder: Path) -> dict[str, dict[int, Path]]:
    """Map ids to their pictures by frame."""
    by_frame: dict[str, dict[int, Path]] = {}
    for path in sorted(folder.glob("*.svg")):
        if match := _NUMBERED.fullmatch(path.name):
            by_frame.setdefault(match[1], {})[int(match[2])] = path
    return by_frame


def digest_in(path: Path) -> str | None:
    """Return the digest that a picture carries; None of one that the studio did not draw."""
    with path.open("rb") as file:
        match = _DIGEST.search(file.read(_HEAD))
    return match[1].decode() if match else None


def is_fresh(pose: PoseFile, drawn: Mapping[int, Path]) -> bool:
    """Tell whether all pictures of a pose are there, drawn from what there is now.

    All are written together, so those that are there say how many there are: frames 1 to n without a gap.
    """
    numbers = sorted(drawn)
    return bool(numbers) and numbers == list(range(1, len(numbers) + 1)) and all(
        digest_in(path) == pose.digest for path in drawn.values()
    )  # fmt: skip


def orphans(folder: Path) -> list[Path]:
    """Return pictures that the studio drew from a pose that is no longer there."""
    poses = ids_in(folder)
    left = (path for stretch, drawn in pictures(folder).items() if stretch not in poses for path in drawn.values())
    return [path for path in left if digest_in(path) is not None]
