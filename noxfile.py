"""Named commands: `nox -l` lists them, `nox -s quick` runs one. `pip install nox` first.

`make` and `test` run the README's commands word for word. The others have environments of their own, with the versions
of .ci/constraints.txt.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "quick"]
nox.options.reuse_existing_virtualenvs = True
nox.options.default_venv_backend = "venv"
os.environ.setdefault("PIP_CONSTRAINT", str(Path(".ci/constraints.txt").resolve()))

QUICK = "not slow and not fuzz and not external"


def readme(session: nox.Session, mark: str) -> None:
    """Run a command of the README."""
    text = Path("README.md").read_text(encoding="utf-8")
    block = re.search(rf"<!-- {mark} -->\n```sh\n(.+?)```\n<!-- end -->", text, re.S)
    assert block, f"no command marked {mark} in README.md"
    session.run("bash", "-euo", "pipefail", "-c", block[1], external=True)


def python(session: nox.Session, *arguments: str) -> None:
    """Run a Python of this session on this folder's sources."""
    session.run("python", *arguments, *session.posargs)


@nox.session(venv_backend="none")
def make(session: nox.Session) -> None:
    """Make a handout with the README's command."""
    readme(session, "make")


@nox.session(venv_backend="none")
def test(session: nox.Session) -> None:
    """Run all tests that pip alone can run, with the README's command; under five minutes on two cores."""
    readme(session, "test")


@nox.session
def quick(session: nox.Session) -> None:
    """Run the tests for every change; under a minute on two cores."""
    session.install("-e", ".[test]")
    python(session, "-m", "pytest", "-q", "-n", "auto", "-m", QUICK)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Run properties over thousands of random cases."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "pytest", "-q", "-n", "auto", "-m", "fuzz", *session.posargs, success_codes=[0, 5])


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and form of the code."""
    session.install("ruff")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, strictly."""
    session.install("-e", ".[figures,preview,lint]")
    session.run("mypy")


@nox.session
def conformance(session: nox.Session) -> None:
    """Check every combination of handouts against PDF/UA and PDF/A; with Java, veraPDF as well."""
    session.install("-e", ".[test,external]")
    python(session, "-m", "pytest", "-q", "-m", "", "tests/test_conformance.py", "tests/external/test_verapdf.py")


@nox.session
def external(session: nox.Session) -> None:
    """Run the tests that need Java, poppler, qpdf and CUPS."""
    session.install("-e", ".[test,external]")
    python(session, "-m", "pytest", "-q", "-m", "external")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure how fast handouts are made, beside Typst and WeasyPrint: `nox -s bench -- ROUNDS`."""
    session.install("-e", ".[test,bench]")
    python(session, "-m", "tests.bench.speed")


@nox.session
def docs(session: nox.Session) -> None:
    """Write anew what programs write: schemas, pages of rules and batches, the bill of materials. Read the diff."""
    session.install("-e", ".[test]")
    kinds = session.run("python", "-c", "from handouts.load.file_kinds import KINDS; print(*KINDS)", silent=True)
    for kind in str(kinds).split():
        with Path(f"assets/schema/{kind}.json").open("w", encoding="utf-8") as file:
            session.run("handouts", "schema", kind, stdout=file)
    session.run("python", "release/sbom.py")
    written = [str(path) for path in Path("tests").rglob("test_*.py") if "--update-goldens" in path.read_text("utf-8")]
    session.run("pytest", "-q", "--update-goldens", *written)


@nox.session
def lock(session: nox.Session) -> None:
    """Lock the newest versions: `nox -s lock -- OLDEST_PYTHON NEWEST_PYTHON`."""
    session.run("python", "release/lock.py", *session.posargs)


@nox.session
def wheel(session: nox.Session) -> None:
    """Build the wheel into dist/ and tell its SHA-256."""
    session.install(*nox.project.load_toml()["build-system"]["requires"])
    session.run("hatchling", "build", "-t", "wheel")
    for path in Path("dist").glob("*.whl"):
        session.log(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path}")


@nox.session
def installers(session: nox.Session) -> None:
    """Install the wheel in dist/ with pip, uv and pipx, and make a handout with each."""
    session.install("uv", "pipx")
    session.run("bash", "release/installers.sh", sys.executable, external=True)


@nox.session
def program(session: nox.Session) -> None:
    """Build the program for people without Python, dist/handouts, and try it."""
    session.install(".[preview,xlsx,password]", "pyinstaller")
    session.run("pyinstaller", "--clean", "--noconfirm", "release/program.spec")
    session.run("python", "release/try_program.py", "dist/handouts")


@nox.session(name="release-check", venv_backend="none")
def release_check(session: nox.Session) -> None:
    """Do all that docs/dev/release.md asks for before a release."""
    for name in ("lint", "types", "make", "test", "fuzz", "conformance", "external", "wheel", "installers", "program"):
        session.notify(name)
