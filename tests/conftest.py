"""What all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _nothing_kept() -> Iterator[None]:
    """Let no test reach what its user has made."""
    before = os.environ.get("HANDOUTS_RECENT")
    os.environ["HANDOUTS_RECENT"] = "off"
    yield
    if before is None:
        del os.environ["HANDOUTS_RECENT"]
    else:
        os.environ["HANDOUTS_RECENT"] = before


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes goldens."""
    parser.addoption("--update-goldens", action="store_true", help="write golden files anew, to be read in the diff")
