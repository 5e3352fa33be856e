"""Prepares the built-in files when the package is built: what they say goes along, so that no start reads them anew."""

from __future__ import annotations

import compileall
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_ARCHIVE = "src/handouts/prepared.bin"


class PrepareHook(BuildHookInterface):
    """Runs before a wheel is packed, and when a checkout is installed to be edited."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare, by the code that is packed, in a process of its own."""
        source = str(Path(self.root, "src"))
        code = f"import sys; sys.path.insert(0, {source!r}); from handouts.make.prepare import prepare; prepare()"
        subprocess.run([sys.executable, "-c", code], check=True)
        if version == "editable":  # as for an installed package, where Python is told not to write byte code by itself
            compileall.compile_dir(Path(source, "handouts"), quiet=1)
        build_data["artifacts"].append(_ARCHIVE)
