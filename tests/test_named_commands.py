"""Commands that documents and CI name are there."""

from __future__ import annotations

import ast
import re

from handouts.data import builtin

ROOT = builtin()
MUST_BE = {"make", "test", "quick", "lint", "types", "conformance", "bench", "docs", "program", "release-check"}


def sessions() -> set[str]:
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.decorator_list]
    return {each.name.replace("_", "-") for each in functions}


def named(text: str) -> set[str]:
    """Return the sessions that a text runs, as in `nox -s lint types`."""
    return {
        name
        for names in re.findall(r"\b(?:nox -s|elsewhere [\w-]+)((?: +[a-z][a-z-]+)+)", text)
        for name in names.split()
    }


def test_every_command_that_is_named_is_there() -> None:
    pages = [ROOT / "README.md", ROOT / "pyproject.toml", ROOT / ".ci" / "run", *(ROOT / "docs").rglob("*.md")]
    missing = {path.name: named(path.read_text(encoding="utf-8")) - sessions() for path in pages}
    assert {name: each for name, each in missing.items() if each} == {}
    assert sessions() >= MUST_BE


def test_what_is_named_is_found() -> None:
    assert named("`nox -s lint` or `nox -s make test`; elsewhere newest make bench") == {
        "lint",
        "make",
        "test",
        "bench",
    }
