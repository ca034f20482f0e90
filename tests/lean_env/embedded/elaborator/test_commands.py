"""Commands: sections, variables, namespaces, attributes, universes, notation; as Lean 3.51.1 runs each of these."""

from __future__ import annotations

import pytest

from lean_env.embedded.checker import EmbeddedChecker, Result

ACCEPTED = {
    "variables that a term mentions are parameters": """
section
variables (p q : Prop) (hp : p)
theorem t : p := hp
#check @t
end
example : ∀ (p : Prop), p → p := t
""",
    "an instance whose variables are used is a parameter": """
section
variables (p : Prop) [decidable p]
theorem t : p ∨ ¬ p := decidable.em p
end
example (p : Prop) [d : decidable p] : p ∨ ¬ p := @t p d
""",
    "include brings a variable into tactic proofs": """
section
variables (p : Prop) (hp : p)
include hp
theorem t : p := by exact hp
end
example (p : Prop) (h : p) : p := t p h
""",
    "parameters are fixed in their section and abstracted after it": """
section
parameters (n : ℕ)
def double := n + n
theorem double_def : double = n + n := rfl
end
example : double 2 = 4 := rfl
example : double 3 = 3 + 3 := double_def 3
""",
    "brackets of a variable can be changed": """
section
variable (α : Type)
variable {α}
def same (x : α) : α := x
end
example : ℕ := same 3
""",
    "a namespace and its protected names": """
namespace n
protected theorem a : true := trivial
theorem b : true := n.a
end n
open n
example : true := b
example : true := n.a
""",
    "open with renaming and hiding": """
namespace n
def x := 1
def y := 2
end n
section
open n (renaming x → z)
example : z = 1 := rfl
end
open n (hiding y)
example : x = 1 := rfl
""",
    "export gives lasting short names": """
namespace m
def x := 1
end m
namespace n
export m (x)
end n
open n
example : x = 1 := rfl
""",
    "universes are generalized": """
universe u
def idd {α : Type u} (a : α) : α := a
def pair (α : Type*) (β : Type*) := α × β
example : idd 1 = 1 := rfl
example : pair ℕ bool := (1, tt)
""",
    "explicit universe parameters": """
def {u v} const (α : Type u) (β : Type v) (a : α) (b : β) : α := a
example : const.{0 1} ℕ Type 1 ℕ = 1 := rfl
""",
    "notation, infix and their scopes": """
local infix ` ⊕⊕ `:65 := λ a b : ℕ, a + b
example : 1 ⊕⊕ 2 = 3 := rfl
notation `⟪` a `, ` b `⟫` := (a, b)
example : ⟪1, 2⟫ = (1, 2) := rfl
""",
    "simp uses what is marked": """
def f (n : ℕ) := n
@[simp] lemma f_def (n : ℕ) : f n = n := rfl
example (n : ℕ) : f (f n) = n := by simp
""",
    "an anonymous instance is named after its class and type": """
structure point := (x y : ℕ)
instance : has_add point := ⟨λ a b, ⟨a.x + b.x, a.y + b.y⟩⟩
example : has_add point := point.has_add
""",
    "private names": """
private def secret := 1
example : secret = 1 := rfl
""",
    "a theorem may be stated by its pattern-matching proof": """
theorem f : ∀ n : ℕ, 0 + n = n
| 0 := rfl
| (n + 1) := congr_arg nat.succ (f n)
""",
    "noncomputable definitions are marked": """
noncomputable def some_nat : ℕ := classical.choice ⟨1⟩
noncomputable theory
def other := some_nat + 1
""",
}

REJECTED = {
    "a variable mentioned only in a tactic block": (
        "section\nvariables (p : Prop) (hp : p)\ntheorem t : p := by exact hp\nend",
        "unknown_identifier",
    ),
    "a local attribute after its section": (
        "section\nlocal attribute [instance] def foo : inhabited (ℕ → ℕ) := ⟨id⟩\nend\n"
        "class c (α : Type) := (x : α)\nsection\nlocal attribute [instance] def ci : c ℕ := ⟨1⟩\nend\n"
        "example : ℕ := c.x",
        "failed_to_synthesize",
    ),
    "a computable definition by choice": ("def n : ℕ := classical.choice ⟨1⟩", "invalid"),
    "a theorem that is no proposition": ("theorem n : ℕ := 1", "invalid"),
    "a name that is taken": ("def a := 1\ndef a := 2", "invalid"),
    "an end without a beginning": ("end foo", "invalid"),
    "an end of another name": ("namespace a\nend b", "invalid"),
    "an unknown attribute": ("@[foo] def a := 1", "invalid"),
    "an unknown namespace": ("open nowhere", "unknown_identifier"),
    "what is declared after open": (
        "namespace n\ndef a := 1\nend n\nopen n\nnamespace n\ndef b := 1\nend n\nexample : b = 1 := rfl",
        "unknown_identifier",
    ),
    "a local notation after its section": (
        "section\nlocal notation `♥` := 5\nend\nexample : ♥ = 5 := rfl",
        "parse",
    ),
    "a binder that is no instance to its own body": (
        "def d := λ (α : Type) [has_add α] (a : α), a + a",
        "failed_to_synthesize",
    ),
}


def errors(result: Result) -> list[str]:
    """The kinds of the errors."""
    return [message.kind for message in result.messages if message.severity == "error"]


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_lean_accepts_is_accepted(checker: EmbeddedChecker, name: str) -> None:
    """No error."""
    result = checker.check(ACCEPTED[name])
    assert errors(result) == [], result.messages


@pytest.mark.parametrize("name", REJECTED)
def test_what_lean_rejects_is_rejected(checker: EmbeddedChecker, name: str) -> None:
    """The first error is of the expected kind."""
    text, kind = REJECTED[name]
    assert errors(checker.check(text))[:1] == [kind]
