"""What a batch is asked to make, and where to: jobs with their files, and what is wrong before any is made."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from handouts.batch import manifest, names
from handouts.batch.columns import Columns, read_maps
from handouts.batch.job import Job, catalog_version, digest, routine_name
from handouts.batch.roster import Usual, read_roster
from handouts.load.catalog import clinic_named_in
from handouts.load.folders import is_there, roots
from handouts.make.fonts import fonts_of
from handouts.make.order import Order
from handouts.pdf.fonts import lacking
from handouts.pdf.print_file import Sides
from handouts.prescribe.request import Request
from handouts.problems import InputError, Place, Problem, error, warning
from handouts.units import Ink, Paper

_SHARD = re.compile(r"(\d{1,5})/(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for: routines, prescription files and folders, or a list of patients."""

    what: tuple[str, ...]
    patients: Path | None = None
    copies: int = 1
    clinic: Path | None = None
    template: str | None = None
    paper: Paper | None = None
    ink: Ink | None = None
    shard: str = ""
    site: str | None = None
    maps: tuple[str, ...] = ()  # HEADING=COLUMN, for a list whose headings do not say it


@dataclass(frozen=True, slots=True)
class Destination:
    """Where to: a folder for single files, a print file, or both."""

    sides: Sides
    out: Path | None = None
    merge: Path | None = None
    names: str = ""
    separators: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A job with the file that it is for, and the version of what it is made from."""

    job: Job
    file: Path
    catalog: str
    source: str = ""  # digest of the prescription file, which is not in the catalog

    @property
    def digest(self) -> str:
        """Tell this task from all that would make other bytes."""
        return digest(self.job, self.catalog + self.source)


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """All that is to be made."""

    tasks: tuple[Task, ...]
    where: Destination
    shard: str = ""  # for the names of manifests
    problems: tuple[Problem, ...] = ()
    columns: Columns = field(default_factory=Columns)  # of the list
    refused: int = 0  # rows that nothing is made of

    @property
    def folder(self) -> Path:
        """Where the manifest lies."""
        return self.where.out or (self.where.merge.parent if self.where.merge else Path())

    @property
    def passes(self) -> int:
        """How often each handout is made: for its own file, and for the print file."""
        return (self.where.out is not None) + (self.where.merge is not None)

    def written(self, any_made: bool, interrupted: bool) -> Iterator[Path]:
        """Yield the files that tell of the others, and the print file."""
        if any_made and self.where.merge and not interrupted:
            yield self.where.merge
        if any_made:
            yield self.folder / f"{manifest.NAME}{self.shard}.csv"


def planned(wish: Wish, where: Destination, today: dt.date) -> BatchPlan:
    """Read lists and folders, and name every file. Raises InputError when nothing can be made."""
    problems: tuple[Problem, ...] = ()
    columns, refused = Columns(), 0
    part, parts = _shard(wish.shard)
    is_wanted = partial(names.in_shard, part=part, parts=parts)
    if wish.patients:
        if len(wish.what) > 1:
            hint = "name one, for the rows that name none"
            raise InputError([error(Place("--patients"), f"goes with one routine, not with {len(wish.what)}", hint)])
        routine = wish.what[0] if wish.what else None
        usual = Usual(
            today=today,
            routine=routine,
            clinic=wish.clinic,
            template=wish.template,
            site=wish.site,
            maps=read_maps(wish.maps),
        )
        roster = read_roster(wish.patients, usual, is_wanted)
        jobs, problems, columns = list(roster.jobs), roster.problems, roster.columns
        refused = roster.refused
    else:
        jobs = [each for each in _stacks(wish, today) if is_wanted(each.id)]
    jobs = [replace(each, copies=wish.copies, order=_with(each.order, wish)) for each in jobs]
    if where.separators and (unprintable := list(_unprintable(jobs))):
        raise InputError(unprintable)
    folder = where.out or Path()
    pattern = where.names or (names.DEFAULT if wish.patients else "{routine}")
    paths = names.named(jobs, pattern, folder)
    version = catalog_version(roots(wish.clinic))
    tasks = tuple(Task(job, path, version, _source(job)) for job, path in zip(jobs, paths, strict=True))
    problems += tuple(_without_clinic(jobs)) if wish.clinic is None else ()
    return BatchPlan(
        tasks=tasks,
        where=where,
        shard=f".{part}-of-{parts}" if parts > 1 else "",
        problems=problems,
        columns=columns,
        refused=refused,
    )


def _unprintable(jobs: Iterable[Job]) -> Iterator[Problem]:
    """Tell of ids that a separator sheet cannot show, for want of their letters."""
    from handouts.batch.job import library_for

    for job in jobs:
        if not job.id.isascii() and lacking(job.id, fonts_of(library_for(job.order).clinic)):
            what = f"id `{job.id}` has letters that the fonts lack, so no separator can show it"
            yield error(job.place, what, "give another id, or leave out `--separator`")


def _without_clinic(jobs: Iterable[Job]) -> Iterator[Problem]:
    """Tell of prescription files that name a clinic: one batch is for one."""
    named = dict.fromkeys(each.order.routine or "" for each in jobs)
    for name in named:
        if name.endswith((".yaml", ".yml")) and (clinic := clinic_named_in(Path(name))):
            what = f"names the clinic `{clinic}`, and this batch has none"
            yield warning(Place(name), what, f"add `--clinic {clinic}`")


def _source(job: Job) -> str:
    name = job.order.routine or ""
    if not name.endswith((".yaml", ".yml")) or not is_there(Path(name)):
        return ""
    try:
        return hashlib.sha256(Path(name).read_bytes()).hexdigest()
    except OSError:  # told when the job is made
        return ""


def _stacks(wish: Wish, today: dt.date) -> Iterator[Job]:
    """Yield a job a routine: for nobody in particular, the date left to write in."""
    for number, name in enumerate(_expanded(wish.what), 1):
        order = Order(name, Request(date=""), wish.clinic, wish.template, site=wish.site)
        job = Job(number=number, id="", order=order, today=today, place=Place(name))
        yield replace(job, id=routine_name(job))


def _expanded(what: tuple[str, ...]) -> Iterator[str]:
    """Yield routines and files; of a folder, all its files."""
    for each in what:
        if not Path(each).is_dir():
            yield each
            continue
        paths = sorted([*Path(each).glob("*.yaml"), *Path(each).glob("*.yml")])
        if not paths:
            raise InputError([error(Place(each), "holds no routine or prescription file (.yaml)")])
        yield from map(str, paths)


def _with(order: Order, wish: Wish) -> Order:
    """Let a row keep what it says; the options go for the others."""
    return replace(order, paper=order.paper or wish.paper, ink=order.ink or wish.ink)


def _shard(text: str) -> tuple[int, int]:
    if not text:
        return 1, 1
    match = _SHARD.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise InputError(
            [error(Place("--shard"), f"`{text}` is no part of a list", "write `3/16` for the third of 16")]
        )
    return int(match[1]), int(match[2])
