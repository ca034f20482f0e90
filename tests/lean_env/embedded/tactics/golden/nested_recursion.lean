mutual inductive ex, st, dc
with ex : Type
| lit : nat → ex
| call : string → list ex → ex
| block : list st → ex
with st : Type
| ex : ex → st
| ite : ex → list st → option st → st
| dc : dc → st
with dc : Type
| mk : string → option ex → dc

example : ex.call "f" [] ≠ ex.lit 0 := by simp

example (a b : ex) (h : st.ex a = st.ex b) : a = b := by { injection h }

example (s t : string) (o p : option ex) (h : dc.mk s o = dc.mk t p) : o = p := by { cases h, refl }

mutual def ex.size, exs.size, st.size, sts.size
with ex.size : ex → nat
| (ex.lit _) := 1
| (ex.call _ l) := exs.size l + 1
| (ex.block l) := sts.size l + 1
with exs.size : list ex → nat
| [] := 0
| (e :: l) := ex.size e + exs.size l
with st.size : st → nat
| (st.ex e) := ex.size e
| (st.ite e l none) := ex.size e + sts.size l
| (st.ite e l (some s)) := ex.size e + sts.size l + st.size s
| (st.dc _) := 1
with sts.size : list st → nat
| [] := 0
| (s :: l) := st.size s + sts.size l

example (f l) : ex.size (ex.call f l) = exs.size l + 1 := by rw ex.size

example (e l) : st.size (st.ite e l none) = ex.size e + sts.size l := by simp [st.size]

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

inductive with_rec_name : Type
| rec : list with_rec_name → with_rec_name

inductive twice : Type
| mk : list twice → twice
| mk : twice
