"""The examples are what the command makes of them today."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest

from handouts.data import builtin
from tests.test_cli import run

EXAMPLES = builtin() / "examples"
ON = ("--date", "2026-11-21")
COMMANDS = {
    "ana.pdf": ("make", "ana.yaml", "-o", "ana.pdf"),
    "ana.txt": ("make", "ana.yaml", "--format", "txt", "-o", "ana.txt"),
    "my-back.pdf": (
        "make", "my-back.yaml", "--clinic", "sample", "--template", "large-print", *ON, "-o", "my-back.pdf",
    ),
    "stack.pdf": ("batch", "--patients", "roster.csv", "--clinic", "sample", "--merge", "stack.pdf"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_an_example_is_fresh(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    for source in ("ana.yaml", "my-back.yaml", "roster.csv"):
        shutil.copy(EXAMPLES / source, tmp_path)
    assert run(tmp_path, *COMMANDS[name]).code == 0
    if request.config.getoption("--update-goldens"):
        shutil.copy(tmp_path / name, EXAMPLES / name)
    assert words(EXAMPLES / name) == words(tmp_path / name), "run pytest tests/test_examples.py --update-goldens"


def test_the_page_names_each_example() -> None:
    page = (EXAMPLES / "README.md").read_text()
    assert [each for each in COMMANDS if f"`{each}`" not in page] == []
    shown = {path.name for path in EXAMPLES.iterdir()} - {"README.md", "ana.yaml", "my-back.yaml", "roster.csv"}
    assert shown == set(COMMANDS)


def words(path: Path) -> list[str]:
    """Return what each page says: bytes differ from one zlib to another, words must not."""
    if path.suffix == ".txt":
        return [path.read_text()]
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]
