"""The wheel carries all it needs: built, installed into an empty environment, run from another folder."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

from handouts.data import builtin

_PREPARED = """
from handouts import data, prepared
path = data.builtin() / "routines/catalog/low-back/pelvic-tilt.yaml"
print(prepared.value("Stretch", path.read_bytes()) is not None)
"""


def test_an_installed_wheel_makes_a_handout_anywhere(tmp_path: Path) -> None:
    wheels, home, elsewhere = tmp_path / "wheels", tmp_path / "venv", tmp_path / "elsewhere"
    elsewhere.mkdir()
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(wheels), str(builtin())], check=True)
    (wheel,) = wheels.glob("handouts-*.whl")
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run([*pip, "--python", str(python), "install", str(wheel)], check=True)
    ran = subprocess.run(
        [python, "-m", "handouts", "make", "low-back-relief", "--clinic", "sample"],
        cwd=elsewhere, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin"},
    )  # fmt: skip
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "out/low-back-relief.pdf\n", "")
    assert (elsewhere / "out" / "low-back-relief.pdf").stat().st_size > 50_000
    ran = subprocess.run([python, "-c", _PREPARED], cwd=elsewhere, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "True\n", "")
    checked = subprocess.run(
        [python, "-m", "handouts", "check"], cwd=elsewhere, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
