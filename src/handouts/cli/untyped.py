"""Options that are not typed: nothing is built to check them, which takes longer than all else of reading a command."""

from __future__ import annotations

from typing import Any


class Untyped:
    """Stands in for what Typer checks an option with, until there is a value."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return what Typer makes of no value; have it build its own check for any other."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        param._runtime_param = None
        return param.get_runtime_param().coerce(value, param=param, ctx=ctx)


def checked_when_typed(command: Any) -> Any:
    """Return a command whose options are checked when they are typed; as it is where Typer works in another way."""
    for param in command.params:
        if getattr(param, "_runtime_param", "") is None:
            param._runtime_param = Untyped()
    return command
