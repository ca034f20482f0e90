mutual inductive even, odd
with even : ℕ → Prop
| zero : even 0
| succ : ∀ n, odd n → even (n + 1)
with odd : ℕ → Prop
| succ : ∀ n, even n → odd (n + 1)
example : even 2 := even.succ 1 (odd.succ 0 even.zero)

mutual inductive even, odd
with even : ℕ → Prop
| zero : even 0
| succ : ∀ n, odd n → even (n + 1)
with odd : ℕ → Prop
| succ : ∀ n, even n → odd (n + 1)
example : odd 2 := odd.succ 1 even.zero

mutual inductive tree, forest (α : Type)
with tree : Type
| node : α → forest → tree
with forest : Type
| nil : forest
| cons : tree → forest → forest
example : tree ℕ := tree.node 1 (forest.cons (tree.node 2 forest.nil) forest.nil)

mutual inductive tree, forest (α : Type)
with tree : Type
| node : α → forest → tree
with forest : Type
| nil : forest
| cons : tree → forest → forest
example : tree ℕ := tree.node 1 tree.nil

mutual inductive tree, forest (α : Type)
with tree : Type
| node : α → forest → tree
with forest : Type
| nil {} : forest
| cons : tree → forest → forest
def leaf {α : Type} (a : α) : tree α := tree.node a forest.nil

mutual inductive bad, worse
with bad : Type
| mk : (worse → ℕ) → bad
with worse : Type
| mk : bad → worse

mutual inductive bad, worse
with bad : Type
| mk : (bad → ℕ) → bad
with worse : Type
| mk : bad → worse

mutual inductive a, b
with a : Type
| mk : b → a
with b : Type
| stop : b
| mk : a → b
def x : a := a.mk (b.mk (a.mk b.stop))

mutual inductive a, b
with a : Type
| mk : b → a
with b : Type 1
| stop : b

mutual inductive a, b
with a : Type
| mk : b → a
with c : Type
| stop : c

mutual inductive a, b
with a : Type
| mk : b → a

mutual inductive even, odd
with even : ℕ → Prop
| zero : even 0
| succ : ∀ n, odd n → even (n + 1)
with odd : ℕ → Prop
| succ : ∀ n, even n → odd (n + 1)
mutual theorem even_two, odd_two
with even_two : ∀ n, even n → n + 2 ≠ 1
| n h := λ e, by { injection e with e, cases e }
with odd_two : ∀ n, odd n → n + 2 ≠ 1
| n h := λ e, by { injection e with e, cases e }

mutual def is_even, is_odd
with is_even : ℕ → bool
| 0 := tt
| (n+1) := is_odd n
with is_odd : ℕ → bool
| 0 := ff
| (n+1) := is_even n
example : is_even 0 = tt := by simp [is_even]

mutual def is_even, is_odd
with is_even : ℕ → bool
| 0 := tt
| (n+1) := is_odd n
with is_odd : ℕ → bool
| 0 := ff
| (n+1) := is_even n
example : is_even 4 = tt := by simp [is_even, is_odd]

mutual def is_even, is_odd
with is_even : ℕ → bool
| 0 := tt
| (n+1) := is_odd (n+1)
with is_odd : ℕ → bool
| 0 := ff
| (n+1) := is_even (n+1)

mutual def is_even, is_odd
with is_even : ℕ → bool
| 0 := tt
| (n+1) := is_odd n
with is_odd : ℕ → bool
| (n+1) := is_even n

mutual inductive p, q
with p : Prop
| mk : q → p
with q : Prop
| mk : p → q
example : ¬ (true ∧ false) := λ h, h.2

mutual inductive v, w (n : ℕ)
with v : fin n → Type
| mk : ∀ i, w i → v i
with w : fin n → Type
| mk : ∀ i, w i
#check @v.mk
