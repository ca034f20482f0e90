"""The config's checker, opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from autoformalize.settings import CheckerSettings
from lean_env import CheckerPool, LeanEnvError, ServerOptions, StoredChecker
from tests.lean_env.scripted import BAD, GOOD


def test_verdicts_are_kept_where_the_config_says(tmp_path: Path) -> None:
    """A second run finds them; `store: null` keeps none."""
    settings = CheckerSettings(backend="embedded", workers=1, store=str(tmp_path / "verdicts.sqlite"))
    with settings.open() as checker:
        before = list(checker.check_all([GOOD, BAD]))
    with settings.open() as checker:
        assert isinstance(checker, StoredChecker)
        assert list(checker.check_all([GOOD, BAD])) == before
        assert (checker.hits, checker.misses) == (2, 0)
    with CheckerSettings(backend="embedded", workers=1, store=None).open() as checker:
        assert isinstance(checker, CheckerPool)


def test_a_server_that_is_not_there_is_one_line() -> None:
    """Said before anything is generated."""
    with pytest.raises(LeanEnvError, match="no checker answers"):
        CheckerSettings(backend="http", http=ServerOptions("http://127.0.0.1:9", start_seconds=0.1)).open()
