"""Metrics against their definitions."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autoformalize.evaluation.metrics import Tally, bootstrap, compare_paired, compute_metrics, pass_at_k
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
    assert metrics["error_kinds"]["parse"] == 1
    with pytest.raises(ValueError, match="pass@3"):
        compute_metrics(problems, attempts, [3])


def test_two_runs_are_compared_problem_by_problem() -> None:
    """The difference is over shared problems, and names those won and lost."""
    before = {"a": Tally(2, 0, 0, 0), "b": Tally(2, 2, 0, 2), "c": Tally(2, 1, 0, 1)}
    after = {"a": Tally(2, 2, 0, 2), "b": Tally(2, 0, 0, 0), "c": Tally(2, 1, 0, 1), "d": Tally(2, 2, 0, 2)}
    result = compare_paired(before, after, 1)
    assert result.difference.mean == pytest.approx(0.0)
    assert (result.won, result.lost) == (("a",), ("b",))
