"""The reference in docs/: commands and lists, written from the code and the data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import typer

from handouts.cli import app
from handouts.data import builtin
from handouts.load.catalog import all_routines, all_stretches
from handouts.load.library import common
from handouts.load.yaml_source import load
from handouts.model.template import Template
from handouts.units import PAPERS

PAGE = builtin() / "docs" / "reference.md"
LEAD = """\
# Reference

Generated from the code and its data; `pytest tests/test_reference.py --update-goldens` writes it anew. `handouts
COMMAND --help` says the same of a command, with examples.
"""


def test_the_reference_is_fresh(request: pytest.FixtureRequest) -> None:
    fresh = "\n".join([LEAD, *(f"## {title}\n\n{text}\n" for title, text in sections())])
    if request.config.getoption("--update-goldens"):
        PAGE.write_text(fresh, "utf-8")
    assert PAGE.read_text("utf-8") == fresh, "run pytest tests/test_reference.py --update-goldens, and read the diff"


def sections() -> Iterator[tuple[str, str]]:
    shared = common(None)
    precautions = shared.precautions.precautions.items()
    yield (
        "Precautions",
        table(("code for `--has`", "what it is"), ((f"`{code}`", each.label) for code, each in precautions)),
    )
    groups = shared.precautions.groups.items()
    yield "Groups of precautions", table(("code", "stands for"), ((f"`{code}`", ids(codes)) for code, codes in groups))
    countries = sorted(shared.safety.countries.items(), key=lambda pair: pair[1].name)
    rows = ((f"`{code}`", each.name, each.emergency, each.paper, each.date) for code, each in countries)
    yield "Countries", table(("code", "country", "emergency number", "paper", "dates"), rows)
    yield "Papers", ", ".join(f"`{each}`" for each in PAPERS)
    templates = sorted((builtin() / "templates").glob("*.yaml"))
    yield (
        "Templates",
        table(("id", "what it is"), ((f"`{path.stem}`", load(path, Template).value.title) for path in templates)),
    )
    routines = all_routines(None)
    yield "Routines", table(("id", "title"), ((f"`{each.id}`", each.value.title) for each in routines))
    stretches = all_stretches(None)
    rows = ((f"`{each.id}`", each.value.name, each.value.regions[0], each.value.position) for each in stretches)
    yield "Stretches", table(("id", "name", "region", "position"), rows)
    yield "Commands", "\n".join(commands(typer.main.get_command(app), "handouts"))


def commands(command: Any, name: str) -> Iterator[str]:
    """Yield each command with its arguments and options; a group's in their order."""
    inner = getattr(command, "commands", None)
    if inner is not None:
        for each in inner:
            yield from commands(command.get_command(None, each), f"{name} {each}")
        return
    paragraphs = [" ".join(each.split()) for each in (command.help or "").split("\n\n") if not each.startswith("\b")]
    yield f"### `{name}`\n\n{textwrap.fill(paragraphs[0], 120)}\n"
    shown = [each for each in command.params if not getattr(each, "hidden", False) and each.name != "help"]
    if shown:
        yield (
            table(("argument or option", ""), ((usage(each), getattr(each, "help", "") or "") for each in shown)) + "\n"
        )


def usage(parameter: Any) -> str:
    names = [*parameter.opts, *parameter.secondary_opts]
    metavar = "" if getattr(parameter, "is_flag", False) else (parameter.metavar or str(parameter.name).upper())
    if parameter.param_type_name == "argument":
        return f"`{metavar}`"
    return " ".join(filter(None, [", ".join(f"`{each}`" for each in names), f"`{metavar}`" if metavar else ""]))


def ids(codes: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in codes)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines)
