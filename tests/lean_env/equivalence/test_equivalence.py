"""Whether two statements say the same: labelled pairs, hostile texts, and every answer with its reason."""

from __future__ import annotations

from collections import Counter

import pytest

from lean_env import CheckerPool, Status
from lean_env.equivalence import Relation, StatementChecker
from tests.lean_env.equivalence.labelled import LabelledPair, labelled_pairs

PAIRS = labelled_pairs()
EQUIVALENT = [pair for pair in PAIRS if pair.label == "equivalent"]
OTHERS = [pair for pair in PAIRS if pair.label != "equivalent"]
BEQ_RECALL = 0.729
SWAP = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p"
ADD = "theorem add (a b : ℕ) : a + b = b + a"


def test_the_labelled_set_is_large_and_varied() -> None:
    """At least 150 pairs, of many kinds, with as many that differ as that do not."""
    assert len(PAIRS) >= 150
    assert min(len(EQUIVALENT), len(OTHERS)) >= 70
    assert len({pair.kind for pair in PAIRS}) >= 15
    assert len({pair.id for pair in PAIRS}) == len(PAIRS)


def test_every_labelled_statement_elaborates(embedded_pool: CheckerPool) -> None:
    """A pair that no checker reads would test nothing."""
    checker = StatementChecker(embedded_pool)
    for pair in PAIRS[::8]:
        for text in (pair.one, pair.other):
            assert checker.typecheck(pair.header, text).status is Status.ACCEPTED, pair


def test_rewordings_are_found(embedded_pool: CheckerPool) -> None:
    """None is called different, and more are found than the best published method finds."""
    checker = StatementChecker(embedded_pool)
    found = Counter(pair.compare(checker).relation for pair in EQUIVALENT[::3])
    assert found[Relation.DIFFERENT] == 0
    assert found[Relation.EQUIVALENT] / found.total() > BEQ_RECALL


@pytest.mark.parametrize("kind", sorted({pair.kind for pair in OTHERS}))
def test_other_statements_are_not_called_equivalent(kind: str, embedded_pool: CheckerPool) -> None:
    """Weaker, stronger, off by one, vacuous, true theorems that differ: one pair of each kind."""
    pair = next(pair for pair in OTHERS if pair.kind == kind)
    assert not pair.is_wrong(pair.compare(StatementChecker(embedded_pool)).relation)


@pytest.mark.parametrize("name", ["reordered-4", "notation-4", "symmetric-2", "currying-2", "inner_order-1"])
def test_each_backend_finds_rewordings(name: str, pool: CheckerPool) -> None:
    """Terms are printed, compared and proved alike by both."""
    pair = next(pair for pair in EQUIVALENT if pair.id == name)
    assert pair.compare(StatementChecker(pool)).equivalent


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("theorem a (a b : ℕ) : a + b = b + a", "theorem b (a b : ℕ) : a + b = a * b"),
        ("theorem a : ∀ n : ℕ, n < n + 1", "theorem b : ∀ n : ℕ, n < n"),
        ("theorem a (p : Prop) (h : p) : p ∨ false", "theorem b (p q : Prop) (h : p) : p ∧ q"),
    ],
)
def test_a_refuted_statement_is_different(one: str, other: str, pool: CheckerPool) -> None:
    """The reference is proved, the statement fails at a small instance."""
    comparison = StatementChecker(pool).compare("", one, other)
    assert comparison.relation is Relation.DIFFERENT, comparison


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ADD, "theorem b (a b : ℕ) : a * b = b * a"),
        (SWAP, "theorem b (p q : Prop) (h : p ∨ q) : q ∨ p"),
        ("theorem a (n : ℕ) : n + 0 = n", "theorem b (n : ℕ) : n = n"),
        ("theorem a : 2 + 2 = 4", "theorem b : 3 + 1 = 4"),
        ("theorem a (a b : ℕ) (h : a = b) : b = a", "theorem b (a b : ℕ) (h : a = b) : a = b"),
        ("theorem a (p q : Prop) : p ∧ q ↔ q ∧ p", "theorem b (p q : Prop) : p ∧ q ↔ p ∧ q"),
        ("theorem a : (1 : ℕ) = 2", "theorem b : (3 : ℕ) = 4"),
    ],
)
def test_both_true_or_both_false_is_not_the_same(one: str, other: str, embedded_pool: CheckerPool) -> None:
    """Each is provable from the other, and still they say different things."""
    assert StatementChecker(embedded_pool).compare("", one, other).relation is Relation.UNKNOWN


HOSTILE = {
    "a second theorem": f"{SWAP}\ntheorem more : true := trivial",
    "an axiom before it": f"axiom cheat : false\n{SWAP}",
    "notation before it": f"local notation a ∧ b := a ∨ b\n{SWAP}",
    "a local instance": f"instance bad : has_add ℕ := ⟨λ _ _, 3⟩\n{ADD}",
    "a definition": f"def nat.add (a b : ℕ) := 3\n{ADD}",
    "code": f"run_cmd tactic.skip\n{SWAP}",
    "an early end": f"#exit\n{SWAP}",
    "a bracket that closes nothing": "theorem x : true) ∧ (true",
    "a binder that is none": "theorem x (a : ℕ), true → ∀ (b : ℕ) : true",
    "an unclosed comment": f"{SWAP} /- and more",
    "a statement left open": "theorem x : (sorry : Prop)",
    "attributes that simplify": f"attribute [simp] and_comm\n{SWAP}",
    "no theorem": "I cannot do this.",
    "nothing": "",
    "no proposition": "theorem x : ℕ",
    "a universe that is none": "theorem x (α : Type nope) : true",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_text_is_no_statement(case: str, pool: CheckerPool) -> None:
    """It neither typechecks nor is equivalent to anything."""
    checker = StatementChecker(pool)
    assert not checker.typecheck("", HOSTILE[case]).accepted
    for reference in (SWAP, ADD, "theorem x : true"):
        assert checker.compare("", reference, HOSTILE[case]).relation is Relation.UNKNOWN


def test_opened_names_belong_to_the_statement_alone(pool: CheckerPool) -> None:
    """What a candidate opens changes its own names, not those of the reference."""
    checker = StatementChecker(pool)
    reference = "theorem r (n : ℕ) : nat.succ n ≠ 0"
    assert checker.compare("", reference, "open nat\ntheorem c (n : ℕ) : succ n ≠ 0").equivalent
    assert not checker.compare(
        "", "theorem r (n : ℕ) : succ n ≠ 0", "open nat\ntheorem c (n : ℕ) : succ n ≠ 0"
    ).equivalent


def test_a_name_that_exists_already_is_no_reason_to_refuse(pool: CheckerPool) -> None:
    """A model may well call its theorem `nat.add_comm`."""
    checker = StatementChecker(pool)
    text = "theorem nat.add_comm (a b : ℕ) : a + b = b + a"
    assert checker.typecheck("", text).accepted
    assert checker.compare("", ADD, text).equivalent


def test_the_header_defines_what_both_mean(embedded_pool: CheckerPool) -> None:
    """A predicate of the header and its definition are one statement; another definition is another."""
    checker = StatementChecker(embedded_pool)
    header = "def small (n : ℕ) : Prop := n < 5"
    reference = "theorem r (n m : ℕ) (h : small n) (k : m < n) : small m"
    assert checker.compare(header, reference, "theorem c (n m : ℕ) (h : n < 5) (k : m < n) : m < 5").equivalent
    assert not checker.compare(header, reference, "theorem c (n m : ℕ) (h : n < 6) (k : m < n) : m < 6").equivalent


def test_a_bound_name_is_not_the_constant_of_that_name(pool: CheckerPool) -> None:
    """`even` bound by a quantifier says nothing about the header's `even`."""
    header = "def even (n : ℕ) : Prop := n % 2 = 0\ndef odd (n : ℕ) : Prop := n % 2 = 1"
    one = "theorem a (n : ℕ) (h : even n ∧ ∃ even : ℕ, even = n) : even (n + 2)"
    other = "theorem b (n : ℕ) (h : odd n ∧ ∃ odd : ℕ, odd = n) : odd (n + 2)"
    assert not StatementChecker(pool).compare(header, one, other).equivalent


def test_an_answer_does_not_depend_on_which_statement_comes_first(embedded_pool: CheckerPool) -> None:
    """Equivalence is symmetric."""
    checker = StatementChecker(embedded_pool)
    for pair in [*EQUIVALENT[::15], OTHERS[0]]:
        back = LabelledPair(pair.id, pair.kind, pair.label, pair.other, pair.one, pair.header)
        assert back.compare(checker).equivalent == pair.compare(checker).equivalent, pair
