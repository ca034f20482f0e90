/- The order of the integers, and how it gets along with addition, negation and multiplication. -/

namespace int

def nonneg (a : ℤ) : Prop := int.cases_on a (λ n, true) (λ n, false)

protected def le (a b : ℤ) : Prop := nonneg (b - a)

instance : has_le int := ⟨int.le⟩

protected def lt (a b : ℤ) : Prop := (a + 1) ≤ b

instance : has_lt int := ⟨int.lt⟩

def decidable_nonneg (a : ℤ) : decidable (nonneg a) :=
int.cases_on a (λ a, decidable.true) (λ a, decidable.false)

instance decidable_le (a b : ℤ) : decidable (a ≤ b) := decidable_nonneg _

instance decidable_lt (a b : ℤ) : decidable (a < b) := decidable_nonneg _

lemma lt_iff_add_one_le (a b : ℤ) : a < b ↔ a + 1 ≤ b := iff.refl (a + 1 ≤ b)

lemma nonneg.elim {a : ℤ} : nonneg a → ∃ n : ℕ, a = n := int.cases_on a (λ n _, ⟨n, rfl⟩) (λ n f, false.elim f)

lemma nonneg_or_nonneg_neg (a : ℤ) : nonneg a ∨ nonneg (-a) :=
int.cases_on a (λ n, or.inl trivial) (λ n, or.inr trivial)

/-! To be at most is to be reached by adding a natural number -/

lemma le.intro_sub {a b : ℤ} {n : ℕ} (h : b - a = n) : a ≤ b :=
@eq.subst ℤ nonneg ↑n (b - a) h.symm trivial

lemma le.intro {a b : ℤ} {n : ℕ} (h : a + n = b) : a ≤ b :=
le.intro_sub (show b + -a = n, by rw [← h, int.add_comm a, int.add_assoc, int.add_right_neg, int.add_zero])

lemma le.dest_sub {a b : ℤ} (h : a ≤ b) : ∃ n : ℕ, b - a = n := nonneg.elim h

lemma le.dest {a b : ℤ} (h : a ≤ b) : ∃ n : ℕ, a + n = b :=
exists.elim (le.dest_sub h) (λ n e, ⟨n, by rw [← e, int.sub_eq_add_neg, int.add_left_comm, int.add_right_neg, int.add_zero]⟩)

lemma le.elim {a b : ℤ} (h : a ≤ b) {P : Prop} (h' : ∀ n : ℕ, a + ↑n = b → P) : P := exists.elim (le.dest h) h'

protected lemma le_total (a b : ℤ) : a ≤ b ∨ b ≤ a :=
or.imp_right
  (λ h, @eq.subst ℤ nonneg (-(b - a)) (a - b)
    (by rw [int.sub_eq_add_neg, int.neg_add, int.neg_neg, int.add_comm, int.sub_eq_add_neg]) h)
  (nonneg_or_nonneg_neg (b - a))

lemma coe_nat_le_coe_nat_of_le {m n : ℕ} (h : m ≤ n) : (↑m : ℤ) ≤ ↑n :=
exists.elim (nat.le.dest h) (λ k e, @le.intro ↑m ↑n k
  (show int.of_nat (m + k) = int.of_nat n, from congr_arg int.of_nat e))

lemma le_of_coe_nat_le_coe_nat {m n : ℕ} (h : (↑m : ℤ) ≤ ↑n) : m ≤ n :=
le.elim h (λ k e, nat.le.intro (@int.coe_nat_inj (m + k) n e))

lemma coe_nat_le_coe_nat_iff (m n : ℕ) : (↑m : ℤ) ≤ ↑n ↔ m ≤ n :=
⟨le_of_coe_nat_le_coe_nat, coe_nat_le_coe_nat_of_le⟩

lemma coe_zero_le (n : ℕ) : 0 ≤ (↑n : ℤ) := coe_nat_le_coe_nat_of_le (nat.zero_le n)

lemma eq_coe_of_zero_le {a : ℤ} (h : 0 ≤ a) : ∃ n : ℕ, a = n :=
exists.elim (le.dest h) (λ n e, ⟨n, eq.trans e.symm (int.zero_add ↑n)⟩)

lemma eq_succ_of_zero_lt {a : ℤ} (h : 0 < a) : ∃ n : ℕ, a = n.succ :=
exists.elim (le.dest h) (λ n e, ⟨n, eq.trans e.symm
  (show int.of_nat (0 + 1 + n) = int.of_nat (nat.succ n), from congr_arg int.of_nat (nat.add_comm (0 + 1) n))⟩)

lemma lt_add_succ (a : ℤ) (n : ℕ) : a < a + ↑(nat.succ n) :=
@le.intro (a + 1) _ n (by rw [int.add_assoc, int.add_comm 1, int.coe_nat_succ])

lemma lt.intro {a b : ℤ} {n : ℕ} (h : a + nat.succ n = b) : a < b :=
@eq.subst ℤ (λ x, a < x) (a + nat.succ n) b h (lt_add_succ a n)

lemma lt.dest {a b : ℤ} (h : a < b) : ∃ n : ℕ, a + ↑(nat.succ n) = b :=
exists.elim (le.dest h) (λ n e, ⟨n, by rw [← e, int.coe_nat_succ, int.add_assoc, int.add_comm 1]⟩)

lemma lt.elim {a b : ℤ} (h : a < b) {P : Prop} (h' : ∀ n : ℕ, a + ↑(nat.succ n) = b → P) : P :=
exists.elim (lt.dest h) h'

lemma coe_nat_lt_coe_nat_iff (n m : ℕ) : (↑n : ℤ) < ↑m ↔ n < m := coe_nat_le_coe_nat_iff (nat.succ n) m

lemma lt_of_coe_nat_lt_coe_nat {m n : ℕ} (h : (↑m : ℤ) < ↑n) : m < n := (coe_nat_lt_coe_nat_iff m n).mp h

lemma coe_nat_lt_coe_nat_of_lt {m n : ℕ} (h : m < n) : (↑m : ℤ) < ↑n := (coe_nat_lt_coe_nat_iff m n).mpr h

/-! A linear order -/

protected lemma le_refl (a : ℤ) : a ≤ a := @le.intro a a 0 (int.add_zero a)

protected lemma le_trans {a b c : ℤ} (h₁ : a ≤ b) (h₂ : b ≤ c) : a ≤ c :=
le.elim h₁ (λ n hn, le.elim h₂ (λ m hm, @le.intro a c (n + m)
  (by rw [int.coe_nat_add, ← int.add_assoc, hn, hm])))

protected lemma le_antisymm {a b : ℤ} (h₁ : a ≤ b) (h₂ : b ≤ a) : a = b :=
le.elim h₁ (λ n hn, le.elim h₂ (λ m hm,
  have e : a + ↑(n + m) = a + 0, by rw [int.coe_nat_add, ← int.add_assoc, hn, hm, int.add_zero],
  have z : n = 0, from nat.eq_zero_of_add_eq_zero_right (@int.coe_nat_inj (n + m) 0 (int.add_left_cancel e)),
  by rw [← hn, z, int.coe_nat_zero, int.add_zero]))

protected lemma lt_irrefl (a : ℤ) : ¬ a < a :=
λ h, lt.elim h (λ n e, nat.succ_ne_zero n (@int.coe_nat_inj (nat.succ n) 0
  (@int.add_left_cancel a ↑(nat.succ n) 0 (eq.trans e (int.add_zero a).symm))))

protected lemma ne_of_lt {a b : ℤ} (h : a < b) : a ≠ b :=
λ e, int.lt_irrefl b (@eq.subst ℤ (λ x, x < b) a b e h)

lemma le_of_lt {a b : ℤ} (h : a < b) : a ≤ b := lt.elim h (λ n e, le.intro e)

protected lemma lt_iff_le_and_ne (a b : ℤ) : a < b ↔ (a ≤ b ∧ a ≠ b) :=
⟨λ h, ⟨int.le_of_lt h, int.ne_of_lt h⟩,
 λ h, exists.elim (le.dest h.left) (λ n, @nat.rec (λ n, a + ↑n = b → a < b)
   (λ e, false.elim (h.right (eq.trans (int.add_zero a).symm e))) (λ n _ e, @lt.intro a b n e) n)⟩

lemma lt_succ (a : ℤ) : a < a + 1 := int.le_refl (a + 1)

protected lemma add_le_add_left {a b : ℤ} (h : a ≤ b) (c : ℤ) : c + a ≤ c + b :=
le.elim h (λ n e, @le.intro (c + a) (c + b) n (by rw [int.add_assoc, e]))

protected lemma add_lt_add_left {a b : ℤ} (h : a < b) (c : ℤ) : c + a < c + b :=
@eq.subst ℤ (λ x, x ≤ c + b) (c + (a + 1)) (c + a + 1) (int.add_assoc c a 1).symm (int.add_le_add_left h c)

protected lemma mul_nonneg {a b : ℤ} (ha : 0 ≤ a) (hb : 0 ≤ b) : 0 ≤ a * b :=
exists.elim (eq_coe_of_zero_le ha) (λ n hn, exists.elim (eq_coe_of_zero_le hb) (λ m hm,
  by { rw [hn, hm], exact coe_zero_le (n * m) }))

protected lemma mul_pos {a b : ℤ} (ha : 0 < a) (hb : 0 < b) : 0 < a * b :=
exists.elim (eq_succ_of_zero_lt ha) (λ n hn, exists.elim (eq_succ_of_zero_lt hb) (λ m hm,
  by { rw [hn, hm], exact coe_nat_lt_coe_nat_of_lt (nat.mul_pos (nat.succ_pos n) (nat.succ_pos m)) }))

protected lemma zero_lt_one : (0 : ℤ) < 1 := int.le_refl 1

protected lemma lt_iff_le_not_le {a b : ℤ} : a < b ↔ (a ≤ b ∧ ¬ b ≤ a) :=
⟨λ h, ⟨int.le_of_lt h, λ k, int.ne_of_lt h (int.le_antisymm (int.le_of_lt h) k)⟩,
 λ h, (int.lt_iff_le_and_ne a b).mpr ⟨h.left, λ e, h.right (@eq.subst ℤ (λ x, x ≤ a) a b e (int.le_refl a))⟩⟩

instance : linear_order int :=
{ le               := int.le,
  le_refl          := int.le_refl,
  le_trans         := @int.le_trans,
  le_antisymm      := @int.le_antisymm,
  lt               := int.lt,
  lt_iff_le_not_le := @int.lt_iff_le_not_le,
  le_total         := int.le_total,
  decidable_eq     := int.decidable_eq,
  decidable_le     := int.decidable_le,
  decidable_lt     := int.decidable_lt }

lemma eq_nat_abs_of_zero_le {a : ℤ} (h : 0 ≤ a) : a = nat_abs a :=
exists.elim (eq_coe_of_zero_le h) (λ n e, @eq.subst ℤ (λ x, x = nat_abs x) ↑n a e.symm rfl)

lemma le_nat_abs {a : ℤ} : a ≤ nat_abs a :=
or.elim (le_total 0 a) (λ h, le_of_eq (eq_nat_abs_of_zero_le h)) (λ h, le_trans h (coe_zero_le (nat_abs a)))

lemma neg_succ_lt_zero (n : ℕ) : -[1+ n] < 0 :=
lt_of_not_ge (λ h, exists.elim (eq_coe_of_zero_le h) (λ m e, int.no_confusion e))

lemma eq_neg_succ_of_lt_zero : ∀ {a : ℤ}, a < 0 → ∃ n : ℕ, a = -[1+ n]
| (of_nat n) h := false.elim (not_lt_of_ge (coe_zero_le n) h)
| -[1+ n]    h := ⟨n, rfl⟩

/-! Cancellation, negation, subtraction -/

protected lemma eq_neg_of_eq_neg {a b : ℤ} (h : a = -b) : b = -a := by rw [h, int.neg_neg]

protected lemma neg_add_cancel_left (a b : ℤ) : -a + (a + b) = b :=
by rw [← int.add_assoc, int.add_left_neg, int.zero_add]

protected lemma add_neg_cancel_left (a b : ℤ) : a + (-a + b) = b :=
by rw [← int.add_assoc, int.add_right_neg, int.zero_add]

protected lemma add_neg_cancel_right (a b : ℤ) : a + b + -b = a :=
by rw [int.add_assoc, int.add_right_neg, int.add_zero]

protected lemma neg_add_cancel_right (a b : ℤ) : a + -b + b = a :=
by rw [int.add_assoc, int.add_left_neg, int.add_zero]

protected lemma sub_self (a : ℤ) : a - a = 0 := int.add_right_neg a

protected lemma sub_eq_zero_of_eq {a b : ℤ} (h : a = b) : a - b = 0 := by rw [h, int.sub_self]

protected lemma eq_of_sub_eq_zero {a b : ℤ} (h : a - b = 0) : a = b :=
by rw [← int.neg_add_cancel_right a b, ← int.sub_eq_add_neg, h, int.zero_add]

protected lemma sub_eq_zero_iff_eq {a b : ℤ} : a - b = 0 ↔ a = b :=
⟨int.eq_of_sub_eq_zero, int.sub_eq_zero_of_eq⟩

@[simp] protected lemma neg_eq_of_add_eq_zero {a b : ℤ} (h : a + b = 0) : -a = b :=
by rw [← int.neg_add_cancel_left a b, h, int.add_zero]

protected lemma neg_mul_eq_neg_mul (a b : ℤ) : -(a * b) = -a * b :=
int.neg_eq_of_add_eq_zero (by rw [← int.distrib_right, int.add_right_neg, int.zero_mul])

protected lemma neg_mul_eq_mul_neg (a b : ℤ) : -(a * b) = a * -b :=
int.neg_eq_of_add_eq_zero (by rw [← int.distrib_left, int.add_right_neg, int.mul_zero])

lemma neg_mul_eq_neg_mul_symm (a b : ℤ) : - a * b = - (a * b) := (int.neg_mul_eq_neg_mul a b).symm

lemma mul_neg_eq_neg_mul_symm (a b : ℤ) : a * - b = - (a * b) := (int.neg_mul_eq_mul_neg a b).symm

protected lemma neg_mul_neg (a b : ℤ) : -a * -b = a * b :=
by rw [neg_mul_eq_neg_mul_symm, mul_neg_eq_neg_mul_symm, int.neg_neg]

protected lemma neg_mul_comm (a b : ℤ) : -a * b = a * -b :=
eq.trans (neg_mul_eq_neg_mul_symm a b) (int.neg_mul_eq_mul_neg a b)

protected lemma mul_sub (a b c : ℤ) : a * (b - c) = a * b - a * c :=
by rw [int.sub_eq_add_neg, int.distrib_left, mul_neg_eq_neg_mul_symm, int.sub_eq_add_neg]

protected lemma sub_mul (a b c : ℤ) : (a - b) * c = a * c - b * c :=
by rw [int.sub_eq_add_neg, int.distrib_right, neg_mul_eq_neg_mul_symm, int.sub_eq_add_neg]

section

/- An inequality between two terms is one between their equals. -/
private lemma le_cast {a b a' b' : ℤ} (ea : a = a') (eb : b = b') (h : a ≤ b) : a' ≤ b' :=
@eq.subst ℤ (λ x, x ≤ b') a a' ea (@eq.subst ℤ (λ y, a ≤ y) b b' eb h)

private lemma lt_cast {a b a' b' : ℤ} (ea : a = a') (eb : b = b') (h : a < b) : a' < b' :=
@eq.subst ℤ (λ x, x < b') a a' ea (@eq.subst ℤ (λ y, a < y) b b' eb h)

/-! Adding to both sides -/

protected lemma le_of_add_le_add_left {a b c : ℤ} (h : a + b ≤ a + c) : b ≤ c :=
le_cast (int.neg_add_cancel_left a b) (int.neg_add_cancel_left a c) (int.add_le_add_left h (-a))

protected lemma lt_of_add_lt_add_left {a b c : ℤ} (h : a + b < a + c) : b < c :=
lt_cast (int.neg_add_cancel_left a b) (int.neg_add_cancel_left a c) (int.add_lt_add_left h (-a))

protected lemma add_le_add_right {a b : ℤ} (h : a ≤ b) (c : ℤ) : a + c ≤ b + c :=
le_cast (int.add_comm c a) (int.add_comm c b) (int.add_le_add_left h c)

protected theorem add_lt_add_right {a b : ℤ} (h : a < b) (c : ℤ) : a + c < b + c :=
lt_cast (int.add_comm c a) (int.add_comm c b) (int.add_lt_add_left h c)

protected lemma add_le_add {a b c d : ℤ} (h₁ : a ≤ b) (h₂ : c ≤ d) : a + c ≤ b + d :=
le_trans (int.add_le_add_right h₁ c) (int.add_le_add_left h₂ b)

protected lemma le_add_of_nonneg_right {a b : ℤ} (h : 0 ≤ b) : a ≤ a + b :=
le_cast (int.add_zero a) rfl (int.add_le_add_left h a)

protected lemma le_add_of_nonneg_left {a b : ℤ} (h : 0 ≤ b) : a ≤ b + a :=
le_cast (int.zero_add a) rfl (int.add_le_add_right h a)

protected lemma add_lt_add {a b c d : ℤ} (h₁ : a < b) (h₂ : c < d) : a + c < b + d :=
lt_trans (int.add_lt_add_right h₁ c) (int.add_lt_add_left h₂ b)

protected lemma add_lt_add_of_le_of_lt {a b c d : ℤ} (h₁ : a ≤ b) (h₂ : c < d) : a + c < b + d :=
lt_of_le_of_lt (int.add_le_add_right h₁ c) (int.add_lt_add_left h₂ b)

protected lemma add_lt_add_of_lt_of_le {a b c d : ℤ} (h₁ : a < b) (h₂ : c ≤ d) : a + c < b + d :=
lt_of_lt_of_le (int.add_lt_add_right h₁ c) (int.add_le_add_left h₂ b)

protected lemma lt_add_of_pos_right (a : ℤ) {b : ℤ} (h : 0 < b) : a < a + b :=
lt_cast (int.add_zero a) rfl (int.add_lt_add_left h a)

protected lemma lt_add_of_pos_left (a : ℤ) {b : ℤ} (h : 0 < b) : a < b + a :=
lt_cast (int.zero_add a) rfl (int.add_lt_add_right h a)

protected lemma le_of_add_le_add_right {a b c : ℤ} (h : a + b ≤ c + b) : a ≤ c :=
int.le_of_add_le_add_left (le_cast (int.add_comm a b) (int.add_comm c b) h)

protected lemma lt_of_add_lt_add_right {a b c : ℤ} (h : a + b < c + b) : a < c :=
int.lt_of_add_lt_add_left (lt_cast (int.add_comm a b) (int.add_comm c b) h)

/-! Signs of sums -/

protected lemma add_nonneg {a b : ℤ} (ha : 0 ≤ a) (hb : 0 ≤ b) : 0 ≤ a + b := int.add_le_add ha hb

protected lemma add_pos {a b : ℤ} (ha : 0 < a) (hb : 0 < b) : 0 < a + b :=
lt_cast (int.add_zero 0) rfl (int.add_lt_add ha hb)

protected lemma add_pos_of_pos_of_nonneg {a b : ℤ} (ha : 0 < a) (hb : 0 ≤ b) : 0 < a + b :=
lt_cast (int.add_zero 0) rfl (int.add_lt_add_of_lt_of_le ha hb)

protected lemma add_pos_of_nonneg_of_pos {a b : ℤ} (ha : 0 ≤ a) (hb : 0 < b) : 0 < a + b :=
lt_cast (int.add_zero 0) rfl (int.add_lt_add_of_le_of_lt ha hb)

protected lemma add_nonpos {a b : ℤ} (ha : a ≤ 0) (hb : b ≤ 0) : a + b ≤ 0 := int.add_le_add ha hb

protected lemma add_neg {a b : ℤ} (ha : a < 0) (hb : b < 0) : a + b < 0 :=
lt_cast rfl (int.add_zero 0) (int.add_lt_add ha hb)

protected lemma add_neg_of_neg_of_nonpos {a b : ℤ} (ha : a < 0) (hb : b ≤ 0) : a + b < 0 :=
lt_cast rfl (int.add_zero 0) (int.add_lt_add_of_lt_of_le ha hb)

protected lemma add_neg_of_nonpos_of_neg {a b : ℤ} (ha : a ≤ 0) (hb : b < 0) : a + b < 0 :=
lt_cast rfl (int.add_zero 0) (int.add_lt_add_of_le_of_lt ha hb)

protected lemma lt_add_of_le_of_pos {a b c : ℤ} (hbc : b ≤ c) (ha : 0 < a) : b < c + a :=
lt_cast (int.add_zero b) rfl (int.add_lt_add_of_le_of_lt hbc ha)

protected lemma sub_add_cancel (a b : ℤ) : a - b + b = a := int.neg_add_cancel_right a b

protected lemma add_sub_cancel (a b : ℤ) : a + b - b = a := int.add_neg_cancel_right a b

protected lemma add_sub_assoc (a b c : ℤ) : a + b - c = a + (b - c) := int.add_assoc a b (-c)

/-! Negating both sides -/

protected lemma neg_le_neg {a b : ℤ} (h : a ≤ b) : -b ≤ -a :=
le_cast (eq.trans (congr_arg (λ x, x + -b) (int.add_left_neg a)) (int.zero_add (-b)))
  (int.add_neg_cancel_right (-a) b) (int.add_le_add_right (int.add_le_add_left h (-a)) (-b))

protected lemma neg_lt_neg {a b : ℤ} (h : a < b) : -b < -a :=
lt_cast (eq.trans (congr_arg (λ x, x + -b) (int.add_left_neg a)) (int.zero_add (-b)))
  (int.add_neg_cancel_right (-a) b) (int.add_lt_add_right (int.add_lt_add_left h (-a)) (-b))

protected lemma le_of_neg_le_neg {a b : ℤ} (h : -b ≤ -a) : a ≤ b :=
le_cast (int.neg_neg a) (int.neg_neg b) (int.neg_le_neg h)

protected lemma nonneg_of_neg_nonpos {a : ℤ} (h : -a ≤ 0) : 0 ≤ a :=
le_cast int.neg_zero (int.neg_neg a) (int.neg_le_neg h)

protected lemma neg_nonpos_of_nonneg {a : ℤ} (h : 0 ≤ a) : -a ≤ 0 := int.neg_le_neg h

protected lemma nonpos_of_neg_nonneg {a : ℤ} (h : 0 ≤ -a) : a ≤ 0 :=
le_cast (int.neg_neg a) int.neg_zero (int.neg_le_neg h)

protected lemma neg_nonneg_of_nonpos {a : ℤ} (h : a ≤ 0) : 0 ≤ -a := int.neg_le_neg h

protected lemma lt_of_neg_lt_neg {a b : ℤ} (h : -b < -a) : a < b :=
lt_cast (int.neg_neg a) (int.neg_neg b) (int.neg_lt_neg h)

protected lemma pos_of_neg_neg {a : ℤ} (h : -a < 0) : 0 < a :=
lt_cast int.neg_zero (int.neg_neg a) (int.neg_lt_neg h)

protected lemma neg_neg_of_pos {a : ℤ} (h : 0 < a) : -a < 0 := int.neg_lt_neg h

protected lemma neg_of_neg_pos {a : ℤ} (h : 0 < -a) : a < 0 :=
lt_cast (int.neg_neg a) int.neg_zero (int.neg_lt_neg h)

protected lemma neg_pos_of_neg {a : ℤ} (h : a < 0) : 0 < -a := int.neg_lt_neg h

protected lemma le_neg_of_le_neg {a b : ℤ} (h : a ≤ -b) : b ≤ -a := le_cast (int.neg_neg b) rfl (int.neg_le_neg h)

protected lemma neg_le_of_neg_le {a b : ℤ} (h : -a ≤ b) : -b ≤ a := le_cast rfl (int.neg_neg a) (int.neg_le_neg h)

protected lemma lt_neg_of_lt_neg {a b : ℤ} (h : a < -b) : b < -a := lt_cast (int.neg_neg b) rfl (int.neg_lt_neg h)

protected lemma neg_lt_of_neg_lt {a b : ℤ} (h : -a < b) : -b < a := lt_cast rfl (int.neg_neg a) (int.neg_lt_neg h)

/-! Moving terms across -/

protected lemma sub_nonneg_of_le {a b : ℤ} (h : b ≤ a) : 0 ≤ a - b :=
le_cast (int.add_right_neg b) rfl (int.add_le_add_right h (-b))

protected lemma le_of_sub_nonneg {a b : ℤ} (h : 0 ≤ a - b) : b ≤ a :=
le_cast (int.zero_add b) (int.sub_add_cancel a b) (int.add_le_add_right h b)

protected lemma sub_nonpos_of_le {a b : ℤ} (h : a ≤ b) : a - b ≤ 0 :=
le_cast rfl (int.add_right_neg b) (int.add_le_add_right h (-b))

protected lemma le_of_sub_nonpos {a b : ℤ} (h : a - b ≤ 0) : a ≤ b :=
le_cast (int.sub_add_cancel a b) (int.zero_add b) (int.add_le_add_right h b)

protected lemma sub_pos_of_lt {a b : ℤ} (h : b < a) : 0 < a - b :=
lt_cast (int.add_right_neg b) rfl (int.add_lt_add_right h (-b))

protected lemma lt_of_sub_pos {a b : ℤ} (h : 0 < a - b) : b < a :=
lt_cast (int.zero_add b) (int.sub_add_cancel a b) (int.add_lt_add_right h b)

protected lemma sub_neg_of_lt {a b : ℤ} (h : a < b) : a - b < 0 :=
lt_cast rfl (int.add_right_neg b) (int.add_lt_add_right h (-b))

protected lemma lt_of_sub_neg {a b : ℤ} (h : a - b < 0) : a < b :=
lt_cast (int.sub_add_cancel a b) (int.zero_add b) (int.add_lt_add_right h b)

protected lemma add_le_of_le_neg_add {a b c : ℤ} (h : b ≤ -a + c) : a + b ≤ c :=
le_cast rfl (int.add_neg_cancel_left a c) (int.add_le_add_left h a)

protected lemma le_neg_add_of_add_le {a b c : ℤ} (h : a + b ≤ c) : b ≤ -a + c :=
le_cast (int.neg_add_cancel_left a b) rfl (int.add_le_add_left h (-a))

protected lemma add_le_of_le_sub_left {a b c : ℤ} (h : b ≤ c - a) : a + b ≤ c :=
int.add_le_of_le_neg_add (le_cast rfl (int.add_comm c (-a)) h)

protected lemma le_sub_left_of_add_le {a b c : ℤ} (h : a + b ≤ c) : b ≤ c - a :=
le_cast rfl (int.add_comm (-a) c) (int.le_neg_add_of_add_le h)

protected lemma add_le_of_le_sub_right {a b c : ℤ} (h : a ≤ c - b) : a + b ≤ c :=
le_cast rfl (int.sub_add_cancel c b) (int.add_le_add_right h b)

protected lemma le_sub_right_of_add_le {a b c : ℤ} (h : a + b ≤ c) : a ≤ c - b :=
le_cast (int.add_neg_cancel_right a b) rfl (int.add_le_add_right h (-b))

protected lemma le_add_of_neg_add_le {a b c : ℤ} (h : -b + a ≤ c) : a ≤ b + c :=
le_cast (int.add_neg_cancel_left b a) rfl (int.add_le_add_left h b)

protected lemma neg_add_le_of_le_add {a b c : ℤ} (h : a ≤ b + c) : -b + a ≤ c :=
le_cast rfl (int.neg_add_cancel_left b c) (int.add_le_add_left h (-b))

protected lemma le_add_of_sub_left_le {a b c : ℤ} (h : a - b ≤ c) : a ≤ b + c :=
int.le_add_of_neg_add_le (le_cast (int.add_comm a (-b)) rfl h)

protected lemma sub_left_le_of_le_add {a b c : ℤ} (h : a ≤ b + c) : a - b ≤ c :=
le_cast (int.add_comm (-b) a) rfl (int.neg_add_le_of_le_add h)

protected lemma le_add_of_sub_right_le {a b c : ℤ} (h : a - c ≤ b) : a ≤ b + c :=
le_cast (int.sub_add_cancel a c) rfl (int.add_le_add_right h c)

protected lemma sub_right_le_of_le_add {a b c : ℤ} (h : a ≤ b + c) : a - c ≤ b :=
le_cast rfl (int.add_neg_cancel_right b c) (int.add_le_add_right h (-c))

protected lemma le_add_of_neg_add_le_left {a b c : ℤ} (h : -b + a ≤ c) : a ≤ b + c := int.le_add_of_neg_add_le h

protected lemma neg_add_le_left_of_le_add {a b c : ℤ} (h : a ≤ b + c) : -b + a ≤ c := int.neg_add_le_of_le_add h

protected lemma le_add_of_neg_add_le_right {a b c : ℤ} (h : -c + a ≤ b) : a ≤ b + c :=
int.le_add_of_sub_right_le (le_cast (int.add_comm (-c) a) rfl h)

protected lemma neg_add_le_right_of_le_add {a b c : ℤ} (h : a ≤ b + c) : -c + a ≤ b :=
le_cast (int.add_comm a (-c)) rfl (int.sub_right_le_of_le_add h)

protected lemma le_add_of_neg_le_sub_left {a b c : ℤ} (h : -a ≤ b - c) : c ≤ a + b :=
int.le_add_of_neg_add_le_left (int.add_le_of_le_sub_right h)

protected lemma neg_le_sub_left_of_le_add {a b c : ℤ} (h : c ≤ a + b) : -a ≤ b - c :=
int.le_sub_right_of_add_le (int.neg_add_le_left_of_le_add h)

protected lemma le_add_of_neg_le_sub_right {a b c : ℤ} (h : -b ≤ a - c) : c ≤ a + b :=
int.le_add_of_neg_add_le_right (int.add_le_of_le_sub_right h)

protected lemma neg_le_sub_right_of_le_add {a b c : ℤ} (h : c ≤ a + b) : -b ≤ a - c :=
int.le_sub_right_of_add_le (int.neg_add_le_right_of_le_add h)

protected lemma sub_le_of_sub_le {a b c : ℤ} (h : a - b ≤ c) : a - c ≤ b :=
int.sub_left_le_of_le_add (int.le_add_of_sub_right_le h)

protected lemma sub_le_sub_left {a b : ℤ} (h : a ≤ b) (c : ℤ) : c - b ≤ c - a :=
int.add_le_add_left (int.neg_le_neg h) c

protected lemma sub_le_sub_right {a b : ℤ} (h : a ≤ b) (c : ℤ) : a - c ≤ b - c := int.add_le_add_right h (-c)

protected lemma sub_le_sub {a b c d : ℤ} (hab : a ≤ b) (hcd : c ≤ d) : a - d ≤ b - c :=
int.add_le_add hab (int.neg_le_neg hcd)

protected lemma add_lt_of_lt_neg_add {a b c : ℤ} (h : b < -a + c) : a + b < c :=
lt_cast rfl (int.add_neg_cancel_left a c) (int.add_lt_add_left h a)

protected lemma lt_neg_add_of_add_lt {a b c : ℤ} (h : a + b < c) : b < -a + c :=
lt_cast (int.neg_add_cancel_left a b) rfl (int.add_lt_add_left h (-a))

protected lemma add_lt_of_lt_sub_left {a b c : ℤ} (h : b < c - a) : a + b < c :=
int.add_lt_of_lt_neg_add (lt_cast rfl (int.add_comm c (-a)) h)

protected lemma lt_sub_left_of_add_lt {a b c : ℤ} (h : a + b < c) : b < c - a :=
lt_cast rfl (int.add_comm (-a) c) (int.lt_neg_add_of_add_lt h)

protected lemma add_lt_of_lt_sub_right {a b c : ℤ} (h : a < c - b) : a + b < c :=
lt_cast rfl (int.sub_add_cancel c b) (int.add_lt_add_right h b)

protected lemma lt_sub_right_of_add_lt {a b c : ℤ} (h : a + b < c) : a < c - b :=
lt_cast (int.add_neg_cancel_right a b) rfl (int.add_lt_add_right h (-b))

protected lemma lt_add_of_neg_add_lt {a b c : ℤ} (h : -b + a < c) : a < b + c :=
lt_cast (int.add_neg_cancel_left b a) rfl (int.add_lt_add_left h b)

protected lemma neg_add_lt_of_lt_add {a b c : ℤ} (h : a < b + c) : -b + a < c :=
lt_cast rfl (int.neg_add_cancel_left b c) (int.add_lt_add_left h (-b))

protected lemma lt_add_of_sub_left_lt {a b c : ℤ} (h : a - b < c) : a < b + c :=
int.lt_add_of_neg_add_lt (lt_cast (int.add_comm a (-b)) rfl h)

protected lemma sub_left_lt_of_lt_add {a b c : ℤ} (h : a < b + c) : a - b < c :=
lt_cast (int.add_comm (-b) a) rfl (int.neg_add_lt_of_lt_add h)

protected lemma lt_add_of_sub_right_lt {a b c : ℤ} (h : a - c < b) : a < b + c :=
lt_cast (int.sub_add_cancel a c) rfl (int.add_lt_add_right h c)

protected lemma sub_right_lt_of_lt_add {a b c : ℤ} (h : a < b + c) : a - c < b :=
lt_cast rfl (int.add_neg_cancel_right b c) (int.add_lt_add_right h (-c))

protected lemma lt_add_of_neg_add_lt_left {a b c : ℤ} (h : -b + a < c) : a < b + c := int.lt_add_of_neg_add_lt h

protected lemma neg_add_lt_left_of_lt_add {a b c : ℤ} (h : a < b + c) : -b + a < c := int.neg_add_lt_of_lt_add h

protected lemma lt_add_of_neg_add_lt_right {a b c : ℤ} (h : -c + a < b) : a < b + c :=
int.lt_add_of_sub_right_lt (lt_cast (int.add_comm (-c) a) rfl h)

protected lemma neg_add_lt_right_of_lt_add {a b c : ℤ} (h : a < b + c) : -c + a < b :=
lt_cast (int.add_comm a (-c)) rfl (int.sub_right_lt_of_lt_add h)

protected lemma lt_add_of_neg_lt_sub_left {a b c : ℤ} (h : -a < b - c) : c < a + b :=
int.lt_add_of_neg_add_lt_left (int.add_lt_of_lt_sub_right h)

protected lemma neg_lt_sub_left_of_lt_add {a b c : ℤ} (h : c < a + b) : -a < b - c :=
int.lt_sub_right_of_add_lt (int.neg_add_lt_left_of_lt_add h)

protected lemma lt_add_of_neg_lt_sub_right {a b c : ℤ} (h : -b < a - c) : c < a + b :=
int.lt_add_of_neg_add_lt_right (int.add_lt_of_lt_sub_right h)

protected lemma neg_lt_sub_right_of_lt_add {a b c : ℤ} (h : c < a + b) : -b < a - c :=
int.lt_sub_right_of_add_lt (int.neg_add_lt_right_of_lt_add h)

protected lemma sub_lt_of_sub_lt {a b c : ℤ} (h : a - b < c) : a - c < b :=
int.sub_left_lt_of_lt_add (int.lt_add_of_sub_right_lt h)

protected lemma sub_lt_sub_left {a b : ℤ} (h : a < b) (c : ℤ) : c - b < c - a :=
int.add_lt_add_left (int.neg_lt_neg h) c

protected lemma sub_lt_sub_right {a b : ℤ} (h : a < b) (c : ℤ) : a - c < b - c := int.add_lt_add_right h (-c)

protected lemma sub_lt_sub {a b c d : ℤ} (hab : a < b) (hcd : c < d) : a - d < b - c :=
int.add_lt_add hab (int.neg_lt_neg hcd)

protected lemma sub_lt_sub_of_le_of_lt {a b c d : ℤ} (hab : a ≤ b) (hcd : c < d) : a - d < b - c :=
int.add_lt_add_of_le_of_lt hab (int.neg_lt_neg hcd)

protected lemma sub_lt_sub_of_lt_of_le {a b c d : ℤ} (hab : a < b) (hcd : c ≤ d) : a - d < b - c :=
int.add_lt_add_of_lt_of_le hab (int.neg_le_neg hcd)

protected lemma sub_le_self (a : ℤ) {b : ℤ} (h : 0 ≤ b) : a - b ≤ a :=
le_cast rfl (int.add_zero a) (int.add_le_add_left (int.neg_nonpos_of_nonneg h) a)

protected lemma sub_lt_self (a : ℤ) {b : ℤ} (h : 0 < b) : a - b < a :=
lt_cast rfl (int.add_zero a) (int.add_lt_add_left (int.neg_neg_of_pos h) a)

protected lemma add_le_add_three {a b c d e f : ℤ} (h₁ : a ≤ d) (h₂ : b ≤ e) (h₃ : c ≤ f) :
  a + b + c ≤ d + e + f :=
int.add_le_add (int.add_le_add h₁ h₂) h₃

end

/-! Products -/

protected lemma mul_lt_mul_of_pos_left {a b c : ℤ} (h₁ : a < b) (h₂ : 0 < c) : c * a < c * b :=
int.lt_of_sub_pos (@eq.subst ℤ (λ x, 0 < x) (c * (b - a)) (c * b - c * a) (int.mul_sub c b a)
  (int.mul_pos h₂ (int.sub_pos_of_lt h₁)))

protected lemma mul_lt_mul_of_pos_right {a b c : ℤ} (h₁ : a < b) (h₂ : 0 < c) : a * c < b * c :=
int.lt_of_sub_pos (@eq.subst ℤ (λ x, 0 < x) ((b - a) * c) (b * c - a * c) (int.sub_mul b a c)
  (int.mul_pos (int.sub_pos_of_lt h₁) h₂))

protected lemma mul_le_mul_of_nonneg_left {a b c : ℤ} (h₁ : a ≤ b) (h₂ : 0 ≤ c) : c * a ≤ c * b :=
int.le_of_sub_nonneg (@eq.subst ℤ (λ x, 0 ≤ x) (c * (b - a)) (c * b - c * a) (int.mul_sub c b a)
  (int.mul_nonneg h₂ (int.sub_nonneg_of_le h₁)))

protected lemma mul_le_mul_of_nonneg_right {a b c : ℤ} (h₁ : a ≤ b) (h₂ : 0 ≤ c) : a * c ≤ b * c :=
int.le_of_sub_nonneg (@eq.subst ℤ (λ x, 0 ≤ x) ((b - a) * c) (b * c - a * c) (int.sub_mul b a c)
  (int.mul_nonneg (int.sub_nonneg_of_le h₁) h₂))

protected lemma mul_le_mul {a b c d : ℤ} (hac : a ≤ c) (hbd : b ≤ d) (nn_b : 0 ≤ b) (nn_c : 0 ≤ c) : a * b ≤ c * d :=
le_trans (int.mul_le_mul_of_nonneg_right hac nn_b) (int.mul_le_mul_of_nonneg_left hbd nn_c)

protected lemma mul_nonpos_of_nonneg_of_nonpos {a b : ℤ} (ha : 0 ≤ a) (hb : b ≤ 0) : a * b ≤ 0 :=
@eq.subst ℤ (λ x, a * b ≤ x) (a * 0) 0 (int.mul_zero a) (int.mul_le_mul_of_nonneg_left hb ha)

protected lemma mul_nonpos_of_nonpos_of_nonneg {a b : ℤ} (ha : a ≤ 0) (hb : 0 ≤ b) : a * b ≤ 0 :=
@eq.subst ℤ (λ x, a * b ≤ x) (0 * b) 0 (int.zero_mul b) (int.mul_le_mul_of_nonneg_right ha hb)

protected lemma mul_lt_mul {a b c d : ℤ} (hac : a < c) (hbd : b ≤ d) (pos_b : 0 < b) (nn_c : 0 ≤ c) : a * b < c * d :=
lt_of_lt_of_le (int.mul_lt_mul_of_pos_right hac pos_b) (int.mul_le_mul_of_nonneg_left hbd nn_c)

protected lemma mul_lt_mul' {a b c d : ℤ} (h1 : a ≤ c) (h2 : b < d) (h3 : 0 ≤ b) (h4 : 0 < c) : a * b < c * d :=
lt_of_le_of_lt (int.mul_le_mul_of_nonneg_right h1 h3) (int.mul_lt_mul_of_pos_left h2 h4)

protected lemma mul_neg_of_pos_of_neg {a b : ℤ} (ha : 0 < a) (hb : b < 0) : a * b < 0 :=
@eq.subst ℤ (λ x, a * b < x) (a * 0) 0 (int.mul_zero a) (int.mul_lt_mul_of_pos_left hb ha)

protected lemma mul_neg_of_neg_of_pos {a b : ℤ} (ha : a < 0) (hb : 0 < b) : a * b < 0 :=
@eq.subst ℤ (λ x, a * b < x) (0 * b) 0 (int.zero_mul b) (int.mul_lt_mul_of_pos_right ha hb)

protected lemma mul_le_mul_of_nonpos_right {a b c : ℤ} (h : b ≤ a) (hc : c ≤ 0) : a * c ≤ b * c :=
have k : b * -c ≤ a * -c, from int.mul_le_mul_of_nonneg_right h (int.neg_nonneg_of_nonpos hc),
by { rw [mul_neg_eq_neg_mul_symm, mul_neg_eq_neg_mul_symm] at k, exact int.le_of_neg_le_neg k }

protected lemma mul_nonneg_of_nonpos_of_nonpos {a b : ℤ} (ha : a ≤ 0) (hb : b ≤ 0) : 0 ≤ a * b :=
@eq.subst ℤ (λ x, x ≤ a * b) (0 * b) 0 (int.zero_mul b) (int.mul_le_mul_of_nonpos_right ha hb)

protected lemma mul_lt_mul_of_neg_left {a b c : ℤ} (h : b < a) (hc : c < 0) : c * a < c * b :=
have k : -c * b < -c * a, from int.mul_lt_mul_of_pos_left h (int.neg_pos_of_neg hc),
by { rw [neg_mul_eq_neg_mul_symm, neg_mul_eq_neg_mul_symm] at k, exact int.lt_of_neg_lt_neg k }

protected lemma mul_lt_mul_of_neg_right {a b c : ℤ} (h : b < a) (hc : c < 0) : a * c < b * c :=
have k : b * -c < a * -c, from int.mul_lt_mul_of_pos_right h (int.neg_pos_of_neg hc),
by { rw [mul_neg_eq_neg_mul_symm, mul_neg_eq_neg_mul_symm] at k, exact int.lt_of_neg_lt_neg k }

protected lemma mul_pos_of_neg_of_neg {a b : ℤ} (ha : a < 0) (hb : b < 0) : 0 < a * b :=
@eq.subst ℤ (λ x, x < a * b) (0 * b) 0 (int.zero_mul b) (int.mul_lt_mul_of_neg_right ha hb)

protected lemma mul_self_le_mul_self {a b : ℤ} (h1 : 0 ≤ a) (h2 : a ≤ b) : a * a ≤ b * b :=
int.mul_le_mul h2 h2 h1 (le_trans h1 h2)

protected lemma mul_self_lt_mul_self {a b : ℤ} (h1 : 0 ≤ a) (h2 : a < b) : a * a < b * b :=
int.mul_lt_mul' (int.le_of_lt h2) h2 h1 (lt_of_le_of_lt h1 h2)

/-! Absolute value and sign -/

theorem of_nat_nonneg (n : ℕ) : 0 ≤ of_nat n := coe_zero_le n

theorem coe_succ_pos (n : nat) : 0 < (nat.succ n : ℤ) := coe_nat_lt_coe_nat_of_lt (nat.succ_pos n)

theorem exists_eq_neg_of_nat {a : ℤ} (H : a ≤ 0) : ∃n : ℕ, a = -n :=
exists.elim (eq_coe_of_zero_le (int.neg_nonneg_of_nonpos H)) (λ n e, ⟨n, int.eq_neg_of_eq_neg e.symm⟩)

theorem nat_abs_of_nonneg {a : ℤ} (H : 0 ≤ a) : (nat_abs a : ℤ) = a := (eq_nat_abs_of_zero_le H).symm

theorem of_nat_nat_abs_of_nonpos {a : ℤ} (H : a ≤ 0) : (nat_abs a : ℤ) = -a :=
by rw [← nat_abs_neg, nat_abs_of_nonneg (int.neg_nonneg_of_nonpos H)]

theorem lt_of_add_one_le {a b : ℤ} (H : a + 1 ≤ b) : a < b := H

theorem add_one_le_of_lt {a b : ℤ} (H : a < b) : a + 1 ≤ b := H

theorem lt_add_one_of_le {a b : ℤ} (H : a ≤ b) : a < b + 1 := int.add_le_add_right H 1

theorem le_of_lt_add_one {a b : ℤ} (H : a < b + 1) : a ≤ b := @int.le_of_add_le_add_right a 1 b H

theorem sub_one_lt_of_le {a b : ℤ} (H : a ≤ b) : a - 1 < b := int.sub_right_lt_of_lt_add (lt_add_one_of_le H)

theorem le_of_sub_one_lt {a b : ℤ} (H : a - 1 < b) : a ≤ b := le_of_lt_add_one (int.lt_add_of_sub_right_lt H)

theorem le_sub_one_of_lt {a b : ℤ} (H : a < b) : a ≤ b - 1 := int.le_sub_right_of_add_le H

theorem lt_of_le_sub_one {a b : ℤ} (H : a ≤ b - 1) : a < b := int.add_le_of_le_sub_right H

theorem sign_of_succ (n : nat) : sign (nat.succ n) = 1 := rfl

theorem sign_eq_one_of_pos {a : ℤ} (h : 0 < a) : sign a = 1 :=
exists.elim (eq_succ_of_zero_lt h) (λ n e, @eq.subst ℤ (λ x, sign x = 1) ↑(nat.succ n) a e.symm rfl)

theorem sign_eq_neg_one_of_neg {a : ℤ} (h : a < 0) : sign a = -1 :=
exists.elim (eq_neg_succ_of_lt_zero h) (λ n e, @eq.subst ℤ (λ x, sign x = -1) -[1+ n] a e.symm rfl)

private lemma one_ne_neg_one : (1 : ℤ) ≠ -1 := λ e, int.no_confusion e

private lemma neg_one_ne_zero : (-1 : ℤ) ≠ 0 := λ e, int.no_confusion e

lemma eq_zero_of_sign_eq_zero : Π {a : ℤ}, sign a = 0 → a = 0
| (of_nat 0)            h := rfl
| (of_nat (nat.succ n)) h := false.elim (int.zero_ne_one h.symm)
| -[1+ n]               h := false.elim (neg_one_ne_zero h)

theorem pos_of_sign_eq_one : ∀ {a : ℤ}, sign a = 1 → 0 < a
| (of_nat 0)            h := false.elim (int.zero_ne_one h)
| (of_nat (nat.succ n)) h := coe_succ_pos n
| -[1+ n]               h := false.elim (one_ne_neg_one h.symm)

theorem neg_of_sign_eq_neg_one : ∀ {a : ℤ}, sign a = -1 → a < 0
| (of_nat 0)            h := false.elim (neg_one_ne_zero h.symm)
| (of_nat (nat.succ n)) h := false.elim (one_ne_neg_one h)
| -[1+ n]               h := neg_succ_lt_zero n

theorem sign_eq_one_iff_pos (a : ℤ) : sign a = 1 ↔ 0 < a := ⟨pos_of_sign_eq_one, sign_eq_one_of_pos⟩

theorem sign_eq_neg_one_iff_neg (a : ℤ) : sign a = -1 ↔ a < 0 := ⟨neg_of_sign_eq_neg_one, sign_eq_neg_one_of_neg⟩

theorem sign_eq_zero_iff_zero (a : ℤ) : sign a = 0 ↔ a = 0 :=
⟨eq_zero_of_sign_eq_zero, λ e, @eq.subst ℤ (λ x, sign x = 0) 0 a e.symm rfl⟩

/-! No zero divisors -/

protected lemma eq_zero_or_eq_zero_of_mul_eq_zero {a b : ℤ} (h : a * b = 0) : a = 0 ∨ b = 0 :=
have not_pos : ¬ 0 < a * b, from λ k, ne_of_gt k h,
have not_neg : ¬ a * b < 0, from λ k, ne_of_lt k h,
or.elim (lt_trichotomy a 0)
  (λ ha, or.elim (lt_trichotomy b 0) (λ hb, false.elim (not_pos (int.mul_pos_of_neg_of_neg ha hb)))
    (λ k, or.elim k or.inr (λ hb, false.elim (not_neg (int.mul_neg_of_neg_of_pos ha hb)))))
  (λ k, or.elim k or.inl (λ ha, or.elim (lt_trichotomy b 0)
    (λ hb, false.elim (not_neg (int.mul_neg_of_pos_of_neg ha hb)))
    (λ k, or.elim k or.inr (λ hb, false.elim (not_pos (int.mul_pos ha hb))))))

protected lemma eq_of_mul_eq_mul_right {a b c : ℤ} (ha : a ≠ 0) (h : b * a = c * a) : b = c :=
int.eq_of_sub_eq_zero (or.resolve_right
  (int.eq_zero_or_eq_zero_of_mul_eq_zero (eq.trans (int.sub_mul b c a) (int.sub_eq_zero_of_eq h))) ha)

protected lemma eq_of_mul_eq_mul_left {a b c : ℤ} (ha : a ≠ 0) (h : a * b = a * c) : b = c :=
int.eq_of_sub_eq_zero (or.resolve_left
  (int.eq_zero_or_eq_zero_of_mul_eq_zero (eq.trans (int.mul_sub a b c) (int.sub_eq_zero_of_eq h))) ha)

theorem eq_one_of_mul_eq_self_left {a b : ℤ} (Hpos : a ≠ 0) (H : b * a = a) : b = 1 :=
int.eq_of_mul_eq_mul_right Hpos (eq.trans H (int.one_mul a).symm)

theorem eq_one_of_mul_eq_self_right {a b : ℤ} (Hpos : b ≠ 0) (H : b * a = b) : a = 1 :=
int.eq_of_mul_eq_mul_left Hpos (eq.trans H (int.mul_one b).symm)

end int
