section
parameter n : ℕ
def next := n + 1
theorem next_eq : next = n + 1 := rfl
end
example : next 4 = 5 := rfl

section
parameter n : ℕ
def next := n + 1
example : next 4 = 5 := rfl
end

parameter n : ℕ

section
parameters {α : Type} (r : α → α → Prop)
def related (x y : α) := r x y ∨ r y x
theorem swap {x y : α} (h : related x y) : related y x := or.symm h
end
#check (@swap : ∀ {α : Type} (r : α → α → Prop) {x y : α}, related r x y → related r y x)

section
parameters {α : Type} (r : α → α → Prop)
def related (x y : α) := r x y ∨ r y x
theorem swap {x y : α} (h : related r x y) : related r y x := or.symm h
end

section
parameter (h : false)
theorem anything : 1 = 2 := h.elim
end
example : 1 = 2 := anything

section
parameter (h : false)
theorem anything : 1 = 2 := h.elim
end
example (h : false) : 1 = 2 := anything h

section
parameters (α : Type) [inhabited α]
def pick : α := default
end
example : pick bool = ff := rfl

section
parameters (α : Type) [inhabited α]
def pick : α := default
theorem pick_self : pick = pick := rfl
end
example : pick bool = tt := rfl

section
parameter {α : Type}
parameter (f : α → α)
def again (x : α) := f (f x)
def more (x : α) := again (again x)
end
example : more nat.succ 0 = 4 := rfl

section
parameter {α : Type}
parameter (f : α → α)
def again (x : α) := f (f x)
end
example : again 0 = 2 := rfl

section
parameters (a b : ℕ) (h : a < b)
include h
theorem ne : b ≠ a := λ e, nat.lt_irrefl a (eq.rec_on e h)
end

section
parameters (a b : ℕ) (h : a < b)
theorem ne : a ≠ b := ne_of_lt h
theorem ne' : b ≠ a := ne.symm
end
example : 2 ≠ 1 := ne' 1 2 dec_trivial

section
parameter (n : ℕ)
variable (m : ℕ)
def total := n + m
theorem total_zero : total 0 = n := rfl
end
example : total 1 2 = 3 := rfl

section
parameter (n : ℕ)
variable (m : ℕ)
def total := n + m
theorem total_zero : total 0 = 0 := rfl
end

section
parameter (n : ℕ)
structure bounded := (val : ℕ) (small : val < n)
def zero (h : 0 < n) : bounded := ⟨0, h⟩
end
example : bounded 3 := zero 3 dec_trivial

section
parameter (n : ℕ)
inductive tree | leaf : tree | node : fin n → tree → tree
end
example : tree 2 := tree.leaf 2
