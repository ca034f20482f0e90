"""Forged facts on booleans: named laws, and random identities proved by cases on every variable."""

from __future__ import annotations

from itertools import product
from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term

TOPIC = "booleans"

LAWS: list[Rule] = rules(
    TOPIC,
    "α : Type, P : bool → Prop, u v : α, a b c : bool",
    """
band-self | | a && a = a | band_self a ;; by cases a; refl ;; by simp | {a} and {a} is {a}
bor-self | | a || a = a | bor_self a ;; by cases a; refl ;; by simp
band-comm | | a && b = b && a | by cases a; cases b; refl ;; begin ⏎ cases a; cases b; refl ⏎ end | boolean conjunction is commutative
bor-comm | | a || b = b || a | by cases a; cases b; refl ;; begin ⏎ cases a; cases b; refl ⏎ end | boolean disjunction is commutative
band-assoc | | a && b && c = a && (b && c) | by cases a; refl ;; by cases a; cases b; cases c; refl
bor-assoc | | a || b || c = a || (b || c) | by cases a; refl ;; by cases a; cases b; cases c; refl
band-tt | | a && tt = a | band_tt a ;; by cases a; refl ;; by simp
band-ff | | a && ff = ff | band_ff a ;; by cases a; refl ;; by simp
tt-band | | tt && a = a | rfl ;; tt_band a ;; by simp
ff-band | | ff && a = ff | rfl ;; ff_band a
bor-tt | | a || tt = tt | bor_tt a ;; by cases a; refl
bor-ff | | a || ff = a | bor_ff a ;; by cases a; refl
tt-bor | | tt || a = tt | rfl ;; tt_bor a
ff-bor | | ff || a = a | rfl ;; ff_bor a
bnot-bnot | | bnot (bnot a) = a | bnot_bnot a ;; by cases a; refl ;; by simp | negating a boolean twice gives it back
bxor-self | | bxor a a = ff | bxor_self a ;; by cases a; refl
bxor-ff | | bxor a ff = a | bxor_ff a ;; by cases a; refl
bxor-tt | | bxor a tt = bnot a | bxor_tt a ;; by cases a; refl
bxor-assoc | | bxor (bxor a b) c = bxor a (bxor b c) | by cases a; cases b; cases c; refl
bnot-tt | | bnot tt = ff | rfl ;; by refl
bnot-ff | | bnot ff = tt | rfl ;; by refl
tt-ne-ff | | tt ≠ ff | λ h, bool.no_confusion h ;; dec_trivial ;; by simp | true and false are different
bnot-ne | | bnot a ≠ a | by cases a; exact dec_trivial | no boolean equals its negation
cases-ff-tt | | a = ff ∨ a = tt | begin ⏎ cases a, ⏎ { left, refl }, ⏎ { right, refl } ⏎ end ;; by cases a; simp | every boolean is false or true
cases-rule | P tt ; P ff | P a | begin ⏎ cases a, ⏎ { exact h2 }, ⏎ { exact h1 } ⏎ end ;; bool.cases_on a h2 h1 ;; by cases a; assumption | what holds of true and of false holds of every boolean
forall-rule | ∀ x, P x | P tt ∧ P ff | ⟨h1 tt, h1 ff⟩
exists-rule | P tt ∨ P ff | ∃ x, P x | or.elim h1 (λ h, ⟨tt, h⟩) (λ h, ⟨ff, h⟩)
band-intro | a = tt ; b = tt | a && b = tt | by rw [h1, h2]; refl ;; begin ⏎ rw [h1, h2], ⏎ refl ⏎ end ;; by simp [h1, h2] | if both booleans are true then so is their conjunction
band-left | a && b = tt | a = tt | begin ⏎ cases a, ⏎ { exact h1 }, ⏎ { refl } ⏎ end
bor-left | a = tt | a || b = tt | by rw h1; refl ;; begin ⏎ rw h1, ⏎ refl ⏎ end
bor-right | b = tt | a || b = tt | by rw h1; cases a; refl ;; begin ⏎ rw h1, ⏎ cases a; refl ⏎ end
bor-false | a = ff ; b = ff | a || b = ff | by rw [h1, h2]; refl ;; begin ⏎ rw [h1, h2], ⏎ refl ⏎ end
bor-false-left | a = ff | a || b = b | by rw h1; refl
band-true-left | a = tt | a && b = b | by rw h1; refl
band-false-left | a = ff | a && b = ff | by rw h1; refl
bnot-of-tt | a = tt | bnot a = ff | by rw h1; refl ;; begin ⏎ rw h1, ⏎ refl ⏎ end
bnot-of-ff | a = ff | bnot a = tt | by rw h1; refl
of-bnot-tt | bnot a = tt | a = ff | begin ⏎ cases a, ⏎ { refl }, ⏎ { exact bool.no_confusion h1 } ⏎ end
ne-tt-cases | a ≠ ff | a = tt | eq_tt_of_not_eq_ff h1 ;; begin ⏎ cases a, ⏎ { exact absurd rfl h1 }, ⏎ { refl } ⏎ end
tt-of-eq | a = b ; b = tt | a = tt | h1.trans h2 ;; by rw [h1, h2]
tt-ff-absurd | a = tt ; a = ff | false | bool.no_confusion (h1.symm.trans h2) ;; begin ⏎ rw h1 at h2, ⏎ exact bool.no_confusion h2 ⏎ end
cond-tt | | cond tt u v = u | rfl ;; by refl
cond-ff | | cond ff u v = v | rfl ;; by refl
cond-same | | cond a u u = u | by cases a; refl
cond-of-tt | a = tt | cond a u v = u | by rw h1; refl
cond-of-ff | a = ff | cond a u v = v | by rw h1; refl
cond-bnot | | cond (bnot a) u v = cond a v u | by cases a; refl
eq-congr-bnot | a = b | bnot a = bnot b | by rw h1 ;; congr_arg bnot h1
""",
)


def identity(rng: Random) -> Draft | None:
    """A random identity between boolean expressions, true by its truth table, proved by cases."""
    names = rng.choice(("a b c", "x y z", "p q r", "b c d", "u v w")).split()[: rng.choice((1, 2, 2, 2, 3))]
    left = _expression(rng, names, rng.choice((1, 2, 2)))
    used = [name for name in names if name in _variables(left)]
    if not used or left.is_leaf:
        return None
    table = [_value(left, row) for row in _rows(used)]
    for _ in range(12):
        right = _expression(rng, used, rng.choice((0, 1, 2)))
        if right != left and [_value(right, row) for row in _rows(used)] == table:
            break
    else:
        return None
    everything = sorted(_variables(left) | _variables(right))
    cases = "; ".join(f"cases {name}" for name in everything)
    proof = rng.choice((f"by {cases}; refl", f"by {cases}; refl", f"begin\n  {cases}; refl\nend"))
    return dress(rng, "bool-identity", [(name, Term("bool")) for name in everything], [], Term("=", (left, right)), proof)


def computed(rng: Random) -> Draft:
    """A closed boolean expression and its value."""
    expression = _expression(rng, ["tt", "ff"], rng.choice((1, 2, 2)))
    value = "tt" if _value(expression, {}) else "ff"
    return dress(rng, "bool-compute", [], [], Term("=", (expression, Term(value))), rng.choice(("rfl", "rfl", "by refl", "dec_trivial")))


def _expression(rng: Random, names: list[str], depth: int) -> Term:
    if depth == 0:
        return Term(rng.choice([*names, *names, "tt", "ff"]))
    op = rng.choice(("&&", "&&", "||", "||", "bnot", "bnot", "bxor"))
    if op == "bnot":
        return Term("app", (Term("bnot"), _expression(rng, names, depth - 1)))
    left, right = _expression(rng, names, depth - 1), _expression(rng, names, rng.randrange(depth))
    return Term("app", (Term("bxor"), left, right)) if op == "bxor" else Term(op, (left, right))


def _variables(term: Term) -> set[str]:
    if term.is_leaf:
        return set() if term.op in ("tt", "ff", "bnot", "bxor") else {term.op}
    return set().union(*(_variables(each) for each in term.args))


def _rows(names: list[str]) -> list[dict[str, bool]]:
    return [dict(zip(names, values, strict=True)) for values in product((False, True), repeat=len(names))]


def _value(term: Term, row: dict[str, bool]) -> bool:
    if term.is_leaf:
        return term.op == "tt" if term.op in ("tt", "ff") else row[term.op]
    if term.op == "&&":
        return _value(term.args[0], row) and _value(term.args[1], row)
    if term.op == "||":
        return _value(term.args[0], row) or _value(term.args[1], row)
    head = term.args[0].op
    if head == "bnot":
        return not _value(term.args[1], row)
    return _value(term.args[1], row) != _value(term.args[2], row)
