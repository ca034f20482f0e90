universe u
variables {α : Type u} (a : α)
variable {a}
def f : α := a
#check @f
-----
variables (α : Type) (x : α)
include x
def f : ℕ := 1
omit x
def g : ℕ := 1
example : @f ℕ 3 = 1 := rfl
example : g = 1 := rfl
-----
variables (α : Type) (x : α)
include x
def f : ℕ := 1
omit x
def g : ℕ := 1
example : f = 1 := rfl
-----
variables (α : Type) (x : α)
include y
-----
omit x
-----
variables (α : Type)
variable {α}
variable (α)
def f (x : α) := x
example := f nat 1
-----
variable {α : Type}
variable (β)
-----
variable {x : nat}
variable [x]
-----
variable (x : nat)
variable ⦃x⦄
def f (h : x = x) := x
example : f (eq.refl 1) = 1 := rfl
-----
parameter x : nat
-----
section
parameter x : nat
def f := x + 1
def g := f + 1
example : g = x + 2 := rfl
end
example : g 1 = 3 := rfl
-----
section
parameters (α : Type) (op : α → α → α)
parameter {β : Type}
def comm := ∀ a b, op a b = op b a
theorem t (h : comm) (a b : α) : op a b = op b a := h a b
end
#check @t
example : comm nat nat.add := nat.add_comm
-----
section foo
end bar
-----
namespace foo
end
-----
section
end foo
-----
namespace a.b
def c := 1
end a.b
example : a.b.c = 1 := rfl
-----
namespace a
namespace b
def c := 1
end a.b
-----
section a.b
end a.b
-----
private def foo := 1
example : foo = 1 := rfl
-----
namespace x
private def foo := 1
end x
example : x.foo = 1 := rfl
-----
namespace x
protected def foo := 1
end x
open x
example : foo = 1 := rfl
-----
namespace x
protected def foo := 1
example : foo = 1 := rfl
end x
-----
protected def foo := 1
-----
namespace x
protected def foo.bar := 1
example : foo.bar = 1 := rfl
end x
open x
example : foo.bar = 1 := rfl
-----
mutual def even, odd
with even : ℕ → bool
| 0 := tt
| (n+1) := odd n
with odd : ℕ → bool
| 0 := ff
| (n+1) := even n
example : even 4 = tt := by simp [even, odd]
-----
noncomputable theory
open classical
def foo : ℕ := some (⟨1, rfl⟩ : ∃ x, x = 1)
-----
open classical
def foo : ℕ := some (⟨1, rfl⟩ : ∃ x, x = 1)
-----
open classical
noncomputable def foo : ℕ := some (⟨1, rfl⟩ : ∃ x, x = 1)
-----
noncomputable def foo : ℕ := 1
-----
noncomputable theory
def foo : ℕ := 1
-----
noncomputable example : ℕ := 1
-----
noncomputable theorem foo : 1 = 1 := rfl
-----
@[simp, priority 2000] lemma foo : 1 = 1 := rfl
-----
@[simp] lemma foo : 1 = 1 := rfl
attribute [-simp] foo
-----
@[simp] lemma foo (n : ℕ) : n * 1 = n := nat.mul_one n
local attribute [-simp] foo
-----
local attribute [simp] nat.add_comm
example (a b : ℕ) : a + b = b + a := by simp
-----
attribute [simp] foo
-----
attribute [foo] nat.add_comm
-----
attribute [instance] nat.add_comm
-----
attribute [instance] classical.prop_decidable
example (p : Prop) : decidable p := by apply_instance
-----
local attribute [instance, priority 10] classical.prop_decidable
example (p : Prop) : decidable p := by apply_instance
-----
local attribute [instance] [priority 10] classical.prop_decidable
-----
@[reducible] def foo := nat
example : has_add foo := by apply_instance
-----
def foo := nat
example : has_add foo := by apply_instance
-----
def foo := nat
instance : has_add foo := nat.has_add
example : has_add foo := by apply_instance
-----
@[irreducible] def foo := nat
example : foo = nat := rfl
-----
@[inline] def foo := nat
-----
@[inlin] def foo := nat
-----
@[] def foo := nat
-----
@[simp] def foo (n : nat) := n + 1
example : foo 1 = 2 := by simp
-----
open nat (add_comm)
example : 1 + 2 = 2 + 1 := add_comm 1 2
-----
open nat (hiding add_comm)
example : 1 + 2 = 2 + 1 := add_comm 1 2
-----
open nat (renaming add_comm → ac)
example : 1 + 2 = 2 + 1 := ac 1 2
-----
open nat (renaming add_comm -> ac)
example : 1 + 2 = 2 + 1 := ac 1 2
-----
open nat (foo)
-----
open foo
-----
open nat hiding add_comm
-----
namespace foo
export nat (add_comm)
end foo
open foo
example : 1 + 2 = 2 + 1 := add_comm 1 2
-----
namespace foo
export nat (add_comm)
end foo
example : 1 + 2 = 2 + 1 := foo.add_comm 1 2
-----
open nat as n
example : 1 + 2 = 2 + 1 := n.add_comm 1 2
-----
open nat
open int
example (a b : ℕ) : a + b = b + a := add_comm a b
-----
open nat int
example (a b : ℤ) : a + b = b + a := add_comm a b
-----
open nat list
#check succ
#check length
-----
open function
example (f : ℕ → ℕ) (h : injective f) (a b : ℕ) (e : f a = f b) : a = b := h e
-----
example (x y z : ℕ) (h : x = y) (h2 : y = z) : x = z :=
calc x = y : h
... = z : h2
-----
example (x y z : ℕ) (h : x = y) (h2 : y ≤ z) : x ≤ z :=
calc x = y : h
... ≤ z : h2
-----
example (x y z : ℕ) (h : x < y) (h2 : y ≤ z) : x < z :=
calc x < y : h
... ≤ z : h2
-----
example (x y z : ℕ) (h : x ≤ y) (h2 : y < z) : x < z :=
calc x ≤ y : h
... < z : h2
-----
example (x y z : ℕ) (h : x ≤ y) (h2 : y ≤ z) : x < z :=
calc x ≤ y : h
... ≤ z : h2
-----
example (p q r : Prop) (h : p ↔ q) (h2 : q ↔ r) : p ↔ r :=
calc p ↔ q : h
... ↔ r : h2
-----
example (p q r : Prop) (h : p → q) (h2 : q → r) : p → r :=
calc p → q : h
... → r : h2
-----
example (p q r : Prop) (h : p → q) (h2 : q ↔ r) : p → r :=
calc p → q : h
... ↔ r : h2
-----
constants (R : ℕ → ℕ → Prop) (Rt : ∀ {a b c}, R a b → R b c → R a c)
attribute [trans] Rt
example (x y z : ℕ) (h : R x y) (h2 : R y z) : R x z :=
calc R x y : h
... R z : h2
-----
constants (R : ℕ → ℕ → Prop) (Rt : ∀ {a b c}, R a b → R b c → R a c)
attribute [trans] Rt
infix ` ~~ `:50 := R
example (x y z : ℕ) (h : x ~~ y) (h2 : y ~~ z) : x ~~ z :=
calc x ~~ y : h
... ~~ z : h2
-----
constants (R : ℕ → ℕ → Prop) (Rt : ∀ {a b c}, R a b → R b c → R a c)
infix ` ~~ `:50 := R
example (x y z : ℕ) (h : x ~~ y) (h2 : y ~~ z) : x ~~ z :=
calc x ~~ y : h
... ~~ z : h2
-----
example (x y : ℕ) (h : x = y) : y = x :=
calc y = x : h.symm
-----
example (x y : ℕ) (h : x = y) : x + 1 = y + 1 :=
calc x + 1 = y + 1 : by rw h
-----
example (x y : ℕ) (h : x = y) : x + 1 = y + 1 :=
calc x + 1 = y + 1 : by { rw h }
... = y + 1 : rfl
-----
example (x y : ℕ) (h : x = y) : x + 1 = y + 1 :=
calc
  x + 1 = y + 1 : begin rw h end
    ... = 1 + y : nat.add_comm _ _
    ... = y + 1 : nat.add_comm _ _
-----
variables (A : Type) (p q : A → Prop)
example (h : ∀ x, p x ∧ q x) : ∀ y, p y := assume y, show p y, from (h y).left
-----
variables (α : Type*) (p : α → Prop)
theorem foo (h : ¬ ∃ x, p x) : ∀ x, ¬ p x := λ x hp, h ⟨x, hp⟩
#check foo
#check @foo
-----
variables {α : Type*} {p : α → Prop}
theorem foo (h : ¬ ∃ x, p x) : ∀ x, ¬ p x := λ x hp, h ⟨x, hp⟩
example (h : ¬ ∃ x : ℕ, x < 0) : ¬ 3 < 0 := foo h 3
-----
variable (f : ℕ → ℕ)
variable h : ∀ x : ℕ, f x = x
include h
theorem foo : f 1 = 1 := h 1
theorem bar : f 2 = 2 := by rw h
omit h
theorem baz : f 2 = 2 := by rw h
-----
variable (f : ℕ → ℕ)
variable h : ∀ x : ℕ, f x = x
theorem bar : f 2 = 2 := by rw h
-----
variable (f : ℕ → ℕ)
variable h : ∀ x : ℕ, f x = x
theorem bar : f 2 = 2 := h 2
-----
variables (f : ℕ → ℕ) (h : ∀ x : ℕ, f x = x)
theorem bar : f 2 = 2 := begin exact h 2 end
-----
variables (f : ℕ → ℕ) (h : ∀ x : ℕ, f x = x)
theorem bar : f 2 = 2 := by exact h 2
-----
section
variables (x y : ℕ)
def double := x + x
check double y
end
-----
section
variables (x y : ℕ)
def double := x + x
#check double y
#check double (2 * x)
local attribute [simp] nat.add_comm nat.mul_comm
theorem t1 : double (x + y) = double x + double y := by simp [double]
end
-----
section
variables {A : Type} [has_add A]
def double (x : A) := x + x
end
example : double 2 = 4 := rfl
-----
section
variables {A : Type} [has_add A]
variable (x : A)
def double := x + x
end
example : double 2 = 4 := rfl
-----
variable [decidable_eq ℕ]
def f (a b : ℕ) : bool := if a = b then tt else ff
-----
variables (α : Type) [decidable_eq α]
def f (a b : α) : bool := if a = b then tt else ff
example : f ℕ 1 2 = ff := rfl
-----
variables (α : Type) [decidable_eq α]
def f (a b : α) : α := a
example : f ℕ 1 2 = 1 := rfl
-----
variables (α : Type) [inhabited α] (a : α)
def f := a
example : f ℕ 1 = 1 := rfl
-----
universe u
universe u
-----
universes u v
def f (α : Type u) (β : Type v) : Type (max u v) := α × β
-----
universes u v
def f (α : Type u) (β : Type v) : Type u := α × β
-----
def f.{u} (α : Type u) : Type u := α
-----
def {u} f (α : Type u) : Type u := α
-----
theorem {u} foo {α : Type u} (a : α) : a = a := rfl
-----
def f (α : Type u) : Type u := α
-----
def f {α : Type u} : α → α := id
-----
example : Type 1 = Type 1 := rfl
-----
universe u
example : Type u = Type (u+0) := rfl
-----
universe u
example : Sort (u+1) = Type u := rfl
-----
universes u v
example : Type (max u v) = Type (max v u) := rfl
-----
universes u v
example : Sort (imax u v) = Sort (max u v) := rfl
-----
def f (α : Type) (h : α = ℕ) (a : α) : ℕ := h ▸ a
-----
def f (α : Type) (h : α = ℕ) (a : α) : ℕ := cast h a
-----
def f (α : Type) (h : α = ℕ) (a : α) : ℕ := eq.rec_on h a
-----
def f (α : Type) (h : α = ℕ) (a : α) : ℕ := by { subst h, exact a }
-----
def f (α : Type) (h : α = ℕ) (a : α) : ℕ := by { rw h at a, exact a }
-----
example (a b c d : ℕ) (h : a = b) (h2 : c = d) : a + c = b + d := by rw [h, h2]
-----
example (a b c d : ℕ) (h : a = b) (h2 : c = d) : a + c = b + d := h ▸ h2 ▸ rfl
-----
example (a b c d : ℕ) (h : a = b) (h2 : c = d) : a + c = b + d := congr (congr_arg _ h) h2
-----
example (a b c d : ℕ) (h : a = b) (h2 : c = d) : a + c = b + d := eq.subst h (eq.subst h2 rfl)
-----
example (f : ℕ → ℕ) (a b : ℕ) (h : a = b) : f a = f b := eq.subst h rfl
-----
example (f : ℕ → ℕ) (a b : ℕ) (h : a = b) : f a = f b := eq.subst h (eq.refl (f a))
-----
example (a b : ℕ) (h : a = b) : b = a := eq.subst h (eq.refl a)
-----
example (a b : ℕ) (h : a = b) : b = a := eq.symm h
-----
example (a b c : ℕ) (h : a = b) (h2 : b = c) : a = c := eq.trans h h2
-----
example (a b c : ℕ) (h : a = b) (h2 : b = c) : a = c := h.trans h2
-----
example (a b c : ℕ) (h : a = b) (h2 : b = c) : a = c := by rwa h
-----
example (a b c : ℕ) (h : a = b) (h2 : b = c) : a = c := by { rw [h, h2] }
-----
example (a b c : ℕ) : a * (b + c) = a * b + a * c := mul_add a b c
-----
example (a b c : ℕ) : a * (b + c) = a * b + a * c := nat.left_distrib a b c
-----
example (a b c : ℕ) : a * (b + c) = a * b + a * c := left_distrib a b c
-----
example (x y : ℕ) : (x + y) * (x + y) = x * x + y * x + x * y + y * y :=
have h1 : (x + y) * (x + y) = (x + y) * x + (x + y) * y, from nat.left_distrib (x + y) x y,
have h2 : (x + y) * (x + y) = x * x + y * x + (x * y + y * y), from (nat.right_distrib x y x) ▸ (nat.right_distrib x y y) ▸ h1,
h2.trans (nat.add_assoc (x * x + y * x) (x * y) (y * y)).symm
-----
example (p : ℕ → Prop) (h0 : p 0) (hs : ∀ n, p n → p (n+1)) : ∀ n, p n := λ n, nat.rec_on n h0 hs
-----
example (p : ℕ → Prop) (h0 : p 0) (hs : ∀ n, p n → p (n+1)) : ∀ n, p n
| 0 := h0
| (n+1) := hs n (‹∀ n, p n› n)
-----
example (p : ℕ → Prop) (h0 : p 0) (hs : ∀ n, p n → p (n+1)) : ∀ n, p n
| 0 := h0
| (n+1) := hs n (_example n)
-----
example (p : ℕ → Prop) (h : ∀ n, (∀ m, m < n → p m) → p n) (n : ℕ) : p n := nat.strong_rec_on n h
-----
example (p : ℕ → Prop) (h : ∀ n, (∀ m, m < n → p m) → p n) (n : ℕ) : p n := nat.strong_induction_on n h
-----
example (p q : Prop) (hp : p) : p ∨ q := or.inl hp
-----
example (p q : Prop) (hp : p) : p ∨ q := or.inr hp
-----
example (p q : Prop) (hp : p) : p ∨ q := by left; assumption
-----
example (p q : Prop) (hp : p) : p ∨ q := or.intro_left q hp
-----
example (p q : Prop) (hp : p) : p ∨ q := or.intro_right q hp
-----
example (a b : ℕ) : a = b ∨ a ≠ b := decidable.em _
-----
example (a b : ℕ) : a = b ∨ a ≠ b := if h : a = b then or.inl h else or.inr h
-----
example (a b : ℕ) : a = b ∨ a ≠ b := dite (a = b) or.inl or.inr
-----
example (a b : ℕ) : a ≤ b ∨ b ≤ a := le_total a b
-----
example (a b c : ℕ) (h : a ≤ b) (h2 : b ≤ c) : a ≤ c := le_trans h h2
-----
example (a b : ℕ) (h : a ≤ b) (h2 : b ≤ a) : a = b := le_antisymm h h2
-----
example (a b : ℤ) : a + b = b + a := add_comm a b
-----
example (a b : ℤ) : a + b = b + a := int.add_comm a b
-----
example (a b : ℤ) : a - b = a + -b := rfl
-----
example (a b : ℤ) : a - b = a + -b := sub_eq_add_neg a b
-----
theorem foo : 2 + 2 = 4 := rfl
theorem bar : 2 + 2 = 5 := rfl
-----
theorem foo : ∀ x : ℕ, x = x := rfl
-----
theorem foo : ∀ x : ℕ, x = x := λ x, rfl
-----
theorem foo : ∀ x : ℕ, x = x := @rfl ℕ
-----
theorem foo : ∀ x : ℕ, x = x := eq.refl
-----
def id' : Π {α : Type}, α → α := λ α a, a
-----
def id' : Π {α : Type}, α → α := λ {α} a, a
-----
def id' : Π {α : Type}, α → α := λ a, a
-----
def id' : Π (α : Type), α → α := λ α a, a
-----
def compose (α β γ : Type) (g : β → γ) (f : α → β) : α → γ := λ x, g (f x)
example : compose ℕ ℕ ℕ nat.succ nat.succ 1 = 3 := rfl
example : compose _ _ _ nat.succ nat.succ 1 = 3 := rfl
-----
def curry {α β γ : Type} (f : α × β → γ) : α → β → γ := λ a b, f (a, b)
def uncurry {α β γ : Type} (f : α → β → γ) : α × β → γ := λ p, f p.1 p.2
example {α β γ : Type} (f : α × β → γ) : uncurry (curry f) = f := funext (λ ⟨a, b⟩, rfl)
example {α β γ : Type} (f : α → β → γ) : curry (uncurry f) = f := rfl
-----
def do_twice : (ℕ → ℕ) → ℕ → ℕ := λ f x, f (f x)
def Do_Twice : ((ℕ → ℕ) → (ℕ → ℕ)) → (ℕ → ℕ) → (ℕ → ℕ) := λ F, λ f, F (F f)
example : Do_Twice do_twice nat.succ 2 = 6 := rfl
#reduce Do_Twice do_twice nat.succ 2
-----
#check let y := 2 + 2 in y * y
#reduce let y := 2 + 2, z := y + y in z * z
-----
def t (x : ℕ) : ℕ := let y := x + x in y * y
#reduce t 2
-----
def foo := let a := ℕ in λ x : a, x + 2
-----
def bar := (λ a, λ x : a, x + 2) ℕ
-----
constant m : nat
constants b1 b2 : bool
#check m
#check b1 && b2
#check m + 0
#reduce m + 0
example : m + 0 = m := rfl
-----
constant and : Prop → Prop → Prop
-----
constant and' : Prop → Prop → Prop
constant Proof : Prop → Type
constant and_comm' : Π p q : Prop, Proof (and' p q)
variables p q : Prop
#check and_comm' p q
-----
namespace hidden
constant list : Type → Type
constant cons : Π α : Type, α → list α → list α
#check cons
#check hidden.cons nat
end hidden
-----
namespace hidden
universe u
constant list : Type u → Type u
namespace list
constant cons : Π {α : Type u}, α → list α → list α
constant nil : Π {α : Type u}, list α
constant append : Π {α : Type u}, list α → list α → list α
end list
open hidden.list
variable α : Type
variable a : α
variables l1 l2 : list α
#check cons a nil
#check append (cons a nil) l1
end hidden
-----
axiom foo : 1 = 2
example : false := absurd foo dec_trivial
-----
axiom unsound : false
theorem ex : 1 = 0 := false.elim unsound
#print axioms ex
-----
axioms (a : ℕ) (b : a = a)
-----
constants (α : Type) (a : α)
example : α := a
-----
constant c
-----
constant : ℕ
-----
variable c
-----
variables
-----
variables a b : ℕ
#check a + b
-----
variables (a b : ℕ) {c : ℕ}
#check a + b + c
-----
example : ∃ (f : ℕ → ℕ), ∀ x, f x = x := ⟨id, λ x, rfl⟩
-----
example : ∃ (f : ℕ → ℕ), ∀ x, f x = x := ⟨_, λ x, rfl⟩
-----
example (α : Type) (r : α → α → Prop) (h : symmetric r) (a b : α) (hab : r a b) : r b a := h hab
-----
example (α : Type) (r : α → α → Prop) (h : equivalence r) (a : α) : r a a := h.1 a
-----
example (α : Type) (s : setoid α) (a b : α) (h : a ≈ b) : ⟦a⟧ = ⟦b⟧ := quotient.sound h
-----
example (α : Type) [s : setoid α] (a b : α) (h : a ≈ b) : ⟦a⟧ = ⟦b⟧ := quotient.sound h
-----
def mod7 (x y : ℤ) : Prop := ∃ k, x - y = 7 * k
-----
def mod_rel (n : ℕ) : setoid ℕ := ⟨λ a b, a % n = b % n, λ a, rfl, λ a b h, h.symm, λ a b c h h2, h.trans h2⟩
def Z (n : ℕ) := quotient (mod_rel n)
example : (@quotient.mk ℕ (mod_rel 3) 1) = @quotient.mk ℕ (mod_rel 3) 4 := quotient.sound rfl
-----
def mod_rel (n : ℕ) : setoid ℕ := ⟨λ a b, a % n = b % n, ⟨λ a, rfl, λ a b h, h.symm, λ a b c h h2, h.trans h2⟩⟩
instance : setoid ℕ := mod_rel 3
example : ⟦1⟧ = ⟦4⟧ := quotient.sound rfl
def f : quotient (mod_rel 3) → bool := λ q, quotient.lift_on q (λ n, n % 3 = 0) (λ a b h, by rw [show a % 3 = b % 3, from h])
-----
structure foo extends nat
-----
class foo extends nat
-----
class foo (α : Type) extends has_add α
instance : foo ℕ := {}
-----
class foo (α : Type) extends has_add α, has_mul α
instance : foo ℕ := {..nat.has_add, ..nat.has_mul}
-----
class foo (α : Type) extends has_add α, has_mul α := (x : α)
instance : foo ℕ := {x := 1, ..nat.has_add, ..nat.has_mul}
instance foo2 : foo ℕ := {x := 1}
-----
@[simp lemma foo : 1 = 1 := rfl
-----
@[simp foo] lemma foo : 1 = 1 := rfl
-----
@[simp, simp] lemma foo : 1 = 1 := rfl
-----
@[simp] @[refl] lemma foo : 1 = 1 := rfl
-----
@[simp][refl] lemma foo : 1 = 1 := rfl
-----
@[priority 100] instance : has_add string := ⟨string.append⟩
-----
@[priority 100 + 1] instance : has_add string := ⟨string.append⟩
-----
@[priority high] instance : has_add string := ⟨string.append⟩
-----
def high := 5
@[priority high] instance : has_add string := ⟨string.append⟩
-----
@[priority] instance : has_add string := ⟨string.append⟩
-----
@[instance, priority 100] def foo : has_add string := ⟨string.append⟩
-----
@[instance] def foo : has_add string := ⟨string.append⟩
example : "a" + "b" = "ab" := rfl
-----
@[instance] def foo := nat
-----
@[reducible, simp] def foo := nat
-----
@[reducible, irreducible] def foo := nat
-----
attribute [reducible] nat.add
-----
attribute [irreducible] nat.add
example : 1 + 1 = 2 := rfl
-----
local attribute [irreducible] nat.add
example : 1 + 1 = 2 := rfl
-----
local attribute [reducible] nat.add
-----
attribute [local simp] nat.add_comm
-----
attribute [simp] nat.add_comm nat.mul_comm foo
-----
attribute [simp]
-----
attribute simp nat.add_comm
-----
attribute [simp, refl] nat.add_comm
-----
attribute [symm] eq.symm
-----
attribute [elab_as_eliminator] nat.rec_on
-----
attribute [elab_as_eliminator] nat.add
-----
attribute [elab_simple] nat.add
-----
attribute [-instance] nat.has_add
-----
local attribute [-instance] nat.has_add
example : 1 + 1 = 2 := rfl
-----
local attribute [-instance] nat.has_add
example : (1 : ℤ) + 1 = 2 := rfl
-----
section
local attribute [-instance] nat.has_add
end
example : 1 + 1 = 2 := rfl
-----
section
local attribute [simp] nat.add_comm
end
example (a b : ℕ) : a + b = b + a := by simp
-----
local attribute [instance] foo
-----
local instance : has_add string := ⟨string.append⟩
-----
private instance foo : has_add string := ⟨string.append⟩
-----
noncomputable instance : has_add string := ⟨string.append⟩
-----
meta instance : has_add string := ⟨string.append⟩
-----
protected theorem nat.foo : 1 = 1 := rfl
open nat
example : 1 = 1 := foo
-----
private protected theorem nat.foo : 1 = 1 := rfl
-----
protected private theorem nat.foo : 1 = 1 := rfl
-----
private theorem foo : 1 = 1 := rfl
private theorem foo2 : 1 = 1 := foo
-----
theorem private foo : 1 = 1 := rfl
-----
@[simp] private theorem foo : 1 = 1 := rfl
-----
private @[simp] theorem foo : 1 = 1 := rfl
-----
noncomputable private def foo := 1
-----
private noncomputable theory
-----
noncomputable def foo : ℕ := classical.choice ⟨1⟩
noncomputable private def foo2 : ℕ := foo
private noncomputable def foo3 : ℕ := foo
-----
/-- doc -/ theorem foo : 1 = 1 := rfl
-----
/-- doc -/
-----
/-- doc -/ #check 1
-----
/-- doc -/ variable x : ℕ
-----
/-- doc -/ @[simp] theorem foo : 1 = 1 := rfl
-----
@[simp] /-- doc -/ theorem foo : 1 = 1 := rfl
-----
/-! module doc -/
theorem foo : 1 = 1 := rfl
-----
/-- doc -/ notation `hh` := 1
-----
/-- doc -/ namespace foo
-----
/-- doc -/ example : 1 = 1 := rfl
-----
/-- doc -/ instance : has_add string := ⟨string.append⟩
-----
/-- doc -/ constant x : ℕ
-----
/-- doc -/ axiom x : 1 = 1
-----
/-- doc -/ inductive foo
/-- a -/ | a
/-- b -/ | b
-----
structure foo :=
/-- the x -/
(x : ℕ)
/-- the y -/ (y : ℕ)
-----
/- unclosed
-----
/- a /- nested -/ b -/
example : 1 = 1 := rfl
-----
-- comment
example : 1 = 1 := rfl -- more
-----
example : 1 = 1 /- in -/ := /- here -/ rfl
-----
universe variables u v
#check Type u
-----
universe variable u
#check Type u
-----
universes variables u
-----
universe
-----
universe u v
-----
universes u, v
-----
section
universe u
end
#check Type u
-----
section
universe u
section
universe u
end
end
-----
universe u
section
universe u
end
-----
variables {u : level}
-----
constant foo : Type u
-----
constant {u} foo : Type u
-----
constant foo.{u} : Type u
-----
axiom {u} foo (α : Type u) : α = α
-----
constants {u} foo bar : Type u
-----
instance {α : Type} : has_add (list α) := ⟨list.append⟩
#check @list.has_add
-----
instance : has_add (list ℕ) := ⟨list.append⟩
#check list.has_add
-----
instance foo.bar : has_add (list ℕ) := ⟨list.append⟩
#check foo.bar
-----
namespace x
instance : has_add (list ℕ) := ⟨list.append⟩
#check x.list.has_add
#check list.has_add
end x
-----
instance : ℕ := 1
-----
instance : list ℕ := []
-----
instance (n : ℕ) : decidable (n = n) := is_true rfl
#check nat.decidable
-----
instance {p : Prop} [decidable p] : decidable (¬¬p) := by apply_instance
-----
abbreviation foo := ℕ
example : has_add foo := by apply_instance
-----
abbreviation foo (n : ℕ) : ℕ := n + 1
example : foo 1 = 2 := rfl
-----
abbreviation foo : ℕ → ℕ | 0 := 1 | (n+1) := n
-----
example := 1
-----
example (n : ℕ) := n
-----
example : _ := 1
-----
def foo : ℕ := by exact 1
-----
def foo : ℕ := begin exact 1 end
example : foo = 1 := rfl
-----
def foo := by exact 1
-----
def foo := begin exact 1 end
-----
theorem foo : ∃ x, x = 1 := by exact ⟨1, rfl⟩
-----
theorem foo : ∃ x : ℕ, x = 1 := by { existsi 1, refl }
-----
theorem foo : 1 = 1 := by skip
-----
theorem foo : 1 = 1 := begin end
-----
theorem foo : 1 = 1 := sorry
-----
theorem foo : 1 = 1 := by sorry
-----
theorem foo : 1 = 1 := begin sorry end
-----
example : 1 = 2 := sorry
-----
def foo : ℕ := sorry
def bar := foo
-----
theorem foo : 1 = 2 := sorry
theorem bar : 1 = 2 := foo
-----
theorem foo : 1 = 2 := undefined
-----
def foo : ℕ := undefined
-----
theorem foo : 1 = 2 := _
-----
theorem foo : 1 = 1 := _
-----
theorem foo : 1 = 1 := by {}
-----
theorem foo : 1 = 1 := ‹_›
-----
theorem foo (h : 1 = 2) : 1 = 2 := ‹_›
-----
theorem foo (h : 1 = 2) : 1 = 2 := ‹1 = 2›
-----
end
-----
:= 1
-----
foo
-----
def
-----
theorem 5 : 1 = 1 := rfl
-----
theorem _ : 1 = 1 := rfl
-----
theorem foo.bar.baz : 1 = 1 := rfl
#check foo.bar.baz
-----
theorem «foo bar» : 1 = 1 := rfl
#check «foo bar»
-----
theorem «foo» : 1 = 1 := rfl
#check foo
-----
theorem foo' : 1 = 1 := rfl
theorem foo₁ : 1 = 1 := foo'
-----
theorem fooα : 1 = 1 := rfl
-----
theorem λfoo : 1 = 1 := rfl
-----
theorem foo! : 1 = 1 := rfl
-----
theorem _foo : 1 = 1 := rfl
-----
theorem foo._bar : 1 = 1 := rfl
-----
theorem foo.1 : 1 = 1 := rfl
-----
def if := 1
-----
def x.if := 1
-----
def «if» := 1
example : «if» = 1 := rfl
-----
variables (α β : Type) (f : α → β)
example : ∀ a b, a = b → f a = f b := λ a b h, h ▸ rfl
-----
variables (f : nat → nat) (h : ∀ {x}, f x = x)
example : f 1 = 1 := h
-----
variables [h : inhabited ℕ]
example : ℕ := h.default
-----
variables [inhabited nat] (n : nat)
#check _inst_1
-----
variable (n : nat . tactic.skip)
-----
variable (n : nat := 5)
-----
def foo (n : nat := 5) := n
example : foo = 5 := rfl
example : foo 3 = 3 := rfl
example : foo + 1 = 6 := rfl
-----
def foo (n : nat := 5) (m : nat) := n + m
example : foo 1 2 = 3 := rfl
-----
def foo (n := 5) := n + 1
example : foo = 6 := rfl
