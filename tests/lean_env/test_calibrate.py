"""Calibration: what is known to be good is accepted, and what is not is named."""

from __future__ import annotations

import pytest

from lean_env import CheckerPool, Claim, open_pool
from lean_env.calibrate import Calibration, calibrate, report

STATEMENT = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p"
GOOD = Claim("", STATEMENT, "swap", f"{STATEMENT} := ⟨h.2, h.1⟩")
BAD = Claim("", STATEMENT, "swap", f"{STATEMENT} := h")


def _embedded(workers: int) -> CheckerPool:
    return open_pool("embedded", workers=workers)


def test_known_good_proofs_have_no_false_negative() -> None:
    """Every check is counted, with all workers busy, and a rate is given for each number of workers."""
    result = calibrate(_embedded, [GOOD], checks=20, workers=2)
    assert result.statuses == {"accepted": 20}
    assert result.false_negative_rate == 0
    assert sorted(result.rates) == [1, 2]
    assert 0 < result.median <= result.p99 <= result.slowest


def test_a_proof_that_is_not_accepted_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """The report says which one, and what the checker said."""
    result = calibrate(_embedded, [GOOD, BAD], checks=4, workers=1)
    report(result, "embedded", configured_timeout=30)
    assert result.false_negative_rate == 0.5
    said = capsys.readouterr().out
    assert "false negatives: 2 (50.00%)" in said
    assert "swap: rejected" in said


@pytest.mark.parametrize(
    ("rates", "workers"),
    [({1: 10.0}, 1), ({1: 10.0, 2: 19.0, 4: 35.0}, 4), ({1: 10.0, 2: 19.0, 4: 19.5}, 2), ({1: 10.0, 2: 11.0}, 1)],
)
def test_workers_are_proposed_while_each_pays_for_itself(rates: dict[int, float], workers: int) -> None:
    """A worker that brings less than a quarter of the first one's rate is not worth its memory."""
    assert Calibration(1, {}, [], 0.1, 0.1, 0.1, rates).proposed_workers == workers


def test_the_proposed_timeout_is_far_from_the_slowest_proof() -> None:
    """Ten times the slowest, and five seconds at least."""
    assert Calibration(1, {}, [], 0.1, 0.1, 2.0).proposed_timeout == 20.0
    assert Calibration(1, {}, [], 0.1, 0.1, 0.1).proposed_timeout == 5.0
