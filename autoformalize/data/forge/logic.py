"""Forged propositional logic: a table of the usual laws, and random statements with proofs found by a small prover."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term

TOPIC = "propositional logic"

LAWS: list[Rule] = rules(
    TOPIC,
    "p q r s : Prop",
    """
imp-self | | p → p | λ hp, hp ;; id ;; begin ⏎ intro hp, ⏎ exact hp ⏎ end | every proposition implies itself
imp-const | | p → q → p | λ hp hq, hp ;; begin ⏎ intros hp hq, ⏎ exact hp ⏎ end | if {p} holds, then {q} implies {p} ;; {p} implies that {q} implies {p}
imp-second | | p → q → q | λ hp hq, hq ;; begin ⏎ intros hp hq, ⏎ assumption ⏎ end
mp | p → q ; p | q | h1 h2 ;; by exact h1 h2 ;; begin ⏎ apply h1, ⏎ exact h2 ⏎ end | modus ponens: from {p} and {p} implies {q} conclude {q}
mp-flip | p ; p → q | q | h2 h1 ;; begin ⏎ apply h2, ⏎ exact h1 ⏎ end
mp-twice | p → q ; q → r ; p | r | h2 (h1 h3) ;; begin ⏎ apply h2, ⏎ apply h1, ⏎ exact h3 ⏎ end
imp-trans | p → q ; q → r | p → r | λ hp, h2 (h1 hp) ;; begin ⏎ intro hp, ⏎ apply h2, ⏎ exact h1 hp ⏎ end | implication is transitive: if {p} implies {q} and {q} implies {r}, then {p} implies {r}
mp-two-args | p → q → r ; p ; q | r | h1 h2 h3 ;; begin ⏎ apply h1, ⏎ { exact h2 }, ⏎ { exact h3 } ⏎ end
swap-args | p → q → r | q → p → r | λ hq hp, h1 hp hq ;; begin ⏎ intros hq hp, ⏎ exact h1 hp hq ⏎ end
contract | p → p → q | p → q | λ hp, h1 hp hp
and-intro | p ; q | p ∧ q | ⟨h1, h2⟩ ;; and.intro h1 h2 ;; begin ⏎ split, ⏎ { exact h1 }, ⏎ { exact h2 } ⏎ end ;; begin ⏎ split; assumption ⏎ end | from {p} and {q} separately we get their conjunction
and-intro-flip | p ; q | q ∧ p | ⟨h2, h1⟩ ;; and.intro h2 h1 ;; begin ⏎ split, ⏎ exact h2, ⏎ exact h1 ⏎ end
and-left | p ∧ q | p | h1.left ;; h1.1 ;; and.left h1 ;; and.elim_left h1 ;; begin ⏎ cases h1 with hp hq, ⏎ exact hp ⏎ end | a conjunction implies its first part
and-right | p ∧ q | q | h1.right ;; h1.2 ;; and.right h1 ;; begin ⏎ cases h1 with hp hq, ⏎ exact hq ⏎ end | a conjunction implies its second part
and-swap | p ∧ q | q ∧ p | ⟨h1.right, h1.left⟩ ;; h1.symm ;; and.swap h1 ;; ⟨h1.2, h1.1⟩ ;; begin ⏎ cases h1 with hp hq, ⏎ split, ⏎ { exact hq }, ⏎ { exact hp } ⏎ end | conjunction is commutative
and-swap-iff | | p ∧ q ↔ q ∧ p | and.comm ;; and_comm p q ;; ⟨λ h, ⟨h.2, h.1⟩, λ h, ⟨h.2, h.1⟩⟩ ;; begin ⏎ split, ⏎ { intro h, exact h.symm }, ⏎ { intro h, exact h.symm } ⏎ end | {p} and {q} is equivalent to {q} and {p}
!and-assoc-iff | | (p ∧ q) ∧ r ↔ p ∧ q ∧ r | and.assoc ;; and_assoc p q ;; ⟨λ h, ⟨h.1.1, h.1.2, h.2⟩, λ h, ⟨⟨h.1, h.2.1⟩, h.2.2⟩⟩ | conjunction is associative
and-first-of-three | p ∧ q ∧ r | p | h1.left ;; h1.1
and-second-of-three | p ∧ q ∧ r | q | h1.right.left ;; h1.2.1 ;; begin ⏎ cases h1 with hp hqr, ⏎ exact hqr.left ⏎ end
and-third-of-three | p ∧ q ∧ r | r | h1.right.right ;; h1.2.2
and-nested-left | (p ∧ q) ∧ r | p | h1.left.left ;; h1.1.1
and-nested-right | (p ∧ q) ∧ r | q | h1.left.right ;; h1.1.2
and-imp-left | p ∧ q ; p → r | r | h2 h1.left ;; h2 h1.1 ;; begin ⏎ apply h2, ⏎ exact h1.left ⏎ end
and-imp-right | p ∧ q ; q → r | r | h2 h1.right ;; h2 h1.2
and-map | p → r ; q → s | p ∧ q → r ∧ s | λ h, ⟨h1 h.left, h2 h.right⟩ ;; and.imp h1 h2 ;; begin ⏎ intro h, ⏎ exact ⟨h1 h.1, h2 h.2⟩ ⏎ end
and-map-right | q → r | p ∧ q → p ∧ r | λ h, ⟨h.left, h1 h.right⟩ ;; and.imp id h1
and-self | | p ∧ p ↔ p | and_self p ;; ⟨λ h, h.left, λ h, ⟨h, h⟩⟩ ;; by simp | {p} and {p} is the same as {p}
and-dup | p | p ∧ p | ⟨h1, h1⟩ ;; begin ⏎ split; exact h1 ⏎ end
or-inl | p | p ∨ q | or.inl h1 ;; or.intro_left q h1 ;; begin ⏎ left, ⏎ exact h1 ⏎ end ;; by left; exact h1 | if {p} is true, then {p} or {q} is true
or-inr | q | p ∨ q | or.inr h1 ;; or.intro_right p h1 ;; begin ⏎ right, ⏎ exact h1 ⏎ end ;; by right; exact h1
or-inl-three | p | p ∨ q ∨ r | or.inl h1
or-mid-three | q | p ∨ q ∨ r | or.inr (or.inl h1) ;; begin ⏎ right, ⏎ left, ⏎ exact h1 ⏎ end
or-last-three | r | p ∨ q ∨ r | or.inr (or.inr h1) ;; begin ⏎ right, ⏎ right, ⏎ exact h1 ⏎ end
or-swap | p ∨ q | q ∨ p | or.swap h1 ;; or.symm h1 ;; h1.symm ;; or.elim h1 or.inr or.inl ;; begin ⏎ cases h1 with hp hq, ⏎ { right, exact hp }, ⏎ { left, exact hq } ⏎ end ;; or.elim h1 (λ hp, or.inr hp) (λ hq, or.inl hq) | disjunction is commutative
or-swap-iff | | p ∨ q ↔ q ∨ p | or.comm ;; or_comm p q ;; ⟨or.swap, or.swap⟩
!or-assoc-iff | | (p ∨ q) ∨ r ↔ p ∨ q ∨ r | or.assoc ;; or_assoc p q | disjunction is associative
or-elim | p ∨ q ; p → r ; q → r | r | or.elim h1 h2 h3 ;; h1.elim h2 h3 ;; begin ⏎ cases h1 with hp hq, ⏎ { exact h2 hp }, ⏎ { exact h3 hq } ⏎ end | proof by cases: if {p} or {q} holds and each of them implies {r}, then {r} holds
or-elim-imp | p → r ; q → r | p ∨ q → r | λ h, or.elim h h1 h2 ;; begin ⏎ intro h, ⏎ cases h with hp hq, ⏎ { exact h1 hp }, ⏎ { exact h2 hq } ⏎ end
!or-map | p → r ; q → s | p ∨ q → r ∨ s | or.imp h1 h2 ;; λ h, or.elim h (λ hp, or.inl (h1 hp)) (λ hq, or.inr (h2 hq)) ;; begin ⏎ intro h, ⏎ cases h with hp hq, ⏎ { left, exact h1 hp }, ⏎ { right, exact h2 hq } ⏎ end
or-map-left | p → r ; p ∨ q | r ∨ q | or.imp_left h1 h2 ;; or.elim h2 (λ hp, or.inl (h1 hp)) or.inr
or-map-right | q → r ; p ∨ q | p ∨ r | or.imp_right h1 h2 ;; or.elim h2 or.inl (λ hq, or.inr (h1 hq))
or-self | p ∨ p | p | or.elim h1 id id ;; begin ⏎ cases h1 with hp hp, ⏎ { exact hp }, ⏎ { exact hp } ⏎ end ;; by cases h1; assumption
or-self-iff | | p ∨ p ↔ p | or_self p ;; by simp ;; ⟨λ h, or.elim h id id, or.inl⟩
or-resolve-left | p ∨ q ; ¬ p | q | or.resolve_left h1 h2 ;; h1.resolve_left h2 ;; or.elim h1 (λ hp, absurd hp h2) id ;; begin ⏎ cases h1 with hp hq, ⏎ { exact absurd hp h2 }, ⏎ { exact hq } ⏎ end ;; begin ⏎ cases h1, ⏎ { contradiction }, ⏎ { assumption } ⏎ end | {p} or {q} holds, but {p} does not; hence {q} holds
or-resolve-right | p ∨ q ; ¬ q | p | or.resolve_right h1 h2 ;; h1.resolve_right h2 ;; or.elim h1 id (λ hq, absurd hq h2)
or-imp-inl | p ∨ q → r | p → r | λ hp, h1 (or.inl hp) ;; begin ⏎ intro hp, ⏎ apply h1, ⏎ left, ⏎ exact hp ⏎ end
or-imp-inr | p ∨ q → r | q → r | λ hq, h1 (or.inr hq)
!or-imp-iff | | (p ∨ q → r) ↔ (p → r) ∧ (q → r) | ⟨λ h, ⟨λ hp, h (or.inl hp), λ hq, h (or.inr hq)⟩, λ h hpq, or.elim hpq h.left h.right⟩
not-elim | p ; ¬ p | q | absurd h1 h2 ;; false.elim (h2 h1) ;; begin ⏎ contradiction ⏎ end ;; begin ⏎ exfalso, ⏎ exact h2 h1 ⏎ end | from a contradiction anything follows: {p} and not {p} give {q}
not-false-intro | p ; ¬ p | false | h2 h1 ;; absurd h1 h2 ;; by contradiction
not-not-intro | p | ¬ ¬ p | λ hn, hn h1 ;; not_not_intro h1 ;; begin ⏎ intro hn, ⏎ exact hn h1 ⏎ end | a true statement is not false ;; if {p} holds then not {p} is false
not-not-not | ¬ ¬ ¬ p | ¬ p | λ hp, h1 (λ hn, hn hp) ;; not_of_not_not_not h1 ;; begin ⏎ intro hp, ⏎ apply h1, ⏎ intro hn, ⏎ exact hn hp ⏎ end
mt | p → q ; ¬ q | ¬ p | mt h1 h2 ;; λ hp, h2 (h1 hp) ;; begin ⏎ intro hp, ⏎ apply h2, ⏎ exact h1 hp ⏎ end | modus tollens: if {p} implies {q} and {q} is false, then {p} is false
contrapose | p → q | ¬ q → ¬ p | λ hq hp, hq (h1 hp) ;; mt h1 ;; begin ⏎ intros hq hp, ⏎ exact hq (h1 hp) ⏎ end | an implication implies its contrapositive
imp-not-swap | p → ¬ q ; q | ¬ p | λ hp, h1 hp h2 ;; begin ⏎ intro hp, ⏎ exact h1 hp h2 ⏎ end
imp-false | p → false | ¬ p | h1 ;; λ hp, h1 hp
not-imp-false | ¬ p ; p | q ∧ r | absurd h2 h1 ;; false.elim (h1 h2)
not-or-intro | ¬ p ; ¬ q | ¬ (p ∨ q) | not_or h1 h2 ;; λ h, or.elim h h1 h2 ;; begin ⏎ intro h, ⏎ cases h with hp hq, ⏎ { exact h1 hp }, ⏎ { exact h2 hq } ⏎ end | if {p} is false and {q} is false, then {p} or {q} is false
not-or-left | ¬ (p ∨ q) | ¬ p | λ hp, h1 (or.inl hp) ;; begin ⏎ intro hp, ⏎ apply h1, ⏎ left, ⏎ exact hp ⏎ end
not-or-right | ¬ (p ∨ q) | ¬ q | λ hq, h1 (or.inr hq)
!not-or-iff | | ¬ (p ∨ q) ↔ ¬ p ∧ ¬ q | ⟨λ h, ⟨λ hp, h (or.inl hp), λ hq, h (or.inr hq)⟩, λ h hpq, or.elim hpq h.left h.right⟩ | De Morgan's law: {p} or {q} fails exactly when both {p} and {q} fail
not-and-of-left | ¬ p | ¬ (p ∧ q) | λ h, h1 h.left ;; begin ⏎ intro h, ⏎ exact h1 h.left ⏎ end
not-and-of-right | ¬ q | ¬ (p ∧ q) | λ h, h1 h.right
not-and-not-self | | ¬ (p ∧ ¬ p) | λ h, h.right h.left ;; begin ⏎ intro h, ⏎ exact h.2 h.1 ⏎ end ;; by simp | a proposition and its negation never hold together ;; the law of noncontradiction for {p}
not-self-and | | ¬ (¬ p ∧ p) | λ h, h.left h.right ;; by simp
not-and-of-imp | p → ¬ q | ¬ (p ∧ q) | λ h, h1 h.left h.right
imp-not-of-not-and | ¬ (p ∧ q) | p → ¬ q | λ hp hq, h1 ⟨hp, hq⟩ ;; begin ⏎ intros hp hq, ⏎ exact h1 ⟨hp, hq⟩ ⏎ end
or-not-imp | ¬ p ∨ q ; p | q | or.neg_resolve_left h1 h2 ;; or.elim h1 (λ hn, absurd h2 hn) id
iff-intro | p → q ; q → p | p ↔ q | ⟨h1, h2⟩ ;; iff.intro h1 h2 ;; begin ⏎ split, ⏎ { exact h1 }, ⏎ { exact h2 } ⏎ end | if each of {p} and {q} implies the other, they are equivalent
iff-mp | p ↔ q ; p | q | h1.mp h2 ;; h1.1 h2 ;; iff.mp h1 h2 ;; iff.elim_left h1 h2 ;; begin ⏎ rw ← h1, ⏎ exact h2 ⏎ end
iff-mpr | p ↔ q ; q | p | h1.mpr h2 ;; h1.2 h2 ;; iff.mpr h1 h2 ;; begin ⏎ rw h1, ⏎ exact h2 ⏎ end
iff-refl | | p ↔ p | iff.rfl ;; iff.refl p ;; ⟨id, id⟩ ;; by refl | every proposition is equivalent to itself
iff-symm | p ↔ q | q ↔ p | h1.symm ;; iff.symm h1 ;; ⟨h1.mpr, h1.mp⟩ ;; begin ⏎ rw h1 ⏎ end | equivalence is symmetric
iff-trans | p ↔ q ; q ↔ r | p ↔ r | h1.trans h2 ;; iff.trans h1 h2 ;; begin ⏎ rw h1, ⏎ exact h2 ⏎ end | equivalence is transitive
iff-trans-imp | p ↔ q ; q → r ; p | r | h2 (h1.mp h3)
iff-imp-left | p ↔ q | p → q | h1.mp ;; h1.1 ;; λ hp, h1.mp hp
iff-imp-right | p ↔ q | q → p | h1.mpr ;; h1.2
iff-not | p ↔ q ; ¬ p | ¬ q | λ hq, h2 (h1.mpr hq) ;; mt h1.mpr h2 ;; begin ⏎ rw ← h1, ⏎ exact h2 ⏎ end
iff-not-both | p ↔ q | ¬ p ↔ ¬ q | not_iff_not_of_iff h1 ;; ⟨mt h1.mpr, mt h1.mp⟩ ;; by rw h1
!iff-and-congr | p ↔ q | p ∧ r ↔ q ∧ r | by rw h1 ;; ⟨λ h, ⟨h1.mp h.1, h.2⟩, λ h, ⟨h1.mpr h.1, h.2⟩⟩ ;; and_congr h1 iff.rfl
!iff-or-congr | p ↔ q | r ∨ p ↔ r ∨ q | by rw h1 ;; or_congr iff.rfl h1
!curry | | (p ∧ q → r) ↔ (p → q → r) | ⟨λ h hp hq, h ⟨hp, hq⟩, λ h hpq, h hpq.left hpq.right⟩ ;; begin ⏎ split, ⏎ { intros h hp hq, exact h ⟨hp, hq⟩ }, ⏎ { intros h hpq, exact h hpq.1 hpq.2 } ⏎ end
curry-forward | p ∧ q → r | p → q → r | λ hp hq, h1 ⟨hp, hq⟩ ;; begin ⏎ intros hp hq, ⏎ apply h1, ⏎ exact ⟨hp, hq⟩ ⏎ end
uncurry | p → q → r | p ∧ q → r | λ h, h1 h.left h.right ;; begin ⏎ intro h, ⏎ cases h with hp hq, ⏎ exact h1 hp hq ⏎ end
imp-and | p → q ; p → r | p → q ∧ r | λ hp, ⟨h1 hp, h2 hp⟩ ;; begin ⏎ intro hp, ⏎ split, ⏎ { exact h1 hp }, ⏎ { exact h2 hp } ⏎ end
imp-and-left | p → q ∧ r | p → q | λ hp, (h1 hp).left ;; λ hp, (h1 hp).1
imp-and-right | p → q ∧ r | p → r | λ hp, (h1 hp).right
!and-or-distrib | p ∧ (q ∨ r) | (p ∧ q) ∨ (p ∧ r) | or.elim h1.right (λ hq, or.inl ⟨h1.left, hq⟩) (λ hr, or.inr ⟨h1.left, hr⟩) ;; begin ⏎ cases h1 with hp h, ⏎ cases h with hq hr, ⏎ { left, exact ⟨hp, hq⟩ }, ⏎ { right, exact ⟨hp, hr⟩ } ⏎ end | conjunction distributes over disjunction
!or-and-distrib | (p ∧ q) ∨ (p ∧ r) | p ∧ (q ∨ r) | or.elim h1 (λ h, ⟨h.1, or.inl h.2⟩) (λ h, ⟨h.1, or.inr h.2⟩) ;; begin ⏎ cases h1 with h h, ⏎ { exact ⟨h.left, or.inl h.right⟩ }, ⏎ { exact ⟨h.left, or.inr h.right⟩ } ⏎ end
!or-and-left | p ∨ (q ∧ r) | p ∨ q | or.elim h1 or.inl (λ h, or.inr h.left)
!and-or-cases | (p ∨ q) ∧ r | (p ∧ r) ∨ (q ∧ r) | or.elim h1.left (λ hp, or.inl ⟨hp, h1.right⟩) (λ hq, or.inr ⟨hq, h1.right⟩)
true-intro | | true | trivial ;; true.intro ;; by trivial | the true proposition holds
false-elim | false | p | false.elim h1 ;; begin ⏎ exfalso, ⏎ exact h1 ⏎ end ;; by contradiction | from falsehood every proposition follows
not-false | | ¬ false | not_false ;; id ;; λ h, h ;; by simp | falsehood does not hold
and-true | | p ∧ true ↔ p | and_true p ;; by simp ;; ⟨λ h, h.left, λ h, ⟨h, trivial⟩⟩
true-and | | true ∧ p ↔ p | true_and p ;; by simp
and-false | | p ∧ false ↔ false | and_false p ;; by simp ;; ⟨λ h, h.right, false.elim⟩
or-true | | p ∨ true ↔ true | or_true p ;; by simp
or-false | | p ∨ false ↔ p | or_false p ;; by simp ;; ⟨λ h, or.elim h id false.elim, or.inl⟩
false-or | | false ∨ p ↔ p | false_or p ;; by simp
true-imp | true → p | p | h1 trivial ;; begin ⏎ apply h1, ⏎ trivial ⏎ end
imp-true | | p → true | λ hp, trivial ;; begin ⏎ intro hp, ⏎ trivial ⏎ end
false-imp | | false → p | false.elim ;; λ h, false.elim h ;; begin ⏎ intro h, ⏎ contradiction ⏎ end
em | | p ∨ ¬ p | classical.em p | the law of excluded middle: {p} is true or false ;; either {p} holds or it does not (classically)
em-flip | | ¬ p ∨ p | (classical.em p).symm ;; or.swap (classical.em p)
!dne | ¬ ¬ p | p | classical.by_contradiction h1 ;; classical.by_contradiction (λ hn, h1 hn) ;; begin ⏎ apply classical.by_contradiction, ⏎ exact h1 ⏎ end | double negation elimination (classical): if {p} is not false then {p}
!contrapose-classical | ¬ q → ¬ p ; p | q | classical.by_contradiction (λ hq, h1 hq h2)
!not-not-and | ¬ (¬ p ∧ ¬ q) | p ∨ q | classical.by_contradiction (λ h, h1 ⟨λ hp, h (or.inl hp), λ hq, h (or.inr hq)⟩)
!by-cases | p → q ; ¬ p → q | q | or.elim (classical.em p) h1 h2 ;; classical.by_cases h1 h2 ;; begin ⏎ cases classical.em p with hp hn, ⏎ { exact h1 hp }, ⏎ { exact h2 hn } ⏎ end | arguing by cases on {p}: if {q} follows from {p} and from its negation, then {q}
!imp-or-classical | p → q | q ∨ ¬ p | or.elim (classical.em p) (λ hp, or.inl (h1 hp)) or.inr
!not-imp-left | ¬ (p → q) | ¬ q | λ hq, h1 (λ hp, hq)
!not-iff-not-self | p ↔ ¬ p | false | have hn : ¬ p, from λ hp, h1.mp hp hp, hn (h1.mpr hn)
suffices-style | p ; p → q ; q → r | r | have hq : q, from h2 h1, h3 hq ;; begin ⏎ have hq : q, { exact h2 h1 }, ⏎ exact h3 hq ⏎ end ;; begin ⏎ apply h3, ⏎ apply h2, ⏎ exact h1 ⏎ end ;; show r, from h3 (h2 h1)
have-pair | p ; p → q | p ∧ q | have hq : q, from h2 h1, ⟨h1, hq⟩ ;; ⟨h1, h2 h1⟩
eq-prop-mp | p = q ; p | q | h1 ▸ h2 ;; begin ⏎ rw ← h1, ⏎ exact h2 ⏎ end ;; eq.mp h1 h2
propext-intro | p ↔ q | p = q | propext h1 ;; iff.to_eq h1 | equivalent propositions are equal
""",
)


def random_entailment(rng: Random) -> Draft | None:
    """A random statement with at most three hypotheses and the proof found for it, or None where none was found."""
    names = rng.choice(("p q r s", "p q r s", "a b c d", "A B C D", "P Q R S", "x y z w")).split()[: rng.randint(2, 4)]
    found = _entailment(rng, names, "")
    if found is None:
        return None
    used, context, goal, proof = found
    return dress(rng, "logic", [(name, Term("Prop")) for name in used], context, goal, proof)


def lifted_entailment(rng: Random) -> Draft | None:
    """The same for predicates: at a point, for every x, or for some x."""
    names = rng.choice(("P Q R S", "P Q R S", "A B C D", "F G H K")).split()[: rng.randint(2, 4)]
    bound, point = rng.choice(("x a", "x a", "y b", "z c", "t a", "u c")).split()
    form = rng.choice(("every", "every", "point", "some"))
    found = _entailment(rng, names, point if form == "point" else bound)
    if found is None:
        return None
    used, context, goal, proof = found
    kinds = [("α", Term("Type")), *((name, Term("→", (Term("α"), Term("Prop")))) for name in used)]
    witness = context[0][0]

    def over(fact: Term, at: str) -> Term:
        return _at(fact, set(used), at)

    lifted = [(name, Term("∀", (Term(bound), Term(""), over(fact, bound)))) for name, fact in context]
    if form == "point":
        kinds.append((point, Term("α")))
        return dress(rng, "predicates", kinds, lifted, over(goal, point), proof)
    if form == "every":
        return dress(rng, "predicates", kinds, lifted, Term("∀", (Term(bound), Term(""), over(goal, bound))), _under(bound, proof))
    lifted[0] = (witness, Term("∃", (Term(bound), Term(""), over(context[0][1], bound))))
    proof = proof.replace(f"({witness} {bound})", "hw")
    target = Term("∃", (Term(bound), Term(""), over(goal, bound)))
    if rng.random() < 0.5:
        tactic = f"begin\n  cases {witness} with {bound} hw,\n  exact ⟨{bound}, {proof}⟩\nend"
        return dress(rng, "predicates", kinds, lifted, target, tactic)
    return dress(rng, "predicates", kinds, lifted, target, f"exists.elim {witness} (λ {bound} hw, ⟨{bound}, {proof}⟩)")


def _entailment(rng: Random, names: list[str], point: str) -> tuple[list[str], _Context, Term, str] | None:
    """Letters used, hypotheses, goal and proof; in the proof each hypothesis is applied to `point` where one is given."""
    hypotheses = [_formula(rng, names, rng.choice((1, 1, 2))) for _ in range(rng.randint(1, 3))]
    goal = _formula(rng, names, rng.choice((0, 1, 1, 2)))
    if goal in hypotheses or len(set(hypotheses)) < len(hypotheses):
        return None
    used = sorted({leaf for each in (goal, *hypotheses) for leaf in _leaves(each)}, key=names.index)
    if len(used) < 2:
        return None
    schemes = ("h1 h2 h3", "h₁ h₂ h₃", "h h' h''", "H1 H2 H3")
    labels = rng.choice(schemes).split()[: len(hypotheses)] if len(hypotheses) > 1 else ["h"]
    context = tuple(zip(labels, hypotheses, strict=True))
    for skipped in range(len(context)):  # a statement that does not need one of its hypotheses teaches less
        if _prove(context[:skipped] + context[skipped + 1 :], goal, 4, _Names()) is not None and rng.random() < 0.85:
            return None
    applied = tuple((f"({label} {point})" if point else label, fact) for label, fact in context)
    proof = _prove(applied, goal, 5, _Names())
    if proof is None or len(proof) > 120:
        return None
    return used, context, goal, _bare(proof)


def _bare(proof: str) -> str:
    """Without parentheses around the whole."""
    return proof[1:-1] if proof.startswith("(") and proof.endswith(")") and proof.count("(") == 1 else proof


def _at(fact: Term, predicates: set[str], point: str) -> Term:
    """The formula with every predicate letter applied to the point."""
    if fact.is_leaf:
        return Term("app", (fact, Term(point))) if fact.op in predicates else fact
    return Term(fact.op, tuple(_at(each, predicates, point) for each in fact.args))


def _under(bound: str, proof: str) -> str:
    return f"λ {bound} {proof[2:]}" if proof.startswith("λ ") else f"λ {bound}, {proof}"


class _Names:
    """Fresh names for assumptions."""

    def __init__(self) -> None:
        self._next = 0

    def fresh(self) -> str:
        self._next += 1
        return f"u{self._next}" if self._next > len("abcdefg") else f"k{self._next}"


_Context = tuple[tuple[str, Term], ...]


def _formula(rng: Random, names: list[str], depth: int) -> Term:
    if depth == 0 or rng.random() < 0.12:
        return Term(rng.choice(names))
    op = rng.choices(("→", "∧", "∨", "¬", "↔"), weights=(32, 26, 22, 15, 5))[0]
    if op == "¬":
        return Term("¬", (_formula(rng, names, depth - 1),))
    left, right = _formula(rng, names, depth - 1), _formula(rng, names, depth - 1)
    return _formula(rng, names, depth) if left == right else Term(op, (left, right))


def _leaves(term: Term) -> set[str]:
    return {term.op} if term.is_leaf else set().union(*(_leaves(each) for each in term.args))


def _prove(context: _Context, goal: Term, depth: int, names: _Names) -> str | None:
    """An intuitionistic proof term for the goal, searched to a bounded depth; None where there is none so short."""
    for name, fact in context:
        if fact == goal:
            return name
    if depth == 0:
        return None
    found = _introduce(context, goal, depth, names)
    if found is not None:
        return found
    for position, (name, fact) in enumerate(context):
        found = _use(context, position, name, fact, goal, depth, names)
        if found is not None:
            return found
    if goal.op == "∨":
        for side, constructor in zip(goal.args, ("or.inl", "or.inr"), strict=True):
            found = _prove(context, side, depth - 1, names)
            if found is not None:
                return f"{constructor} {_atomic(found)}"
    return None


def _introduce(context: _Context, goal: Term, depth: int, names: _Names) -> str | None:
    """The goal's introduction rule, for connectives where it loses nothing."""
    if goal.op in ("∧", "↔"):
        left, right = goal.args if goal.op == "∧" else (Term("→", goal.args), Term("→", goal.args[::-1]))
        first = _prove(context, left, depth - 1, names)
        second = None if first is None else _prove(context, right, depth - 1, names)
        return None if second is None else f"⟨{first}, {second}⟩"
    if goal.op in ("→", "¬"):
        name = names.fresh()
        target = goal.args[1] if goal.op == "→" else Term("false")
        body = _prove((*context, (name, goal.args[0])), target, depth, names)
        if body is None:
            return None
        return f"λ {name} {body[2:]}" if body.startswith("λ ") else f"λ {name}, {body}"
    return None


def _use(
    context: _Context, position: int, name: str, fact: Term, goal: Term, depth: int, names: _Names
) -> str | None:
    """Prove the goal with one fact taken apart."""
    rest = context[:position] + context[position + 1 :]
    if fact.op in ("∧", "↔"):
        left, right = fact.args if fact.op == "∧" else (Term("→", fact.args), Term("→", fact.args[::-1]))
        fields = (".left", ".right") if fact.op == "∧" else (".mp", ".mpr")
        return _prove((*rest, (_atomic(name) + fields[0], left), (_atomic(name) + fields[1], right)), goal, depth, names)
    if fact.op == "∨":
        one, two = names.fresh(), names.fresh()
        first = _prove((*rest, (one, fact.args[0])), goal, depth - 1, names)
        second = None if first is None else _prove((*rest, (two, fact.args[1])), goal, depth - 1, names)
        return None if second is None else f"or.elim {_atomic(name)} (λ {one}, {first}) (λ {two}, {second})"
    if fact.op == "→" and _leads_to(fact, goal):
        argument = _prove(rest, fact.args[0], depth - 1, names)
        if argument is not None:
            return _prove((*rest, (f"{name} {_atomic(argument)}", fact.args[1])), goal, depth - 1, names)
    if fact.op == "¬":
        argument = _prove(rest, fact.args[0], depth - 1, names)
        if argument is not None:
            return f"{name} {_atomic(argument)}" if goal.op == "false" else f"absurd {_atomic(argument)} {_atomic(name)}"
    if fact.op == "false":
        return f"false.elim {_atomic(name)}"
    return None


def _leads_to(fact: Term, goal: Term) -> bool:
    """Whether an implication may help: its end is the goal, or can be taken apart."""
    end = fact
    while end.op == "→":
        end = end.args[1]
    return end == goal or end.op in ("∧", "∨", "¬", "false", "↔") or goal.op in ("∨", "false") or end.is_leaf


def _atomic(text: str) -> str:
    """The text as an argument: in parentheses, unless it is a name, a bracketed whole, or a field of one."""
    if " " not in text or text.startswith("⟨"):
        return text
    depth = 0
    for position, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            bracketed = text.startswith("(") and " " not in text[position:]
            return text if bracketed else f"({text})"
    return f"({text})"
