"""The pool under faults, measured as `bench-pool --faults` does, and the figures of the benchmark's table."""

from __future__ import annotations

import pytest

from lean_env import Budget
from lean_env.errors import LeanEnvError
from lean_env.pool_bench import Round, Way, mathlib_claims, under_faults
from tests.lean_env.scripted import BAD, GOOD


@pytest.mark.parametrize("backend", ["embedded", pytest.param("lean3", marks=pytest.mark.lean3)])
def test_faults_change_no_verdict_and_leave_no_process(backend: str, request: pytest.FixtureRequest) -> None:
    """Workers killed every 200 ms, one stopped, the whole process killed and restarted: the same verdicts, one each."""
    if backend == "lean3":
        request.getfixturevalue("lean3")
    reports = under_faults([GOOD, BAD], workers=2, checks=16, backend=backend, budget=Budget(seconds=5), deaths=1)
    assert len(reports) == 4
    for report in reports:
        assert report.statuses == {"accepted": 8, "rejected": 8}, report
        assert (report.differing, report.left_behind) == (0, 0), report


def test_a_ratio_is_taken_within_each_round() -> None:
    """A machine that was twice as slow in one round changes no ratio."""
    quick = Way("quick", [Round(1.0, 1.0, 100), Round(2.0, 2.0, 100)])
    slow = Way("slow", [Round(1.0, 0.5, 10), Round(2.0, 1.0, 10)])
    assert quick.times_as_fast_as(slow) == pytest.approx(10)
    assert quick.processor_share(slow) == pytest.approx(5)
    assert quick.milliseconds == pytest.approx(15)


def test_the_proofs_over_mathlib_are_all_different() -> None:
    """No statement comes twice, so that none is known when its turn comes."""
    claims = mathlib_claims(64)
    assert len({claim.statement for claim in claims}) == len({claim.name for claim in claims}) == 64


def test_faults_without_lean_are_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the real Lean is not there, the error says so."""
    monkeypatch.setattr("lean_env.backends.lean3.find_toolchain", lambda configured: None)
    with pytest.raises(LeanEnvError, match="no Lean 3 found"):
        under_faults([GOOD], workers=1, checks=1)
