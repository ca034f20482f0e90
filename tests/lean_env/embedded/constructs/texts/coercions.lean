example (n : ℕ) : ℤ := n

example (n : ℤ) : ℕ := n

example (n : ℕ) (z : ℤ) : ℤ := z + n

example (n : ℕ) (z : ℤ) : ℤ := n + z

example (n m : ℕ) : ((n + m : ℕ) : ℤ) = n + m := rfl

example (b : bool) (h : b) : b = tt := h

example (b : bool) (h : b) : b = ff := h

example : (tt : Prop) := rfl

structure even := (n : ℕ) (h : n % 2 = 0)
instance : has_coe even ℕ := ⟨even.n⟩
example (e : even) : ℕ := e + 1

structure even := (n : ℕ) (h : n % 2 = 0)
example (e : even) : ℕ := e + 1

structure even := (n : ℕ) (h : n % 2 = 0)
instance : has_coe even ℕ := ⟨even.n⟩
example (e : even) : (e : ℕ) % 2 = 0 := e.h

structure even := (n : ℕ) (h : n % 2 = 0)
instance : has_coe even ℕ := ⟨even.n⟩
example (e : even) : ℤ := e

structure even := (n : ℕ) (h : n % 2 = 0)
instance : has_coe even ℕ := ⟨even.n⟩
example (e : even) : list ℕ := [e, 1]

structure even := (n : ℕ) (h : n % 2 = 0)
instance : has_coe even ℕ := ⟨even.n⟩
example (l : list even) : list ℕ := l

structure wrap := (p : Prop)
instance : has_coe wrap Prop := ⟨wrap.p⟩
example (w : wrap) (h : w) : w.p := h

def up (n : ℕ) : ℤ := n
example : up 3 = 3 := rfl
example : ↑3 = (3 : ℤ) := rfl

example (n : ℕ) : ↑n = n := rfl

example (n : ℕ) (h : (n : ℤ) = 0) : n = 0 := int.coe_nat_inj h

example (n : ℕ) (h : (n : ℤ) = 0) : n = 0 := h

example (p : ℕ → Prop) (x : {n // p n}) : p x := x.2

example (p : ℕ → Prop) (x : {n // p n}) : ℕ := x

example (p : ℕ → Prop) (x : {n // p n}) : p x := x.1

example (f : ℕ → ℕ) (x : {n // n < 3}) : ℕ := f x

structure a := (v : ℕ)
structure b := (v : ℕ)
instance : has_coe a b := ⟨λ x, ⟨x.v⟩⟩
instance : has_coe b ℕ := ⟨b.v⟩
example (x : a) : ℕ := x

structure a := (v : ℕ)
structure b := (v : ℕ)
instance : has_lift a b := ⟨λ x, ⟨x.v⟩⟩
example (x : a) : b := ↑x

structure a := (v : ℕ)
structure b := (v : ℕ)
instance : has_lift a b := ⟨λ x, ⟨x.v⟩⟩
example (x : a) : b := x
