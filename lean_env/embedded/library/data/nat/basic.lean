/-
Natural numbers: order by an inductive family, subtraction and multiplication by recursion, and what
well-founded recursion needs to know of them. Proofs are terms.
-/

notation `ℕ` := nat

namespace nat

inductive less_than_or_equal (a : ℕ) : ℕ → Prop
| refl : less_than_or_equal a
| step : Π {b}, less_than_or_equal b → less_than_or_equal (succ b)

instance : has_le ℕ := ⟨nat.less_than_or_equal⟩

@[reducible] protected def le (n m : ℕ) := nat.less_than_or_equal n m
@[reducible] protected def lt (n m : ℕ) := nat.less_than_or_equal (succ n) m

instance : has_lt ℕ := ⟨nat.lt⟩

def pred : ℕ → ℕ
| 0     := 0
| (a+1) := a

protected def sub : ℕ → ℕ → ℕ
| a 0     := a
| a (b+1) := pred (sub a b)

protected def mul : nat → nat → nat
| a 0     := 0
| a (b+1) := (mul a b) + a

instance : has_sub ℕ := ⟨nat.sub⟩
instance : has_mul ℕ := ⟨nat.mul⟩
instance : has_dvd ℕ := has_dvd.mk (λ a b, ∃ c, b = a * c)

instance : decidable_eq ℕ
| zero     zero     := is_true rfl
| (succ x) zero     := is_false (λ e, nat.no_confusion e)
| zero     (succ y) := is_false (λ e, nat.no_confusion e)
| (succ x) (succ y) :=
  match decidable_eq x y with
  | is_true e  := is_true (congr_arg succ e)
  | is_false n := is_false (λ e, nat.no_confusion e (λ k, n k))
  end

def {u} repeat {α : Type u} (f : ℕ → α → α) : ℕ → α → α
| 0        a := a
| (succ n) a := f n (repeat n a)

instance : inhabited ℕ := ⟨nat.zero⟩

@[simp] lemma nat_zero_eq_zero : nat.zero = 0 := rfl

/-! Order -/

@[refl] protected lemma le_refl (a : ℕ) : a ≤ a := @less_than_or_equal.refl a

lemma le_succ (n : ℕ) : n ≤ succ n := less_than_or_equal.step (nat.le_refl n)

lemma succ_le_succ {n m : ℕ} : n ≤ m → succ n ≤ succ m :=
λ h, @less_than_or_equal.rec n (λ k, succ n ≤ succ k) (nat.le_refl (succ n))
  (λ k _ ih, less_than_or_equal.step ih) m h

protected lemma zero_le : ∀ (n : ℕ), 0 ≤ n :=
λ n, nat.rec_on n (nat.le_refl 0) (λ k ih, less_than_or_equal.step ih)

lemma zero_lt_succ (n : ℕ) : 0 < succ n := succ_le_succ (nat.zero_le n)

lemma succ_pos (n : ℕ) : 0 < succ n := succ_le_succ (nat.zero_le n)

lemma pred_le_pred {n m : ℕ} : n ≤ m → pred n ≤ pred m :=
λ h, @less_than_or_equal.rec n (λ k, pred n ≤ pred k) (nat.le_refl (pred n))
  (λ k, @nat.rec (λ k, n ≤ k → pred n ≤ pred k → pred n ≤ k) (λ _ ih, ih)
    (λ k _ _ ih, less_than_or_equal.step ih) k) m h

lemma not_succ_le_zero : ∀ (n : ℕ), succ n ≤ 0 → false :=
λ n h, @less_than_or_equal.rec (succ n) (λ k, @nat.rec (λ _, Prop) false (λ _ _, true) k) trivial
  (λ _ _ _, trivial) 0 h

protected lemma not_lt_zero (a : ℕ) : ¬ a < 0 := not_succ_le_zero a

lemma le_of_succ_le_succ {n m : ℕ} : succ n ≤ succ m → n ≤ m := λ h, pred_le_pred h

instance decidable_le : ∀ a b : ℕ, decidable (a ≤ b)
| 0     b     := is_true (nat.zero_le b)
| (a+1) 0     := is_false (not_succ_le_zero a)
| (a+1) (b+1) :=
  match decidable_le a b with
  | is_true h  := is_true (succ_le_succ h)
  | is_false h := is_false (λ k, h (le_of_succ_le_succ k))
  end

instance decidable_lt : ∀ a b : ℕ, decidable (a < b) := λ a b, nat.decidable_le (succ a) b

protected lemma eq_or_lt_of_le {a b : ℕ} (h : a ≤ b) : a = b ∨ a < b :=
@less_than_or_equal.rec a (λ k, a = k ∨ a < k) (or.inl rfl) (λ k hk _, or.inr (succ_le_succ hk)) b h

lemma lt_succ_of_le {a b : ℕ} : a ≤ b → a < succ b := succ_le_succ

@[simp] lemma succ_sub_succ_eq_sub (a b : ℕ) : succ a - succ b = a - b :=
@nat.rec (λ k, succ a - succ k = a - k) rfl (λ k ih, congr_arg pred ih) b

lemma not_succ_le_self : ∀ n : ℕ, ¬succ n ≤ n :=
λ n, @nat.rec (λ k, ¬succ k ≤ k) (not_succ_le_zero 0) (λ k ih h, ih (le_of_succ_le_succ h)) n

protected lemma lt_irrefl (n : ℕ) : ¬n < n := not_succ_le_self n

protected lemma le_trans {n m k : ℕ} (h1 : n ≤ m) : m ≤ k → n ≤ k :=
λ h2, @less_than_or_equal.rec m (λ j, n ≤ j) h1 (λ j _ ih, less_than_or_equal.step ih) k h2

lemma pred_le : ∀ (n : ℕ), pred n ≤ n :=
λ n, @nat.rec (λ k, pred k ≤ k) (nat.le_refl 0) (λ k _, le_succ k) n

lemma pred_lt : ∀ {n : ℕ}, n ≠ 0 → pred n < n :=
λ n, @nat.rec (λ k, k ≠ 0 → pred k < k) (λ h, false.elim (h rfl)) (λ k _ _, nat.le_refl (succ k)) n

protected lemma sub_le (a b : ℕ) : a - b ≤ a :=
@nat.rec (λ k, a - k ≤ a) (nat.le_refl a) (λ k ih, nat.le_trans (pred_le (a - k)) ih) b

protected lemma sub_lt : ∀ {a b : ℕ}, 0 < a → 0 < b → a - b < a :=
λ a b, @nat.rec (λ k, 0 < k → 0 < b → k - b < k) (λ h, false.elim (nat.not_lt_zero 0 h))
  (λ k _ _, @nat.rec (λ j, 0 < j → succ k - j < succ k) (λ h, false.elim (nat.not_lt_zero 0 h))
    (λ j _ _, @eq.subst ℕ (λ z, z < succ k) (k - j) (succ k - succ j) (eq.symm (succ_sub_succ_eq_sub k j))
      (lt_succ_of_le (nat.sub_le k j))) b) a

protected lemma lt_of_lt_of_le {n m k : ℕ} : n < m → m ≤ k → n < k := λ h, nat.le_trans h

/-! Addition -/

protected lemma zero_add : ∀ n : ℕ, 0 + n = n :=
λ n, @nat.rec (λ k, 0 + k = k) rfl (λ k ih, congr_arg succ ih) n

lemma succ_add : ∀ n m : ℕ, (succ n) + m = succ (n + m) :=
λ n m, @nat.rec (λ k, succ n + k = succ (n + k)) rfl (λ k ih, congr_arg succ ih) m

lemma add_succ (n m : ℕ) : n + succ m = succ (n + m) := rfl

protected lemma add_zero (n : ℕ) : n + 0 = n := rfl

lemma add_one (n : ℕ) : n + 1 = succ n := rfl

lemma succ_eq_add_one (n : ℕ) : succ n = n + 1 := rfl

/-! Binary numerals -/

protected lemma bit0_succ_eq (n : ℕ) : bit0 (succ n) = succ (succ (bit0 n)) := congr_arg succ (succ_add n n)

protected lemma zero_lt_bit0 : ∀ {n : nat}, n ≠ 0 → 0 < bit0 n :=
λ n, @nat.rec (λ k, k ≠ 0 → 0 < bit0 k) (λ h, false.elim (h rfl)) (λ k _ _, zero_lt_succ (succ k + k)) n

protected lemma zero_lt_bit1 (n : nat) : 0 < bit1 n := zero_lt_succ (n + n)

protected lemma bit0_ne_zero : ∀ {n : ℕ}, n ≠ 0 → bit0 n ≠ 0 :=
λ n hn e, nat.lt_irrefl 0 (@eq.subst ℕ (λ z, 0 < z) (bit0 n) 0 e (nat.zero_lt_bit0 hn))

protected lemma bit1_ne_zero (n : ℕ) : bit1 n ≠ 0 :=
λ e, nat.lt_irrefl 0 (@eq.subst ℕ (λ z, 0 < z) (bit1 n) 0 e (nat.zero_lt_bit1 n))

end nat
