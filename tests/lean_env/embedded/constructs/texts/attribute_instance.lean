def inh : inhabited (ℕ → bool) := ⟨λ _, tt⟩
attribute [instance] inh
example : (default : ℕ → bool) 3 = tt := rfl

inductive colour | red | green
def inh : inhabited colour := ⟨colour.green⟩
example : inhabited colour := by apply_instance

inductive colour | red | green
@[instance] def inh : inhabited colour := ⟨colour.green⟩
example : inhabited colour := by apply_instance

inductive colour | red | green
@[instance] def inh : inhabited colour := ⟨colour.green⟩
example : (default : colour) = colour.red := rfl

inductive colour | red | green
def inh : inhabited colour := ⟨colour.green⟩
local attribute [instance] inh
example : (default : colour) = colour.green := rfl

inductive colour | red | green
def inh : inhabited colour := ⟨colour.green⟩
section
local attribute [instance] inh
end
example : colour := default

@[instance] def not_a_class : ℕ := 3

class has_size (α : Type) := (size : α → ℕ)
instance : has_size ℕ := ⟨id⟩
instance {α : Type} [has_size α] : has_size (list α) := ⟨λ l, (l.map has_size.size).foldl (+) 0⟩
example : has_size.size [1, 2, 3] = 6 := rfl

class has_size (α : Type) := (size : α → ℕ)
instance : has_size ℕ := ⟨id⟩
example : has_size.size [1, 2, 3] = 6 := rfl

class has_size (α : Type) := (size : α → ℕ)
instance nat_size : has_size ℕ := ⟨id⟩
local attribute [-instance] nat_size
example : has_size.size 3 = 3 := rfl

class magic (n : ℕ) : Prop := (out : n ≠ 0)
instance succ_magic (n : ℕ) : magic (n + 1) := ⟨nat.succ_ne_zero n⟩
example : magic 3 := by apply_instance

class magic (n : ℕ) : Prop := (out : n ≠ 0)
instance succ_magic (n : ℕ) : magic (n + 1) := ⟨nat.succ_ne_zero n⟩
example : magic 0 := by apply_instance

@[class] def positive (n : ℕ) : Prop := 0 < n
instance : positive 3 := dec_trivial
example : 0 < 3 := (infer_instance : positive 3)

def positive (n : ℕ) : Prop := 0 < n
instance : positive 3 := show 0 < 3, from dec_trivial

structure point := (x y : ℕ)
attribute [class] point
instance : point := ⟨1, 2⟩
example : point := by apply_instance

instance nat_order_again : decidable_eq ℕ := nat.decidable_eq
example : decidable (2 = 3) := nat_order_again 2 3

attribute [instance] nope

example (α : Type) [i : has_zero α] : (0 : α) = @has_zero.zero α i := rfl

example (α : Type) (i : has_zero α) : (0 : α) = @has_zero.zero α i := rfl

example (α : Type) (i : has_zero α) : α := by { resetI, exact 0 }
