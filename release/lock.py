"""Lock the newest versions that pyproject.toml allows: `python release/lock.py OLDEST_PYTHON NEWEST_PYTHON`.

Writes .ci/constraints.txt. Where the two Pythons take different releases, each line says for which it is.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / ".ci" / "constraints.txt"


def newest(python: str) -> dict[str, str]:
    """Install this project with all its extras into a fresh environment of a Python; return versions by package."""
    extras = ",".join(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"])
    free = {name: value for name, value in os.environ.items() if name != "PIP_CONSTRAINT"}
    with tempfile.TemporaryDirectory() as home:
        subprocess.run([python, "-m", "venv", home], check=True)
        pip = [f"{home}/bin/python", "-m", "pip"]
        subprocess.run([*pip, "install", "--quiet", f"{ROOT}[{extras}]"], env=free, check=True)
        frozen = subprocess.run([*pip, "freeze"], env=free, check=True, capture_output=True, encoding="utf-8").stdout
    return dict(line.split("==") for line in frozen.splitlines() if "==" in line)


def merged(old: dict[str, str], new: dict[str, str], old_python: str) -> list[str]:
    """Return the lines of a lock for an old and a new Python."""
    lines = []
    for name in sorted({*old, *new}, key=str.lower):
        versions = old.get(name), new.get(name)
        if None in versions or len(set(versions)) == 1:
            lines.append(f"{name}=={versions[0] or versions[1]}")
        else:
            lines.append(f'{name}=={versions[0]}; python_version <= "{old_python}"')
            lines.append(f'{name}=={versions[1]}; python_version > "{old_python}"')
    return lines


def main(oldest_python: str, newest_python: str) -> None:
    """Write the lock."""
    tell = "import sys; print('%d.%d' % sys.version_info[:2])"
    told = subprocess.run([oldest_python, "-c", tell], check=True, capture_output=True, encoding="utf-8").stdout
    lines = merged(newest(oldest_python), newest(newest_python), told.strip())
    LOCK.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
