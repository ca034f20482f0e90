/-
The ground floor: the types, the classes behind operators and their notation, and `sizeof`.
Nothing here may use a tactic: equality, products and numbers are only just being made.
-/

universes u v w

notation `Prop` := Sort 0
notation f ` $ `:1 x:0 := f x

/-! Markers that reduce to what they wrap -/

@[inline] def id_delta {α : Sort u} (a : α) : α := a
@[reducible] def opt_param (α : Sort u) (default : α) : Sort u := α
@[reducible] def out_param (α : Sort u) : Sort u := α
abbreviation id_rhs (α : Sort u) (a : α) : α := a

/-! Types with at most one constructor -/

inductive punit : Sort u
| star : punit

abbreviation unit : Type := punit
@[pattern] abbreviation unit.star : unit := punit.star
@[reducible] def thunk (α : Type u) : Type u := unit → α

inductive true : Prop
| intro : true

inductive false : Prop

inductive empty : Type

def not (a : Prop) := a → false
prefix `¬`:40 := not

/-! Equality, before quotients because the kernel looks at its shape -/

inductive eq {α : Sort u} (a : α) : α → Prop
| refl [] : eq a

init_quotient

inductive heq {α : Sort u} (a : α) : Π {β : Sort u}, β → Prop
| refl [] : heq a

structure prod (α : Type u) (β : Type v) :=
(fst : α)
(snd : β)

structure pprod (α : Sort u) (β : Sort v) :=
(fst : α)
(snd : β)

structure and (a b : Prop) : Prop :=
intro :: (left : a) (right : b)

lemma and.elim_left {a b : Prop} (h : and a b) : a := and.rec (λ x y, x) h

lemma and.elim_right {a b : Prop} (h : and a b) : b := and.rec (λ x y, y) h

infix ` = `:50 := eq

attribute [refl] eq.refl

@[pattern] def rfl {α : Sort u} {a : α} : a = a := eq.refl a

@[elab_as_eliminator, subst]
lemma eq.subst {α : Sort u} {P : α → Prop} {a b : α} (h₁ : a = b) (h₂ : P a) : P b :=
@eq.rec α a P h₂ b h₁

infixr ` ▸ `:75 := eq.subst

@[trans] lemma eq.trans {α : Sort u} {a b c : α} (h₁ : a = b) (h₂ : b = c) : a = c :=
@eq.rec α b (λ x, a = x) h₁ c h₂

@[symm] lemma eq.symm {α : Sort u} {a b : α} (h : a = b) : b = a :=
@eq.rec α a (λ x, x = a) (eq.refl a) b h

infix ` == `:50 := heq

@[pattern] def heq.rfl {α : Sort u} {a : α} : a == a := heq.refl a

/- Generalise the second type, so that the transport across it can be stated for every proof of equality. -/
lemma eq_of_heq {α : Sort u} {a a' : α} (h : a == a') : a = a' :=
@heq.rec α a (λ β b, ∀ e : α = β, @eq.rec (Sort u) α (λ γ, γ) a β e = b)
  (λ e, eq.refl a) α a' h (eq.refl α)

lemma prod.mk.inj {α : Type u} {β : Type v} {x₁ : α} {y₁ : β} {x₂ : α} {y₂ : β} :
  (x₁, y₁) = (x₂, y₂) → and (x₁ = x₂) (y₁ = y₂) :=
λ h, @prod.no_confusion α β (and (x₁ = x₂) (y₁ = y₂)) (x₁, y₁) (x₂, y₂) h (λ p q, and.intro p q)

def prod.mk.inj_arrow {α : Type u} {β : Type v} {x₁ : α} {y₁ : β} {x₂ : α} {y₂ : β} :
  (x₁, y₁) = (x₂, y₂) → Π ⦃P : Sort w⦄, (x₁ = x₂ → y₁ = y₂ → P) → P :=
λ h P k, @prod.no_confusion α β P (x₁, y₁) (x₂, y₂) h k

lemma pprod.mk.inj {α : Sort u} {β : Sort v} {x₁ : α} {y₁ : β} {x₂ : α} {y₂ : β} :
  pprod.mk x₁ y₁ = pprod.mk x₂ y₂ → and (x₁ = x₂) (y₁ = y₂) :=
λ h, @pprod.no_confusion α β (and (x₁ = x₂) (y₁ = y₂)) (pprod.mk x₁ y₁) (pprod.mk x₂ y₂) h
  (λ p q, and.intro p q)

def pprod.mk.inj_arrow {α : Type u} {β : Type v} {x₁ : α} {y₁ : β} {x₂ : α} {y₂ : β} :
  (x₁, y₁) = (x₂, y₂) → Π ⦃P : Sort w⦄, (x₁ = x₂ → y₁ = y₂ → P) → P :=
λ h P k, @prod.no_confusion α β P (x₁, y₁) (x₂, y₂) h k

/-! Sums, dependent pairs, and the other data types that the rest stands on -/

inductive sum (α : Type u) (β : Type v)
| inl (val : α) : sum
| inr (val : β) : sum

inductive psum (α : Sort u) (β : Sort v)
| inl (val : α) : psum
| inr (val : β) : psum

inductive or (a b : Prop) : Prop
| inl (h : a) : or
| inr (h : b) : or

lemma or.intro_left {a : Prop} (b : Prop) (ha : a) : or a b := or.inl ha

lemma or.intro_right (a : Prop) {b : Prop} (hb : b) : or a b := or.inr hb

structure sigma {α : Type u} (β : α → Type v) :=
mk :: (fst : α) (snd : β fst)

structure psigma {α : Sort u} (β : α → Sort v) :=
mk :: (fst : α) (snd : β fst)

inductive bool : Type
| ff : bool
| tt : bool

structure subtype {α : Sort u} (p : α → Prop) :=
(val : α)
(property : p val)

attribute [pp_using_anonymous_constructor] sigma psigma subtype pprod and

class inductive decidable (p : Prop)
| is_false (h : ¬p) : decidable
| is_true  (h : p) : decidable

@[reducible] def decidable_pred {α : Sort u} (r : α → Prop) := Π (a : α), decidable (r a)
@[reducible] def decidable_rel {α : Sort u} (r : α → α → Prop) := Π (a b : α), decidable (r a b)
@[reducible] def decidable_eq (α : Sort u) := decidable_rel (@eq α)

inductive option (α : Type u)
| none : option
| some (val : α) : option

export option (none some)
export bool (ff tt)

inductive list (T : Type u)
| nil : list
| cons (hd : T) (tl : list) : list

infixr ` :: `:67 := list.cons
notation `[` l:(foldr `, ` (h t, list.cons h t) list.nil `]`) := l

inductive nat
| zero : nat
| succ (n : nat) : nat

structure unification_constraint :=
{α : Type u} (lhs : α) (rhs : α)

infix ` ≟ `:50   := unification_constraint.mk
infix ` =?= `:50 := unification_constraint.mk

structure unification_hint :=
(pattern : unification_constraint)
(constraints : list unification_constraint)

/-! One class for each operator -/

class has_zero (α : Type u) := (zero : α)
class has_one (α : Type u) := (one : α)
class has_add (α : Type u) := (add : α → α → α)
class has_mul (α : Type u) := (mul : α → α → α)
class has_inv (α : Type u) := (inv : α → α)
class has_neg (α : Type u) := (neg : α → α)
class has_sub (α : Type u) := (sub : α → α → α)
class has_div (α : Type u) := (div : α → α → α)
class has_dvd (α : Type u) := (dvd : α → α → Prop)
class has_mod (α : Type u) := (mod : α → α → α)
class has_le (α : Type u) := (le : α → α → Prop)
class has_lt (α : Type u) := (lt : α → α → Prop)
class has_append (α : Type u) := (append : α → α → α)
class has_andthen (α : Type u) (β : Type v) (σ : out_param (Type w)) := (andthen : α → β → σ)
class has_union (α : Type u) := (union : α → α → α)
class has_inter (α : Type u) := (inter : α → α → α)
class has_sdiff (α : Type u) := (sdiff : α → α → α)
class has_equiv (α : Sort u) := (equiv : α → α → Prop)
class has_subset (α : Type u) := (subset : α → α → Prop)
class has_ssubset (α : Type u) := (ssubset : α → α → Prop)
class has_emptyc (α : Type u) := (emptyc : α)
class has_insert (α : out_param (Type u)) (γ : Type v) := (insert : α → γ → γ)
class has_singleton (α : out_param (Type u)) (β : Type v) := (singleton : α → β)
class has_sep (α : out_param (Type u)) (γ : Type v) := (sep : (α → Prop) → γ → γ)
class has_mem (α : out_param (Type u)) (γ : Type v) := (mem : α → γ → Prop)
class has_pow (α : Type u) (β : Type v) := (pow : α → β → α)

export has_andthen (andthen)
export has_pow (pow)

infix ` ∈ `:50 := has_mem.mem
notation a ` ∉ `:50 s:50 := ¬ has_mem.mem a s
infixl ` + `:65 := has_add.add
infixl ` * `:70 := has_mul.mul
infixl ` - `:65 := has_sub.sub
infixl ` / `:70 := has_div.div
infix ` ∣ `:50 := has_dvd.dvd
infixl ` % `:70 := has_mod.mod
prefix `-`:75 := has_neg.neg
infix ` <= `:50 := has_le.le
infix ` ≤ `:50 := has_le.le
infix ` < `:50 := has_lt.lt
infixl ` ++ `:65 := has_append.append
infixl `; `:1 := andthen
notation `∅` := has_emptyc.emptyc
infixl ` ∪ `:65 := has_union.union
infixl ` ∩ `:70 := has_inter.inter
infix ` ⊆ `:50 := has_subset.subset
infix ` ⊂ `:50 := has_ssubset.ssubset
infix ` \ `:70 := has_sdiff.sdiff
infix ` ≈ `:50 := has_equiv.equiv
infixr ` ^ `:80 := has_pow.pow

export has_append (append)

@[reducible] def ge {α : Type u} [has_le α] (a b : α) : Prop := has_le.le b a
@[reducible] def gt {α : Type u} [has_lt α] (a b : α) : Prop := has_lt.lt b a

infix ` >= `:50 := ge
infix ` ≥ `:50 := ge
infix ` > `:50 := gt

@[reducible] def superset {α : Type u} [has_subset α] (a b : α) : Prop := has_subset.subset b a
@[reducible] def ssuperset {α : Type u} [has_ssubset α] (a b : α) : Prop := has_ssubset.ssubset b a

infix ` ⊇ `:50 := superset
infix ` ⊃ `:50 := ssuperset

/-! Numerals are written in binary with these two -/

def bit0 {α : Type u} [s : has_add α] (a : α) : α := a + a
def bit1 {α : Type u} [s₁ : has_one α] [s₂ : has_add α] (a : α) : α := (bit0 a) + 1

attribute [pattern] has_zero.zero has_one.one bit0 bit1 has_add.add has_neg.neg has_mul.mul

export has_insert (insert)

class is_lawful_singleton (α : Type u) (β : Type v) [has_emptyc β] [has_insert α β] [has_singleton α β] : Prop :=
(insert_emptyc_eq : ∀ (x : α), (insert x ∅ : β) = {x})

export has_singleton (singleton)
export is_lawful_singleton (insert_emptyc_eq)

attribute [simp] insert_emptyc_eq

namespace nat

protected def add : nat → nat → nat
| a zero     := a
| a (succ b) := succ (add a b)

attribute [pattern] nat.add nat.add._main

end nat

instance : has_zero nat := ⟨nat.zero⟩
instance : has_one nat := ⟨nat.succ nat.zero⟩
instance : has_add nat := ⟨nat.add⟩

def std.priority.default : nat := 1000
def std.priority.max : nat := 4294967295

protected def nat.prio := std.priority.default + 100

def std.prec.max : nat := 1024
def std.prec.arrow : nat := 25
def std.prec.max_plus : nat := std.prec.max + 10

postfix `⁻¹`:std.prec.max_plus := has_inv.inv

infixr ` × `:35 := prod

/-! `sizeof`: from here on every inductive type gets its instance by itself; those above get it by hand -/

class has_sizeof (α : Sort u) :=
(sizeof : α → nat)

def sizeof {α : Sort u} [s : has_sizeof α] : α → nat := has_sizeof.sizeof

protected def default.sizeof (α : Sort u) : α → nat
| a := 0

instance default_has_sizeof (α : Sort u) : has_sizeof α := ⟨default.sizeof α⟩

protected def nat.sizeof : nat → nat
| n := n

instance : has_sizeof nat := ⟨nat.sizeof⟩

protected def prod.sizeof {α : Type u} {β : Type v} [has_sizeof α] [has_sizeof β] : (prod α β) → nat
| ⟨a, b⟩ := 1 + sizeof a + sizeof b

instance (α : Type u) (β : Type v) [has_sizeof α] [has_sizeof β] : has_sizeof (prod α β) := ⟨prod.sizeof⟩

protected def sum.sizeof {α : Type u} {β : Type v} [has_sizeof α] [has_sizeof β] : (sum α β) → nat
| (sum.inl a) := 1 + sizeof a
| (sum.inr b) := 1 + sizeof b

instance (α : Type u) (β : Type v) [has_sizeof α] [has_sizeof β] : has_sizeof (sum α β) := ⟨sum.sizeof⟩

protected def psum.sizeof {α : Type u} {β : Type v} [has_sizeof α] [has_sizeof β] : (psum α β) → nat
| (psum.inl a) := 1 + sizeof a
| (psum.inr b) := 1 + sizeof b

instance (α : Type u) (β : Type v) [has_sizeof α] [has_sizeof β] : has_sizeof (psum α β) := ⟨psum.sizeof⟩

protected def sigma.sizeof {α : Type u} {β : α → Type v} [has_sizeof α] [∀ a, has_sizeof (β a)] : sigma β → nat
| ⟨a, b⟩ := 1 + sizeof a + sizeof b

instance (α : Type u) (β : α → Type v) [has_sizeof α] [∀ a, has_sizeof (β a)] : has_sizeof (sigma β) :=
⟨sigma.sizeof⟩

protected def psigma.sizeof {α : Type u} {β : α → Type v} [has_sizeof α] [∀ a, has_sizeof (β a)] : psigma β → nat
| ⟨a, b⟩ := 1 + sizeof a + sizeof b

instance (α : Type u) (β : α → Type v) [has_sizeof α] [∀ a, has_sizeof (β a)] : has_sizeof (psigma β) :=
⟨psigma.sizeof⟩

protected def punit.sizeof : punit → nat
| u := 1

instance : has_sizeof punit := ⟨punit.sizeof⟩

protected def bool.sizeof : bool → nat
| b := 1

instance : has_sizeof bool := ⟨bool.sizeof⟩

protected def option.sizeof {α : Type u} [has_sizeof α] : option α → nat
| none     := 1
| (some a) := 1 + sizeof a

instance (α : Type u) [has_sizeof α] : has_sizeof (option α) := ⟨option.sizeof⟩

protected def list.sizeof {α : Type u} [has_sizeof α] : list α → nat
| list.nil        := 1
| (list.cons a l) := 1 + sizeof a + list.sizeof l

instance (α : Type u) [has_sizeof α] : has_sizeof (list α) := ⟨list.sizeof⟩

protected def subtype.sizeof {α : Type u} [has_sizeof α] {p : α → Prop} : subtype p → nat
| ⟨a, _⟩ := sizeof a

instance {α : Type u} [has_sizeof α] (p : α → Prop) : has_sizeof (subtype p) := ⟨subtype.sizeof⟩

lemma nat_add_zero (n : nat) : n + 0 = n := rfl

inductive bin_tree (α : Type u)
| empty : bin_tree
| leaf (val : α) : bin_tree
| node (left right : bin_tree) : bin_tree

attribute [elab_simple] bin_tree.node bin_tree.leaf

@[reducible] def infer_instance {α : Sort u} [i : α] : α := i
