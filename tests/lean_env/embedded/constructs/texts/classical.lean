example (p : Prop) : p ∨ ¬ p := classical.em p

example (p : Prop) : p ∨ ¬ p := em p

open classical
example (p : Prop) : p ∨ ¬ p := em p

example (p : Prop) (h : ¬ ¬ p) : p := classical.by_contradiction h

example (p : Prop) (h : ¬ ¬ p) : p := by_contradiction h

example (p : Prop) (h : ¬ ¬ p) : p := classical.by_contradiction (λ k, k)

open classical
local attribute [instance] prop_decidable
example (p q : Prop) (h : ¬ (p ∧ q)) : ¬ p ∨ ¬ q := by { by_cases k : p, right, intro hq, exact h ⟨k, hq⟩, left, exact k }

example (p q : Prop) (h : ¬ (p ∧ q)) : ¬ p ∨ ¬ q := by { by_cases k : p, right, intro hq, exact h ⟨k, hq⟩, left, exact k }

noncomputable def pick (α : Type) (h : nonempty α) : α := classical.choice h

def pick (α : Type) (h : nonempty α) : α := classical.choice h

example (α : Type) (h : nonempty α) : α := classical.choice h

example (p : ℕ → Prop) (h : ∃ n, p n) : p (classical.some h) := classical.some_spec h

example (p : ℕ → Prop) (h : ∃ n, p n) : p (classical.some h) := classical.some h

noncomputable example (p : Prop) : decidable p := classical.prop_decidable p

example (α : Type) (p : α → Prop) (h : ¬ ∀ x, p x) : ∃ x, ¬ p x :=
classical.by_contradiction (λ k, h (λ x, classical.by_contradiction (λ hx, k ⟨x, hx⟩)))

example (α : Type) (p : α → Prop) (h : ¬ ∀ x, p x) : ∃ x, ¬ p x :=
classical.by_contradiction (λ k, h (λ x, k ⟨x, h⟩))

example (p q : Prop) : (p → q) ∨ (q → p) := (classical.em p).elim (λ h, or.inr (λ _, h)) (λ h, or.inl (λ k, absurd k h))

example (p q : Prop) : (p → q) ∨ (q → p) := (classical.em p).elim (λ h, or.inl (λ _, h)) (λ h, or.inl (λ k, absurd k h))

example (p : Prop) : p = true ∨ p = false := classical.prop_complete p

example {α β : Type} (r : α → β → Prop) (h : ∀ x, ∃ y, r x y) : ∃ f : α → β, ∀ x, r x (f x) := classical.axiom_of_choice h

example {α β : Type} (r : α → β → Prop) (h : ∃ y, ∀ x, r x y) : ∃ f : α → β, ∀ x, r x (f x) := classical.axiom_of_choice h

open classical
noncomputable theory
local attribute [instance] prop_decidable
def f (p : Prop) : ℕ := if p then 1 else 0
example (p : Prop) (h : p) : f p = 1 := if_pos h

open classical
local attribute [instance] prop_decidable
def f (p : Prop) : ℕ := if p then 1 else 0
