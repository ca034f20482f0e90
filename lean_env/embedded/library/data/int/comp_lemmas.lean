/- Comparing integer numerals through the natural numbers they come from. -/

namespace int

protected lemma ne_neg_of_ne {a b : ℤ} : a ≠ b → -a ≠ -b := λ h e, h (int.neg_inj e)

protected lemma neg_ne_zero_of_ne {a : ℤ} : a ≠ 0 → -a ≠ 0 := λ h e, h (@int.neg_inj a 0 e)

protected lemma zero_ne_neg_of_ne {a : ℤ} (h : 0 ≠ a) : 0 ≠ -a := ne.symm (int.neg_ne_zero_of_ne (ne.symm h))

protected lemma neg_ne_of_pos {a b : ℤ} : 0 < a → 0 < b → -a ≠ b :=
λ ha hb, ne_of_lt (lt_trans (int.neg_neg_of_pos ha) hb)

protected lemma ne_neg_of_pos {a b : ℤ} : 0 < a → 0 < b → a ≠ -b := λ ha hb, ne.symm (int.neg_ne_of_pos hb ha)

protected lemma one_pos : 0 < (1:int) := int.zero_lt_one

protected lemma bit0_pos {a : ℤ} : 0 < a → 0 < bit0 a := λ h, int.add_pos h h

protected lemma bit1_pos {a : ℤ} : 0 ≤ a → 0 < bit1 a := λ h, lt_add_one_of_le (int.add_nonneg h h)

protected lemma zero_nonneg : 0 ≤ (0 : ℤ) := int.le_refl 0

protected lemma one_nonneg : 0 ≤ (1 : ℤ) := int.le_of_lt int.zero_lt_one

protected lemma bit0_nonneg {a : ℤ} : 0 ≤ a → 0 ≤ bit0 a := λ h, int.add_nonneg h h

protected lemma bit1_nonneg {a : ℤ} : 0 ≤ a → 0 ≤ bit1 a := λ h, int.le_of_lt (int.bit1_pos h)

protected lemma nonneg_of_pos {a : ℤ} : 0 < a → 0 ≤ a := λ h, int.le_of_lt h

lemma neg_succ_of_nat_lt_zero (n : ℕ) : neg_succ_of_nat n < 0 := neg_succ_lt_zero n

lemma zero_le_of_nat (n : ℕ) : 0 ≤ of_nat n := of_nat_nonneg n

lemma of_nat_nat_abs_eq_of_nonneg : ∀ {a : ℤ}, 0 ≤ a → of_nat (nat_abs a) = a := λ a h, nat_abs_of_nonneg h

lemma ne_of_nat_abs_ne_nat_abs_of_nonneg {a b : ℤ} (ha : 0 ≤ a) (hb : 0 ≤ b) (h : nat_abs a ≠ nat_abs b) : a ≠ b :=
λ e, h (congr_arg nat_abs e)

protected lemma ne_of_nat_ne_nonneg_case {a b : ℤ} {n m : nat} (ha : 0 ≤ a) (hb : 0 ≤ b)
  (e1 : nat_abs a = n) (e2 : nat_abs b = m) (h : n ≠ m) : a ≠ b :=
λ e, h (eq.trans e1.symm (eq.trans (congr_arg nat_abs e) e2))

lemma nat_abs_of_nat_core (n : ℕ) : nat_abs (of_nat n) = n := rfl

lemma nat_abs_of_neg_succ_of_nat (n : ℕ) : nat_abs (neg_succ_of_nat n) = nat.succ n := rfl

protected lemma nat_abs_add_nonneg : ∀ {a b : int}, 0 ≤ a → 0 ≤ b → nat_abs (a + b) = nat_abs a + nat_abs b
| (of_nat n) (of_nat m) ha hb := rfl
| (of_nat n) -[1+ m]    ha hb := false.elim (not_lt_of_ge hb (neg_succ_lt_zero m))
| -[1+ n]    b          ha hb := false.elim (not_lt_of_ge ha (neg_succ_lt_zero n))

protected lemma nat_abs_add_neg : ∀ {a b : int}, a < 0 → b < 0 → nat_abs (a + b) = nat_abs a + nat_abs b
| -[1+ n]    -[1+ m]    ha hb := congr_arg nat.succ (nat.succ_add n m).symm
| -[1+ n]    (of_nat m) ha hb := false.elim (not_lt_of_ge (of_nat_nonneg m) hb)
| (of_nat n) b          ha hb := false.elim (not_lt_of_ge (of_nat_nonneg n) ha)

protected lemma nat_abs_bit0 : ∀ (a : int), nat_abs (bit0 a) = bit0 (nat_abs a)
| (of_nat n) := rfl
| -[1+ n]    := int.nat_abs_add_neg (neg_succ_lt_zero n) (neg_succ_lt_zero n)

protected lemma nat_abs_bit0_step {a : int} {n : nat} (h : nat_abs a = n) : nat_abs (bit0 a) = bit0 n :=
by rw [int.nat_abs_bit0, h]

protected lemma nat_abs_bit1_nonneg {a : int} (h : 0 ≤ a) : nat_abs (bit1 a) = bit1 (nat_abs a) :=
eq.trans (int.nat_abs_add_nonneg (int.bit0_nonneg h) int.one_nonneg)
  (congr_arg nat.succ (int.nat_abs_bit0 a))

protected lemma nat_abs_bit1_nonneg_step {a : int} {n : nat} (h₁ : 0 ≤ a) (h₂ : nat_abs a = n) :
  nat_abs (bit1 a) = bit1 n :=
by rw [int.nat_abs_bit1_nonneg h₁, h₂]

end int
