"""A handout with a password."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

from handouts.cli import app
from handouts.pdf.encrypt import encrypted
from handouts.problems import InputError
from tests.made import made


def test_it_opens_with_its_password_only() -> None:
    data = encrypted(made().pdf, "correct horse")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data), password="wrong")
    with pikepdf.open(io.BytesIO(data), password="correct horse") as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)  # AES-256 (ISO 32000-2, 7.6.4)
        assert pdf.allow.accessibility
        assert pdf.Root.MarkInfo.Marked
        claims = pdf.Root.Metadata.read_bytes()
    assert b"<pdfaid:part>" not in claims
    assert b"pdfuaid:part" in claims
    assert b"low back" not in data.lower()


def test_without_a_password_it_is_refused() -> None:
    with pytest.raises(InputError, match="is empty"):
        encrypted(b"", "")


def test_the_command_says_what_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    command = ["make", "low-back-relief", "--clinic", "sample", "--password", "-", "-o", str(path)]
    done = CliRunner().invoke(app, command, input="correct horse\ncorrect horse\n")
    assert done.exit_code == 0, done.output
    assert "no longer PDF/A" in done.output
    with pikepdf.open(path, password="correct horse") as pdf:
        assert len(pdf.pages) == 2
