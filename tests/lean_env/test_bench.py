"""The benchmark's arithmetic, and that it reads proofs and processes as it says."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from lean_env.backends.process import family_memory_mb, family_private_mb
from lean_env.bench import Verdicts, measure_round, measure_starts, read_claims
from lean_env.checker import CheckerPool
from lean_env.errors import LeanEnvError

BUILTIN = Path(__file__).resolve().parents[2] / "autoformalize" / "data" / "builtin" / "test.jsonl"


def test_the_figures_of_a_row() -> None:
    """Median, 95th percentile, and both rates, from seconds."""
    row = Verdicts([0.01 * n for n in range(1, 101)], wall=50.0, processor=25.0, statuses=Counter(accepted=100))
    assert row.median == pytest.approx(0.505)
    assert row.p95 == pytest.approx(0.96)
    assert row.per_second == 2.0
    assert row.per_processor_second == 4.0


def test_a_file_that_holds_no_proofs_is_named(tmp_path: Path) -> None:
    """The error says which file."""
    path = tmp_path / "proofs.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(LeanEnvError, match=r"proofs\.jsonl"):
        read_claims(path)


def test_what_a_process_shares_is_not_its_own() -> None:
    """Private memory is a part of what is resident."""
    assert 0 < family_private_mb(os.getpid()) <= family_memory_mb(os.getpid())


def test_a_round_of_audited_proofs(embedded_pool: CheckerPool) -> None:
    """Every proof gets a verdict, and all of them are timed."""
    claims = read_claims(BUILTIN)[:3]
    list(embedded_pool.check_all(claims))
    row = measure_round(embedded_pool, claims)
    assert row.statuses == {"accepted": 3}
    assert len(row.seconds) == 3


def test_a_further_worker_starts_sooner_than_the_first() -> None:
    """The first one loads the library, the others are forks."""
    first, *more = measure_starts("embedded", read_claims(BUILTIN)[0])
    assert more
    assert min(more) < first
