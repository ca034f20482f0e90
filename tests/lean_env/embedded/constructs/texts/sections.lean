section
variable n : ℕ
def double := n + n
end
example : double 3 = 6 := rfl

section a
section b
end b
end a

section a
section b
end a
end b

section
end
end

section a

section
variables (p q : Prop) (h : p)
theorem keep : q → p := λ _, h
end
example : true → 1 = 1 := keep (1 = 1) true rfl

section
variables (p q : Prop) (h : p)
include h
theorem keep : q → p := by { intro, exact h }
end
#check (keep : ∀ p q : Prop, p → q → p)

section
variables (p q : Prop) (h : p)
theorem keep : q → p := by { intro, exact h }
end

section
variables (p q : Prop) (h : p)
include h
omit h
theorem keep : q → p := by { intro, exact h }
end

section
local notation `two` := 2
example : two = 1 + 1 := rfl
end
example : two = 2 := rfl

section
local attribute [simp] nat.add_comm
example (a b : ℕ) : a + b = b + a := by simp
end
example (a b : ℕ) : a + b = b + a := by simp only

section
universe u
variable {α : Type u}
def const_one (x : α) := 1
end
example : const_one tt = 1 := rfl

section
universe u
end
example (α : Type u) : true := trivial

section
variables {α : Type} (x : α)
section
variables (y : α)
def pair := (x, y)
end
def solo := x
#check y
end

section
variables {α : Type} (x : α)
section
variables (y : α)
def pair := (x, y)
end
example : pair 1 2 = (1, 2) := rfl
end

section
open nat
example : succ 1 = 2 := rfl
end
example : succ 1 = 2 := rfl

section inner
def hidden := 3
end inner
example : hidden = 3 := rfl

section inner
def seen := 3
end inner
example : inner.seen = 3 := rfl

section
variable (n : ℕ)
variable n
end

section
variables (n : ℕ) (h : n = 0)
lemma zero_case : n + n = 0 := by rw h
end

section
variables (n : ℕ) (h : n = 0)
include h
lemma zero_case : n + n = 0 := by rw h
end
example : 0 + 0 = 0 := zero_case 0 rfl

section
parameter n : ℕ
