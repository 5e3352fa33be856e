"""Shell completion of ids: a look at file names, nothing is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from handouts.cli.report import clinic_path


def _ids(kind: Literal["stretch", "routine", "template"], incomplete: str) -> Iterator[str]:
    from handouts.load.folders import files, roots

    yield from (each for each in sorted(files(roots(clinic_path(None)), kind)) if each.startswith(incomplete))


def stretches(incomplete: str) -> list[str]:
    """Complete the id of a stretch."""
    return list(_ids("stretch", incomplete))


def routines(incomplete: str) -> list[str]:
    """Complete the id of a routine."""
    return list(_ids("routine", incomplete))


def everything(incomplete: str) -> list[str]:
    """Complete the id of a stretch or of a routine."""
    return [*stretches(incomplete), *routines(incomplete)]


def templates(incomplete: str) -> list[str]:
    """Complete the id of a template."""
    return list(_ids("template", incomplete))


def precautions(incomplete: str) -> list[str]:
    """Complete the code of a precaution or of a group of them."""
    from handouts.load.library import common

    shared = common(clinic_path(None)).precautions
    return sorted(code for code in (*shared.precautions, *shared.groups) if code.startswith(incomplete))


def profiles(incomplete: str) -> list[str]:
    """Complete the name of a dose profile."""
    from handouts.load.catalog import dose_profiles

    return sorted(name for name in dose_profiles() if name.startswith(incomplete))


def poses(incomplete: str) -> list[str]:
    """Complete the id of a pose."""
    from handouts.studio.poses import figures_folder, ids_in

    return [each for each in ids_in(figures_folder(clinic_path(None))) if each.startswith(incomplete)]
