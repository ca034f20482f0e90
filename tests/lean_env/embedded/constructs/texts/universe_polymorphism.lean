universe u
def twice {α : Type u} (f : α → α) (x : α) : α := f (f x)
example : twice nat.succ 3 = 5 := rfl

universes u v
structure both (α : Type u) (β : Type v) := (one : α) (two : β)
#check (both : Type u → Type v → Type (max u v))

universes u v
structure both (α : Type u) (β : Type v) := (one : α) (two : β)
#check (both : Type u → Type v → Type u)

def self {α : Sort*} (x : α) : α := x
example : self (self trivial) = trivial := rfl
example : self ℕ = ℕ := rfl

def self.{w} {α : Sort w} (x : α) : α := x
#check self.{0}
#check self.{1 2}

def self {α : Type u} (x : α) : α := x

universe u
inductive box (α : Type u) : Type u
| mk : α → box

universe u
inductive box (α : Type u) : Type
| mk : α → box

universe u
inductive small : Type u
| mk : (Type u → small) → small

universe u
inductive large : Type (u+1)
| mk : (Type u → large) → large

example : Type 1 = Type 2 := rfl

example : (Type : Type 1) = Type := rfl

example : Prop = Sort 0 := rfl

example : Type 3 = Sort 4 := rfl

universe u
example : Type u = Sort (u+1) := rfl

universes u v
example : Type (max u v) = Type (max v u) := rfl

universes u v
example : Type (max u v) = Type u := rfl

universes u v
example : Sort (imax u 0) = Prop := rfl

universes u v
def arrow (α : Sort u) (β : Sort v) : Sort (imax u v) := α → β

universes u v
def arrow (α : Sort u) (β : Sort v) : Sort (max u v) := α → β

universe u
def lifted (α : Type u) : Type (u+1) := ulift.{u+1} α

universe u
def lifted (α : Type u) : Type (u+2) := ulift.{u+2} α
example : lifted ℕ := ulift.up 3

universe u
theorem all_equal (α : Type u) (h : ∀ x y : α, x = y) (f : α → α) : f = id := funext (λ x, h _ _)
example := all_equal.{0} unit (λ x y, by cases x; cases y; refl)
example := all_equal.{1} unit

universe u
universe u

def f.{a b} (α : Type a) (β : Type b) : Type (max a b 1) := α × β × Type

def f.{a b} (α : Type a) (β : Type b) : Type (max a b) := α × β × Type

def f.{a} : Type a := Type
