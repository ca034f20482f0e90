def add_opt (a b : option ℕ) : option ℕ := do x ← a, y ← b, return (x + y)
example : add_opt (some 1) (some 2) = some 3 := rfl
example : add_opt none (some 2) = none := rfl

def add_opt (a b : option ℕ) : option ℕ := do x ← a, y ← b, return (x + y)
example : add_opt none (some 2) = some 2 := rfl

def add_opt (a b : option ℕ) : option ℕ := do x ← a, y ← b, x + y

def f (a : option ℕ) : option ℕ := do { x ← a, pure (x * 2) }
example : f (some 2) = some 4 := rfl

def f (a : option ℕ) : option ℕ := do { x ← a; pure (x * 2) }

def f (a : option ℕ) : option ℕ := do let x := 3, y ← a, return (x + y)
example : f (some 2) = some 5 := rfl

def f (a : option (ℕ × ℕ)) : option ℕ := do (x, y) ← a, return (x + y)
example : f (some (1, 2)) = some 3 := rfl

def f (a : option (option ℕ)) : option ℕ := do (some y) ← a | none, return y
example : f (some (some 2)) = some 2 := rfl

def f (a : option (option ℕ)) : option ℕ := do (some y) ← a | none, return y
example : f (some none) = some 0 := rfl

def f (a : option (option ℕ)) : option ℕ := do some y ← a | none, return y

def f (a : option ℕ) : option ℕ := do a, return 1
example : f none = none := rfl

def f (a : option ℕ) : option unit := do x ← a, when (x = 0) none
example : f (some 0) = none := rfl

def f (a : option ℕ) : option ℕ := do x ← a

def f (a : option ℕ) : option ℕ := a >>= λ x, return (x + 1)
example : f (some 1) = some 2 := rfl

def f (a : option ℕ) : option ℕ := nat.succ <$> a
example : f (some 1) = some 2 := rfl

def f (a b : option ℕ) : option ℕ := (+) <$> a <*> b
example : f (some 1) (some 4) = some 5 := rfl

def f (a b : option ℕ) : option ℕ := a <|> b
example : f none (some 4) = some 4 := rfl

def f (a b : option ℕ) : option ℕ := a <|> b
example : f (some 1) (some 4) = some 4 := rfl

def count : state ℕ unit := do n ← get, put (n + 1)
example : (count.run 3).2 = 4 := rfl

def count : state ℕ ℕ := do n ← get, put (n + 1), return n
example : count.run 3 = (3, 4) := rfl

def count : state ℕ ℕ := do n ← get, put (n + 1)

def pairs (l : list ℕ) : list (ℕ × ℕ) := do x ← l, y ← l, return (x, y)
example : (pairs [1, 2]).length = 4 := rfl

def pairs (l : list ℕ) : list (ℕ × ℕ) := do x ← l, y ← [tt], return (x, y)

def f (x : ℕ) : option ℕ := do guard (x < 3), return x
example : f 2 = some 2 ∧ f 3 = none := ⟨rfl, rfl⟩

def f (x : ℕ) : option ℕ := do guard (x < 3), return x
example : f 5 = some 5 := rfl

def mapm {m : Type → Type} [monad m] (f : ℕ → m ℕ) : list ℕ → m (list ℕ)
| [] := return []
| (x :: xs) := do y ← f x, ys ← mapm xs, return (y :: ys)
example : mapm (λ x, some (x + 1)) [1, 2] = some [2, 3] := rfl

def mapm {m : Type → Type} (f : ℕ → m ℕ) : list ℕ → m (list ℕ)
| [] := return []
| (x :: xs) := do y ← f x, ys ← mapm xs, return (y :: ys)
