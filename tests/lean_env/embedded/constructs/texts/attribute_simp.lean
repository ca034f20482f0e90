def f (n : ℕ) := n + 0
@[simp] theorem f_eq (n : ℕ) : f n = n := rfl
example : f (f 3) = 3 := by simp

def f (n : ℕ) := n + 0
theorem f_eq (n : ℕ) : f n = n := rfl
example : f (f 3) = 3 := by simp

def f (n : ℕ) := n + 0
theorem f_eq (n : ℕ) : f n = n := rfl
attribute [simp] f_eq
example (k : ℕ) : f (f k) = k := by simp

def f (n : ℕ) := n + 0
theorem f_eq (n : ℕ) : f n = n := rfl
local attribute [simp] f_eq
example (k : ℕ) : f (f k) = k := by simp

@[simp] def g (n : ℕ) := n * 1
example (k : ℕ) : g k = k := by simp

@[simp] def g : ℕ → ℕ
| 0 := 1
| (n+1) := g n
example : g 0 = 1 := by simp
example (k : ℕ) : g (k + 1) = g k := by simp

def g : ℕ → ℕ
| 0 := 1
| (n+1) := g n
example (k : ℕ) : g (k + 1) = g k := by simp

def h (n : ℕ) := n
@[simp] theorem bad (n : ℕ) : h n = h n := rfl

constant c : ℕ
@[simp] theorem c_ne : c ≠ c + 1 := nat.succ_ne_self c ∘ eq.symm
example : ¬ c = c + 1 := by simp

@[simp] theorem not_equation : ℕ := 3

@[simp] theorem prop_rule (p : Prop) (h : p) : p ∧ true := ⟨h, trivial⟩

attribute [simp] nothing_here

def f (n : ℕ) := n
@[simp] theorem f_eq (n : ℕ) : f n = n := rfl
local attribute [-simp] f_eq
example (k : ℕ) : f k = k := by simp

def f (n : ℕ) := n
@[simp] theorem f_eq (n : ℕ) : f n = n := rfl
example (k : ℕ) : f k = k := by simp [-f_eq]

def f (n : ℕ) := n
@[simp] theorem f_eq (n : ℕ) (h : 0 < n) : f n = n := rfl
example (k : ℕ) (h : 0 < k) : f k = k := by simp [h]

def f (n : ℕ) := n
@[simp] theorem f_eq (n : ℕ) (h : 0 < n) : f n = n := rfl
example (k : ℕ) : f k = k := by simp

def even (n : ℕ) := ∃ k, n = k + k
@[simp] theorem even_zero : even 0 ↔ true := iff_true_intro ⟨0, rfl⟩
example : even 0 := by simp

def even (n : ℕ) := ∃ k, n = k + k
@[simp] theorem even_zero : even 0 := ⟨0, rfl⟩
example : even 0 ∧ even (0 + 0) := by simp

def even (n : ℕ) := ∃ k, n = k + k
@[simp] theorem even_zero : even 0 := ⟨0, rfl⟩
example : even 1 := by simp

@[simp, refl] theorem le_self (n : ℕ) : n ≤ n := le_refl n
example (a : ℕ) : a + 0 ≤ a := by simp

@[simp
theorem broken : true := trivial
