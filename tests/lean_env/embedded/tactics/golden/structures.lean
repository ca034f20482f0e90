section
variables (α : Type) (f : α → α → α) [is_associative α f] [is_commutative α f]

example (a b c : α) : f a (f b c) = f (f c a) b := by ac_refl

example (a b c : α) : f a (f b c) = f (f c a) a := by ac_refl

example (a b c d e : α) : f (f a d) (f e (f b c)) = f e (f (f (f d c) a) b) := by ac_refl

example (a b c d e : α) (g : α → α) : f (g (f a d)) e = f e (g (f d a)) := by ac_refl

example (a b c d e : α) (g : α → α) : f a b = f b a := by cc

end

example (a b c : ℕ) : a + b = a + b := by ac_refl

example (a b c : ℕ) : a + b = b + a := by ac_refl

example (a b c : Prop) : (a ∧ b) = (b ∧ a) := by ac_refl

example (a b c : ℕ) : a = b := by ac_refl

example (xs ys : list ℕ) (h : xs = ys) : ys.length = xs.length := by rw h

example (p : ℕ → Prop) (h : ∀ n, n > 0 → p n) : p 3 := begin apply h, exact dec_trivial end

example (p : ℕ → Prop) (h : ∀ n, n > 0 → p n) : p 3 := begin apply h, dec_trivial end

example (p : ℕ → Prop) (h : ∀ n, n > 0 → p n) : p 3 := begin apply h, apply nat.succ_pos end

example : ∃ x : ℕ, x * x = 9 := ⟨3, rfl⟩

example : ∃ x : ℕ, x * x = 9 := begin existsi 3, refl end

example : ∃ x : ℕ, x * x = 9 := begin use 3 end

example : ∃ x y : ℕ, x + y = 9 := begin existsi [3, 6], refl end

example : ∃ x y : ℕ, x + y = 9 := begin existsi 3, existsi 6, refl end

example : ∃ x y : ℕ, x + y = 9 := begin refine ⟨3, 6, _⟩, refl end

example : ∃ x y : ℕ, x + y = 9 := begin refine ⟨3, _, _⟩, exact 6, refl end

example : ∃ x y : ℕ, x + y = 9 := begin constructor, constructor, refl end

example : ∃ x y : ℕ, x + y = 9 := begin apply exists.intro, apply exists.intro, show 4 + 5 = 9, refl end

example (f : ℕ → ℕ) (h : ∀ x y, f x = f y → x = y) : function.injective f := begin intros x y hxy, exact h x y hxy end

example (f g : ℕ → ℕ) (hf : function.injective f) (hg : function.injective g) : function.injective (f ∘ g) := begin intros x y h, apply hg, apply hf, exact h end

example (f g : ℕ → ℕ) (hf : function.injective f) (hg : function.injective g) : function.injective (f ∘ g) := λ x y h, hg (hf h)

example (f g : ℕ → ℕ) (hf : function.surjective f) (hg : function.surjective g) : function.surjective (f ∘ g) := begin intro z, cases hf z with y hy, cases hg y with x hx, existsi x, show f (g x) = z, rw [hx, hy] end

example (f g : ℕ → ℕ) (hf : function.surjective f) (hg : function.surjective g) : function.surjective (f ∘ g) := begin intro z, cases hf z with y hy, cases hg y with x hx, existsi x, rw [function.comp_app, hx, hy] end

example (f g : ℕ → ℕ) (hf : function.surjective f) (hg : function.surjective g) : function.surjective (f ∘ g) := begin intro z, cases hf z with y hy, cases hg y with x hx, existsi x, simp [hx, hy] end

example (a b : ℤ) : a + b = b + a := by rw int.add_comm

example (a b : ℤ) : a + b = b + a := by simp [int.add_comm]

example (a b c : ℤ) : a + b + c = a + (b + c) := by rw int.add_assoc

example (a b c : ℤ) (h : a = b) : a - b = 0 := by rw [h, int.sub_self]

example (a b c : ℤ) : a * (b + c) = a * b + a * c := int.mul_add a b c

example (a : ℤ) : a + 0 = a := by simp

example (a : ℤ) : a + 0 = a := int.add_zero a

example (a b c : ℕ) (h1 : a < b) (h2 : b < c) : a < c := lt_trans h1 h2

example (a b c : ℕ) (h1 : a < b) (h2 : b < c) : a < c := begin apply lt_trans; assumption end

example (a b c : ℕ) (h1 : a < b) (h2 : b < c) : a < c := begin transitivity b, exact h1, exact h2 end

example (a b c : ℕ) (h : a ≤ b) : a + c ≤ b + c := nat.add_le_add_right h c

example (a b c : ℕ) (h : a ≤ b) : a + c ≤ b + c := begin apply nat.add_le_add_right, exact h end

example (a b c : ℕ) (h : a ≤ b) : a * c ≤ b * c := begin apply nat.mul_le_mul_right, exact h end

example (n : ℕ) (h : 0 < n) : ∃ m, n = m + 1 := begin cases n, { exact absurd h (lt_irrefl 0) }, { exact ⟨n, rfl⟩ } end

example (n : ℕ) (h : 0 < n) : ∃ m, n = m + 1 := begin cases n, { cases h }, { exact ⟨n, rfl⟩ } end

example (n : ℕ) : n < 2 → n = 0 ∨ n = 1 := begin intro h, cases n, { left, refl }, cases n, { right, refl }, { exfalso, cases h, cases h_ᾰ, cases h_ᾰ_ᾰ } end

example (n : ℕ) (h : n < 1) : n = 0 := begin cases h, { refl }, { cases h_ᾰ } end

example (n : ℕ) (h : n ≤ 0) : n = 0 := begin cases h, refl end

example (n m : ℕ) (h : n ≤ m) : n ≤ m + 1 := begin induction h with k hk ih, { exact nat.le_succ n }, { exact nat.le_step ih } end

example (n m : ℕ) (h : n ≤ m) : n ≤ m + 1 := begin induction h, { constructor, constructor }, { constructor, assumption } end

inductive even : ℕ → Prop
| zero : even 0
| step : ∀ n, even n → even (n + 2)

example : even 4 := by { constructor, constructor, constructor }

example : even 4 := even.step 2 (even.step 0 even.zero)

example : even 4 := by { repeat { constructor } }

example : ¬ even 1 := by { intro h, cases h }

example : ¬ even 3 := by { intro h, cases h, cases h_ᾰ }

example (n : ℕ) (h : even n) : even (n + 2) := by { apply even.step, exact h }

example (n : ℕ) (h : even (n + 2)) : even n := by { cases h, assumption }

example (n m : ℕ) (hn : even n) (hm : even m) : even (n + m) := by { induction hm with k hk ih, { exact hn }, { exact even.step _ ih } }

example (n : ℕ) (h : even n) : ∃ k, n = 2 * k := by { induction h with n hn ih, { exact ⟨0, rfl⟩ }, { cases ih with k hk, existsi k + 1, rw hk, refl } }

inductive tree : Type
| leaf : tree
| node : tree → ℕ → tree → tree

def tree.mirror : tree → tree
| tree.leaf := tree.leaf
| (tree.node l x r) := tree.node (tree.mirror r) x (tree.mirror l)

example (t : tree) : t.mirror.mirror = t := begin induction t with l x r ihl ihr, { refl }, { simp [tree.mirror, ihl, ihr] } end

example (t : tree) : t.mirror.mirror = t := begin induction t with l x r ihl ihr, { refl }, { rw [tree.mirror, tree.mirror, ihl, ihr] } end

example (t : tree) : t.mirror.mirror = t := begin induction t, { refl }, { unfold tree.mirror, rw [t_ih_ᾰ, t_ih_ᾰ_1] } end

structure point := (x : ℕ) (y : ℕ)

example (p : point) : point.mk p.x p.y = p := begin cases p, refl end

example (p q : point) (h : p.x = q.x) (h2 : p.y = q.y) : p = q := begin cases p, cases q, simp at h h2, simp [h, h2] end

example (p q : point) (h : p.x = q.x) (h2 : p.y = q.y) : p = q := begin cases p, cases q, dsimp at h h2, subst h, subst h2 end

example (p q : point) (h : p.x = q.x) (h2 : p.y = q.y) : p = q := begin cases p with a b, cases q with c d, congr, exact h, exact h2 end

example (p q : point) (h : p = q) : p.x = q.x := begin rw h end

example (p q : point) (h : p = q) : p.x = q.x := begin cases h, refl end

example (p q : point) (h : p = q) : p.x = q.x := by { induction h, refl }

example (p q : point) (h : p = q) : p.x = q.x := by simp [h]

example (a b c d : ℕ) (h : point.mk a b = point.mk c d) : a = c := begin injection h end

example (a b c d : ℕ) (h : point.mk a b = point.mk c d) : a = c ∧ b = d := begin simp at h, exact h end

variables {α : Type} (r : α → α → Prop)

example (h : ∀ x y, r x y → r y x) (h2 : ∀ x y z, r x y → r y z → r x z) (x y : α) (hxy : r x y) : r x x := begin have h3 := h x y hxy, exact h2 x y x hxy h3 end

example (h : reflexive r) (x : α) : r x x := h x

example (h : reflexive r) (x : α) : r x x := by apply h

example (h : symmetric r) (x y : α) (hh : r x y) : r y x := begin apply h, exact hh end

example (h : symmetric r) (x y : α) (hh : r x y) : r y x := h hh

example (h : equivalence r) (x y z : α) (h1 : r x y) (h2 : r z y) : r x z := begin cases h with hr h, cases h with hs ht, exact ht h1 (hs h2) end

example (h : equivalence r) (x y z : α) (h1 : r x y) (h2 : r z y) : r x z := begin rcases h with ⟨hr, hs, ht⟩, exact ht h1 (hs h2) end
