def fact : ℕ → ℕ
| 0 := 1
| (n+1) := (n+1) * fact n
example : fact 3 = 6 := rfl
example (n : ℕ) : fact (n+1) = (n+1) * fact n := rfl

def fact : ℕ → ℕ
| 0 := 1
| (n+1) := (n+1) * fact n
example : fact 3 = 5 := rfl

def fib : ℕ → ℕ
| 0 := 0
| 1 := 1
| (n+2) := fib n + fib (n+1)
example : fib 7 = 13 := rfl

def fib : ℕ → ℕ
| 0 := 0
| (n+2) := fib n + fib (n+1)

def loop : ℕ → ℕ
| n := loop n

def loop : ℕ → ℕ
| 0 := 0
| (n+1) := loop (n+1)

def pred : ℕ → ℕ
| 0 := 0
| (nat.succ n) := n
example : pred 3 = 2 := rfl

def overlap : ℕ → ℕ → ℕ
| 0 _ := 0
| _ 0 := 1
| _ _ := 2
example (n : ℕ) : overlap 0 n = 0 := by cases n; refl
example (n : ℕ) : overlap (n+1) 0 = 1 := rfl

def overlap : ℕ → ℕ → ℕ
| 0 _ := 0
| _ 0 := 1
| _ _ := 2
example (n : ℕ) : overlap n 0 = 1 := rfl

def useless : ℕ → ℕ
| n := 0
| 0 := 1

def eq_or : ∀ (p q : Prop), p ∨ q → q ∨ p
| p q (or.inl h) := or.inr h
| p q (or.inr h) := or.inl h

theorem eq_or : ∀ (p q : Prop), p ∨ q → q ∨ p
| p q (or.inl h) := or.inr h

theorem and_swap' {p q : Prop} : p ∧ q → q ∧ p
| ⟨hp, hq⟩ := ⟨hq, hp⟩

theorem and_swap' {p q : Prop} : p ∧ q → q ∧ p
| ⟨hp, hq⟩ := ⟨hp, hq⟩

theorem ex_swap {α β : Type} {r : α → β → Prop} : (∃ a b, r a b) → ∃ b a, r a b
| ⟨a, b, h⟩ := ⟨b, a, h⟩

def zip_add : list ℕ → list ℕ → list ℕ
| (x :: xs) (y :: ys) := (x + y) :: zip_add xs ys
| _ _ := []
example : zip_add [1, 2] [3, 4, 5] = [4, 6] := rfl

def zip_add : list ℕ → list ℕ → list ℕ
| (x :: xs) (y :: ys) := (x + y) :: zip_add xs ys
| [] ys := ys

def half : ℕ → ℕ
| 0 := 0
| 1 := 0
| (n+2) := half n + 1
theorem half_le : ∀ n, half n ≤ n
| 0 := le_refl 0
| 1 := nat.zero_le 1
| (n+2) := nat.succ_le_succ (le_trans (half_le n) (nat.le_succ n))

def half : ℕ → ℕ
| 0 := 0
| 1 := 0
| (n+2) := half n + 1
theorem half_le : ∀ n, half n ≤ n
| 0 := le_refl 0
| (n+1) := nat.succ_le_succ (half_le n)

def add_all : list ℕ → ℕ
| [] := 0
| (x :: xs) := x + add_all xs
theorem add_all_append : ∀ xs ys, add_all (xs ++ ys) = add_all xs + add_all ys
| [] ys := by simp [add_all]
| (x :: xs) ys := by simp [add_all, add_all_append xs ys, nat.add_assoc]

def swap_pair {α β : Type} : α × β → β × α
| (a, b) := (b, a)
example : swap_pair (1, tt) = (tt, 1) := rfl

def f : option ℕ → ℕ
| (some n) := n
| none := 0
example (n : ℕ) : f (some n) = n := rfl

def f : option ℕ → ℕ
| (some 0) := 1
| (some (n+1)) := n
example : f (some 3) = 2 := rfl

def char_code : char → ℕ
| 'a' := 1
| _ := 0
example : char_code 'a' = 1 := rfl

def sum_to (f : ℕ → ℕ) : ℕ → ℕ
| 0 := 0
| (n+1) := f n + sum_to n
example : sum_to id 4 = 6 := rfl

def sum_to (f : ℕ → ℕ) : ℕ → ℕ
| 0 := 0
| (n+1) := f n + sum_to f n

def ack : ℕ → ℕ → ℕ
| 0 n := n + 1
| (m+1) 0 := ack m 1
| (m+1) (n+1) := ack m (ack (m+1) n)

def two_lists : ∀ (a b : ℕ), a = b → b = a
| a ._ rfl := rfl

def two_lists : ∀ (a b : ℕ), a = b → b = a
| a b rfl := rfl

def from_eq {α : Type} {a b : α} (h : a = b) : b = a :=
match b, h with ._, rfl := rfl end
