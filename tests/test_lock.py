"""The lock names a version for all that pyproject.toml asks for, on every Python."""

from __future__ import annotations

import re
import runpy
import tomllib

from handouts.data import builtin


def test_where_two_pythons_take_different_versions_each_is_told_apart() -> None:
    merged = runpy.run_path(str(builtin() / "release" / "lock.py"))["merged"]
    assert merged({"a": "1", "B": "2", "old": "5"}, {"a": "1", "B": "3", "new": "4"}, "3.11") == [
        "a==1",
        'B==2; python_version <= "3.11"',
        'B==3; python_version > "3.11"',
        "new==4",
        "old==5",
    ]


def test_everything_is_locked() -> None:
    project = tomllib.loads((builtin() / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = {*project["dependencies"]}.union(*project["optional-dependencies"].values())
    locked = {plain(line) for line in (builtin() / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    assert {plain(each) for each in required} - locked == set()


def plain(requirement: str) -> str:
    """Return the name of a package as an index spells it."""
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()
