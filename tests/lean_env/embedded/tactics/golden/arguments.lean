variables (p q r s : Prop) (a b c : ℕ) (f g : ℕ → ℕ)

example (hp : p) (hq : q) : p ∧ q := by { split 3, exact hp, exact hq }

example (hp : p) (hq : q) : p ∧ q := by { try {split 3}, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { split {}, exact hp, exact hq }

example (hp : p) (hq : q) : p ∧ q := by { split hp, exact hp, exact hq }

example (hp : p) : p := by { assumption 3 }

example (hp : p) : p := by { assumption {md := reducible} }

example (hp : p) : p := by { apply_with hp }

example (hp : p) : p := by { apply_with hp {} }

example (hp : p) : p := by { trace, exact hp }

example (hp : p) : p := by { trace 1 2, exact hp }

example (hp : p) : p := by { trace 1, exact hp }

example (hp : p) : p := by { trace "a" "b", exact hp }

example (hp : p) : p := by { trace_state 3, exact hp }

example (hp : p) : p := by { rw, exact hp }

example (hp : p) : p := by { exact }

example (hp : p) : p := by { repeat, exact hp }

example (hp : p) : p := by { repeat assumption }

example (hp : p) : p := by { try assumption }

example (hp : p ∧ q) : p := by { cases, assumption }

example (hp : p ∧ q) : p := by { cases hp {md := reducible}, assumption }

example (hp : p ∧ q) : p := by { cases hp with a b {md := reducible}, assumption }

example (hp : p ∧ q) : p := by { cases hp 3, assumption }

example : a = a := by { refl 3 }

example : a = a := by { refl a }

example : a = a := by { cc {} }

example : a = a := by { cc {ac := ff} }

example (h : a = b) : a = b := by { rw h {md := tactic.transparency.semireducible} }

example (h : a = b) : a = b := by { rw h {symm := tt} }

example (h : a = b) : b = a := by { rw h {symm := tt} }

example (h : a = b) : b = a := by { rw [h] {symm := tt} }

example (h : a = b) : a = b := by { rw h {nope := tt} }

example (h : a = b) : a = b := by { rw h {symm := 3} }

example (h : a = b) : a = b := by { rw h 3 }

example (h : a = b) : a + a = b + a := by { rw h {occs := occurrences.pos [1]} }

example (h : a = b) : a + a = b + a := by { rewrite [h] {occs := occurrences.pos [1]} }

example (h : a = b) : a + a = b + a := by { rewrite [h] {occs := occurrences.neg [2]} }

example (h : a = b) : a + a = b + a := by { rewrite [h] {occs := occurrences.all} }

example (h : a = b) : a + a = b + a := by { rewrite [h] at ⊢ {occs := occurrences.pos [1]} }

open tactic

example (h : a = b) : a + a = b + a := by { rewrite [h] {md := semireducible} }

example (h : a = b) : a + a = b + b := by { rewrite [h] {md := semireducible} }

example (h : a = b) : a + a = b + b := by { rewrite [h] {md := transparency.all} }

example (h : a = b) : a + a = b + b := by { simp [h] {discharger := assumption} }

example (h : ∀ x, x > 0 → f x = 0) (h2 : a > 0) : f a = 0 := by simp [h] {discharger := assumption}

example (h : ∀ x, x > 0 → f x = 0) (h2 : a > 0) : f a = 0 := by simp [h] {discharger := tactic.assumption}

example (h : ∀ x, x > 0 → f x = 0) (h2 : a > 0) : f a = 0 := by simp [h] {discharger := `[assumption]}

example (h : ∀ x, x > 0 → f x = 0) (h2 : a > 0) : f a = 0 := by simp [h] {discharger := `[exact h2]}

example (h : ∀ x, x > 0 → f x = 0) (h2 : a > 0) : f a = 0 := by simp [h] {discharger := skip}

example (h : ∀ x, x > 0 → f x = 0) (h2 : a > 0) : f b = 0 := by simp [h] {discharger := assumption}

example (h : p ∧ q) : p := by { split 3 <|> exact h.1 }

example (h : p ∧ q) : p := by { cases h; [assumption] 3 }

example : p → p := by { intro h 3, exact h }

example : p → p := by { intro 3, exact h }

example : p → p := by { intros h {}, exact h }

example : p → p := by { conv { congr 3 }, exact id }

example : p → p := by { conv { skip 3 }, exact id }

example : a + 0 = a := by { conv { to_lhs, simp {contextual := tt} } }

example : a + 0 = a := by { conv { to_lhs, simp {contextual := 3} } }

example : a + 0 = a := by { conv { to_lhs, simp {nope := 3} } }

example (h : a = b) : a = b := by { conv { to_lhs, rw h {md := semireducible} } }

example : a + 0 = a := by { unfold has_add.add {zeta := tt} }

example : p → p := by { simp_intros h {contextual := tt}, exact h }

example : p → p := by { simp_intros h {use_hyps := tt} }

example : a = b → b = c → a = c := by { simp_intros h1 h2 {use_hyps := tt} }

example : p → p := by { simp_intros h {nope := tt}, exact h }

example : p ∧ q := by { match_target _ ∧ _ transparency.all, exact sorry }

example : p ∧ q := by { match_target p ∧ _ 3, exact sorry }

example (h : p) : p := by exacts h 3

example (h : p) : p := by { iterate 2 {skip} 3, exact h }

example (h : p) : p := by { done 3 }

example : a = b := by { delta has_add.add {max_steps := 3}, exact sorry }

example (h : p) : p := by { sorry 3 }

example (h : p) : p := by { exact h, } 

example (h : p) : p := by { exact h; }

example (h : p) : p := by { , exact h }

example (h : p) : p := by { }

example : true := by { }

example (h : p) : p := begin end
