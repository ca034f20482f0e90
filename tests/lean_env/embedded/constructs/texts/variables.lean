variables p q : Prop
theorem t (hp : p) (hq : q) : q ∧ p := ⟨hq, hp⟩
example : ∀ p q : Prop, p → q → q ∧ p := t

variables {p q : Prop}
theorem t (hp : p) (hq : q) : q ∧ p := ⟨hq, hp⟩
example : ∀ p q : Prop, p → q → q ∧ p := t

variables {p q : Prop}
theorem t (hp : p) (hq : q) : q ∧ p := ⟨hq, hp⟩
example : ∀ p q : Prop, p → q → q ∧ p := @t

variable (n : ℕ)
variable {n}
def f := n
example : @f 3 = 3 := rfl

variable (n : ℕ)
variable {n}
def f := n
example : f 3 = 3 := rfl

variable {n : ℕ}
variable (n)
def f := n + 1
example : f 3 = 4 := rfl

variable (m)
def f := m

variables (α : Type) [inhabited α]
def it : α := default
example : it ℕ = 0 := rfl

variables {α : Type} [has_add α]
def dbl (x : α) : α := x + x
example : dbl 2 = 4 := rfl

variables {α : Type}
def dbl (x : α) : α := x + x

variables (α : Type) [decidable_eq α]
def same (x y : α) : bool := if x = y then tt else ff
example : same ℕ 1 1 = tt := rfl

variables (x : ℕ) (h : x = 1)
theorem a : x + 1 = 2 := by { subst h }

variables (x : ℕ) (h : x = 1)
theorem a : x + 1 = 2 := by { rw h }

variables (x : ℕ) (h : x = 1)
include h
theorem a : x + 1 = 2 := by rw h
theorem b : x = 1 := h
#check (a : ∀ x : ℕ, x = 1 → x + 1 = 2)

variables (x : ℕ) (h : x = 1)
theorem b : x = 1 := h
#check (b : ∀ x : ℕ, x = 1)

variable x : ℕ
example (x : bool) : x && ff = ff := by cases x; refl

variable x : nope

variables (f : ℕ → ℕ) (h : ∀ x, f x = 0)
theorem zero_twice : f (f 3) = 0 := h _
theorem uses_none : 1 + 1 = 2 := rfl
#check (uses_none : 1 + 1 = 2)

variables (f : ℕ → ℕ) (h : ∀ x, f x = 0)
theorem zero_twice : f (f 3) = 0 := h _
example : (id 0 : ℕ) = 0 := zero_twice (λ _, 0) rfl

variables (a b : ℕ) {c : ℕ}
lemma l (h : a = b) (k : b = c) : a = c := h.trans k
example (h : 1 = 1) : 1 = 1 := l 1 1 h h

variables (a b : ℕ) {c : ℕ}
lemma l (h : a = b) (k : b = c) : a = c := h.trans k
example (h : 1 = 1) : 1 = 1 := l 1 1 1 h h

variables a a : ℕ
example : a = a := rfl
