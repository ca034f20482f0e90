example (p q : Prop) (h : p) : (p → q) ↔ q := by simp [h]

example (p q r : Prop) (h : p → (q ↔ r)) : (p ∧ q) ↔ (p ∧ r) := by simp [h] {contextual := tt}

example (p q : Prop) : p ∧ q → q ∧ p := by simp {contextual := tt}

example (p q : Prop) : p ∧ q → q ∧ p := by simp

example (a b : ℕ) (h : a = b) : (if a = 0 then a else b) = b := by simp [h]

example (p : Prop) [decidable p] (a b : ℕ) (h : p) : ite p a b = a := by simp [h]

example (p : Prop) [decidable p] (a b : ℕ) : ite p a b = a := by simp

example (f : ℕ → ℕ) (h : ∀ x, f x = x) : (λ x, f (f x)) = id := by { funext, simp [h] }

example (f : ℕ → ℕ) (h : ∀ x, f x = x) (l : list ℕ) : l.map (λ x, f x) = l.map (λ x, x) := by simp only [h]

example (f g : ℕ → ℕ) (h : ∀ x, f x = g x) : f = g := by simp [h]

example (p : ℕ → Prop) (h : ∀ x, p x ↔ x = 0) : (∃ x, p x) ↔ ∃ x, x = 0 := by simp only [h]

example (p : ℕ → Prop) (h : ∀ x, p x) : ∀ x, p x ∧ true := by simp [h]

example (a b c : ℕ) : a + b + c = b + (a + c) := by simp [nat.add_comm, nat.add_left_comm]

example (a b c : ℕ) : a + b + c = b + (a + c) := by simp [nat.add_comm]

example (a b c : ℕ) (h : b = a) : a + b = b + a := by simp [h]

example (a b : ℕ) (h : a = b) : b = a := by simp [h]

example (a b : ℕ) (h : a = 0) : a * b = 0 := by simp [h]

example (a b : ℕ) (h : a = 0) : a * b = 0 := by simp *

example (a b : ℕ) (h : a = 0) : a * b = 0 := by simp

example (a b : ℕ) (h : a + 0 = b) : a = b := by { simp at h, exact h }

example (a b : ℕ) (h : a = b) : a = b := by { simp at h, exact h }

example (a b : ℕ) (h : a ≠ a) : b = 3 := by { simp at h, contradiction }

example (a b : ℕ) (h : a ≠ a) : b = 3 := by simpa using h

example (p q : Prop) (hp : p) (hq : q) : p ∧ q ∧ true := by simp [hp, hq]

example (p q : Prop) (hp : p) : p ∧ q ∧ true := by simp [hp]

example (x : ℕ) : (x = x ∧ true) ∨ false := by simp

example (x y : ℕ) : (x, y).fst = x := by simp

example (x y : ℕ) : (x, y) = (y, x) := by simp

example (x y : ℕ) (h : (x, 1) = (y, 1)) : x = y := by { simp at h, exact h }

example (x : ℕ) : nat.succ x ≠ 0 := by simp

example (x : ℕ) (h : nat.succ x = nat.succ 3) : x = 3 := by { simp at h, exact h }

example (xs : list ℕ) : (xs ++ []).length = xs.length := by simp

example (xs ys : list ℕ) : (xs ++ ys).length = ys.length + xs.length := by simp [nat.add_comm]

example (xs ys : list ℕ) : (xs ++ ys).length = ys.length + xs.length := by simp

def f (n : ℕ) := n + 2
example (n : ℕ) : f n = n + 2 := by simp [f]

def f (n : ℕ) := n + 2
example (n : ℕ) : f n = n + 2 := by simp

def f (n : ℕ) := n + 2
example (n m : ℕ) (h : f n = m) : n + 2 = m := by { simp [f] at h, exact h }

@[congr] theorem my_congr (p q r s : Prop) (h : p ↔ r) (k : r → (q ↔ s)) : (p ∧ q) ↔ (r ∧ s) := and_congr_right' h k

example (a b : ℕ) (h : a = b) (k : b = a) : a = b := by simp [h, k]
