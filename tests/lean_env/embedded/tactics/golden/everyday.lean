example (a b c d : ℕ) (h : a = b) (h2 : c = d) : a + c = b + d := by rw [h, h2]

example (a b c d : ℕ) (h : a = b) (h2 : c = d) : a + c = b + d := by { rw h, rw h2 }

example (a b c d : ℕ) (h : a = b) (h2 : c = d) : a + c = b + d := by { rw h, rw h2, refl }

example (a b c d : ℕ) (h : a = b) (h2 : c = d) : a + c = b + d := by { rw [h, h2], refl }

example (a b : ℕ) (h : a < b) : ∃ k, b = a + k + 1 := begin induction h with b h ih, { exact ⟨0, rfl⟩ }, { cases ih with k hk, exact ⟨k + 1, congr_arg nat.succ hk⟩ } end

example (a b c : ℕ) : a + b + c = a + c + b := by rw [nat.add_assoc, nat.add_comm b, nat.add_assoc]

example (a b c : ℕ) : a + b + c = a + c + b := by rw [nat.add_assoc, nat.add_comm b, ← nat.add_assoc]

example (a b c : ℕ) : a + b + c = a + c + b := nat.add_right_comm a b c

example (a b c : ℕ) : a + b + c = a + c + b := by simp [nat.add_comm, nat.add_left_comm]

example (a b c : ℕ) : a + b + c = a + c + b := by simp [nat.add_right_comm]

example (a b : ℕ) : (a + b) * (a + b) = a * a + 2 * a * b + b * b := by { simp [nat.mul_add, nat.add_mul] }

example (a b : ℕ) : (a + b) * 2 = 2 * a + 2 * b := by { rw [nat.mul_comm, nat.mul_add] }

example (a : ℕ) : a * 0 = 0 := by simp

example (a : ℕ) : 1 * a = a := by simp

example (a : ℕ) : a - a = 0 := by simp

example (a b : ℕ) : a + b - b = a := by simp

example (a b : ℕ) (h : a ≤ b) : a - b = 0 := by simp [h]

example (a b : ℕ) (h : a ≤ b) : a - b = 0 := nat.sub_eq_zero_of_le h

example (a b : ℕ) : a ≤ a + b := by simp

example (a b : ℕ) : a ≤ a + b := nat.le_add_right a b

example (n : ℕ) : n ^ 0 = 1 := by simp

example (n : ℕ) (h : n % 2 = 0) : n % 2 ≠ 1 := by { rw h, exact dec_trivial }

example (n : ℕ) (h : n % 2 = 0) : n % 2 ≠ 1 := by { intro h2, rw h at h2, cases h2 }

example (n : ℕ) (h : n % 2 = 0) : n % 2 ≠ 1 := by { intro h2, rw h at h2, contradiction }

example (n : ℕ) (h : n % 2 = 0) : n % 2 ≠ 1 := by simp [h]

example (p : Prop) (hp : ¬p) (n : ℕ) (h : p ∨ n = 3) : n = 3 := by { cases h, contradiction, assumption }

example (p : Prop) (hp : ¬p) (n : ℕ) (h : p ∨ n = 3) : n = 3 := or.resolve_left h hp

example (p : Prop) (hp : ¬p) (n : ℕ) (h : p ∨ n = 3) : n = 3 := by { simp [hp] at h, exact h }

example (x y : ℕ) (h : x + 2 = y + 2) : x = y := by { injection h with h, injection h }

example (x y : ℕ) (h : x + 2 = y + 2) : x = y := by { simp at h, exact h }

example (x y : ℕ) (h : x + 2 = y + 2) : x = y := nat.add_right_cancel h

example (x y : ℕ) (h : x + 2 = y + 2) : x = y := by { cases h, refl }

example (x : ℕ) (h : x + 2 = 5) : x = 3 := by { cases h, refl }

example (x : ℕ) (h : x + 2 = 5) : x = 3 := by { injection h with h, injection h with h }

example (x : ℕ) (h : 2 * x = 6) : x = 3 := by { exact nat.eq_of_mul_eq_mul_left dec_trivial h }

example (x : ℕ) (h : 2 * x = 6) : x = 3 := by simp at h

example (x : ℕ) (h : x < 3) : x = 0 ∨ x = 1 ∨ x = 2 := begin cases x, { left, refl }, cases x, { right, left, refl }, cases x, { right, right, refl }, exact absurd h dec_trivial end

example (x : ℕ) (h : x < 3) : x = 0 ∨ x = 1 ∨ x = 2 := begin cases x, { simp }, cases x, { simp }, cases x, { simp }, { exfalso, revert h, exact dec_trivial } end

example : ∀ x < 3, x * x < 9 := dec_trivial

example : ∃ x, x < 3 ∧ 1 < x := ⟨2, dec_trivial, dec_trivial⟩

example : ∃ x, x < 3 ∧ 1 < x := by { existsi 2, split; exact dec_trivial }

example : ∃ x, x < 3 ∧ 1 < x := by { refine ⟨2, _, _⟩; dec_trivial }

example (s : set ℕ) (h : 3 ∈ s) : ∃ x, x ∈ s := ⟨3, h⟩

example (s t : set ℕ) (h : ∀ x, x ∈ s → x ∈ t) (h3 : 3 ∈ s) : 3 ∈ t := by { apply h, exact h3 }

example (f : ℕ → ℕ) (h : ∀ x, f x = x + 1) : f (f 0) = 2 := by { rw [h, h] }

example (f : ℕ → ℕ) (h : ∀ x, f x = x + 1) : f (f 0) = 2 := by simp [h]

example (f : ℕ → ℕ) (h : ∀ x, f x = x + 1) : f (f 0) = 2 := by { rw h (f 0), rw h 0 }

example (f : ℕ → ℕ) (h : ∀ x, f x = x + 1) : f (f 0) = 2 := by { have h1 := h 0, have h2 := h (f 0), rw h1 at h2 ⊢, exact h2 }

example (f : ℕ → ℕ) (h : ∀ x, f x = x + 1) : ∀ x, 0 < f x := by { intro x, rw h, exact nat.succ_pos x }

example (f : ℕ → ℕ) (h : ∀ x, f x = x + 1) : ∀ x, 0 < f x := by { intro x, rw h, apply nat.succ_pos }

example (f : ℕ → ℕ) (h : ∀ x, f x = x + 1) : ∀ x, 0 < f x := by { intro x, rw h x, simp }

example (f : ℕ → ℕ) (hf : ∀ x y, x ≤ y → f x ≤ f y) (a b : ℕ) (h : a ≤ b) : f (f a) ≤ f (f b) := by { apply hf, apply hf, exact h }

example (f : ℕ → ℕ) (hf : ∀ x y, x ≤ y → f x ≤ f y) (a b : ℕ) (h : a ≤ b) : f (f a) ≤ f (f b) := by { repeat { apply hf }, exact h }

example (f : ℕ → ℕ) (hf : ∀ x y, x ≤ y → f x ≤ f y) (a b : ℕ) (h : a ≤ b) : f (f a) ≤ f (f b) := hf _ _ (hf _ _ h)

example (f : ℕ → ℕ) (hf : monotone f) (a b : ℕ) (h : a ≤ b) : f (f a) ≤ f (f b) := hf (hf h)

example (a b c : ℤ) : a * b * c = a * (b * c) := by rw int.mul_assoc

example (a b : ℤ) : -(a + b) = -a + -b := by rw int.neg_add

example (a b : ℤ) : -(a + b) = -a + -b := by simp [int.neg_add]

example (a : ℤ) : a - a = 0 := int.sub_self a

example (a : ℤ) : a + -a = 0 := int.add_right_neg a

example (a : ℤ) : a + -a = 0 := by simp [int.add_right_neg]

example (a b c : ℤ) (h : a ≤ b) : a + c ≤ b + c := int.add_le_add_right h c

example (a b c : ℤ) (h : a ≤ b) : a + c ≤ b + c := by { apply int.add_le_add_right, exact h }

example (a b c : ℤ) (h1 : a ≤ b) (h2 : b ≤ c) : a ≤ c := le_trans h1 h2

example (xs ys : list ℕ) (h : xs = ys) : xs ++ xs = ys ++ ys := by rw h

example (xs : list ℕ) (h : xs.length = 0) : xs = [] := by { cases xs with x xs, refl, cases h }

example (xs : list ℕ) (h : xs.length = 0) : xs = [] := list.eq_nil_of_length_eq_zero h

example (xs : list ℕ) : xs.reverse.reverse = xs := by simp

example (xs ys : list ℕ) : (xs ++ ys).reverse = ys.reverse ++ xs.reverse := by simp

example (a : ℕ) (xs : list ℕ) (h : a ∈ xs) : a ∈ a :: xs := by { right, exact h }

example (a : ℕ) (xs : list ℕ) (h : a ∈ xs) : a ∈ a :: xs := by { left, refl }

example (a : ℕ) (xs : list ℕ) (h : a ∈ xs) : a ∈ a :: xs := by simp

example (a : ℕ) (xs : list ℕ) (h : a ∈ xs) : a ∈ a :: xs := list.mem_cons_of_mem a h

example (a b : ℕ) (xs : list ℕ) (h : a ∈ b :: xs) (h2 : a ≠ b) : a ∈ xs := by { cases h, contradiction, assumption }

example (a b : ℕ) (xs : list ℕ) (h : a ∈ b :: xs) (h2 : a ≠ b) : a ∈ xs := by { simp [h2] at h, exact h }

example (p q r : Prop) : (p → q) → (q → r) → p → r := by { intros hpq hqr hp, apply hqr, apply hpq, exact hp }

example (p q r : Prop) : (p → q) → (q → r) → p → r := by { intros hpq hqr hp, exact hqr (hpq hp) }

example (p q r : Prop) : (p → q) → (q → r) → p → r := by cc

example (p q : Prop) : ¬(p ∧ q) ↔ (p → ¬q) := by { split, { intros h hp hq, exact h ⟨hp, hq⟩ }, { intros h hpq, cases hpq with hp hq, exact h hp hq } }

example (p q : Prop) : ¬(p ∧ q) ↔ (p → ¬q) := by simp

example (p q : Prop) : (p ∨ q) ∧ ¬p → q := by { intro h, cases h with h1 h2, cases h1, { contradiction }, { exact h1 } }

example (p q : Prop) : (p ∨ q) ∧ ¬p → q := by { rintros ⟨hp | hq, hn⟩, contradiction, exact hq }

example (p q : Prop) : (p ↔ q) → (q ↔ p) := by { intro h, symmetry, exact h }

example (p q : Prop) : (p ↔ q) → (q ↔ p) := λ h, h.symm

example (p q : Prop) : (p ↔ q) → (q ↔ p) := by { intro h, rw h }

example (α : Type) (p q : α → Prop) : (∀ x, p x ∧ q x) ↔ (∀ x, p x) ∧ (∀ x, q x) := by { split, { intro h, split; intro x, { exact (h x).1 }, { exact (h x).2 } }, { intros h x, exact ⟨h.1 x, h.2 x⟩ } }

example (α : Type) (p q : α → Prop) : (∃ x, p x ∨ q x) ↔ (∃ x, p x) ∨ (∃ x, q x) := by { split, { intro h, cases h with x h, cases h, { left, exact ⟨x, h⟩ }, { right, exact ⟨x, h⟩ } }, { intro h, cases h; cases h with x hx, { exact ⟨x, or.inl hx⟩ }, { exact ⟨x, or.inr hx⟩ } } }

example (α : Type) (p : α → Prop) (h : ¬ ∀ x, p x) : ∃ x, ¬ p x := by { by_contradiction h2, apply h, intro x, by_contradiction h3, apply h2, exact ⟨x, h3⟩ }

example (α : Type) (p : α → Prop) (h : ¬ ∀ x, p x) : ∃ x, ¬ p x := classical.by_contradiction (λ h2, h (λ x, classical.by_contradiction (λ h3, h2 ⟨x, h3⟩)))

example (α : Type) (p : α → Prop) (h : ¬ ∀ x, p x) : ∃ x, ¬ p x := by simpa using h

example (α : Type) (p : α → Prop) (h : ¬ ∀ x, p x) : ∃ x, ¬ p x := by { simp at h, exact h }

example (α : Type) (p : α → Prop) (h : ¬ ∀ x, p x) : ∃ x, ¬ p x := by { rw classical.not_forall at h, exact h }
