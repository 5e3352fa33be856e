"""Names of files: from a pattern, by default without the names of patients."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from handouts.batch.job import Job, routine_name
from handouts.problems import InputError, Place, error, nearest

FIELDS = ("id", "number", "routine", "name", "date")
DEFAULT = "{id}-{routine}"
_FIELD = re.compile(r"\{(\w*)\}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)  # names of devices on Windows
_LONGEST = 120  # letters; file systems take 255 bytes


def named(jobs: Iterable[Job], pattern: str, folder: Path) -> list[Path]:
    """Return a file for each job. Raises InputError when the pattern cannot be read, or two jobs get one name."""
    unknown = [each for each in _FIELD.findall(pattern) if each not in FIELDS]
    if unknown:
        raise InputError([error(Place("--names"), f"no field `{{{unknown[0]}}}`", nearest(unknown[0], FIELDS))])
    pattern = re.sub(r"\.pdf$", "", pattern, flags=re.I)
    paths: list[Path] = []
    taken: dict[str, Job] = {}
    for job in jobs:
        name = _filled(job, pattern)
        if name.casefold() in taken:
            what = f"`{pattern}` names `{name}.pdf` twice: for jobs {taken[name.casefold()].number} and {job.number}"
            raise InputError([error(Place("--names"), what, "put `{id}` or `{number}` into it")])
        taken[name.casefold()] = job
        paths.append(folder / f"{name}.pdf")
    return paths


def _filled(job: Job, pattern: str) -> str:
    options = job.order.request
    values = {
        "id": job.id, "number": f"{job.number:05}", "routine": routine_name(job), "name": options.patient or "",
        "date": options.date or "",
    }  # fmt: skip
    name = _FIELD.sub(lambda match: values[match[1]], pattern)
    name = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", name)).strip("-.")
    name = re.sub(r"-+", "-", name)[:_LONGEST].strip("-.") or "handout"
    return f"{name}-" if _RESERVED.fullmatch(name) else name


def in_shard(name: str, part: int, parts: int) -> bool:
    """Tell whether an id belongs to a part of a roster, whatever else is on the roster."""
    return parts == 1 or int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % parts == part - 1
