def forest (α : Type) := list α

inductive through_definition : Type
| mk : forest through_definition → through_definition

example (l m : forest through_definition) (h : through_definition.mk l = through_definition.mk m) : l = m :=
through_definition.mk.inj h

attribute [irreducible] forest

inductive through_irreducible : Type
| mk : forest through_irreducible → through_irreducible

abbreviation grove (α : Type) := list (list α)

inductive through_abbreviation : Type
| mk : grove through_abbreviation → nat → through_abbreviation

universes u v

inductive poly (α : Type u) : Type u
| leaf : α → poly
| node : list poly → poly

example : Π {α : Type u} (C : poly α → Sort v), (∀ a, C (poly.leaf a)) → (∀ l, C (poly.node l)) → ∀ t, C t := @poly.rec

example : poly.{0} nat := poly.node [poly.leaf 1, poly.node []]

inductive other_universe (α : Type u) : Type (u+1)
| leaf : α → other_universe
| node : list other_universe → other_universe

inductive sort_universe (α : Sort u) : Type
| node : list sort_universe → sort_universe

inductive inferred
| leaf
| node (children : list inferred)

inductive two_parameters (α : Type u) (β : Type v) : Type (max u v)
| node : α → β → list two_parameters → two_parameters

inductive implicit_parameter {α : Type} (f : α → nat) : Type
| node : list implicit_parameter → implicit_parameter

inductive indexed : nat → Type
| zero : indexed 0
| node : Π n, list (indexed n) → indexed (n + 1)

def indexed.count : Π {n}, indexed n → nat
| _ indexed.zero := 0
| _ (indexed.node n l) := l.length

example (n) (l m : list (indexed n)) (h : indexed.node n l = indexed.node n m) : l = m := by { injection h }

example (n) (l m : list (indexed n)) (h : indexed.node n l = indexed.node n m) : l = m := by { cases h, refl }

inductive index_varies : nat → Type
| node : Π n, list (index_varies (n + 1)) → index_varies n

inductive index_bound : nat → Type
| node : Π n, (Π m, list (index_bound m)) → index_bound n

inductive index_pair : nat → Type
| node : Π n m, index_pair n × index_pair m → index_pair (n + m)

inductive nested_sum : Type
| mk : nat ⊕ nested_sum → nested_sum

example : nested_sum.mk (sum.inl 1) ≠ nested_sum.mk (sum.inr (nested_sum.mk (sum.inl 1))) := by simp

inductive nested_sigma : Type
| mk : (Σ n : nat, nested_sigma) → nested_sigma

inductive nested_psigma : Type
| mk : (Σ' n : nat, nested_psigma) → nested_psigma

inductive nested_function : Type
| mk : (nat → option nested_function) → nested_function

inductive nested_two_functions : Type
| mk : (nat → bool → list nested_two_functions) → nested_two_functions

example (f g : nat → option nested_function) (h : nested_function.mk f = nested_function.mk g) : f = g :=
nested_function.mk.inj h

example (f : nat → option nested_function) : sizeof (nested_function.mk f) = 1 := by refl

inductive negative_inside : Type
| mk : list (negative_inside → nat) → negative_inside

inductive negative_outside : Type
| mk : (list negative_outside → nat) → negative_outside

inductive negative_deep : Type
| mk : ((nat → list negative_deep) → nat) → negative_deep

inductive in_own_index (α : Type) : list nat → Type
| mk : Π l, list (in_own_index l) → in_own_index (1 :: l)

inductive prop_nested : Prop
| mk : list prop_nested → prop_nested

inductive prop_in_type : Type
| mk : (∀ n : nat, n = n) → list prop_in_type → prop_in_type

example (h h') (l m : list prop_in_type) (e : prop_in_type.mk h l = prop_in_type.mk h' m) : l = m := prop_in_type.mk.inj e

inductive dependent_later : Type
| mk : Π l : list dependent_later, l = l → dependent_later

inductive length_later : Type
| mk : Π l : list length_later, l.length = 2 → length_later

inductive wrap (α : Type u) : Type u
| mk : list α → wrap

inductive through_wrap : Type
| mk : wrap through_wrap → through_wrap

inductive poly_nested : Type
| mk : poly poly_nested → poly_nested

inductive deep : Type
| mk : list (option (list (nat × deep))) → deep

mutual inductive expr, stmt, decl
with expr : Type
| lit : nat → expr
| call : string → list expr → expr
| block : list stmt → expr
with stmt : Type
| expr : expr → stmt
| ite : expr → list stmt → option stmt → stmt
| decl : decl → stmt
with decl : Type
| mk : string → option expr → decl

example : expr.call "f" [] ≠ expr.lit 0 := by simp

example (a b : expr) (h : stmt.expr a = stmt.expr b) : a = b := by { injection h }

example (s t : string) (o p : option expr) (h : decl.mk s o = decl.mk t p) : o = p := by { cases h, refl }

mutual def expr.size, exprs.size, stmt.size, stmts.size
with expr.size : expr → nat
| (expr.lit _) := 1
| (expr.call _ l) := exprs.size l + 1
| (expr.block l) := stmts.size l + 1
with exprs.size : list expr → nat
| [] := 0
| (e :: l) := expr.size e + exprs.size l
with stmt.size : stmt → nat
| (stmt.expr e) := expr.size e
| (stmt.ite e l none) := expr.size e + stmts.size l
| (stmt.ite e l (some s)) := expr.size e + stmts.size l + stmt.size s
| (stmt.decl _) := 1
with stmts.size : list stmt → nat
| [] := 0
| (s :: l) := stmt.size s + stmts.size l

example (f l) : expr.size (expr.call f l) = exprs.size l + 1 := by rw expr.size

example (e l) : stmt.size (stmt.ite e l none) = expr.size e + stmts.size l := by simp [stmt.size]

inductive tree : Type
| node : nat → list tree → tree

def tree.sum_wrong : tree → nat
| (tree.node n l) := n + (l.map tree.sum_wrong).foldr (+) 0

def tree.first : tree → nat
| (tree.node n []) := n
| (tree.node n (t :: l)) := tree.first t

def tree.second : tree → nat
| (tree.node n []) := n
| (tree.node n [t]) := tree.second t
| (tree.node n (t :: s :: l)) := tree.second s

example (n t s l) : tree.second (tree.node n (t :: s :: l)) = tree.second s := by rw tree.second

example (n) : tree.second (tree.node n []) = n := by simp [tree.second]

def tree.same : tree → tree → bool
| (tree.node n []) (tree.node m []) := n = m
| (tree.node n (t :: l)) (tree.node m (s :: k)) := tree.same t s
| _ _ := ff

def tree.missing : tree → nat
| (tree.node n []) := n

def tree.overlap : tree → nat
| (tree.node 0 l) := 0
| (tree.node n l) := l.length

def tree.unreachable : tree → nat
| (tree.node n l) := n
| (tree.node n []) := 0

def tree.grows : tree → nat
| (tree.node n l) := tree.grows (tree.node (n+1) l)

def tree.by_number : tree → nat
| (tree.node n l) := if n = 0 then 0 else l.length

theorem tree.eta : ∀ t : tree, ∃ n l, t = tree.node n l
| (tree.node n l) := ⟨n, l, rfl⟩

theorem tree.eta' (t : tree) : ∃ n l, t = tree.node n l :=
by { cases t with n l, exact ⟨n, l, rfl⟩ }

theorem tree.eta'' (t : tree) : ∃ n l, t = tree.node n l :=
by { induction t, exact ⟨_, _, rfl⟩ }

theorem tree.match_in_proof (t : tree) : ∃ n l, t = tree.node n l :=
match t with tree.node n l := ⟨n, l, rfl⟩ end

theorem tree.size_lt (n l) : sizeof l < sizeof (tree.node n l) :=
by { unfold_wf, exact nat.lt_add_of_pos_left (nat.zero_lt_succ _) }

example (n : nat) (l : list tree) : tree.sizeof (tree.node n l) = 1 + sizeof n + sizeof l := rfl

example (n : nat) (l : list tree) : tree.sizeof (tree.node n l) = 1 + sizeof n + sizeof l := by rw tree.node.sizeof_spec

example (n : nat) (l : list tree) : tree.sizeof (tree.node n l) = 1 + sizeof n + sizeof l := by simp [tree.sizeof]

example (n : nat) (l : list tree) : tree.sizeof (tree.node n l) = 1 + sizeof n + sizeof l := by unfold tree.sizeof

example (n m : nat) (l : list tree) (h : tree.node n l = tree.node m l) : n = m := by { simp at h, exact h }

example (n m : nat) (l k : list tree) : tree.node n l = tree.node m k ↔ n = m ∧ l = k := by simp

example (n m : nat) (l k : list tree) (h : n = m) (h2 : l = k) : tree.node n l = tree.node m k := by rw [h, h2]

example (n : nat) (l : list tree) : (tree.rec (λ n _, n) (tree.node n l) : nat) = n := rfl

example (n : nat) (l : list tree) : @tree.rec (λ _, nat) (λ n _, n) (tree.node n l) = n := rfl

example (n : nat) : @tree.rec (λ _, nat) (λ n _, n) (tree.node n []) = n := rfl

example (n : nat) : @tree.cases_on (λ _, nat) (tree.node n []) (λ n _, n) = n := rfl

structure rose_structure := (label : nat) (children : list rose_structure)

class inductive nested_class : Type
| mk : list nested_class → nested_class

section
variable (A : Type)
inductive with_variable : Type
| mk : A → list with_variable → with_variable
end

example (a : nat) (l) : with_variable.mk a l = with_variable.mk a l := rfl

namespace inner
inductive tree (α : Type) : Type
| node : α → list tree → tree

open tree

def label : tree nat → nat
| (node a _) := a

example (a l) : label (node a l) = a := by simp [label]

example (a l) : label (node a l) = a := by rw label
end inner

@[derive decidable_eq]
inductive derived : Type
| mk : list derived → derived

inductive _nest_1_1.clash : Type
| mk

inductive clash : Type
| mk : list clash → clash

inductive with_rec_name : Type
| rec : list with_rec_name → with_rec_name

inductive twice : Type
| mk : list twice → twice
| mk : twice
