/- Equality in a subtype is decided by that of the values. -/

open subtype

universes u

instance {α : Type u} {p : α → Prop} [decidable_eq α] : decidable_eq {x : α // p x} :=
λ a b, decidable_of_decidable_of_iff (by apply_instance : decidable (a.val = b.val)) ⟨subtype.eq, congr_arg subtype.val⟩
