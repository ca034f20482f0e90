example (p q : Prop) : p → q → p := by { intro a b, exact a }

example (p q : Prop) : p → q → p := by { intros a b, exact a nat.add_comm }

example (p q : Prop) : p → p := by { try { intro a nat.add_comm }, exact id }

example (p q : Prop) : p → p := by { intro a, assumption a }

example (p q : Prop) : p → p := by { intro a, assumption nat.zero }

example (p q : Prop) : p → p := by { intro a, assumption 3 }

example (p q : Prop) : p → p := by { intro a, assumption (a) }

example (p q : Prop) : p → p := by { intro a, use a }

example (p q : Prop) : p → p := by { intro a, simp nat.add_comm }

example (p q : Prop) : p → p := by { intro a, simp a }

example (p q : Prop) : p → p := by { intro a, cases a with (x : p) }

example (p q : Prop) : p ∧ q → p := by { intro a, simp * {contextual := tt} }

example (p q : Prop) : p ∧ q → p := by { intro a, repeat { exact a.1 } , nothing a}

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw [h, h foo] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw [h, nat.add_comm] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw [h c] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw [congr_arg h] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw [h, nat.add_com] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw h.foo }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { simp [h.foo] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { simp [h c] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { simp [nat.foo] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { simp at foo }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw h at foo }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { unfold foo }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { cases foo }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { clear foo }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { revert foo }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { subst foo }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { induction foo }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { exact foo }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { have x : foo := 1 }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw [h, 3] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw [h, a] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { simp [a] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { dsimp [foo] }

example (p q : Prop) : p → q → p := by { intros a b, exact a }

example (p q : Prop) (h : p ∧ q) : p := by { cases h with a _, exact a }

example (a b : ℕ) (h : a = b) : b = a := by { simp [h] {contextual := tt} }
