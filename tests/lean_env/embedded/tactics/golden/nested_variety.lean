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
