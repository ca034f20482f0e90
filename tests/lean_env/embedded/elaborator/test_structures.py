"""Structures and classes: projections, inheritance, defaults, instances of them, old and new style."""

from __future__ import annotations

import pytest

from lean_env.embedded.checker import EmbeddedChecker

from .worlds import errors, infos

POINTS = """structure point := (x : nat) (y : nat := 3)
structure point3 extends point := (z : nat)
"""


@pytest.mark.parametrize(
    "example",
    [
        "example : point := {x := 1}",
        "example (p : point) : point3 := {z := 1, ..p}",
        "example (p : point3) : p.x = p.to_point.x := rfl",
        "example : ({x := 1, z := 2} : point3).y = 3 := rfl",
        "example (p : point) : p = ⟨p.x, p.y⟩ := by { cases p, refl }",
        "example (a b c d : nat) (h : (⟨a, b⟩ : point) = ⟨c, d⟩) : b = d := (point.mk.inj h).2",
    ],
)
def test_fields_are_found_inherited_and_defaulted(checker: EmbeddedChecker, example: str) -> None:
    """As the text says, from a source, or by default."""
    assert errors(checker, POINTS + example) == []


def test_a_missing_field_is_named(checker: EmbeddedChecker) -> None:
    """In Lean's words."""
    assert errors(checker, POINTS + "example : point := {y := 1}") == [
        "invalid structure value { ... }, field 'x' was not provided"
    ]


def test_an_unknown_field_is_named(checker: EmbeddedChecker) -> None:
    """In Lean's words."""
    assert errors(checker, POINTS + "example : point := {x := 1, w := 2}") == [
        "invalid structure value { ... }, 'w' is not a field of structure 'point'"
    ]


def test_classes_inherit_instances(checker: EmbeddedChecker) -> None:
    """A class that extends another is an instance of it."""
    source = """class has_op (α : Type) := (op : α → α → α)
class comm (α : Type) extends has_op α := (comm : ∀ a b : α, has_op.op a b = has_op.op b a)
instance : comm nat := {op := (+), comm := nat.add_comm}
example (α : Type) [comm α] (a b : α) : has_op.op a b = has_op.op b a := comm.comm a b
example : has_op.op 1 2 = 3 := rfl"""
    assert errors(checker, source) == []


def test_old_structures_are_flat(checker: EmbeddedChecker) -> None:
    """Their constructor takes all fields, and the parent is a coercion."""
    source = "set_option old_structure_cmd true\n" + POINTS + "#check @point3.mk\n#check @point3.to_point"
    assert infos(checker, source) == ["point3.mk : ℕ → ℕ → ℕ → point3", "point3.to_point : point3 → point"]


def test_projections_of_a_class_take_an_instance(checker: EmbeddedChecker) -> None:
    """Under the field's own name."""
    (shown,) = infos(checker, "class has_op (α : Type) := (op : α → α)\n#check @has_op.op")
    assert shown == "has_op.op : Π {α : Type} [self : has_op α], α → α"


def test_a_redeclared_field_is_refused(checker: EmbeddedChecker) -> None:
    """In Lean's words."""
    assert errors(checker, POINTS + "structure q extends point := (x : nat)") == [
        "field 'x' has been declared in parent structure"
    ]
