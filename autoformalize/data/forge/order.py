"""Forged facts on the order of the natural numbers: the core library's lemmas, chains, and bounds."""

from __future__ import annotations

from random import Random

from autoformalize.data.forge.draft import Draft, Rule, dress
from autoformalize.data.forge.tables import rules
from autoformalize.data.forge.terms import Term, parse

TOPIC = "order"

LAWS: list[Rule] = rules(
    TOPIC,
    "f : ℕ → ℕ, P : ℕ → Prop, a b c d : ℕ",
    """
*le-refl | | a ≤ a | nat.le_refl a ;; le_refl a ;; le_refl _ ;; by refl | every natural number is at most itself
*le-trans | a ≤ b ; b ≤ c | a ≤ c | nat.le_trans h1 h2 ;; le_trans h1 h2 ;; calc a ≤ b : h1 ... ≤ c : h2 ;; begin ⏎ transitivity b, ⏎ { exact h1 }, ⏎ { exact h2 } ⏎ end ;; begin ⏎ apply le_trans, ⏎ { exact h1 }, ⏎ { exact h2 } ⏎ end | the relation ≤ is transitive: from {a} ≤ {b} and {b} ≤ {c} follows {a} ≤ {c}
*lt-trans | a < b ; b < c | a < c | nat.lt_trans h1 h2 ;; lt_trans h1 h2 ;; calc a < b : h1 ... < c : h2 | the relation < is transitive
*lt-of-le-of-lt | a ≤ b ; b < c | a < c | nat.lt_of_le_of_lt h1 h2 ;; lt_of_le_of_lt h1 h2 ;; calc a ≤ b : h1 ... < c : h2
*lt-of-lt-of-le | a < b ; b ≤ c | a < c | nat.lt_of_lt_of_le h1 h2 ;; lt_of_lt_of_le h1 h2 ;; calc a < b : h1 ... ≤ c : h2
le-trans-three | a ≤ b ; b ≤ c ; c ≤ d | a ≤ d | nat.le_trans h1 (nat.le_trans h2 h3) ;; le_trans h1 (le_trans h2 h3) ;; le_trans (le_trans h1 h2) h3
lt-le-lt | a < b ; b ≤ c ; c < d | a < d | lt_trans (lt_of_lt_of_le h1 h2) h3
le-of-lt-trans | a < b ; b < c | a ≤ c | le_of_lt (lt_trans h1 h2) ;; nat.le_of_lt (nat.lt_trans h1 h2)
le-of-lt-of-le | a < b ; b ≤ c | a ≤ c | le_trans (le_of_lt h1) h2 ;; nat.le_trans (nat.le_of_lt h1) h2
le-antisymm | a ≤ b ; b ≤ a | a = b | nat.le_antisymm h1 h2 ;; le_antisymm h1 h2 ;; begin ⏎ apply le_antisymm, ⏎ { exact h1 }, ⏎ { exact h2 } ⏎ end | if {a} ≤ {b} and {b} ≤ {a} then they are equal
le-antisymm-flip | a ≤ b ; b ≤ a | b = a | le_antisymm h2 h1 ;; nat.le_antisymm h2 h1 ;; (le_antisymm h1 h2).symm
*le-total | | a ≤ b ∨ b ≤ a | le_total a b ;; le_total _ _ | of any two natural numbers one is at most the other
*lt-trichotomy | | a < b ∨ a = b ∨ b < a | lt_trichotomy a b ;; nat.lt_trichotomy a b | any two natural numbers are equal or one is smaller
*lt-or-ge | | a < b ∨ b ≤ a | nat.lt_or_ge a b ;; lt_or_le a b
le-or-lt | | a ≤ b ∨ b < a | le_or_lt a b
*lt-irrefl | | ¬ a < a | nat.lt_irrefl a ;; lt_irrefl a ;; lt_irrefl _ | no natural number is smaller than itself
lt-irrefl-false | a < a | false | nat.lt_irrefl a h1 ;; lt_irrefl a h1 ;; absurd h1 (lt_irrefl a)
lt-asymm | a < b | ¬ b < a | nat.lt_asymm h1 ;; lt_asymm h1 ;; λ h, lt_asymm h1 h | if {a} < {b} then not {b} < {a}
lt-not-le | a < b | ¬ b ≤ a | not_le_of_gt h1 ;; λ h, nat.lt_irrefl a (nat.lt_of_lt_of_le h1 h) ;; λ h, lt_irrefl a (lt_of_lt_of_le h1 h)
le-not-lt | a ≤ b | ¬ b < a | not_lt_of_ge h1 ;; λ h, nat.lt_irrefl b (nat.lt_of_lt_of_le h h1)
lt-le-false | a < b ; b ≤ a | false | nat.lt_irrefl a (nat.lt_of_lt_of_le h1 h2) ;; not_le_of_gt h1 h2 ;; absurd h2 (not_le_of_gt h1)
*le-of-lt | a < b | a ≤ b | nat.le_of_lt h1 ;; le_of_lt h1 ;; begin ⏎ apply le_of_lt, ⏎ exact h1 ⏎ end | a smaller number is at most the larger one
*ne-of-lt | a < b | a ≠ b | ne_of_lt h1 ;; λ h, lt_irrefl b (h ▸ h1) | if {a} is smaller than {b} they are different
ne-of-gt | a < b | b ≠ a | ne_of_gt h1 ;; (ne_of_lt h1).symm
le-of-eq | a = b | a ≤ b | nat.le_of_eq h1 ;; le_of_eq h1 ;; by rw h1 ;; h1 ▸ le_refl a | equal numbers are at most each other
ge-of-eq | a = b | b ≤ a | le_of_eq h1.symm ;; by rw h1 ;; nat.le_of_eq h1.symm
le-of-not-lt | ¬ a < b | b ≤ a | le_of_not_gt h1 ;; le_of_not_lt h1 ;; not_lt.mp h1
lt-of-not-le | ¬ a ≤ b | b < a | lt_of_not_ge h1 ;; not_le.mp h1
lt-of-le-of-ne | a ≤ b ; a ≠ b | a < b | lt_of_le_of_ne h1 h2 ;; nat.lt_of_le_and_ne h1 h2
lt-or-eq-of-le | a ≤ b | a < b ∨ a = b | lt_or_eq_of_le h1
eq-or-lt-of-le | a ≤ b | a = b ∨ a < b | nat.eq_or_lt_of_le h1 ;; eq_or_lt_of_le h1
le-of-lt-or-eq | a < b ∨ a = b | a ≤ b | le_of_lt_or_eq h1 ;; or.elim h1 le_of_lt le_of_eq ;; begin ⏎ cases h1 with h h, ⏎ { exact le_of_lt h }, ⏎ { exact le_of_eq h } ⏎ end
lt-or-gt-of-ne | a ≠ b | a < b ∨ a > b | lt_or_gt_of_ne h1
not-lt-iff | | ¬ a < b ↔ b ≤ a | not_lt ;; by simp
not-le-iff | | ¬ a ≤ b ↔ b < a | not_le ;; by simp
eq-trans-le | a = b ; b ≤ c | a ≤ c | by rw h1; exact h2 ;; h1.symm ▸ h2 ;; begin ⏎ rw h1, ⏎ exact h2 ⏎ end ;; le_trans (le_of_eq h1) h2
le-trans-eq | a ≤ b ; b = c | a ≤ c | h2 ▸ h1 ;; begin ⏎ rw ← h2, ⏎ exact h1 ⏎ end ;; le_trans h1 (le_of_eq h2)
lt-trans-eq | a < b ; b = c | a < c | h2 ▸ h1 ;; begin ⏎ rw ← h2, ⏎ exact h1 ⏎ end
eq-trans-lt | a = b ; b < c | a < c | by rw h1; exact h2 ;; begin ⏎ rw h1, ⏎ exact h2 ⏎ end
*zero-le | | 0 ≤ a | nat.zero_le a ;; nat.zero_le _ | zero is the least natural number ;; every natural number is nonnegative
*not-lt-zero | | ¬ a < 0 | nat.not_lt_zero a ;; nat.not_lt_zero _ | no natural number is less than zero
not-lt-zero-false | a < 0 | b = c | absurd h1 (nat.not_lt_zero a) ;; false.elim (nat.not_lt_zero a h1)
eq-zero-of-le-zero | a ≤ 0 | a = 0 | nat.eq_zero_of_le_zero h1 ;; nat.le_antisymm h1 (nat.zero_le a) | a natural number that is at most zero is zero
*succ-pos | | 0 < nat.succ a | nat.succ_pos a ;; nat.zero_lt_succ a ;; nat.succ_pos _ | every successor is positive
add-one-pos | | 0 < a + 1 | nat.succ_pos a ;; nat.zero_lt_succ a ;; nat.succ_pos _ | {a} + 1 is positive
add-two-pos | | 0 < a + 2 | nat.succ_pos _ ;; nat.zero_lt_succ _
pos-of-ne-zero | a ≠ 0 | 0 < a | nat.pos_of_ne_zero h1 | a natural number other than zero is positive
ne-zero-of-lt | a < b | b ≠ 0 | λ h, nat.not_lt_zero a (h ▸ h1) ;; begin ⏎ intro h, ⏎ rw h at h1, ⏎ exact nat.not_lt_zero a h1 ⏎ end
pos-of-lt | a < b | 0 < b | nat.lt_of_le_of_lt (nat.zero_le a) h1 ;; lt_of_le_of_lt (nat.zero_le a) h1
*eq-zero-or-pos | | a = 0 ∨ 0 < a | nat.eq_zero_or_pos a | a natural number is zero or positive
zero-lt-one | | 0 < 1 | nat.zero_lt_one ;; dec_trivial ;; nat.succ_pos 0
*lt-succ-self | | a < nat.succ a | nat.lt_succ_self a ;; nat.lt_succ_self _ ;; nat.lt.base a | every natural number is less than its successor
*lt-add-one | | a < a + 1 | nat.lt_succ_self a ;; nat.lt_succ_self _ | {a} is less than {a} + 1
*le-succ | | a ≤ nat.succ a | nat.le_succ a ;; nat.le_succ _ | every natural number is at most its successor
*le-add-one | | a ≤ a + 1 | nat.le_succ a ;; nat.le_add_right a 1
not-succ-le-self | | ¬ nat.succ a ≤ a | nat.not_succ_le_self a
not-succ-le-zero | nat.succ a ≤ 0 | false | nat.not_succ_le_zero a h1
le-succ-of-le | a ≤ b | a ≤ nat.succ b | nat.le_succ_of_le h1 ;; nat.le_trans h1 (nat.le_succ b)
le-add-one-of-le | a ≤ b | a ≤ b + 1 | nat.le_succ_of_le h1 ;; le_trans h1 (nat.le_succ b)
lt-add-one-of-lt | a < b | a < b + 1 | nat.lt_succ_of_lt h1 ;; nat.lt.step h1 ;; lt_trans h1 (nat.lt_succ_self b)
le-of-succ-le | nat.succ a ≤ b | a ≤ b | nat.le_of_succ_le h1
succ-le-succ | a ≤ b | nat.succ a ≤ nat.succ b | nat.succ_le_succ h1 ;; begin ⏎ apply nat.succ_le_succ, ⏎ exact h1 ⏎ end
succ-lt-succ | a < b | nat.succ a < nat.succ b | nat.succ_lt_succ h1
add-one-le-add-one | a ≤ b | a + 1 ≤ b + 1 | nat.succ_le_succ h1 ;; nat.add_le_add_right h1 1
add-one-lt-add-one | a < b | a + 1 < b + 1 | nat.succ_lt_succ h1 ;; nat.add_lt_add_right h1 1
le-of-succ-le-succ | nat.succ a ≤ nat.succ b | a ≤ b | nat.le_of_succ_le_succ h1
lt-of-succ-lt-succ | nat.succ a < nat.succ b | a < b | nat.lt_of_succ_lt_succ h1
lt-of-succ-le | a + 1 ≤ b | a < b | nat.lt_of_succ_le h1 ;; h1
succ-le-of-lt | a < b | a + 1 ≤ b | nat.succ_le_of_lt h1 ;; h1 | if {a} < {b} then {a} + 1 ≤ {b}
lt-succ-of-le | a ≤ b | a < b + 1 | nat.lt_succ_of_le h1 | if {a} ≤ {b} then {a} < {b} + 1
le-of-lt-succ | a < b + 1 | a ≤ b | nat.le_of_lt_succ h1 | if {a} < {b} + 1 then {a} ≤ {b}
*le-add-right | | a ≤ a + b | nat.le_add_right a b ;; nat.le_add_right _ _ | a number is at most its sum with another
*le-add-left | | a ≤ b + a | nat.le_add_left a b ;; nat.le_add_left _ _
le-add-right-of-le | a ≤ b | a ≤ b + c | nat.le_trans h1 (nat.le_add_right b c) ;; le_trans h1 (nat.le_add_right b c) ;; le_trans h1 (nat.le_add_right _ _)
le-add-left-of-le | a ≤ b | a ≤ c + b | nat.le_trans h1 (nat.le_add_left b c) ;; le_trans h1 (nat.le_add_left _ _)
lt-add-right-of-lt | a < b | a < b + c | nat.lt_of_lt_of_le h1 (nat.le_add_right b c) ;; lt_of_lt_of_le h1 (nat.le_add_right _ _)
le-of-add-le | a + c ≤ b | a ≤ b | nat.le_trans (nat.le_add_right a c) h1 ;; le_trans (nat.le_add_right _ _) h1
lt-of-add-lt | a + c < b | a < b | nat.lt_of_le_of_lt (nat.le_add_right a c) h1
lt-add-pos | 0 < b | a < a + b | nat.lt_add_of_pos_right h1
lt-add-pos-left | 0 < b | a < b + a | nat.lt_add_of_pos_left h1
le-dest | a ≤ b | ∃ t, a + t = b | nat.le.dest h1
le-intro | a + c = b | a ≤ b | nat.le.intro h1
*add-le-add-left | a ≤ b | c + a ≤ c + b | nat.add_le_add_left h1 c ;; nat.add_le_add_left h1 _ | adding {c} in front keeps an inequality
*add-le-add-right | a ≤ b | a + c ≤ b + c | nat.add_le_add_right h1 c ;; nat.add_le_add_right h1 _ | adding the same number to both sides keeps an inequality
*add-lt-add-left | a < b | c + a < c + b | nat.add_lt_add_left h1 c ;; nat.add_lt_add_left h1 _
*add-lt-add-right | a < b | a + c < b + c | nat.add_lt_add_right h1 c ;; nat.add_lt_add_right h1 _
*add-le-add | a ≤ b ; c ≤ d | a + c ≤ b + d | nat.add_le_add h1 h2 ;; begin ⏎ apply nat.add_le_add, ⏎ { exact h1 }, ⏎ { exact h2 } ⏎ end | inequalities can be added
*add-lt-add | a < b ; c < d | a + c < b + d | nat.add_lt_add h1 h2
!add-le-add-comm | a ≤ b | a + c ≤ c + b | by rw nat.add_comm c b; exact nat.add_le_add_right h1 c ;; begin ⏎ rw nat.add_comm a c, ⏎ exact nat.add_le_add_left h1 c ⏎ end
le-of-add-left | c + a ≤ c + b | a ≤ b | nat.le_of_add_le_add_left h1
le-of-add-right | a + c ≤ b + c | a ≤ b | nat.le_of_add_le_add_right h1
lt-of-add-left | c + a < c + b | a < b | nat.lt_of_add_lt_add_left h1
lt-of-add-right | a + c < b + c | a < b | nat.lt_of_add_lt_add_right h1
add-self-le | a ≤ b | a + a ≤ b + b | nat.add_le_add h1 h1
*mul-le-mul-left | a ≤ b | c * a ≤ c * b | nat.mul_le_mul_left c h1 ;; nat.mul_le_mul_left _ h1
*mul-le-mul-right | a ≤ b | a * c ≤ b * c | nat.mul_le_mul_right c h1 ;; nat.mul_le_mul_right _ h1
*mul-le-mul | a ≤ b ; c ≤ d | a * c ≤ b * d | nat.mul_le_mul h1 h2
mul-self-le | a ≤ b | a * a ≤ b * b | nat.mul_le_mul h1 h1 | squaring keeps inequalities
mul-lt-left | a < b ; 0 < c | c * a < c * b | nat.mul_lt_mul_of_pos_left h1 h2
mul-lt-right | a < b ; 0 < c | a * c < b * c | nat.mul_lt_mul_of_pos_right h1 h2
mul-pos | 0 < a ; 0 < b | 0 < a * b | nat.mul_pos h1 h2 | the product of positive numbers is positive
mul-pos-three | 0 < a ; 0 < b ; 0 < c | 0 < a * b * c | nat.mul_pos (nat.mul_pos h1 h2) h3
le-of-mul-le | c * a ≤ c * b ; 0 < c | a ≤ b | nat.le_of_mul_le_mul_left h1 h2
add-pos-left | 0 < a | 0 < a + b | nat.lt_of_lt_of_le h1 (nat.le_add_right a b) ;; lt_of_lt_of_le h1 (nat.le_add_right _ _)
add-pos-right | 0 < b | 0 < a + b | nat.lt_of_lt_of_le h1 (nat.le_add_left b a) ;; lt_of_lt_of_le h1 (nat.le_add_left _ _)
*sub-le | | a - b ≤ a | nat.sub_le a b ;; nat.sub_le _ _ | a difference is at most the number subtracted from
sub-le-right | a ≤ b | a - c ≤ b - c | nat.sub_le_sub_right h1 c
sub-le-left | a ≤ b | c - b ≤ c - a | nat.sub_le_sub_left c h1
sub-pos | a < b | 0 < b - a | nat.sub_pos_of_lt h1
sub-lt | 0 < a ; 0 < b | a - b < a | nat.sub_lt h1 h2
sub-lt-of-le | a ≤ b | a - c ≤ b | nat.le_trans (nat.sub_le a c) h1 ;; le_trans (nat.sub_le _ _) h1
pred-le | | nat.pred a ≤ a | nat.pred_le a ;; nat.pred_le _
pred-le-pred | a ≤ b | nat.pred a ≤ nat.pred b | nat.pred_le_pred h1
*min-le-left | | min a b ≤ a | min_le_left a b ;; min_le_left _ _ | a minimum is at most its first argument
*min-le-right | | min a b ≤ b | min_le_right a b ;; min_le_right _ _
*le-max-left | | a ≤ max a b | le_max_left a b ;; le_max_left _ _ | a maximum is at least its first argument
*le-max-right | | b ≤ max a b | le_max_right a b ;; le_max_right _ _
le-min | c ≤ a ; c ≤ b | c ≤ min a b | le_min h1 h2
max-le | a ≤ c ; b ≤ c | max a b ≤ c | max_le h1 h2
lt-min | c < a ; c < b | c < min a b | lt_min h1 h2
max-lt | a < c ; b < c | max a b < c | max_lt h1 h2
min-le-of-left | a ≤ c | min a b ≤ c | le_trans (min_le_left a b) h1 ;; le_trans (min_le_left _ _) h1
min-le-of-right | b ≤ c | min a b ≤ c | le_trans (min_le_right a b) h1 ;; le_trans (min_le_right _ _) h1
le-max-of-left | c ≤ a | c ≤ max a b | le_trans h1 (le_max_left a b) ;; le_trans h1 (le_max_left _ _)
le-max-of-right | c ≤ b | c ≤ max a b | le_trans h1 (le_max_right a b) ;; le_trans h1 (le_max_right _ _)
*min-comm | | min a b = min b a | min_comm a b ;; min_comm _ _ | the minimum does not depend on the order
*max-comm | | max a b = max b a | max_comm a b ;; max_comm _ _ | the maximum does not depend on the order
*min-self | | min a a = a | min_self a ;; min_self _ | the minimum of {a} and {a} is {a}
*max-self | | max a a = a | max_self a ;; max_self _ | the maximum of {a} and {a} is {a}
*min-assoc | | min (min a b) c = min a (min b c) | min_assoc a b c
*max-assoc | | max (max a b) c = max a (max b c) | max_assoc a b c
min-eq-left | a ≤ b | min a b = a | min_eq_left h1
min-eq-right | b ≤ a | min a b = b | min_eq_right h1
max-eq-left | b ≤ a | max a b = a | max_eq_left h1
max-eq-right | a ≤ b | max a b = b | max_eq_right h1
min-eq-lt | a < b | min a b = a | min_eq_left_of_lt h1 ;; min_eq_left (le_of_lt h1)
max-eq-lt | a < b | max a b = b | max_eq_right_of_lt h1 ;; max_eq_right (le_of_lt h1)
min-fun-comm | | f (min a b) = f (min b a) | by rw min_comm ;; congr_arg f (min_comm a b)
monotone-apply | ∀ x y, x ≤ y → f x ≤ f y ; a ≤ b | f a ≤ f b | h1 a b h2 ;; h1 _ _ h2 ;; begin ⏎ apply h1, ⏎ exact h2 ⏎ end | a monotone function keeps the order of {a} and {b}
monotone-twice | ∀ x y, x ≤ y → f x ≤ f y ; a ≤ b | f (f a) ≤ f (f b) | h1 _ _ (h1 _ _ h2) ;; begin ⏎ apply h1, ⏎ apply h1, ⏎ exact h2 ⏎ end
monotone-succ | ∀ x y, x ≤ y → f x ≤ f y | f a ≤ f (a + 1) | h1 a (a + 1) (nat.le_succ a) ;; h1 _ _ (nat.le_succ a)
increasing-step | ∀ x, x ≤ f x | a ≤ f (f a) | le_trans (h1 a) (h1 (f a)) ;; le_trans (h1 _) (h1 _)
exists-larger | | ∃ t, a < t | ⟨a + 1, nat.lt_succ_self a⟩ ;; ⟨nat.succ a, nat.lt_succ_self a⟩ ;; begin ⏎ existsi a + 1, ⏎ exact nat.lt_succ_self a ⏎ end | above every natural number there is a larger one
exists-larger-both | | ∃ t, a ≤ t ∧ b ≤ t | ⟨a + b, nat.le_add_right a b, nat.le_add_left b a⟩ ;; ⟨max a b, le_max_left a b, le_max_right a b⟩ | any two natural numbers have a common upper bound
exists-smaller-both | | ∃ t, t ≤ a ∧ t ≤ b | ⟨0, nat.zero_le a, nat.zero_le b⟩ ;; ⟨min a b, min_le_left a b, min_le_right a b⟩
strong-induction | ∀ x, (∀ y, y < x → P y) → P x | P a | nat.strong_induction_on a h1 ;; begin ⏎ apply nat.strong_induction_on a, ⏎ exact h1 ⏎ end
""",
)


def bounded_chain(rng: Random) -> Draft:
    """From `a < 5` conclude `a < 9`, or the same with ≤, or through a second variable."""
    low, high = sorted(rng.sample(range(1, 60), 2))
    name, other = rng.choice(("a b", "n m", "x y", "k j")).split()
    label = rng.choice(("h", "h1", "H"))
    form = rng.choice(("lt lt", "le lt", "le le", "lt le", "chain"))
    x, small, large = Term(name), Term(str(low)), Term(str(high))
    if form == "chain":
        facts = [("h1", Term("≤", (x, Term(other)))), ("h2", Term("<", (Term(other), small)))]
        goal = Term("<", (x, small))
        proof = rng.choice(("lt_of_le_of_lt h1 h2", "nat.lt_of_le_of_lt h1 h2"))
        return dress(rng, "bound", [(name, Term("ℕ")), (other, Term("ℕ"))], facts, goal, proof)
    given, wanted = form.split()
    ops = {"lt": "<", "le": "≤"}
    proofs = {
        "lt lt": f"lt_trans {label} dec_trivial",
        "le lt": f"lt_of_le_of_lt {label} dec_trivial",
        "le le": f"le_trans {label} dec_trivial",
        "lt le": f"le_trans (le_of_lt {label}) dec_trivial",
    }
    proof = proofs[form] if rng.random() < 0.5 or form == "lt le" else "nat." + proofs[form]
    fact = Term(ops[given], (x, small))
    return dress(rng, "bound", [(name, Term("ℕ"))], [(label, fact)], Term(ops[wanted], (x, large)), proof)


def sum_of_inequalities(rng: Random) -> Draft:
    """Two or three inequalities added or multiplied, in a random nesting, with the matching lemmas."""
    letters = rng.choice(("a b c x y z", "a c e b d f", "p q r s t u", "m n k x y z")).split()
    count = rng.choice((2, 3, 3))
    left, right = letters[:3][:count], letters[3:][:count]
    strict = rng.random() < 0.3
    op = "<" if strict else "≤"
    labels = rng.choice((["h1", "h2", "h3"], ["h₁", "h₂", "h₃"], ["ha", "hb", "hc"]))[:count]
    facts = [(label, Term(op, (Term(one), Term(two)))) for label, one, two in zip(labels, left, right, strict=True)]
    lemma = {"+": "nat.add_lt_add" if strict else "nat.add_le_add", "*": "nat.mul_le_mul"}
    combine = "+" if strict or rng.random() < 0.7 else "*"
    one, two, proof = Term(left[0]), Term(right[0]), labels[0]
    grow_right = rng.random() < 0.35
    for i in range(1, count):
        first = (Term(left[i]), Term(right[i]), labels[i])
        atom = f"({proof})" if " " in proof else proof
        if grow_right:
            one, two, proof = Term(combine, (first[0], one)), Term(combine, (first[1], two)), f"{lemma[combine]} {first[2]} {atom}"
        else:
            one, two, proof = Term(combine, (one, first[0])), Term(combine, (two, first[1])), f"{lemma[combine]} {atom} {first[2]}"
    variables = [(name, Term("ℕ")) for name in (*left, *right)]
    return dress(rng, "add-inequalities", variables, facts, Term(op, (one, two)), proof)


def monotone_context(rng: Random) -> Draft:
    """From `a ≤ b` an inequality between expressions in `a` and `b`, one named lemma a step."""
    a, b, c = rng.choice(("a b c", "x y z", "m n k")).split()
    label = rng.choice(("h", "h1", "hab"))
    numeral = str(rng.randrange(2, 20))
    steps = {
        f"t + {numeral}": "nat.add_le_add_right {} " + numeral,
        f"{numeral} + t": "nat.add_le_add_left {} " + numeral,
        f"{numeral} * t": f"nat.mul_le_mul_left {numeral} {{}}",
        f"t * {numeral}": f"nat.mul_le_mul_right {numeral} {{}}",
        "t + c": f"nat.add_le_add_right {{}} {c}",
        "c + t": f"nat.add_le_add_left {{}} {c}",
        "c * t": f"nat.mul_le_mul_left {c} {{}}",
        "t * c": f"nat.mul_le_mul_right {c} {{}}",
        "nat.succ t": "nat.succ_le_succ {}",
        "t + 1": "nat.succ_le_succ {}",
        "t - c": f"nat.sub_le_sub_right {{}} {c}",
    }
    from autoformalize.data.forge.terms import substitute

    one, two, proof = Term(a), Term(b), label
    for _ in range(rng.choice((1, 1, 2))):
        shape = rng.choice(list(steps))
        frame = parse(shape)
        one, two = (substitute(frame, {"t": side, "c": Term(c)}) for side in (one, two))
        proof = steps[shape].format(f"({proof})" if " " in proof else proof)
    goal = Term("≤", (one, two))
    from autoformalize.data.forge.numbers import _names

    names = [name for name in (a, b, c) if name in _names(goal)]
    return dress(rng, "monotone", [(name, Term("ℕ")) for name in names], [(label, Term("≤", (Term(a), Term(b))))], goal, proof)
