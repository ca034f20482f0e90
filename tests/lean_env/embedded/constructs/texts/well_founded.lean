def log2 : ℕ → ℕ
| n := if h : n < 2 then 0 else have n / 2 < n, from nat.div_lt_self (lt_of_lt_of_le dec_trivial (le_of_not_lt h)) dec_trivial, log2 (n / 2) + 1

def down : ℕ → ℕ
| n := if h : n = 0 then 0 else have n - 1 < n, from nat.sub_lt (nat.pos_of_ne_zero h) nat.one_pos, down (n - 1)

def down : ℕ → ℕ
| n := if h : n = 0 then 0 else down (n - 1)

def up : ℕ → ℕ
| n := if n = 10 then 0 else up (n + 1)

def up : ℕ → ℕ
| n := have n + 1 < n, from sorry, up (n + 1)

def gcd' : ℕ → ℕ → ℕ
| 0 m := m
| (n+1) m := have m % (n+1) < n+1, from nat.mod_lt m (nat.succ_pos n), gcd' (m % (n+1)) (n+1)

def gcd' : ℕ → ℕ → ℕ
| 0 m := m
| (n+1) m := gcd' (m % (n+1)) (n+1)

def gcd' : ℕ → ℕ → ℕ
| 0 m := m
| (n+1) m := have m % (n+1) < n+1, from nat.mod_lt m (nat.succ_pos n), gcd' (m % (n+1)) (n+1)
example (m : ℕ) : gcd' 0 m = m := by rw gcd'

def gcd' : ℕ → ℕ → ℕ
| 0 m := m
| (n+1) m := have m % (n+1) < n+1, from nat.mod_lt m (nat.succ_pos n), gcd' (m % (n+1)) (n+1)
example (m n : ℕ) : gcd' (n+1) m = gcd' (m % (n+1)) (n+1) := by rw gcd'

def gcd' : ℕ → ℕ → ℕ
| 0 m := m
| (n+1) m := have m % (n+1) < n+1, from nat.mod_lt m (nat.succ_pos n), gcd' (m % (n+1)) (n+1)
example (m n : ℕ) : gcd' (n+1) m = gcd' (m % (n+2)) (n+1) := by rw gcd'

def interleave : list ℕ → list ℕ → list ℕ
| [] ys := ys
| (x :: xs) ys := have ys.length + xs.length < (x :: xs).length + ys.length, by { simp [nat.add_comm], exact nat.lt_succ_self _ }, x :: interleave ys xs
using_well_founded { rel_tac := λ _ _, `[exact ⟨_, measure_wf (λ p, p.1.length + p.2.length)⟩] }

def mod_two : ℕ → ℕ
| 0 := 0
| 1 := 1
| (n+2) := mod_two n
using_well_founded { dec_tac := `[exact nat.lt_succ_self _] }

def g : ℕ → ℕ
| 0 := 0
| (n+1) := have n / 2 < n + 1, from nat.lt_succ_of_le (nat.div_le_self n 2), g (n / 2) + 1
example : g 0 = 0 := by simp [g]

def g : ℕ → ℕ
| 0 := 0
| (n+1) := have n / 2 < n + 1, from nat.lt_succ_of_le (nat.div_le_self n 2), g (n / 2) + 1
example (n : ℕ) : g (n+1) = g (n/2) + 1 := by simp [g]

def g : ℕ → ℕ
| 0 := 0
| (n+1) := have n / 2 < n + 1, from nat.lt_succ_of_le (nat.div_le_self n 2), g (n / 2) + 1
example (n : ℕ) : g (n+1) = g (n/2) := by simp [g]

def g : ℕ → ℕ
| 0 := 0
| (n+1) := have n / 2 < n, from nat.lt_succ_of_le (nat.div_le_self n 2), g (n / 2) + 1

example : well_founded nat.lt := nat.lt_wf

example : well_founded (measure list.length : list ℕ → list ℕ → Prop) := measure_wf _

example (p : ℕ → Prop) (h : ∀ n, (∀ m, m < n → p m) → p n) (n : ℕ) : p n := nat.strong_induction_on n h

example (p : ℕ → Prop) (h : ∀ n, (∀ m, m ≤ n → p m) → p n) (n : ℕ) : p n := nat.strong_induction_on n h

example (p : ℕ → Prop) (h : ∀ n, (∀ m, m < n → p m) → p n) (n : ℕ) : p n := well_founded.induction nat.lt_wf n h

example (n : ℕ) : acc nat.lt n := well_founded.apply nat.lt_wf n

example : well_founded nat.le := nat.lt_wf

example : ¬ acc (λ a b : ℕ, b < a) 0 → true := λ _, trivial
