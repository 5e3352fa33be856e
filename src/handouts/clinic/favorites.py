"""Where a clinic's favorites lie: among its routines, so that all that takes a routine takes them."""

from __future__ import annotations

import re
from pathlib import Path

from handouts.data import builtin
from handouts.load.folders import files, roots
from handouts.outside import unfit_name
from handouts.problems import InputError, Place, error

_LONGEST_ID = 80
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def place(clinic: Path | None, name: str) -> Path:
    """Return the path of a favorite that is to be written. InputError when there is no place for it."""
    where = Place(f"--as {name}")
    root = own_root(clinic, where)
    check_id(name, where)
    if name.casefold() in map(str.casefold, files(roots(clinic), "routine")):
        raise InputError([error(where, "is a routine already", "choose another name")])
    return root / "routines" / "standard" / f"{name}.yaml"


def own_root(clinic: Path | None, where: Place) -> Path:
    """Return a clinic's own folder. InputError when it has none."""
    root = roots(clinic)[0]
    if root.resolve() == builtin().resolve():
        hint = "make one with `handouts init`, or give it with `--clinic`"
        raise InputError([error(where, "no clinic has a folder to keep it in", hint)])
    return root


def check_id(name: str, where: Place) -> None:
    """Raise InputError for a name that no file of a clinic can have as its id."""
    if not _ID.fullmatch(name) or len(name) > _LONGEST_ID:
        raise InputError([error(where, "is no id", "write small letters, digits and single hyphens, as in `my-back`")])
    if reason := unfit_name(name):
        raise InputError([error(where, reason, "choose another name")])
