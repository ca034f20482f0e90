variables (p q r s : Prop) (a b c : ℕ) (f : ℕ → ℕ)

example (h : a = b) (h2 : f b = c) : f a = c := begin rw h, exact h2 end

example (h : a = b) (h2 : f b = c) : f a = c := begin rw ←h at h2, exact h2 end

example (h : a = b) (h2 : f b = c) : f a = c := begin rw [h, h2] end

example (h : a = b) (h2 : f b = c) : f a = c := begin rw [h], assumption end

example (h : a = b) (h2 : f b = c) : f a = c := begin rwa h end

example (h : a = b) (h2 : f b = c) : f a = c := begin rwa [h] end

example (h : a = b) (h2 : f b = c) : f a = b := begin rwa [h] end

example (h : a = b) (h2 : f b = c) : f a = c := begin rw [h, h] end

example (h : a = b) (h2 : f a = c) (h3 : f (f a) = c) : f (f b) = c := begin rw h at h2 h3, exact h3 end

example (h : a = b) (h2 : f c = c) (h3 : f (f a) = c) : f (f b) = c := begin rw h at h2 h3, exact h3 end

example (h : a = b) (h2 : f c = c) (h3 : f (f a) = c) : f (f b) = c := begin rw h at *, exact h3 end

example (h : a = b) (h2 : f c = c) (h3 : f (f b) = c) : f (f b) = c := begin rw h at *, exact h3 end

example (h : a = b) (h3 : f (f a) = c) : f (f b) = c := begin rw h at h3 ⊢, exact h3 end

example (h : a = b) (h3 : f (f a) = c) : f (f a) = c := begin rw h at h3 ⊢, exact h3 end

example (h : a = b) (h3 : f (f a) = c) : f (f a) = c := begin rw h at h3 |-, exact h3 end

example (h : a = b) (h3 : f (f a) = c) : f (f a) = c := begin rw h at nope, exact h3 end

example (h : a = b) : a = b := begin rw h at h, exact h end

example (h : a = b) : a = b := begin rw h at h ⊢ end

example (h : p ↔ q) (hp : p) : q := begin rw h at hp, exact hp end

example (h : p ↔ q) (hp : p) : q := begin rw ← h, exact hp end

example (h : p ↔ q) (hp : p) : q := begin rw [←h], assumption end

example (h : p → q) (hp : p) : q := begin rw h at hp, exact hp end

example (h : ∀ x, f x = x) : f (f a) = a := begin rw h, rw h end

example (h : ∀ x, f x = x) : f (f a) = a := begin rw [h, h] end

example (h : ∀ x, f x = x) : f (f a) = a := begin rw [h (f a)], rw h end

example (h : ∀ x, f x = x) : f a + f b = a + b := begin rw h, rw h end

example (h : ∀ x, f x = x) : f a + f b = a + b := begin rw h b, rw h a end

example (h : ∀ x, p → f x = x) (hp : p) : f a = a := begin rw h, exact hp end

example (h : ∀ x, p → f x = x) (hp : p) : f a = a := begin rw h; exact hp end

example (h : ∀ x, p → f x = x) (hp : p) : f a = a := begin rw [h _ hp] end

example (h : ∀ x, x > 0 → f x = x) : f a = a := begin rw h end

example : a + b = b + a := begin rw nat.add_comm end

example : a + b = b + a := begin rw add_comm end

example : a + b = b + a := begin rw [nat.add_comm a b] end

example : a + b + c = a + c + b := begin rw [nat.add_assoc, nat.add_comm b, ← nat.add_assoc] end

example : a + b + c = a + c + b := begin rw [nat.add_assoc, nat.add_comm b] end

example : a + b + c = a + c + b := begin rw nat.add_right_comm end

example : a * (b + c) = a * b + a * c := begin rw nat.mul_add end

example : a * (b + c) = a * b + a * c := begin rw nat.left_distrib end

example (h : a = b) : a + a = b + b := begin rw h end

example (h : a = b) : a + a = b + b := begin rw {occs := occurrences.pos [1]} h, rw h end

example (h : a = b) : a + a = b + a := begin rewrite h end

example (h : ∀ x, f x = x) : ∃ y, f y = y := begin rw h, exact ⟨0, rfl⟩ end

example (h : ∀ x, f x = x) : (λ y, f y) = id := begin rw h, refl end

example (h : a = b) (hab : a < c) : b < c := by rwa ← h

example (h : a = b) (hab : a < c) : b < c := by rw h at hab; exact hab

example (h : a = b) (hab : a < c) : b < c := by { subst h, exact hab }

example (h : a = b) (hab : a < c) : b < c := by { subst b, exact hab }

example (h : a = b) (hab : a < c) : b < c := by { subst a, exact hab }

example (h : a = b) (hab : a < c) : b < c := by { subst c, exact hab }

example (h : a = b + 1) (hab : a < c) : b + 1 < c := by { subst h, exact hab }

example (h : a + 1 = b + 1) (hab : a < c) : b < c := by { subst h, exact hab }

example (h : a = b) (h2 : b = c) : a = c := by { subst_vars }

example (h : a = b) (h2 : b = c) : a = c := by { subst_vars, refl }

example (h : a = 3) (h2 : b = a) : b = 3 := by { subst_vars }

example (h : p) : p := by { subst_vars, assumption }

example (h : p) : p := by { subst h }

example (h : a = b) : a = b := by { clear h, exact h }

example (h : a = b) (h2 : p) : p := by { clear h, exact h2 }

example (h : a = b) (h2 : p) : p := by { clear a, exact h2 }

example (h : a = b) (h2 : p) : p := by { clear h a b, exact h2 }

example (h : a = b) (h2 : p) : p := by { clear a h b, exact h2 }

example (h : a = b) (h2 : p) : p := by { clear nope, exact h2 }

example (h : p) : p := by { clear h, exact h }

example (h : p) : p := by { revert h, exact id }

example (h : p) : p := by { revert h, intro k, exact k }

example (h : p) (x : ℕ) (hx : x = x) : x = x := by { revert x, intros x hx, exact hx }

example (h : p) (x : ℕ) (hx : x = x) : x = x := by { revert x, intros x, refl }

example (h : p) : p := by { revert p, intros p hp, exact hp }

example (h : p) : p := by { revert nope, exact id }

example (h : p) : p := by { revert, exact h }

example : ∃ x, x = a + 1 := by { generalize : a + 1 = x, exact ⟨x, rfl⟩ }

example : ∃ x, x = a + 1 := by { generalize h : a + 1 = x, exact ⟨x, rfl⟩ }

example : a + 1 = a + 1 := by { generalize h : a + 1 = x, exact h }

example : a + 1 = a + 1 := by { generalize h : b + 1 = x, refl }

example : a + 1 = a + 1 := by { generalize : b + 1 = x, refl }

example : a + 1 = 1 + a := by { generalize : a = x, exact nat.add_comm x 1 }

example : a = a + 0 := by { change a = a, refl }

example : a = a + 0 := by { change b = a, refl }

example : a = a + 0 := by { change a = _, refl }

example : a = a + 0 := by { change _ = _, refl }

example : a = a + 0 := by { change tt = ff, refl }

example (h : a = b + 0) : a = b := by { change a = b at h, exact h }

example (h : a = b + 0) : a = b := by { change b + 0 with b at h, exact h }

example : a + 0 = b + 0 → a = b := by { change b + 0 with b, exact id }

example (h : a = b + 0) : a = b := by { change a + 0 with a at h, exact h }

example (h : a = b + 0) : a = b := by { change b + 0 with a at h, exact h }

example (h : a + 0 = b + 0) (h2 : a + 0 = c) : a = b := by { change a + 0 with a at h h2, exact h }

example (h : a + 0 = b + 0) (h2 : a + 0 = c) : a = b := by { change a = b at *, exact h }

example (h : a + 0 = b + 0) (h2 : a + 0 = c) : a + 0 = b := by { change a + 0 with a at *, exact h }

example (h : p ∧ q) : p := by { have h1 := h.1, exact h1 }

example (h : p ∧ q) : p := by { have h1 : p := h.1, exact h1 }

example (h : p ∧ q) : p := by { have h1 : p, exact h.1, exact h1 }

example (h : p ∧ q) : p := by { have h1 : p, { exact h.1 }, exact h1 }

example (h : p ∧ q) : p := by { have h1 : p, from h.1, exact h1 }

example (h : p ∧ q) : p := by { have : p, from h.1, exact this }

example (h : p ∧ q) : p := by { have : p := h.1, exact this }

example (h : p ∧ q) : p := by { have := h.1, exact this }

example (h : p ∧ q) : p := by { have := h.1, assumption }

example (h : p ∧ q) : p := by { have h1 : q := h.1, exact h1 }

example (h : p ∧ q) : p := by { have h1, exact h.1, exact h1 }

example (h : p ∧ q) : p := by { have h1 : p := _, exact h1, exact h.1 }

example (h : p ∧ q) : p := by { have h1 := and.left _, exact h1, exact h }

example (h : p ∧ q) : p := by { suffices h1 : q ∧ p, exact h1.2, exact ⟨h.2, h.1⟩ }

example (h : p ∧ q) : p := by { suffices : q ∧ p, exact this.2, exact ⟨h.2, h.1⟩ }

example (h : p ∧ q) : p := by { suffices h1 : q ∧ p, from h1.2, exact ⟨h.2, h.1⟩ }

example (h : p ∧ q) : p := by { suffices h1 : q ∧ p, { exact h1.2 }, { exact ⟨h.2, h.1⟩ } }

example (h : p ∧ q) : p := by { let x := 3, exact h.1 }

example (h : p ∧ q) : ∃ y : ℕ, y = 3 := by { let x := 3, exact ⟨x, rfl⟩ }

example (h : p ∧ q) : ∃ y : ℕ, y = 3 := by { let x : ℕ := 3, exact ⟨x, rfl⟩ }

example (h : p ∧ q) : ∃ y : ℕ, y = 3 := by { let x : ℕ, exact 3, exact ⟨x, rfl⟩ }

example (h : p ∧ q) : ∃ y : ℕ, y = 3 := by { have x : ℕ := 3, exact ⟨x, rfl⟩ }

example (h : p ∧ q) : ∃ y : ℕ, y = 3 := by { let x := tt, exact ⟨x, rfl⟩ }

example (h : p ∧ q) : p := by { show p, exact h.1 }

example (h : p ∧ q) : p := by { show p, from h.1 }

example (h : p ∧ q) : p := by { show q, from h.2 }

example (h : p ∧ q) : p := by { show nope, from h.2 }

example (h : p ∧ q) : q ∧ p := by { split, show p, from h.1, show q, from h.2 }

example (h : p ∧ q) : q ∧ p := by { split, show r, from h.1, show q, from h.2 }

example (h : p → q → r) (hp : p) (hq : q) : r := by { specialize h hp, exact h hq }

example (h : p → q → r) (hp : p) (hq : q) : r := by { specialize h hp hq, exact h }

example (h : p → q → r) (hp : p) (hq : q) : r := by { specialize h hq, exact h hq }

example (h : p → q → r) (hp : p) (hq : q) : r := by { specialize and.left, exact h hp hq }

example (h : ∀ x, f x = x) : f a = a := by { specialize h a, exact h }

example (h : ∀ x, f x = x) : f a = a := by { specialize h a, exact h a }

example (h : ∀ x, f x = x) : f a = a := by { specialize h _, exact h, exact a }

example : p → q → p := by { assume hp hq, exact hp }

example : p → q → p := by { assume hp : p, assume hq : q, exact hp }

example : p → q → p := by { assume (hp : p) (hq : q), exact hp }

example : p → q → p := by { assume (hp : q) (hq : p), exact hq }

example : p → q → p := by { assume : p, assume : q, exact ‹p› }

example : p → q → p := by { assume : p, assume : q, exact this }

example : ∀ x y : ℕ, x = x := by { assume x y, refl }

example : ∀ x y : ℕ, x = x := by { assume x y : ℕ, refl }

example : ∀ x y : ℕ, x = x := by { assume x y z, refl }

example : p → p := by { assume, assumption }
