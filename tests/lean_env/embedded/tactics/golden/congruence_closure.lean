example (α : Type) (a b c : α) (f : α → α) (h1 : a = b) (h2 : b = c) : f a = f c := by cc

example (α : Type) (a b c : α) (f : α → α → α) (h1 : a = b) (h2 : b = c) : f a b = f c a := by cc

example (α : Type) (a b c : α) (f : α → α) (h1 : f a = a) : f (f (f a)) = a := by cc

example (α : Type) (a b c : α) (f : α → α) (h1 : f (f (f a)) = a) (h2 : f (f (f (f (f a)))) = a) : f a = a := by cc

example (p q r : Prop) (h : p ↔ q) (hp : p) : q := by cc

example (p q r : Prop) (h : p ∧ q) : q ∧ p := by cc

example (p q r : Prop) (h : p ∨ q) (hp : ¬ p) : q := by cc

example (p q r : Prop) (h : p → q) (hp : p) : q := by cc

example (p q r : Prop) (h : p → q) (hp : ¬ q) : ¬ p := by cc

example (p q r : Prop) (h : p ∨ q) : q ∨ p := by cc

example (p q r : Prop) : p ∧ q → q ∧ p := by cc

example (α : Type) (a b c : α) (h : a ≠ b) (h2 : b = c) : a ≠ c := by cc

example (α : Type) (a b c : α) (h : a ≠ b) (h2 : b = c) (h3 : a = c) : false := by cc

example (α : Type) (a b c : α) (p : α → Prop) (h2 : b = c) (h3 : p b) : p c := by cc

example (α : Type) (a b c : α) (p : α → Prop) (h2 : b = c) (h3 : p b) : p a := by cc

example (a b : ℕ) (h : a + 1 = b + 1) : a = b := by cc

example (a b : ℕ) (h : nat.succ a = nat.succ b) : a = b := by cc

example (a b : ℕ) (h : a = b) : a + 0 = b + 0 := by cc

example (a b : ℕ) (h : a = 1) (h2 : a = 2) : false := by cc

example (a b : ℕ) (h : a = 1) (h2 : b = a) : b = 1 := by cc

example (a b : ℕ) (xs ys : list ℕ) (h : a :: xs = b :: ys) : a = b := by cc

example (a b : ℕ) (xs ys : list ℕ) (h : a :: xs = []) : a = b := by cc

example (a b : ℕ) (xs ys : list ℕ) (h : a :: xs = ys) (h2 : ys = b :: xs) : b = a := by cc

example (a b : option ℕ) (x y : ℕ) (h : a = some x) (h2 : a = some y) : y = x := by cc

example (a b : option ℕ) (x y : ℕ) (h : a = some x) (h2 : a = none) : y = x := by cc

example (α : Type) (a b : α) : (a = b) = (b = a) := by cc

example (α : Type) (a b : α) : a = b ↔ b = a := by cc

example (α : Type) (a b : α) (h : ¬ (a = b)) : ¬ (b = a) := by cc

example (p q : Prop) : ¬ (p ∧ ¬ p) := by cc

example (p q : Prop) : p ∨ ¬ p := by cc

example (p q : Prop) (h : p ↔ ¬ p) : false := by cc

example (p q r : Prop) (h1 : p ↔ q) (h2 : q ↔ r) : p ↔ r := by cc

example (p q r : Prop) (h1 : ¬ (p ∨ q)) : ¬ p := by cc

example (p q r : Prop) (h1 : ¬ (p ∨ q)) : ¬ p ∧ ¬ q := by cc

example (p q r : Prop) (h1 : ¬ (p ∧ q)) (h : p) : ¬ q := by cc

example (p q r : Prop) (h1 : ¬ ¬ p) : p := by cc

example (α : Type) (a b c : α) (f g : α → α) (h : f = g) (h2 : a = b) : f a = g b := by cc

example (α : Type) (a b c : α) (p : Prop) [decidable p] (h : p) : (if p then a else b) = a := by cc

example (α : Type) (a b c : α) (p : Prop) [decidable p] (h : ¬p) : (if p then a else b) = b := by cc

example (α : Type) (f : α → α → α) (a b c d : α) (h1 : f a b = c) (h2 : a = d) : f d b = c := by cc

example (α β : Type) (f : α → β) (g : β → α) (a : α) (h : g (f a) = a) : f (g (f a)) = f a := by cc

example (f : ℕ → ℕ) (h : ∀ x, f x = x) (a : ℕ) : f a = a := by cc

example (a b c : ℕ) : a + b + c = c + b + a := by cc

example (a b c : ℕ) (h : a = b) : a + c = b + c := by cc

example (p q : Prop) [decidable p] [decidable q] (h : p = q) (a b : ℕ) : ite p a b = ite q a b := by cc

example (p q : ℕ → Prop) (a b : ℕ) (h : a = b) (h2 : p a ↔ q b) (h3 : p b) : q a := by cc
