example (n : ℕ) : n + 0 = n := by simp

example (n : ℕ) : 0 + n = n := by simp

example (n : ℕ) : 0 + n = n := by { induction n with n ih, refl, rw [nat.add_succ, ih] }

example (n : ℕ) : 0 + n = n := by { induction n with n ih, { refl }, { exact congr_arg nat.succ ih } }

example (n m : ℕ) : n + m = m + n := by { induction m with m ih, { simp }, { rw [nat.add_succ, nat.succ_add, ih] } }

example (n m : ℕ) : n + m = m + n := nat.add_comm n m

example (n m : ℕ) : n + m = m + n := by rw nat.add_comm

example (n m : ℕ) : n + m = m + n := by simp [nat.add_comm]

example (n m k : ℕ) : n + m + k = k + m + n := by simp [nat.add_comm, nat.add_left_comm, nat.add_assoc]

example (n m k : ℕ) : n + m + k = k + m + n := by ac_refl

example (n m k : ℕ) : n * m * k = k * m * n := by ac_refl

example (n m k : ℕ) : n * m * k = k * m * n := by simp [nat.mul_comm, nat.mul_left_comm, nat.mul_assoc]

example (n : ℕ) (h : n = 0) : n + n = 0 := by { rw h }

example (n : ℕ) (h : n = 0) : n + n = 0 := by { subst h }

example (n : ℕ) (h : n = 0) : n + n = 0 := by simp [h]

example (n : ℕ) (h : n = 3) : n + n = 6 := by { rw h }

example (n : ℕ) (h : n = 3) : n + n = 6 := by { subst h }

example : 2 + 2 = 4 := rfl

example : 2 + 2 = 4 := by refl

example : 2 + 2 = 4 := by simp

example : 2 + 2 = 4 := by dec_trivial

example : 2 + 2 = 5 := by dec_trivial

example : 2 + 2 ≠ 5 := by dec_trivial

example : 2 + 2 ≠ 5 := dec_trivial

example : 2 < 5 := dec_trivial

example : 2 < 5 := by dec_trivial

example : 2 < 5 := by simp

example : 2 ≠ 5 := by simp

example : ¬ 2 = 5 := by { intro h, cases h }

example : ¬ 2 = 5 := by { intro h, injection h with h, injection h with h, injection h }

example (n : ℕ) (h : n.succ = 0) : false := by cases h

example (n : ℕ) (h : n.succ = 0) : false := by contradiction

example (n : ℕ) (h : n + 1 = 0) : false := by cases h

example (n : ℕ) (h : n + 1 = 0) : false := by contradiction

example (n : ℕ) (h : n + 1 = 0) : false := nat.no_confusion h

example (n m : ℕ) (h : n.succ = m.succ) : n = m := by { injection h }

example (n m : ℕ) (h : n.succ = m.succ) : n = m := by { cases h, refl }

example (n m : ℕ) (h : n + 1 = m + 1) : n = m := by { injection h }

example (n m : ℕ) (h : n + 1 = m + 1) : n = m := nat.succ.inj h

example (n m : ℕ) (h : n.succ = m.succ) : n = m := by { simp at h, exact h }

example (n : ℕ) : n = 0 ∨ ∃ m, n = m + 1 := by { cases n, { left, refl }, { right, existsi n, refl } }

example (n : ℕ) : n = 0 ∨ ∃ m, n = m + 1 := by { cases n with k, { left, refl }, { right, exact ⟨k, rfl⟩ } }

example (n : ℕ) (h : n ≠ 0) : ∃ m, n = nat.succ m := by { cases n, { contradiction }, { exact ⟨n, rfl⟩ } }

example (n : ℕ) (h : n ≠ 0) : ∃ m, n = nat.succ m := by { cases e : n, { contradiction }, { exact ⟨n_1, rfl⟩ } }

example (n : ℕ) (h : n ≠ 0) : ∃ m, n = nat.succ m := by { cases e : n with k, { contradiction }, { exact ⟨k, rfl⟩ } }

example (n : ℕ) (h : n ≠ 0) : ∃ m, n = nat.succ m := by { cases e : n with k, { exact absurd e h }, { exact ⟨k, e.symm ▸ rfl⟩ } }

example (n : ℕ) : n ≤ n := le_refl n

example (n : ℕ) : n ≤ n := by refl

example (n : ℕ) : n ≤ n + 1 := nat.le_succ n

example (n : ℕ) : n < n + 1 := by exact nat.lt_succ_self n

example (a b c : ℕ) (h1 : a ≤ b) (h2 : b ≤ c) : a ≤ c := by { transitivity b; assumption }

example (a b c : ℕ) (h1 : a ≤ b) (h2 : b ≤ c) : a ≤ c := le_trans h1 h2

example (a b c : ℕ) (h1 : a ≤ b) (h2 : b ≤ c) : a ≤ c := by { apply le_trans, exact h1, exact h2 }

example (a b c : ℕ) (h1 : a ≤ b) (h2 : b ≤ c) : a ≤ c := by { apply le_trans h1 h2 }

example (a b c : ℕ) (h1 : a ≤ b) (h2 : b ≤ c) : a ≤ c := calc a ≤ b : h1 ... ≤ c : h2

example (a b : ℕ) (h : a ≤ b) : a < b + 1 := nat.lt_succ_of_le h

example (a b : ℕ) (h : a < b) : ¬ b ≤ a := by { intro h2, exact absurd h (not_lt_of_ge h2) }

example (a b : ℕ) (h : a < b) : ¬ b ≤ a := not_le_of_gt h

example (a b : ℕ) : a ≤ b ∨ b ≤ a := by { apply le_total }

example (a b : ℕ) (h1 : a ≤ b) (h2 : b ≤ a) : a = b := by { apply le_antisymm; assumption }

example (a b : ℕ) (h1 : a ≤ b) (h2 : b ≤ a) : a = b := by { apply nat.le_antisymm, assumption }

example (p : ℕ → Prop) (h0 : p 0) (hs : ∀ n, p n → p (n + 1)) (n : ℕ) : p n := by { induction n with n ih, exact h0, exact hs n ih }

example (p : ℕ → Prop) (h0 : p 0) (hs : ∀ n, p n → p (n + 1)) (n : ℕ) : p n := by { induction n, exact h0, apply hs, assumption }

example (p : ℕ → Prop) (h0 : p 0) (hs : ∀ n, p n → p (n + 1)) (n : ℕ) : p n := by { induction n, case nat.zero { exact h0 }, case nat.succ : n ih { exact hs n ih } }

example (p : ℕ → Prop) (h0 : p 0) (hs : ∀ n, p n → p (n + 1)) (n : ℕ) : p n := by { induction n using nat.rec_on with n ih, exact h0, exact hs n ih }

example (p : ℕ → Prop) (h0 : p 0) (hs : ∀ n, p n → p (n + 1)) : ∀ n, p n := by { intro n, induction n with n ih, { exact h0 }, { exact hs _ ih } }

example (p : ℕ → ℕ → Prop) (h0 : ∀ m, p 0 m) (hs : ∀ n m, p n (m+1) → p (n + 1) m) (n m : ℕ) : p n m := by { induction n with n ih generalizing m, exact h0 m, exact hs n m (ih (m+1)) }

example (p : ℕ → ℕ → Prop) (h0 : ∀ m, p 0 m) (hs : ∀ n m, p n (m+1) → p (n + 1) m) (n m : ℕ) : p n m := by { induction n with n ih, exact h0 m, exact hs n m (ih (m+1)) }

example (n m : ℕ) (h : n = m) (h2 : n ≤ 3) : m ≤ 3 := by { induction h, exact h2 }

example (n m : ℕ) (h : n = m) (h2 : n ≤ 3) : m ≤ 3 := by { cases h, exact h2 }

example (n m : ℕ) (h : n = m) (h2 : n ≤ 3) : m ≤ 3 := h ▸ h2

example (n m : ℕ) (h : n = m) (h2 : n ≤ 3) : m ≤ 3 := by { rw ←h, exact h2 }

example (xs : list ℕ) : xs ++ [] = xs := by simp

example (xs : list ℕ) : xs ++ [] = xs := by { induction xs with x xs ih, refl, simp }

example (xs : list ℕ) : xs ++ [] = xs := by { induction xs with x xs ih, { refl }, { show x :: (xs ++ []) = x :: xs, rw ih } }

example (xs ys zs : list ℕ) : (xs ++ ys) ++ zs = xs ++ (ys ++ zs) := by { induction xs with x xs ih, refl, simp }

example (xs ys zs : list ℕ) : (xs ++ ys) ++ zs = xs ++ (ys ++ zs) := by { induction xs, { refl }, { simp [xs_ih] } }

example (xs ys : list ℕ) : (xs ++ ys).length = xs.length + ys.length := by { simp }

example (xs ys : list ℕ) : (xs ++ ys).length = xs.length + ys.length := by { induction xs with x xs ih, { simp }, { simp [ih] } }

example (xs : list ℕ) : (xs.map id) = xs := by { induction xs with x xs ih, refl, simp }

example (f g : ℕ → ℕ) (xs : list ℕ) : (xs.map f).map g = xs.map (g ∘ f) := by { induction xs with x xs ih, refl, simp }

example (x : ℕ) (xs : list ℕ) : (x :: xs).length = xs.length + 1 := by refl

example (x : ℕ) (xs : list ℕ) : (x :: xs) ≠ [] := by { intro h, cases h }

example (x : ℕ) (xs : list ℕ) : (x :: xs) ≠ [] := by contradiction

example (x : ℕ) (xs : list ℕ) : (x :: xs) ≠ [] := by simp

example (x y : ℕ) (xs ys : list ℕ) (h : x :: xs = y :: ys) : x = y ∧ xs = ys := by { injection h with h1 h2, split; assumption }

example (x y : ℕ) (xs ys : list ℕ) (h : x :: xs = y :: ys) : x = y ∧ xs = ys := by { cases h, split; refl }

example (x y : ℕ) (xs ys : list ℕ) (h : x :: xs = y :: ys) : x = y ∧ xs = ys := by { simp at h, exact h }

example (a b : bool) : a && b = b && a := by { cases a; cases b; refl }

example (a b : bool) : a && b = b && a := by { cases a, { cases b, refl, refl }, { cases b; simp } }

example (a : bool) : bnot (bnot a) = a := by { cases a; simp }

example (a : bool) : bnot (bnot a) = a := by simp

example : ∀ a b : bool, a || b = b || a := by dec_trivial

example : ∀ a b : bool, a || b = b || a := by { intros, cases a; cases b; refl }

example (a b : ℕ) (h : a = b ∧ b = 3) : a = 3 := by { cases h with h1 h2, rw [h1, h2] }

example (a b : ℕ) (h : a = b ∧ b = 3) : a = 3 := by { rw h.1, exact h.2 }

example (a b : ℕ) (h : a = b ∧ b = 3) : a = 3 := by { simp [h] }

example (a b : ℕ) (h : ∃ c, a = b + c) : b ≤ a := by { cases h with c hc, rw hc, apply nat.le_add_right }

example (a b : ℕ) (h : ∃ c, a = b + c) : b ≤ a := by { cases h with c hc, subst hc, exact nat.le_add_right b c }

example (a b c : ℕ) (h : a ∣ b) (h2 : b ∣ c) : a ∣ c := by { cases h with k hk, cases h2 with l hl, existsi k * l, rw [hl, hk, nat.mul_assoc] }

example (a b c : ℕ) (h : a ∣ b) (h2 : b ∣ c) : a ∣ c := dvd_trans h h2

example (a b : ℕ) (h : a = b) : a * a = b * b := by rw h

example (a b : ℕ) (h : a = b) : a * a = b * b := by { congr, exact h, exact h }

example (a b : ℕ) (h : a = b) : a * a = b * b := by { congr; assumption }

example (a b : ℕ) (h : a = b) : a * a = b * b := by { simp [h] }

example (a b : ℕ) (f : ℕ → ℕ) (h : a = b) : f (a + 0) = f b := by { simp [h] }

example (a b : ℕ) (f : ℕ → ℕ) (h : a = b) : f (a + 0) = f b := by { rw [nat.add_zero, h] }

example (a : ℕ) : (a + 1) * (a + 1) = a * a + 2 * a + 1 := by { rw [nat.mul_add, nat.add_mul], simp }

example (a b c : ℕ) : a * (b + c) = a * b + a * c := by rw nat.left_distrib

example (a b c : ℕ) : a * (b + c) = a * b + a * c := nat.mul_add a b c

example (a b c : ℕ) : (a + b) * c = a * c + b * c := by { induction c with c ih, { refl }, { rw [nat.mul_succ, ih, nat.mul_succ, nat.mul_succ], simp [nat.add_comm, nat.add_left_comm, nat.add_assoc] } }

example (a b c : ℕ) (h : a + b = a + c) : b = c := nat.add_left_cancel h

example (a b c : ℕ) (h : a + b = a + c) : b = c := by { apply nat.add_left_cancel, exact h }

example (a b : ℕ) (h : 0 < a) : a ≠ 0 := by { intro h0, rw h0 at h, exact absurd h (lt_irrefl 0) }

example (a b : ℕ) (h : 0 < a) : a ≠ 0 := by { intro h0, subst h0, cases h }

example (a b : ℕ) (h : 0 < a) : a ≠ 0 := by { cases a, { cases h }, { simp } }

example (a b : ℕ) (h : a < b) : a ≤ b := le_of_lt h

example (a b : ℕ) (h : a < b) : a ≤ b := by { apply le_of_lt, assumption }

example (p : ℕ → Prop) [decidable_pred p] (h : ∃ x, p x) : true := trivial

example (m n : ℕ) : max m n = max n m := by { apply max_comm }

example (m n : ℕ) (h : m = n) : (if m = n then 1 else 2) = 1 := by { rw if_pos h }

example (m n : ℕ) (h : m = n) : (if m = n then 1 else 2) = 1 := by { simp [h] }

example (m n : ℕ) (h : m ≠ n) : (if m = n then 1 else 2) = 2 := by { simp [h] }

example (m n : ℕ) : (if m = m then 1 else 2) = 1 := by { simp }

example (m n : ℕ) : (if m = n then 1 else 1) = 1 := by { by_cases h : m = n, { rw if_pos h }, { rw if_neg h } }

example (m n : ℕ) : (if m = n then 1 else 1) = 1 := by { by_cases h : m = n; simp [h] }

example (m n : ℕ) : (if m = n then 1 else 1) = 1 := by { cases decidable.em (m = n) with h h; simp [h] }

def double : ℕ → ℕ
| 0 := 0
| (n+1) := double n + 2

example (n : ℕ) : double (n + 1) = double n + 2 := rfl

example (n : ℕ) : double (n + 1) = double n + 2 := by simp [double]

example (n : ℕ) : double (n + 1) = double n + 2 := by rw double

example (n : ℕ) : double (n + 1) = double n + 2 := by unfold double

example (n : ℕ) : double n = n + n := by { induction n with n ih, { refl }, { rw [double, ih], simp [nat.add_succ, nat.succ_add] } }

example (n : ℕ) : double n = n + n := by { induction n with n ih, { refl }, { simp [double, ih, nat.add_comm, nat.add_left_comm] } }

example (n : ℕ) : double n = 2 * n := by { induction n with n ih, { simp [double] }, { simp [double, ih, nat.mul_succ] } }

theorem double_eq : ∀ n, double n = n + n
| 0 := rfl
| (n+1) := by { rw [double, double_eq n], simp [nat.add_comm, nat.add_left_comm] }
