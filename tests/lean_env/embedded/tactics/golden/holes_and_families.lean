variables (p q r s : Prop) (a b c : ℕ) (f g : ℕ → ℕ)

@[reducible] def tri (n : ℕ) := n + n + n

example : tri a = a + a + a := by { transitivity, simp [tri] }

example : tri a = a + a + a := by { transitivity, simp [tri], refl }

example : a + 0 = a := by { transitivity, simp, refl }

example : a + 0 = a := by { transitivity, refl }

example : a + 0 = a := by { transitivity, rw nat.add_zero }

example : ∃ x, x + 0 = a := by { existsi _, simp }

example : ∃ x, x + 0 = a := by { refine ⟨_, _⟩, swap, simp }

example : ∃ x, x + 0 = a := by { refine ⟨_, _⟩, tactic.swap, simp }

example : ∃ x, x + 0 = a := by { refine ⟨_, _⟩, tactic.swap, refl }

example : ∃ x : ℕ, true ∧ x = a := by { refine ⟨_, _⟩, tactic.swap, simp }

example : ∃ x : ℕ, true ∧ x = a := by { refine ⟨_, _⟩, tactic.swap, simp, refl }

example : ∃ x : ℕ, true ∧ x = a := by { fapply exists.intro, exact a, simp }

example : ∃ x : ℕ, true ∧ x = a := by { apply exists.intro, simp, refl }

example : ∃ x : ℕ, true ∧ x = a := by { apply exists.intro, dsimp, split, trivial, refl }

example : ∃ x : ℕ, true ∧ x = a := by { apply exists.intro, split, trivial, cc }

example : ∃ x : ℕ, x = a ∧ true := by { apply exists.intro, split, rw nat.add_zero, trivial }

example : ∃ x : ℕ, x = a ∧ true := by { constructor, constructor, refl, trivial }

example (h : b = a) : ∃ x : ℕ, x = a ∧ true := by { constructor, constructor, assumption, trivial }

example (h : b = a) : ∃ x : ℕ, x = a ∧ x = b := by { constructor, constructor, assumption, rw h }

example (h : b = a) : ∃ x : ℕ, x = a ∧ x = b := by { constructor, constructor, assumption, refl }

example (h : a = b) : f a = f b := by { congr, cases h with x y, exact h }

example (h : a = b) : f a = f b := by { congr, cases h with x y, refl }

example (h : a = b) : f a = f b := by { cases h with x y, exact h }

example (h : a = b) : a = b := by { cases h with x y, exact h }

example (h : a = b) : a = b := by { cases h, exact h }

example (h : a = b) : a = b := by { cases h, assumption }

example (h : a = b) : a = b := by { cases h with x, exact x }

example (h : a = b) (hp : a = c) : a = c := by { cases h, exact hp }

example (h : a ≤ b) : a ≤ b := by { cases h, exact h, exact h }

example (h : a ≤ b) : a ≤ b := by { cases h, assumption, assumption }

example (h : a + 1 ≤ b) : a < b := by { cases h with k hk, exact h, exact h }

example (h : a + 1 = b) : b = a + 1 := by { cases h, exact h.symm }

example (h : a == b) : a = b := by { cases h, exact eq_of_heq h }

example (h : p = q) (hp : p) : q := by { cases h, rw h at hp, exact hp }

example (h : p = q) (hp : p) : q := by { cases h, rwa ← h }

example (h : p = q) (hp : p) : q := by { cases h, exact h ▸ hp }

example (h : p ∧ q) : p := by { cases h, exact h.1 }

example (h : ∃ x, x = a) : true := by { cases h with x hx, cases hx, guard_hyp hx : a = a, trivial }

inductive ev : ℕ → Prop
| zero : ev 0
| step : ∀ n, ev n → ev (n+2)

example (h : ev 1) : false := by { cases h }

example (h : ev 3) : false := by { cases h with n hn, cases hn }

example (h : ev (a + 2)) : ev a := by { cases h with n hn, exact hn }

example (h : ev (a + 2)) : ev a := by { cases h, assumption }

example (h : ev (a + 2)) : ev (a + 2) := by { cases h, assumption }

example (h : ev a) : ev (a + 2) := by { cases h, exact ev.step _ h, exact ev.step _ h }

example (h : ev a) : ev (a + 2) := by { cases h; exact ev.step _ h }

example (h : ev a) : ev (a + 2) := by { cases h with n hn; constructor; assumption }

example (h : ev a) : a ≠ 1 := by { intro e, cases e, cases h }

example (h : ev a) : a ≠ 1 := by { intro e, subst e, cases h }

example (h : ev a) : a ≠ 1 := by { rintro rfl, cases h }

example (h : ev a) : a ≠ 1 := by { induction h with n hn ih, exact dec_trivial, intro e, cases e }

example (h : ev a) : a ≠ 1 := by { induction h; intro e; cases e }

example (h : ev a) : ∃ k, a = 2 * k := by { induction h with n hn ih, exact ⟨0, rfl⟩, cases ih with k hk, exact ⟨k + 1, by rw hk; refl⟩ }

example (h : ev a) : ∃ k, a = 2 * k := by { induction h with n hn ih, existsi 0, refl, cases ih with k hk, subst hk, existsi k + 1, refl }

example (h : ev a) : ∃ k, a = 2 * k := by { induction h, case ev.zero { exact ⟨0, rfl⟩ }, case ev.step : n hn ih { cases ih with k hk, rw hk, exact ⟨k + 1, rfl⟩ } }

example (x : fin 2) : x.val < 2 := by { cases x with v hv, exact hv }

example (x : fin 2) : x.val < 2 := by { cases x, assumption }

example (x : {n // n > 3}) : x.val > 3 := by { cases x, dsimp, assumption }

example (x : Σ n : ℕ, fin n) : x.1 > 0 := by { cases x with n i, cases i with v hv, exact lt_of_le_of_lt (nat.zero_le v) hv }

example (h : a < b ∨ a = b) : a ≤ b := by { cases h with h h, exact le_of_lt h, exact le_of_eq h }

example (h : a < b ∨ a = b) : a ≤ b := by { cases h, exact le_of_lt h, subst h }

example (h : a < b ∨ a = b) : a ≤ b := by { rcases h with h | h, exact le_of_lt h, exact le_of_eq h }

example : a < b → a ≤ b := le_of_lt

example (h : a ≤ b) (h2 : b ≤ a) : a = b := le_antisymm h h2

example (h : a ≤ b) (h2 : b ≤ a) : a = b := by { apply le_antisymm, assumption, assumption }

example (h : a ≤ b) (h2 : b ≤ a) : a = b := by { apply le_antisymm; assumption }

example : ¬ a < a := by { apply lt_irrefl }

example : ¬ a < a := by { intro h, exact lt_irrefl a h }

example : ¬ a < a := by { intro h, exact absurd h (lt_irrefl a) }
