"""Leaks and duplicates are caught."""

import pytest

from autoformalize.data.hygiene import BenchmarkIndex, Dropped, decontaminate, deduplicate
from autoformalize.problem import Pair, Problem

BENCH = Problem(
    id="bench",
    informal_statement="If p and q hold, then q and p hold.",
    formal_statement="theorem bench (p q : Prop) (h : p) (k : q) : q ∧ p",
    family="and-swap",
)


def pair(identifier="t", english="Some text.", statement="theorem t : true", proof=":= trivial", family=""):
    return Pair(Problem(identifier, english, statement, family=family), proof)


PLANTED = [
    ("lean", pair(statement="theorem bench (p q : Prop) (h : p) (k : q) : q ∧ p")),
    ("lean", pair(statement="theorem other (a b : Prop) (ha : a) (hb : b) : b ∧ a")),
    ("lean", pair(statement="theorem other (p q : Prop) (k : q) (h : p) : q ∧ p")),
    ("lean", pair(statement="theorem other (p q : Prop) : p → q → q ∧ p")),
    ("english", pair(english="if p and q hold then q and p hold")),
    ("family", pair(family="and-swap")),
]


@pytest.mark.parametrize(("side", "leak"), PLANTED)
def test_planted_leaks_are_caught(side, leak):
    """The same statement, renamed, reordered or moved, the same English and the same family are dropped and named."""
    dropped = Dropped()
    index = BenchmarkIndex.of([BENCH])
    assert list(decontaminate([leak, pair("kept")], index, dropped)) == [pair("kept")]
    (found,) = dropped.leaks
    assert (found.side, found.benchmark_id, found.problem_id) == (side, "bench", "t")


def test_duplicates_go_and_variants_stay():
    """The same pair in other names goes; another proof or another English stays."""
    dropped = Dropped()
    pairs = [
        pair("a"),
        pair("b", statement="theorem u : true"),
        pair("c", proof=":= true.intro"),
        pair("d", english="Another text."),
    ]
    kept = list(deduplicate(pairs, dropped))
    assert [each.problem.id for each in kept] == ["a", "c", "d"]
    assert dropped.duplicates == 1


def test_headers_are_part_of_a_statement():
    """The same words over another definition are another statement."""
    one = Problem("a", "x", "theorem t : f 0 = 0", header="def f : ℕ → ℕ := id\n")
    two = Problem("b", "y", "theorem t : f 0 = 0", header="def f : ℕ → ℕ := λ n, 0\n")
    assert BenchmarkIndex.of([one]).leak(two) is None
