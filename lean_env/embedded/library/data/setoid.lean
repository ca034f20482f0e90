/- Types that carry an equivalence. -/

universes u

class setoid (α : Sort u) :=
(r : α → α → Prop)
(iseqv : equivalence r)

@[priority 100]
instance setoid_has_equiv {α : Sort u} [setoid α] : has_equiv α := ⟨setoid.r⟩

namespace setoid
variables {α : Sort u} [setoid α]

@[refl] lemma refl (a : α) : a ≈ a := (@setoid.iseqv α _).left a

@[symm] lemma symm {a b : α} (hab : a ≈ b) : b ≈ a := (@setoid.iseqv α _).right.left hab

@[trans] lemma trans {a b c : α} (hab : a ≈ b) (hbc : b ≈ c) : a ≈ c := (@setoid.iseqv α _).right.right hab hbc

end setoid
