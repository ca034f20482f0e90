example (a b c : ℕ) : a + b + c = b + a + c := by { conv { to_lhs, rw nat.add_comm a b } }

example (a b c : ℕ) : a + b + c = b + a + c := by { conv { to_rhs, rw nat.add_comm a b } }

example (a b c : ℕ) : a + b + c = b + a + c := by { conv { to_rhs, rw nat.add_comm b a } }

example (a b : ℕ) : a + b = b + a := by conv { to_lhs, rw nat.add_comm }

example (a b : ℕ) : a + b = b + a := by conv { to_lhs, skip }

example (a b : ℕ) (h : a + b = 3) : b + a = 3 := by { conv at h { to_lhs, rw nat.add_comm }, exact h }

example (a b : ℕ) (h : a + b = 3) : b + a = 3 := by { conv at k { to_lhs, rw nat.add_comm }, exact h }

example (f : ℕ → ℕ) (h : ∀ x, f x = x) : (λ x, f x) = id := by { conv { to_lhs, funext, rw h }, refl }

example (f : ℕ → ℕ) (h : ∀ x, f x = x) : (λ x, f x) = id := by { conv { to_lhs, rw h }, refl }

example (a b c : ℕ) : a * (b + c) = a * (c + b) := by conv { to_lhs, congr, skip, rw nat.add_comm }

example (a b c : ℕ) : a * (b + c) = a * (c + b) := by conv { to_lhs, congr, rw nat.add_comm }

example (a b c : ℕ) : a * (b + c) = a * (c + b) := by conv in (b + c) { rw nat.add_comm }

example (a b c : ℕ) : a * (b + c) = a * (c + b) := by conv in (b + a) { rw nat.add_comm }

example (a b c : ℕ) : a * (b + c) = a * (c + b) := by { conv { for (_ + _) [1] { rw nat.add_comm } } }

example (a b c : ℕ) : a * (b + c) = a * (c + b) := by { conv { for (_ + _) [3] { rw nat.add_comm } } }

example (a b c : ℕ) : a * (b + c) = a * (c + b) := by { conv { find (b + c) { rw nat.add_comm } } }

example (a : ℕ) : a + 0 = a := by conv { to_lhs, simp }

example (a : ℕ) : a + 0 = a := by conv { to_lhs, whnf }

example (a : ℕ) : a + 0 = a := by conv { to_lhs, dsimp }

example (a : ℕ) : a + 0 = a := by conv { to_lhs, change a }

example (a b : ℕ) : a + 0 = a := by conv { to_lhs, change b }

example (a b c : ℕ) (h : b = c) : a + b = a + c := by { conv_lhs { rw h } }

example (a b c : ℕ) (h : b = c) : a + b = a + c := by { conv_rhs { rw ← h } }

example (a b c : ℕ) (h : b = c) : a + b = a + c := by { conv { to_lhs, rw h }, refl }

example (p q : Prop) (h : p ↔ q) : (p ∧ p) ↔ (q ∧ q) := by { conv { to_lhs, rw h } }

example (p q : Prop) (h : p ↔ q) : (p ∧ p) ↔ (q ∧ q) := by { conv { to_lhs, congr, rw h }, refl }

example (a b c) : a * (b + c) = a * (c + b) := by conv in (b + c) { rw nat.add_comm }

example (a b c : ℕ) : a * (b + c) = a * (c + b) := by conv in (b + c) { rw nat.add_comm }
