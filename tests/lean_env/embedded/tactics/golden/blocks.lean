variables (p q r s : Prop) (a b c : ℕ) (f g : ℕ → ℕ)

def dbl (n : ℕ) := n + n

example : a = a := by { delta dbl, refl }

example (h : a = b) : a = b := by { delta dbl at h, exact h }

example (h : dbl a = b) : a + a = b := by { delta dbl at h, exact h }

example (h : dbl a = b) : a + a = b := by { delta dbl at *, exact h }

example (h : a = b) : a + a = b := by { delta dbl at *, exact h }

example (h : a = b) : a + a = b := by { dunfold dbl at *, exact h }

example (hp : p) (hq : q) : p ∧ q := by { split, tactic.swap, exact hq, exact hp }

example : p → p := begin conv { to_rhs, skip }, exact id end

example : a + 0 = a := begin conv { to_lhs, rw nat.add_zero } end

example : a + 0 = a := begin conv { rw nat.add_zero } end

example : a + 0 = a := begin conv in (_ + 0) { rw nat.add_zero } end

example : a + 0 = a := begin conv in (_ + 1) { rw nat.add_zero } end

example : a + 0 = a := begin conv { to_lhs, skip } end

example : a + 0 = a := begin conv { to_rhs, rw nat.add_zero } end

example : a + 0 = a := begin conv { to_lhs, simp } end

example : a + 0 = a := begin conv { to_lhs, dsimp } end

example : a + 0 = a := begin conv { to_lhs, whnf }, refl end

example : a + b = b + a := begin conv { to_lhs, rw nat.add_comm } end

example : a + b = b + a := begin conv_lhs { rw nat.add_comm } end

example (h : a + 0 = b) : a = b := begin conv at h { to_lhs, rw nat.add_zero }, exact h end

example (h : a + 0 = b) : a = b := begin conv at h in (_ + 0) { rw nat.add_zero }, exact h end

example (h : a + 0 = b) : a = b := begin conv at h in (_ + 0) { rw nat.add_comm }, exact h end

example (h : ∀ x, f x = g x) : (λ x, f x) = g := begin conv { to_lhs, funext, rw h } end

example (h : ∀ x, f x = g x) : (λ x, f x) = g := begin conv { to_lhs, rw h } end

example (h : ∀ x, f x = g x) : (λ x, f x) = g := begin conv { to_lhs, simp [h] } end

example (h : a = b) : f a + a = f b + a := begin conv { to_lhs, congr, rw h } end

example (h : a = b) : f a + a = f b + a := begin conv { to_lhs, congr, { rw h }, { skip } } end

example (h : a = b) : f a + a = f b + a := begin conv { to_lhs, congr, congr, rw h } end

example (h : a = b) : f a + a = f b + a := begin conv { find (f _) { rw h } } end

example (h : a = b) : f a + a = f b + a := begin conv { to_lhs, find (f _) { rw h } } end

example (h : a = b) : f a + a = f b + a := begin conv { to_lhs, for (f _) [1] { rw h } } end

example (h : a = b) : f a + a = f b + a := begin conv { to_lhs, for (f _) [2] { rw h } } end

example (h : a = b) : a + a = b + a := begin conv { to_lhs, for a [1] { rw h } } end

example (h : a = b) : a + a = a + b := begin conv { to_lhs, for a [2] { rw h } } end

example (h : a = b) : a + a = b + b := begin conv { to_lhs, for a [1, 2] { rw h } } end

example : a + 0 = a := begin conv { to_lhs, change a } end

example : a + 0 = a := begin conv { to_lhs, change b } end

example : a + 0 = a := begin conv { to_lhs, guard_lhs a + 0, rw nat.add_zero } end

example : a + 0 = a := begin conv { to_lhs, guard_lhs a, rw nat.add_zero } end

example : a + 0 = a := begin conv { to_lhs, trace_lhs, rw nat.add_zero } end

example : a + 0 = a := begin conv { to_lhs, done, rw nat.add_zero } end

example : a + 0 = a := begin conv { to_lhs, exact rfl } end

example : a + 0 = a := begin conv { to_lhs, nope } end

example : a + 0 = a := begin conv { } end

example (h : a + 0 = b) : a + 0 = b := begin conv { }, exact h end

example : a + 0 = a := by conv { to_lhs, rw nat.add_zero }

example : a + 0 = a := begin conv { to_lhs, rw [nat.add_zero, nat.add_zero] } end

example : a + 0 = a := begin conv { try { to_lhs, rw nat.add_zero } } end

example : a + 0 = a := begin conv { { to_lhs, rw nat.add_zero } } end

example : a + 0 = a := begin conv { to_lhs, { rw nat.add_zero } } end

example : a + 0 = a := begin conv { to_lhs, rw nat.add_comm <|> rw nat.add_zero }, refl end

example : a + 0 = a := begin conv { to_lhs; rw nat.add_zero } end

example (h : a = b) (hb : b = c) : a = c := by { calc a = b : h ... = c : hb }

example (h : a = b) (hb : b = c) : a = c := begin calc a = b : h ... = c : hb end

example (h : a = b) (hb : b = c) : a = c := begin exact calc a = b : h ... = c : hb end

example (h : a = b) (hb : b = c) : a = c := by calc a = b : by rw h ... = c : by rw hb

example (h : a = b) (hb : b = c) : a = c := by calc a = b : by rw h ... = c : by rw h

example (h : a = b) (hb : b = c) : a = c := by calc a = b : h ... = b : rfl

example (h : a = b) (hb : b = c) : a = c := begin calc a = b : _ ... = c : _, exact h, exact hb end

example (h : a = b) (hb : b < c) : a < c := begin calc a = b : h ... < c : hb end

example (h : a ≤ b) (hb : b < c) : a < c := begin calc a ≤ b : h ... < c : hb end

example (h : a ≤ b) (hb : b < c) : a ≤ c := begin calc a ≤ b : h ... < c : hb end

example (h : p ∧ q) : p := begin have h2 : p, begin exact h.1 end, exact h2 end

example (h : p ∧ q) : p := begin have h2 : p, by { exact h.1 }, exact h2 end

example (h : p ∧ q) : p := begin have h2 : p := by { exact h.1 }, exact h2 end

example (h : p ∧ q) : p := begin have h2 : p := begin exact h.1 end, exact h2 end

example (h : p ∧ q) : p := begin by exact h.1 end

example (h : p ∧ q) : p := begin begin exact h.1 end end

example (h : p ∧ q) : p := begin { exact h.1 } end

example (h : p ∧ q) : p := begin { { exact h.1 } } end

example (h : p ∧ q) : p := begin { exact h.1 }, end

example (h : p ∧ q) : q ∧ p := begin split, { exact h.2 }, { exact h.1 }, end

example (h : p ∧ q) : q ∧ p := begin split, { exact h.2 } { exact h.1 }, end

example (h : p ∧ q) : q ∧ p := begin split, begin exact h.2 end, begin exact h.1 end end

example (h : p ∧ q) : q ∧ p := begin exact match h with ⟨a, b⟩ := ⟨b, a⟩ end end

example (h : p ∧ q) : q ∧ p := begin exact let ⟨a, b⟩ := h in ⟨b, a⟩ end

example (h : p ∧ q) : q ∧ p := begin exact (have h1 : p, from h.1, ⟨h.2, h1⟩) end

example (h : p ∧ q) : q ∧ p := begin exact show q ∧ p, from ⟨h.2, h.1⟩ end

example (h : p ∧ q) : q ∧ p := begin exact ⟨by exact h.2, by { cases h, assumption }⟩ end

example (h : p ∧ q) : q ∧ p := begin refine ⟨by exact h.2, _⟩, cases h, assumption end

example (h : p ∧ q) : q ∧ p := begin refine ⟨by exact h.1, _⟩, cases h, assumption end

example (h : p ∧ q) : q ∧ p := by { cases h with hp hq; split; assumption }

example (h : p ∧ q) : q ∧ p := by cases h; split; assumption

example (h : p ∧ q) : q ∧ p := by cases h; split; try {assumption}

example (h : p ∧ q) : q ∧ p := by { cases h, split, assumption', }

example (h : p ∨ q) : q ∨ p := by cases h; { right, assumption } <|> { left, assumption }

example (h : p ∨ q) : q ∨ p := by cases h; [right, left]; assumption

example (h : p ∨ q) : q ∨ p := by { cases h, right, assumption, left, assumption }

example (h : p ∨ q) : q ∨ p := by { cases h; [{right}, {left}], assumption, assumption }

example (h : p ∨ q) : q ∨ p := by { with_cases { cases h }, case or.inl : hp { right, exact hp }, case or.inr : hq { left, exact hq } }

example : ∀ n : ℕ, 0 + n = n := by { intro n, with_cases { induction n }, case nat.zero { refl }, case nat.succ : m ih { rw [nat.add_succ, ih] } }

example : ∀ n : ℕ, 0 + n = n := by { intro n, with_cases { induction n with k hk }, case nat.zero { refl }, case nat.succ : m ih { rw [nat.add_succ, ih] } }

example : ∀ n : ℕ, 0 + n = n := begin intro n, induction n with k hk, refl, simp [hk] end

example : ∀ n : ℕ, 0 + n = n := begin intro n, induction n with k hk, refl, simp end

example : ∀ n : ℕ, 0 + n = n | 0 := rfl | (n+1) := by rw [nat.add_succ, _match n]

lemma foo : ∀ n : ℕ, 0 + n = n | 0 := rfl | (n+1) := by rw [nat.add_succ, foo n]

lemma foo2 : ∀ n : ℕ, 0 + n = n | 0 := rfl | (n+1) := begin have := foo2 n, rw nat.add_succ, rw this end

lemma foo3 : ∀ n : ℕ, 0 + n = n := begin intro n, cases n, refl, exact foo3 _ end

example : a + 0 = a := begin conv { to_lhs, change _ + 0, rw nat.add_zero } end

example : a + 0 = a := begin conv { to_lhs, change a + _, rw nat.add_zero } end

example : a + 0 = a := begin conv { to_lhs, change _, rw nat.add_zero } end

example : a + 0 = a := begin conv { to_lhs, change f _, rw nat.add_zero } end

example : f (a + 0) = f a := begin conv { to_lhs, change f _, rw nat.add_zero } end

example : f (a + 0) = f a := begin conv { to_lhs, change f (a + _), rw nat.add_zero } end

example : f (a + 0) = f a := begin conv { to_lhs, change (_ : ℕ), rw nat.add_zero } end

example : f (a + 0) = f a := begin conv { change f _ = _, to_lhs, rw nat.add_zero } end

example : f (a + 0) = f a := begin conv { change _ = _, to_lhs, rw nat.add_zero } end
