"""Forged predicate logic: quantifiers with predicates and relations, and witnesses."""

from __future__ import annotations

from autoformalize.data.forge.draft import Rule
from autoformalize.data.forge.tables import rules

TOPIC = "predicate logic"

LAWS: list[Rule] = rules(
    TOPIC,
    "α β : Type, P Q R : α → Prop, S : α → α → Prop, T : α → β → Prop, f : α → α, a b c : α, r s : Prop",
    """
forall-elim | ∀ x, P x | P a | h1 a ;; by exact h1 a ;; begin ⏎ apply h1 ⏎ end | if everything satisfies {P}, then so does {a}
exists-intro | P a | ∃ x, P x | ⟨a, h1⟩ ;; exists.intro a h1 ;; begin ⏎ existsi a, ⏎ exact h1 ⏎ end | if {a} satisfies {P}, then something satisfies {P}
forall-mp | ∀ x, P x → Q x ; P a | Q a | h1 a h2 ;; begin ⏎ apply h1, ⏎ exact h2 ⏎ end | every {P} is a {Q} and {a} is a {P}; hence {a} is a {Q}
forall-mt | ∀ x, P x → Q x ; ¬ Q a | ¬ P a | λ hp, h2 (h1 a hp) ;; mt (h1 a) h2 ;; begin ⏎ intro hp, ⏎ exact h2 (h1 a hp) ⏎ end
forall-chain | ∀ x, P x → Q x ; ∀ x, Q x → R x | ∀ x, P x → R x | λ x hx, h2 x (h1 x hx) ;; begin ⏎ intros x hx, ⏎ apply h2, ⏎ exact h1 x hx ⏎ end | if every {P} is a {Q} and every {Q} is an {R}, then every {P} is an {R}
forall-chain-at | ∀ x, P x → Q x ; ∀ x, Q x → R x ; P a | R a | h2 a (h1 a h3)
forall-imp-forall | ∀ x, P x → Q x ; ∀ x, P x | ∀ x, Q x | λ x, h1 x (h2 x) ;; begin ⏎ intro x, ⏎ exact h1 x (h2 x) ⏎ end
exists-imp | ∀ x, P x → Q x ; ∃ x, P x | ∃ x, Q x | exists.elim h2 (λ x hx, ⟨x, h1 x hx⟩) ;; exists_imp_exists h1 h2 ;; begin ⏎ cases h2 with x hx, ⏎ exact ⟨x, h1 x hx⟩ ⏎ end ;; begin ⏎ cases h2 with x hx, ⏎ existsi x, ⏎ exact h1 x hx ⏎ end | if every {P} is a {Q} and there is a {P}, then there is a {Q}
exists-elim | ∃ x, P x ; ∀ x, P x → r | r | exists.elim h1 h2 ;; begin ⏎ cases h1 with x hx, ⏎ exact h2 x hx ⏎ end ;; exists.elim h1 (λ x hx, h2 x hx)
exists-and-left | ∃ x, P x ∧ Q x | ∃ x, P x | exists.elim h1 (λ x hx, ⟨x, hx.left⟩) ;; begin ⏎ cases h1 with x hx, ⏎ exact ⟨x, hx.left⟩ ⏎ end
exists-and-swap | ∃ x, P x ∧ Q x | ∃ x, Q x ∧ P x | exists.elim h1 (λ x hx, ⟨x, hx.right, hx.left⟩) ;; begin ⏎ cases h1 with x hx, ⏎ exact ⟨x, hx.right, hx.left⟩ ⏎ end
exists-or-left | ∃ x, P x | ∃ x, P x ∨ Q x | exists.elim h1 (λ x hx, ⟨x, or.inl hx⟩) ;; begin ⏎ cases h1 with x hx, ⏎ exact ⟨x, or.inl hx⟩ ⏎ end
exists-or-right | ∃ x, Q x | ∃ x, P x ∨ Q x | exists.elim h1 (λ x hx, ⟨x, or.inr hx⟩)
!exists-or | ∃ x, P x ∨ Q x | (∃ x, P x) ∨ ∃ x, Q x | exists.elim h1 (λ x hx, or.elim hx (λ hp, or.inl ⟨x, hp⟩) (λ hq, or.inr ⟨x, hq⟩)) ;; begin ⏎ cases h1 with x hx, ⏎ cases hx with hp hq, ⏎ { left, exact ⟨x, hp⟩ }, ⏎ { right, exact ⟨x, hq⟩ } ⏎ end
!or-exists | (∃ x, P x) ∨ ∃ x, Q x | ∃ x, P x ∨ Q x | or.elim h1 (λ h, exists.elim h (λ x hx, ⟨x, or.inl hx⟩)) (λ h, exists.elim h (λ x hx, ⟨x, or.inr hx⟩))
forall-and-left | ∀ x, P x ∧ Q x | ∀ x, P x | λ x, (h1 x).left ;; begin ⏎ intro x, ⏎ exact (h1 x).left ⏎ end
forall-and-right | ∀ x, P x ∧ Q x | ∀ x, Q x | λ x, (h1 x).right ;; λ x, (h1 x).2
forall-and-swap | ∀ x, P x ∧ Q x | ∀ x, Q x ∧ P x | λ x, ⟨(h1 x).right, (h1 x).left⟩ ;; λ x, (h1 x).symm
forall-and-intro | ∀ x, P x ; ∀ x, Q x | ∀ x, P x ∧ Q x | λ x, ⟨h1 x, h2 x⟩ ;; begin ⏎ intro x, ⏎ exact ⟨h1 x, h2 x⟩ ⏎ end
forall-and-both | ∀ x, P x ∧ Q x | (∀ x, P x) ∧ ∀ x, Q x | ⟨λ x, (h1 x).left, λ x, (h1 x).right⟩
forall-or-left | ∀ x, P x | ∀ x, P x ∨ Q x | λ x, or.inl (h1 x)
forall-or-right | ∀ x, Q x | ∀ x, P x ∨ Q x | λ x, or.inr (h1 x)
or-forall | (∀ x, P x) ∨ ∀ x, Q x | ∀ x, P x ∨ Q x | λ x, or.elim h1 (λ h, or.inl (h x)) (λ h, or.inr (h x)) ;; begin ⏎ intro x, ⏎ cases h1 with h h, ⏎ { left, exact h x }, ⏎ { right, exact h x } ⏎ end
forall-exists | ∀ x, P x | ∃ x, P x ∨ ¬ P a | ⟨a, or.inl (h1 a)⟩
forall-inst-two | ∀ x, P x | P a ∧ P b | ⟨h1 a, h1 b⟩ ;; begin ⏎ split, ⏎ { exact h1 a }, ⏎ { exact h1 b } ⏎ end
not-exists-forall | ¬ ∃ x, P x | ∀ x, ¬ P x | λ x hx, h1 ⟨x, hx⟩ ;; forall_not_of_not_exists h1 ;; begin ⏎ intros x hx, ⏎ apply h1, ⏎ exact ⟨x, hx⟩ ⏎ end | if there is no {P}, then every x fails {P}
not-exists-at | ¬ ∃ x, P x | ¬ P a | λ ha, h1 ⟨a, ha⟩ ;; begin ⏎ intro ha, ⏎ exact h1 ⟨a, ha⟩ ⏎ end
forall-not-exists | ∀ x, ¬ P x | ¬ ∃ x, P x | λ h, exists.elim h h1 ;; λ h, exists.elim h (λ x hx, h1 x hx) ;; begin ⏎ intro h, ⏎ cases h with x hx, ⏎ exact h1 x hx ⏎ end | if every x fails {P}, then nothing satisfies {P}
not-forall-of-not | ¬ P a | ¬ ∀ x, P x | λ h, h1 (h a) ;; begin ⏎ intro h, ⏎ exact h1 (h a) ⏎ end | a counterexample {a} shows that not everything satisfies {P}
not-exists-not | ∀ x, P x | ¬ ∃ x, ¬ P x | λ h, exists.elim h (λ x hx, hx (h1 x)) ;; begin ⏎ intro h, ⏎ cases h with x hx, ⏎ exact hx (h1 x) ⏎ end
exists-not-forall-not | ∃ x, P x | ¬ ∀ x, ¬ P x | λ h, exists.elim h1 (λ x hx, h x hx) ;; λ h, exists.elim h1 h
!not-forall-classical | ¬ ∀ x, P x | ∃ x, ¬ P x | classical.by_contradiction (λ hn, h1 (λ x, classical.by_contradiction (λ hx, hn ⟨x, hx⟩)))
!not-exists-not-classical | ¬ ∃ x, ¬ P x | ∀ x, P x | λ x, classical.by_contradiction (λ hx, h1 ⟨x, hx⟩)
exists-imp-elim | (∃ x, P x) → r ; P a | r | h1 ⟨a, h2⟩ ;; begin ⏎ apply h1, ⏎ exact ⟨a, h2⟩ ⏎ end
exists-imp-curry | (∃ x, P x) → r | ∀ x, P x → r | λ x hx, h1 ⟨x, hx⟩ ;; begin ⏎ intros x hx, ⏎ exact h1 ⟨x, hx⟩ ⏎ end
exists-imp-uncurry | ∀ x, P x → r | (∃ x, P x) → r | λ h, exists.elim h h1 ;; begin ⏎ intro h, ⏎ cases h with x hx, ⏎ exact h1 x hx ⏎ end
!exists-imp-iff | | ((∃ x, P x) → r) ↔ ∀ x, P x → r | ⟨λ h x hx, h ⟨x, hx⟩, λ h he, exists.elim he h⟩
forall-const-imp | r → ∀ x, P x | ∀ x, r → P x | λ x hr, h1 hr x
forall-imp-const | ∀ x, r → P x | r → ∀ x, P x | λ hr x, h1 x hr
exists-and-const | ∃ x, P x ; r | ∃ x, P x ∧ r | exists.elim h1 (λ x hx, ⟨x, hx, h2⟩) ;; begin ⏎ cases h1 with x hx, ⏎ exact ⟨x, hx, h2⟩ ⏎ end
exists-and-const-left | ∃ x, r ∧ P x | r | exists.elim h1 (λ x hx, hx.left) ;; begin ⏎ cases h1 with x hx, ⏎ exact hx.left ⏎ end
!exists-and-const-split | ∃ x, r ∧ P x | r ∧ ∃ x, P x | exists.elim h1 (λ x hx, ⟨hx.left, x, hx.right⟩) ;; begin ⏎ cases h1 with x hx, ⏎ exact ⟨hx.left, ⟨x, hx.right⟩⟩ ⏎ end
forall-swap | ∀ x y, S x y | ∀ y x, S x y | λ y x, h1 x y ;; begin ⏎ intros y x, ⏎ exact h1 x y ⏎ end | universal quantifiers may be exchanged
forall-two-at | ∀ x y, S x y | S a b | h1 a b ;; by exact h1 a b
exists-swap | ∃ x y, S x y | ∃ y x, S x y | exists.elim h1 (λ x hx, exists.elim hx (λ y hy, ⟨y, x, hy⟩)) ;; begin ⏎ cases h1 with x hx, ⏎ cases hx with y hy, ⏎ exact ⟨y, x, hy⟩ ⏎ end | existential quantifiers may be exchanged
exists-two | S a b | ∃ x y, S x y | ⟨a, b, h1⟩ ;; exists.intro a (exists.intro b h1) ;; begin ⏎ existsi a, ⏎ existsi b, ⏎ exact h1 ⏎ end
exists-second | S a b | ∃ y, S a y | ⟨b, h1⟩ ;; exists.intro b h1
forall-exists-of-forall | ∀ x, S x x | ∀ x, ∃ y, S x y | λ x, ⟨x, h1 x⟩ ;; begin ⏎ intro x, ⏎ existsi x, ⏎ exact h1 x ⏎ end
forall-exists-at | ∀ x, ∃ y, S x y | ∃ y, S a y | h1 a
exists-forall-at | ∃ x, ∀ y, S x y | ∃ x, S x b | exists.elim h1 (λ x hx, ⟨x, hx b⟩) ;; begin ⏎ cases h1 with x hx, ⏎ exact ⟨x, hx b⟩ ⏎ end
exists-forall-diag | ∃ x, ∀ y, S x y | ∃ x, S x x | exists.elim h1 (λ x hx, ⟨x, hx x⟩)
exists-forall-flip | ∃ x, ∀ y, S x y | ∀ y, ∃ x, S x y | λ y, exists.elim h1 (λ x hx, ⟨x, hx y⟩) ;; begin ⏎ intro y, ⏎ cases h1 with x hx, ⏎ exact ⟨x, hx y⟩ ⏎ end
forall-fun | ∀ x, P x | P (f a) | h1 (f a) ;; h1 _
forall-fun-imp | ∀ x, P x → P (f x) ; P a | P (f (f a)) | h1 _ (h1 _ h2) ;; h1 (f a) (h1 a h2) ;; begin ⏎ apply h1, ⏎ apply h1, ⏎ exact h2 ⏎ end
exists-of-fun | P (f a) | ∃ x, P (f x) | ⟨a, h1⟩ ;; exists.intro a h1
exists-image | P (f a) | ∃ y, P y | ⟨f a, h1⟩ ;; ⟨_, h1⟩
exists-eq | | ∃ x, x = a | ⟨a, rfl⟩ ;; exists.intro a rfl ;; begin ⏎ existsi a, ⏎ refl ⏎ end | something is equal to {a}
exists-eq-right | P a | ∃ x, x = a ∧ P x | ⟨a, rfl, h1⟩
exists-eq-elim | ∃ x, x = a ∧ P x | P a | exists.elim h1 (λ x hx, hx.left ▸ hx.right) ;; begin ⏎ cases h1 with x hx, ⏎ rw ← hx.left, ⏎ exact hx.right ⏎ end
forall-eq-elim | ∀ x, x = a → P x | P a | h1 a rfl
forall-eq-intro | P a | ∀ x, x = a → P x | λ x hx, hx.symm ▸ h1 ;; begin ⏎ intros x hx, ⏎ rw hx, ⏎ exact h1 ⏎ end
forall-iff-at | ∀ x, P x ↔ Q x ; P a | Q a | (h1 a).mp h2 ;; begin ⏎ rw ← h1, ⏎ exact h2 ⏎ end
forall-iff-at-back | ∀ x, P x ↔ Q x ; Q a | P a | (h1 a).mpr h2
forall-iff-exists | ∀ x, P x ↔ Q x ; ∃ x, Q x | ∃ x, P x | exists.elim h2 (λ x hx, ⟨x, (h1 x).mpr hx⟩)
forall-iff-symm | ∀ x, P x ↔ Q x | ∀ x, Q x ↔ P x | λ x, (h1 x).symm
forall-or-resolve | ∀ x, P x ∨ Q x ; ¬ P a | Q a | or.resolve_left (h1 a) h2 ;; (h1 a).resolve_left h2 ;; begin ⏎ cases h1 a with hp hq, ⏎ { exact absurd hp h2 }, ⏎ { exact hq } ⏎ end
!forall-or-not-exists | ∀ x, P x ∨ Q x ; ¬ ∃ x, P x | ∀ x, Q x | λ x, or.resolve_left (h1 x) (λ hx, h2 ⟨x, hx⟩)
exists-not-and | ∃ x, P x ∧ ¬ Q x | ¬ ∀ x, P x → Q x | λ h, exists.elim h1 (λ x hx, hx.right (h x hx.left)) ;; begin ⏎ intro h, ⏎ cases h1 with x hx, ⏎ exact hx.right (h x hx.left) ⏎ end
forall-imp-exists-and | ∀ x, P x → Q x ; ∃ x, P x ∧ R x | ∃ x, Q x ∧ R x | exists.elim h2 (λ x hx, ⟨x, h1 x hx.left, hx.right⟩) ;; begin ⏎ cases h2 with x hx, ⏎ exact ⟨x, h1 x hx.left, hx.right⟩ ⏎ end
syllogism-no | ∀ x, P x → ¬ Q x ; Q a | ¬ P a | λ hp, h1 a hp h2 ;; begin ⏎ intro hp, ⏎ exact h1 a hp h2 ⏎ end | no {P} is a {Q}, and {a} is a {Q}; so {a} is not a {P}
syllogism-no-exists | ∀ x, P x → ¬ Q x | ¬ ∃ x, P x ∧ Q x | λ h, exists.elim h (λ x hx, h1 x hx.left hx.right)
relation-from | ∀ x, ∃ y, S x y ; ∀ x y, S x y → S y x | ∀ x, ∃ y, S y x | λ x, exists.elim (h1 x) (λ y hy, ⟨y, h2 x y hy⟩) ;; begin ⏎ intro x, ⏎ cases h1 x with y hy, ⏎ exact ⟨y, h2 x y hy⟩ ⏎ end
two-sorted-swap | ∀ x y, T x y | ∀ y x, T x y | λ y x, h1 x y
two-sorted-exists | ∃ x y, T x y | ∃ y x, T x y | exists.elim h1 (λ x hx, exists.elim hx (λ y hy, ⟨y, x, hy⟩))
nonempty-true | P a | ¬ ∀ x, ¬ P x | λ h, h a h1
unique-two | ∀ x y, P x → P y → x = y ; P a ; P b | a = b | h1 a b h2 h3 ;; begin ⏎ apply h1, ⏎ { exact h2 }, ⏎ { exact h3 } ⏎ end
unique-only | ∀ x, P x → x = a ; P b | b = a | h1 b h2 ;; h1 _ h2
unique-both | ∀ x, P x → x = a ; P b ; P c | b = c | (h1 b h2).trans (h1 c h3).symm ;; begin ⏎ rw [h1 b h2, h1 c h3] ⏎ end
""",
)
