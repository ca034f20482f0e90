"""Definitions by pattern matching: what compiles, the lemmas it comes with, and what Lean 3.51.1 says of the rest.

What is printed was compared with the output of the real Lean 3.51.1 on the same text.
"""

from __future__ import annotations

import pytest

from lean_env.embedded.checker import EmbeddedChecker

from .worlds import errors, infos

VECTORS = """inductive vec (α : Type) : nat → Type
| nil : vec 0
| cons : Π {n}, α → vec n → vec (n+1)
"""


@pytest.mark.parametrize(
    "source",
    [
        "def fib : nat → nat | 0 := 0 | 1 := 1 | (n+2) := fib n + fib (n+1)\nexample : fib 10 = 55 := rfl",
        "theorem swap {p q : Prop} : p ∧ q → q ∧ p | ⟨a, b⟩ := ⟨b, a⟩",
        "theorem t : ∀ {a b : nat}, nat.succ a = nat.succ b → a = b | _ _ rfl := rfl",
        "def em : false → nat .",
        "def last : list nat → nat | [] := 0 | [a] := a | (a::b::l) := last (b::l)",
        "def head (α : Type) : Π l : list α, l ≠ [] → α | [] h := absurd rfl h | (a::l) h := a",
        "def alias : list nat → list nat | [] := [] | l@(a::t) := l\nexample : alias [1] = [1] := rfl",
        "def ack : nat → nat → nat | 0 n := n+1 | (m+1) 0 := ack m 1 | (m+1) (n+1) := ack m (ack (m+1) n)",
        "example (n : nat) : n = n := match n with 0 := rfl | (k+1) := rfl end",
        "def code : char → nat | 'a' := 1 | 'b' := 2 | _ := 3\nexample : code 'b' = 2 := rfl",
        "inductive le3 : nat → Prop | z : le3 0 | s : ∀ n, le3 n → le3 (n+1)\n"
        "theorem inv : ∀ n, le3 (n+1) → le3 n | n (le3.s .(n) h) := h\n",
        "mutual def even, odd\nwith even : nat → bool\n| 0 := tt\n| (n+1) := odd n\nwith odd : nat → bool\n"
        "| 0 := ff\n| (n+1) := even n\nexample (a : nat) : even (a + 1) = odd a := by simp [even]",
    ],
)
def test_equations_compile(checker: EmbeddedChecker, source: str) -> None:
    """By structural or well-founded recursion, and compute."""
    assert errors(checker, source) == []


def test_indices_are_unified(checker: EmbeddedChecker) -> None:
    """Impossible cases need no equation, and indices follow from the other patterns."""
    source = """def first {α} : Π {n : nat}, vec α (n+1) → α
| n (vec.cons a v) := a
def zip {α β γ} (f : α → β → γ) : Π {n : nat}, vec α n → vec β n → vec γ n
| 0 vec.nil vec.nil := vec.nil
| (n+1) (vec.cons a v) (vec.cons b w) := vec.cons (f a b) (zip v w)
#check @zip.equations._eqn_2"""
    (shown,) = infos(checker, VECTORS + source)
    assert " ".join(shown.split()) == (
        "zip.equations._eqn_2 : ∀ {α β γ : Type} (f : α → β → γ) (n : ℕ) (a : α) (v : vec α n) (b : β) (w : vec β n), "
        "zip f (vec.cons a v) (vec.cons b w) = vec.cons (f a b) (zip f v w)"
    )


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        (
            "def f : nat → nat | 0 := 1 | 7 := 8 | n := 2\n#check @f.equations._eqn_3",
            "f.equations._eqn_3 : ∀ (n : ℕ), ¬n = 7 → ¬n = 0 → f n = 2",
        ),
        (
            "def g : bool → bool → nat | tt tt := 0 | _ ff := 1 | ff _ := 2\n#check @g.equations._eqn_1",
            "g.equations._eqn_1 : g ff ff = 1",
        ),
        (
            "def ack : nat → nat → nat | 0 n := n+1 | (m+1) 0 := ack m 1 | (m+1) (n+1) := ack m (ack (m+1) n)\n"
            "#check @ack.equations._eqn_3",
            "ack.equations._eqn_3 : ∀ (m n : ℕ), ack (m + 1) (n + 1) = ack m (ack (m + 1) n)",
        ),
    ],
)
def test_equation_lemmas_are_leans(checker: EmbeddedChecker, source: str, printed: str) -> None:
    """With the order, names and hypotheses of Lean."""
    (shown,) = infos(checker, source)
    assert " ".join(shown.split()) == printed


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f : nat → nat | 0 := 1", "non-exhaustive match, the following cases are missing:\nf _"),
        (
            "def f : nat → nat | n := 1 | 0 := 2",
            "equation compiler error, equation #2 has not been used in the compilation, note that the left-hand-side of"
            " equation #1 is a variable",
        ),
    ],
)
def test_bad_equations_are_refused(checker: EmbeddedChecker, source: str, message: str) -> None:
    """In Lean's words."""
    assert errors(checker, source) == [message]


def test_recursion_that_does_not_decrease_is_refused(checker: EmbeddedChecker) -> None:
    """With a hint."""
    (text,) = errors(checker, "def f : nat → nat | n := f (n + 1)")
    assert text.startswith("failed to prove recursive application is decreasing")


def test_a_hypothesis_in_scope_shows_that_a_call_decreases(checker: EmbeddedChecker) -> None:
    """As Lean's default tactic looks for it."""
    source = """def halve : nat → nat
| n := if h : n = 0 then 0 else have n - 1 < n, from nat.sub_lt (nat.pos_of_ne_zero h) nat.zero_lt_one, halve (n - 1)
#check @halve.equations._eqn_1"""
    (shown,) = infos(checker, source)
    assert " ".join(shown.split()) == "halve.equations._eqn_1 : ∀ (n : ℕ), halve n = ite (n = 0) 0 (halve (n - 1))"
