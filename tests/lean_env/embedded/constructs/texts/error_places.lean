example (a b : ℕ) : bool := a + b

example (a b : ℕ) : bool := nat.add a b

example (a b : ℕ) : bool := ((a + b))

example (a b : ℕ) : bool := a → b

example (a b : Prop) : bool := a → b

example (a b : Prop) : bool := ¬ a

example (a b : ℕ) : bool := (a, b)

example (a b : ℕ) : bool := [a, b]

example (a b : ℕ) : bool := a :: []

example (a : ℕ × ℕ) : bool := a.1

example (a : ℕ × ℕ) : bool := a.fst

example (a : ℕ × ℕ) : bool := (a).fst

example (a : ℕ × ℕ) : bool := λ x, x

example (a : ℕ) : bool := @id ℕ a

example (a : ℕ) : bool := ∃ x, x = a

example (a : ℕ) : bool := {x | x = a}

example (a : ℕ) : bool := if a = 1 then 2 else 3

example (a : ℕ) : bool := let x := 1 in x + a

example (a : ℕ) : bool := have x : ℕ, from 1, x + a

example (a : ℕ) : bool := show ℕ, from a

example (a : ℕ) : bool := (a : ℕ)

example (a : ℕ) : bool := match a with 0 := 1 | (n+1) := n end

example (a b c : ℕ) (h : a = b) (k : b = c) : a = a := calc a = b : h ... = c : k

example (a b c : ℕ) (h : a = b) (k : b = c) : a = a := by calc a = b : h ... = c : k

example (a b c : ℕ) (h : a = b) (k : b = c) : a = a := h.trans k

example (a b c : ℕ) (h : a = b) (k : b = c) : a = a := (h.trans k).symm

example (a b c : ℕ) (h : a = b) (k : b = c) : a = a := eq.trans h h

example (a b c : ℕ) (h : a = b) (k : b = c) : a = a := eq.trans k (eq.symm k)

example (a b c : ℕ) (h : a = b) (k : b = c) : a = a := h ▸ k

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := ⟨rfl, h⟩

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := ⟨rfl, h, rfl⟩

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := ⟨rfl⟩

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := and.intro h rfl

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by exact ⟨rfl, h⟩

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by apply h

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { split, exact h, refl }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { refine ⟨_, _⟩, refl, exact h }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw c }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw [h, foo] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { rw [h, nat.add_comm] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { simp [foo] }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { cases h, split, }

example (a b c : ℕ) (h : a = b) : a = a ∧ b = b := by { intro x }

example (a b c : ℕ) (h : a = b) : a = b ∧ b = a := begin split, exact h, end

example (a b c : ℕ) (h : a = b) : a = b ∧ b = a := begin split; exact h end

example (a b c : ℕ) (h : a = b) : a = b ∧ b = a := begin split, { exact h }, { skip } end

example (a b c : ℕ) (h : a = b) : a = b ∧ b = a := begin constructor, assumption, assumption end

example (a b c : ℕ) (h : a = b) : c = b := by assumption

example (a b c : ℕ) (h : a = b) : c = b := by cc

example (a b c : ℕ) (h : a = b) : c = b := by simp [h]

example (a b c : ℕ) (h : a = b) : c = b := by simp

example (a b c : ℕ) (h : a = b) : c = b := by { induction c, refl, simp }

example (a b c : ℕ) (h : a = b) : c = b := foo a b

example (a b c : ℕ) (h : a = b) : c = b := h.foo a b

example (a b c : ℕ) (h : a = b) : c = b := nat.foo a b

example (a b c : ℕ) (h : a = b) : c = b := h a

example (a b c : ℕ) (h : a = b) : c = b := (h a) b

example (a b c : ℕ) (h : a = b) : c = b := congr_arg h

example (a b c : ℕ) (h : a = b) : c = b := λ x, x + foo

example (a b c : ℕ) (h : a = b) : c = b := ⟨h, foo⟩

example (a b c : ℕ) (h : a = b) : c = b := or.inl h foo

example (a b c : ℕ) (h : a = d) : c = b := or.inl h foo

example (a b c : ℕ) (h : a = tt) : c = b := rfl

theorem foo (a b : ℕ) : a + b = b + a := nat.add_com a b

theorem foo (a b : ℕ) : a + b = b + a := by rw [nat.add_com a b]

theorem foo (a b : ℕ) : a + b = b + a := by rw [nat.add_comm a b

theorem foo (a b : ℕ) : a + b = b + a := nat.add_comm a b)

theorem foo (a b : ℕ) : a + b = b + a = nat.add_comm a b

theorem foo (a b : ℕ) a + b = b + a := nat.add_comm a b

theorem foo a b : ℕ : a + b = b + a := nat.add_comm a b

theorem foo (a b : ℕ : a + b = b + a := nat.add_comm a b

theorem (a b : ℕ) : a + b = b + a := nat.add_comm a b

theorem foo (a b : ℕ) : a + b = b + a := nat.add_comm a

theorem foo (a b : ℕ) : a + b = b + a := nat.add_comm b a

theorem foo (a b : ℕ) : a + b = b + a := nat.add_comm a b b

example (a b : ℕ) : ℕ := a + b

example (a : ℕ × ℕ) : ℕ := (a).fst

theorem foo (a b : ℕ) : a + b = b + a := nat.add_comm a b
