structure point := (x y : ℕ)
structure point3 extends point := (z : ℕ)
example : (⟨⟨1, 2⟩, 3⟩ : point3).x = 1 := rfl

structure point := (x y : ℕ)
structure point3 extends point := (z : ℕ)
example : (⟨1, 2, 3⟩ : point3).x = 1 := rfl

structure point := (x y : ℕ)
structure point3 extends point := (z : ℕ)
example : ({x := 1, y := 2, z := 3} : point3).to_point = {x := 1, y := 2} := rfl

structure point := (x y : ℕ)
structure point3 extends point := (z : ℕ)
example : ({x := 1, z := 3} : point3).x = 1 := rfl

structure point := (x y : ℕ)
structure point3 extends point := (z : ℕ)
def lift (p : point) : point3 := {z := 0, ..p}
example : (lift ⟨1, 2⟩).y = 2 := rfl

structure point := (x y : ℕ)
structure point3 extends point := (z : ℕ)
def lift (p : point) : point3 := {..p}

structure point := (x y : ℕ)
structure point3 extends point := (z : ℕ)
def move (p : point3) : point3 := {x := p.x + 1, ..p}
example (p : point3) : (move p).z = p.z := rfl

structure point := (x y : ℕ)
structure point3 extends point := (x : ℕ)

structure point := (x y : ℕ)
structure point3 extends point := (y : bool)

structure named := (name : string)
structure aged := (age : ℕ)
structure person extends named, aged
example (p : person) : ℕ × string := (p.age, p.name)

structure named := (name : string)
structure aged := (age : ℕ)
structure person extends named, aged
example : ({name := "a", age := 3} : person).to_aged.age = 3 := rfl

structure a := (v : ℕ)
structure b := (v : ℕ)
structure c extends a, b
example (x : c) : x.v = x.to_a.v := rfl

structure a := (v : ℕ)
structure b := (v : bool)
structure c extends a, b

structure base (α : Type) := (op : α → α → α)
structure comm (α : Type) extends base α := (swap : ∀ a b, op a b = op b a)
def add_comm' : comm ℕ := {op := (+), swap := nat.add_comm}

structure base (α : Type) := (op : α → α → α)
structure comm (α : Type) extends base α := (swap : ∀ a b, op a b = op b a)
def sub_comm : comm ℕ := {op := nat.sub, swap := nat.add_comm}

structure a := (v : ℕ)
structure b extends nope := (w : ℕ)

structure b extends ℕ := (w : ℕ)

class has_unit' (α : Type) := (one : α)
class has_two (α : Type) extends has_unit' α := (two : α)
instance : has_two ℕ := {one := 1, two := 2}
example : has_unit'.one = (1 : ℕ) := rfl

class has_unit' (α : Type) := (one : α)
class has_two (α : Type) extends has_unit' α := (two : α)
instance : has_two ℕ := {one := 1, two := 2}
example : has_unit'.one = (2 : ℕ) := rfl

structure point := (x y : ℕ)
structure point3 extends to_p : point := (z : ℕ)
example (p : point3) : p.to_p.x = p.x := rfl

structure point := (x y : ℕ)
structure point3 extends point renaming x → u := (z : ℕ)
example (p : point3) : p.u = p.to_point.x := rfl

structure point := (x y : ℕ)
structure point3 extends point := (z : ℕ)
example (p q : point3) (h : p.to_point = q.to_point) (k : p.z = q.z) : p = q := by { cases p, cases q, cases h, cases k, refl }

structure point := (x y : ℕ)
example (p q : point) (h : p.x = q.x) : p = q := by { cases p, cases q, cases h, refl }
