example (a b c : ℕ) (h : a = b) (k : b = c) : a = c := calc a = b : h ... = c : k

example (a b c : ℕ) (h : a = b) (k : b = c) : a = c := calc a = b : k ... = c : h

example (a b c : ℕ) (h : a < b) (k : b ≤ c) : a < c := calc a < b : h ... ≤ c : k

example (a b c : ℕ) (h : a < b) (k : b ≤ c) : a ≤ c := calc a < b : h ... ≤ c : k

example (a b c : ℕ) (h : a ≤ b) (k : b = c) : a ≤ c :=
calc
  a ≤ b : h
  ... = c : k

example (a b c : ℕ) (h : a ≤ b) (k : b > c) : a ≤ c := calc a ≤ b : h ... > c : k

example (a b : ℕ) : (a + b) + 0 = b + a :=
calc
  (a + b) + 0 = a + b : rfl
  ... = b + a : by rw nat.add_comm

example (a b : ℕ) : (a + b) + 0 = b + a :=
calc
  (a + b) + 0 = a + b : rfl
  ... = b + a : by rw nat.mul_comm

example (p q r : Prop) (h : p ↔ q) (k : q ↔ r) : p ↔ r := calc p ↔ q : h ... ↔ r : k

example (p q r : Prop) (h : p → q) (k : q → r) : p → r := calc p → q : h ... → r : k

example (a b c : ℕ) (h : a ∣ b) (k : b ∣ c) : a ∣ c := calc a ∣ b : h ... ∣ c : k

example (a b c : ℕ) (h : a = b) (k : b = c) : c = a := (calc a = b : h ... = c : k).symm

example (a b c d : ℕ) (h : a = b) (k : c = d) : a = d := calc a = b : h ... = d : k

example (a b : ℕ) (h : a = b) : a = b := calc a = b : h

example (a b : ℕ) (h : a = b) : a = b := calc ... = b : h

example (a b c : ℕ) (h : a = b) (k : b = c) : a = c := by calc a = b : h ... = c : k

example (a b c : ℕ) (h : a = b) (k : b = c) : a = c :=
begin
  calc a = b : by assumption
  ... = c : by assumption,
end

example (a b c : ℕ) (h : a = b) (k : b < c) : a < c := by { calc a = b : h ... < c : k }

example (a b c : ℕ) (h : a = b) (k : b < c) : a = c := by { calc a = b : h ... < c : k }

example (a b c : ℤ) (h : a ≤ b) (k : b ≤ c) : a ≤ c := calc a ≤ b : h ... ≤ c : k

example (s t u : set ℕ) (h : s = t) (k : t = u) : s = u := calc s = t : h ... = t : rfl ... = u : k
