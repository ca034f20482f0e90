/- Equality of disjoint unions is decided by that of their parts. -/

universes u v

instance {α : Type u} {β : Type v} [decidable_eq α] [decidable_eq β] : decidable_eq (α ⊕ β)
| (sum.inl a) (sum.inl b) := decidable_of_decidable_of_iff (by apply_instance : decidable (a = b)) ⟨congr_arg sum.inl, sum.inl.inj⟩
| (sum.inl a) (sum.inr b) := is_false (λ e, sum.no_confusion e)
| (sum.inr a) (sum.inl b) := is_false (λ e, sum.no_confusion e)
| (sum.inr a) (sum.inr b) := decidable_of_decidable_of_iff (by apply_instance : decidable (a = b)) ⟨congr_arg sum.inr, sum.inr.inj⟩
