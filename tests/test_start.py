"""A command starts with what it needs, and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from handouts.cli import app
from handouts.cli.commands import _WHERE

_RUN = """
import sys
from handouts import cli
cli._leave = lambda _: print(*sys.modules, file=sys.stderr)
cli.main()
"""


def modules_of(folder: Path, *arguments: str) -> set[str]:
    """Run `handouts`, and return which modules it imports."""
    command = [sys.executable, "-c", _RUN, *arguments]
    return set(subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stderr.split())


def test_a_command_imports_no_other(tmp_path: Path) -> None:
    of_version = modules_of(tmp_path, "--version")
    assert {each for each in of_version if each.startswith("handouts.cli.")} == {
        "handouts.cli.commands", "handouts.cli.report", "handouts.cli.untyped",
    }  # fmt: skip
    assert not of_version & {"pydantic", "yaml", "reportlab", "PIL"}
    of_schema = modules_of(tmp_path, "schema", "template")
    assert "handouts.cli.schema" in of_schema
    assert not of_schema & {"handouts.cli.make", "yaml", "reportlab", "PIL"}


def test_a_handout_needs_neither_pillow_nor_what_is_installed(tmp_path: Path) -> None:
    of_make = modules_of(tmp_path, "make", "low-back-relief", "--output", "handout.pdf")
    assert of_make >= {"handouts.cli.make", "reportlab.lib.utils", "pydantic"}
    assert not of_make & {"PIL.Image", "importlib.metadata"}


def test_pillow_is_itself_after_reportlab_went_without_it() -> None:
    code = "import handouts.pdf.draw; from PIL import Image; print(Image.new('L', (2, 3)).size)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "(2, 3)\n"


def test_an_option_is_checked_when_it_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    checks: list[object] = []
    build = typer.core.build_runtime_param
    monkeypatch.setattr(typer.core, "build_runtime_param", lambda each: checks.append(each) or build(each))
    ran = CliRunner().invoke(app, ["make", "low-back-relief", "--log", "13", "-o", "-"])
    assert ran.exit_code == 2
    assert "Invalid value for '--log'" in ran.output
    assert [each.annotation for each in checks].count(str | None) < 3


def test_the_help_lists_every_command_in_order() -> None:
    lines = CliRunner().invoke(app, ["--help"]).output.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(_WHERE)


def test_the_nearest_command_is_offered() -> None:
    ran = CliRunner().invoke(app, ["mak"])
    assert ran.exit_code == 2
    assert "No such command 'mak'. Did you mean 'make'" in ran.output
