example : 2 + 2 = 4 := dec_trivial

example : 2 + 2 = 5 := dec_trivial

example : ¬ 2 + 2 = 5 := dec_trivial

example : 3 < 5 ∧ 5 ≤ 5 := dec_trivial

example : ∀ b : bool, b || tt = tt := dec_trivial

example : ∀ n, n < 5 → n * n < 25 := dec_trivial

example : ∀ n < 5, n * n < 25 := dec_trivial

example (p q : Prop) [decidable p] [decidable q] : decidable (p ∧ ¬ q) := by apply_instance

example (p q : Prop) [decidable p] : decidable (p ∧ ¬ q) := by apply_instance

example : decidable (∃ n, n < 3) := is_true ⟨0, dec_trivial⟩

example (a b : ℕ) : ℕ := if a = b then 1 else 0

example (α : Type) (a b : α) : ℕ := if a = b then 1 else 0

example (α : Type) [decidable_eq α] (a b : α) : ℕ := if a = b then 1 else 0

example (a b : ℕ) (h : a = b) : (if a = b then 1 else 0) = 1 := if_pos h

example (a b : ℕ) (h : a ≠ b) : (if a = b then 1 else 0) = 1 := if_pos h

example (a b : ℕ) (h : a ≠ b) : (if a = b then 1 else 0) = 0 := if_neg h

example (a b : ℕ) : (if a = b then 1 else 2) > 0 := by { by_cases h : a = b; simp [h], exact dec_trivial, exact dec_trivial }

example (a b : ℕ) : (if a = b then 1 else 1) = 1 := by split_ifs; refl

example : (if 2 < 3 then tt else ff) = tt := rfl

example : to_bool (2 < 3) = tt := rfl

example : to_bool (3 < 2) = tt := rfl

def nat_decides (n : ℕ) : decidable (n = n) := is_true rfl

inductive col | r | g
instance : decidable_eq col := λ a b, by cases a; cases b; { apply is_true, refl } <|> { apply is_false, intro h, cases h }

inductive col | r | g
example : decidable_eq col := by apply_instance

example (p : Prop) [decidable p] (h : ¬ ¬ p) : p := decidable.by_contradiction h

example (p : Prop) (h : ¬ ¬ p) : p := decidable.by_contradiction h

example : 12 ∣ 144 := dec_trivial

example : 10 % 3 = 1 ∧ 10 / 3 = 3 := by exact dec_trivial

example (n : ℕ) : n + 0 = n := dec_trivial

example : [1, 2, 3].length = 3 := dec_trivial

example : "ab" ≠ "ba" := dec_trivial

example (p q : Prop) [decidable p] [decidable q] : ¬ (p ∧ q) ↔ ¬ p ∨ ¬ q := decidable.not_and_iff_or_not
