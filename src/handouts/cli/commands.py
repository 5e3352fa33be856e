"""The commands by name. A command's module is read when the command is called, or listed in a help."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from handouts.cli.untyped import checked_when_typed

_WHERE = {  # in the order of the help: a module of this folder, and what it has of the command
    "make": "make.make",
    "again": "again.again",
    "pick": "pick.pick",
    "favorite": "favorite.favorite",
    "single": "single.single",
    "note": "note.note",
    "batch": "batch.batch",
    "manifest": "manifest.manifest",
    "print": "print_.print_",
    "preview": "preview.preview",
    "gallery": "preview.gallery",
    "reopen": "reopen.reopen",
    "diff": "diff.diff",
    "list": "catalog.list_",
    "show": "catalog.show",
    "explain": "catalog.explain",
    "routines": "catalog.routines",
    "check": "check.check",
    "import": "import_.import_",
    "init": "init.init",
    "add": "add.add",
    "schema": "schema.schema",
    "figures": "figures.app",
}


class Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        names: Any = dict.fromkeys(_WHERE)  # alone, to suggest the nearest
        self.commands = names

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002  (the names are Typer's)
        """Return a command, or None when there is none of this name."""
        if cmd_name not in _WHERE:
            return None
        module, name = _WHERE[cmd_name].split(".")
        command = getattr(import_module(f"handouts.cli.{module}"), name)
        if isinstance(command, typer.Typer):
            return typer.main.get_command(command)
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        alone.command(cmd_name)(command)
        return checked_when_typed(typer.main.get_command(alone))
