example (a b c : ℕ) (h : a = b) (k : b = c) : a = c := by cc

example (a b c : ℕ) (h : a = b) (k : b = c) : a = c + 0 := by cc

example (f : ℕ → ℕ) (a b : ℕ) (h : a = b) : f a = f b := by cc

example (f : ℕ → ℕ) (a b : ℕ) (h : f a = f b) : a = b := by cc

example (f : ℕ → ℕ) (a : ℕ) (h : f (f (f a)) = a) (k : f (f (f (f (f a)))) = a) : f a = a := by cc

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := by cc

example (p q : Prop) (h : p ∧ q) : q := by cc

example (p q : Prop) (h : p ∨ q) (k : ¬ p) : q := by cc

example (p q : Prop) (h : p ∨ q) : q ∨ p := by cc

example (p q : Prop) (h : p → q) (k : p) : q := by cc

example (p q : Prop) (h : p ↔ q) (k : p) : q := by cc

example (p q : Prop) (h : p ↔ q) (k : ¬ q) : ¬ p := by cc

example (a b : ℕ) (h : a ≠ a) : 1 = 2 := by cc

example (a b c : ℕ) : a + b + c = c + b + a := by cc

example (a b c : ℕ) (h : a * b = c) : b * a = c := by cc

example (a b c d : ℕ) (h : a + b = c) (k : c = d) : d = b + a := by cc

example (a b : ℕ) (h : a + 1 = b + 1) : a = b := by cc

example (a b : ℕ) (h : (a, b) = (b, a)) : a = b := by cc

example (a b : ℕ) (h : some a = some b) : a = b := by cc

example (a : ℕ) (h : some a = none) : false := by cc

example (f : ℕ → ℕ → ℕ) (a b : ℕ) (h : f a = f b) : f a 1 = f b 1 := by cc

example (p : ℕ → Prop) (a b : ℕ) (h : p a) (k : a = b) : p b := by cc

example (p : ℕ → Prop) (a b : ℕ) (h : p a) : p b := by cc

example (p q r : Prop) (h : p = q) (k : q = r) : p → r := by cc

example (a b : ℕ) (h : a = b) : b = a ∧ a = b := by cc

example (x y z : ℕ) (h : x < y) (k : y = z) : x < z := by cc

example (x y z : ℕ) (h : x < y) (k : y < z) : x < z := by cc
