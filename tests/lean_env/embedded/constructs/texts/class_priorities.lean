class tag (α : Type) := (tag : ℕ)
instance first : tag ℕ := ⟨1⟩
instance second : tag ℕ := ⟨2⟩
example : tag.tag ℕ = 2 := rfl

class tag (α : Type) := (tag : ℕ)
instance first : tag ℕ := ⟨1⟩
instance second : tag ℕ := ⟨2⟩
example : tag.tag ℕ = 1 := rfl

class tag (α : Type) := (tag : ℕ)
@[priority 2000] instance first : tag ℕ := ⟨1⟩
instance second : tag ℕ := ⟨2⟩
example : tag.tag ℕ = 1 := rfl

class tag (α : Type) := (tag : ℕ)
@[priority 2000] instance first : tag ℕ := ⟨1⟩
instance second : tag ℕ := ⟨2⟩
example : tag.tag ℕ = 2 := rfl

class tag (α : Type) := (tag : ℕ)
instance first : tag ℕ := ⟨1⟩
@[priority 10] instance second : tag ℕ := ⟨2⟩
example : tag.tag ℕ = 1 := rfl

class tag (α : Type) := (tag : ℕ)
@[priority 100] instance any (α : Type) : tag α := ⟨0⟩
instance nat_tag : tag ℕ := ⟨1⟩
example : tag.tag ℕ = 1 ∧ tag.tag bool = 0 := ⟨rfl, rfl⟩

class tag (α : Type) := (tag : ℕ)
instance nat_tag : tag ℕ := ⟨1⟩
instance any (α : Type) : tag α := ⟨0⟩
example : tag.tag ℕ = 1 := rfl

class tag (α : Type) := (tag : ℕ)
def first : tag ℕ := ⟨1⟩
def second : tag ℕ := ⟨2⟩
attribute [instance, priority 2000] first
attribute [instance] second
example : tag.tag ℕ = 1 := rfl

class tag (α : Type) := (tag : ℕ)
def first : tag ℕ := ⟨1⟩
def second : tag ℕ := ⟨2⟩
attribute [instance, priority 500] first
attribute [instance] second
example : tag.tag ℕ = 1 := rfl

class tag (α : Type) := (tag : ℕ)
instance pair {α β : Type} [tag α] [tag β] : tag (α × β) := ⟨tag.tag α + tag.tag β⟩
instance : tag ℕ := ⟨3⟩
example : tag.tag (ℕ × ℕ × ℕ) = 9 := rfl

class tag (α : Type) := (tag : ℕ)
instance pair {α β : Type} [tag α] [tag β] : tag (α × β) := ⟨tag.tag α + tag.tag β⟩
instance : tag ℕ := ⟨3⟩
example : tag.tag (ℕ × bool) = 3 := rfl

class tag (α : Type) := (tag : ℕ)
instance loop {α : Type} [tag (list α)] : tag α := ⟨0⟩
example : tag.tag ℕ = 0 := rfl

class tag (α : Type) := (tag : ℕ)
instance : tag ℕ := ⟨1⟩
example (i : tag ℕ) : tag.tag ℕ = i.tag := rfl

class tag (α : Type) := (tag : ℕ)
instance : tag ℕ := ⟨1⟩
example [i : tag ℕ] : tag.tag ℕ = 1 := rfl

class tag (α : Type) := (tag : ℕ)
instance : tag ℕ := ⟨1⟩
example [i : tag ℕ] : tag.tag ℕ = @tag.tag ℕ i := rfl

class tag (α : Type) := (tag : ℕ)
instance : tag ℕ := ⟨1⟩
example : by { haveI : tag ℕ := ⟨7⟩, exact tag.tag ℕ } = 7 := rfl

class tag (α : Type) := (tag : ℕ)
instance first : tag := ⟨1⟩
