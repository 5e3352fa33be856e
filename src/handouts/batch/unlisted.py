"""PDFs in a batch's folder that its manifest does not list: of rows that are gone, or that this never made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.batch import journal, manifest
from handouts.batch.parts import listed
from handouts.load.folders import shown
from handouts.problems import Place, Problem, warning


@dataclass(frozen=True, slots=True)
class Unlisted:
    """PDFs that no manifest of a folder lists, by whether they are as a batch here made them."""

    ours: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()


def last_listed_ns(folder: Path) -> int:
    """Return when a manifest of a folder was written last."""
    return max(map(manifest.modified_ns, folder.glob(f"{manifest.NAME}*.json")), default=0)


def unlisted(folder: Path, last_ns: int, but: Iterable[str] = ()) -> Unlisted:
    """Find them, but for some names. A file made after the last manifest may be of a batch that still runs."""
    names = {path.name for path in folder.glob("*.pdf")}.difference(but)
    if not names:
        return Unlisted()
    names -= {each.file for made in manifest.all_in(folder) for each in made.entries}
    records = journal.known(folder)
    names -= {path.name for path in map(Path, records) if path.is_absolute()}  # print files
    ours, others = list[Path](), list[Path]()
    for path in (folder / name for name in sorted(names)):
        record = records.get(path.name)
        if record is None or not journal.unchanged(record, folder):
            others.append(path)
        elif manifest.modified_ns(path) <= last_ns:
            ours.append(path)
    return Unlisted(tuple(ours), tuple(others))


def unlisted_warnings(folder: Path, files: Unlisted) -> Iterator[Problem]:
    """Tell of the files of rows that are gone, and of those that no batch made here."""
    place = Place(shown(folder))
    if files.ours:
        names = listed(f"`{each.name}`" for each in files.ours)
        hint = f"`handouts manifest {shown(folder)} --prune` removes what a batch made and none lists"
        yield warning(place, f"holds files of an earlier list: {names}", hint)
    if files.others:
        names = listed(f"`{each.name}`" for each in files.others)
        yield warning(place, f"holds files that no batch made like this: {names}", "`--prune` leaves them")
