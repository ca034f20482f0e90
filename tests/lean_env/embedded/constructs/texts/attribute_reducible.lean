@[reducible] def N := ℕ
example (a b : N) : a + b = b + a := nat.add_comm a b

def N := ℕ
example (a b : N) : a + b = b + a := nat.add_comm a b

@[reducible] def N := ℕ
example : has_add N := by apply_instance

def N := ℕ
example : has_add N := by apply_instance

def N := ℕ
local attribute [reducible] N
example : has_add N := by apply_instance

def N := ℕ
example : has_add N := nat.has_add

def N := ℕ
example : has_add N := by { unfold N, apply_instance }

def N := ℕ
attribute [irreducible] N
example (n : ℕ) : N := n

def N := ℕ
attribute [irreducible] N
example : N = ℕ := rfl

def N := ℕ
attribute [irreducible] N
example : N = ℕ := by unfold N

def N := ℕ
attribute [irreducible] N
attribute [semireducible] N
example (n : ℕ) : N := n

def N := ℕ
attribute [semireducible] N
example (n : ℕ) : N := n

def f (n : ℕ) := n
example (a : ℕ) (h : a = 3) : f a = 3 := by rw h

def f (n : ℕ) := n
example (a : ℕ) (h : a = 3) : f a = 3 := by { rw h, refl }

def f (n : ℕ) := n
attribute [irreducible] f
example (a : ℕ) (h : a = 3) : f a = 3 := by { rw h, refl }

def f (n : ℕ) := n
example (h : f 2 = 3) : 2 = 3 := by assumption

@[reducible] def f (n : ℕ) := n
example (h : f 2 = 3) : 2 = 3 := by assumption

def p : Prop := true ∧ true
example : p := by split; trivial

@[reducible] def p : Prop := true ∧ true
example : p := by split; trivial

def p : Prop := true ∧ true
example : p := ⟨trivial, trivial⟩

@[irreducible] def p : Prop := true ∧ true
example : p := ⟨trivial, trivial⟩

@[inline] def g (n : ℕ) := n + 1
example : g 1 = 2 := rfl

@[inlined] def g (n : ℕ) := n + 1
