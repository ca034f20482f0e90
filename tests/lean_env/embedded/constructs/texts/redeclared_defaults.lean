structure base := (n : ℕ := 1)
structure more extends base := (n := 2)
example : ({} : more).n = 2 := rfl

structure base := (n : ℕ := 1)
structure more extends base := (n := (2:ℕ))
example : ({} : more).n = 2 := rfl

structure base := (n : ℕ := 1)
structure more extends base := (n : ℕ := 2)
example : ({} : more).n = 2 := rfl

structure base := (n : ℕ)
structure more extends base := (n := 2)
example : ({} : more).n = 2 := rfl

structure base := (n : ℕ) (m : ℕ := n)
structure more extends base := (m := 2)
example : ({n := 1} : more).m = 2 := rfl

structure base := (f : ℕ → ℕ := id)
structure more extends base := (f := nat.succ)
example : ({} : more).f = nat.succ := rfl

structure base := (b : bool := tt)
structure more extends base := (b := ff)
example : ({} : more).b = ff := rfl

structure base := (b : bool := tt)
structure more extends base := (b := ff) (c : ℕ)
example : ({c := 2} : more).b = ff := rfl

structure base := (b : bool := tt)
structure more extends base := (b := ff)
structure most extends more := (d : ℕ)
example : ({d := 2} : most).b = ff := rfl

universes u v
inductive t1 : Sort (max u v + 1) | mk : Sort (imax v u) → t1
inductive t2 : Sort ((imax v u) + 1) | mk : Sort (max v u) → t2
inductive t3 : Sort (imax 1 (u+1)) | mk : Sort u → t3
inductive t4 : Sort ((imax v u) + 1) | mk : Sort (imax v u) → t4

structure base := (f : ℕ → ℕ := id)
structure more extends base := (f := λ x, x + 1)
example : ({} : more).f 1 = 2 := rfl

structure base := (n : ℕ)
structure more extends base := (n := nat.succ 3)
example : ({} : more).n = 4 := rfl

structure base := (n : ℕ)
structure more extends base := (n := if true then 1 else 2)
example : ({} : more).n = 1 := rfl

structure base := (n : ℕ × ℕ)
structure more extends base := (n := (1, 2))
example : ({} : more).n = (1, 2) := rfl

structure base := (n : ℕ)
structure more extends base := (n := id 2)
example : ({} : more).n = 2 := rfl

structure base := (n : list ℕ)
structure more extends base := (n := [1])
example : ({} : more).n = [1] := rfl

structure base := (n : ℕ)
structure more extends base := (m : ℕ) (n := m + 1)
example : ({m := 1} : more).n = 2 := rfl

structure base := (n : ℕ)
structure more extends base := (n := 2)
structure most extends more := (m : ℕ)
example : ({m := 3} : most).n = 2 := rfl

class base (α : Type) := (n : ℕ)
class more (α : Type) extends base α := (n := 2)
instance : more ℕ := {}
