"""Which statements count as the same."""

import pytest

from autoformalize.data.normalise import english_key, lean_key, tokenize

SAME = [
    ("theorem a (p q : Prop) (hp : p) (hq : q) : p ∧ q", "theorem b (x y : Prop) (h1 : x) (h2 : y) : x ∧ y"),
    ("theorem a (p q : Prop) (hp : p) (hq : q) : p ∧ q", "theorem b (p q : Prop) (hq : q) (hp : p) : p ∧ q"),
    ("theorem a (p q : Prop) (hp : p) (hq : q) : p ∧ q", "lemma c (p q : Prop) : p → q → p ∧ q"),
    ("theorem a (m n : ℕ) (h : m ≤ n) : m + 1 ≤ n + 1", "theorem a : ∀ a b : nat, a <= b → a + 1 <= b + 1"),
    ("theorem a {α : Type} (P : α → Prop) : ∃ x, P x", "theorem a {β : Type} (Q : β → Prop) : (∃ y, Q y)"),
    ("theorem a (p : Prop) : p /\\ p", "theorem a (q : Prop) : q ∧ q -- twice"),
]
DIFFERENT = [
    ("theorem a (p q : Prop) (h : p → q) : q", "theorem a (p q : Prop) (h : q → p) : q"),
    ("theorem a (a b : ℕ) : a + b = b + a", "theorem a (a b : ℤ) : a + b = b + a"),
    ("theorem a (a b : ℕ) : a + b = b + a", "theorem a (a b : ℕ) : a * b = b * a"),
    ("theorem a (p q : Prop) : p ∧ q ↔ q ∧ p", "theorem a (p q : Prop) : p ∧ q → q ∧ p"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_names_order_and_place_of_hypotheses_do_not_matter(one, two):
    """Renaming, reordering and moving hypotheses leave the key alone."""
    assert lean_key(one) == lean_key(two)


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_other_statements_have_other_keys(one, two):
    """What states something else has another key."""
    assert lean_key(one) != lean_key(two)


def test_english_key_forgets_case_and_punctuation():
    """Layout, case and punctuation do not make a text new; words and symbols do."""
    assert english_key("If p, then q.") == english_key("if  p then q")
    assert english_key("a + b = b + a") != english_key("a * b = b * a") != english_key("a = b")


def test_comments_are_no_tokens():
    """Comments vanish, ASCII spellings become symbols."""
    assert tokenize("p -> q /- why -/ -- here") == ["p", "→", "q"]
