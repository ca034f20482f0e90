def with_match (n : nat) : nat :=
match n with
| 0 := 1
| (k+1) := k
end

example : with_match 0 = 1 := rfl

example (k) : with_match (k+1) = k := rfl

example (k) : with_match (k+1) = k := by simp [with_match]

example (n : nat) (h : with_match n = 1) : n = 0 ∨ n = 2 :=
begin
  cases n with k,
  { left, refl },
  { right, simp [with_match] at h, rw h }
end

example (p q : Prop) (h : p ∨ q) : q ∨ p :=
match h with
| or.inl hp := or.inr hp
| or.inr hq := or.inl hq
end

example (p q : Prop) (h : p ∨ q) : q ∨ p :=
match h with
| or.inl hp := or.inr hp
end

example (p : nat → Prop) (h : ∃ x, p x) : ∃ y, p y :=
let ⟨x, hx⟩ := h in ⟨x, hx⟩

example (p q : Prop) : p ∧ q → q ∧ p
| ⟨hp, hq⟩ := ⟨hq, hp⟩

example (a b : nat) (h : a = b) : b = a :=
match b, h with ._, rfl := rfl end

theorem trans_by_match {α : Type} : ∀ {a b c : α}, a = b → b = c → a = c
| _ _ _ rfl rfl := rfl

def lookup {α : Type} (k : nat) : list (nat × α) → option α
| [] := none
| ((k', v) :: l) := if k = k' then some v else lookup l

example : lookup 2 [(1, tt), (2, ff)] = some ff := rfl

def last {α : Type} : list α → option α
| [] := none
| [a] := some a
| (_ :: b :: l) := last (b :: l)

example : last [1, 2, 3] = some 3 := rfl

def insert_sorted : nat → list nat → list nat
| n [] := [n]
| n (m :: l) := if n ≤ m then n :: m :: l else m :: insert_sorted n l

def by_string : string → nat
| "one" := 1
| "two" := 2
| _ := 0

example : by_string "two" = 2 := by simp [by_string]

def by_char : char → bool
| 'a' := tt
| _ := ff

example : by_char 'b' = ff := rfl

def by_number : nat → nat
| 1000 := 1
| 2000 := 2
| _ := 3

example : by_number 2000 = 2 := rfl

def by_integer : int → nat
| 5 := 1
| -3 := 2
| _ := 0

example : by_integer (-3) = 2 := rfl

def sum_type : nat ⊕ bool → nat
| (sum.inl n) := n
| (sum.inr tt) := 1
| (sum.inr ff) := 0

def as_pattern : list nat → list nat
| l@(a :: b) := a :: l
| [] := []

example : as_pattern [1, 2] = [1, 1, 2] := rfl

def wrong_pattern : nat → nat
| (n * 2) := n
| _ := 0

def free_pattern (m : nat) : nat → bool
| m := tt

def constant_pattern : nat → bool
| nat.zero := tt
| (nat.succ nat.zero) := ff
| (nat.succ (nat.succ n)) := constant_pattern n

def too_many : nat → nat
| 0 1 := 2
| _ _ := 3

def different_counts : nat → nat → nat
| 0 := λ x, x
| (n+1) m := m

def wrong_type : nat → nat
| tt := 0
| ff := 1

def wrong_result : nat → nat
| 0 := tt
| (n+1) := n

def unknown_constructor : list nat → nat
| (list.snoc l a) := a
| _ := 0

def repeated_variable : nat → nat → nat
| n n := n
| _ _ := 0

inductive le' : nat → nat → Prop
| refl : ∀ n, le' n n
| step : ∀ {n m}, le' n m → le' n (m+1)

theorem le'.trans : ∀ {a b c}, le' a b → le' b c → le' a c
| a b _ h (le'.refl _) := h
| a b _ h (le'.step h') := le'.step (le'.trans h h')

theorem le'.zero : ∀ n, le' 0 n
| 0 := le'.refl 0
| (n+1) := le'.step (le'.zero n)

theorem le'.succ : ∀ {n m}, le' n m → le' (n+1) (m+1)
| _ _ (le'.refl n) := le'.refl (n+1)
| _ _ (le'.step h) := le'.step (le'.succ h)

example (n) : ¬ le' (n+1) 0 := by { intro h, cases h }

theorem not_le'_zero : ∀ n, ¬ le' (n+1) 0.

theorem le'_large_elimination : Π {a b : nat}, le' a b → nat
| a b (le'.refl _) := 0
| a b (le'.step h) := 1

inductive tree | leaf : tree | node : tree → nat → tree → tree

def tree.insert : nat → tree → tree
| n tree.leaf := tree.node tree.leaf n tree.leaf
| n (tree.node l m r) := if n < m then tree.node (tree.insert n l) m r else tree.node l m (tree.insert n r)

def tree.to_list : tree → list nat
| tree.leaf := []
| (tree.node l n r) := tree.to_list l ++ [n] ++ tree.to_list r

example : (tree.insert 2 (tree.insert 1 (tree.insert 3 tree.leaf))).to_list = [1, 2, 3] := rfl

def tree.mirror : tree → tree
| tree.leaf := tree.leaf
| (tree.node l n r) := tree.node (tree.mirror r) n (tree.mirror l)

theorem tree.mirror_mirror : ∀ t : tree, t.mirror.mirror = t
| tree.leaf := rfl
| (tree.node l n r) := by simp [tree.mirror, tree.mirror_mirror l, tree.mirror_mirror r]

theorem tree.mirror_mirror' (t : tree) : t.mirror.mirror = t :=
by { induction t with l n r ihl ihr, refl, simp [tree.mirror, ihl, ihr] }

theorem circular : ∀ t : tree, t.mirror = t
| t := circular t

theorem uses_itself_in_term (t : tree) : t.mirror = t := uses_itself_in_term t

def shadowed (n : nat) : nat → nat
| 0 := n
| (n+1) := shadowed n

example : shadowed 7 3 = 7 := rfl

def with_variable_parameter (n : nat) : nat → nat
| 0 := n
| (m+1) := with_variable_parameter (n+1) m

def takes_function (f : nat → nat) : nat → nat
| 0 := 0
| (n+1) := f (takes_function n)

def partial_application : list nat → list nat
| [] := []
| (x :: xs) := list.map (λ y, y + x) (partial_application xs)

inductive w (α : Type) : Type
| sup : (α → w) → w

def w.depth : w bool → nat
| (w.sup f) := w.depth (f tt) + w.depth (f ff) + 1

def w.map {α : Type} : w α → w α
| (w.sup f) := w.sup (λ a, w.map (f a))

def acc_rec (n : nat) : nat :=
well_founded.fix nat.lt_wf (λ x F, nat.rec_on x (λ _, 0) (λ m _ F, F m (nat.lt_succ_self m) + 1) F) n

inductive unit_like : Type | star

example : ∀ x : unit_like, x = unit_like.star
| unit_like.star := rfl

inductive empty_like : Type

def empty_like.elim {α : Type} : empty_like → α.

def dependent_result : Π b : bool, cond b nat bool
| tt := (3 : nat)
| ff := tt

def wrong_dependent_result : Π b : bool, cond b nat bool
| tt := tt
| ff := tt

structure point := (x : nat) (y : nat)

def point.swap : point → point
| ⟨a, b⟩ := ⟨b, a⟩

example (p : point) : p.swap.swap = p := by { cases p, refl }

example (p : point) : p.swap.swap = p := rfl

def point.add : point → point → point
| {x := a, y := b} {x := c, y := d} := ⟨a + c, b + d⟩

@[derive decidable_eq]
inductive suit | clubs | hearts

example : suit.clubs ≠ suit.hearts := dec_trivial

example : suit.clubs = suit.hearts := dec_trivial

@[derive decidable_eq]
inductive bin | leaf : bin | node : bin → nat → bin → bin

example : bin.node bin.leaf 1 bin.leaf ≠ bin.node bin.leaf 2 bin.leaf := dec_trivial

@[derive decidable_eq]
structure pair (α β : Type) := (fst : α) (snd : β)

example : pair.mk 1 tt ≠ pair.mk 1 ff := dec_trivial

@[derive decidable_eq]
inductive no_equality | mk : (nat → nat) → no_equality

@[derive inhabited]
inductive no_handler | mk

@[derive decidable_eq]
inductive family (α : Type) : nat → Type
| nil : family 0
| cons : Π n, α → family n → family (n+1)

inductive plain | a | b

instance : decidable_eq plain := by tactic.mk_dec_eq_instance

instance : inhabited plain := by tactic.mk_inhabited_instance

inductive not_inhabited | mk : empty → not_inhabited

instance : inhabited not_inhabited := by tactic.mk_inhabited_instance
