"""A stretch of a clinic's own, from photos and a few answers. What nobody has said is named, for a human to settle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from handouts.clinic.favorites import check_id, own_root
from handouts.data import builtin
from handouts.drawing.read import probe
from handouts.load.folders import files, roots
from handouts.load.words import fill
from handouts.load.yaml_source import as_far_as_valid, dump, load, tree
from handouts.make import letters
from handouts.model.intake import Defaults, ImportWords
from handouts.model.stretch import Region, Stretch
from handouts.outside import read_bytes
from handouts.problems import InputError, Place, Problem, error, nearest
from handouts.system.write import write

MOST_PICTURES = 4  # on a card; more are too small to tell anything
_LARGEST_BYTES = 60_000_000
_LONGEST_ID = 60
_LEAD = (
    "# Written by `handouts add`. `needs` lists what a human must settle: settle it, take it off the list, and\n"
    "# then say under `review` who approves.\n"
)
_OPTIONS = {"regions": "region", "steps": "step", "figures": "PHOTO"}  # by field, where the option is called otherwise


@dataclass(frozen=True, slots=True)
class OwnAnswers:
    """What is said of a stretch; what is empty is left for a human."""

    name: str
    region: str
    position: str
    steps: tuple[str, ...]
    id: str = ""  # else made of the name
    feel: str = ""
    why: str = ""
    kind: str = ""
    laterality: str = ""
    hold: str = ""
    reps: str = ""
    sets: str = ""
    per_day: str = ""
    days_per_week: str = ""
    easier: str = ""
    alt: str = ""
    licence: str = ""
    author: str = ""


def add(clinic: Path | None, photos: tuple[Path, ...], answers: OwnAnswers) -> tuple[Path, ...]:
    """Write a stretch into a clinic's folder, its photos copied there, and return the files.

    Raises InputError with everything that does not fit, before anything is written.
    """
    stretch_id = answers.id or id_of(answers.name)
    root = own_root(clinic, Place("add"))
    check_id(stretch_id, Place("--id" if answers.id else "--name"))
    copies = {f"assets/figures/{stretch_id}-photo-{n}{path.suffix.lower()}": path for n, path in enumerate(photos, 1)}
    text = _LEAD + dump(_fields(answers, tuple(copies)))
    target = f"routines/catalog/{answers.region}/{stretch_id}.yaml"
    taken = _taken(clinic, root, stretch_id, [target, *copies], answers)
    problems = [*taken, *_of_photos(photos), *_unfit(text, answers)]
    if problems:
        raise InputError(problems)
    pictures = {name: read_bytes(path, Place(str(path)), _LARGEST_BYTES) for name, path in copies.items()}
    for name, data in {**pictures, target: text.encode()}.items():  # the stretch last: it names the pictures
        write(root / name, data)
    return tuple(root / name for name in (target, *copies))


def id_of(name: str) -> str:
    """Write a name as an id: small Latin letters, digits and hyphens."""
    latin = unicodedata.normalize("NFKD", name.replace("ß", "ss"))
    plain = latin.casefold().encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_ID].strip("-")


def _fields(answers: OwnAnswers, pictures: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields of the file, those that nobody gave with a safe default."""
    usual = load(builtin() / "routines" / "import-words.yaml", ImportWords).value.defaults
    counts = {name: _number(getattr(answers, name)) for name in ("reps", "sets", "per_day", "days_per_week")}
    dosage = {"hold": _seconds(answers.hold), **counts}
    fields = {
        "name": answers.name,
        "regions": [answers.region],
        "position": answers.position,
        "laterality": answers.laterality or "none",
        "kind": answers.kind or ("static" if answers.hold else "dynamic"),
        "why": answers.why or usual.why_unknown,
        "steps": list(answers.steps),
        "feel": answers.feel or "",
        "dosage": {name: value for name, value in dosage.items() if value},
        "easier": [{"how": answers.easier}] if answers.easier else [],
        "stop": list(usual.stop),
        "figures": [_figure(name, n, len(pictures), answers, usual) for n, name in enumerate(pictures, 1)],
        "needs": list(_needs(answers, bool(pictures))),
        "review": "needs-clinician",
    }
    return {name: value for name, value in fields.items() if value not in ("", []) or name == "steps"}


def _figure(name: str, n: int, count: int, answers: OwnAnswers, usual: Defaults) -> dict[str, str]:
    return {
        "file": name.removeprefix("assets/"),
        "caption": fill(usual.caption, n=n, count=count),
        "alt": answers.alt or fill(usual.alt, name=answers.name, n=n, count=count),
        "licence": answers.licence or usual.licence,
        "author": answers.author or usual.author,
    }


def _needs(answers: OwnAnswers, pictured: bool) -> Iterator[str]:
    """Name what nobody has said. Whom a stretch does not suit, a photo never tells."""
    yield from (name for name in ("laterality", "kind", "why", "feel") if not getattr(answers, name))
    if not (answers.reps and answers.per_day and answers.days_per_week):
        yield "dosage"
    yield "precautions"
    if not pictured:
        yield "figures"
    elif not answers.alt:
        yield "alt"
    if pictured and not (answers.licence and answers.author):
        yield "licence"


def _seconds(text: str) -> str:
    """Read a bare number as seconds."""
    return f"{text} s" if re.fullmatch(r"\d+(\s*-\s*\d+)?", text) else text


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000") else text


def _taken(
    clinic: Path | None, root: Path, stretch_id: str, names: list[str], answers: OwnAnswers
) -> Iterator[Problem]:
    place = Place("--id" if answers.id else "--name")
    if stretch_id in files(roots(clinic), "stretch"):
        hint = f"take another `--id`; to change it, write a file that says `extends: {stretch_id}`"
        yield error(place, f"there is a stretch `{stretch_id}` already", hint)
    else:
        for name in names:
            if (root / name).exists():
                yield error(place, f"`{name}` is there already, and nothing is overwritten", "take another `--id`")


def _of_photos(photos: tuple[Path, ...]) -> Iterator[Problem]:
    if len(photos) > MOST_PICTURES:
        yield error(Place("PHOTO"), f"a card shows {MOST_PICTURES} pictures at most, and {len(photos)} are given")
    for each in photos:
        try:
            probe(each, Place(str(each)))
        except InputError as wrong:
            yield from wrong.problems


def _unfit(text: str, answers: OwnAnswers) -> Iterator[Problem]:
    """Find answers that no stretch can have, each at its option."""
    place = Place("stretch")
    loaded, problems = as_far_as_valid(tree(text, place), Stretch, Path("stretch.yaml"))
    if answers.region not in get_args(Region):
        hint = nearest(answers.region, get_args(Region)) or "one of " + ", ".join(get_args(Region))
        yield error(Place("--region"), f"no region `{answers.region}`", hint)
    for each in (*problems, *(letters.in_file(loaded, letters.BUILTIN) if loaded else ())):
        option = _option(text, each.place)
        if option != "--region":
            yield error(Place(option), each.message, each.hint)


def _option(text: str, place: Place) -> str:
    """Name the option that a line of the file comes from: its own field, or the one above it."""
    lines = text.splitlines()[: place.line]
    field = next((match[1] for line in reversed(lines) if (match := re.match(r"(\w+):", line))), "name")
    inner = re.match(r"\s+(\w+):", lines[-1]) if lines else None
    named = inner[1] if field == "dosage" and inner else field
    return f"--{_OPTIONS.get(named, named).replace('_', '-')}"
