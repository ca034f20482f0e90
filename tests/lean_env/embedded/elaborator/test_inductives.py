"""Inductive types: universes, implicit arguments, what is generated after them, and what Lean 3.51.1 refuses.

What is printed was compared with the output of the real Lean 3.51.1 on the same text.
"""

from __future__ import annotations

import pytest

from lean_env.embedded.checker import EmbeddedChecker

from .worlds import errors, infos

TREE = "inductive tree (α : Type) | leaf : tree | node : tree → α → tree → tree\n"
FOREST = """mutual inductive tree, forest (α : Type)
with tree : Type
| node : α → forest → tree
with forest : Type
| nil : forest
| cons : tree → forest → forest
"""


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("@tree.leaf", "tree.leaf : Π {α : Type}, tree α"),
        ("@tree.node", "tree.node : Π {α : Type}, tree α → α → tree α → tree α"),
        (
            "@tree.node.inj",
            "tree.node.inj : ∀ {α : Type} {ᾰ : tree α} {ᾰ_1 : α} {ᾰ_2 ᾰ_3 : tree α} {ᾰ_4 : α} {ᾰ_5 : tree α}, "
            "ᾰ.node ᾰ_1 ᾰ_2 = ᾰ_3.node ᾰ_4 ᾰ_5 → ᾰ = ᾰ_3 ∧ ᾰ_1 = ᾰ_4 ∧ ᾰ_2 = ᾰ_5",
        ),
        ("@tree.sizeof", "tree.sizeof : Π (α : Type) [α_inst : has_sizeof α], tree α → ℕ"),
    ],
)
def test_constructors_and_lemmas_have_leans_types(checker: EmbeddedChecker, name: str, printed: str) -> None:
    """With parameters implicit where later arguments determine them."""
    (shown,) = infos(checker, TREE + f"#check {name}")
    assert " ".join(shown.split()) == printed


def test_the_universe_is_inferred_from_the_constructors(checker: EmbeddedChecker) -> None:
    """And is never `Prop`."""
    source = "universes u v\ninductive both (α : Type u) (β : Type v) | mk : α → β → both\n"
    (shown,) = infos(checker, source + "set_option pp.universes true\n#check both")
    assert shown.startswith("both.{u_1 u_2} : Type u_1 → Type u_2 → Type (max u_1 u_2)")


def test_a_predicate_eliminates_dependently_by_drec(checker: EmbeddedChecker) -> None:
    """Its own recursor is not dependent."""
    source = "inductive even : nat → Prop | zero : even 0 | step : ∀ n, even n → even (n+2)\n#check @even.drec"
    (shown,) = infos(checker, source)
    assert "even.zero" in shown


def test_a_non_positive_occurrence_is_refused_by_the_kernel(checker: EmbeddedChecker) -> None:
    """The kernel has the last word."""
    assert errors(checker, "inductive bad | mk : (bad → nat) → bad") != []


def test_a_type_in_too_small_a_universe_is_refused(checker: EmbeddedChecker) -> None:
    """A field must fit."""
    assert errors(checker, "inductive small : Type | mk : Type → small") != []


def test_modifiers_that_make_no_sense_are_refused(checker: EmbeddedChecker) -> None:
    """In Lean's words."""
    assert errors(checker, "private inductive t | a : t") == ["invalid 'private' modifier for inductive type"]


def test_mutual_types_have_recursors_of_their_own(checker: EmbeddedChecker) -> None:
    """Each with one motive, and hypotheses about its own type only."""
    (shown,) = infos(checker, FOREST + "#check @forest.rec")
    assert " ".join(shown.split()) == (
        "forest.rec : Π (α : Type) (C : forest α → Sort u_1), C forest.nil → "
        "(Π (ᾰ : tree α) (ᾰ_1 : forest α), C ᾰ_1 → C (forest.cons ᾰ ᾰ_1)) → Π (x : forest α), C x"
    )


def test_mutual_types_can_be_matched_on(checker: EmbeddedChecker) -> None:
    """By equations and by tactics, and recursion goes along their sizes."""
    source = """mutual def size, sizes {α : Type}
with size : tree α → nat
| (tree.node a f) := sizes f + 1
with sizes : forest α → nat
| forest.nil := 0
| (forest.cons t f) := size t + sizes f
example (α) (t : tree α) (f : forest α) : forest.cons t f ≠ forest.nil := λ h, by cases h
example (α : Type) (a : α) (f : forest α) : size (tree.node a f) = sizes f + 1 := by simp [size]"""
    assert errors(checker, FOREST + source) == []


def test_nested_types_keep_their_encoding_to_themselves(checker: EmbeddedChecker) -> None:
    """What the user sees are the constructors as written, injective, and recursion along sizes."""
    source = """inductive rose | mk : list rose → rose
example (l m : list rose) (h : rose.mk l = rose.mk m) : l = m := by injection h
mutual def count, counts
with count : rose → nat
| (rose.mk l) := counts l + 1
with counts : list rose → nat
| [] := 0
| (t :: l) := count t + counts l
example (l : list rose) : count (rose.mk l) = counts l + 1 := by rw count"""
    assert errors(checker, source) == []


def test_a_nested_occurrence_in_an_index_is_rejected(checker: EmbeddedChecker) -> None:
    """Only parameters of other inductive types may mention the type that is declared."""
    assert errors(checker, "inductive bad | mk : list (bad = bad) → bad") != []
