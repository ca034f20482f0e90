variables (p q r s : Prop) (a b c : ℕ) (f : ℕ → ℕ)

example (h : p ∧ q) : p := begin cases h, assumption end

example (h : p ∧ q) : p := begin cases h with hp hq, exact hp end

example (h : p ∧ q) : p := begin cases h with hp, exact hp end

example (h : p ∧ q) : p := begin cases h with hp hq hr, exact hp end

example (h : p ∧ q) : p := begin cases h with _ hq, assumption end

example (h : p ∧ q) : p := begin cases h, exact h_left end

example (h : p ∧ q) : q := begin cases h, exact h_right end

example (h : p ∧ q) : q := begin cases h, exact h_1 end

example (h : p ∨ q) : q ∨ p := begin cases h, right, assumption, left, assumption end

example (h : p ∨ q) : q ∨ p := begin cases h, { right, exact h }, { left, exact h } end

example (h : p ∨ q) : q ∨ p := begin cases h with hp hq, { right, exact hp }, { left, exact hq } end

example (h : p ∨ q) : q ∨ p := begin cases h with hp hq, right, exact hq end

example (h : p ∨ q) : q ∨ p := begin cases h, case or.inl { right, exact h }, case or.inr { left, exact h } end

example (h : p ∨ q) : q ∨ p := begin cases h, case or.inl : hp { right, exact hp }, case or.inr : hq { left, exact hq } end

example (h : p ∨ q) : q ∨ p := begin cases h, case inl { right, exact h }, case inr { left, exact h } end

example (h : p ∨ q) : q ∨ p := begin cases h, case or.inr { left, exact h }, case or.inl { right, exact h } end

example (h : p ∨ q) : q ∨ p := begin cases h, case or.foo { left, exact h }, case or.inl { right, exact h } end

example (h : p ∨ q) : q ∨ p := begin cases h, case or.inr { skip }, case or.inl { right, exact h } end

example (h : p ∨ q) : q ∨ p := begin cases h, case [or.inr, or.inl] { cc } end

example (h : p ∨ q) : q ∨ p := begin cases h, case or.inl : hp hq { right, exact hp }, case or.inr : hq { left, exact hq } end

example : ∀ n : ℕ, n = n := begin intro n, cases n, refl, refl end

example : ∀ n : ℕ, n = n := begin intro n, cases n with m, refl, refl end

example : ∀ n : ℕ, n = 0 ∨ n > 0 := begin intro n, cases n with m, left, refl, right, exact nat.succ_pos m end

example : ∀ n : ℕ, n = 0 ∨ n > 0 := begin intro n, cases n, left, refl, right, exact nat.succ_pos n end

example : ∀ n : ℕ, n = 0 ∨ n > 0 := begin intro n, cases h : n with m, left, refl, right, exact nat.succ_pos m end

example : ∀ n : ℕ, n = 0 ∨ n > 0 := begin intro n, cases h : n with m, left, exact h, right, rw h, exact nat.succ_pos m end

example : f a = 0 ∨ f a > 0 := begin cases f a, left, refl, right, exact nat.succ_pos _ end

example : f a = 0 ∨ f a > 0 := begin cases h : f a, left, refl, right, exact nat.succ_pos _ end

example : f a = 0 ∨ f a > 0 := begin cases h : f a with k, left, exact h, right, exact nat.succ_pos _ end

example (h : ∃ x, f x = 0) : ∃ y, 0 = f y := begin cases h with x hx, existsi x, symmetry, exact hx end

example (h : ∃ x, f x = 0) : ∃ y, 0 = f y := begin cases h, exact ⟨h_w, h_h.symm⟩ end

example (h : ∃ x, f x = 0) : ∃ y, 0 = f y := begin cases h with x, exact ⟨x, h_h.symm⟩ end

example (h : a = b) : b = a := begin cases h, refl end

example (h : a = a + 0) : b = b := begin cases h, refl end

example (h : nat.succ a = nat.succ b) : a = b := begin cases h, refl end

example (h : a + 1 = b + 1) : a = b := begin cases h, refl end

example (h : a = nat.succ a) : false := begin cases h end

example (h : 0 = nat.succ a) : false := begin cases h end

example (h : a * b = c) : b * a = c := begin cases h, exact nat.mul_comm b a end

example (h : a * b = c * c) : b * a = c * c := begin cases h, exact nat.mul_comm b a end

example (h : a ≤ 0) : a = 0 := begin cases h, refl end

example (h : a ≤ 1) : a = 0 ∨ a = 1 := begin cases h, right, refl, left, cases h_ᾰ, refl end

example (h : a ≤ 1) : a = 0 ∨ a = 1 := begin cases h with _ h', right, refl, left, cases h', refl end

example (h : p) : q := begin cases h end

example (h : ℕ → ℕ) : q := begin cases h end

example (h : Prop) : q := begin cases h end

example (x : bool) : x = tt ∨ x = ff := begin cases x, right, refl, left, refl end

example (x : bool) : x = tt ∨ x = ff := begin cases x; simp end

example (x : bool) : x = tt ∨ x = ff := begin cases x; [right, left]; refl end

example (x : bool) : x = tt ∨ x = ff := begin cases x; [{right, refl}, {left, refl}] end

example (x : bool) : x = tt ∨ x = ff := begin cases x; [{right, refl}] end

example (x : ℕ × ℕ) : x = (x.1, x.2) := begin cases x, refl end

example (x : ℕ × ℕ) : x = (x.1, x.2) := begin cases x with a b, refl end

example (x : ℕ × ℕ) : x = (x.1, x.2) := begin cases x with a b c, refl end

example (x : list ℕ) : x = [] ∨ ∃ h t, x = h :: t := begin cases x with h t, left, refl, right, exact ⟨h, t, rfl⟩ end

example (x : list ℕ) : x = [] ∨ ∃ h t, x = h :: t := begin cases x, left, refl, right, exact ⟨x_hd, x_tl, rfl⟩ end

example (n : ℕ) : 0 + n = n := begin induction n, refl, rw [nat.add_succ, n_ih] end

example (n : ℕ) : 0 + n = n := begin induction n with m ih, refl, rw [nat.add_succ, ih] end

example (n : ℕ) : 0 + n = n := begin induction n with m, refl, rw [nat.add_succ, n_ih] end

example (n : ℕ) : 0 + n = n := begin induction n with m ih x, refl, rw [nat.add_succ, ih] end

example (n : ℕ) : 0 + n = n := begin induction n with m ih, { refl }, { rw [nat.add_succ, ih] } end

example (n : ℕ) : 0 + n = n := begin induction n with m ih, case nat.zero { refl }, case nat.succ { rw [nat.add_succ, ih] } end

example (n : ℕ) : 0 + n = n := begin induction n, case nat.zero { refl }, case nat.succ : m ih { rw [nat.add_succ, ih] } end

example (n : ℕ) : 0 + n = n := begin induction n, case zero { refl }, case succ : m ih { rw [nat.add_succ, ih] } end

example (n : ℕ) : 0 + n = n := begin induction n, case nat.succ : m ih { rw [nat.add_succ, ih] }, refl end

example (n : ℕ) : 0 + n = n := begin induction n using nat.rec_on with m ih, { refl }, { rw [nat.add_succ, ih] } end

example (n : ℕ) : 0 + n = n := begin induction n using nat.rec with m ih, { refl }, { rw [nat.add_succ, ih] } end

example (n : ℕ) : 0 + n = n := begin induction n using nat.strong_induction_on with m ih, cases m, refl, rw [nat.add_succ, ih m (nat.lt_succ_self m)] end

example (n : ℕ) : 0 + n = n := begin induction n using foo with m ih, { refl } end

example (n : ℕ) : 0 + n = n := begin induction n using nat.add_comm with m ih, { refl } end

example (n m : ℕ) : n + m = m + n := begin induction n with k ih generalizing m, exact nat.zero_add m, rw [nat.succ_add, ih] end

example (n m : ℕ) : n + m = m + n := begin induction n with k ih generalizing m, simp, rw [nat.succ_add, ih m] end

example (n m : ℕ) : n + m = m + n := begin induction n generalizing m, simp, rw [nat.succ_add, n_ih m] end

example (n m : ℕ) : n + m = m + n := begin induction n with k ih generalizing nope, simp, rw [nat.succ_add, ih m] end

example (n m : ℕ) (h : n = m) : m = n := begin induction h, refl end

example (n m : ℕ) (h : n ≤ m) : n < m + 1 := begin induction h with k hk ih, exact nat.lt_succ_self n, exact nat.lt_succ_of_lt ih end

example (n m : ℕ) (h : n ≤ m) : n < m + 1 := begin induction h, exact nat.lt_succ_self n, exact nat.lt_succ_of_lt h_ih end

example (h : p ∨ q) : q ∨ p := begin induction h, right, assumption, left, assumption end

example (h : p ∨ q) : q ∨ p := begin induction h with x y, right, exact x, left, exact y end

example (h : p ∧ q) : q ∧ p := begin induction h with x y, exact ⟨y, x⟩ end

example (n : ℕ) : f n = f n := begin induction f n, refl, refl end

example (n : ℕ) : f n = f n := begin induction h : f n, refl, refl end

example (n : ℕ) (h : f n = 0) : f n = 0 := begin induction e : f n, refl, rw h at e, contradiction end

example (n : ℕ) (h : n > 0) : n ≠ 0 := begin induction n with m ih, exact absurd h (lt_irrefl 0), exact nat.succ_ne_zero m end

example (n : ℕ) (h : n > 0) : ∃ m, n = m + 1 := begin induction n with m ih, exact absurd h (lt_irrefl 0), exact ⟨m, rfl⟩ end

example (h : p) : p := begin induction h end

example (h : a + 1 = b + 1) : a = b := begin injection h end

example (h : a + 1 = b + 1) : a = b := begin injection h with h', exact h' end

example (h : a + 1 = b + 1) : a = b := begin injection h with h' h'', exact h' end

example (h : nat.succ a = 0) : a = b := begin injection h end

example (h : a = b) : a = b := begin injection h end

example (h : (a, b) = (b, c)) : a = c := begin injection h with h1 h2, rw [h1, h2] end

example (h : (a, b) = (b, c)) : a = c := begin injection h, rw [h_1, h_2] end

example (h : (a, b) = (b, c)) : a = c := begin injections, rw [h_1, h_2] end

example (h : (a, b) = (b, c)) : a = c := begin injections with h1 h2, rw [h1, h2] end

example (h : [a, b] = [b, c]) : a = c := begin injections, rw [h_1, h_3] end

example (h : some a = some b) : a = b := begin injections end

example (h : some a = none) : a = b := begin injections end

example (h : p) : a = b := begin injections end

example (h : p ∨ q) : q ∨ p := begin destruct h, intro hp, exact or.inr hp, intro hq, exact or.inl hq end

example (n : ℕ) : n = 0 ∨ n > 0 := begin destruct n, intro h, left, exact h, intros m h, right, rw h, exact nat.succ_pos m end

example (n : ℕ) : n = 0 ∨ n > 0 := begin destruct n, { intro h, left, exact h }, { intros m h, right, subst h, exact nat.succ_pos m } end

example (n : ℕ) : n = 0 ∨ n > 0 := begin destruct nope end

example (h : p ∧ q ∧ r) : r := begin cases_matching* [_ ∧ _], assumption end

example (h : p ∧ q ∧ r) : r := begin cases_matching _ ∧ _, assumption end

example (h : p ∧ q ∧ r) : r := begin casesm* _ ∧ _, assumption end

example (h : p ∧ q ∧ r) : r := begin casesm* [_ ∧ _, _ ∨ _], assumption end

example (h : p ∧ q) : r := begin casesm* _ ∨ _, assumption end

example (h : p ∧ q) : r := begin casesm _ ∨ _, assumption end

example (h : p ∧ q ∧ r) : r := begin cases_type* and, assumption end

example (h : p ∧ q ∧ r) : r := begin cases_type and, assumption end

example (h : p ∨ q) : q ∨ p := begin cases_type! or, cc end

example (h : p ∨ q) : q ∨ p := begin cases_type or; cc end

example (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := begin constructor_matching* [_ ∧ _]; assumption end

example (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := begin constructor_matching _ ∧ _, assumption, constructor, assumption, assumption end

example (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := begin constructor_matching _ ∨ _; assumption end
