variables (α : Type) (f g : α → α → α)

example (a b c : α) (h : ∀ x y, f x y = f y x) : f a (f b c) = f a (f c b) := begin conv { to_lhs, congr, skip, rw h } end

example (a b c : α) (h : ∀ x y, f x y = f y x) : f a (f b c) = f a (f c b) := begin conv { to_rhs, congr, skip, rw h } end

example (a b c : α) (h : ∀ x y, f x y = f y x) : f a (f b c) = f a (f c b) := begin conv in (f b c) { rw h } end

example (a b c : α) (h : ∀ x y, f x y = f y x) : f a (f b c) = f a (f c b) := by conv { to_lhs, find (f b _) { rw h } }

example (a b c : α) (h : ∀ x y, f x y = f y x) : (λ z, f a z) = (λ z, f z a) := begin conv { to_lhs, funext, rw h } end

example (a b c : α) (h : ∀ x y, f x y = f y x) (hh : f a b = c) : f b a = c := begin conv at hh { to_lhs, rw h }, exact hh end

example (a b c : α) (h : ∀ x y, f x y = f y x) (hh : f a b = c) : f b a = c := begin conv { to_lhs, rw h, skip }, exact hh end

example (p q r : Prop) (h : p ↔ q) : (p ∧ r) ↔ (q ∧ r) := begin conv { to_lhs, rw h } end

example (p q r : Prop) (h : p ↔ q) : (p ∧ r) ↔ (q ∧ r) := begin conv { to_lhs, simp only [h] } end

example (a b c : α) (h : ∀ x y, f x y = f y x) : f a (f b c) = f a (f c b) := begin conv { to_lhs, rw g } end

example (a b c : α) (h : ∀ x y, f x y = f y x) : f (f a b) (f a b) = f (f b a) (f a b) := begin conv { for (f a b) [1] { rw h } } end

example (a b c : α) (h : ∀ x y, f x y = f y x) : f (f a b) (f a b) = f (f b a) (f b a) := begin conv { to_lhs, for (f a b) [1, 2] { rw h } } end
