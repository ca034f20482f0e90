"""One checker for all tests of the front end: loading the frozen prelude takes about a second."""

from __future__ import annotations

import pytest

from lean_env.embedded.checker import EmbeddedChecker


@pytest.fixture(scope="session")
def checker() -> EmbeddedChecker:
    """A checker on the whole prelude."""
    return EmbeddedChecker.load()
