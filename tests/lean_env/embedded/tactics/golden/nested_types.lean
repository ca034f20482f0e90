inductive rose (α : Type) : Type
| node : α → list rose → rose

example : Π {α : Type} (C : rose α → Type), (Π (a : α) (l : list (rose α)), C (rose.node a l)) → Π (x : rose α), C x :=
rose.rec

example : Π (α : Type) (C : rose α → Type), (Π (a : α) (l : list (rose α)), C (rose.node a l)) → Π (x : rose α), C x :=
@rose.rec

example : Π (α : Type) (C : rose α → Type) (x : rose α), (Π (a : α) (l : list (rose α)), C (rose.node a l)) → C x :=
@rose.cases_on

example {α : Type} {a b : α} {l m : list (rose α)} (h : rose.node a l = rose.node b m) : a = b ∧ l = m :=
rose.node.inj h

example {α : Type} {a b : α} {l m : list (rose α)} : (rose.node a l = rose.node b m) = (a = b ∧ l = m) :=
rose.node.inj_eq

example {α : Type} {a b : α} {l m : list (rose α)} (h : rose.node a l = rose.node b m) : l = m :=
rose.node.inj_arrow h (λ _ h2, h2)

example {α : Type} [has_sizeof α] (a : α) (l : list (rose α)) : rose.sizeof α (rose.node a l) = 1 + sizeof a + sizeof l :=
rose.node.sizeof_spec α a l

example {α : Type} (a : α) (l : list (rose α)) : sizeof l < sizeof (rose.node a l) :=
by { unfold sizeof has_sizeof.sizeof rose.sizeof, simp, exact nat.lt_succ_self _ }

example : nat := rose.no_confusion

example : nat := rose.rec_on

example : nat := rose.below

mutual def rose.map, rose.map_list {α β : Type} (f : α → β)
with rose.map : rose α → rose β
| (rose.node a l) := rose.node (f a) (rose.map_list l)
with rose.map_list : list (rose α) → list (rose β)
| [] := []
| (t :: ts) := rose.map t :: rose.map_list ts

example {α β : Type} (f : α → β) (a l) : rose.map f (rose.node a l) = rose.node (f a) (rose.map_list f l) :=
by simp [rose.map]

example {α β : Type} (f : α → β) (a l) : rose.map f (rose.node a l) = rose.node (f a) (rose.map_list f l) :=
by rw rose.map

example {α β : Type} (f : α → β) (a l) : rose.map f (rose.node a l) = rose.node (f a) (rose.map_list f l) :=
rfl

example {α β : Type} (f : α → β) (t l) : rose.map_list f (t :: l) = rose.map f t :: rose.map_list f l :=
by unfold rose.map_list

def rose.root {α : Type} : rose α → α
| (rose.node a _) := a

def rose.children {α : Type} : rose α → list (rose α)
| (rose.node _ l) := l

example {α : Type} (t : rose α) : rose.node t.root t.children = t :=
by { cases t, simp [rose.root, rose.children] }

example {α : Type} (t : rose α) : rose.node t.root t.children = t :=
by { cases t, refl }

example {α : Type} (t : rose α) : rose.node t.root t.children = t :=
by { induction t with a l, simp [rose.root, rose.children] }

def rose.depth {α : Type} : rose α → nat
| (rose.node _ []) := 0
| (rose.node a (t :: ts)) := rose.depth t + 1

example : rose.depth (rose.node 1 [rose.node 2 [], rose.node 3 []]) = 1 :=
by simp [rose.depth]

def rose.loop {α : Type} : rose α → nat
| (rose.node a l) := rose.loop (rose.node a l)

def rose.bad {α : Type} : rose α → nat
| (rose.node a l) := rose.bad (rose.node a (rose.node a l :: l))

example {α : Type} (a b : α) (l) (h : rose.node a l = rose.node b l) : a = b :=
by { injection h }

example {α : Type} (a b : α) (l) (h : rose.node a l = rose.node b l) : a = b :=
by { cases h, refl }

example {α : Type} (a b : α) (l) (h : rose.node a l = rose.node b l) : a = b :=
by { simp at h, exact h }

example {α : Type} (a b : α) (l) : rose.node a l = rose.node b l := rfl

inductive term : Type
| var : nat → term
| app : string → list term → term

example (n f l) (h : term.var n = term.app f l) : false :=
by { cases h }

example (n f l) (h : term.var n = term.app f l) : false :=
by { contradiction }

example (n f l) (h : term.var n = term.app f l) : false :=
by { injection h }

example (n f l) : ¬ term.var n = term.app f l :=
by simp

example (n f l) (h : term.var n = term.app f l) : false :=
term.no_confusion h

mutual def term.consts, term.consts_list
with term.consts : term → nat
| (term.var _) := 0
| (term.app _ l) := term.consts_list l + 1
with term.consts_list : list term → nat
| [] := 0
| (t :: l) := term.consts t + term.consts_list l

example : term.consts (term.app "f" [term.var 0, term.app "c" []]) = 2 :=
by simp [term.consts, term.consts_list]

inductive occurs (n : nat) : term → Prop
| here : occurs (term.var n)
| arg : ∀ f t l, t ∈ l → occurs t → occurs (term.app f l)

example (n m : nat) (h : occurs n (term.var m)) : n = m :=
by { cases h, refl }

example (n : nat) (f) (h : occurs n (term.app f [])) : false :=
by { cases h, cases h_ᾰ }

inductive through_pair : Type
| leaf : through_pair
| node : nat × through_pair → through_pair

inductive through_option : Type
| node : option through_option → through_option

def through_option.height : through_option → nat
| (through_option.node none) := 0
| (through_option.node (some t)) := through_option.height t + 1

inductive through_both : Type
| node : list (option through_both × nat) → through_both

inductive through_function : Type
| node : (nat → list through_function) → through_function

inductive my_list (α : Type) : Type
| nil : my_list
| cons : α → my_list → my_list

inductive through_own : Type
| leaf : through_own
| node : my_list through_own → bool → through_own

example (l m : my_list through_own) (b c : bool) (h : through_own.node l b = through_own.node m c) : l = m ∧ b = c :=
by { injection h with h1 h2, exact ⟨h1, h2⟩ }

inductive my_vector (α : Type) : nat → Type
| nil : my_vector 0
| cons : Π {n}, α → my_vector n → my_vector (n + 1)

inductive through_vector : Type
| node : Π n, my_vector through_vector n → through_vector

example (n m) (v : my_vector through_vector n) (w : my_vector through_vector m)
  (h : through_vector.node n v = through_vector.node m w) : n = m ∧ v == w :=
through_vector.node.inj h

inductive through_nested : Type
| leaf : through_nested
| node : rose through_nested → through_nested

mutual inductive stmt, block
with stmt : Type
| skip : stmt
| seq : list stmt → stmt
| nested : block → stmt
with block : Type
| mk : option stmt → block

example : Π (C : stmt → Prop), C stmt.skip → (∀ l, C (stmt.seq l)) → (∀ b, C (stmt.nested b)) → ∀ s, C s :=
@stmt.rec

example : block.mk none ≠ block.mk (some stmt.skip) :=
by simp

example : block.mk none ≠ block.mk (some stmt.skip) :=
λ h, by cases h

inductive through_set : Type
| mk : set through_set → through_set

inductive through_array : Type
| mk : array 3 through_array → through_array

inductive through_exists : Prop
| mk : (∃ n : nat, through_exists) → through_exists

inductive through_and : Prop
| mk : through_and ∧ through_and → through_and

inductive through_subtype : Type
| mk : {x : through_subtype // true} → through_subtype

inductive through_quot : Type
| mk : quot (λ a b : through_quot, true) → through_quot

inductive through_index : Type
| mk : (through_index = through_index) → through_index

inductive wrong_universe : Type
| mk : Type × wrong_universe → wrong_universe

inductive right_universe : Type 1
| mk : Type × right_universe → right_universe

inductive own_parameter (α : Type) : Type
| mk : Π n : nat, list (own_parameter (my_vector α n)) → own_parameter

inductive dependent_parameter (α : Type) : Type
| mk : Π n : nat, list (my_vector dependent_parameter n) → dependent_parameter

inductive negative : Type
| mk : list (negative → nat) → negative

inductive double_pair : Type
| mk : (nat × nat) × double_pair → double_pair

inductive reflexive_wrap (α : Type) : Type
| mk : α → (nat → reflexive_wrap) → reflexive_wrap

inductive through_reflexive : Type
| mk : reflexive_wrap through_reflexive → through_reflexive

inductive through_unfolding : Type
| star : id through_unfolding → through_unfolding

mutual inductive even, odd
with even : nat → Prop
| zero : even 0
| succ : ∀ n, odd n → even (n + 1)
with odd : nat → Prop
| succ : ∀ n, even n → odd (n + 1)

example (n) (h : odd (n + 1)) : even n :=
by { cases h, assumption }

example : ¬ odd 0 :=
by { intro h, cases h }

mutual inductive ping, pong
with ping : Type
| stop : ping
| go : pong → ping
with pong : Type
| go : ping → pong

example (a b : pong) (h : ping.go a = ping.go b) : a = b := ping.go.inj h

example (a b : pong) : (ping.go a = ping.go b) = (a = b) := ping.go.inj_eq

example (a b : ping) (h : pong.go a = pong.go b) : a = b := by simp at h; exact h

example (a : pong) : ping.stop ≠ ping.go a := by simp

example (a : pong) : ping.stop ≠ ping.go a := ping.no_confusion

example (p : pong) : sizeof (ping.go p) = 1 + sizeof p := ping.go.sizeof_spec p

example (p : pong) : ping.sizeof (ping.go p) = 1 + sizeof p := rfl

mutual def ping.length, pong.length
with ping.length : ping → nat
| ping.stop := 0
| (ping.go p) := pong.length p + 1
with pong.length : pong → nat
| (pong.go p) := ping.length p + 1

example : ping.length (ping.go (pong.go ping.stop)) = 2 := rfl

example : ping.length (ping.go (pong.go ping.stop)) = 2 := by simp [ping.length, pong.length]

mutual inductive wrong_result, other_result
with wrong_result : Type
| mk : other_result
with other_result : Type
| mk : other_result
