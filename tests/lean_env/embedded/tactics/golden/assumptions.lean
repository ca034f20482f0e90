-- What may be solved for where a tactic unifies, and what only the elaborator guesses.

example {α β : Type} (f : α → β) (g : β → α) (h : ∀ x, g (f x) = x) : function.injective f := by { apply function.left_inverse.injective, assumption }

example {α β : Type} (f : α → β) (g : β → α) (h : ∀ x, g (f x) = x) : function.injective f := by { apply function.left_inverse.injective, exact h }

example {α β : Type} (f : α → β) (g : β → α) (h : ∀ x, g (f x) = x) : function.injective f := by { apply function.left_inverse.injective; assumption }

example {α β : Type} (f : α → β) (g : β → α) (h : ∀ x, g (f x) = x) : function.has_left_inverse f := by { split, assumption }

example {α β : Type} (f : α → β) (g : β → α) (p : α → Prop) (a : α) (h : p a) : ∃ q : α → Prop, q a := by { split, assumption }

example {α β : Type} (f : α → β) (b : α) (p : β → Prop) (h : p (f b)) : ∃ q : β → Prop, q (f b) := by { split, assumption }

example {α β : Type} (f : α → β) (b : α) (p : β → Prop) (h : p (f b)) : ∃ q : β → Prop, q (f b) := by { existsi _, assumption }

example {α β : Type} (f : α → β) (b : α) (p : β → Prop) (h : p (f b)) : ∃ q : β → Prop, q (f b) := by { split, exact h }

example {α β : Type} (f : α → β) (b : α) (p : β → Prop) (h : p (f b)) : ∃ x, p x := by { split, assumption }

example {α β : Type} (f : α → β) (b : α) (p : β → Prop) (h : ∀ x, p (f x)) (hp : ∀ q : β → Prop, q (f b) → false) : false := by { apply hp, apply h }

example {α β : Type} (f : α → β) (b : α) (p : β → Prop) (h : p (f b)) (hp : ∀ q : β → Prop, q (f b) → false) : false := by { apply hp, assumption }

example {α β : Type} (f : α → β) (b : α) (p : β → Prop) (h : p (f b)) (hp : ∀ q : β → Prop, q (f b) → false) : false := by { refine hp _ _, assumption, assumption }

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := by { apply hp, assumption }

example (a b c : ℕ) (h : a + b = c) (hp : ∀ x y : ℕ, x + y = c → false) : false := by { apply hp, assumption }

example (a b c : ℕ) (h : a + b = c) (hp : ∀ (f : ℕ → ℕ), f b = c → false) : false := by { apply hp, assumption }

example (a b c : ℕ) (h : a + b = c) (hp : ∀ (f : ℕ → ℕ → ℕ), f a b = c → false) : false := by { apply hp, assumption }

example (a b c : ℕ) (h : nat.succ (a + 1) = c) (hp : ∀ (f : ℕ → ℕ), f (a + 1) = c → false) : false := by { apply hp, assumption }

example (a b c : ℕ) (h : nat.succ (a + 1) = c) (hp : ∀ (f : ℕ → ℕ), f (a + 1) = c → false) : false := by { apply hp, exact h }

example (a b c : ℕ) (h : nat.succ (a + 1) = c) (hp : ∀ (f : ℕ → ℕ), f (a + 1) = c → false) : false := by { apply hp, apply h }

example (a b c : ℕ) (h : nat.succ (a + 1) = c) (hp : ∀ (f : ℕ → ℕ), f (a + 1) = c → false) : false := by { apply hp, exact h, }

example (a b c : ℕ) (h : nat.succ (a + 1) = c) (hp : ∀ (f : ℕ → ℕ), f (a + 1) = c → false) : false := by { apply hp, rw h }

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := by { apply hp, show p b, assumption }

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := by { apply hp, change p b, assumption }

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := by { apply hp p, show p _, assumption }

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := by { apply hp, exact h }

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := by { apply hp, apply h }

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := by { apply hp, refine h }

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := by { apply hp, from h }

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := by { apply hp, solve_by_elim }

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := by { apply hp, simpa using h }

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := hp _ (by assumption)

example {α : Type} (b : α) (p : α → Prop) (h : p b) (hp : ∀ q : α → Prop, q b → false) : false := hp p (by assumption)

example (a b : ℕ) (h : a < b) : ∃ x, x < b := by { existsi a, assumption }

example (a b : ℕ) (h : a < b) : ∃ x y, x < y := by { split, split, assumption }

example (a b : ℕ) (h : a < b) : ∃ x y, x < y := by { refine ⟨_, _, _⟩, assumption, assumption, assumption }

example (a b : ℕ) (h : a < b) : ∃ x y, x < y := by { apply exists.intro, apply exists.intro, assumption }

example (a b c : ℕ) (h : a < b) (g : b < c) : a < c := by { apply nat.lt_trans; assumption }

example (a b c : ℕ) (h : a ≤ b) (g : b ≤ c) : a ≤ c := by { apply le_trans; assumption }

example (a b c : ℕ) (h : a ≤ b) (g : b ≤ c) : a ≤ c := by { transitivity, assumption, assumption }

example (a b c : ℕ) (h : a ≤ b) (g : b ≤ c) : a ≤ c := by { transitivity b; assumption }

example (p q : ℕ → Prop) (h : ∀ x, p x → q x) (a : ℕ) (hp : p a) : q a := by { apply h, assumption }

example (p q : ℕ → Prop) (h : ∀ x y, p x → q y) (a : ℕ) (hp : p a) : q a := by { apply h, assumption }

example (p : ℕ → Prop) (h : ∀ x, p x) : ∃ x, p x := by { split, apply h, exact 0 }

example (f : ℕ → ℕ) (hf : ∀ x, f x = x) : ∃ g : ℕ → ℕ, ∀ x, g x = x := by { split, assumption }

example (f : ℕ → ℕ) (hf : ∀ x, f x = x) : ∃ g : ℕ → ℕ, ∀ x, g x = x := by { existsi f, assumption }

example (a b : ℕ) (h : a ≠ a) : false := by contradiction

example (a b : ℕ) (h : ¬ a = a) : false := by contradiction

example : ∀ n : ℕ, n = n := by { assume n : ℕ, refl }

example (f : ℕ → ℕ) (h : ∀ x, f x = x) (hp : ∀ g : ℕ → ℕ, (∀ x, g x = x) → false) : false := by { apply hp, assumption }

example (f : ℕ → ℕ) (h : ∀ x, f x = x) (hp : ∀ g : ℕ → ℕ, (∀ x, g x = x) → false) : false := by { apply hp _ _, assumption, assumption }

example (f : ℕ → ℕ) (h : ∀ x, f x = x) (hp : ∀ g : ℕ → ℕ, (∀ x, g x = x) → false) : false := by { apply hp, intro x, exact h x }

example (f : ℕ → ℕ) (h : ∀ x, f x = x) (hp : ∀ g : ℕ → ℕ, (∀ x, g x = x) → false) : false := by { apply hp, intro x, apply h }
