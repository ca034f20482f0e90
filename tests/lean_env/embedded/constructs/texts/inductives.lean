inductive day | mon | tue | wed
def next : day → day
| day.mon := day.tue
| day.tue := day.wed
| day.wed := day.mon
example : next (next day.mon) = day.wed := rfl
example (d : day) : next (next (next d)) = d := by cases d; refl

inductive day | mon | tue
example (d : day) : d = day.mon := by cases d; refl

inductive day | mon | tue
example : day.mon ≠ day.tue := by { intro h, cases h }
example : day.mon ≠ day.tue := λ h, day.no_confusion h

inductive vec (α : Type) : ℕ → Type
| nil : vec 0
| cons : ∀ {n}, α → vec n → vec (n + 1)
def head {α : Type} : ∀ {n}, vec α (n + 1) → α
| n (vec.cons x xs) := x
example : head (vec.cons 3 vec.nil) = 3 := rfl

inductive vec (α : Type) : ℕ → Type
| nil {} : vec 0
| cons : ∀ {n}, α → vec n → vec (n + 1)
def head {α : Type} : ∀ {n}, vec α (n + 1) → α
| n (vec.cons x xs) := x
example : head (vec.cons 3 vec.nil) = 3 := rfl

inductive vec (α : Type) : ℕ → Type
| nil {} : vec 0
| cons : ∀ {n}, α → vec n → vec (n + 1)
def head {α : Type} : ∀ {n}, vec α n → α
| n (vec.cons x xs) := x

inductive reach (r : ℕ → ℕ → Prop) : ℕ → ℕ → Prop
| refl : ∀ a, reach a a
| step : ∀ {a b c}, r a b → reach b c → reach a c
theorem reach_trans {r : ℕ → ℕ → Prop} {a b c : ℕ} (h : reach r a b) (k : reach r b c) : reach r a c :=
by { induction h with x x y z hxy hyz ih, exact k, exact reach.step hxy (ih k) }

inductive reach (r : ℕ → ℕ → Prop) : ℕ → ℕ → Prop
| refl : ∀ a, reach a a
| step : ∀ {a b c}, r a b → reach b c → reach a c
theorem reach_symm {r : ℕ → ℕ → Prop} {a b : ℕ} (h : reach r a b) : reach r b a :=
by { induction h with x x y z hxy hyz ih, constructor, exact reach.step hxy ih }

inductive bad | mk : (bad → bad) → bad

inductive bad : Prop | mk : (bad → false) → bad

inductive acc' {α : Type} (r : α → α → Prop) : α → Prop
| mk : ∀ x, (∀ y, r y x → acc' y) → acc' x
#check @acc'.rec

inductive either (α β : Type) : Type
| this : α → either
| that : β → either
def swap {α β : Type} : either α β → either β α
| (either.this a) := either.that a
| (either.that b) := either.this b
example {α β : Type} (e : either α β) : swap (swap e) = e := by cases e; refl

inductive either (α β : Type) : Type
| this : α → either
| that : β → either
def swap {α β : Type} : either α β → either β α
| (either.this a) := either.this a
| (either.that b) := either.that b

inductive nonempty' (α : Type) : Prop
| intro : α → nonempty'
def get {α : Type} : nonempty' α → α
| (nonempty'.intro a) := a

inductive nonempty' (α : Type) : Prop
| intro : α → nonempty'
theorem get {α : Type} {p : Prop} (f : α → p) : nonempty' α → p
| (nonempty'.intro a) := f a

inductive e : ℕ → Prop
| z : e 0
| s : ∀ n, e n → e (n + 2)
example : ¬ e 1 := λ h, by cases h
example : e 4 := e.s _ (e.s _ e.z)

inductive e : ℕ → Prop
| z : e 0
| s : ∀ n, e n → e (n + 2)
example : ¬ e 2 := λ h, by cases h

inductive t : Type
| mk : ℕ → t
| mk : bool → t

inductive t : Type
| mk : ℕ

inductive t : Type
| mk : t'

inductive t : ℕ → Type
| mk : t

inductive empty_one : Type.
example (e : empty_one) : 1 = 2 := by cases e
