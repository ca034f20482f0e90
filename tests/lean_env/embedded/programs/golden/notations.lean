variables {α : Type} (R : α → α → Prop)
local infix < := R
-----
variables {α : Type} (R : α → α → Prop)
local infix (name := mylt) < := R
example (a b : α) (h : a < b) : R a b := h
-----
infix ` +++ `:65 := list.append
infix ` +++ `:65 := list.append
example : [1] +++ [2] = [1,2] := rfl
-----
infix ` +++ `:65 := list.append
infixl ` +++ `:60 := list.append
-----
infix ` +++ `:65 := list.append
notation a ` +++ `:65 b:65 := list.append a b
-----
infix ` +++ `:65 := list.append
notation a ` +++ `:65 b:65 := list.append b a
-----
infix ` < ` := nat.lt
-----
infix ` < ` := has_lt.lt
-----
infix < := has_lt.lt
-----
namespace foo
infix ` < ` := nat.lt
end foo
-----
section
local infix ` ~~ `:50 := nat.lt
end
section
local infix ` ~~ `:50 := nat.le
example : 1 ~~ 1 := nat.le_refl 1
end
-----
section
local infix ` ~~ `:50 := nat.lt
local infix ` ~~ `:50 := nat.le
end
-----
section
local infix ` ~~ `:50 := nat.lt
local infix ` ~~ `:50 := nat.lt
end
-----
section
infix ` ~~ `:50 := nat.lt
local infix ` ~~ `:50 := nat.lt
end
-----
notation `foo` x := nat.succ x
prefix `foo`:max := nat.succ
-----
notation (name := a.b) `foo` x := nat.succ x
notation (name := a.b) `bar` x := nat.succ x
-----
notation (name := expr) `foo` x := nat.succ x
example : foo 2 = 3 := rfl
-----
notation 5 := nat.succ 2
notation 5 := nat.succ 3
-----
notation 5 := nat.succ 4
notation 5 := nat.succ 4
-----
notation (name := x) 5 := nat.succ 4
notation 5 := nat.succ 5
-----
notation `hh` := _
notation `hh` := _
-----
notation `hh` := (λ x : nat, x)
notation `hh` := (λ y : nat, y)
-----
notation `hh` := (λ x, x)
notation `hh` := (λ x, x)
-----
infixr ` ⊕ `:30 := sum
infixr ` ⊕ `:30 := psum
-----
open sum
infixr ` ⊕ `:30 := sum
-----
local notation `Σ` := nat
-----
local notation `|` x `|` := nat.succ x
example : | 2 | = 3 := rfl
-----
notation `[` a `,` b `]` := (a, b)
-----
notation `[` l:(foldr `,` (h t, list.cons h t) list.nil `]`) := l
-----
notation `[` l:(foldr `, ` (h t, list.cons h t) list.nil `]`) := l
-----
notation `<<` l:(foldr `, ` (h t, list.cons h t) list.nil `>>>`) := l
notation `<<` l:(foldl `, ` (h t, list.cons h t) list.nil `>>>`) := l
-----
notation `∃` binders `, ` r:(scoped P, Exists P) := r
-----
notation `∃` binders `, ` r:(scoped P, exists_unique P) := r
-----
def f (infix ` <<< `:50 := nat.lt) (n : nat) := n <<< 3
-----
def f (R : nat → nat → Prop) (infix ` < `:50 := R) (n : nat) := n < 3
-----
reserve infix ` <<< `:50
infix ` <<< ` := nat.lt
infix ` <<< `:50 := nat.le
-----
infix [parsing_only] ` <<< `:50 := nat.lt
infix ` <<< `:50 := nat.lt
-----
infix [priority 2000] ` <<< `:50 := nat.lt
infix ` <<< `:50 := nat.lt
-----
namespace nat
infix ` <<< `:50 := lt
end nat
infix ` <<< `:50 := nat.lt
-----
notation a `^[`:max n `]` := a + n
-----
local notation `Prop` := nat
-----
local postfix ! := nat.succ
-----
def fact : nat → nat | 0 := 1 | (n+1) := (n+1) * fact n
local postfix `!`:100 := fact
example : 3 ! = 6 := rfl
-----
local postfix `?`:9001 := option
example : nat? = option nat := rfl
-----
prefix `-` := nat.succ
-----
prefix - := has_neg.neg
-----
infix - := has_sub.sub
-----
local attribute [instance] classical.prop_decidable
local notation `command` := nat
-----
infix `<.>`:65 := nat.add
-----
example (a b : nat) (c : string) : name := name.anonymous <.> c
-----
local notation a `=ₐ` b := a = b
-----
local infix `=ₐ`:50 := eq
-----
notation (name := n1) a ` ⊕' `:65 b := nat.add a b
notation (name := n2) a ` ⊕' `:65 b := int.add a b
example : (1:nat) ⊕' 2 = (3:nat) := rfl
-----
infix (name := q) ` ⊕' `:65 := nat.add
local infix (name := q2) ` ⊕' `:65 := int.add
example : (1:int) ⊕' 2 = (3:int) := rfl
-----
infix (name := q) ` ⊕' `:65 := nat.add
local infix (name := q2) ` ⊕' `:65 := int.add
example : (1:nat) ⊕' 2 = (3:nat) := rfl
-----
infix (nam := q) ` ⊕' `:65 := nat.add
-----
infix (name := `q`) ` ⊕' `:65 := nat.add
-----
infix (name = q) ` ⊕' `:65 := nat.add
-----
reserve infix (name := foo) ` <<< `:50
infix (name := foo) ` <<< ` := nat.lt
-----
notation (name := list.foo) `[[` x `]]` := [x]
example : [[ 1 ]] = [1] := rfl
-----
def f (infix ` <<< `:50 := nat.lt) (n : nat) (h : n <<< 3) := n
-----
example : Π (infix ` <<< `:50 := nat.lt) (n : nat), n <<< 3 → nat.lt n 3 := λ n h, h
-----
example : let infix ` <<< `:50 := nat.lt in ∀ n : nat, n <<< 3 → nat.lt n 3 := λ n h, h
-----
example : (let infix ` <<< `:50 := nat.lt in ∀ n : nat, n <<< 3) → 3 <<< 4 := λ n h, h
-----
example : (∀ (infix ` <<< `:50 := nat.lt), ∀ n : nat, n <<< 3) ∧ 3 <<< 4 := λ n h, h
-----
inductive lee : nat → nat → Prop
infix ` ≼ `:50 := lee
| refl : ∀ n, n ≼ n
| step : ∀ n m, n ≼ m → n ≼ nat.succ m
example : lee 1 1 := lee.refl 1
-----
inductive lee : nat → nat → Prop
infix ` ≼ `:50 := lee
| refl : ∀ n, n ≼ n
example : 1 ≼ 1 := lee.refl 1
-----
structure foo := (f : nat → nat → nat) (infix ` ⋆ `:60 := f) (assoc : ∀ a b c, (a ⋆ b) ⋆ c = a ⋆ (b ⋆ c))
-----
structure foo := (f : nat → nat → nat) (infix ` ⋆ `:60 := f) (assoc : ∀ a b c, (a ⋆ b) ⋆ c = a ⋆ (b ⋆ c))
example (a b : nat) : a ⋆ b = a := rfl
-----
notation `hh` := let y := 1 in y + 1
example : hh = 2 := rfl
-----
notation `hh` x := match x with 0 := 1 | nat.succ n := n end
example : hh 0 = 1 := rfl
-----
notation `hh` x := λ ⟨a, b⟩, a + b + x
example : (hh 0) (1, 2) = 3 := rfl
-----
notation `hh` x := have h : x = x, from rfl, h
example : 3 = 3 := hh 3
-----
notation `hh` x := {y | y = x}
example : 3 ∈ (hh 3 : set nat) := rfl
-----
notation `hh` x := ∃ y, y = x
example : hh 3 := ⟨3, rfl⟩
-----
variable n : nat
notation `hh` := n + 1
-----
variable n : nat
local notation `hh` := n + 1
example : hh = n + 1 := rfl
-----
section
variable n : nat
local notation `hh` := n + 1
def f := hh
end
example : f 1 = 2 := rfl
-----
section
parameter n : nat
def g := n + 1
notation `hh` := g
end
-----
section
parameter n : nat
def g := n + 1
local notation `hh` := g
example : hh = n + 1 := rfl
end
-----
universe u
notation `hh` := Type u
-----
notation `hh` := foo
-----
notation `hh` := nat.foo
-----
notation `hh` x := x.foo
-----
notation x `ᵀ`:max := x.fst
example : (1, 2)ᵀ = 1 := rfl
-----
notation `‖` x `‖` := nat.succ x
example : ‖ 2 ‖ = 3 := rfl
-----
notation `max2` a b := if a ≤ b then b else a
-----
notation `max2(` a `, ` b `)` := if a ≤ b then b else a
example : max2(1, 2) = 2 := rfl
-----
notation `ℚ'` := int × nat
example : ℚ' := (1, 2)
-----
precedence `⋆⋆` : 65
infix ⋆⋆ := nat.add
example : 1 ⋆⋆ 2 = 3 := rfl
-----
infix ⋆⋆ := nat.add
-----
reserve infixl ` ⋆⋆ `:65
infixl ` ⋆⋆ ` := nat.add
example : 1 ⋆⋆ 2 = 3 := rfl
-----
reserve infixl ` ⋆⋆ `:65
infixr ` ⋆⋆ ` := nat.add
-----
reserve infixl ` ⋆⋆ `:65
infixl ` ⋆⋆ `:60 := nat.add
-----
infixl ` ⋆⋆ `:(10+50) := nat.add
example : 1 ⋆⋆ 2 = 3 := rfl
-----
infixl ` ⋆⋆ `:max := nat.add
example : 1 ⋆⋆ 2 = 3 := rfl
-----
infixl ` ⋆⋆ `:(max-1) := nat.add
example : 1 ⋆⋆ 2 = 3 := rfl
-----
infixl ` ⋆⋆ `:std.prec.max := nat.add
example : 1 ⋆⋆ 2 = 3 := rfl
-----
infixl ` ⋆⋆ `:std.prec.max_plus := nat.add
example : 1 ⋆⋆ 2 = 3 := rfl
-----
def p : nat := 55
infixl ` ⋆⋆ `:p := nat.add
example : 1 ⋆⋆ 2 = 3 := rfl
-----
def p : nat := 55
infixl ` ⋆⋆ `:(p+1) := nat.add
example : 1 ⋆⋆ 2 = 3 := rfl
-----
infixl ` ⋆⋆ `:(nat.succ 3) := nat.add
example : 1 ⋆⋆ 2 = 3 := rfl
-----
infixl ` ⋆⋆ `:(2*30) := nat.add
example : 1 ⋆⋆ 2 = 3 := rfl
-----
infixr ` ⋆⋆ `:0 := nat.add
-----
infixl ` ⋆⋆ `:-1 := nat.add
-----
reserve notation `⟪` a `, ` b `⟫`
notation `⟪` a `, ` b `⟫` := (a, b)
example : ⟪1, 2⟫ = (1, 2) := rfl
-----
reserve notation `⟪` a `, ` b `⟫`
notation `⟪` a `; ` b `⟫` := (a, b)
-----
reserve notation `⟪` l:(foldr `, ` (h t, list.cons h t) list.nil `⟫`)
notation `⟪` l `⟫` := l
-----
notation `⟪` l:(foldr `, ` (h t, list.cons h t) list.nil `⟫`) := l
example : ⟪1, 2⟫ = [1, 2] := rfl
-----
notation `⟪` l:(foldl `, ` (h t, h + t) 0 `⟫`) := l
example : ⟪1, 2, 3⟫ = 6 := rfl
-----
notation `{{` l:(foldr `, ` (h t, list.cons h t) list.nil) `}}` := l
example : {{1, 2, 3}} = [1,2,3] := rfl
-----
notation `⟪` l:(foldr ` | ` (h t, list.cons h t)) `⟫` := l
-----
notation `Sum` binders `, ` r:(scoped f, list.foldr nat.add 0 (list.map f [1,2,3])) := r
example : (Sum x, x) = 6 := rfl
-----
notation `Sum` binders ` in ` l `, ` r:(scoped f, list.foldr nat.add 0 (list.map f l)) := r
example : (Sum x in [1,2], x) = 3 := rfl
-----
notation `Fun` binder `, ` r:scoped := r
example : (Fun x, x + 1) 1 = 2 := rfl
-----
notation `Fun` binders `, ` r:(scoped:10 P, P) := r
example : (Fun x, x + 1) 1 = 2 := rfl
-----
notation a ` ⟶ `:50 b:50 ` [` c `]` := a + b = c
example : 1 ⟶ 2 [3] := rfl
-----
notation `#(` a `)` := a
-----
notation `a,b` := 1
-----
notation `@` := 1
-----
notation := 1
-----
notation `` := 1
-----
notation x := 1
-----
notation x y := 1
-----
notation `f` x y := x + y
-----
notation `f` x:max y:max := x + y
-----
notation x `+++` y `+++` z := x + y + z
example : 1 +++ 2 +++ 3 = 6 := rfl
-----
infix `+++`:65 := λ a b, a + 2 * b
example : 1 +++ 2 = 5 := rfl
-----
infix `+++`:65 := λ a b : nat, a + 2 * b
example : 1 +++ 2 +++ 3 = 11 := rfl
-----
local notation f ` ∣⟶ ` x := f x
example : nat.succ ∣⟶ 1 = 2 := rfl
-----
notation `hh` := Type*
-----
notation `hh` := Type _
-----
notation `hh` := @list.nil.{_}
-----
notation `hh` := @list.nil.{1}
-----
notation `hh` := Sort*
-----
notation `hh` := (λ x : Type*, x)
-----
notation `hh` := (λ x : Type, x)
-----
universe u
notation `hh` := @list.nil.{u}
-----
section
universe u
def g : Type u → Type u := id
notation `hh` := g
end
-----
section
parameter (α : Type)
def g := 1
notation `hh` := g
end
-----
section
parameter (α : Type)
def g (a : α) := 1
notation `hh` := g
end
-----
section
universe u
parameter (α : Type u)
def g (a : α) := 1
notation `hh` := g
end
-----
section
universe u
def g : Type (u+1) := Type u
notation `hh` := g
example : g = hh := rfl
end
-----
section
parameter (α : Type)
def g (a : α) := 1
notation `hh` x := x + α
end
-----
section
variable (α : Type)
notation `hh` α := list α
end
-----
section
variable (p : nat × nat)
notation `hh` := p.1
end
-----
section
variable (p : nat × nat)
notation `hh` := p.fst
end
-----
variable (p : nat)
notation `hh` := (λ p : nat, p)
-----
variable (p : nat)
notation `hh` := (by exact p)
-----
variable (p : nat)
notation `hh` := (let p := 1 in p)
-----
section
parameter (α : Type)
notation `hh` := (by exact α)
end
-----
notation `hh` := (by { intro h, exact h })
example : true → true := hh
-----
notation `hh` := (begin intros h, exact h end)
example : true → true := hh
-----
namespace foo
def x := 1
notation `hh` := (by exact x)
end foo
example : hh = 1 := rfl
-----
variables {α : Type} (R : α → α → Prop)
infix ` ~~ ` :50 := R
-----
variables {α : Type} (R : α → α → Prop)
local infix ` ~~ ` :50 := R
example (x y : α) (h : x ~~ y) : R x y := h
-----
variables {α : Type} (R : α → α → Prop)
reserve infix ` ~~ ` :50
-----
variables {α : Type} (R : α → α → Prop)
local notation x ` ~~ ` y := R x y ∧ R y x
theorem foo (h : ∀ x y, x ~~ y) : ∀ x y, R x y := λ x y, (h x y).1
#check foo
-----
notation `hh` x := if h : x = 0 then h else 0
-----
notation `hh` x := if h : x = 0 then nat.zero_le 0 else by contradiction
-----
notation `hh` x:max `|` y `|` := (x, y)
example : hh 1 | 2 | = (1, 2) := rfl
-----
notation `⟪` l:(foldr `, ` (h t, list.cons h t) list.nil `⟫`) := l
example (f : list nat → nat) : f ⟪1⟫ = f [1] := rfl
-----
notation `⟪` l:(foldr `, ` (h t, list.cons h t) list.nil `⟫`) := l
example (f : list nat → nat) : f (⟪1⟫) = f [1] := rfl
-----
notation `⟪` l:(foldr `; ` (h t, list.cons h t) list.nil `⟫`) := l
example (f : list nat → nat) : f (⟪1;2⟫) = f [1,2] := rfl
-----
notation `⟪` l:(foldr `;; ` (h t, list.cons h t) list.nil `⟫`) := l
example (f : list nat → nat) : f (⟪1;;2⟫) = f [1,2] := rfl
-----
notation `⟪` l:(foldr `;; ` (h t, list.cons h t) list.nil) `⟫` := l
example (f : list nat → nat) : f (⟪1;;2⟫) = f [1,2] := rfl
-----
notation `⟪` l:(foldr `;; ` (h t, list.cons h t) list.nil) `⟫` := l
example (f : list nat → nat) : f ⟪1;;2⟫ = f [1,2] := rfl
-----
notation `⟪` x `⟫` := [x]
example (f : list nat → nat) : f ⟪1⟫ = f [1] := rfl
-----
notation `‖` x `‖` := [x]
example (f : list nat → nat) : f ‖1‖ = f [1] := rfl
-----
notation `‖` x `‖` := [x]
example (f : list nat → nat) : f (‖1‖) = f [1] := rfl
-----
notation `‖` := nat
notation `‖` x `‖` := [x]
example (f : list nat → nat) : f (‖1‖) = f [1] := rfl
-----
notation `⟪⟪` l:(foldr `;;` (h t, list.cons h t) list.nil `⟫⟫`) := l
example (f : list nat → nat) : f (⟪⟪ 1;;2 ⟫⟫) = f [1,2] := rfl
-----
notation `hh` x := (by exact x : nat)
example : hh 3 = 3 := rfl
-----
notation `hh` x := (by exact (x + y) : nat)
example (y : nat) : hh 3 = 3 + y := rfl
-----
namespace foo
def x := 1
notation `hh` := (by exact x)
example : hh = 1 := rfl
end foo
-----
notation `⟨|` x `|⟩` := (by exact id x : nat)
example : ⟨| 3 |⟩ = 3 := rfl
-----
local notation `simp'` := by simp
example (x : nat) : x + 0 = x := simp'
