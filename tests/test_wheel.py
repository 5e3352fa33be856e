"""The wheel carries all it needs, is the same from the same sources, and runs where nothing else is installed."""

from __future__ import annotations

import hashlib
import os
import runpy
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from handouts.data import builtin

SOURCES = ("src", "routines", "templates", "assets", "release", "LICENSE", "*.toml", "*.md", "*.py")
BILL = "handouts.cdx.json"
_PREPARED = """
from handouts import data, prepared
path = data.builtin() / "routines/catalog/low-back/pelvic-tilt.yaml"
print(prepared.value("Stretch", path.read_bytes()) is not None)
"""


def build(folder: Path) -> Path:
    """Build a wheel of the sources in a folder, with what is installed here."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=folder, check=True, capture_output=True
    )
    (wheel,) = (folder / "dist").glob("handouts-*.whl")
    return wheel


def copy(folder: Path) -> Path:
    """Copy what a wheel is made of."""
    folder.mkdir(parents=True)
    for source in (path for pattern in SOURCES for path in builtin().glob(pattern)):
        if source.is_dir():
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder)
    return folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(copy(tmp_path_factory.mktemp("wheel") / "sources"))


@pytest.mark.slow
def test_the_same_sources_make_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """In another folder, of files of another time, whose rights are others'."""
    other = copy(tmp_path / "elsewhere" / "deeper")
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700 if path.is_dir() else 0o600)
    again = build(other)
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()


@pytest.mark.slow
def test_the_wheel_holds_all_built_in_data_and_what_tells_of_it(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {
        path for top in ("routines", "templates", "assets") for path in (builtin() / top).rglob("*") if path.is_file()
    }
    assert {f"handouts/data/{path.relative_to(builtin()).as_posix()}" for path in data} - names == set()
    (about,) = {name.split("/")[0] for name in names if ".dist-info/" in name}
    licences = ("LICENSE", "routines/LICENSE", "assets/fonts/FiraSans-OFL.txt", "assets/figures/LICENSE.md")
    assert {f"{about}/licenses/{licence}" for licence in licences} <= names
    assert f"{about}/sboms/{BILL}" in names


def test_the_bill_of_materials_is_up_to_date() -> None:
    fresh = runpy.run_path(str(builtin() / "release" / "sbom.py"))["bill"]()
    stored = (builtin() / "release" / BILL).read_text(encoding="utf-8")
    assert stored == fresh, "run `python release/sbom.py`"


def test_the_bill_of_materials_names_all_that_others_made() -> None:
    carried = {each[0] for each in runpy.run_path(str(builtin() / "release" / "sbom.py"))["CARRIED"]}
    folders = (builtin() / "assets" / "fonts", builtin() / "assets" / "color")
    files = {path.relative_to(builtin()).as_posix() for folder in folders for path in folder.iterdir()}
    assert {name for name in files if not name.endswith(".txt")} == carried


@pytest.mark.slow
def test_an_installed_wheel_makes_a_handout_anywhere(wheel: Path, tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "venv", tmp_path / "elsewhere"
    elsewhere.mkdir()
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
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
