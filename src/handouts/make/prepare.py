"""Prepares the built-in files when the package is built. In a checkout: `python -m handouts.make.prepare`."""

from __future__ import annotations

from handouts import prepared
from handouts.load import prepare as files
from handouts.pdf import prepare as fonts


def prepare() -> None:
    """Read the built-in files and fonts, and keep what they say."""
    prepared.write({**dict(files.to_prepare()), **dict(fonts.to_prepare())})


if __name__ == "__main__":
    prepare()
