"""The manifests of a batch's parts as one, and what is wrong with them or with the files that they list."""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.batch import manifest
from handouts.batch.manifest import Manifest, ManifestEntry
from handouts.load.folders import shown
from handouts.problems import InputError, Place, Problem, error, warning

_NAME = re.compile(rf"{manifest.NAME}(?:\.(\d+)-of-(\d+))?")
_FEW = 5  # are named, the others counted


@dataclass(frozen=True, slots=True)
class Shard:
    """A manifest, and which part of how many it is of."""

    made: Manifest
    number: int
    of: int

    @property
    def place(self) -> Place:
        """Where it lies."""
        return Place(shown(self.made.path))


def parts_of(folders: Iterable[Path]) -> list[Shard]:
    """Read the manifests of folders: of each its parts', or the whole one's. InputError when a folder has none."""
    shards: list[Shard] = []
    problems: list[Problem] = []
    for folder in dict.fromkeys(each.resolve() for each in folders):
        named = [(path, match) for path in sorted(folder.glob("*.json")) if (match := _NAME.fullmatch(path.stem))]
        is_cut = any(match[1] for _, match in named)
        for path, match in named:
            if bool(match[1]) is is_cut:
                shards.append(Shard(manifest.read(path), int(match[1] or 1), int(match[2] or 1)))
        if not named:
            problems.append(
                error(Place(shown(folder)), "holds no manifest", "name a folder that `handouts batch` made")
            )
    if problems:
        raise InputError(problems)
    return sorted(shards, key=lambda each: (each.of, each.number))


def merged(parts: Sequence[Shard], folder: Path) -> list[ManifestEntry]:
    """Return the entries of all parts, files named from a folder; of those that are in two, the first."""
    by_file: dict[tuple[str, str], ManifestEntry] = {}
    for part in parts:
        home = os.path.relpath(part.made.path.parent, folder.resolve())
        for each in part.made.entries:
            file = Path(home, each.file).as_posix() if each.file else ""
            by_file.setdefault((each.id, each.file), replace(each, file=file))
    return list(by_file.values())


def wrong_parts(parts: Sequence[Shard]) -> Iterator[Problem]:
    """Find parts that are missing, unfinished or do not go together."""
    cut = [part for part in parts if part.of > 1]
    kinds = sorted({part.of for part in cut})
    if len(kinds) > 1:
        what = " and of ".join(map(str, kinds))
        yield error(cut[0].place, f"parts of {what} do not go together", "merge the parts of one batch")
    elif cut:
        there, of = {part.number for part in cut}, kinds[0]
        if missing := [number for number in range(1, of + 1) if number not in there]:
            hint = f"run the batch with `--shard {missing[0]}/{of}`" + (" and the others" if len(missing) > 1 else "")
            numbers, many = listed(map(str, missing)), len(missing) > 1
            what = f"part{'s' * many} {numbers} of {of} {'are' if many else 'is'} missing"
            yield error(Place(shown(cut[0].made.path.parent)), what, hint)
    for part in parts:
        made = len(part.made.entries)
        if made < part.made.asked:
            what = f"{made} of {part.made.asked} handouts were made"
            yield error(part.place, what, "run the batch of this part again: it makes the rest and says what is wrong")
    yield from _twice(parts)
    yield from _differing(parts)


def _twice(parts: Sequence[Shard]) -> Iterator[Problem]:
    """Find handouts that are in two parts."""
    first: dict[str, Shard] = {}
    twice: defaultdict[tuple[Shard, Shard], list[str]] = defaultdict(list)
    for part in parts:
        for name in dict.fromkeys(each.id for each in part.made.entries):
            other = first.setdefault(name, part)
            if other is not part:
                twice[part, other].append(name)
    for (part, other), names in twice.items():
        what = f"{listed(f'`{name}`' for name in names)} {'are' if len(names) > 1 else 'is'} in {other.place}, too"
        yield error(part.place, what, "merge parts of one list, each once")


def _differing(parts: Sequence[Shard]) -> Iterator[Problem]:
    """Tell when parts were made from different catalogs."""
    by_catalog: dict[str, Shard] = {}
    for part in parts:
        for each in part.made.entries:
            by_catalog.setdefault(each.catalog, part)
    if len(by_catalog) > 1:
        (old, _), (new, part), *_ = by_catalog.items()
        what = f"was made from catalog `{new}`, others from `{old}`"
        yield warning(part.place, what, "run the batches again where the catalog has changed")


def wrong_files(parts: Sequence[Shard], tell: Callable[[int], None]) -> Iterator[Problem]:
    """Find files that are missing, or are not as they were made. What lies outside a part's folder is not opened."""
    again = "run the batch of this part again: it makes what is missing or changed"
    kinds = {
        "missing": again,
        "not as made: the SHA-256 differs": again,
        "not to be read": "see who may read it",
        "outside this folder, and not looked at": "merge manifests into a folder that is around all the others",
    }
    for part in parts:
        folder, wrong = part.made.path.parent.resolve(), defaultdict[str, list[str]](list)
        for each in part.made.entries:
            tell(1)
            if each.file and (what := _wrong(folder, each)):
                wrong[what].append(each.file)
        for what, hint in kinds.items():
            if names := wrong[what]:
                verb = "are" if len(names) > 1 else "is"
                yield error(part.place, f"{listed(f'`{name}`' for name in names)} {verb} {what}", hint)


def _wrong(folder: Path, entry: ManifestEntry) -> str:
    """Return what is wrong with a file, if anything."""
    path = folder / entry.file
    try:
        if not path.resolve().is_relative_to(folder):
            return "outside this folder, and not looked at"
        if not path.is_file():
            return "missing"
        is_as_made = hashlib.sha256(path.read_bytes()).hexdigest() == entry.sha256
    except OSError:
        return "not to be read"
    return "" if is_as_made else "not as made: the SHA-256 differs"


def listed(names: Iterable[str]) -> str:
    """Name a few, and count the others."""
    each = list(names)
    if len(each) > _FEW + 1:
        each = [*each[:_FEW], f"{len(each) - _FEW:,} others"]
    return " and ".join(", ".join(each).rsplit(", ", 1))
