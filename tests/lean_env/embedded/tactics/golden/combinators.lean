variables (p q r s : Prop) (a b c : ℕ) (f g : ℕ → ℕ)

example (h : p) : p := by simp [h] {contextual := tt}

example : p → p := by simp {contextual := tt}

example : p → q → p := by simp {contextual := tt}

example : p → p ∧ true := by simp {contextual := tt}

example : p → q := by simp {contextual := tt}

example : p → p := by simp {contextual := 3}

example : p → p := by simp {nonexistent := tt}

example : p → p := by simp {max_steps := 10}

example : p → p := by simp {max_steps := tt}

example : p → p := by simp {}

example : p → p := by simp {zeta := ff, beta := ff}

example : a = a := by simp 3

example : a = a := by simp {fail_if_unchanged := ff}

example : a = b := by simp {fail_if_unchanged := ff}

example (h : a = b) : a = b := by { simp {fail_if_unchanged := ff}, exact h }

example (h : a = b) : a = b := by { simp, exact h }

example (h : a = b) : a = b := by { try {simp}, exact h }

example (h : a = b) : a = b := by { dsimp, exact h }

example (h : a = b) : a = b := by { dsimp {fail_if_unchanged := ff}, exact h }

example (h : a = b) : a = b := by { dsimp at h, exact h }

example (h : a = b) : a = b := by { dsimp {nope := ff}, exact h }

example : (λ x, x + 1) a = a + 1 := by { dsimp, refl }

example : (λ x, x + 1) a = a + 1 := by { dsimp {beta := ff}, refl }

example : (λ x, x + 1) a = a + 1 := by { simp {beta := ff} }

example : (λ x, x + 1) a = a + 1 := by { simp only {beta := tt} }

example : p → q → p := by simp_intros h1 h2

example : p → q → p := by simp_intros

example : p ∧ true → p := by simp_intros h

example : p ∧ true → p := by { simp_intros h, exact h }

example : a = b → b = c → a = c := by { simp_intros h1 h2 [h1, h2] }

example : a = b → b = c → a = c := by { simp_intros h1 h2 only [h1] }

example : a = b → f a = f b := by { simp_intros h }

example : p → q := by { simp_intros h }

example (h : ∀ x, f x = x) : f a = a ∧ f b = b := by { split; simp [h] }

example (h : ∀ x, f x = x) : f a = a ∧ f b = b := by { split; rw h }

example (h : ∀ x, f x = x) : f a = a ∧ f b = b := by { split, all_goals { rw h } }

example (h : ∀ x, f x = x) : f a = a ∧ f b = b := by { split, any_goals { rw h } }

example (h : ∀ x, f x = x) : f a = a ∧ p := by { split, all_goals { rw h } }

example (h : ∀ x, f x = x) (hp : p) : f a = a ∧ p := by { split, any_goals { rw h }, exact hp }

example (h : ∀ x, f x = x) (hp : p) : f a = a ∧ p := by { split, any_goals { cases h }, exact hp }

example (hp : p) (hq : q) : p ∧ q ∧ p := by { repeat { split }, all_goals { assumption } }

example (hp : p) (hq : q) : p ∧ q ∧ p := by { repeat { split <|> assumption } }

example (hp : p) (hq : q) : p ∧ q ∧ p := by { repeat { assumption <|> split } }

example (hp : p) (hq : q) : p ∧ q ∧ p := by { repeat { split, assumption }, assumption }

example (hp : p) (hq : q) : p ∧ q ∧ p := by { iterate 2 { split }, all_goals { assumption } }

example (hp : p) (hq : q) : p ∧ q ∧ p := by { iterate 2 { split, assumption }, assumption }

example (hp : p) (hq : q) : p ∧ q ∧ p := by { iterate 3 { split, assumption }, assumption }

example (hp : p) (hq : q) : p ∧ q ∧ p := by { iterate { split, assumption }, assumption }

example (hp : p) : p := by { iterate 0 { split }, assumption }

example (hp : p) : p := by { try { split }, assumption }

example (hp : p) : p := by { try { exact hp }, assumption }

example (hp : p) : p := by { skip, assumption, done }

example (hp : p) : p := by { done, assumption }

example (hp : p) : p := by { assumption, skip }

example (hp : p) : p := by { assumption, assumption }

example (hp : p) (hq : q) : p ∧ q := by { split, focus { exact hp }, exact hq }

example (hp : p) (hq : q) : p ∧ q := by { split, focus { skip }, exact hp, exact hq }

example (hp : p) (hq : q) : p ∧ q := by { split, solve1 { exact hp }, exact hq }

example (hp : p) (hq : q) : p ∧ q := by { split, solve1 { skip }, exact hq }

example (hp : p) (hq : q) : p ∧ q := by { split, swap, exact hq, exact hp }

example (hp : p) (hq : q) : p ∧ q := by { split, tactic.swap, exact hq, exact hp }

example (hp : p) (hq : q) : p ∧ q := by { split, abstract { exact hp }, exact hq }

example (hp : p) (hq : q) : p ∧ q := by { split, async { exact hp }, exact hq }

example (hp : p) (hq : q) : p ∧ q := by { fail_if_success { exact hp }, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { success_if_fail { exact hp }, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { success_if_fail { split }, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { success_if_fail { nope }, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { guard_target p ∧ q, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { guard_target q ∧ q, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { guard_hyp hp : p, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { guard_hyp hp : q, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { guard_hyp hx : q, exact ⟨hp, hq⟩ }

example : let x := 3 in x = 3 := by { intro x, guard_hyp x : ℕ := 3, refl }

example : let x := 3 in x = 3 := by { intro x, guard_hyp x : ℕ, refl }

example (hp : p) (hq : q) : p ∧ q := by { match_target _ ∧ _, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { match_target _ ∨ _, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { type_check hp, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { type_check hz, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { trace "hi", exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { trace_state, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { trace nope, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { trace_simp_set, exact ⟨hp, hq⟩ }

example (hp : p) (hq : q) : p ∧ q := by { sorry }

example (hp : p) (hq : q) : p ∧ q := by { admit }

example (hp : p) (hq : q) : p ∧ q := by { split, sorry, exact hq }

example (hp : p) (hq : q) : p ∧ q := by sorry

example (hp : p) (hq : q) : p ∧ q := by { exact sorry }

example : p ∨ ¬ p := by { by_cases p, left, exact h, right, exact h }

example : p ∨ ¬ p := by { by_cases h : p, left, exact h, right, exact h }

example : p ∨ ¬ p := by { by_cases h : p, { left, exact h }, { right, exact h } }

example : p ∨ ¬ p := by { by_cases h : p; simp [h] }

example : p ∨ ¬ p := by { by_cases h : p; simp * }

example : p ∨ ¬ p := by { by_cases nope, left, exact h, right, exact h }

example : p ∨ ¬ p := by { by_cases h : a, left, exact h, right, exact h }

example : p ∨ ¬ p := by { by_cases h : p, case pos { left, exact h }, case neg { right, exact h } }

example (h : ¬ ¬ p) : p := by { by_contradiction, contradiction }

example (h : ¬ ¬ p) : p := by { by_contradiction k, exact h k }

example (h : ¬ ¬ p) : p := by { by_contra, contradiction }

example (h : ¬ ¬ p) : p := by { by_contra k, exact h k }

example (h : p) : ¬ ¬ p := by { by_contra k, exact k h }

example (h : p) : ¬ ¬ p := by { by_contradiction k, exact absurd h k }

example : a = b := by { by_contradiction k, exact absurd h k }

example (h : ¬ (a ≠ b)) : a = b := by { by_contradiction k, exact h k }

example : ℕ := by { by_contradiction k, exact 3 }

example : decidable p := by { by_contradiction k, exact 3 }

example : inhabited ℕ := by apply_instance

example : inhabited p := by apply_instance

example : p := by apply_instance

example : decidable (a = b) := by apply_instance

example [decidable p] : decidable (p ∧ a = b) := by apply_instance

example : decidable (p ∧ a = b) := by apply_instance

example : has_add ℕ := by apply_instance

example : f a = f b ↔ f a = f b := by { congr }

example (h : a = b) : f a = f b := by { congr, exact h }

example (h : a = b) : f a = f b := by { congr }

example (h : a = b) : f a = f c := by { congr, exact h }

example (h : a = b) : f a = g b := by { congr, exact h }

example (h : a = b) : f a + c = f b + c := by { congr, exact h }

example (h : a = b) : f a + c = f b + c := by { congr' }

example (h : a = b) : f a + c = f b + c := by { congr; assumption }

example (h : ∀ x, f x = g x) : (λ x, f x) = (λ x, g x) := by { congr, funext, exact h x }

example (h : ∀ x, f x = g x) : (λ x, f x) = (λ x, g x) := by { funext, congr, exact h x }

example (h : ∀ x, f x = g x) : (λ x, f x) = (λ x, g x) := by { funext, exact h x }

example (h : a < b) : a < b := by assumption'

example (h : a < b) (h2 : p) : p ∧ a < b := by { split, assumption' }

example (h : a < b) (h2 : p) : p ∧ a < b ∧ q := by { split, swap, split, assumption' }

example (h : a < b) : q := by assumption'

example (h : p → q) : p → q := by { mapply h }

example (h : p → q) (hp : p) : q := by { apply_with h {new_goals := tactic.new_goals.all}, exact hp }

example (h : p → q) (hp : p) : q := by { apply_with h {instances := ff}, exact hp }

example (h : p → q) (hp : p) : q := by { apply_with h {nope := ff}, exact hp }

example (h : p → q) (hp : p) : q := by { apply h {instances := ff}, exact hp }

example (h : p → q) (hp : p) : q := by { have k := h hp, clear hp, exact k }

example : 2 < 3 := by comp_val

example : 3 < 2 := by comp_val

example : 3 ≠ 2 := by comp_val

example : a ≠ b := by comp_val

example (h : a ≤ b) : min a b = a := by min_tac a b

example (h : p) : p := by tactic.assumption

example (h : p) : p := by tactic.interactive.assumption

example (h : p) : p := by { tactic.assumption }

example (h : p) : p := by { tactic.assumption, skip }

example (h : p) : q := by { tactic.assumption }

example : a = a := by tactic.reflexivity

example : decidable (a = b) := by tactic.apply_instance

example : true := by trivial

example (h : p) : p := by exact h <|> skip
