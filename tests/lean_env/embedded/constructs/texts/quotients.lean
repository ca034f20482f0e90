def r (a b : ℕ) : Prop := a % 2 = b % 2
example : quot.mk r 1 = quot.mk r 3 := quot.sound rfl

def r (a b : ℕ) : Prop := a % 2 = b % 2
example : quot.mk r 1 = quot.mk r 2 := quot.sound rfl

def r (a b : ℕ) : Prop := a % 2 = b % 2
example : quot.mk r 1 = quot.mk r 3 := rfl

def r (a b : ℕ) : Prop := a % 2 = b % 2
def parity (q : quot r) : ℕ := quot.lift (λ n, n % 2) (λ a b h, h) q
example : parity (quot.mk r 5) = 1 := rfl

def r (a b : ℕ) : Prop := a % 2 = b % 2
def parity (q : quot r) : ℕ := quot.lift (λ n, n) (λ a b h, h) q

def r (a b : ℕ) : Prop := a % 2 = b % 2
def parity (q : quot r) : ℕ := quot.lift (λ n, n % 2) q

def r (a b : ℕ) : Prop := a % 2 = b % 2
example (p : quot r → Prop) (h : ∀ n, p (quot.mk r n)) (q : quot r) : p q := quot.ind h q

def r (a b : ℕ) : Prop := a % 2 = b % 2
example (p : quot r → Prop) (h : ∀ n, p (quot.mk r n)) (q : quot r) : p q := by { induction q, exact h q, refl }

def r (a b : ℕ) : Prop := a % 2 = b % 2
example (q : quot r) : ∃ n, quot.mk r n = q := quot.exists_rep q

instance parity : setoid ℕ := ⟨λ a b, a % 2 = b % 2, λ a, rfl, λ a b h, h.symm, λ a b c h k, h.trans k⟩
example : ⟦1⟧ = ⟦3⟧ := quotient.sound rfl

instance parity : setoid ℕ := ⟨λ a b, a % 2 = b % 2, λ a, rfl, λ a b h, h.symm, λ a b c h k, h.trans k⟩
example : (⟦1⟧ : quotient parity) = ⟦3⟧ := quotient.sound rfl

instance parity : setoid ℕ := ⟨λ a b, a % 2 = b % 2, λ a, rfl, λ a b h, h.symm, λ a b c h k, h.trans k⟩
example (a b : ℕ) (h : (⟦a⟧ : quotient parity) = ⟦b⟧) : a % 2 = b % 2 := quotient.exact h

instance parity : setoid ℕ := ⟨λ a b, a % 2 = b % 2, λ a, rfl, λ a b h, h.symm, λ a b c h k, h.trans k⟩
example (a b : ℕ) (h : (⟦a⟧ : quotient parity) = ⟦b⟧) : a = b := quotient.exact h

instance parity : setoid ℕ := ⟨λ a b, a % 2 = b % 2, λ a, rfl, λ a b h, h.symm, λ a b c h k, h.trans k⟩
example : 1 ≈ 3 := show 1 % 2 = 3 % 2, from rfl

instance parity : setoid ℕ := ⟨λ a b, a % 2 = b % 2, λ a, rfl, λ a b h, h.symm, λ a b c h k, h.trans k⟩
def f (q : quotient parity) : bool := quotient.lift_on q (λ n, n % 2 = 0) (λ a b h, by { have h : a % 2 = b % 2 := h, simp [h] })
example : f ⟦4⟧ = tt := rfl

instance parity : setoid ℕ := ⟨λ a b, a % 2 = b % 2, λ a, rfl, λ a b h, h.symm, λ a b c h k, h.trans k⟩
example (q : quotient parity) : ∃ n, ⟦n⟧ = q := quotient.exists_rep q

instance parity : setoid ℕ := ⟨λ a b, a % 2 = b % 2, λ a, rfl, λ a b h, h.symm, λ a b c h k, h.trans k⟩
example (p : quotient parity → Prop) (h : ∀ n, p ⟦n⟧) (q : quotient parity) : p q := quotient.induction_on q h

instance bad : setoid ℕ := ⟨λ a b, a ≤ b, le_refl, λ a b h, h, λ a b c h k, le_trans h k⟩

example {α : Type} (f g : α → ℕ) (h : ∀ x, f x = g x) : f = g := funext h

example {α : Type} (s t : set α) (h : ∀ x, x ∈ s ↔ x ∈ t) : s = t := set.ext h

example {α : Type} (s t : set α) (h : ∀ x, x ∈ s ↔ x ∈ t) : s = t := funext (λ x, propext (h x))

example {α : Type} (s t : set α) (h : ∀ x, x ∈ s ↔ x ∈ t) : s = t := funext h

example (α : Type) (a b : α) : trunc α := trunc.mk a
