"""Terms: what elaborates, what does not, and with which kind of error; as Lean 3.51.1 decides each of these."""

from __future__ import annotations

import pytest

from lean_env.embedded.checker import EmbeddedChecker

ACCEPTED = [
    "example (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩",
    "example (p q : Prop) (h : p ∧ q) : q ∧ p := ⟨h.right, h.left⟩",
    "example (p q : Prop) : p ∧ q → q ∧ p := λ ⟨hp, hq⟩, ⟨hq, hp⟩",
    "example (p q : Prop) (h : p ∨ q) : q ∨ p := h.elim or.inr or.inl",
    "example (p q r : Prop) (h : p ∧ q ∧ r) : r := let ⟨_, _, hr⟩ := h in hr",
    "example (p : Prop) : p → p := λ h, have x : p, from h, show p, from x",
    "example (p q : Prop) (hp : p) (h : p → q) : q := suffices p, from h this, hp",
    "example (p q r : Prop) (h : p ↔ q) (k : q ↔ r) : p ↔ r := calc p ↔ q : h ... ↔ r : k",
    "example (a b c : ℕ) (h : a = b) (k : b = c) : a = c := calc a = b : h ... = c : k",
    "example (a b c : ℕ) (h : a < b) (k : b ≤ c) : a < c := calc a < b : h ... ≤ c : k",
    "example (a b c : ℕ) (h : a = b) (k : b = c) : c = a := (h.trans k).symm",
    "example (a b : ℕ) (h : a = b) : b = a := h ▸ rfl",
    "example : ∃ x : ℕ, x * x = 9 := ⟨3, rfl⟩",
    "example : ∃ x y : ℕ, x < y := ⟨0, 1, nat.zero_lt_one⟩",
    "example : 2 + 2 = 4 := rfl",
    "example : (2 : ℤ) + 2 = 4 := rfl",
    "example : 10 < 20 := dec_trivial",
    "example (n : ℕ) : 0 ≤ n := n.zero_le",
    "example (f : ℕ → ℕ) (h : ∀ x, f x = x) : f (f 2) = 2 := (h (f 2)).trans (h 2)",
    "example (α : Type*) (s : set α) (x : α) (h : x ∈ s) : ∃ y, y ∈ s := ⟨x, h⟩",
    "example : {x : ℕ // x = 1} := ⟨1, rfl⟩",
    "example : ℕ × bool := (1, tt)",
    "example (n : ℕ) : ℤ := n",
    "example (n : ℕ) : n + 0 = n := @nat.rec (λ k, k + 0 = k) rfl (λ k ih, rfl) n",
    "example (n : ℕ) : 0 + n = n := nat.rec_on n rfl (λ k ih, congr_arg nat.succ ih)",
    "example : ℕ := if 1 < 2 then 3 else 4",
    "example (p : Prop) [decidable p] : ℕ := if h : p then 3 else 4",
    "example : ℕ → ℕ := λ x, let y := x + x in y * y",
    "example (xs : list ℕ) : xs.map (λ x, x) = xs.map id := rfl",
    "example : list ℕ := do { x ← [1, 2], [x, x] }",
    "example (p : ℕ → Prop) (h : ∀ x ∈ [1, 2], p x) : p 1 := h 1 (or.inl rfl)",
    "example : inhabited ℕ := infer_instance",
    "example (h : 1 = 2) : false := nat.no_confusion (nat.succ.inj h)",
]

REJECTED = [
    ("example : 2 + 2 = 5 := rfl", "type_mismatch"),
    ("example (p q : Prop) (h : p) : q := h", "type_mismatch"),
    ("example : nope := 1", "unknown_identifier"),
    ("example (x : ℕ) : x = tt := rfl", "type_mismatch"),
    ("example : ℕ := _", "dont_know_how_to_synthesize"),
    ("example (α : Type) (a : α) : a + a = a := rfl", "failed_to_synthesize"),
    ("example (p : Prop) : p ∨ ¬ p := if h : p then or.inl h else or.inr h", "failed_to_synthesize"),
    ("example : ℕ := (1).foo", "type_mismatch"),
    ("example (p : Prop) (h : p) : p := h.foo", "type_mismatch"),
    ("example : Type u := ℕ", "unknown_identifier"),
    ("example : Type := Type", "type_mismatch"),
    ("example (x : ℕ) : ℕ := x x", "type_mismatch"),
    ("example : ℕ := ⟨1, 2⟩", "type_mismatch"),
]


@pytest.mark.parametrize("text", ACCEPTED)
def test_a_term_that_lean_accepts_is_accepted(checker: EmbeddedChecker, text: str) -> None:
    """No message at all."""
    assert checker.check(text).messages == ()


@pytest.mark.parametrize(("text", "kind"), REJECTED)
def test_a_term_that_lean_rejects_is_rejected_for_the_same_reason(
    checker: EmbeddedChecker, text: str, kind: str
) -> None:
    """One error of the expected kind."""
    errors = [message for message in checker.check(text).messages if message.severity == "error"]
    assert [error.kind for error in errors] == [kind]


def test_the_place_and_words_of_a_mismatch_are_leans(checker: EmbeddedChecker) -> None:
    """The message of `lean` for the same text."""
    [message] = checker.check("example (p q : Prop) (h : p) : q := h").messages
    assert message.text == "type mismatch, term\n  h\nhas type\n  p\nbut is expected to have type\n  q"
    assert (message.line, message.column) == (1, 36)
