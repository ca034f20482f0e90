"""Forged equality: substitution, congruence, chains, and equations between numbers solved by rewriting."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, lean, parse, substitute

TOPIC = "equality"

LAWS: list[Rule] = rules(
    TOPIC,
    "α β γ : Type, a b c d x : α, e : β, f g : α → α, k : α → β, m : α → α → β, P : α → Prop, R : α → α → Prop",
    """
eq-refl | | a = a | rfl ;; eq.refl a ;; by refl | everything equals itself ;; {a} is equal to itself
eq-symm | a = b | b = a | h1.symm ;; eq.symm h1 ;; by rw h1 ;; begin ⏎ symmetry, ⏎ exact h1 ⏎ end | equality is symmetric: from {a} = {b} we get {b} = {a}
eq-trans | a = b ; b = c | a = c | h1.trans h2 ;; eq.trans h1 h2 ;; by rw [h1, h2] ;; begin ⏎ rw h1, ⏎ exact h2 ⏎ end ;; calc a = b : h1 ... = c : h2 ;; begin ⏎ transitivity b, ⏎ { exact h1 }, ⏎ { exact h2 } ⏎ end | equality is transitive
eq-common-left | a = b ; a = c | b = c | h1.symm.trans h2 ;; by rw [← h1, h2] ;; begin ⏎ rw ← h1, ⏎ exact h2 ⏎ end
eq-common-both | b = a ; a = c | c = b | (h1.trans h2).symm ;; by rw [h1, h2]
eq-chain-three | a = b ; b = c ; c = d | a = d | (h1.trans h2).trans h3 ;; by rw [h1, h2, h3] ;; calc a = b : h1 ... = c : h2 ... = d : h3 ;; h1.trans (h2.trans h3)
eq-chain-back | a = b ; b = c ; c = d | d = a | by rw [h1, h2, h3] ;; ((h1.trans h2).trans h3).symm
eq-chain-mixed | b = a ; b = c ; c = d | a = d | by rw [← h1, h2, h3] ;; h1.symm.trans (h2.trans h3)
congr-arg | a = b | f a = f b | congr_arg f h1 ;; by rw h1 ;; h1 ▸ rfl ;; begin ⏎ rw h1 ⏎ end | applying a function to both sides of an equation keeps it true ;; if {a} equals {b}, then {f} has the same value at both
congr-arg-twice | a = b | f (f a) = f (f b) | by rw h1
congr-arg-two | a = b | g (f a) = g (f b) | by rw h1
congr-arg-nested | f a = b | g (f a) = g b | by rw h1 ;; congr_arg g h1
congr-fun | f = g | f a = g a | congr_fun h1 a ;; by rw h1 ;; begin ⏎ rw h1 ⏎ end | equal functions have equal values
congr-fun-all | f = g | ∀ z, f z = g z | λ z, congr_fun h1 z ;; begin ⏎ intro z, ⏎ rw h1 ⏎ end
congr-both-args | a = b ; c = d | m a c = m b d | by rw [h1, h2] ;; congr (congr_arg m h1) h2 ;; begin ⏎ rw h1, ⏎ rw h2 ⏎ end
congr-left-arg | a = b | m a c = m b c | by rw h1 ;; congr_fun (congr_arg m h1) c
congr-right-arg | a = b | m c a = m c b | by rw h1 ;; congr_arg (m c) h1
congr-diag | a = b | m a a = m b b | by rw h1
subst-forward | a = b ; P a | P b | h1 ▸ h2 ;; eq.subst h1 h2 ;; by rw ← h1; exact h2 ;; begin ⏎ rw ← h1, ⏎ exact h2 ⏎ end ;; begin ⏎ rw h1 at h2, ⏎ exact h2 ⏎ end ;; begin ⏎ subst h1, ⏎ exact h2 ⏎ end | equals may be substituted: if {a} = {b} and {a} satisfies {P}, then {b} satisfies {P}
subst-backward | a = b ; P b | P a | h1.symm ▸ h2 ;; by rw h1; exact h2 ;; begin ⏎ rw h1, ⏎ exact h2 ⏎ end
subst-iff | a = b | P a ↔ P b | by rw h1 ;; ⟨λ h, h1 ▸ h, λ h, h1.symm ▸ h⟩
subst-not | a = b ; ¬ P a | ¬ P b | h1 ▸ h2 ;; begin ⏎ rw ← h1, ⏎ exact h2 ⏎ end
subst-relation | a = b ; R a c | R b c | h1 ▸ h2 ;; begin ⏎ rw ← h1, ⏎ exact h2 ⏎ end
subst-relation-right | b = c ; R a b | R a c | h1 ▸ h2 ;; by rw ← h1; exact h2
subst-relation-both | a = b ; c = d ; R a c | R b d | begin ⏎ rw [← h1, ← h2], ⏎ exact h3 ⏎ end
ne-symm | a ≠ b | b ≠ a | h1.symm ;; ne.symm h1 ;; λ h, h1 h.symm ;; begin ⏎ intro h, ⏎ apply h1, ⏎ exact h.symm ⏎ end | being different is symmetric
ne-of-eq-of-ne | a = b ; b ≠ c | a ≠ c | λ h, h2 (h1.symm.trans h) ;; by rw h1; exact h2 ;; begin ⏎ rw h1, ⏎ exact h2 ⏎ end
ne-of-ne-of-eq | a ≠ b ; b = c | a ≠ c | begin ⏎ rw ← h2, ⏎ exact h1 ⏎ end ;; λ h, h1 (h.trans h2.symm)
ne-of-property | P a ; ¬ P b | a ≠ b | λ h, h2 (h ▸ h1) ;; begin ⏎ intro h, ⏎ apply h2, ⏎ rw ← h, ⏎ exact h1 ⏎ end | if {a} satisfies {P} and {b} does not, they are different
ne-of-image | k a ≠ k b | a ≠ b | λ h, h1 (congr_arg k h) ;; begin ⏎ intro h, ⏎ apply h1, ⏎ rw h ⏎ end
ne-irrefl | a ≠ a | false | h1 rfl ;; absurd rfl h1 | nothing differs from itself
eq-false-of-ne | a ≠ b ; a = b | false | h1 h2 ;; absurd h2 h1 ;; by contradiction
not-ne | a = b | ¬ (a ≠ b) | λ h, h h1 ;; begin ⏎ intro h, ⏎ exact h h1 ⏎ end
eq-comm-iff | | a = b ↔ b = a | eq_comm ;; ⟨eq.symm, eq.symm⟩ ;; ⟨λ h, h.symm, λ h, h.symm⟩ | {a} = {b} if and only if {b} = {a}
fix-twice | f a = a | f (f a) = a | by rw [h1, h1] ;; begin ⏎ rw h1, ⏎ exact h1 ⏎ end ;; (congr_arg f h1).trans h1 | a fixed point of {f} is a fixed point of {f} applied twice
swap-twice | f a = b ; f b = c | f (f a) = c | by rw [h1, h2] ;; begin ⏎ rw h1, ⏎ exact h2 ⏎ end
all-fixed | ∀ z, f z = z | f (f a) = a | by rw [h1, h1] ;; (h1 _).trans (h1 a)
all-equal | ∀ y z : α, y = z | f a = a | h1 _ _ ;; h1 (f a) a
pair-left | (a, e) = (b, e) | a = b | (prod.mk.inj h1).left ;; by injection h1 | equal pairs have equal first components
pair-intro | a = b | (a, e) = (b, e) | by rw h1 ;; congr_arg (λ z, (z, e)) h1
pair-fst | | prod.fst (a, e) = a | rfl ;; by refl
pair-snd | | prod.snd (a, e) = e | rfl ;; by refl
some-inj | some a = some b | a = b | option.some.inj h1 ;; by injection h1
some-congr | a = b | some a = some b | by rw h1 ;; congr_arg some h1
exists-eq-self | | ∃ z, a = z | ⟨a, rfl⟩
eq-or-refl | | a = a ∨ a = b | or.inl rfl ;; by left; refl
and-refl | | a = a ∧ b = b | ⟨rfl, rfl⟩ ;; begin ⏎ split; refl ⏎ end
heq-free-id | | id a = a | rfl ;; by refl | the identity function returns {a} itself
""",
)

_TERMS = ("x + 1", "x + x", "2 * x", "x * x", "x + y", "y + x", "x * y", "3 * x + 1", "x + 2 * y", "x * x + 1", "(x + 1) * 2")


def substitution(rng: Random) -> Draft:
    """`x = 3 → 2 * x + 1 = 7`: values put into an expression and computed."""
    names = rng.choice(("x y", "a b", "m n", "n k", "u v")).split()
    expression = parse(rng.choice(_TERMS))
    values = {"x": rng.randrange(0, 8), "y": rng.randrange(0, 8)}
    used = [name for name in ("x", "y") if name in lean(expression)]
    renamed = {name: Term(new) for name, new in zip(("x", "y"), names, strict=True)}
    labels = ["h"] if len(used) == 1 else rng.choice((["h1", "h2"], ["hx", "hy"], ["h₁", "h₂"]))
    facts = [Term("=", (renamed[name], Term(str(values[name])))) for name in used]
    goal = Term("=", (substitute(expression, renamed), Term(str(evaluate(expression, values)))))
    rewrite = f"rw {labels[0]}" if len(labels) == 1 else f"rw [{', '.join(labels)}]"
    steps = "; ".join(f"subst {each}" for each in labels)
    proof = rng.choice((f"by {rewrite}; refl", f"by {rewrite}; refl", f"begin\n  {rewrite}; refl\nend", f"by {steps}; refl"))
    kind = [(renamed[name].op, Term("ℕ")) for name in used]
    return dress(rng, "evaluate", kind, list(zip(labels, facts, strict=True)), goal, proof)


def congruence(rng: Random) -> Draft:
    """From `a = b` an equation with `a` replaced by `b` somewhere in an expression."""
    old, new, other = rng.choice(("a b c", "x y z", "m n k", "u v w")).split()
    shape = parse(rng.choice(("t + c", "c + t", "t * c", "c * t", "t * t", "t + t", "(t + c) * t", "c * (t + 1)", "t - c", "2 * t + c", "t + 5", "7 * t")))
    kind = rng.choice(("ℕ", "ℕ", "ℤ"))
    left = substitute(shape, {"t": Term(old), "c": Term(other)})
    right = substitute(shape, {"t": Term(new), "c": Term(other)})
    names = [old, new] + ([other] if "c" in lean(shape) else [])
    label = rng.choice(("h", "h1", "hab", "e"))
    proofs = (f"by rw {label}", f"begin\n  rw {label}\nend", f"begin\n  subst {label}\nend")
    goal = Term("=", (left, right))
    return dress(rng, "congr", [(name, Term(kind)) for name in names], [(label, Term("=", (Term(old), Term(new))))], goal, rng.choice(proofs[:2]))


def evaluate(term: Term, values: dict[str, int]) -> int:
    """The value of an arithmetic term in the natural numbers, with subtraction cut off at zero."""
    if term.is_leaf:
        return values[term.op] if term.op in values else int(term.op)
    left, right = (evaluate(each, values) for each in term.args)
    if term.op == "-":
        return max(0, left - right)
    if term.op in ("/", "%"):
        return (left if term.op == "%" else 0) if right == 0 else (left % right if term.op == "%" else left // right)
    return left + right if term.op == "+" else left * right
