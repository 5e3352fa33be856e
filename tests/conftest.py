"""What all tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes goldens."""
    parser.addoption("--update-goldens", action="store_true", help="write golden files anew, to be read in the diff")
