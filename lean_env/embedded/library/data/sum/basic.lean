/- Disjoint unions. -/

infixr ` ⊕ `:30 := sum

universes u v

variables {α : Type u} {β : Type v}

instance sum.inhabited_left [h : inhabited α] : inhabited (α ⊕ β) := ⟨sum.inl default⟩

instance sum.inhabited_right [h : inhabited β] : inhabited (α ⊕ β) := ⟨sum.inr default⟩
