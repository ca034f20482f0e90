"""Sampling that stops early, or goes on, and pass@k that stays unbiased: shown exactly, over every course of events."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autoformalize.evaluation.metrics import compute_metrics, pass_at_k, tally
from autoformalize.evaluation.plan import SamplingPlan
from autoformalize.problem import Attempt, Candidate, Problem

PLANS = st.builds(
    SamplingPlan, samples=st.integers(1, 6), wanted=st.integers(0, 3), extra=st.integers(0, 4), step=st.integers(1, 4)
)


@settings(deadline=None, max_examples=60)
@given(PLANS, st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(9, 10), Fraction(1)]))
def test_the_estimate_is_unbiased_for_every_k(plan: SamplingPlan, chance: Fraction) -> None:
    """Weighted by their probabilities, the estimates over all courses add up to 1 - (1 - p)^k, exactly."""
    expected = dict.fromkeys(range(1, plan.most + 1), Fraction(0))
    for right in range(1 << plan.most):
        hits = right.bit_count()
        weight = chance**hits * (1 - chance) ** (plan.most - hits)
        for k in expected:
            expected[k] += weight * plan.pass_at_k(*plan.stop(right), k)
    assert expected == {k: 1 - (1 - chance) ** k for k in expected}


def test_successes_over_samples_would_be_biased() -> None:
    """Why all this: stopping at the first success, the naive share at p = 1/2 and two samples is 5/8."""
    plan = SamplingPlan(2, wanted=1)
    ends = [plan.stop(right) for right in range(4)]
    assert sum(Fraction(successes, taken) for taken, successes in ends) / 4 == Fraction(5, 8)
    assert sum(plan.pass_at_k(*end, 1) for end in ends) / 4 == Fraction(1, 2)


def test_known_estimators_are_special_cases() -> None:
    """Chen et al. for one round of n; Haldane's (r - 1) / (N - 1) for rounds of one until the r-th success."""
    for right in range(9):
        for k in range(1, 9):
            assert float(SamplingPlan(8).pass_at_k(8, right, k)) == pytest.approx(pass_at_k(8, right, k))
    haldane = SamplingPlan(20, wanted=3)
    assert haldane.pass_at_k(11, 3, 1) == Fraction(2, 10)


@given(PLANS, st.integers(0, 2**10 - 1))
def test_rounds_lead_to_where_the_plan_stops(plan: SamplingPlan, right: int) -> None:
    """Asking for the next round again and again ends where `stop` says, and never beyond the most."""
    taken = successes = 0
    while (end := plan.next_end(taken, successes)) is not None:
        taken, successes = end, (right & ((1 << end) - 1)).bit_count()
    assert (taken, successes) == plan.stop(right)
    assert plan.first <= taken <= plan.most


@pytest.mark.parametrize(("taken", "successes", "k"), [(8, 0, 9), (8, 0, 0), (3, 1, 1), (4, 0, 1), (8, 9, 1)])
def test_an_end_that_cannot_be_is_refused(taken: int, successes: int, k: int) -> None:
    """No figure for a k beyond the plan, nor for a problem that is not finished."""
    with pytest.raises(ValueError, match=r"pass@|no end"):
        SamplingPlan(8, wanted=1, step=4).pass_at_k(taken, successes, k)


def test_a_plan_is_read_back() -> None:
    """From metrics.json, where it says up to which k it is valid."""
    plan = SamplingPlan(8, 1, 24, 4)
    assert SamplingPlan.from_json(plan.to_json()) == plan and plan.to_json()["valid_up_to_k"] == 32
    assert SamplingPlan.from_json(None) is None


def attempts(problem: str, statuses: str) -> list[Attempt]:
    named = {"+": "accepted", "-": "rejected", "?": "crashed"}
    return [
        Attempt(Candidate(problem, "proof", index, "", "x"), named[status], seconds=2.0, tokens=10)
        for index, status in enumerate(statuses)
    ]


def test_metrics_of_a_plan() -> None:
    """Proved at once, late, never, and perhaps: the figures, the bracket of the undecided, what a solved one cost."""
    plan = SamplingPlan(4, wanted=1, step=2)
    problems = [Problem(name, "", f"theorem {name} : true") for name in "abcd"]
    runs = [*attempts("a", "+-"), *attempts("b", "---+"), *attempts("c", "----"), *attempts("d", "-?--")]
    metrics = compute_metrics(problems, iter(runs), [1, 2, 4], 0, plan)
    assert [metrics["pass@k"][k]["mean"] for k in ("1", "2", "4")] == [0.125, 0.25, 0.5]
    assert [metrics["pass@k"][k]["if_undecided_right"] for k in ("1", "2", "4")] == [0.25, 0.5, 0.75]
    assert metrics["attempts"] == 14 and metrics["problems_proved"] == 2
    assert metrics["cost"] == {"tokens": 140, "tokens_per_solved": 70.0}
    assert metrics["time"] == {"checking_seconds": 28.0, "checking_seconds_per_solved": 14.0}
    assert metrics["typechecks"]["mean"] == 0.125  # over the two samples that every problem has
    assert tally(runs, plan)["b"].exact_rate(3) == Fraction(1, 2)
