structure s (a : Type) := (a : a)

structure s (a : Type) := (b : a) (a : ℕ)

class s (a : Type) := (a : ℕ)

structure s (a : Type) := (s : ℕ)

structure s (a b : Type) := (b : a)

structure s (a b : Type) := (b : b)

class s (a b : Type) := (b : b)

structure s (a) := (x : a)

structure s (α : Type) (β) := (f : α → β)

class s (α : Type) (β) := (f : α → β)

class s (β) := (f : β)

structure s {α} (β : α) := (f : β = β)

structure s (α : Type) (β) [inhabited β] := (f : α → β)

structure s (α : Type) (β) [inhabited β] := (f : ℕ)

class s (α β) := (f : ℕ)

structure b (α : Type) := (x : α)
structure s (α) extends b α := (f : ℕ)

structure s (a : Type*) := (x : a)

structure s {a : Type*} (r : a → a → Prop) := (x : ∀ y, r y y)
