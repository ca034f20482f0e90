"""Forged facts on relations: reflexive, symmetric, transitive, equivalences, and operations that keep them."""

from __future__ import annotations

from autoformalize.data.forge.draft import Rule
from autoformalize.data.forge.tables import rules

TOPIC = "relations"

LAWS: list[Rule] = rules(
    TOPIC,
    "α β : Type, R S : α → α → Prop, Q : β → β → Prop, f : α → β, a b c d : α",
    """
refl-at | reflexive R | R a a | h1 a ;; by exact h1 a ;; begin ⏎ apply h1 ⏎ end
refl-two | reflexive R | R a a ∧ R b b | ⟨h1 a, h1 b⟩
refl-intro | ∀ x, R x x | reflexive R | h1 ;; λ x, h1 x ;; begin ⏎ intro x, ⏎ exact h1 x ⏎ end
refl-exists | reflexive R | ∃ x, R a x | ⟨a, h1 a⟩ ;; begin ⏎ existsi a, ⏎ exact h1 a ⏎ end
symm-at | symmetric R ; R a b | R b a | h1 h2 ;; begin ⏎ apply h1, ⏎ exact h2 ⏎ end
symm-iff | symmetric R | R a b ↔ R b a | ⟨λ h, h1 h, λ h, h1 h⟩ ;; begin ⏎ split, ⏎ { intro h, exact h1 h }, ⏎ { intro h, exact h1 h } ⏎ end
symm-not | symmetric R ; ¬ R a b | ¬ R b a | λ h, h2 (h1 h) ;; begin ⏎ intro h, ⏎ exact h2 (h1 h) ⏎ end
symm-intro | ∀ x y, R x y → R y x | symmetric R | h1 ;; λ x y h, h1 x y h ;; begin ⏎ intros x y h, ⏎ exact h1 x y h ⏎ end
trans-at | transitive R ; R a b ; R b c | R a c | h1 h2 h3 ;; begin ⏎ apply h1, ⏎ { exact h2 }, ⏎ { exact h3 } ⏎ end ;; begin ⏎ exact h1 h2 h3 ⏎ end
trans-intro | ∀ x y z, R x y → R y z → R x z | transitive R | h1 ;; λ x y z hxy hyz, h1 x y z hxy hyz ;; begin ⏎ intros x y z hxy hyz, ⏎ exact h1 x y z hxy hyz ⏎ end
trans-eq | R a b ; b = c | R a c | h2 ▸ h1 ;; begin ⏎ rw ← h2, ⏎ exact h1 ⏎ end
eq-trans | a = b ; R b c | R a c | h1.symm ▸ h2 ;; begin ⏎ rw h1, ⏎ exact h2 ⏎ end
!trans-four | transitive R ; R a b ; R b c ; R c d | ∃ x, R a x ∧ R x d | ⟨c, h1 h2 h3, h4⟩ ;; ⟨b, h2, h1 h3 h4⟩
symm-trans-back | symmetric R ; transitive R ; R a b ; R b c | R c a | h1 (h2 h3 h4) ;; begin ⏎ apply h1, ⏎ exact h2 h3 h4 ⏎ end
symm-trans-loop | symmetric R ; transitive R ; R a b | R a a | h2 h3 (h1 h3) ;; begin ⏎ exact h2 h3 (h1 h3) ⏎ end
symm-trans-common | symmetric R ; transitive R ; R a b ; R a c | R b c | h2 (h1 h3) h4 ;; begin ⏎ apply h2, ⏎ { exact h1 h3 }, ⏎ { exact h4 } ⏎ end
equiv-refl | equivalence R | R a a | h1.left a ;; h1.1 a ;; begin ⏎ cases h1 with hr hst, ⏎ exact hr a ⏎ end
equiv-symm | equivalence R ; R a b | R b a | h1.right.left h2 ;; h1.2.1 h2
equiv-trans | equivalence R ; R a b ; R b c | R a c | h1.right.right h2 h3 ;; h1.2.2 h2 h3
equiv-reflexive | equivalence R | reflexive R | h1.left ;; h1.1 | every equivalence relation is reflexive
equiv-symmetric | equivalence R | symmetric R | h1.right.left ;; h1.2.1 | every equivalence relation is symmetric
equiv-transitive | equivalence R | transitive R | h1.right.right ;; h1.2.2 | every equivalence relation is transitive
equiv-intro | reflexive R ; symmetric R ; transitive R | equivalence R | ⟨h1, h2, h3⟩ ;; mk_equivalence R h1 h2 h3 ;; begin ⏎ split, ⏎ { exact h1 }, ⏎ { exact ⟨h2, h3⟩ } ⏎ end | a reflexive, symmetric and transitive relation is an equivalence
equiv-back | equivalence R ; R a b ; R b c | R c a | h1.2.1 (h1.2.2 h2 h3) ;; h1.right.left (h1.right.right h2 h3)
converse-refl | reflexive R | reflexive (λ x y, R y x) | λ x, h1 x ;; begin ⏎ intro x, ⏎ exact h1 x ⏎ end | the converse of a reflexive relation is reflexive
converse-symm | symmetric R | symmetric (λ x y, R y x) | λ x y h, h1 h ;; begin ⏎ intros x y h, ⏎ exact h1 h ⏎ end | the converse of a symmetric relation is symmetric
inter-refl | reflexive R ; reflexive S | reflexive (λ x y, R x y ∧ S x y) | λ x, ⟨h1 x, h2 x⟩ ;; begin ⏎ intro x, ⏎ exact ⟨h1 x, h2 x⟩ ⏎ end | the intersection of two reflexive relations is reflexive
inter-trans | transitive R ; transitive S | transitive (λ x y, R x y ∧ S x y) | λ x y z h k, ⟨h1 h.left k.left, h2 h.right k.right⟩ ;; λ x y z h k, ⟨h1 h.1 k.1, h2 h.2 k.2⟩ | the intersection of two transitive relations is transitive
union-refl-left | reflexive R | reflexive (λ x y, S x y ∨ R x y) | λ x, or.inr (h1 x)
union-symm | symmetric R ; symmetric S | symmetric (λ x y, R x y ∨ S x y) | λ x y h, or.elim h (λ hr, or.inl (h1 hr)) (λ hs, or.inr (h2 hs)) ;; begin ⏎ intros x y h, ⏎ cases h with hr hs, ⏎ { left, exact h1 hr }, ⏎ { right, exact h2 hs } ⏎ end | the union of two symmetric relations is symmetric
pullback-refl | reflexive Q | reflexive (λ x y, Q (f x) (f y)) | λ x, h1 (f x) ;; λ x, h1 _ | pulling back a reflexive relation along {f} gives a reflexive relation
pullback-symm | symmetric Q | symmetric (λ x y, Q (f x) (f y)) | λ x y h, h1 h
pullback-trans | transitive Q | transitive (λ x y, Q (f x) (f y)) | λ x y z hxy hyz, h1 hxy hyz ;; begin ⏎ intros x y z hxy hyz, ⏎ exact h1 hxy hyz ⏎ end
eq-reflexive | | reflexive (@eq α) | λ x, rfl ;; eq.refl ;; begin ⏎ intro x, ⏎ refl ⏎ end | equality is a reflexive relation
eq-symmetric | | symmetric (@eq α) | λ x y h, h.symm ;; begin ⏎ intros x y h, ⏎ exact h.symm ⏎ end | equality is a symmetric relation
eq-transitive | | transitive (@eq α) | λ x y z h k, h.trans k ;; begin ⏎ intros x y z h k, ⏎ rw h, ⏎ exact k ⏎ end | equality is a transitive relation
image-refl | | reflexive (λ x y, f x = f y) | λ x, rfl ;; begin ⏎ intro x, ⏎ refl ⏎ end | having the same value under {f} is reflexive
image-symm | | symmetric (λ x y, f x = f y) | λ x y h, h.symm | having the same value under {f} is symmetric
image-trans | | transitive (λ x y, f x = f y) | λ x y z h k, h.trans k | having the same value under {f} is transitive
ne-symmetric | | symmetric (λ x y : α, x ≠ y) | λ x y h, h.symm ;; λ x y h, ne.symm h | being different is a symmetric relation
iff-reflexive | | reflexive iff | iff.refl ;; λ x, iff.rfl | logical equivalence is reflexive
iff-symmetric | | symmetric iff | λ x y h, h.symm | logical equivalence is symmetric
iff-transitive | | transitive iff | λ x y z h k, h.trans k | logical equivalence is transitive
full-reflexive | | reflexive (λ x y : α, true) | λ x, trivial | the relation that always holds is reflexive
full-transitive | | transitive (λ x y : α, true) | λ x y z h k, trivial | the relation that always holds is transitive
empty-transitive | | transitive (λ x y : α, false) | λ x y z h k, h ;; λ x y z h k, k | the empty relation is transitive
nat-le-refl | | reflexive (λ m n : ℕ, m ≤ n) | λ n, nat.le_refl n ;; λ n, le_refl n ;; begin ⏎ intro n, ⏎ exact nat.le_refl n ⏎ end | the relation ≤ on the natural numbers is reflexive
nat-le-trans | | transitive (λ m n : ℕ, m ≤ n) | λ i j k hij hjk, nat.le_trans hij hjk ;; λ i j k hij hjk, le_trans hij hjk | the relation ≤ on the natural numbers is transitive
nat-lt-trans | | transitive (λ m n : ℕ, m < n) | λ i j k hij hjk, nat.lt_trans hij hjk ;; λ i j k hij hjk, lt_trans hij hjk | the relation < on the natural numbers is transitive
nat-lt-irrefl | | irreflexive (λ m n : ℕ, m < n) | λ n, nat.lt_irrefl n ;; λ n, lt_irrefl n | the relation < on the natural numbers is irreflexive
nat-le-antisymm | | anti_symmetric (λ m n : ℕ, m ≤ n) | λ i j hij hji, nat.le_antisymm hij hji ;; λ i j hij hji, le_antisymm hij hji | the relation ≤ on the natural numbers is antisymmetric
nat-le-total | | total (λ m n : ℕ, m ≤ n) | λ i j, le_total i j ;; le_total | the relation ≤ on the natural numbers is total
nat-dvd-refl | | reflexive (λ m n : ℕ, m ∣ n) | λ n, ⟨1, (nat.mul_one n).symm⟩ | divisibility of natural numbers is reflexive
int-le-refl | | reflexive (λ m n : ℤ, m ≤ n) | λ n, int.le_refl n ;; λ n, le_refl n | the order of the integers is reflexive
int-le-trans | | transitive (λ m n : ℤ, m ≤ n) | λ i j k hij hjk, int.le_trans hij hjk ;; λ i j k hij hjk, le_trans hij hjk | the order of the integers is transitive
sum-symmetric | | symmetric (λ m n : ℕ, m + n = 7) | λ i j h, (nat.add_comm j i).trans h ;; begin ⏎ intros i j h, ⏎ rw nat.add_comm, ⏎ exact h ⏎ end | the relation m + n = 7 between natural numbers is symmetric
product-symmetric | | symmetric (λ m n : ℕ, m * n = 12) | λ i j h, (nat.mul_comm j i).trans h ;; begin ⏎ intros i j h, ⏎ rw nat.mul_comm, ⏎ exact h ⏎ end | the relation m · n = 12 between natural numbers is symmetric
irrefl-at | irreflexive R | ¬ R a a | h1 a ;; λ h, h1 a h
irrefl-ne | irreflexive R ; R a b | a ≠ b | λ h, h1 b (h ▸ h2) ;; begin ⏎ intro h, ⏎ rw h at h2, ⏎ exact h1 b h2 ⏎ end
antisymm-at | anti_symmetric R ; R a b ; R b a | a = b | h1 h2 h3 ;; begin ⏎ apply h1, ⏎ { exact h2 }, ⏎ { exact h3 } ⏎ end
total-at | total R | R a b ∨ R b a | h1 a b
subrelation-apply | ∀ x y, R x y → S x y ; R a b | S a b | h1 a b h2 ;; begin ⏎ apply h1, ⏎ exact h2 ⏎ end
subrelation-refl | ∀ x y, R x y → S x y ; reflexive R | reflexive S | λ x, h1 x x (h2 x) ;; begin ⏎ intro x, ⏎ apply h1, ⏎ exact h2 x ⏎ end
same-relation-symm | ∀ x y, R x y ↔ R y x | symmetric R | λ x y h, (h1 x y).mp h
""",
)
