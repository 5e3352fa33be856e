"""The developer's guide names what is there, and all that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handouts.data import builtin

ROOT = builtin()
SOURCE = ROOT / "src" / "handouts"
GUIDE = sorted((ROOT / "docs" / "dev").glob("*.md"))
FOLDERS = ("assets/", "docs/", "examples/", "routines/", "templates/", "tests/", ".ci/")
ROOMS = sorted(path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__")


@pytest.mark.parametrize("page", GUIDE, ids=lambda page: page.name)
def test_a_page_names_files_that_are_there(page: Path) -> None:
    named = re.findall(r"`([\w./*-]+/[\w./*-]*|[\w-]+\.\w+)`", page.read_text("utf-8"))
    missing = [each for each in named if not is_there(each)]
    assert missing == []


def is_there(name: str) -> bool:
    """Tell whether a path is in the project, or in its code; a module may be named with something in it."""
    if name.startswith("*"):
        return True  # in a file that is built
    if "*" in name:
        return any(ROOT.glob(name))
    inside = name.split("/")[0] + "/" in FOLDERS or name.split("/")[0] in ROOMS or "/" not in name
    module = SOURCE / name.replace(".", "/")
    paths = [ROOT / name, SOURCE / name, module.with_suffix(".py"), module.parent.with_suffix(".py")]
    return not inside or any(path.exists() for path in paths) or any(SOURCE.rglob(f"{name.split('.')[0]}.py"))


def test_the_map_names_every_room() -> None:
    page = (ROOT / "docs" / "dev" / "architecture.md").read_text("utf-8")
    assert [room for room in ROOMS if f"`{room}`" not in page] == []


def test_the_check_of_names_can_fail() -> None:
    assert not is_there("tests/test_nothing.py")
    assert not is_there("layout/nothing.py")
    assert is_there("layout/lay_out.py")
    assert is_there("templates/*.yaml")
