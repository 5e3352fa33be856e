"""From a file of any kind back to its prescription."""

from __future__ import annotations

from pathlib import Path

from handouts.load.yaml_source import tree
from handouts.pdf.read_back import attached
from handouts.prescribe.prescription_file import NAME
from handouts.problems import InputError, Place, error


def is_pdf(name: str) -> bool:
    """Tell by its name whether a file is a PDF."""
    return name.lower().endswith(".pdf")


def reopened(path: Path) -> str:
    """Return the prescription that travels inside a PDF. InputError when there is none."""
    text = attached(path, NAME)
    if text is None:
        hint = "only what was made with `--embed`, or by a clinic with `embed: true`, carries one"
        raise InputError([error(Place(str(path)), "holds no prescription", hint)])
    if not isinstance(tree(text, Place(str(path))).value, dict):
        raise InputError([error(Place(str(path)), "what it carries is no prescription")])
    return text
