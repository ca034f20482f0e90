"""Metrics against their definitions."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoformalize.evaluation.metrics import BOOTSTRAP_DRAWS, bootstrap, compute_metrics, pass_at_k
from autoformalize.problem import Attempt, Candidate, Problem


@given(st.integers(1, 9), st.data())
def test_pass_at_k_is_the_share_of_draws_with_a_right_sample(n: int, data: st.DataObject) -> None:
    """Unbiased: equal to counting every way to draw k of the n samples."""
    c = data.draw(st.integers(0, n))
    k = data.draw(st.integers(1, n))
    right = [True] * c + [False] * (n - c)
    draws = list(itertools.combinations(right, k))
    assert math.isclose(pass_at_k(n, c, k), sum(any(draw) for draw in draws) / len(draws), abs_tol=1e-12)


@given(st.integers(1, 10_000), st.data())
def test_pass_at_k_rises_with_c_and_with_k(n: int, data: st.DataObject) -> None:
    """More right samples or more tries never hurt, and it stays a probability."""
    c = data.draw(st.integers(0, n - 1))
    k = data.draw(st.integers(1, n))
    value = pass_at_k(n, c, k)
    assert 0 <= value <= pass_at_k(n, c + 1, k) <= 1
    assert value <= pass_at_k(n, c, n)


@pytest.mark.parametrize(("n", "c", "k"), [(4, 1, 5), (4, 1, 0), (4, 5, 1), (4, -1, 1)])
def test_what_cannot_be_estimated_is_refused(n: int, c: int, k: int) -> None:
    """k above n has no unbiased estimate; counts outside the samples are mistakes."""
    with pytest.raises(ValueError, match=r"pass@|right samples"):
        pass_at_k(n, c, k)


def test_the_interval_holds_the_mean_and_narrows_with_more_problems() -> None:
    """And the same seed draws the same interval."""
    few, many = bootstrap([0.0, 1.0] * 10), bootstrap([0.0, 1.0] * 1000)
    assert few.low < few.mean == 0.5 < few.high
    assert many.high - many.low < few.high - few.low
    assert bootstrap([0.0, 1.0] * 10) == few


def test_pass_at_k_has_the_values_of_the_paper() -> None:
    """Chen et al. 2021 print their estimator as `1 - prod(1 - k / arange(n - c + 1, n + 1))`; pass@1 is c/n."""
    for n, c, k in [(200, 57, 1), (200, 57, 10), (200, 57, 100), (200, 1, 100), (200, 199, 2), (10_000, 3, 5000)]:
        printed = 1.0 if n - c < k else 1.0 - float(np.prod(1.0 - k / np.arange(n - c + 1, n + 1)))
        assert pass_at_k(n, c, k) == pytest.approx(printed, rel=1e-12)
        assert pass_at_k(n, c, 1) == pytest.approx(c / n)
    # Closed forms: one right sample of n is among k of them k/n of the time; all but one fail only for k = 1.
    assert pass_at_k(200, 1, 100) == pytest.approx(0.5)
    assert pass_at_k(200, 199, 1) == pytest.approx(0.995)


def test_pass_at_k_is_unbiased_whatever_n_was() -> None:
    """Its mean over binomial c is 1 - (1 - p)^k for every n >= k; the plug-in estimate 1 - (1 - c/n)^k is below it."""
    p, k = 0.15, 4
    for n in (4, 7, 20):
        weights = [math.comb(n, c) * p**c * (1 - p) ** (n - c) for c in range(n + 1)]
        mean = sum(weight * pass_at_k(n, c, k) for c, weight in enumerate(weights))
        plugged_in = sum(weight * (1 - (1 - c / n) ** k) for c, weight in enumerate(weights))
        assert mean == pytest.approx(1 - (1 - p) ** k, rel=1e-12)
        assert plugged_in < mean - 0.01


def test_the_interval_is_the_percentile_bootstrap_of_another_implementation() -> None:
    """scipy's, with other draws: the bounds agree within the draws' own noise."""
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    values = np.random.default_rng(5).random(80).round(2).tolist()
    ours = bootstrap(values, seed=1)
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=BOOTSTRAP_DRAWS, method="percentile", random_state=np.random.default_rng(2)
    ).confidence_interval
    width = ours.high - ours.low
    assert abs(ours.low - theirs.low) < 0.1 * width and abs(ours.high - theirs.high) < 0.1 * width


def test_large_benchmarks_are_resampled_in_parts() -> None:
    """More problems than are drawn at once: the interval is the normal one that theory gives."""
    values = [0.0, 1.0] * 30_000
    interval = bootstrap(values)
    half = 1.96 * 0.5 / math.sqrt(len(values))
    assert interval.low == pytest.approx(0.5 - half, abs=0.1 * half)
    assert interval.high == pytest.approx(0.5 + half, abs=0.1 * half)


def attempt(problem: str, index: int, status: str, kind: str = "") -> Attempt:
    return Attempt(Candidate(problem, "proof", index, "", ""), status, kind)


def test_metrics_count_undecided_attempts_as_wrong_and_show_what_if_they_were_right(problems: list[Problem]) -> None:
    """A crash is no evidence against a candidate: two figures bracket the truth."""
    attempts = [
        attempt("swap", 0, "accepted"),
        attempt("swap", 1, "rejected", "parse"),
        attempt("zero", 0, "crashed", "crashed"),
        attempt("zero", 1, "rejected", "sorry"),
        attempt("comm", 0, "cheated", "different_statement"),
        attempt("comm", 1, "timeout", "timeout"),
    ]
    metrics = compute_metrics(problems, attempts, [1, 2])
    assert metrics["pass@k"]["2"]["mean"] == pytest.approx(1 / 3)
    assert metrics["pass@k"]["2"]["if_undecided_right"] == pytest.approx(2 / 3)
    assert metrics["pass@k"]["1"]["mean"] == pytest.approx(1 / 6)
    assert metrics["typechecks"]["mean"] == pytest.approx((0.5 + 0.5 + 0.5) / 3)
    assert metrics["problems_proved"] == 1
    assert metrics["by_topic"]["logic"]["pass@k"]["2"]["mean"] == 1.0
    assert metrics["by_difficulty"]["easy"]["problems"] == 2
    assert metrics["by_source"]["(none)"]["problems"] == 3
    assert metrics["pass@k"]["2"]["highest"] >= metrics["pass@k"]["2"]["if_undecided_right"]
    assert metrics["error_kinds"]["parse"] == 1
    with pytest.raises(ValueError, match="pass@3"):
        compute_metrics(problems, attempts, [3])
