"""Leaks, planted in every way of writing that keeps the meaning, are caught; what is another problem stays."""

import numpy as np
import pytest

from autoformalize.data.hygiene import (
    BenchmarkIndex,
    Dropped,
    decontaminate,
    deduplicate,
    find_clusters,
    find_duplicates,
    sketch,
)
from autoformalize.data.hygiene.relatives import EXACT, NEAR, RULES
from autoformalize.data.hygiene.sketches import pair_texts, sketch_blocks, sketch_texts
from autoformalize.data.sources import benchmark_problems, iter_pairs
from autoformalize.data.synthetic import DISTINCT, PLANTS, synthetic_pairs
from autoformalize.problem import Pair, Problem

SWAP = Problem(
    id="swap",
    informal_statement="If p and q hold, then q and p hold.",
    formal_statement="theorem swap (p q : Prop) (h : p) (k : q) : q ∧ p",
    family="and-swap",
)
OPENAI = Problem(
    id="openai/mathd_algebra_478",
    informal_statement="The volume of a cone is given by the formula $V = \\frac{1}{3}Bh$, where $B$ is the area "
    "of the base and $h$ is the height. The area of the base of a cone is 30 square units, and its height is 6.5 "
    "units. What is the number of cubic units in its volume? Show that it is 65.",
    formal_statement="theorem mathd_algebra_478\n  (b h v : ℝ)\n  (h₀ : 0 < b ∧ 0 < h ∧ 0 < v)\n"
    "  (h₁ : v = 1 / 3 * (b * h))\n  (h₂ : b = 30)\n  (h₃ : h = 13 / 2) :\n  v = 65",
    header="import minif2f_import\nopen_locale real\n",
)
FACEBOOK = Problem(
    id="facebook/mathd_algebra_478",
    informal_statement="A cone has base area 30 and height 6.5; its volume is 65.",
    formal_statement="theorem mathd_algebra_478 (b h v : ℝ) (h₀ : 0 < b) (h₁ : v = (b * h) / 3) (h₂ : b = 30)"
    " (h₃ : h = 6.5) : v = 65",
    header="import minif2f_import\n",
)
SUM = Problem(
    id="sum",
    informal_statement="Prove that the sum of the first n odd numbers is n squared for each positive integer n.",
    formal_statement="theorem odd_sum (n : ℕ) (hn : n ≥ 1) : ∑ i in finset.range n, (2 * i + 1) = n ^ 2",
    header="import algebra.big_operators.basic\nopen_locale big_operators\nopen finset\n",
)
BENCHMARK = [SWAP, OPENAI, FACEBOOK, SUM]


def pair(identifier="t", english="Some text.", statement="theorem t : true", proof=":= trivial", family="", header=""):
    return Pair(Problem(identifier, english, statement, family=family, header=header), proof)


LEAN_LEAKS = [
    ("swap", "theorem swap (p q : Prop) (h : p) (k : q) : q ∧ p"),
    ("swap", "theorem other (a b : Prop) (ha : a) (hb : b) : b ∧ a"),
    ("swap", "theorem other (p q : Prop) (k : q) (h : p) : q ∧ p"),
    ("swap", "theorem other (p q : Prop) : p → q → q ∧ p"),
    ("swap", "lemma other : forall (p : Prop) (q : Prop), p /\\ q -> q /\\ p"),
    ("swap", "theorem other {q p : Prop} (h : p ∧ q) : and q p"),
    ("swap", "example (p q : Prop) (h : p)\n  /- so -/ (k : q) : -- then\n  (q ∧ p)"),
    (
        "openai/mathd_algebra_478",
        "theorem x (y z w : ℝ) (a : 0 < w) (b : 0 < z) (c : y > 0) (d : 13 / 2 = z) (e : y = 30) "
        "(f : w = 1 / 3 * (y * z)) : w = 65",
    ),
    (
        "openai/mathd_algebra_478",
        "theorem x : ∀ b h v : real, 0 < b ∧ 0 < h ∧ 0 < v → v = (1/3 : ℝ) * (b * h) → b = 30 → h = 13/2 → v = 65",
    ),
    (
        "facebook/mathd_algebra_478",
        "theorem x (b h v : ℝ) (h₃ : h = 6.5) (h₂ : b = 30) (h₀ : b > 0) : v = b * h / 3 → 65 = v",
    ),
    ("sum", "theorem s {k : nat} : 1 <= k -> finset.sum (finset.range k) (fun j, 2 * j + 1) = k^2"),
    ("sum", "theorem s : ∀ n ≥ 1, ∑ (i : ℕ) in range n, (2 * i + 1) = n ^ 2"),
    ("sum", "theorem s (n : ℕ) (h : 0 < n) (hn : n ≥ 1) : ∑ i in finset.range n, (2 * i + 1) = n ^ 2"),
]


@pytest.mark.parametrize(("benchmark", "statement"), LEAN_LEAKS)
def test_a_statement_is_caught_however_it_is_written(benchmark, statement):
    """Renamed, reordered, moved, curried, flipped, in ASCII, qualified: the same Lean with other English is a leak."""
    leak = BenchmarkIndex.of(BENCHMARK).leak(pair(english="Words of its own.", statement=statement).problem)
    assert leak is not None and leak.benchmark_id == benchmark and leak.side in ("lean", "both")


ENGLISH_LEAKS = [
    ("swap", "if p and q hold then q and p hold"),
    ("sum", "Show that the sum of the first $n$ odd numbers is $n$ squared for each positive integer $n$!"),
    (
        "sum",
        "Exercise 4.2. Prove that the sum of the first n odd numbers is n squared for each positive integer n. You may "
        "use induction, or draw a picture; a complete answer gets ten points and a picture with a reason gets five.",
    ),
    ("openai/mathd_algebra_478", OPENAI.informal_statement.replace("cubic units", "units").upper()),
]


@pytest.mark.parametrize(("benchmark", "english"), ENGLISH_LEAKS)
def test_english_is_caught_with_another_lean(benchmark, english):
    """The same words in another layout, nearly the same ones, and the same ones in a longer text are leaks."""
    leak = BenchmarkIndex.of(BENCHMARK).leak(pair(english=english).problem)
    assert leak is not None and (leak.benchmark_id, leak.side) == (benchmark, "english")


def test_a_hit_in_one_fork_names_the_others():
    """A pair that meets one fork's version is dropped, and the report knows the problem's other versions."""
    index = BenchmarkIndex.of(BENCHMARK)
    leak = index.leak(pair(statement=FACEBOOK.formal_statement.replace("mathd_algebra_478", "mine")).problem)
    assert leak is not None and leak.benchmark_id == FACEBOOK.id and leak.also == (OPENAI.id,)
    assert leak.to_json()["also"] == [OPENAI.id]


def test_a_telling_name_with_a_changed_statement_is_a_leak():
    """Under a benchmark problem's own name a statement need only be somewhat like it."""
    changed = "theorem mathd_algebra_478 (b h : ℝ) (h₂ : b = 30) (h₃ : h = 6.5) : 1 / 3 * (b * h) = 65"
    index = BenchmarkIndex.of(BENCHMARK)
    found = index.leak(pair(statement=changed).problem)
    assert found is not None and found.side == "name"
    assert index.leak(pair(statement=changed.replace("mathd_algebra_478", "mine")).problem) is None


def test_a_benchmark_in_the_header_or_behind_the_proof_is_a_leak():
    """A statement that is quoted as a lemma has leaked as well."""
    index = BenchmarkIndex.of(BENCHMARK)
    quoted = "lemma helper (a b : Prop) (x : a) (y : b) : b ∧ a := ⟨y, x⟩\n"
    for planted in (pair(header=quoted), pair(proof=f":= trivial\n\n{quoted}")):
        leak = index.leak(planted.problem, planted.formal_proof)
        assert leak is not None and (leak.rule, leak.benchmark_id) == ("quoted", "swap")


def test_a_family_of_the_benchmark_is_a_leak():
    """Training has no pair of a family that the benchmark holds."""
    leak = BenchmarkIndex.of(BENCHMARK).leak(pair(family="and-swap").problem)
    assert leak is not None and (leak.side, leak.benchmark_id) == ("family", "swap")


OTHERS = [
    pair(english="If p or q holds, then q or p holds.", statement="theorem t (p q : Prop) : p ∨ q → q ∨ p"),
    pair(english="If p and q hold, then p holds.", statement="theorem t (p q : Prop) (h : p) (k : q) : p"),
    pair(
        english="The sum of the first n even numbers is n times n + 1.",
        statement="theorem t (n : ℕ) : ∑ i in finset.range n, (2 * i + 2) = n * (n + 1)",
    ),
    pair(
        english="A cone of base area 12 and height 4 has volume 16.",
        statement="theorem t (b h v : ℝ) (h₁ : v = 1 / 3 * (b * h)) (h₂ : b = 12) (h₃ : h = 4) : v = 16",
    ),
]


@pytest.mark.parametrize("other", OTHERS)
def test_problems_of_the_same_kind_stay(other):
    """What is another problem on both sides is no leak, however alike."""
    assert BenchmarkIndex.of(BENCHMARK).leak(other.problem) is None


def test_nothing_of_the_training_set_is_a_false_alarm():
    """The built-in training set, whose families are not the benchmark's, is kept whole."""
    index = BenchmarkIndex.of(benchmark_problems())
    pairs = list(iter_pairs("builtin", "train"))
    assert list(decontaminate(pairs, index)) == pairs


def test_what_sketches_do_not_suspect_is_no_leak():
    """The quick look at sketches misses no leak that the slow one finds."""
    index = BenchmarkIndex.of([*BENCHMARK, *benchmark_problems()])
    pairs = [pair(english="Words of its own.", statement=statement) for _, statement in LEAN_LEAKS]
    pairs += [pair(english=english) for _, english in ENGLISH_LEAKS]
    pairs += [each for each in synthetic_pairs(2000, 2, list(benchmark_problems())) if each.problem.source == "leak"]
    suspects = index.suspects(sketch(pairs))
    for mask, each in zip(suspects, pairs, strict=True):
        assert mask or index.is_suspicious(each) or index.leak(each.problem, each.formal_proof) is None, each


def test_the_report_names_what_was_dropped():
    """Each leak names the pair, the benchmark problem and the side; what is no leak goes through."""
    dropped = Dropped()
    leaks = [pair("a", statement=LEAN_LEAKS[1][1]), pair("b", english=ENGLISH_LEAKS[0][1])]
    assert list(decontaminate([*leaks, pair("kept")], BenchmarkIndex.of(BENCHMARK), dropped)) == [pair("kept")]
    assert [(leak.problem_id, leak.benchmark_id, leak.side) for leak in dropped.leaks] == [
        ("a", "swap", "lean"),
        ("b", "swap", "english"),
    ]


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
    assert find_duplicates(sketch(pairs)).kept.tolist() == [True, False, True, True]
    assert find_duplicates(sketch(pairs), any_proof=True).kept.tolist() == [True, False, False, True]


LONG = "If x and y are positive real numbers with sum at most ten, then their product is at most twenty five units."
LEAN = "theorem t (x y : ℝ) (hx : 0 < x) (hy : 0 < y) (h : x + y ≤ 10) : x * y ≤ 25"


def test_near_duplicates_need_both_sides_and_the_same_numbers():
    """A word changed on both sides is a near duplicate; other numbers, or one side alone, are not."""
    near = LEAN.replace("(hx : 0 < x) ", "(hx : 0 ≤ x) ")
    pairs = [
        pair("first", LONG, LEAN),
        pair("near", LONG.replace("then their", "show that the"), near),
        pair("numbers", LONG.replace("twenty five", "twenty six"), LEAN.replace("25", "26")),
        pair("voice", "The product of two positive reals is largest where they agree.", LEAN.replace("x", "u")),
        pair("lean", LONG, "theorem t (n : ℕ) : n < n + 1"),
    ]
    found = find_duplicates(sketch(pairs), 0.6)
    assert [RULES[rule] for rule in found.rule] == ["", "near", "", "", ""]
    assert found.of[1] == 0


def test_planted_duplicates_are_counted_back():
    """Of many distinct pairs none is dropped, and every planted duplicate is."""
    pairs = list(synthetic_pairs(1200, 1, []))
    found = find_duplicates(sketch(pairs, workers=1))
    kinds = {kind: [i for i, each in enumerate(pairs) if each.problem.source == kind] for kind in (DISTINCT, *PLANTS)}
    assert len(kinds[PLANTS[0]]) > 5 and len(kinds[PLANTS[1]]) > 5
    assert not found.rule[kinds[DISTINCT]].any()
    assert (found.rule[kinds[PLANTS[0]]] == EXACT).all()
    assert (found.rule[kinds[PLANTS[1]]] == NEAR).mean() > 0.9
    assert (found.of[found.rule != 0] < (found.rule != 0).nonzero()[0]).all()


def test_sketches_are_the_same_from_several_processes():
    """Work shared out among processes gives the same rows in the same order."""
    texts = [pair_texts(each) for each in synthetic_pairs(250, 3, [])]
    assert (np.concatenate(list(sketch_blocks(texts, 2, block=40))) == sketch_texts(texts)).all()


def test_relatives_are_in_one_cluster():
    """A family, a Lean key, an English key and nearness each tie, and ties are passed on."""
    pairs = [
        pair("a", "One text.", "theorem t : 1 = 1", family="f"),
        pair("b", "Two texts.", "theorem t : 2 = 2", family="f"),
        pair("c", "Three texts.", "theorem u : 2 = 2"),
        pair("d", "three texts", "theorem t : 4 = 4"),
        pair("e", "Five.", "theorem t : 5 = 5"),
        pair("f", LONG, LEAN),
        pair("g", LONG.replace("units", "inches"), LEAN.replace("0 < x", "0 ≤ x")),
    ]
    clusters = find_clusters(sketch(pairs), 0.6).tolist()
    assert clusters == [0, 0, 0, 0, 4, 5, 5]
    assert find_clusters(sketch([])).tolist() == []
