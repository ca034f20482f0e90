structure conf := (size : ℕ := 3) (flag : bool := tt)
example : ({} : conf).size = 3 := rfl

structure conf := (size : ℕ := 3) (flag : bool := tt)
example : ({size := 4} : conf).size = 4 := rfl

structure conf := (size : ℕ := 3) (flag : bool := tt)
example : ({size := 4} : conf).flag = ff := rfl

structure conf := (size : ℕ := 3) (flag : bool)
example : ({} : conf).size = 3 := rfl

structure conf := (size : ℕ := 3) (flag : bool)
example : ({flag := tt} : conf).size = 3 := rfl

structure conf := (size : ℕ := 3) (flag : bool)
example : conf := {flag := tt, colour := 3}

structure conf := (size : ℕ := tt)

structure sq := (side : ℕ) (area : ℕ := side * side)
example : ({side := 3} : sq).area = 9 := rfl

structure sq := (side : ℕ) (area : ℕ := side * side)
example : ({side := 3, area := 4} : sq).area = 9 := rfl

structure base := (n : ℕ := 1)
structure more extends base := (m : ℕ := n + 1)
example : ({n := 4} : more).m = 5 := rfl
example : ({} : more).m = 2 := rfl

structure base := (n : ℕ := 1)
structure more extends base := (n := 2)
example : ({} : more).n = 2 := rfl

structure base := (n : ℕ := 1)
structure more extends base := (n := 2)
example : ({} : more).n = 1 := rfl

structure base := (n : ℕ)
structure more extends base := (n := tt)

structure conf := (size : ℕ := 3) (flag : bool := tt)
example : (conf.mk 1 ff).size = 1 := rfl

structure conf := (size : ℕ := 3) (flag : bool := tt)
example : conf := conf.mk

structure conf := (size : ℕ := 3) (flag : bool := tt)
example : conf := ⟨1⟩

structure conf := (size : ℕ) (flag : bool)
example (c : conf) : {size := 2, ..c} = {flag := c.flag, size := 2} := rfl

structure conf := (size : ℕ) (flag : bool)
example (c d : conf) : ({size := 2, ..c, ..d} : conf).flag = c.flag := rfl

structure conf := (size : ℕ) (flag : bool)
example (c d : conf) : ({size := 2, ..c, ..d} : conf).flag = d.flag := rfl

structure conf := (size : ℕ) (flag : bool)
example : {size := 2, flag := tt} = conf.mk 2 tt := rfl

structure pos := (n : ℕ) (h : 0 < n . tactic.assumption)
example (k : ℕ) (hk : 0 < k) : pos := {n := k}

structure above := (n : ℕ) (h : n = n . tactic.reflexivity)
example (k : ℕ) : above := {n := k}

structure two (α : Type) := (a b : α)
example : ({a := 1, b := tt} : two ℕ).a = 1 := rfl

structure two (α : Type) := (a b : α)
example : two.a {a := 1, b := 2} = 1 := rfl

def f (n : ℕ) (m : ℕ := 5) := n + m
example : f 1 = 6 := rfl
example : f 1 2 = 3 := rfl

def f (n : ℕ) (m : ℕ := 5) := n + m
example : f = λ n, n + 5 := rfl
