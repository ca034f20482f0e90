@[elab_as_eliminator] theorem two_step {p : ℕ → Prop} (n : ℕ) (h0 : p 0) (h1 : p 1) (h : ∀ k, p k → p (k+2)) : p n :=
have p n ∧ p (n+1), from nat.rec_on n ⟨h0, h1⟩ (λ k ih, ⟨ih.2, h k ih.1⟩), this.1
example (n : ℕ) : n % 2 = 0 ∨ n % 2 = 1 := two_step n (or.inl rfl) (or.inr rfl) (λ k ih, by { rw nat.add_mod_right, exact ih })

@[elab_as_eliminator] theorem two_step {p : ℕ → Prop} (n : ℕ) (h0 : p 0) (h1 : p 1) (h : ∀ k, p k → p (k+2)) : p n :=
have p n ∧ p (n+1), from nat.rec_on n ⟨h0, h1⟩ (λ k ih, ⟨ih.2, h k ih.1⟩), this.1
example (n : ℕ) : n + 0 = n := two_step n rfl rfl (λ k ih, rfl)

theorem two_step {p : ℕ → Prop} (n : ℕ) (h0 : p 0) (h1 : p 1) (h : ∀ k, p k → p (k+2)) : p n :=
have p n ∧ p (n+1), from nat.rec_on n ⟨h0, h1⟩ (λ k ih, ⟨ih.2, h k ih.1⟩), this.1
example (n : ℕ) : 0 + n = n := two_step n rfl rfl (λ k ih, congr_arg (+ 2) ih)

@[elab_as_eliminator] theorem two_step {p : ℕ → Prop} (n : ℕ) (h0 : p 0) (h1 : p 1) (h : ∀ k, p k → p (k+2)) : p n :=
have p n ∧ p (n+1), from nat.rec_on n ⟨h0, h1⟩ (λ k ih, ⟨ih.2, h k ih.1⟩), this.1
example (n : ℕ) : n < 2 := two_step n dec_trivial dec_trivial (λ k ih, ih)

example (n : ℕ) : 0 + n = n := nat.rec_on n rfl (λ k ih, congr_arg nat.succ ih)

example (n : ℕ) : 0 + n = n := nat.rec_on n rfl (λ k ih, ih)

example (n : ℕ) : 0 + n = n := nat.rec rfl (λ k ih, congr_arg nat.succ ih) n

example (b : bool) : bnot (bnot b) = b := bool.cases_on b rfl rfl

example (b : bool) : bnot b = b := bool.cases_on b rfl rfl

example (a b : ℕ) (h : a = b) (k : a < 3) : b < 3 := eq.subst h k

example (a b : ℕ) (h : a = b) (k : a < 3) : b < 3 := eq.subst k h

example (a b : ℕ) (h : a = b) (k : a < 3) : b < 3 := eq.rec_on h k

example (a b : ℕ) (h : b = a) (k : a < 3) : b < 3 := eq.rec_on h k

example (a b : ℕ) (h : b = a) (k : a < 3) : b < 3 := h.symm ▸ k

example (a b : ℕ) (h : a = b) (k : a < 3) : b < 3 := h ▸ k

example (a b : ℕ) (h : a = b) (k : a < 3) : b < 3 := h ▸ h

@[elab_as_eliminator] theorem no_motive (n : ℕ) (h : n = 0) : 0 = n := h.symm
example : 0 = 0 := no_motive 0 rfl

@[elab_simple] theorem pairs {p q : Prop} (hp : p) (hq : q) : p ∧ q := ⟨hp, hq⟩
example : true ∧ 1 = 1 := pairs trivial rfl

@[elab_with_expected_type] theorem pairs {p q : Prop} (hp : p) (hq : q) : p ∧ q := ⟨hp, hq⟩
example : true ∧ 1 = 1 := pairs trivial rfl

@[simp, elab_as_eliminator, nope] theorem a : 1 = 1 := rfl

example (α : Type) (p : list α → Prop) (h : p []) (k : ∀ x xs, p xs → p (x :: xs)) (l : list α) : p l := list.rec_on l h k

example (α : Type) (p : list α → Prop) (h : p []) (k : ∀ x xs, p xs → p (x :: xs)) (l : list α) : p l := list.rec_on l k h
