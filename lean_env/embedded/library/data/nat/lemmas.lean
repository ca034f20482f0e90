/-
What is true of natural numbers: the semiring laws, the order, subtraction, strong induction, division
and remainder, divisibility, and the least witness of a decidable predicate.
-/

universes u

namespace nat

attribute [pre_smt] nat_zero_eq_zero

/-! Addition and multiplication -/

protected lemma add_comm : ∀ n m : ℕ, n + m = m + n :=
λ n m, @nat.rec (λ k, n + k = k + n) (nat.zero_add n).symm
  (λ k ih, show succ (n + k) = succ k + n, from eq.trans (congr_arg succ ih) (succ_add k n).symm) m

protected lemma add_assoc : ∀ n m k : ℕ, (n + m) + k = n + (m + k) :=
λ n m k, @nat.rec (λ x, (n + m) + x = n + (m + x)) rfl (λ x ih, congr_arg succ ih) k

protected lemma add_left_comm : ∀ (n m k : ℕ), n + (m + k) = m + (n + k) :=
left_comm nat.add nat.add_comm nat.add_assoc

protected lemma add_left_cancel : ∀ {n m k : ℕ}, n + m = n + k → m = k :=
λ n m k, @nat.rec (λ x, x + m = x + k → m = k)
  (λ h, eq.trans (nat.zero_add m).symm (eq.trans h (nat.zero_add k)))
  (λ x ih h, ih (succ.inj (eq.trans (succ_add x m).symm (eq.trans h (succ_add x k))))) n

protected lemma add_right_cancel {n m k : ℕ} (h : n + m = k + m) : n = k :=
@nat.add_left_cancel m n k (eq.trans (nat.add_comm m n) (eq.trans h (nat.add_comm k m)))

lemma succ_ne_zero (n : ℕ) : succ n ≠ 0 := λ e, nat.no_confusion e

lemma succ_ne_self : ∀ n : ℕ, succ n ≠ n :=
λ n, @nat.rec (λ k, succ k ≠ k) (succ_ne_zero 0) (λ k ih e, ih (succ.inj e)) n

protected lemma one_ne_zero : 1 ≠ (0 : ℕ) := succ_ne_zero 0

protected lemma zero_ne_one : 0 ≠ (1 : ℕ) := ne.symm (succ_ne_zero 0)

protected lemma eq_zero_of_add_eq_zero_right : ∀ {n m : ℕ}, n + m = 0 → n = 0 :=
λ n m, @nat.rec (λ k, k + m = 0 → k = 0) (λ _, rfl)
  (λ k _ h, false.elim (succ_ne_zero (k + m) (eq.trans (succ_add k m).symm h))) n

protected lemma eq_zero_of_add_eq_zero_left {n m : ℕ} (h : n + m = 0) : m = 0 :=
@nat.eq_zero_of_add_eq_zero_right m n (eq.trans (nat.add_comm m n) h)

protected theorem add_right_comm : ∀ (n m k : ℕ), n + m + k = n + k + m :=
right_comm nat.add nat.add_comm nat.add_assoc

theorem eq_zero_of_add_eq_zero {n m : ℕ} (H : n + m = 0) : n = 0 ∧ m = 0 :=
⟨nat.eq_zero_of_add_eq_zero_right H, nat.eq_zero_of_add_eq_zero_left H⟩

protected lemma mul_zero (n : ℕ) : n * 0 = 0 := rfl

lemma mul_succ (n m : ℕ) : n * succ m = n * m + n := rfl

protected theorem zero_mul : ∀ (n : ℕ), 0 * n = 0 := λ n, @nat.rec (λ k, 0 * k = 0) rfl (λ k ih, ih) n

lemma succ_mul : ∀ (n m : ℕ), (succ n) * m = (n * m) + m :=
λ n m, @nat.rec (λ k, succ n * k = n * k + k) rfl
  (λ k ih, show succ (succ n * k + n) = succ (n * k + n + k), by rw [ih, nat.add_right_comm]) m

protected lemma right_distrib : ∀ (n m k : ℕ), (n + m) * k = n * k + m * k :=
λ n m k, @nat.rec (λ x, (n + m) * x = n * x + m * x) rfl
  (λ x ih, show (n + m) * x + (n + m) = n * x + n + (m * x + m),
    by rw [ih, nat.add_assoc (n * x), nat.add_assoc (n * x), nat.add_left_comm (m * x)]) k

protected lemma mul_comm : ∀ (n m : ℕ), n * m = m * n :=
λ n m, @nat.rec (λ k, n * k = k * n) (nat.zero_mul n).symm
  (λ k ih, show n * k + n = succ k * n, by rw [succ_mul, ih]) m

protected lemma left_distrib : ∀ (n m k : ℕ), n * (m + k) = n * m + n * k :=
λ n m k, @nat.rec (λ x, n * (m + x) = n * m + n * x) rfl
  (λ x ih, show n * (m + x) + n = n * m + (n * x + n), by rw [ih, nat.add_assoc]) k

protected lemma mul_assoc : ∀ (n m k : ℕ), (n * m) * k = n * (m * k) :=
λ n m k, @nat.rec (λ x, n * m * x = n * (m * x)) rfl
  (λ x ih, show n * m * x + n * m = n * (m * x + m), by rw [nat.left_distrib, ih]) k

protected lemma mul_one : ∀ (n : ℕ), n * 1 = n := nat.zero_add

protected lemma one_mul (n : ℕ) : 1 * n = n := eq.trans (nat.mul_comm 1 n) (nat.mul_one n)

theorem succ_add_eq_succ_add (n m : ℕ) : succ n + m = n + succ m := succ_add n m

theorem eq_zero_of_mul_eq_zero : ∀ {n m : ℕ}, n * m = 0 → n = 0 ∨ m = 0 :=
λ n m, @nat.rec (λ k, k * m = 0 → k = 0 ∨ m = 0) (λ _, or.inl rfl)
  (λ k _ h, or.inr (@nat.eq_zero_of_add_eq_zero_left (k * m) m (eq.trans (succ_mul k m).symm h))) n

/-! Order -/

protected lemma le_of_eq {n m : ℕ} (p : n = m) : n ≤ m := @eq.subst ℕ (λ x, n ≤ x) n m p (nat.le_refl n)

lemma le_succ_of_le {n m : ℕ} (h : n ≤ m) : n ≤ succ m := less_than_or_equal.step h

lemma le_of_succ_le {n m : ℕ} (h : succ n ≤ m) : n ≤ m := nat.le_trans (le_succ n) h

protected lemma le_of_lt {n m : ℕ} (h : n < m) : n ≤ m := le_of_succ_le h

lemma lt.step {n m : ℕ} : n < m → n < succ m := λ h, less_than_or_equal.step h

protected lemma eq_zero_or_pos (n : ℕ) : n = 0 ∨ 0 < n :=
@nat.rec (λ k, k = 0 ∨ 0 < k) (or.inl rfl) (λ k _, or.inr (succ_pos k)) n

protected lemma pos_of_ne_zero {n : nat} : n ≠ 0 → 0 < n := λ h, or.resolve_left (nat.eq_zero_or_pos n) h

protected lemma lt_trans {n m k : ℕ} (h₁ : n < m) : m < k → n < k := λ h, nat.le_trans h₁ (le_of_succ_le h)

protected lemma lt_of_le_of_lt {n m k : ℕ} (h₁ : n ≤ m) : m < k → n < k :=
λ h, nat.le_trans (succ_le_succ h₁) h

lemma lt.base (n : ℕ) : n < succ n := nat.le_refl (succ n)

lemma lt_succ_self (n : ℕ) : n < succ n := nat.le_refl (succ n)

protected lemma le_antisymm {n m : ℕ} (h₁ : n ≤ m) : m ≤ n → n = m :=
λ h, or.elim (nat.eq_or_lt_of_le h₁) (λ e, e) (λ k, false.elim (nat.lt_irrefl n (nat.lt_of_lt_of_le k h)))

protected lemma lt_or_ge : ∀ (a b : ℕ), a < b ∨ b ≤ a :=
λ a b, @nat.rec (λ k, a < k ∨ k ≤ a) (or.inr (nat.zero_le a))
  (λ k ih, or.elim ih (λ h, or.inl (less_than_or_equal.step h))
    (λ h, or.elim (nat.eq_or_lt_of_le h) (λ e, or.inl (succ_le_succ (nat.le_of_eq e.symm))) or.inr)) b

protected lemma le_total {m n : ℕ} : m ≤ n ∨ n ≤ m := or.imp_left nat.le_of_lt (nat.lt_or_ge m n)

protected lemma lt_of_le_and_ne {m n : ℕ} (h1 : m ≤ n) : m ≠ n → m < n :=
λ h, or.resolve_left (nat.eq_or_lt_of_le h1) h

protected lemma lt_iff_le_not_le {m n : ℕ} : m < n ↔ (m ≤ n ∧ ¬ n ≤ m) :=
⟨λ h, ⟨nat.le_of_lt h, λ k, nat.lt_irrefl m (nat.lt_of_lt_of_le h k)⟩,
 λ h, or.resolve_right (nat.lt_or_ge m n) h.right⟩

instance : linear_order ℕ :=
{ le               := nat.less_than_or_equal,
  le_refl          := @nat.le_refl,
  le_trans         := @nat.le_trans,
  le_antisymm      := @nat.le_antisymm,
  le_total         := @nat.le_total,
  lt               := nat.lt,
  lt_iff_le_not_le := @nat.lt_iff_le_not_le,
  decidable_lt     := nat.decidable_lt,
  decidable_le     := nat.decidable_le,
  decidable_eq     := nat.decidable_eq }

protected lemma eq_zero_of_le_zero {n : nat} (h : n ≤ 0) : n = 0 := nat.le_antisymm h (nat.zero_le n)

lemma succ_lt_succ {a b : ℕ} : a < b → succ a < succ b := λ h, succ_le_succ h

lemma lt_of_succ_lt {a b : ℕ} : succ a < b → a < b := λ h, le_of_succ_le h

lemma lt_of_succ_lt_succ {a b : ℕ} : succ a < succ b → a < b := λ h, le_of_succ_le_succ h

lemma pred_lt_pred : ∀ {n m : ℕ}, n ≠ 0 → n < m → pred n < pred m
| 0        _        h₁ h := false.elim (h₁ rfl)
| (succ n) 0        h₁ h := false.elim (nat.not_lt_zero (succ n) h)
| (succ n) (succ m) _  h := le_of_succ_le_succ h

lemma lt_of_succ_le {a b : ℕ} (h : succ a ≤ b) : a < b := h

lemma succ_le_of_lt {a b : ℕ} (h : a < b) : succ a ≤ b := h

protected lemma le_add_right : ∀ (n k : ℕ), n ≤ n + k :=
λ n k, @nat.rec (λ x, n ≤ n + x) (nat.le_refl n) (λ x ih, less_than_or_equal.step ih) k

protected lemma le_add_left (n m : ℕ): n ≤ m + n :=
@nat.rec (λ x, x ≤ m + x) (nat.zero_le m) (λ x ih, succ_le_succ ih) n

lemma le.dest : ∀ {n m : ℕ}, n ≤ m → ∃ k, n + k = m :=
λ n m h, @less_than_or_equal.rec n (λ x, ∃ k, n + k = x) ⟨0, rfl⟩
  (λ x _ ih, exists.elim ih (λ k e, ⟨succ k, congr_arg succ e⟩)) m h

protected lemma le.intro {n m k : ℕ} (h : n + k = m) : n ≤ m :=
@eq.subst ℕ (λ x, n ≤ x) (n + k) m h (nat.le_add_right n k)

protected lemma add_le_add_left {n m : ℕ} (h : n ≤ m) (k : ℕ) : k + n ≤ k + m :=
@less_than_or_equal.rec n (λ x, k + n ≤ k + x) (nat.le_refl (k + n)) (λ x _ ih, less_than_or_equal.step ih) m h

protected lemma add_le_add_right {n m : ℕ} (h : n ≤ m) (k : ℕ) : n + k ≤ m + k :=
@nat.rec (λ x, n + x ≤ m + x) h (λ x ih, succ_le_succ ih) k

protected lemma le_of_add_le_add_right {k n m : ℕ} : n + k ≤ m + k → n ≤ m :=
@nat.rec (λ x, n + x ≤ m + x → n ≤ m) (λ h, h) (λ x ih h, ih (le_of_succ_le_succ h)) k

protected lemma le_of_add_le_add_left {k n m : ℕ} (h : k + n ≤ k + m) : n ≤ m :=
@nat.le_of_add_le_add_right k n m (by { rw [nat.add_comm n k, nat.add_comm m k], exact h })

protected lemma add_le_add_iff_right {k n m : ℕ} : n + k ≤ m + k ↔ n ≤ m :=
⟨nat.le_of_add_le_add_right, λ h, nat.add_le_add_right h k⟩

protected theorem lt_of_add_lt_add_left {k n m : ℕ} (h : k + n < k + m) : n < m :=
@nat.le_of_add_le_add_left k (succ n) m h

protected lemma lt_of_add_lt_add_right {a b c : ℕ} (h : a + b < c + b) : a < c :=
@nat.le_of_add_le_add_right b (succ a) c (@eq.subst ℕ (λ x, x ≤ c + b) (succ (a + b)) (succ a + b) (succ_add a b).symm h)

protected lemma add_lt_add_left {n m : ℕ} (h : n < m) (k : ℕ) : k + n < k + m :=
@nat.add_le_add_left (succ n) m h k

protected lemma add_lt_add_right {n m : ℕ} (h : n < m) (k : ℕ) : n + k < m + k :=
@nat.rec (λ x, n + x < m + x) h (λ x ih, succ_le_succ ih) k

protected lemma lt_add_of_pos_right {n k : ℕ} (h : 0 < k) : n < n + k := nat.add_lt_add_left h n

protected lemma lt_add_of_pos_left {n k : ℕ} (h : 0 < k) : n < k + n :=
@eq.subst ℕ (λ x, x < k + n) (0 + n) n (nat.zero_add n) (nat.add_lt_add_right h n)

protected lemma add_lt_add {a b c d : ℕ} (h₁ : a < b) (h₂ : c < d) : a + c < b + d :=
nat.lt_trans (nat.add_lt_add_right h₁ c) (nat.add_lt_add_left h₂ b)

protected lemma add_le_add {a b c d : ℕ} (h₁ : a ≤ b) (h₂ : c ≤ d) : a + c ≤ b + d :=
nat.le_trans (nat.add_le_add_right h₁ c) (nat.add_le_add_left h₂ b)

protected lemma zero_lt_one : 0 < (1:nat) := zero_lt_succ 0

protected lemma mul_le_mul_left {n m : ℕ} (k : ℕ) (h : n ≤ m) : k * n ≤ k * m :=
@less_than_or_equal.rec n (λ x, k * n ≤ k * x) (nat.le_refl (k * n))
  (λ x _ ih, nat.le_trans ih (nat.le_add_right (k * x) k)) m h

protected lemma mul_le_mul_right {n m : ℕ} (k : ℕ) (h : n ≤ m) : n * k ≤ m * k :=
@nat.rec (λ x, n * x ≤ m * x) (nat.le_refl 0) (λ x ih, nat.add_le_add ih h) k

protected lemma mul_lt_mul_of_pos_left {n m k : ℕ} (h : n < m) (hk : 0 < k) : k * n < k * m :=
nat.lt_of_lt_of_le (nat.lt_add_of_pos_right hk) (@nat.mul_le_mul_left (succ n) m k h)

protected lemma mul_lt_mul_of_pos_right {n m k : ℕ} (h : n < m) (hk : 0 < k) : n * k < m * k :=
by { rw [nat.mul_comm n k, nat.mul_comm m k], exact nat.mul_lt_mul_of_pos_left h hk }

protected lemma le_of_mul_le_mul_left {a b c : ℕ} (h : c * a ≤ c * b) (hc : 0 < c) : a ≤ b :=
le_of_not_lt (λ k, not_le_of_gt (nat.mul_lt_mul_of_pos_left k hc) h)

lemma le_of_lt_succ {m n : nat} : m < succ n → m ≤ n := λ h, le_of_succ_le_succ h

protected theorem eq_of_mul_eq_mul_left {m k n : ℕ} (Hn : 0 < n) (H : n * m = n * k) : m = k :=
nat.le_antisymm (nat.le_of_mul_le_mul_left (nat.le_of_eq H) Hn) (nat.le_of_mul_le_mul_left (nat.le_of_eq H.symm) Hn)

protected lemma mul_pos {a b : ℕ} (ha : 0 < a) (hb : 0 < b) : 0 < a * b :=
show a * 0 < a * b, from nat.mul_lt_mul_of_pos_left hb ha

theorem le_succ_of_pred_le {n m : ℕ} : pred n ≤ m → n ≤ succ m :=
@nat.rec (λ k, pred k ≤ m → k ≤ succ m) (λ _, nat.zero_le (succ m)) (λ k _ h, succ_le_succ h) n

theorem le_lt_antisymm {n m : ℕ} (h₁ : n ≤ m) (h₂ : m < n) : false :=
nat.lt_irrefl n (nat.lt_of_le_of_lt h₁ h₂)

theorem lt_le_antisymm {n m : ℕ} (h₁ : n < m) (h₂ : m ≤ n) : false :=
nat.lt_irrefl n (nat.lt_of_lt_of_le h₁ h₂)

protected theorem lt_asymm {n m : ℕ} (h₁ : n < m) : ¬ m < n := λ h, nat.lt_irrefl n (nat.lt_trans h₁ h)

protected def lt_ge_by_cases {a b : ℕ} {C : Sort u} (h₁ : a < b → C) (h₂ : b ≤ a → C) : C :=
decidable.by_cases h₁ (λ h, h₂ (or.resolve_left (nat.lt_or_ge a b) h))

protected def lt_by_cases {a b : ℕ} {C : Sort u} (h₁ : a < b → C) (h₂ : a = b → C) (h₃ : b < a → C) : C :=
nat.lt_ge_by_cases h₁ (λ h, nat.lt_ge_by_cases h₃ (λ k, h₂ (nat.le_antisymm k h)))

protected theorem lt_trichotomy (a b : ℕ) : a < b ∨ a = b ∨ b < a :=
nat.lt_by_cases or.inl (λ e, or.inr (or.inl e)) (λ h, or.inr (or.inr h))

protected theorem eq_or_lt_of_not_lt {a b : ℕ} (hnlt : ¬ a < b) : a = b ∨ b < a :=
or.resolve_left (nat.lt_trichotomy a b) hnlt

theorem lt_succ_of_lt {a b : nat} (h : a < b) : a < succ b := less_than_or_equal.step h

lemma one_pos : 0 < 1 := nat.zero_lt_one

protected lemma mul_le_mul_of_nonneg_left {a b c : ℕ} (h₁ : a ≤ b) : c * a ≤ c * b := nat.mul_le_mul_left c h₁

protected lemma mul_le_mul_of_nonneg_right {a b c : ℕ} (h₁ : a ≤ b) : a * c ≤ b * c := nat.mul_le_mul_right c h₁

protected lemma mul_lt_mul {a b c d : ℕ} (hac : a < c) (hbd : b ≤ d) (pos_b : 0 < b) : a * b < c * d :=
nat.lt_of_lt_of_le (nat.mul_lt_mul_of_pos_right hac pos_b) (nat.mul_le_mul_left c hbd)

protected lemma mul_lt_mul' {a b c d : ℕ} (h1 : a ≤ c) (h2 : b < d) (h3 : 0 < c) : a * b < c * d :=
nat.lt_of_le_of_lt (nat.mul_le_mul_right b h1) (nat.mul_lt_mul_of_pos_left h2 h3)

protected lemma mul_le_mul {a b c d : ℕ} (hac : a ≤ c) (hbd : b ≤ d) : a * b ≤ c * d :=
nat.le_trans (nat.mul_le_mul_right b hac) (nat.mul_le_mul_left c hbd)

/-! Binary numerals -/

protected lemma bit1_eq_succ_bit0 (n : ℕ) : bit1 n = succ (bit0 n) := rfl

protected lemma bit1_succ_eq (n : ℕ) : bit1 (succ n) = succ (succ (bit1 n)) :=
congr_arg succ (nat.bit0_succ_eq n)

protected lemma add_self_ne_one : ∀ (n : ℕ), n + n ≠ 1 :=
λ n, @nat.rec (λ k, k + k ≠ 1) nat.zero_ne_one
  (λ k _ e, succ_ne_zero (k + k) (eq.trans (succ_add k k).symm (succ.inj e))) n

protected lemma bit1_ne_one : ∀ {n : ℕ}, n ≠ 0 → bit1 n ≠ 1 :=
λ n h e, h (nat.eq_zero_of_add_eq_zero_right (succ.inj e))

protected lemma bit0_ne_one : ∀ n : ℕ, bit0 n ≠ 1 := nat.add_self_ne_one

protected lemma bit1_ne_bit0 : ∀ (n m : ℕ), bit1 n ≠ bit0 m
| n     0     e := succ_ne_zero (n + n) e
| 0     (m+1) e := nat.add_self_ne_one (m+1) e.symm
| (n+1) (m+1) e := bit1_ne_bit0 n m (succ.inj (succ.inj
    (eq.trans (nat.bit1_succ_eq n).symm (eq.trans e (nat.bit0_succ_eq m)))))

protected lemma bit0_ne_bit1 : ∀ (n m : ℕ), bit0 n ≠ bit1 m := λ n m, ne.symm (nat.bit1_ne_bit0 m n)

protected lemma bit0_inj : ∀ {n m : ℕ}, bit0 n = bit0 m → n = m
| 0     0     e := rfl
| 0     (m+1) e := false.elim (succ_ne_zero (m + 1 + m) e.symm)
| (n+1) 0     e := false.elim (succ_ne_zero (n + 1 + n) e)
| (n+1) (m+1) e := congr_arg succ (bit0_inj (succ.inj (succ.inj
    (eq.trans (nat.bit0_succ_eq n).symm (eq.trans e (nat.bit0_succ_eq m))))))

protected lemma bit1_inj : ∀ {n m : ℕ}, bit1 n = bit1 m → n = m := λ n m e, nat.bit0_inj (succ.inj e)

protected lemma bit0_ne {n m : ℕ} : n ≠ m → bit0 n ≠ bit0 m := λ h e, h (nat.bit0_inj e)

protected lemma bit1_ne {n m : ℕ} : n ≠ m → bit1 n ≠ bit1 m := λ h e, h (nat.bit1_inj e)

protected lemma zero_ne_bit0 {n : ℕ} : n ≠ 0 → 0 ≠ bit0 n := λ h, ne.symm (nat.bit0_ne_zero h)

protected lemma zero_ne_bit1 (n : ℕ) : 0 ≠ bit1 n := ne.symm (nat.bit1_ne_zero n)

protected lemma one_ne_bit0 (n : ℕ) : 1 ≠ bit0 n := ne.symm (nat.bit0_ne_one n)

protected lemma one_ne_bit1 {n : ℕ} : n ≠ 0 → 1 ≠ bit1 n := λ h, ne.symm (nat.bit1_ne_one h)

protected lemma one_lt_bit1 : ∀ {n : nat}, n ≠ 0 → 1 < bit1 n := λ n h, succ_le_succ (nat.zero_lt_bit0 h)

protected lemma one_lt_bit0 : ∀ {n : nat}, n ≠ 0 → 1 < bit0 n :=
λ n h, nat.add_le_add (nat.pos_of_ne_zero h) (nat.pos_of_ne_zero h)

protected lemma bit0_lt {n m : nat} (h : n < m) : bit0 n < bit0 m := nat.add_lt_add h h

protected lemma bit1_lt {n m : nat} (h : n < m) : bit1 n < bit1 m := succ_le_succ (nat.add_lt_add h h)

protected lemma bit0_lt_bit1 {n m : nat} (h : n ≤ m) : bit0 n < bit1 m := succ_le_succ (nat.add_le_add h h)

protected lemma bit1_lt_bit0 : ∀ {n m : nat}, n < m → bit1 n < bit0 m :=
λ n m h, nat.lt_of_lt_of_le
  (@eq.subst ℕ (λ x, bit1 n < x) (succ (succ (n + n))) (bit0 (succ n)) (nat.bit0_succ_eq n).symm
    (lt_succ_self (bit1 n)))
  (nat.add_le_add h h)

protected lemma one_le_bit1 (n : ℕ) : 1 ≤ bit1 n := succ_le_succ (nat.zero_le (n + n))

protected lemma one_le_bit0 : ∀ (n : ℕ), n ≠ 0 → 1 ≤ bit0 n := λ n h, nat.zero_lt_bit0 h

/-! Predecessors and subtraction -/

@[simp] lemma pred_zero : pred 0 = 0 := rfl

@[simp] lemma pred_succ (n : ℕ) : pred (succ n) = n := rfl

theorem add_one_ne_zero (n : ℕ) : n + 1 ≠ 0 := succ_ne_zero n

theorem eq_zero_or_eq_succ_pred (n : ℕ) : n = 0 ∨ n = succ (pred n) :=
@nat.rec (λ k, k = 0 ∨ k = succ (pred k)) (or.inl rfl) (λ _ _, or.inr rfl) n

theorem exists_eq_succ_of_ne_zero {n : ℕ} (H : n ≠ 0) : ∃k : ℕ, n = succ k :=
⟨pred n, or.resolve_left (eq_zero_or_eq_succ_pred n) H⟩

def discriminate {B : Sort u} {n : ℕ} (H1: n = 0 → B) (H2 : ∀m, n = succ m → B) : B :=
@nat.rec (λ k, n = k → B) H1 (λ m _ e, H2 m e) n rfl

theorem one_succ_zero : 1 = succ 0 := rfl

theorem pred_inj : ∀ {a b : nat}, 0 < a → 0 < b → nat.pred a = nat.pred b → a = b
| (succ a) (succ b) ha hb h := congr_arg succ h
| (succ a) 0        ha hb h := false.elim (nat.lt_irrefl 0 hb)
| 0        b        ha hb h := false.elim (nat.lt_irrefl 0 ha)

@[simp] protected lemma zero_sub : ∀ a : ℕ, 0 - a = 0 :=
λ a, @nat.rec (λ k, 0 - k = 0) rfl (λ k ih, congr_arg pred ih) a

lemma sub_lt_succ (a b : ℕ) : a - b < succ a := succ_le_succ (nat.sub_le a b)

protected theorem sub_le_sub_right {n m : ℕ} (h : n ≤ m) : ∀ k, n - k ≤ m - k :=
λ k, @nat.rec (λ x, n - x ≤ m - x) h (λ x ih, pred_le_pred ih) k

@[simp] protected theorem sub_zero (n : ℕ) : n - 0 = n := rfl

theorem sub_succ (n m : ℕ) : n - succ m = pred (n - m) := rfl

theorem succ_sub_succ (n m : ℕ) : succ n - succ m = n - m := succ_sub_succ_eq_sub n m

protected theorem sub_self : ∀ (n : ℕ), n - n = 0 :=
λ n, @nat.rec (λ k, k - k = 0) rfl (λ k ih, eq.trans (succ_sub_succ k k) ih) n

@[ematch_lhs]
protected theorem add_sub_add_right : ∀ (n k m : ℕ), (n + k) - (m + k) = n - m :=
λ n k m, @nat.rec (λ x, (n + x) - (m + x) = n - m) rfl
  (λ x ih, eq.trans (succ_sub_succ (n + x) (m + x)) ih) k

@[ematch_lhs]
protected theorem add_sub_add_left (k n m : ℕ) : (k + n) - (k + m) = n - m :=
by rw [nat.add_comm k n, nat.add_comm k m, nat.add_sub_add_right]

@[ematch_lhs]
protected theorem add_sub_cancel (n m : ℕ) : n + m - m = n :=
@nat.rec (λ x, n + x - x = n) rfl (λ x ih, eq.trans (succ_sub_succ (n + x) x) ih) m

@[ematch_lhs]
protected theorem add_sub_cancel_left (n m : ℕ) : n + m - n = m :=
by rw [nat.add_comm n m, nat.add_sub_cancel]

protected theorem sub_sub : ∀ (n m k : ℕ), n - m - k = n - (m + k) :=
λ n m k, @nat.rec (λ x, n - m - x = n - (m + x)) rfl (λ x ih, congr_arg pred ih) k

protected theorem le_of_le_of_sub_le_sub_right {n m k : ℕ} (h₀ : k ≤ m) (h₁ : n - k ≤ m - k) : n ≤ m :=
have key : ∀ k m n : ℕ, k ≤ m → n - k ≤ m - k → n ≤ m, from
  λ k, @nat.rec (λ k, ∀ m n : ℕ, k ≤ m → n - k ≤ m - k → n ≤ m) (λ m n _ h, h)
    (λ k ih m, @nat.rec (λ m, ∀ n : ℕ, succ k ≤ m → n - succ k ≤ m - succ k → n ≤ m)
      (λ n h, false.elim (not_succ_le_zero k h))
      (λ m _ n, @nat.rec (λ n, succ k ≤ succ m → n - succ k ≤ succ m - succ k → n ≤ succ m)
        (λ _ _, nat.zero_le (succ m))
        (λ n _ h₀ h₁, succ_le_succ (ih m n (le_of_succ_le_succ h₀)
          (by { rw [succ_sub_succ, succ_sub_succ] at h₁, exact h₁ }))) n) m) k,
key k m n h₀ h₁

protected theorem sub_le_sub_iff_right {n m k : ℕ} (h : k ≤ m) : n - k ≤ m - k ↔ n ≤ m :=
⟨nat.le_of_le_of_sub_le_sub_right h, λ h, nat.sub_le_sub_right h k⟩

protected theorem sub_self_add (n m : ℕ) : n - (n + m) = 0 :=
eq.trans (nat.add_sub_add_left n 0 m) (nat.zero_sub m)

protected theorem le_sub_iff_right {x y k : ℕ} (h : k ≤ y) : x ≤ y - k ↔ x + k ≤ y :=
by rw [← nat.add_sub_cancel x k, nat.sub_le_sub_iff_right h, nat.add_sub_cancel]

protected lemma sub_lt_of_pos_le (a b : ℕ) (h₀ : 0 < a) (h₁ : a ≤ b) : b - a < b :=
nat.sub_lt (nat.lt_of_lt_of_le h₀ h₁) h₀

protected theorem sub_one (n : ℕ) : n - 1 = pred n := rfl

theorem succ_sub_one (n : ℕ) : succ n - 1 = n := rfl

theorem succ_pred_eq_of_pos : ∀ {n : ℕ}, 0 < n → succ (pred n) = n :=
λ n, @nat.rec (λ k, 0 < k → succ (pred k) = k) (λ h, false.elim (nat.lt_irrefl 0 h)) (λ k _ _, rfl) n

protected theorem sub_eq_zero_of_le {n m : ℕ} (h : n ≤ m) : n - m = 0 :=
exists.elim (le.dest h) (λ k e, @eq.subst ℕ (λ x, n - x = 0) (n + k) m e (nat.sub_self_add n k))

protected theorem le_of_sub_eq_zero : ∀{n m : ℕ}, n - m = 0 → n ≤ m
| n     0     h := nat.le_of_eq h
| 0     (m+1) h := nat.zero_le (m+1)
| (n+1) (m+1) h := succ_le_succ (le_of_sub_eq_zero (eq.trans (succ_sub_succ n m).symm h))

protected theorem sub_eq_zero_iff_le {n m : ℕ} : n - m = 0 ↔ n ≤ m :=
⟨nat.le_of_sub_eq_zero, nat.sub_eq_zero_of_le⟩

protected theorem add_sub_of_le {n m : ℕ} (h : n ≤ m) : n + (m - n) = m :=
exists.elim (le.dest h) (λ k e, by rw [← e, nat.add_sub_cancel_left])

protected theorem sub_add_cancel {n m : ℕ} (h : m ≤ n) : n - m + m = n :=
eq.trans (nat.add_comm (n - m) m) (nat.add_sub_of_le h)

protected theorem add_sub_assoc {m k : ℕ} (h : k ≤ m) (n : ℕ) : n + m - k = n + (m - k) :=
exists.elim (le.dest h) (λ l e,
  by rw [← e, nat.add_sub_cancel_left, nat.add_left_comm, nat.add_sub_cancel_left])

protected lemma sub_eq_iff_eq_add {a b c : ℕ} (ab : b ≤ a) : a - b = c ↔ a = c + b :=
⟨λ e, by rw [← e, nat.sub_add_cancel ab], λ e, by rw [e, nat.add_sub_cancel]⟩

protected lemma lt_of_sub_eq_succ {m n l : ℕ} (H : m - n = nat.succ l) : n < m :=
lt_of_not_ge (λ h, succ_ne_zero l (eq.trans H.symm (nat.sub_eq_zero_of_le h)))

protected theorem sub_le_sub_left {n m : ℕ} (k) (h : n ≤ m) : k - m ≤ k - n :=
@less_than_or_equal.rec n (λ x, k - x ≤ k - n) (nat.le_refl (k - n))
  (λ x _ ih, nat.le_trans (pred_le (k - x)) ih) m h

theorem succ_sub_sub_succ (n m k : ℕ) : succ n - m - succ k = n - m - k :=
by rw [nat.sub_sub, nat.sub_sub, add_succ, succ_sub_succ]

protected theorem sub.right_comm (m n k : ℕ) : m - n - k = m - k - n :=
by rw [nat.sub_sub, nat.sub_sub, nat.add_comm]

theorem succ_sub {m n : ℕ} (h : n ≤ m) : succ m - n = succ (m - n) :=
exists.elim (le.dest h) (λ k e,
  by rw [← e, nat.add_sub_cancel_left, ← add_succ, nat.add_sub_cancel_left])

protected theorem sub_pos_of_lt {m n : ℕ} (h : m < n) : 0 < n - m :=
nat.pos_of_ne_zero (λ e, nat.lt_irrefl m (nat.lt_of_lt_of_le h (nat.le_of_sub_eq_zero e)))

protected theorem sub_sub_self {n m : ℕ} (h : m ≤ n) : n - (n - m) = m :=
(nat.sub_eq_iff_eq_add (nat.sub_le n m)).mpr (nat.add_sub_of_le h).symm

protected theorem sub_add_comm {n m k : ℕ} (h : k ≤ n) : n + m - k = n - k + m :=
by rw [nat.add_comm n m, nat.add_sub_assoc h, nat.add_comm]

theorem sub_one_sub_lt {n i} (h : i < n) : n - 1 - i < n :=
nat.lt_of_le_of_lt (nat.sub_le (n - 1) i) (nat.sub_lt (nat.lt_of_le_of_lt (nat.zero_le i) h) nat.zero_lt_one)

theorem mul_pred_left : ∀ (n m : ℕ), pred n * m = n * m - m :=
λ n m, @nat.rec (λ k, pred k * m = k * m - m) (by rw [pred_zero, nat.zero_mul, nat.zero_sub])
  (λ k _, by rw [pred_succ, succ_mul, nat.add_sub_cancel]) n

theorem mul_pred_right (n m : ℕ) : n * pred m = n * m - n :=
by rw [nat.mul_comm n (pred m), mul_pred_left, nat.mul_comm m n]

protected theorem mul_sub_right_distrib : ∀ (n m k : ℕ), (n - m) * k = n * k - m * k :=
λ n m k, @nat.rec (λ x, (n - x) * k = n * k - x * k) (by rw [nat.zero_mul, nat.sub_zero, nat.sub_zero])
  (λ x ih, by rw [sub_succ, mul_pred_left, ih, succ_mul, nat.sub_sub]) m

protected theorem mul_sub_left_distrib (n m k : ℕ) : n * (m - k) = n * m - n * k :=
by rw [nat.mul_comm n (m - k), nat.mul_sub_right_distrib, nat.mul_comm m n, nat.mul_comm k n]

protected theorem mul_self_sub_mul_self_eq (a b : nat) : a * a - b * b = (a + b) * (a - b) :=
by rw [nat.mul_sub_left_distrib, nat.right_distrib, nat.right_distrib, nat.mul_comm b a, nat.add_comm (a*a) (a*b),
  nat.add_sub_add_left]

theorem succ_mul_succ_eq (a b : nat) : succ a * succ b = a * b + a + b + 1 :=
show succ (succ a * b + a) = succ (a * b + a + b), by rw [succ_mul, nat.add_right_comm]

/-! Minimum -/

protected lemma zero_min (a : ℕ) : min 0 a = 0 := min_eq_left (nat.zero_le a)

protected lemma min_zero (a : ℕ) : min a 0 = 0 := min_eq_right (nat.zero_le a)

theorem min_succ_succ (x y : ℕ) : min (succ x) (succ y) = succ (min x y) :=
or.elim (le_total x y)
  (λ h, eq.trans (min_eq_left (succ_le_succ h)) (congr_arg succ (min_eq_left h).symm))
  (λ h, eq.trans (min_eq_right (succ_le_succ h)) (congr_arg succ (min_eq_right h).symm))

theorem sub_eq_sub_min (n m : ℕ) : n - m = n - min n m :=
or.elim (le_total n m)
  (λ h, by rw [min_eq_left h, nat.sub_self, nat.sub_eq_zero_of_le h])
  (λ h, by rw [min_eq_right h])

@[simp] protected theorem sub_add_min_cancel (n m : ℕ) : n - m + min n m = n :=
by rw [sub_eq_sub_min, nat.sub_add_cancel (min_le_left n m)]

/-! Ways to do induction -/

def two_step_induction {P : ℕ → Sort u} (H1 : P 0) (H2 : P 1)
  (H3 : ∀ (n : ℕ) (IH1 : P n) (IH2 : P (succ n)), P (succ (succ n))) : Π (a : ℕ), P a
| 0               := H1
| 1               := H2
| (succ (succ n)) := H3 _ (two_step_induction _) (two_step_induction _)

def sub_induction {P : ℕ → ℕ → Sort u} (H1 : ∀m, P 0 m) (H2 : ∀n, P (succ n) 0)
  (H3 : ∀n m, P n m → P (succ n) (succ m)) : Π (n m : ℕ), P n m
| 0        m        := H1 _
| (succ n) 0        := H2 _
| (succ n) (succ m) := H3 _ _ (sub_induction n m)

protected def strong_rec_on {p : nat → Sort u} (n : nat) (h : ∀ n, (∀ m, m < n → p m) → p n) : p n :=
@nat.rec (λ k, Π m, m < k → p m) (λ m hm, absurd hm (nat.not_lt_zero m))
  (λ k ih m hm, h m (λ j hj, ih j (nat.lt_of_lt_of_le hj (le_of_lt_succ hm)))) (succ n) n (lt_succ_self n)

protected lemma strong_induction_on {p : nat → Prop} (n : nat) (h : ∀ n, (∀ m, m < n → p m) → p n) : p n :=
nat.strong_rec_on n h

protected lemma case_strong_induction_on {p : nat → Prop} (a : nat) (hz : p 0)
  (hi : ∀ n, (∀ m, m ≤ n → p m) → p (succ n)) : p a :=
@nat.strong_rec_on p a (λ n, @nat.rec (λ k, (∀ m, m < k → p m) → p k) (λ _, hz)
  (λ k _ h, hi k (λ m hm, h m (lt_succ_of_le hm))) n)

/-! Division and remainder -/

private lemma core_decreases {x y f : ℕ} (h : 0 < y ∧ y ≤ x) (hx : x ≤ succ f) : x - y ≤ f :=
le_of_lt_succ (nat.lt_of_lt_of_le (nat.sub_lt (nat.lt_of_lt_of_le h.left h.right) h.left) hx)

private lemma core_stops {x y : ℕ} (hx : x ≤ 0) : ¬ (0 < y ∧ y ≤ x) :=
λ h, nat.lt_irrefl 0 (nat.lt_of_lt_of_le h.left (nat.le_trans h.right hx))

private lemma mod_core_congr (y : ℕ) :
  ∀ f g x, x ≤ f → x ≤ g → nat.mod_core y f x = nat.mod_core y g x
| 0     0     x hf hg := rfl
| 0     (g+1) x hf hg := eq.symm (dif_neg (core_stops hf))
| (f+1) 0     x hf hg := dif_neg (core_stops hg)
| (f+1) (g+1) x hf hg :=
  if h : 0 < y ∧ y ≤ x then
    eq.trans (dif_pos h) (eq.trans (mod_core_congr f g (x - y) (core_decreases h hf) (core_decreases h hg))
      (eq.symm (dif_pos h)))
  else eq.trans (dif_neg h) (eq.symm (dif_neg h))

private lemma div_core_congr (y : ℕ) :
  ∀ f g x, x ≤ f → x ≤ g → nat.div_core y f x = nat.div_core y g x
| 0     0     x hf hg := rfl
| 0     (g+1) x hf hg := eq.symm (dif_neg (core_stops hf))
| (f+1) 0     x hf hg := dif_neg (core_stops hg)
| (f+1) (g+1) x hf hg :=
  if h : 0 < y ∧ y ≤ x then
    have e : nat.div_core y f (x - y) = nat.div_core y g (x - y), from
      div_core_congr f g (x - y) (core_decreases h hf) (core_decreases h hg),
    have s : succ (nat.div_core y f (x - y)) = succ (nat.div_core y g (x - y)), from congr_arg succ e,
    eq.trans (dif_pos h) (eq.trans s (eq.symm (dif_pos h)))
  else eq.trans (dif_neg h) (eq.symm (dif_neg h))

lemma mod_eq_of_lt {a b : nat} (h : a < b) : a % b = a :=
@nat.rec (λ k, k < b → nat.mod_core b k k = k) (λ _, rfl)
  (λ k _ hk, dif_neg (λ g, nat.lt_irrefl b (nat.lt_of_le_of_lt g.right hk))) a h

private lemma mod_step {x y : ℕ} (h : 0 < y ∧ y ≤ x) : x % y = (x - y) % y :=
@nat.rec (λ k, 0 < y ∧ y ≤ k → nat.mod_core y k k = nat.mod_core y (k - y) (k - y))
  (λ h, false.elim (core_stops (nat.le_refl 0) h))
  (λ k _ h, eq.trans (dif_pos h)
    (mod_core_congr y k (succ k - y) (succ k - y) (core_decreases h (nat.le_refl (succ k))) (nat.le_refl _))) x h

private lemma div_step {x y : ℕ} (h : 0 < y ∧ y ≤ x) : x / y = (x - y) / y + 1 :=
@nat.rec (λ k, 0 < y ∧ y ≤ k → nat.div_core y k k = nat.div_core y (k - y) (k - y) + 1)
  (λ h, false.elim (core_stops (nat.le_refl 0) h))
  (λ k _ h, eq.trans (dif_pos h) (congr_arg succ
    (div_core_congr y k (succ k - y) (succ k - y) (core_decreases h (nat.le_refl (succ k))) (nat.le_refl _)))) x h

private lemma div_stop {x y : ℕ} (h : ¬ (0 < y ∧ y ≤ x)) : x / y = 0 :=
@nat.rec (λ k, ¬ (0 < y ∧ y ≤ k) → nat.div_core y k k = 0) (λ _, rfl) (λ k _ h, dif_neg h) x h

private lemma mod_stop {x y : ℕ} (h : ¬ (0 < y ∧ y ≤ x)) : x % y = x :=
@nat.rec (λ k, ¬ (0 < y ∧ y ≤ k) → nat.mod_core y k k = k) (λ _, rfl) (λ k _ h, dif_neg h) x h

lemma mod_def (x y : nat) : x % y = if 0 < y ∧ y ≤ x then (x - y) % y else x :=
if h : 0 < y ∧ y ≤ x then eq.trans (mod_step h) (eq.symm (if_pos h))
else eq.trans (mod_stop h) (eq.symm (if_neg h))

lemma div_def (x y : nat) : x / y = if 0 < y ∧ y ≤ x then (x - y) / y + 1 else 0 :=
if h : 0 < y ∧ y ≤ x then eq.trans (div_step h) (eq.symm (if_pos h))
else eq.trans (div_stop h) (eq.symm (if_neg h))

@[simp] lemma mod_zero (a : nat) : a % 0 = a := mod_stop (λ h, nat.lt_irrefl 0 h.left)

@[simp] lemma zero_mod (b : nat) : 0 % b = 0 := rfl

lemma mod_eq_sub_mod {a b : nat} (h : b ≤ a) : a % b = (a - b) % b :=
or.elim (nat.eq_zero_or_pos b) (λ e, by rw [e, nat.sub_zero]) (λ hb, mod_step ⟨hb, h⟩)

lemma mod_lt (x : nat) {y : nat} (h : 0 < y) : x % y < y :=
@nat.strong_rec_on (λ k, k % y < y) x (λ k ih, or.elim (nat.lt_or_ge k y)
  (λ hk, @eq.subst ℕ (λ z, z < y) k (k % y) (mod_eq_of_lt hk).symm hk)
  (λ hk, @eq.subst ℕ (λ z, z < y) ((k - y) % y) (k % y) (mod_eq_sub_mod hk).symm
    (ih (k - y) (nat.sub_lt_of_pos_le y k h hk))))

@[simp] theorem mod_self (n : nat) : n % n = 0 := by rw [mod_eq_sub_mod (nat.le_refl n), nat.sub_self, zero_mod]

@[simp] lemma mod_one (n : ℕ) : n % 1 = 0 :=
nat.eq_zero_of_le_zero (le_of_lt_succ (mod_lt n (zero_lt_succ 0)))

lemma mod_two_eq_zero_or_one (n : ℕ) : n % 2 = 0 ∨ n % 2 = 1 :=
or.elim (nat.eq_or_lt_of_le (le_of_lt_succ (mod_lt n (zero_lt_succ 1)))) or.inr
  (λ h, or.inl (nat.eq_zero_of_le_zero (le_of_lt_succ h)))

theorem mod_le (x y : ℕ) : x % y ≤ x :=
or.elim (nat.eq_zero_or_pos y)
  (λ e, nat.le_of_eq (by rw [e, mod_zero]))
  (λ hy, or.elim (nat.lt_or_ge x y) (λ h, nat.le_of_eq (mod_eq_of_lt h))
    (λ h, nat.le_trans (nat.le_of_lt (mod_lt x hy)) h))

@[simp] theorem add_mod_right (x z : ℕ) : (x + z) % z = x % z :=
by rw [mod_eq_sub_mod (nat.le_add_left z x), nat.add_sub_cancel]

@[simp] theorem add_mod_left (x z : ℕ) : (x + z) % x = z % x := by rw [nat.add_comm x z, add_mod_right]

@[simp] theorem add_mul_mod_self_left (x y z : ℕ) : (x + y * z) % y = x % y :=
@nat.rec (λ k, (x + y * k) % y = x % y) rfl
  (λ k ih, show (x + (y * k + y)) % y = x % y, by rw [← nat.add_assoc, add_mod_right, ih]) z

@[simp] theorem add_mul_mod_self_right (x y z : ℕ) : (x + y * z) % z = x % z :=
by rw [nat.mul_comm y z, add_mul_mod_self_left]

@[simp] theorem mul_mod_right (m n : ℕ) : (m * n) % m = 0 :=
by rw [← nat.zero_add (m * n), add_mul_mod_self_left, zero_mod]

@[simp] theorem mul_mod_left (m n : ℕ) : (m * n) % n = 0 := by rw [nat.mul_comm m n, mul_mod_right]

theorem mul_mod_mul_left (z x y : ℕ) : (z * x) % (z * y) = z * (x % y) :=
or.elim (nat.eq_zero_or_pos y) (λ e, by rw [e, nat.mul_zero, mod_zero, mod_zero])
  (λ hy, or.elim (nat.eq_zero_or_pos z) (λ e, by rw [e, nat.zero_mul, nat.zero_mul, nat.zero_mul, mod_zero])
    (λ hz, @nat.strong_rec_on (λ k, (z * k) % (z * y) = z * (k % y)) x (λ k ih, or.elim (nat.lt_or_ge k y)
      (λ h, by rw [mod_eq_of_lt h, mod_eq_of_lt (nat.mul_lt_mul_of_pos_left h hz)])
      (λ h, by rw [mod_eq_sub_mod h, mod_eq_sub_mod (nat.mul_le_mul_left z h), ← nat.mul_sub_left_distrib,
        ih (k - y) (nat.sub_lt_of_pos_le y k hy h)]))))

theorem mul_mod_mul_right (z x y : ℕ) : (x * z) % (y * z) = (x % y) * z :=
by rw [nat.mul_comm x z, nat.mul_comm y z, nat.mul_comm (x % y) z, mul_mod_mul_left]

theorem cond_to_bool_mod_two (x : ℕ) [d : decidable (x % 2 = 1)] : cond (@to_bool (x % 2 = 1) d) 1 0 = x % 2 :=
@decidable.rec (x % 2 = 1) (λ d, cond (@to_bool (x % 2 = 1) d) 1 0 = x % 2)
  (λ n, eq.symm (or.resolve_right (mod_two_eq_zero_or_one x) n)) (λ h, eq.symm h) d

theorem sub_mul_mod (x k n : ℕ) (h₁ : n*k ≤ x) : (x - n*k) % n = x % n :=
exists.elim (le.dest h₁) (λ w e,
  by rw [← e, nat.add_sub_cancel_left, nat.add_comm (n * k) w, add_mul_mod_self_left])

lemma mod_add_div (m k : ℕ) : m % k + k * (m / k) = m :=
@nat.strong_rec_on (λ m, m % k + k * (m / k) = m) m (λ m ih,
  if h : 0 < k ∧ k ≤ m then
    have e : (m - k) % k + k * ((m - k) / k) = m - k, from ih (m - k) (nat.sub_lt_of_pos_le k m h.left h.right),
    by rw [mod_step h, div_step h, add_one, mul_succ, ← nat.add_assoc, e, nat.sub_add_cancel h.right]
  else by rw [mod_stop h, div_stop h, nat.mul_zero, nat.add_zero])

@[simp] protected lemma div_one (n : ℕ) : n / 1 = n :=
have e : n % 1 + 1 * (n / 1) = n, from mod_add_div n 1,
by { rw [mod_one, nat.zero_add, nat.one_mul] at e, exact e }

@[simp] protected lemma div_zero (n : ℕ) : n / 0 = 0 := div_stop (λ h, nat.lt_irrefl 0 h.left)

@[simp] protected lemma zero_div (b : ℕ) : 0 / b = 0 := rfl

lemma div_eq_sub_div {a b : nat} (h₁ : 0 < b) (h₂ : b ≤ a) : a / b = (a - b) / b + 1 := div_step ⟨h₁, h₂⟩

lemma div_eq_of_lt {a b : ℕ} (h₀ : a < b) : a / b = 0 := div_stop (λ h, le_lt_antisymm h.right h₀)

theorem div_mul_le_self : ∀ (m n : ℕ), m / n * n ≤ m :=
λ m n, @eq.subst ℕ (λ z, m / n * n ≤ z) (m % n + m / n * n) m
  (by rw [nat.mul_comm (m / n) n, mod_add_div]) (nat.le_add_left (m / n * n) (m % n))

private lemma lt_succ_div_mul (m : ℕ) {n : ℕ} (h : 0 < n) : m < succ (m / n) * n :=
have e : m % n + n * (m / n) < n + n * (m / n), from nat.add_lt_add_right (mod_lt m h) (n * (m / n)),
by { rw [mod_add_div] at e, rw [succ_mul, nat.mul_comm, nat.add_comm], exact e }

theorem le_div_iff_mul_le {x y k : ℕ} (Hk : 0 < k) : x ≤ y / k ↔ x * k ≤ y :=
⟨λ h, nat.le_trans (nat.mul_le_mul_right k h) (div_mul_le_self y k),
 λ h, le_of_not_lt (λ g, le_lt_antisymm (nat.le_trans (@nat.mul_le_mul_right (succ (y / k)) x k g) h)
   (lt_succ_div_mul y Hk))⟩

theorem div_lt_iff_lt_mul {x y k : ℕ} (Hk : 0 < k) : x / k < y ↔ x < y * k :=
⟨λ h, lt_of_not_ge (λ g, not_le_of_gt h ((le_div_iff_mul_le Hk).mpr g)),
 λ h, lt_of_not_ge (λ g, not_le_of_gt h ((le_div_iff_mul_le Hk).mp g))⟩

protected lemma div_le_of_le_mul {m n : ℕ} : ∀ {k}, m ≤ k * n → m / k ≤ n :=
λ k h, or.elim (nat.eq_zero_or_pos k) (λ e, by { rw [e, nat.div_zero], exact nat.zero_le n })
  (λ hk, nat.le_of_mul_le_mul_left (nat.le_trans
    (by { rw [nat.mul_comm k (m / k)], exact div_mul_le_self m k }) h) hk)

protected lemma div_le_self : ∀ (m n : ℕ), m / n ≤ m :=
λ m n, or.elim (nat.eq_zero_or_pos n) (λ e, by { rw [e, nat.div_zero], exact nat.zero_le m })
  (λ hn, nat.div_le_of_le_mul (@eq.subst ℕ (λ z, z ≤ n * m) (1 * m) m (nat.one_mul m) (nat.mul_le_mul_right m hn)))

theorem sub_mul_div (x n p : ℕ) (h₁ : n*p ≤ x) : (x - n*p) / n = x / n - p :=
or.elim (nat.eq_zero_or_pos n) (λ e, by rw [e, nat.div_zero, nat.div_zero, nat.zero_sub])
  (λ hn, @nat.rec (λ p, n * p ≤ x → (x - n * p) / n = x / n - p) (λ _, rfl)
    (λ p ih h,
      have h₂ : n * p ≤ x, from nat.le_trans (nat.mul_le_mul_left n (le_succ p)) h,
      have h₃ : n ≤ x - n * p, from (nat.le_sub_iff_right h₂).mpr (by { rw [nat.add_comm], exact h }),
      by rw [sub_succ, ← ih h₂, div_eq_sub_div hn h₃, add_one, pred_succ, mul_succ, nat.sub_sub]) p h₁)

@[simp] theorem add_div_right (x : ℕ) {z : ℕ} (H : 0 < z) : (x + z) / z = succ (x / z) :=
by rw [div_eq_sub_div H (nat.le_add_left z x), nat.add_sub_cancel]

@[simp] theorem add_div_left (x : ℕ) {z : ℕ} (H : 0 < z) : (z + x) / z = succ (x / z) :=
by rw [nat.add_comm z x, add_div_right x H]

theorem add_mul_div_left (x z : ℕ) {y : ℕ} (H : 0 < y) : (x + y * z) / y = x / y + z :=
@nat.rec (λ k, (x + y * k) / y = x / y + k) rfl
  (λ k ih, show (x + (y * k + y)) / y = succ (x / y + k), by rw [← nat.add_assoc, add_div_right _ H, ih]) z

theorem add_mul_div_right (x y : ℕ) {z : ℕ} (H : 0 < z) : (x + y * z) / z = x / z + y :=
by rw [nat.mul_comm y z, add_mul_div_left x y H]

@[simp] theorem mul_div_right (n : ℕ) {m : ℕ} (H : 0 < m) : m * n / m = n :=
by rw [← nat.zero_add (m * n), add_mul_div_left 0 n H, nat.zero_div, nat.zero_add]

@[simp] theorem mul_div_left (m : ℕ) {n : ℕ} (H : 0 < n) : m * n / n = m :=
by rw [nat.mul_comm m n, mul_div_right m H]

protected theorem div_self {n : ℕ} (H : 0 < n) : n / n = 1 :=
eq.trans (div_eq_sub_div H (nat.le_refl n)) (by rw [nat.sub_self, nat.zero_div])

protected theorem mul_div_cancel (m : ℕ) {n : ℕ} (H : 0 < n) : m * n / n = m := mul_div_left m H

protected theorem mul_div_cancel_left (m : ℕ) {n : ℕ} (H : 0 < n) : n * m / n = m := mul_div_right m H

protected theorem div_eq_of_eq_mul_left {m n k : ℕ} (H1 : 0 < n) (H2 : m = k * n) : m / n = k :=
by rw [H2, mul_div_left k H1]

protected theorem div_eq_of_eq_mul_right {m n k : ℕ} (H1 : 0 < n) (H2 : m = n * k) : m / n = k :=
by rw [H2, mul_div_right k H1]

protected theorem div_eq_of_lt_le {m n k : ℕ} (lo : k * n ≤ m) (hi : m < succ k * n) : m / n = k :=
have hn : 0 < n, from nat.pos_of_ne_zero (λ e, nat.not_lt_zero m (by { rw [e, nat.mul_zero] at hi, exact hi })),
nat.le_antisymm (le_of_lt_succ ((div_lt_iff_lt_mul hn).mpr hi)) ((le_div_iff_mul_le hn).mpr lo)

theorem mul_sub_div (x n p : ℕ) (h₁ : x < n*p) : (n * p - succ x) / n = p - succ (x / n) :=
have hn : 0 < n, from nat.pos_of_ne_zero (λ e, nat.not_lt_zero x (by { rw [e, nat.zero_mul] at h₁, exact h₁ })),
have hq : x / n < p, from (div_lt_iff_lt_mul hn).mpr (by { rw [nat.mul_comm p n], exact h₁ }),
nat.div_eq_of_lt_le
  (by { rw [nat.mul_sub_right_distrib, nat.mul_comm p n],
    exact nat.sub_le_sub_left (n * p) (lt_succ_div_mul x hn) })
  (by { rw [← succ_sub hq, succ_sub_succ, nat.mul_sub_right_distrib, nat.mul_comm p n],
    exact nat.lt_of_lt_of_le (pred_lt (ne_of_gt (nat.sub_pos_of_lt h₁)))
      (nat.sub_le_sub_left (n * p) (div_mul_le_self x n)) })

protected theorem div_div_eq_div_mul (m n k : ℕ) : m / n / k = m / (n * k) :=
or.elim (nat.eq_zero_or_pos k) (λ e, by rw [e, nat.mul_zero, nat.div_zero, nat.div_zero])
  (λ hk, or.elim (nat.eq_zero_or_pos n) (λ e, by rw [e, nat.zero_mul, nat.div_zero, nat.zero_div])
    (λ hn,
      have key : ∀ x, x ≤ m / n / k ↔ x ≤ m / (n * k), from λ x,
        by rw [le_div_iff_mul_le hk, le_div_iff_mul_le hn, le_div_iff_mul_le (nat.mul_pos hn hk), nat.mul_assoc,
          nat.mul_comm k n],
      nat.le_antisymm ((key _).mp (nat.le_refl _)) ((key _).mpr (nat.le_refl _))))

protected theorem mul_div_mul {m : ℕ} (n k : ℕ) (H : 0 < m) : m * n / (m * k) = n / k :=
by rw [← nat.div_div_eq_div_mul, mul_div_right n H]

lemma div_lt_self {n m : nat} : 0 < n → 1 < m → n / m < n :=
λ hn hm, (div_lt_iff_lt_mul (nat.lt_trans nat.zero_lt_one hm)).mpr
  (@eq.subst ℕ (λ z, z < n * m) (n * 1) n (nat.mul_one n) (nat.mul_lt_mul_of_pos_left hm hn))

/-! Divisibility -/

protected theorem dvd_mul_right (a b : ℕ) : a ∣ a * b := ⟨b, rfl⟩

protected theorem dvd_trans {a b c : ℕ} (h₁ : a ∣ b) (h₂ : b ∣ c) : a ∣ c :=
exists.elim h₁ (λ d hd, exists.elim h₂ (λ e he, ⟨d * e, by rw [he, hd, nat.mul_assoc]⟩))

protected theorem eq_zero_of_zero_dvd {a : ℕ} (h : 0 ∣ a) : a = 0 :=
exists.elim h (λ c e, eq.trans e (nat.zero_mul c))

protected theorem dvd_add {a b c : ℕ} (h₁ : a ∣ b) (h₂ : a ∣ c) : a ∣ b + c :=
exists.elim h₁ (λ d hd, exists.elim h₂ (λ e he, ⟨d + e, by rw [hd, he, nat.left_distrib]⟩))

protected theorem dvd_add_iff_right {k m n : ℕ} (h : k ∣ m) : k ∣ n ↔ k ∣ m + n :=
⟨λ g, nat.dvd_add h g, λ g, exists.elim h (λ d hd, exists.elim g (λ e he,
  ⟨e - d, by rw [nat.mul_sub_left_distrib, ← he, ← hd, nat.add_sub_cancel_left]⟩))⟩

protected theorem dvd_add_iff_left {k m n : ℕ} (h : k ∣ n) : k ∣ m ↔ k ∣ m + n :=
by { rw [nat.add_comm m n], exact nat.dvd_add_iff_right h }

theorem dvd_sub {k m n : ℕ} (H : n ≤ m) (h₁ : k ∣ m) (h₂ : k ∣ n) : k ∣ m - n :=
(nat.dvd_add_iff_left h₂).mpr (by { rw [nat.sub_add_cancel H], exact h₁ })

theorem dvd_mod_iff {k m n : ℕ} (h : k ∣ n) : k ∣ m % n ↔ k ∣ m :=
have e : k ∣ m % n ↔ k ∣ m % n + n * (m / n), from
  nat.dvd_add_iff_left (nat.dvd_trans h (nat.dvd_mul_right n (m / n))),
by { rw [mod_add_div] at e, exact e }

theorem le_of_dvd {m n : ℕ} (h : 0 < n) : m ∣ n → m ≤ n :=
λ g, exists.elim g (λ k e, or.elim (nat.eq_zero_or_pos k)
  (λ z, false.elim (nat.lt_irrefl 0 (by { rw [e, z] at h, exact h })))
  (λ hk, by { rw [e], exact @eq.subst ℕ (λ x, x ≤ m * k) (m * 1) m (nat.mul_one m) (nat.mul_le_mul_left m hk) }))

theorem dvd_antisymm : Π {m n : ℕ}, m ∣ n → n ∣ m → m = n :=
λ m n h₁ h₂, or.elim (nat.eq_zero_or_pos n)
  (λ e, eq.trans (nat.eq_zero_of_zero_dvd (@eq.subst ℕ (λ x, x ∣ m) n 0 e h₂)) e.symm)
  (λ hn, or.elim (nat.eq_zero_or_pos m)
    (λ e, eq.trans e (nat.eq_zero_of_zero_dvd (@eq.subst ℕ (λ x, x ∣ n) m 0 e h₁)).symm)
    (λ hm, nat.le_antisymm (le_of_dvd hn h₁) (le_of_dvd hm h₂)))

theorem pos_of_dvd_of_pos {m n : ℕ} (H1 : m ∣ n) (H2 : 0 < n) : 0 < m :=
nat.pos_of_ne_zero (λ e, nat.lt_irrefl 0
  (@eq.subst ℕ (λ x, 0 < x) n 0 (nat.eq_zero_of_zero_dvd (@eq.subst ℕ (λ x, x ∣ n) m 0 e H1)) H2))

theorem eq_one_of_dvd_one {n : ℕ} (H : n ∣ 1) : n = 1 :=
nat.le_antisymm (le_of_dvd nat.zero_lt_one H) (pos_of_dvd_of_pos H nat.zero_lt_one)

theorem dvd_of_mod_eq_zero {m n : ℕ} (H : n % m = 0) : m ∣ n :=
⟨n / m, have e : n % m + m * (n / m) = n, from mod_add_div n m,
  by { rw [H, nat.zero_add] at e, exact e.symm }⟩

theorem mod_eq_zero_of_dvd {m n : ℕ} (H : m ∣ n) : n % m = 0 := exists.elim H (λ k e, by rw [e, mul_mod_right])

theorem dvd_iff_mod_eq_zero {m n : ℕ} : m ∣ n ↔ n % m = 0 := ⟨mod_eq_zero_of_dvd, dvd_of_mod_eq_zero⟩

instance decidable_dvd : @decidable_rel ℕ (∣) :=
λ m n, decidable_of_decidable_of_iff (nat.decidable_eq (n % m) 0) dvd_iff_mod_eq_zero.symm

protected theorem mul_div_cancel' {m n : ℕ} (H : n ∣ m) : n * (m / n) = m :=
have e : m % n + n * (m / n) = m, from mod_add_div m n,
by { rw [mod_eq_zero_of_dvd H, nat.zero_add] at e, exact e }

protected theorem div_mul_cancel {m n : ℕ} (H : n ∣ m) : m / n * n = m :=
by rw [nat.mul_comm, nat.mul_div_cancel' H]

protected theorem mul_div_assoc (m : ℕ) {n k : ℕ} (H : k ∣ n) : m * n / k = m * (n / k) :=
or.elim (nat.eq_zero_or_pos k) (λ e, by rw [e, nat.div_zero, nat.div_zero, nat.mul_zero])
  (λ hk, exists.elim H (λ c e, by rw [e, mul_div_right c hk, ← nat.mul_assoc, nat.mul_comm m k, nat.mul_assoc, mul_div_right (m * c) hk]))

theorem dvd_of_mul_dvd_mul_left {m n k : ℕ} (kpos : 0 < k) (H : k * m ∣ k * n) : m ∣ n :=
exists.elim H (λ c e, ⟨c, nat.eq_of_mul_eq_mul_left kpos (eq.trans e (nat.mul_assoc k m c))⟩)

theorem dvd_of_mul_dvd_mul_right {m n k : ℕ} (kpos : 0 < k) (H : m * k ∣ n * k) : m ∣ n :=
dvd_of_mul_dvd_mul_left kpos (by { rw [nat.mul_comm k m, nat.mul_comm k n], exact H })

/-! Iteration, and the least witness -/

def iterate {α : Sort u} (op : α → α) : ℕ → α → α
| 0        a := a
| (succ k) a := iterate k (op a)

notation f`^[`n`]` := iterate f n

section find
parameter {p : ℕ → Prop}

/- m follows n, and nothing up to n is a witness: well-founded as soon as there is a witness. -/
private def lbp (m n : ℕ) : Prop := m = n + 1 ∧ ∀ k ≤ n, ¬p k

parameters [decidable_pred p] (H : ∃n, p n)

private def wf_lbp : well_founded lbp :=
⟨λ a, exists.elim H (λ n pn,
  have key : ∀ d k, n ≤ k + d → acc lbp k, from
    λ d, @nat.rec (λ d, ∀ k, n ≤ k + d → acc lbp k)
      (λ k h, acc.intro k (λ y hy, false.elim (hy.right n h pn)))
      (λ d ih k h, acc.intro k (λ y hy, ih y
        (by { rw [hy.left, nat.add_assoc, nat.add_comm 1 d], exact h }))) d,
  key n a (nat.le_add_left n a))⟩

protected def find_x : {n // p n ∧ ∀m < n, ¬p m} :=
@well_founded.fix _ (λ k, (∀ n < k, ¬p n) → {n // p n ∧ ∀ m < n, ¬p m}) lbp wf_lbp
  (λ m step below, if pm : p m then ⟨m, pm, below⟩ else
    have none_yet : ∀ n ≤ m, ¬p n, from λ n hn, or.elim (nat.eq_or_lt_of_le hn)
      (λ e, @eq.subst ℕ (λ x, ¬p x) m n e.symm pm) (λ h, below n h),
    step (m + 1) ⟨rfl, none_yet⟩ (λ n hn, none_yet n (le_of_lt_succ hn)))
  0 (λ n h, absurd h (nat.not_lt_zero n))

protected def find : ℕ := nat.find_x.1

protected theorem find_spec : p nat.find := nat.find_x.2.left

protected theorem find_min : ∀ {m : ℕ}, m < nat.find → ¬p m := nat.find_x.2.right

protected theorem find_min' {m : ℕ} (h : p m) : nat.find ≤ m := le_of_not_lt (λ g, find_min g h)

end find

end nat
