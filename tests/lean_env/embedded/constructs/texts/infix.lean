infix ` ⊛ `:70 := nat.mul
example : 2 ⊛ 3 = 6 := rfl

infixl ` ⊖ `:65 := nat.sub
example : 10 ⊖ 3 ⊖ 2 = 5 := rfl

infixr ` ⊖ `:65 := nat.sub
example : 10 ⊖ 3 ⊖ 2 = 9 := rfl

infixr ` ⊖ `:65 := nat.sub
example : 10 ⊖ 3 ⊖ 2 = 5 := rfl

infix ` ⊖ `:65 := nat.sub
example : 10 ⊖ 3 ⊖ 2 = 5 := rfl

prefix `!!`:90 := nat.succ
example : !!3 = 4 := rfl

prefix `!!`:90 := nat.succ
example : !!!!3 = 5 := rfl

prefix `‼`:80 := nat.succ
example : ‼‼3 = 5 := rfl

postfix `‼`:100 := λ n, 2 * n
example : 3‼ = 6 := rfl

postfix `‼`:100 := λ n : ℕ, 2 * n
example (f : ℕ → ℕ) : f 3‼ = f (2 * 3) := rfl

postfix `‼`:100 := λ n : ℕ, 2 * n
example : 3‼ = 7 := rfl

infix ` ~> `:50 := λ (p q : Prop), p → q
example (p : Prop) : p ~> p := id

local infixr ` ⇉ `:30 := λ (p q : Prop), p → q
example (p q : Prop) : p ⇉ q ⇉ p := λ h _, h

local infixl ` ⇉ `:30 := λ (p q : Prop), p → q
example (p q : Prop) : p ⇉ q ⇉ p := λ h _, h

infix ` ⊛ `:70 := nope.mul

infix ` ⊛ ` := nat.mul

infixl ` ⊛ `:70 := nat.mul
example : 1 + 2 ⊛ 3 = 7 := rfl

infixl ` ⊛ `:60 := nat.mul
example : 1 + 2 ⊛ 3 = 9 := rfl

infixl ` ⊛ `:60 := nat.mul
example : 1 + 2 ⊛ 3 = 7 := rfl

infixl ` ⊛ `:70 := nat.mul
example : (⊛) 2 3 = 6 := rfl

infixl ` ⊛ `:70 := nat.mul
example : list.map (⊛ 2) [1, 2] = [2, 4] := rfl

def op {α : Type} [has_add α] (a b : α) := a + b + b
infixl ` ⊛ `:70 := op
example : (1 : ℤ) ⊛ 2 = 5 := rfl

def op {α : Type} [has_add α] (a b : α) := a + b + b
infixl ` ⊛ `:70 := op
example : tt ⊛ ff = tt := rfl
