example (p q : Prop) (h : p ∧ q) : q ∧ p := let ⟨a, b⟩ := h in ⟨b, a⟩

example (p q : Prop) (h : p ∧ q) : q ∧ p := match h with ⟨a, b⟩ := ⟨b, a⟩ end

example (p q : Prop) (h : p ∧ q) : q ∧ p := match h with ⟨a, b⟩ := ⟨a, b⟩ end

example (p q : Prop) (h : p ∨ q) : q ∨ p := match h with | or.inl a := or.inr a | or.inr b := or.inl b end

example (p q : Prop) (h : p ∨ q) : q ∨ p := match h with | or.inl a := or.inr a end

example (p q : Prop) : p ∧ q → q ∧ p := λ ⟨a, b⟩, ⟨b, a⟩

example (p q : Prop) : p ∧ q → q ∧ p := assume ⟨a, b⟩, ⟨b, a⟩

example (p q : Prop) : p ∧ q → q ∧ p := assume h : p ∧ q, show q ∧ p, from ⟨h.2, h.1⟩

example (p q : Prop) : p ∧ q → q ∧ p := assume h : p ∧ q, show q ∧ p, from ⟨h.1, h.2⟩

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := have hp, from hp, ⟨this, hq⟩

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := have p, from hp, ⟨this, hq⟩

example (p q : Prop) (hp : p) (hq : q) : p ∧ q := have p, from hp, ⟨‹p›, ‹q›⟩

example (p q : Prop) (hp : p) : p ∧ q := have p, from hp, ⟨‹p›, ‹q›⟩

example (p q : Prop) (h : p → q) (hp : p) : q := suffices hp' : p, from h hp', hp

example (p q : Prop) (h : p → q) (hp : p) : q := suffices hp' : q, from h hp', hp

example (x : ℕ) : ∃ y, y > x := ⟨x + 1, nat.lt_succ_self x⟩

example (x : ℕ) : ∃ y, y > x := ⟨x, nat.lt_succ_self x⟩

example (x : ℕ) : ∃ y > x, y = x + 1 := ⟨x + 1, nat.lt_succ_self x, rfl⟩

example : ∃! x : ℕ, x = 3 := ⟨3, rfl, λ y h, h⟩

example : (λ x y : ℕ, x) 1 2 = 1 := rfl

example : let x := 3 in x + x = 6 := rfl

example : (let x := 3, y := x in x + y) = 6 := rfl

example (f : ℕ → ℕ → ℕ) : (λ x, f x) = f := rfl

example (f : ℕ → ℕ → ℕ) : (λ x y, f y x) = f := rfl

example : (· + 1) 2 = 3 := rfl

example : (+ 1) 2 = 3 := rfl

example : [1, 2, 3].map (λ x, x * x) = [1, 4, 9] := rfl

example (h : 1 = 2) : false := nat.no_confusion h (λ k, nat.no_confusion k)

example (p : Prop) (h : p) : p := by exact h

example (p : Prop) (h : p) : p := by { exact h, exact h }

example (p : Prop) (h : p) : p := begin exact h, end

example (p : Prop) (h : p) : p := begin exact h

example (p : Prop) (h : p) : p := sorry

example (p : Prop) (h : p) : p := _

example (p q r : Prop) : p → q → r → p ∧ r := λ hp hq hr, ⟨hp, hr⟩

example (p q r : Prop) : p → q → r → p ∧ r := λ hp hq, ⟨hp, hr⟩

example {α : Type} (x : α) : @eq α x x := @rfl α x

example {α : Type} (x : α) : @eq α x x := @rfl x

example (n : ℕ) : n.succ = n + 1 := rfl

example (n : ℕ) : n.succ.pred = n := rfl

example (n : ℕ) : n.succ.nope = n := rfl

example (h : ∃ x : ℕ, x > 3) : true := let ⟨x, hx⟩ := h in trivial

example (h : ∃ x : ℕ, x > 3) : ℕ := let ⟨x, hx⟩ := h in x
