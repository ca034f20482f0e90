example (a b c : ℕ) : a + b + c = c + (b + a) := by ac_refl

example (a b c : ℕ) : a * b * c = c * (b * a) := by ac_refl

example (a b c : ℕ) : a + b + c = c + (b + b) := by ac_refl

example (a b c : ℕ) : a + b * c = c * b + a := by ac_refl

example (a b c : ℕ) : a - b = b - a := by ac_refl

example (p q r : Prop) : (p ∧ q ∧ r) = (r ∧ q ∧ p) := by ac_refl

example (p q r : Prop) : (p ∧ q ∧ r) ↔ (r ∧ q ∧ p) := by ac_refl

example (p q : Prop) : (p ∨ q) = (q ∨ p) := by ac_refl

example (a b : ℕ) : max a b = max b a := by ac_refl

example (a b c : ℤ) : a + b + c = b + (c + a) := by ac_refl

example (a b : ℤ) : a * b = b * a := by ac_reflexivity

example (a : ℕ) : a = a := by ac_refl

example (a b c d e : ℕ) : a + (b + (c + (d + e))) = e + d + c + b + a := by ac_refl

example (a b : ℕ) : a + b + 0 = b + a := by ac_refl

example (x y : bool) : x && y = y && x := by ac_refl

example (l m : list ℕ) : l ++ m = m ++ l := by ac_refl

example (l m n : list ℕ) : (l ++ m) ++ n = l ++ (m ++ n) := by ac_refl

example (f : ℕ → ℕ) (a b : ℕ) : f (a + b) = f (b + a) := by ac_refl

example (f : ℕ → ℕ) (a b : ℕ) : f (a + b) + a = a + f (a + b) := by ac_refl

example (op : ℕ → ℕ → ℕ) [is_commutative ℕ op] [is_associative ℕ op] (a b c : ℕ) : op a (op b c) = op c (op b a) := by ac_refl

example (op : ℕ → ℕ → ℕ) [is_associative ℕ op] (a b c : ℕ) : op a (op b c) = op c (op b a) := by ac_refl

example (a b c : ℕ) : a + b ≤ b + a := by ac_refl

example (a b c : ℕ) (h : a + b = c) : b + a = c := by { rw ← h, ac_refl }

example : Type = Type := by ac_refl

example : ℕ = ℕ := by ac_refl

example : (ℕ → ℕ) = (ℕ → ℕ) := by ac_refl

example (p : ℕ → Prop) : (∀ x, p x) = (∀ x, p x) := by ac_refl
