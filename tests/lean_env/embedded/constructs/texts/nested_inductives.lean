inductive tree (α : Type) : Type
| node : α → list tree → tree
example : tree ℕ := tree.node 1 [tree.node 2 [], tree.node 3 []]

inductive tree (α : Type) : Type
| node : α → list tree → tree
example : tree ℕ := tree.node 1 [2, 3]

inductive tree : Type
| node : list tree → tree
def leaf : tree := tree.node []
#check leaf

inductive bad : Type
| mk : list (bad → ℕ) → bad

inductive bad : Type
| mk : (list bad → ℕ) → bad

inductive wide : Type
| mk : (ℕ → wide) → wide
| stop : wide
example : wide := wide.mk (λ n, wide.stop)

inductive pairs : Type
| stop : pairs
| mk : pairs × pairs → pairs
example : pairs := pairs.mk (pairs.stop, pairs.stop)

inductive pairs : Type
| stop : pairs
| mk : pairs × pairs → pairs
example : pairs := pairs.mk pairs.stop

inductive opt : Type
| mk : option opt → opt
example : opt := opt.mk (some (opt.mk none))

inductive rose : Type
| mk : list (list rose) → rose
example : rose := rose.mk [[rose.mk []], []]

inductive box (α : Type) : Type
| mk : α → box
inductive boxed : Type
| mk : box boxed → boxed
| stop : boxed
example : boxed := boxed.mk (box.mk boxed.stop)

inductive neg (α : Type) : Type
| mk : (α → ℕ) → neg
inductive negated : Type
| mk : neg negated → negated

structure wrap (α : Type) := (inside : α)
inductive wrapped : Type
| mk : wrap wrapped → wrapped
| stop : wrapped
example : wrapped := wrapped.mk ⟨wrapped.stop⟩

inductive small : Type
| mk : list Type → small

inductive form : Type
| atom : ℕ → form
| both : form → form → form
| all : list form → form
example (f : form) : form.both f f = form.both f f := rfl

inductive form : Type
| atom : ℕ → form
| all : list form → form
example (a b : ℕ) (h : form.atom a = form.atom b) : a = b := by { injection h }

inductive form : Type
| atom : ℕ → form
| all : list form → form
example (a : ℕ) (l : list form) : form.atom a ≠ form.all l := λ h, by { cases h }

inductive index : ℕ → Type
| stop : index 0
| mk : ∀ n, list (index n) → index (n + 1)
example : index 1 := index.mk 0 [index.stop]

inductive index : ℕ → Type
| stop : index 0
| mk : ∀ n, list (index n) → index (n + 1)
example : index 1 := index.mk 1 [index.stop]
