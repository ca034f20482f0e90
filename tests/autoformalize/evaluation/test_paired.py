"""Two runs on the same problems, against definitions and against another implementation."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autoformalize.evaluation.metrics import Tally
from autoformalize.evaluation.paired import EXACT, compare_paired, sign_flip_test, sign_test

_THIRDS = st.integers(-6, 6).map(lambda value: Fraction(value, 6))


def test_two_runs_are_compared_problem_by_problem() -> None:
    """The difference is over shared problems, and names those won and lost."""
    before = {"a": Tally(2, 0, 0, 0), "b": Tally(2, 2, 0, 2), "c": Tally(2, 1, 0, 1)}
    after = {"a": Tally(2, 2, 0, 2), "b": Tally(2, 0, 0, 0), "c": Tally(2, 1, 0, 1), "d": Tally(2, 2, 0, 2)}
    result = compare_paired(before, after, 1)
    assert result.difference.mean == pytest.approx(0.0)
    assert (result.won, result.lost, result.problems) == (("a",), ("b",), 3)
    assert result.p_value == result.sign_p_value == 1.0


def test_missing_verdicts_bracket_the_difference() -> None:
    """Lowest: what `before` lacks was right and what `after` lacks was wrong; highest: the other way round."""
    before = {"a": Tally(2, 0, 2, 0), "b": Tally(2, 0, 0, 0)}
    after = {"a": Tally(2, 1, 0, 1), "b": Tally(2, 0, 1, 0)}
    result = compare_paired(before, after, 1)
    assert (result.lowest, result.difference.mean, result.highest) == (-0.25, 0.25, 0.5)


def test_a_run_against_itself_shows_nothing() -> None:
    """No difference, no problem won or lost, p 1; so do two runs without a problem in common."""
    tallies = {f"p{n}": Tally(8, n % 5, 0, 0) for n in range(40)}
    result = compare_paired(tallies, tallies, 8)
    assert (result.difference.low, result.difference.high, result.p_value, result.p_method) == (0.0, 0.0, 1.0, EXACT)
    nothing = compare_paired(tallies, {}, 8)
    assert nothing.problems == 0 and nothing.p_value == 1.0


@settings(deadline=None)
@given(st.lists(_THIRDS, max_size=9))
def test_the_p_value_counts_every_way_to_set_the_signs(differences: list[Fraction]) -> None:
    """Exact, in rational numbers."""
    observed = abs(sum(differences))
    ways = list(itertools.product((1, -1), repeat=len(differences)))
    extreme = sum(abs(sum(s * d for s, d in zip(signs, differences, strict=True))) >= observed for signs in ways)
    assert sign_flip_test(differences) == (pytest.approx(extreme / len(ways), rel=1e-12), EXACT)


@given(st.integers(0, 30), st.integers(0, 30))
def test_for_problems_won_and_lost_alone_it_is_the_sign_test(won: int, lost: int) -> None:
    """At k = n a problem is worth 1, 0 or -1: the sign flip test is then McNemar's exact test."""
    differences = [Fraction(1)] * won + [Fraction(-1)] * lost + [Fraction(0)] * 5
    assert sign_flip_test(differences)[0] == pytest.approx(sign_test(won, lost), rel=1e-9)


def test_the_tests_agree_with_scipy() -> None:
    """binomtest for the signs; permutation_test with paired samples, which enumerates as well, for the differences."""
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    for won, lost in [(14, 0), (9, 3), (5, 5), (1, 0), (40, 22)]:
        assert sign_test(won, lost) == pytest.approx(stats.binomtest(won, won + lost).pvalue, rel=1e-9)
    sizes = [3, -1, 4, 1, -5, 9, 2, 6, -5, 3]
    theirs = stats.permutation_test(
        ([float(size) for size in sizes],),
        lambda x, axis: x.sum(axis=axis),
        permutation_type="samples",
        n_resamples=2000,
    )
    assert sign_flip_test([Fraction(size, 10) for size in sizes])[0] == pytest.approx(theirs.pvalue, rel=1e-9)


def test_what_cannot_be_enumerated_is_sampled_and_says_so() -> None:
    """Differences without a small common denominator: the same seed gives the same p, near the exact one; never 0."""
    differences = [Fraction(1, 7919 + 2 * n) * (-1 if n % 3 == 0 else 1) for n in range(21)]
    p_value, method = sign_flip_test(differences, seed=3)
    assert method == "100000 sampled sign flips" and (p_value, method) == sign_flip_test(differences, seed=3)
    nearly = sign_flip_test([Fraction(-1 if n % 3 == 0 else 1) for n in range(21)])[0]
    assert p_value == pytest.approx(nearly, abs=0.08)
    assert sign_flip_test([abs(d) for d in differences])[0] > 0
    assert sign_flip_test([abs(d) for d in differences[:20]]) == (pytest.approx(2 / 2**20), EXACT)
