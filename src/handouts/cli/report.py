"""What goes to the screen: problems to stderr, data to stdout, exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer

from handouts.problems import InputError, Place, Problem, error

EXIT_INPUT = 3
EXIT_OUTPUT = 4
NO_CLINIC = "none"  # switches the clinic of the current folder off


def complain(problems: Iterable[Problem]) -> None:
    """Print problems to stderr, one after the other."""
    sys.stderr.write("".join(f"{each}\n" for each in problems))


def print_json(value: Any) -> None:
    """Print data as JSON."""
    import json  # late: few commands write any

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def clinic_path(name: str | None) -> Path | None:
    """Return the clinic's file or folder: as given, a built-in sample by name, or the one that this folder lies in."""
    if name is None:
        here = Path("clinic.yaml")
        return here if os.path.lexists(here) else _around()  # a link to nothing is told, not passed over
    if name == NO_CLINIC:
        return None
    path = Path(name)
    if os.path.lexists(path):
        return path
    from handouts.data import builtin
    from handouts.load.folders import is_folder

    sample = builtin() / "assets" / "clinics" / name
    if name and is_folder(sample):
        return sample
    hint = "give a `clinic.yaml` or the folder that holds it; `--clinic sample` is made up, to try things"
    raise InputError([error(Place("--clinic"), f"no clinic `{name}`", hint)])


def fit_name(path: Path | None, option: str) -> None:
    """Refuse to write a file that another system could not open. InputError says why."""
    from handouts.outside import unfit_name

    if path is not None and (reason := unfit_name(path.name)):
        raise InputError([error(Place(f"{option} {path}"), reason, "give another name")])


def _around() -> Path | None:
    from handouts.load.folders import clinic_above

    return clinic_above(Path.cwd())


def recent_folder() -> Path | None:
    """Return where what was made is kept, or None."""
    from handouts.clinic.recent import folder

    return folder(Path(typer.get_app_dir("handouts")))
