"""The command line: parses, calls, prints, exits. Decides nothing."""

# ruff: noqa: E402  (the search for garbage is switched off before the imports)
from __future__ import annotations

import gc

# A command ends before collecting garbage pays, and so do the imports: without it a handout is made a tenth sooner.
gc.disable()

import os
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Annotated, NoReturn

import typer

from handouts import __version__
from handouts.cli.commands import Commands
from handouts.cli.report import EXIT_INPUT, EXIT_OUTPUT, complain
from handouts.outside import unread
from handouts.problems import InputError, OutputError, Place, error
from handouts.system import stop, streams

# We use no plugins of pydantic's: to look for some reads about every installed package.
if os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1") == "1":
    # even unused, what looks for them is imported, and with it much of the standard library
    _no_plugins = ModuleType("pydantic.plugin._loader")
    _no_plugins.__dict__["get_plugins"] = tuple
    sys.modules.setdefault(_no_plugins.__name__, _no_plugins)

_LONGEST_SOURCE_DATE = 11  # digits: the year 5138, and no overflow

app = typer.Typer(
    name="handouts",
    cls=Commands,
    help="Make printable stretching handouts: a routine becomes a branded, accessible PDF.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"handouts {__version__}")
        raise typer.Exit


@app.callback()
def _handouts(
    _show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def _check_source_date() -> None:
    """Refuse a source date that is no number: ReportLab reads it (reproducible-builds.org/specs/source-date-epoch)."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if seconds and not (seconds.isascii() and seconds.isdigit() and len(seconds) <= _LONGEST_SOURCE_DATE):
        hint = "give seconds since 1970, such as `1795219200`, or unset it"
        raise InputError([error(Place("SOURCE_DATE_EPOCH"), f"`{seconds}` is not a whole number of seconds", hint)])


def _keep_home_out() -> None:
    """Have ReportLab run no file of the home folder: it may be anything, and a home need not be a folder."""
    for name in ("reportlab_mods", "reportlab_settings"):
        sys.modules.setdefault(name, ModuleType(name))


def main() -> NoReturn:
    """Run the command line and turn problems of input and output into messages and exit codes."""
    streams.guard()
    stop.catch()
    try:
        _check_folder()
        _keep_home_out()
        _check_source_date()
        app()
        status = 0
    except SystemExit as done:
        status = done.code if isinstance(done.code, int) else int(done.code is not None)
    except InputError as refused:
        complain(refused.problems)
        status = EXIT_INPUT
    except OutputError as failed:
        sys.stderr.write(f"{failed}\n")
        status = EXIT_OUTPUT
    except stop.Stopped:
        status = 0
    _leave(stop.status(status))


def _check_folder() -> None:
    """Refuse a current folder that is gone or closed to us: nothing that is named could be read or written."""
    try:
        Path.cwd()
        Path().stat()
    except OSError as problem:
        hint = "go to another one"
        raise InputError([replace(unread(Place("current folder"), problem), hint=hint)]) from problem


def _leave(status: int) -> NoReturn:
    """End at once. To take apart all that was read takes a tenth of a command's time, and seconds after a batch."""
    if streams.lost():
        status = status or EXIT_OUTPUT
    os._exit(status)
